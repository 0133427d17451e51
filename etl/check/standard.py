"""By the book: the common indicators (共性指标) of 财预〔2013〕53号, computed from a report's own figures.

Every result carries its formula, the figures used and where they stand. Where a figure is missing the
indicator is 无法计算, and says which one: a missing figure is never taken as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.case import Case
from etl.check.interval import HUNDRED

if TYPE_CHECKING:
    from etl.records import Extraction, Observation

CITES = "财政部《预算绩效评价共性指标体系框架》（财预〔2013〕53号）附件2"
Formula = Callable[[Decimal, Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Need:
    """A figure that an indicator needs: its Chinese name, measure, phase, and how many years back."""

    label: str
    measure: str | None
    phase: str | None = None
    years_back: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator of the framework.

    Attributes:
        code: Our code.
        name: Its name in the framework.
        formula: The formula in words.
        numerator: The first figure of the calculation.
        denominator: The second one, by which is divided.
        calculate: Gives the result in per cent; the divisor is never zero.
        fallbacks: Other figures that may stand in for one that the report does not give.
        standard: The bound that index tables made from the framework usually set, None where there is none;
            the framework itself leaves standards to those who evaluate.
    """

    code: str
    name: str
    formula: str
    numerator: Need
    denominator: Need
    calculate: Formula
    fallbacks: tuple[tuple[Need, Need], ...] = ()
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class StandardResult:
    """An indicator's value for one report, or why it cannot be computed.

    Attributes:
        value: In per cent, rounded to two decimals; None for 无法计算.
        calculation: The formula with the report's figures in it.
        inputs: The figures used, in the order of the formula.
        missing: Names of the figures that the report does not give.
        note: What stands in for what, where a fallback was used.
    """

    report_id: str
    code: str
    name: str
    formula: str
    cites: str
    value: Decimal | None
    calculation: str
    inputs: tuple[Observation, ...]
    missing: tuple[str, ...]
    note: str = ""
    standard: str | None = None


def ratio(numerator: Decimal, denominator: Decimal) -> Decimal:
    """A share in per cent."""
    return numerator / denominator * HUNDRED


def change(now: Decimal, before: Decimal) -> Decimal:
    """A change on the year before in per cent."""
    return (now - before) / before * HUNDRED


def adjustment(adjusted: Decimal, initial: Decimal) -> Decimal:
    """How far a budget was adjusted, up or down, in per cent of the initial budget."""
    return abs(adjusted - initial) / initial * HUNDRED


_INITIAL = Need("年初预算数", "expenditure.total", "approved")
_ADJUSTED = Need("全年预算数", "expenditure.total", "adjusted")
_SPENT = Need("全年执行数（支出决算数）", "expenditure.total", "executed")

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "staff_control",
        "在职人员控制率",
        "在职人员数 ÷ 编制数 × 100%",
        Need("在职人员数", "staff.on_payroll"),
        Need("编制数", "staff.authorized"),
        ratio,
        standard="≤100%",
    ),
    Definition(
        "three_public_change",
        "“三公经费”变动率",
        "（本年度“三公经费”预算数 － 上年度“三公经费”预算数）÷ 上年度“三公经费”预算数 × 100%",
        Need("本年度“三公经费”预算数", "three_public.total", "approved"),
        Need("上年度“三公经费”预算数", "three_public.total", "approved", 1),
        change,
        fallbacks=(
            (
                Need("本年度“三公经费”决算数", "three_public.total", "executed"),
                Need("上年度“三公经费”决算数", "three_public.total", "executed", 1),
            ),
        ),
        standard="≤0",
    ),
    Definition(
        "budget_completion",
        "预算完成率",
        "预算完成数 ÷ 预算数 × 100%",
        _SPENT,
        _ADJUSTED,
        ratio,
        fallbacks=((_SPENT, _INITIAL),),
        standard="100%",
    ),
    Definition(
        "budget_adjustment",
        "预算调整率",
        "预算调整数（全年预算数与年初预算数之差的绝对值）÷ 年初预算数 × 100%",
        _ADJUSTED,
        _INITIAL,
        adjustment,
        standard="0",
    ),
    Definition(
        "operating_control",
        "公用经费控制率",
        "实际支出公用经费总额 ÷ 预算安排公用经费总额 × 100%",
        Need("实际支出公用经费总额", "expenditure.operating", "executed"),
        Need("预算安排公用经费总额", "expenditure.operating", "approved"),
        ratio,
        standard="≤100%",
    ),
    Definition(
        "three_public_control",
        "“三公经费”控制率",
        "“三公经费”实际支出数 ÷ “三公经费”预算安排数 × 100%",
        Need("“三公经费”实际支出数", "three_public.total", "executed"),
        Need("“三公经费”预算安排数", "three_public.total", "approved"),
        ratio,
        standard="≤100%",
    ),
    Definition(
        "procurement_execution",
        "政府采购执行率",
        "实际政府采购金额 ÷ 政府采购预算数 × 100%",
        Need("实际政府采购金额", "procurement.total", "executed"),
        Need("政府采购预算数", "procurement.total", "approved"),
        ratio,
        standard="100%",
    ),
    Definition(
        "key_spending",
        "重点支出安排率",
        "重点项目支出（年度预算）÷ 项目总支出（年度预算）× 100%",
        Need("重点项目支出（年度预算）", None),
        Need("项目总支出（年度预算）", "expenditure.project", "approved"),
        ratio,
    ),
    Definition(
        "payment_progress",
        "支付进度率",
        "实际支付进度 ÷ 既定支付进度 × 100%",
        Need("实际支付进度", None),
        Need("既定支付进度", None),
        ratio,
    ),
    Definition(
        "carryover",
        "结转结余率",
        "结转结余总额 ÷ 支出预算数 × 100%",
        Need("结转结余总额", None),
        _ADJUSTED,
        ratio,
    ),
    Definition(
        "carryover_change",
        "结转结余变动率",
        "（本年度结转结余总额 － 上年度结转结余总额）÷ 上年度结转结余总额 × 100%",
        Need("本年度结转结余总额", None),
        Need("上年度结转结余总额", None),
        change,
    ),
    Definition(
        "assets_in_use",
        "固定资产利用率",
        "实际在用固定资产总额 ÷ 所有固定资产总额 × 100%",
        Need("实际在用固定资产总额", None),
        Need("所有固定资产总额", None),
        ratio,
    ),
)


def standard(extraction: Extraction, others: Sequence[Extraction] = ()) -> tuple[StandardResult, ...]:
    """All common indicators of a report.

    Args:
        extraction: What the report yields.
        others: Other reports; the same bureau's report of the year before gives last year's figures.
    """
    case = Case(extraction, tuple(others))
    return tuple(_result(case, definition) for definition in DEFINITIONS)


def headline(case: Case, need: Need) -> Observation | None:
    """The figure that stands for the report: a table's before the text's, the most often stated, the first.

    Figures with a wrong unit or a stale year never stand for the report.
    """
    year = case.year - need.years_back
    if need.measure is None:
        return None
    found = case.find(need.measure, phase=need.phase, year=year, scope="department", item=None)
    sound = [entry for entry in found if not case.is_slipped(entry) and not case.is_stale(entry)]
    if not sound and need.years_back:
        return _from_earlier_report(case, need)
    values = [entry.value for entry in sound]
    return min(sound, key=lambda e: (e.table is None, -values.count(e.value), e.start), default=None)


def _from_earlier_report(case: Case, need: Need) -> Observation | None:
    earlier = case.earlier_report(case.year - need.years_back)
    return headline(Case(earlier), Need(need.label, need.measure, need.phase)) if earlier else None


def _result(case: Case, definition: Definition) -> StandardResult:
    pairs = ((definition.numerator, definition.denominator), *definition.fallbacks)
    for pair in pairs:
        top, bottom = (headline(case, need) for need in pair)
        if top is not None and bottom is not None and bottom.value:
            note = "" if pair is pairs[0] else f"以{pair[0].label}和{pair[1].label}计算"
            return _computed(case, definition, top, bottom, note)
    if definition.code == "three_public_change" and (derived := _derived_change(case, definition)):
        return derived
    missing = dict.fromkeys(
        need.label for pair in (pairs[-1], pairs[0]) for need in pair if _lacks(case, need)
    )
    return _empty(case, definition, tuple(missing))


def _derived_change(case: Case, definition: Definition) -> StandardResult | None:
    """The rate from this year's figure and the stated change, where last year's figure is not stated."""
    now = headline(case, definition.fallbacks[0][0])
    stated = case.find(
        "three_public.total", statistic="yoy_change", phase="executed", year=case.year, scope="department"
    )
    if now is None or not stated or now.value == stated[0].value:
        return None
    before = now.value - stated[0].value
    value = change(now.value, before).quantize(Decimal("0.01"))
    moved = words.value(stated[0])
    changed = moved if stated[0].value > 0 else f"（{moved}）"
    return _told(
        case,
        definition,
        f"{moved} ÷（{words.value(now)} － {changed}）× 100% ＝ {words.amount(value, '%')}",
        value=value,
        inputs=(stated[0], now),
        note=f"上年度决算数 {words.amount(before, '万元')}由本年数和写明的增减额推算",
    )


def _lacks(case: Case, need: Need) -> bool:
    found = headline(case, need)
    return found is None or not found.value


def _computed(
    case: Case, definition: Definition, top: Observation, bottom: Observation, note: str
) -> StandardResult:
    value = definition.calculate(top.value, bottom.value).quantize(Decimal("0.01"))
    shown = {
        ratio: f"{words.value(top)} ÷ {words.value(bottom)} × 100%",
        change: f"（{words.value(top)} － {words.value(bottom)}）÷ {words.value(bottom)} × 100%",
        adjustment: f"|{words.value(top)} － {words.value(bottom)}| ÷ {words.value(bottom)} × 100%",
    }[definition.calculate]
    calculation = f"{shown} ＝ {words.amount(value, '%')}"
    return _told(case, definition, calculation, value=value, inputs=(top, bottom), note=note)


def _empty(case: Case, definition: Definition, missing: tuple[str, ...]) -> StandardResult:
    return _told(case, definition, f"无法计算：报告没有给出{'、'.join(missing)}", missing=missing)


def _told(
    case: Case,
    definition: Definition,
    calculation: str,
    *,
    value: Decimal | None = None,
    inputs: tuple[Observation, ...] = (),
    missing: tuple[str, ...] = (),
    note: str = "",
) -> StandardResult:
    """A result in its indicator's words."""
    return StandardResult(
        report_id=case.report.report_id,
        code=definition.code,
        name=definition.name,
        formula=definition.formula,
        cites=CITES,
        value=value,
        calculation=calculation,
        inputs=inputs,
        missing=missing,
        note=note,
        standard=definition.standard,
    )
