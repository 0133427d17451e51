"""By the book: the common indicators (共性指标) of 财预〔2013〕53号, computed from a report's own figures.

Every result carries its formula, the figures used and where they stand. Where a figure is missing the
indicator is 无法计算, and says which one: a missing figure is never taken as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from etl.catalogue import read_yaml
from etl.check import words
from etl.check.case import Case
from etl.check.interval import HUNDRED

if TYPE_CHECKING:
    from etl.records import Extraction, Observation

_CENT = Decimal("0.01")
CITES = "财政部《预算绩效评价共性指标体系框架》（财预〔2013〕53号）附件2"


@dataclass(frozen=True, slots=True)
class Need:
    """A figure that an indicator needs: its Chinese name, measure, phase, and how many years back."""

    label: str
    measure: str | None = None
    phase: str | None = None
    years_back: int = 0


def ratio(top: Decimal, bottom: Decimal) -> Decimal:
    """A share in per cent."""
    return top / bottom * HUNDRED


def change(now: Decimal, before: Decimal) -> Decimal:
    """A change on the year before in per cent."""
    return (now - before) / before * HUNDRED


def adjustment(adjusted: Decimal, initial: Decimal) -> Decimal:
    """How far a budget was adjusted, up or down, in per cent of the initial budget."""
    return abs(adjusted - initial) / initial * HUNDRED


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to calculate per cent from two figures, of which the second is not zero, and to write it down."""

    calculate: Callable[[Decimal, Decimal], Decimal]  # a named function: results go through a process pool
    written: str


KINDS = {
    "ratio": Kind(ratio, "{top} ÷ {bottom} × 100%"),
    "change": Kind(change, "（{top} － {bottom}）÷ {bottom} × 100%"),
    "adjustment": Kind(adjustment, "|{top} － {bottom}| ÷ {bottom} × 100%"),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator of the framework (etl/catalogue/standard.yml).

    Attributes:
        code: Our code.
        name: Its name in the framework.
        formula: The formula in words.
        kind: How it is calculated from numerator and denominator.
        pairs: Numerator and denominator, then others that may stand in for them.
        stand_in: What these others stand for, in words.
        expected: The bound that index tables made from the framework usually set, None where there is none;
            the framework itself leaves standards to those who evaluate.
    """

    code: str
    name: str
    formula: str
    kind: Kind
    pairs: tuple[tuple[Need, Need], ...]
    stand_in: str
    expected: str | None


@dataclass(frozen=True, slots=True)
class StandardResult:
    """An indicator's value for one report, or why it cannot be computed.

    Attributes:
        report_id: The report.
        definition: The indicator.
        calculation: The formula with the report's figures in it, or what is missing.
        value: In per cent, rounded to two decimals; None for 无法计算.
        inputs: The figures used, in the order of the calculation.
        missing: Names of the figures that the report does not give.
        note: What stands in for what, where a fallback was used.
    """

    report_id: str
    definition: Definition
    calculation: str
    value: Decimal | None = None
    inputs: tuple[Observation, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""


@cache
def definitions() -> tuple[Definition, ...]:
    """All common indicators, in the framework's order."""
    return tuple(_definition(entry) for entry in read_yaml("standard.yml"))


def _definition(entry: dict[str, Any]) -> Definition:
    pairs = [(entry["numerator"], entry["denominator"])]
    if "fallback" in entry:
        pairs.append(tuple(entry["fallback"]))
    return Definition(
        code=entry["code"],
        name=entry["name"],
        formula=entry["formula"],
        kind=KINDS[entry["kind"]],
        pairs=tuple((Need(**top), Need(**bottom)) for top, bottom in pairs),
        stand_in=entry.get("stand_in", ""),
        expected=entry.get("expected"),
    )


def standard(extraction: Extraction, others: Sequence[Extraction] = ()) -> tuple[StandardResult, ...]:
    """All common indicators of a report.

    Args:
        extraction: What the report yields.
        others: Other reports; the same bureau's report of the year before gives last year's figures.
    """
    case = Case(extraction, tuple(others))
    return tuple(_result(case, definition) for definition in definitions())


def headline(case: Case, need: Need) -> Observation | None:
    """The figure that stands for the report: a table's before the text's, the most often stated, the first.

    Figures with a wrong unit or a stale year never stand for the report.
    """
    year = case.year - need.years_back
    if need.measure is None:
        return None
    found = case.find(need.measure, phase=need.phase, year=year, scope="department", item=None)
    sound = [entry for entry in found if not case.is_stale(entry)]
    if not sound and need.years_back:
        return _from_earlier_report(case, need)
    values = [entry.value for entry in sound]
    return min(sound, key=lambda e: (e.table is None, -values.count(e.value), e.start), default=None)


def _from_earlier_report(case: Case, need: Need) -> Observation | None:
    earlier = case.earlier_report(case.year - need.years_back)
    return headline(Case(earlier), Need(need.label, need.measure, need.phase)) if earlier else None


def _result(case: Case, definition: Definition) -> StandardResult:
    for pair in definition.pairs:
        top, bottom = (headline(case, need) for need in pair)
        if top is not None and bottom is not None and bottom.value:
            note = "" if pair is definition.pairs[0] else definition.stand_in
            return _computed(case, definition, (top, bottom), note)
    if definition.code == "three_public_change" and (derived := _derived_change(case, definition)):
        return derived
    return _empty(case, definition)


def _computed(
    case: Case, definition: Definition, inputs: tuple[Observation, Observation], note: str
) -> StandardResult:
    top, bottom = inputs
    value = definition.kind.calculate(top.value, bottom.value).quantize(_CENT, ROUND_HALF_UP)
    written = definition.kind.written.format(top=words.value(top), bottom=words.value(bottom))
    told = f"{written} ＝ {words.amount(value, '%')}"
    return StandardResult(case.report.report_id, definition, told, value, inputs, note=note)


def _derived_change(case: Case, definition: Definition) -> StandardResult | None:
    """The rate from this year's figure and the stated change, where last year's figure is not stated."""
    now = headline(case, definition.pairs[-1][0])
    stated = case.find(
        "three_public.total", statistic="yoy_change", phase="executed", year=case.year, scope="department"
    )
    if now is None or not stated or now.value == stated[0].value:
        return None
    before = now.value - stated[0].value
    value = change(now.value, before).quantize(_CENT, ROUND_HALF_UP)
    moved = words.value(stated[0])
    changed = moved if stated[0].value > 0 else f"（{moved}）"
    return StandardResult(
        case.report.report_id,
        definition,
        f"{moved} ÷（{words.value(now)} － {changed}）× 100% ＝ {words.amount(value, '%')}",
        value,
        inputs=(stated[0], now),
        note=f"上年度决算数 {words.amount(before, '万元')}由本年数和写明的增减额推算",
    )


def _empty(case: Case, definition: Definition) -> StandardResult:
    """What is missing; the figures that would stand in come first, for a report rather has those."""
    needs = [need for pair in reversed(definition.pairs) for need in pair]
    missing = tuple(dict.fromkeys(need.label for need in needs if _lacks(case, need)))
    told = f"无法计算：报告没有给出{'、'.join(missing)}"
    return StandardResult(case.report.report_id, definition, told, missing=missing)


def _lacks(case: Case, need: Need) -> bool:
    found = headline(case, need)
    return found is None or not found.value
