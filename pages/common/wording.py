"""Chinese words for figures: money, changes, and chart titles that state what the figures say.

A title is computed from the same frame as its chart and always says how many of the chosen
counties it speaks for (n/N). With too few figures it ranks nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from pages.common.rows import Row, grouped, records, with_figure

MISSING = "未披露"
REASONS = ("未收集", "未披露", "未识别", "不适用", "冲突待核")
CONFLICT = "⚑"
DERIVED = "ƒ"
BASES = ("金额", "占比", "人均")
ROUNDING = 0.05  # 万元 that one printed amount may be off


def is_missing(value: object) -> bool:
    """Whether a cell of a frame holds no figure; a true 0 is a figure."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA


def number(value: float, decimals: int = 2) -> str:
    """1234.5 → `1,234.50`, 33.165 → `33.17`; a rounded negative zero loses its sign."""
    # By the digits as written: in binary, 33.165 lies below the half.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def decimals_of(unit: str, value: float | None = None) -> int:
    """How many decimals a unit is shown with: counted things have none, small amounts per head four."""
    if unit in {"人", "家", "个", "批次", "人次"}:
        return 0
    return 4 if unit.endswith("/人") and value is not None and abs(value) < 1 else 2


def amount(value: float | None, unit: str, reason: str | None = None) -> str:
    """The figure with its unit, or the reason why there is none."""
    if value is None or is_missing(value):
        return reason or MISSING
    joined = unit if unit == "%" or not unit else f" {unit}" if unit[0].isascii() else unit
    return f"{number(value, decimals_of(unit, value))}{joined}"


def stands_for(row: Mapping[str, object]) -> str:
    """`（仅公务用车运行维护费）` where only a part of the figure is stated; else empty."""
    words = row.get("stands_for")
    return "" if is_missing(words) else f"（{words}）"


def change(previous: float | None, current: float | None, unit: str = "万元") -> str:
    """`增加12.30万元，增长8.4%`; rates change in 个百分点, and nothing grows from zero by a per cent."""
    if previous is None or current is None or is_missing(previous) or is_missing(current):
        return "缺上年数，不作比较"
    gap = current - previous
    if unit == "%":
        return "持平" if abs(gap) < 0.005 else f"{'上升' if gap > 0 else '下降'}{number(abs(gap))}个百分点"
    if abs(gap) < 0.005:
        return "持平"
    step = f"{'增加' if gap > 0 else '减少'}{number(abs(gap), decimals_of(unit))}{unit}"
    if previous == 0:
        return f"{step}，上年为零，不计算增长率"
    rate = abs(gap) / abs(previous) * 100
    return f"{step}，{'增长' if gap > 0 else '下降'}{number(rate, 1)}%"


def coverage(figures: pd.DataFrame) -> tuple[int, int]:
    """How many of the frame's subjects have any figure, and how many there are."""
    told = {label for label, value in zip(figures["label"], figures["value"], strict=True) if pd.notna(value)}
    return len(told), len(set(figures["label"]))


def share_of_subjects(figures: pd.DataFrame) -> str:
    """`（有数4/5）`, the n/N of a title: how many have a figure, not how many are as the title says."""
    known, subjects = coverage(figures)
    return f"（有数{known}/{subjects}）"


def too_few(figures: pd.DataFrame) -> str:
    """Why a title compares nothing: `没有该年度报告`, `均未披露`, `5个县区中只有2个有数，不作比较`."""
    known, subjects = coverage(figures)
    if known:
        return f"{subjects}个县区中只有{known}个有数，不作比较"
    reasons = {MISSING if is_missing(reason) else str(reason) for reason in figures.get("reason", ())}
    if reasons == {"未收集"}:
        return f"没有该年度报告{share_of_subjects(figures)}"
    every = "均" if subjects > 1 else ""
    return f"{every}{'或'.join(sorted(reasons)) or MISSING}{share_of_subjects(figures)}"


def enough(figures: pd.DataFrame, at_least: int = 2) -> bool:
    """Whether a title may state a finding: at least two subjects and half of those chosen."""
    known, subjects = coverage(figures)
    return known >= at_least and known * 2 >= subjects


def extremes_title(figures: pd.DataFrame, subject: str, unit: str) -> str:
    """`公务接待费：零陵区（2023）最高，5.65万元；君山区（2024）最低，0.31万元（有数5/5）`.

    Args:
        figures: One row a subject: label, value.
        subject: What the figures are, such as 三公经费决算.
        unit: Their unit.
    """
    if not enough(figures):
        return _single_figures(figures, subject, unit)
    groups = grouped(_as_printed(figures, unit), "printed")
    if len(groups) == 1:
        return f"{subject}：各县区均为{next(iter(groups))}{share_of_subjects(figures)}"
    top, low = (str(row["printed"]) for row in _ends(groups))
    told = f"{_tied(groups[top])}最高，{top}；{_tied(groups[low])}最低，{low}"
    return f"{subject}：{told}{share_of_subjects(figures)}"


def _as_printed(figures: pd.DataFrame, unit: str) -> list[Row]:
    """The rows that have a figure, each with its figure as it is printed."""
    rows = with_figure(records(figures))
    return [{**row, "printed": amount(float(row["value"]), unit)} for row in rows]


def _ends(groups: Mapping[str, list[Row]]) -> tuple[Row, Row]:
    """A row with the highest and one with the lowest figure."""
    rows = [group[0] for group in groups.values()]
    return max(rows, key=lambda row: row["value"]), min(rows, key=lambda row: row["value"])


def _tied(rows: list[Row]) -> str:
    """`甲县`, `甲县、乙县并列`, `4个县区并列`: who has the figure."""
    if len(rows) > 2:
        return f"{len(rows)}个县区并列"
    return "、".join(str(row["label"]) for row in rows) + ("并列" if len(rows) > 1 else "")


def _single_figures(figures: pd.DataFrame, subject: str, unit: str, at_most: int = 2) -> str:
    """`执行率：甲县（2023）97.77%，其余4个没有数（有数1/5）`: too few to compare, so they are only told."""
    known, subjects = coverage(figures)
    rows = with_figure(records(figures))
    if not 0 < len(rows) <= at_most:
        return f"{subject}：{too_few(figures)}"
    told = "，".join(f"{row['label']}{amount(float(row['value']), unit)}" for row in rows)
    rest = f"，其余{subjects - known}个没有数" if known < subjects else ""
    return f"{subject}：{told}{rest}{share_of_subjects(figures)}"


def count_title(figures: pd.DataFrame, subject: str, above: str, below: str, level: float = 0) -> str:
    """`与上年相比：3个上升，1个下降（有数4/5）`, counting subjects above, at and below a level.

    Args:
        figures: One row a subject: label, value.
        subject: The opening words.
        above: Word for a value above the level.
        below: Word for a value below it.
        level: The level, in the figures' unit.
    """
    if not enough(figures, at_least=1):
        return f"{subject}：{too_few(figures)}"
    known = figures["value"].dropna()
    counts = ((int((known > level).sum()), above), (int((known < level).sum()), below))
    words = [f"{count}个{word}" for count, word in counts if count]
    level_count = int((known == level).sum())
    if level_count:
        words.append(f"{level_count}个持平")
    return f"{subject}：{'，'.join(words)}{share_of_subjects(figures)}"


def sum_note(figures: pd.DataFrame, whole: str, *, closed: bool = True) -> str:
    """`甲县各项合计3,666.51万元，比支出合计3,705.67万元少39.16万元`; empty where all sums are right.

    Args:
        figures: One row a part: label, amount, whole.
        whole: Name of the total.
        closed: Whether the parts are all that there is; otherwise they may only not exceed the total.
    """
    told: list[str] = []
    for label, rows in grouped(records(figures), "label").items():
        amounts, total = [row["amount"] for row in rows], rows[0]["whole"]
        if any(map(is_missing, [*amounts, total])):
            continue
        gap = math.fsum(amounts) - total
        if gap > ROUNDING * (len(rows) + 1) or (closed and -gap > ROUNDING * (len(rows) + 1)):
            more = f"{'多' if gap > 0 else '少'}{amount(abs(gap), '万元')}"
            told.append(
                f"{label}各项合计{amount(gap + total, '万元')}，比{whole}{amount(total, '万元')}{more}"
            )
    return "；".join(told)


def named_note(lines: pd.DataFrame) -> str:
    """`列名合计占项目支出：衡山县（2023）1.3%、零陵区（2023）100.0%`; empty without a line.

    Args:
        lines: One row a line: label, amount, project_total, apart (said elsewhere, not to be added).
    """
    told = [
        f"{label}{number(math.fsum(row['amount'] for row in rows) / rows[0]['project_total'] * 100, 1)}%"
        for label, rows in grouped(records(lines[~lines["apart"]]), "label").items()
        if rows[0]["project_total"]
    ]
    return f"列名合计占项目支出：{'、'.join(told)}" if told else ""


def alternative_text(title: str, figures: pd.DataFrame, unit: str, limit: int = 24) -> str:
    """What the chart shows, for a reader who cannot see it."""
    parts: list[str] = []
    for row in records(figures.head(limit)):
        value = amount(row["value"], str(row.get("unit") or unit), row.get("reason"))
        parts.append(f"{row['label']}{row['series']}{value}{stands_for(row)}")
    more = "；其余见表格" if len(figures) > limit else ""
    return f"{title}。{'；'.join(parts)}{more}。"
