"""Plausibility: wrong units, stale years, too many staff, impossible rates, one base implied twice.

Most of these a person must judge, so they are 存疑; 不符 is kept for what the report's own figures prove.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from etl.catalogue.units import STORED, in_yi
from etl.check import words
from etl.check.engine import rule
from etl.check.interval import (
    HUNDRED,
    Interval,
    exactly,
    half_width,
    printed,
    printed_text,
    read_number,
)
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, Verdict
from etl.check.places import counts_others
from etl.check.shapes import against
from etl.check.slips import ROUNDING, SEVERAL, fills_its_whole, times_apart
from etl.check.stale import twin

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

SMALL_YUAN = Decimal(10000)
FEW = 2


@rule("PLAUS-UNIT")
def rule_plaus_unit(case: Case) -> Iterator[Verdict]:
    """PLAUS-UNIT: no figure is ten thousand times the same figure elsewhere or has an incredible unit."""
    yield from _slips(case)
    tiny: dict[str, list[Observation]] = {}
    for entry in case.tiny:
        tiny.setdefault(case.place(entry), []).append(entry)
    for entries in tiny.values():
        yield _tiny(case, entries)
    unread = list(_unread_slips(case))
    yield from unread
    money = [entry for entry in case.find(slipped=True) if entry.unit in STORED and entry.value]
    if money and not case.slips and not tiny and not unread:
        yield Verdict(AGREES, "units", f"核对了 {len(money)} 个金额的单位，没有发现相差一万倍的数字。")


_WRITTEN = re.compile(r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{4,}(?:\.\d+)?)\s*万元")


def _unread_slips(case: Case) -> Iterator[Verdict]:
    """Amounts that no figure took up, ten thousand times a figure of their paragraph's subject."""
    known = {entry.start for entry in case.observations}
    for match in _WRITTEN.finditer(case.text):
        if match.start() in known:
            continue
        value = read_number(match["number"])[0]
        start, end = case.paragraph(match.start())
        subjects = {entry.measure for entry in case.observations if start <= entry.start < end}
        twins = (
            [e for e in case.find(*subjects) if e.value and e.value * SMALL_YUAN == value] if subjects else []
        )
        if twins:
            yield _unread(case, match, value, twins[0])


def _unread(case: Case, match: re.Match[str], value: Decimal, twin_figure: Observation) -> Verdict:
    return Verdict(
        outcome=DOUBTFUL,
        subject=f"text|{match['number']}",
        message=(
            f"{case.where(match.start())}写“{words.squeezed(match.group())}”，"
            f"恰为{words.figure(twin_figure)}的一万倍，单位可能误把元写成万元。"
        ),
        evidence=(case.cite_text("left", match.start(), match.end()), *case.cite("right", twin_figure)),
        gap=value - twin_figure.value,
    )


def _slips(case: Case) -> Iterator[Verdict]:
    """One verdict a figure; where a table has several, one for the table."""
    tables: dict[int, list[tuple[Observation, Observation]]] = {}
    for wrong, right in case.slips:
        if wrong.table is not None:
            tables.setdefault(wrong.table, []).append((wrong, right))
        else:
            yield _slip(case, wrong, right)
    for pairs in tables.values():
        if len(pairs) < SEVERAL:
            yield from (_slip(case, *pair) for pair in pairs)
        else:
            yield _slipped_table(case, pairs)


def _slipped_table(case: Case, pairs: Sequence[tuple[Observation, Observation]]) -> Verdict:
    wrong, right = pairs[0]
    return against(
        case,
        wrong,
        [right],
        DOUBTFUL,
        subject=f"table|{wrong.table}",
        message=(
            f"{case.where(wrong.start)}的表中 {len(pairs)} 个金额与别处相差一万倍，如{words.name(wrong)}"
            f"“{wrong.stated_value}”，{case.where(right.start)}写 {words.value(right)}，"
            "整张表的金额单位可能没有写明或写错，请核对。"
        ),
        gap=wrong.value - right.value,
    )


def _slip(case: Case, wrong: Observation, right: Observation) -> Verdict:
    gap = wrong.value - right.value
    whole = "全部支出" if right.measure == "expenditure.total" else "其合计"
    beyond = "只有其中一部分的几百分之一" if wrong.value < right.value else f"是{whole}的数百倍"
    apart = times_apart(wrong.value, right.value, ROUNDING)
    proved = apart or fills_its_whole(case, wrong, right)
    relation = "相差一万倍" if apart else beyond
    ending = "单位有误" if proved else "单位可能有误"
    return against(
        case,
        wrong,
        [right],
        CONTRADICTS if proved else DOUBTFUL,
        subject=f"{wrong.measure}|{wrong.phase}|{wrong.year}|{wrong.item}",
        message=(
            f"{words.name(wrong)}：{case.where(wrong.start)}"
            f"写“{wrong.stated_value}{wrong.stated_unit or ''}”，"
            f"而{case.where(right.start)}的{words.name(right)}为 {words.value(right)}，"
            f"{relation}（相差 {words.gap(gap, wrong.unit)}），{ending}。"
        ),
        gap=gap,
    )


def _tiny(case: Case, entries: Sequence[Observation]) -> Verdict:
    first = entries[0]
    shown = "、".join(f"{words.name(e)}“{e.stated_value}{e.stated_unit or ''}”" for e in entries[:3])
    more = f"等 {len(entries)} 个数字" if len(entries) > 3 else ""
    return Verdict(
        outcome=DOUBTFUL,
        subject=f"tiny|{first.measure}|{first.phase}|{first.year}|{first.item}",
        message=f"{shown}{more}，数额小得不合常理，单位可能有误；见{case.where(first.start)}。",
        evidence=case.cite("left", *entries),
        left=printed(first),
    )


_STALE_TEXT = re.compile(
    r"(?:^|(?<=[。；;\n\r：:]))[\s（(一二三四五六七八九十\d、）)]*?(?:截至|截止)?(?P<year>20\d\d)年(?:底|末|1?\d月\d*日?)?"
)


@rule("PLAUS-STALE-YEAR")
def rule_plaus_stale_year(case: Case) -> Iterator[Verdict]:
    """PLAUS-STALE-YEAR: a statement about the report's year does not carry another year's date."""
    groups = case.stale
    for (start, year), entries in groups.items():
        yield _stale(case, start, year, entries)
    yield from _stale_texts(case, {start for start, _ in groups})
    current = case.find(year=case.year)
    if not groups and current:
        yield Verdict(AGREES, "figures", f"没有发现把上年数字当作 {case.year} 年数字来写的句子。")


def _stale(case: Case, start: int, year: int, entries: Sequence[Observation]) -> Verdict:
    """Two amounts equal to the cent with this year's prove the year wrong; else a person must look."""
    twins = [other for entry in entries if (other := twin(case, entry))]
    proven = [entry for entry in entries if entry.unit == "万元" and twin(case, entry)]
    end = case.sentence(start)[1]
    quote = words.squeezed(case.text[start:end])[:40]
    same = f"，而同样的数字另处写作 {case.year} 年" if twins else ""
    return Verdict(
        outcome=CONTRADICTS if len(proven) >= FEW else DOUBTFUL,
        subject=f"{year}|{entries[0].measure}|{entries[0].statistic}",
        message=f"{case.year} 年的报告写“{quote}…”{same}，年份可能陈旧；见{case.where(start)}，请核对年份。",
        evidence=case.cite("left", *entries) + case.cite("right", *twins),
    )


def _stale_texts(case: Case, known: set[int]) -> Iterator[Verdict]:
    """Sentences of the performance section that begin with last year's date and hold figures."""
    for match in _STALE_TEXT.finditer(case.text):
        year = int(match["year"])
        start, end = case.sentence(match.start("year"))
        sections = {e.section for e in case.extraction.sections if e.start <= start < e.end}
        if year != case.year - 1 or start in known or not sections & {"performance"}:
            continue
        rest = case.text[match.end() : end]
        if (
            str(case.year) in rest
            or not re.search(r"\d", rest)
            or re.search(r"[比较]|上年|去年|至|第[一二三四]批|《", rest)
        ):
            continue
        quote = words.squeezed(case.text[match.start("year") : end])[:36]
        yield Verdict(
            outcome=DOUBTFUL,
            subject=f"text|{quote[:16]}",
            message=(
                f"{case.year} 年的绩效情况里写“{quote}…”，年份可能陈旧；见{case.where(start)}，请核对年份。"
            ),
            evidence=(case.cite_text("left", match.start("year"), end),),
        )


@rule("PLAUS-FUTURE-YEAR")
def rule_plaus_future_year(case: Case) -> Iterator[Verdict]:
    """PLAUS-FUTURE-YEAR: what the report says was done does not speak of a later year."""
    pattern = re.compile(
        rf"{case.year + 1}年(?!\d*月|[初度]?预算|初)[^，,。；;]{{0,10}}"
        r"(?:同比|增长|完成|实现)[^。；;\n]{0,20}"
    )
    found = False
    for match in pattern.finditer(case.text):
        sections = {e.section for e in case.extraction.sections if e.start <= match.start() < e.end}
        if sections & {"overview", "performance"}:
            found = True
            yield Verdict(
                outcome=DOUBTFUL,
                subject=words.squeezed(match.group())[:20],
                message=(
                    f"{case.year} 年的报告写“{words.squeezed(match.group())}”，说的是下一年；"
                    f"见{case.where(match.start())}，请核对年份。"
                ),
                evidence=(case.cite_text("left", match.start(), match.end()),),
            )
    if not found and case.extraction.sections:
        yield Verdict(AGREES, "text", "基本情况和绩效情况里没有发现下一年的成绩。")


@rule("PLAUS-STAFF-OVER")
def rule_plaus_staff_over(case: Case) -> Iterator[Verdict]:
    """PLAUS-STAFF-OVER: staff in post do not exceed authorised posts (control rate of at most 100 %)."""
    temporary = set(_with_temporary(case))
    for staff in case.find("staff.on_payroll"):
        posts = [entry for entry in case.find("staff.authorized", year=staff.year) if entry.value]
        near = [entry for entry in posts if case.place(entry) == case.place(staff)] or posts
        if near and staff.year == case.year and staff not in temporary and not counts_others(case, staff):
            yield _over(case, staff, near[-1])
            return


def _over(case: Case, staff: Observation, posts: Observation) -> Verdict:
    gap = staff.value - posts.value
    rates = [entry for entry in case.find("staff.control_rate", year=staff.year) if entry.value > HUNDRED]
    over = gap > 0
    ending = (
        f"超编 {words.gap(gap, '人')}，控制率 {words.amount(staff.value / posts.value * 100, '%')}"
        if over
        else "没有超编"
    )
    return against(
        case,
        staff,
        [posts],
        (CONTRADICTS if rates else DOUBTFUL) if over else AGREES,
        subject="staff",
        message=f"{words.figure(staff)}，{words.figure(posts)}，{ending}；见{case.where(staff.start)}。",
        gap=gap if over else None,
        context=rates,
    )


def _with_temporary(case: Case) -> dict[Observation, tuple[Observation, ...]]:
    """Staff figures that are another count plus the temporary staff, with the figures that show it."""
    found: dict[Observation, tuple[Observation, ...]] = {}
    for temporary in case.find("staff.temporary", year=case.year):
        for staff in case.find("staff.on_payroll", year=case.year):
            own = [entry for entry in case.find("staff.on_payroll", year=case.year) if entry is not staff]
            counts = [(entry,) for entry in own] + _by_kind(case)
            for parts in counts:
                if temporary.value and sum(part.value for part in parts) + temporary.value == staff.value:
                    found[staff] = (*parts, temporary)
    return found


def _by_kind(case: Case) -> list[tuple[Observation, ...]]:
    administrative = case.find("staff.administrative", year=case.year)
    public = case.find("staff.public_institution", year=case.year)
    return [
        (one, other) for one in administrative for other in public if case.place(one) == case.place(other)
    ]


@rule("PLAUS-TEMPORARY")
def rule_plaus_temporary(case: Case) -> Iterator[Verdict]:
    """PLAUS-TEMPORARY: temporary staff are not counted as staff in post."""
    found = _with_temporary(case)
    for staff, parts in found.items():
        shown = "＋".join(f"{words.measure_name(part.measure)} {words.value(part)}" for part in parts)
        yield Verdict(
            outcome=CONTRADICTS,
            subject="temporary",
            message=(
                f"{words.figure(staff)}，恰为 {shown}，把临聘人员计入了在职人数；"
                f"见{case.where(staff.start)}与{case.where(parts[0].start)}。"
            ),
            evidence=case.cite("left", staff)
            + case.cite("right", *parts)
            + case.cite("context", *case.find("staff.control_rate", year=case.year)),
            gap=parts[-1].value,
            left=printed(staff),
            right=exactly(staff.value - parts[-1].value),
        )
    if (
        not found
        and case.find("staff.temporary", year=case.year)
        and case.find("staff.on_payroll", year=case.year)
    ):
        yield Verdict(AGREES, "temporary", "在职人数没有把临聘人员计算在内。")


# Rates of a whole, which cannot be exceeded; a completion rate (完成率) of the text may.
_OF_A_WHOLE = (
    "满意度|及时率|合格率|整改率|到位率|覆盖率|准确率|合规率|优良率|参保率|入学率|办结率|签约率|普及率|"
    "[悬张]挂率|发放率|入库率|建档率|知晓率|达标率"
)
_BOUNDED = re.compile(f"{_OF_A_WHOLE}|完成率|验收")
_SAID_RATE = re.compile(
    rf"(?P<name>[一-龥]{{2,12}}?(?:{_OF_A_WHOLE}))(?:为|达到|达|是)?\s*(?P<rate>\d{{3}}(?:\.\d+)?)\s*[%％]"
)


@rule("PLAUS-RATE-BOUND")
def rule_plaus_rate_bound(case: Case) -> Iterator[Verdict]:
    """PLAUS-RATE-BOUND: no share, execution rate or satisfaction is above 100 %."""
    compared = 0
    for entry in (*case.find("execution.rate"), *case.find(statistic="share_pct")):
        if entry.phase == "target" or re.search(r"预算|任务|目标|计划", entry.item or ""):
            continue
        compared += 1
        if entry.value > HUNDRED and not _is_completion(case, entry):
            yield _above(case, entry)
    for row in case.indicators:
        match = re.fullmatch(r"(\d+(?:\.\d+)?)%", half_width(words.squeezed(row.actual)))
        if not match or not _BOUNDED.search(row.level3 or ""):
            continue
        compared += 1
        if Decimal(match.group(1)) > HUNDRED:
            yield Verdict(
                outcome=DOUBTFUL,
                subject=f"row|{row.scope}|{row.level3}",
                message=f"自评表“{row.level3}”实际完成值 {row.actual}，超过 100%，请核对。",
                evidence=case.cite_rows("left", (row,)),
            )
    for match in _SAID_RATE.finditer(case.text):
        compared += 1
        if Decimal(match["rate"]) > HUNDRED:
            yield _said_above(case, match)
    if compared:
        yield Verdict(AGREES, "all", f"核对了 {compared} 个有上限的比率。")


def _said_above(case: Case, match: re.Match[str]) -> Verdict:
    quote, place = words.squeezed(match.group()), case.where(match.start())
    return Verdict(
        outcome=DOUBTFUL,
        subject=f"text|{match['name']}",
        message=f"正文写“{quote}”，超过 100%；见{place}，请核对。",
        evidence=(case.cite_text("left", match.start("rate"), match.end("rate")),),
    )


def _is_completion(case: Case, entry: Observation) -> bool:
    return bool(re.search(r"预算|任务|目标|计划|完成", case.text[max(0, entry.start - 16) : entry.start]))


def _above(case: Case, entry: Observation) -> Verdict:
    is_share = entry.statistic == "share_pct"
    return Verdict(
        outcome=CONTRADICTS if is_share else DOUBTFUL,
        subject=f"{entry.measure}|{entry.scope}|{entry.item}",
        message=f"{words.figure(entry)}，超过 100%；见{case.where(entry.start)}，请核对。",
        evidence=case.cite("left", entry),
        gap=entry.value - HUNDRED,
        left=printed(entry),
        right=exactly(HUNDRED),
    )


_SHARE_OF = re.compile(
    r"(?P<amount>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万元)[，,]\s*占(?P<base>GDP|地区生产总值|生产总值)(?:的)?(?:比重|比例|比)?(?:约)?(?:为|达到|达)?"
    r"\s*(?P<share>\d+(?:\.\d+)?)\s*[%％]"
)


@rule("PLAUS-DENOMINATOR")
def rule_plaus_denominator(case: Case) -> Iterator[Verdict]:
    """PLAUS-DENOMINATOR: two shares of the same base imply the same base."""
    implied = [
        (match, base)
        for match in _SHARE_OF.finditer(case.text)
        if not case.is_slipped_at(match.start("amount")) and (base := _implied(match))
    ]
    for (one, left), (other, right) in combinations(implied, 2):
        agrees = left.touches(right)
        gap = left.middle - right.middle
        ending = "可以一致" if agrees else f"相差 {words.gap(gap, '亿元')}，请核对"
        yield Verdict(
            outcome=AGREES if agrees else DOUBTFUL,
            subject=f"{one['base']}|{one['amount']}|{other['amount']}",
            message=(
                f"“{words.squeezed(one.group())}”倒推{one['base']}为 {words.amount(left.middle, '亿元')}，"
                f"“{words.squeezed(other.group())}”倒推为 {words.amount(right.middle, '亿元')}，{ending}；"
                f"见{case.where(one.start())}。"
            ),
            evidence=(
                case.cite_text("left", one.start(), one.end()),
                case.cite_text("right", other.start(), other.end()),
            ),
            gap=gap,
            left=left,
            right=right,
        )


def _implied(match: re.Match[str]) -> Interval | None:
    whole = printed_text(match["amount"]).scaled(in_yi(match["unit"])) / printed_text(match["share"])
    return whole.scaled(HUNDRED) if whole else None
