"""A self-score recomputed from the report's own targets and actual values, beside the claimed one.

Conventions differ from county to county, so they are named and switchable, and none is the official one.
A row that cannot be computed (a qualitative target, a blank) keeps its claimed points and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from etl.check.case import Case
from etl.check.interval import HUNDRED
from etl.check.points import execution_points
from etl.check.tables import scope_name
from etl.check.targets import attainment, is_met, read_target
from etl.check.words import amount, squeezed

if TYPE_CHECKING:
    from etl.records import Extraction, Indicator, Observation

Convention = Literal["pro_rata", "all_or_nothing", "capped"]

CONVENTIONS: dict[Convention, str] = {
    "pro_rata": "按比例：完成目标得满分，未完成的按完成值与目标值的比例计分",
    "all_or_nothing": "达标计分：完成目标得满分，未完成的不得分",
    "capped": "封顶计分：完成目标得满分，未完成的按比例计分且不超过分值的 60%",
}
NOTICE = "按公开数字自动复算，仅供核对参考，不是财政部门的正式评分。"
CAP = Decimal("0.6")
_CENT = Decimal("0.01")
_NOTHING = frozenset({"无", "/", "—", "——", "-"})


@dataclass(frozen=True, slots=True)
class RowScore:
    """One row of a table under a convention; `recomputed` equals `claimed` where it cannot be computed."""

    name: str
    weight: Decimal | None
    claimed: Decimal | None
    recomputed: Decimal | None
    difference: Decimal | None
    computed: bool
    reason: str
    indicator: Indicator | None = None
    observation: Observation | None = None


@dataclass(frozen=True, slots=True)
class TableScore:
    """A self-evaluation table's claimed and recomputed total.

    Attributes:
        scope: `department` or the project's name.
        convention: The convention's code; `CONVENTIONS` says it in words.
        claimed: The total as claimed, None where the table states none.
        recomputed: The sum of the rows' recomputed points, None where a row has no points at all.
        computed_share: How many of the table's points could really be recomputed, in per cent.
        rows: The execution rate's row first, then the indicators.
    """

    report_id: str
    scope: str
    title: str
    convention: Convention
    claimed: Decimal | None
    recomputed: Decimal | None
    difference: Decimal | None
    computed_share: Decimal
    rows: tuple[RowScore, ...]
    notice: str = NOTICE


def recompute(extraction: Extraction, convention: Convention = "pro_rata") -> tuple[TableScore, ...]:
    """The recomputed self-score of every indicator table of a report."""
    case = Case(extraction)
    return tuple(_table(case, scope, convention) for scope in case.scopes)


def _table(case: Case, scope: str, convention: Convention) -> TableScore:
    rows = [_execution_row(case, scope)] if case.find("execution.score", scope=scope) else []
    rows += [_row(row, convention) for row in case.indicators if row.scope == scope]
    totals = [
        entry
        for entry in case.find("score.total", scope=scope, year=case.year)
        if entry.section != "work_assessment"
    ]
    in_tables = [entry for entry in totals if entry.table is not None]
    claimed = (in_tables or totals)[-1].value if totals else None
    recomputed = _sum(rows)
    return TableScore(
        report_id=case.report.report_id,
        scope=scope,
        title=scope_name(scope),
        convention=convention,
        claimed=claimed,
        recomputed=recomputed,
        difference=None if claimed is None or recomputed is None else recomputed - claimed,
        computed_share=_computed_share(rows),
        rows=tuple(rows),
    )


def _sum(rows: Sequence[RowScore]) -> Decimal | None:
    points = [row.recomputed for row in rows]
    if not points or any(value is None for value in points):
        return None
    return sum((value for value in points if value is not None), Decimal(0))


def _computed_share(rows: Sequence[RowScore]) -> Decimal:
    weights = [(row.weight or Decimal(0), row.computed) for row in rows]
    whole = sum((weight for weight, _ in weights), Decimal(0))
    done = sum((weight for weight, computed in weights if computed), Decimal(0))
    return (done / whole * HUNDRED).quantize(Decimal("0.1")) if whole else Decimal(0)


def _execution_row(case: Case, scope: str) -> RowScore:
    """The execution rate's points: its weight times the rate, in every convention."""
    claimed = case.find("execution.score", scope=scope)[0]
    weight = execution_points(case, scope)
    rate = _rate(case, scope)
    if rate is None:
        return _kept("预算执行率", weight, claimed.value, "没有执行率，按自评计", observation=claimed)
    points = (weight * min(rate, HUNDRED) / HUNDRED).quantize(_CENT, ROUND_HALF_UP)
    reason = f"{amount(weight, '分')} × {amount(min(rate, HUNDRED), '%')}"
    return RowScore(
        "预算执行率", weight, claimed.value, points, points - claimed.value, True, reason, observation=claimed
    )


def _rate(case: Case, scope: str) -> Decimal | None:
    """The execution rate from the table's own amounts, else as stated."""
    same = {"scope": scope, "year": case.year, "item": None}
    spent = [e for e in case.find("expenditure.total", phase="executed", **same) if e.table is not None]
    budget = [e for e in case.find("expenditure.total", phase="adjusted", **same) if e.table is not None]
    if spent and budget and budget[0].value:
        return spent[0].value / budget[0].value * HUNDRED
    stated = case.find("execution.rate", **same)
    return stated[0].value if stated else None


def _row(row: Indicator, convention: Convention) -> RowScore:
    name = squeezed(row.level3 or row.level2)
    if row.weight is None:
        return _kept(name, None, row.score, "没有分值，按自评计", indicator=row)
    if name in _NOTHING:
        return _scored(row, name, row.weight, Decimal(0), "三级指标没有内容，不得分")
    share, met = attainment(row), is_met(row)
    if share is None or met is None:
        return _kept(name, row.weight, row.score, _why_kept(row), indicator=row)
    if met:
        return _scored(row, name, row.weight, row.weight, "完成目标，得满分")
    points = _points(row.weight, share, convention)
    return _scored(row, name, row.weight, points, f"完成目标的 {amount(share * HUNDRED, '%')}")


def _points(weight: Decimal, share: Decimal, convention: Convention) -> Decimal:
    if convention == "all_or_nothing":
        return Decimal(0)
    points = weight * share
    return min(points, weight * CAP) if convention == "capped" else points


def _why_kept(row: Indicator) -> str:
    kind = read_target(row).kind
    words = {"qualitative": "定性目标，无法复算，按自评计", "blank": "没有目标值，无法复算，按自评计"}
    return words.get(kind, "完成值与目标值不可比，按自评计")


def _scored(row: Indicator, name: str, weight: Decimal, points: Decimal, reason: str) -> RowScore:
    rounded = points.quantize(_CENT, ROUND_HALF_UP)
    difference = None if row.score is None else rounded - row.score
    return RowScore(name, weight, row.score, rounded, difference, True, reason, indicator=row)


def _kept(
    name: str,
    weight: Decimal | None,
    claimed: Decimal | None,
    reason: str,
    indicator: Indicator | None = None,
    observation: Observation | None = None,
) -> RowScore:
    difference = None if claimed is None else Decimal(0)
    return RowScore(name, weight, claimed, claimed, difference, False, reason, indicator, observation)
