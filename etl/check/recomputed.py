"""Stated against recomputed: shares, rates, changes and multiples must follow from the report's own figures.

A result counts as right where any of the report's candidate inputs gives it, so that only a result that
nothing in the report supports is called a contradiction.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from etl.catalogue import family_of, measures
from etl.check import words
from etl.check.engine import rule
from etl.check.interval import HUNDRED, Interval, exactly, printed, ratio_percent
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, Outcome, Verdict
from etl.check.shapes import recomputed

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

_BASE = re.compile(
    r"占(?:了|到|本年度|本年|全年|年度|当年|部门|单位)*([^，,。；;占（(]{1,14}?)(?:的|之|比重|比例|比)*(?:约|为|达|到)*\s*$"
)
_GENERAL_BASE = re.compile(
    r"^(?!.*(?:基本|项目|人员|公用|财政|拨款|采购)).*(?:支出|收入|收支|列支|开支|实支)(?:合计|总额|总计)?$"
)
_BUDGET_BASE = re.compile(r"预算|控制数|目标|任务|计划")
_COMPLETED = re.compile(r"(?:完成|占|为|达到?)[^，,。；;（(]{0,12}(?:预算|控制数)[^，,。；;（(]{0,4}$")
TWICE = 2
PARENTS = {
    "expenditure.basic": "expenditure.total",
    "expenditure.project": "expenditure.total",
    "expenditure.personnel": "expenditure.basic",
    "expenditure.operating": "expenditure.basic",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to compute a stated result: its value, the interval of it, its formula, the figures used."""

    value: Decimal
    computed: Interval
    formula: str
    inputs: tuple[Observation, ...]


def best(
    case: Case, stated: Observation, attempts: Sequence[Attempt], disagreement: Outcome = CONTRADICTS
) -> Iterator[Verdict]:
    """The verdict of the attempt that comes closest to the stated figure; nothing without attempts."""
    if not attempts:
        return
    left = printed(stated)
    fitting = [attempt for attempt in attempts if attempt.computed.touches(left)]
    chosen = fitting[0] if fitting else min(_precise(attempts), key=lambda a: abs(a.value - stated.value))
    verdict = recomputed(case, stated, chosen.value, chosen.computed, chosen.formula, chosen.inputs)
    yield verdict if fitting else dataclasses.replace(verdict, outcome=disagreement)


def _precise(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The attempts from figures printed in full: "约合 2.84 亿元" gives way to 28,436.75 万元."""
    widths = [attempt.computed.high - attempt.computed.low for attempt in attempts]
    return [a for a, width in zip(attempts, widths, strict=True) if width <= TWICE * min(widths)]


def quotient(numerator: Observation, denominator: Observation) -> Attempt | None:
    """A ratio of two figures in per cent."""
    computed = ratio_percent(printed(numerator), printed(denominator))
    if computed is None:
        return None
    formula = f"{words.value(numerator)} ÷ {words.value(denominator)}"
    value = numerator.value / denominator.value * HUNDRED
    return Attempt(value, computed, formula, (numerator, denominator))


def attempts_of(pairs: Iterator[tuple[Observation, Observation]]) -> list[Attempt]:
    """All ratios that can be computed."""
    return [attempt for pair in pairs if (attempt := quotient(*pair))]


@rule("RATIO-SHARE")
def rule_ratio_share(case: Case) -> Iterator[Verdict]:
    """RATIO-SHARE: a stated share is the part over the base that the sentence names."""
    for stated in case.find(statistic="share_pct"):
        base = _base_text(case, stated)
        if _BUDGET_BASE.search(base):
            continue
        code = _base_measure(stated, base)
        codes = (
            [code] if base else [code, "expenditure.total"]
        )  # a bare "占x%" may be of the part's parent or of all
        attempts = [a for c in codes if c and code for a in attempts_of(_share_inputs(case, stated, c))]
        yield from best(case, stated, attempts)


def _base_text(case: Case, stated: Observation) -> str:
    """What the share is a share of: the words before it, else what the extraction found."""
    match = _BASE.search(case.text[max(0, stated.start - 26) : stated.start])
    named = words.squeezed(match.group(1)) if match else (stated.item or "")
    return "" if named in ("比", "比重", "比例") else named


def _base_measure(stated: Observation, base: str) -> str | None:
    """The measure that the base names, on the same side of the account as the part."""
    side = family_of(stated.measure)
    if not base:
        return PARENTS.get(stated.measure)
    if side == "expenditure" and "收入" in base:  # "占全年收入的98.39%"
        return "revenue.total"
    named = [code for code in _names().get(base, ()) if family_of(code) == side]
    whole = f"{side}.total"
    general = _GENERAL_BASE.search(base) and whole in measures()
    return named[0] if named else whole if general else None


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Measures by each of their names."""
    names: dict[str, tuple[str, ...]] = {}
    for code, entry in measures().items():
        for name in dict.fromkeys((entry.name, *entry.aliases, *entry.labels)):
            names[name] = (*names.get(name, ()), code)
    return names


def _share_inputs(case: Case, stated: Observation, base: str) -> Iterator[tuple[Observation, Observation]]:
    place = case.place(stated)
    numerators = [entry for entry in case.like(stated) if _names_line(stated, entry)]
    near = [entry for entry in numerators if case.place(entry) == place and entry.start < stated.start]
    if near and case.is_stale(near[-1]):  # PLAUS-STALE-YEAR's finding
        return
    for numerator in near[-1:] or numerators:
        for denominator in _share_bases(case, stated, base):
            if denominator.item is None:
                yield numerator, denominator


def _share_bases(case: Case, stated: Observation, base: str) -> list[Observation]:
    """What a share can be a share of; a budget "占全年支出的51.52%" is one of the spending."""
    if base != stated.measure:
        return case.like(stated, base)
    return case.find(base, phase="executed", year=stated.year, scope=stated.scope)


def _names_line(stated: Observation, entry: Observation) -> bool:
    """A share of a project line is computed from that line, never from another one."""
    return stated.measure != "expenditure.project_item" or entry.item == stated.item


SHARE_PARTITIONS = (
    ("expenditure.basic", "expenditure.project"),
    ("expenditure.personnel", "expenditure.operating"),
)


@rule("RATIO-SHARES")
def rule_ratio_shares(case: Case) -> Iterator[Verdict]:
    """RATIO-SHARES: the shares of two parts that make up a whole add up to 100 %."""
    judged = {v.evidence[0].start for v in rule_ratio_share(case) if v.outcome == CONTRADICTS}
    for first_code, second_code in SHARE_PARTITIONS:
        for first in case.find(first_code, statistic="share_pct"):
            second = _partner(case, first, second_code)
            if second and not judged & {first.start, second.start}:
                yield _shares(case, first, second)


def _partner(case: Case, first: Observation, code: str) -> Observation | None:
    same = case.find(code, statistic="share_pct", phase=first.phase, year=first.year, scope=first.scope)
    near = [entry for entry in same if case.place(entry) == case.place(first) and entry.start > first.start]
    return near[0] if near and abs(first.value + near[0].value - 100) < 50 else None


def _shares(case: Case, first: Observation, second: Observation) -> Verdict:
    added, hundred = printed(first) + printed(second), exactly(Decimal(100))
    gap = first.value + second.value - 100
    agrees = added.touches(hundred)
    shown = [f"{words.measure_name(entry.measure)}占比 {words.value(entry)}" for entry in (first, second)]
    names = f"{first.year}年{'＋'.join(shown)}"
    ending = (
        "合计为 100%，相符"
        if agrees
        else f"合计 {words.amount(first.value + second.value, '%')}，不等于 100%，至少一项算错"
    )
    return Verdict(
        outcome=AGREES if agrees else CONTRADICTS,
        subject=f"{first.measure}|{second.measure}|{first.phase}|{first.year}",
        message=f"{names}，{ending}；见{case.where(first.start)}。",
        evidence=case.cite("left", first, second),
        gap=gap,
        left=added,
        right=hundred,
    )


@rule("RATIO-COMPLETION")
def rule_ratio_completion(case: Case) -> Iterator[Verdict]:
    """RATIO-COMPLETION: a completion rate is the actual figure over its budget or target."""
    for stated in case.find(statistic="share_pct"):
        before = case.text[max(0, stated.start - 26) : stated.start].rstrip()
        names_budget = _BUDGET_BASE.search(stated.item or "") or _COMPLETED.search(before)
        if stated.phase == "target" or not names_budget:
            continue
        firm = "年初" in before or stated.measure.startswith("three_public")
        attempts = attempts_of(_completion_inputs(case, stated))
        yield from best(case, stated, attempts, CONTRADICTS if firm else DOUBTFUL)


def _completion_inputs(case: Case, stated: Observation) -> Iterator[tuple[Observation, Observation]]:
    same = {"year": stated.year, "scope": stated.scope, "item": None}
    numerators = case.find(stated.measure, phase="executed", **same)
    near = [
        entry
        for entry in numerators
        if case.place(entry) == case.place(stated) and entry.start < stated.start
    ]
    for numerator in near[-1:] or numerators:
        for phase in ("approved", "adjusted", "target"):
            for denominator in case.find(stated.measure, phase=phase, **same):
                yield numerator, denominator


@rule("RATIO-EXECUTION")
def rule_ratio_execution(case: Case) -> Iterator[Verdict]:
    """RATIO-EXECUTION: the execution rate is the year's spending over its full-year budget."""
    for stated in case.find("execution.rate"):
        attempts = attempts_of(_execution_inputs(case, stated))
        on_full_year = any(entry.phase == "adjusted" for attempt in attempts for entry in attempt.inputs)
        fitting = [attempt for attempt in attempts if attempt.computed.touches(printed(stated))]
        yield from best(case, stated, attempts if on_full_year else fitting)


def _execution_inputs(case: Case, stated: Observation) -> Iterator[tuple[Observation, Observation]]:
    same = {"year": stated.year, "scope": stated.scope, "item": None}
    local = [entry for entry in case.find(**same) if stated.table is not None and entry.table == stated.table]
    in_row = [entry for entry in local if stated.row is not None and entry.row == stated.row]
    named = _names().get(stated.item or "支出合计", ())
    pool = in_row or case.find(*named, **same) if named else []
    numerators = [entry for entry in pool if entry.phase == "executed"]
    adjusted = [entry for entry in pool if entry.phase == "adjusted"]
    for numerator in numerators:
        for denominator in adjusted or [entry for entry in pool if entry.phase == "approved"]:
            if denominator.measure == numerator.measure:
                yield numerator, denominator


@rule("RATIO-STAFF")
def rule_ratio_staff(case: Case) -> Iterator[Verdict]:
    """RATIO-STAFF: the staff control rate is staff in post over authorised posts."""
    for stated in case.find("staff.control_rate"):
        if stated.phase == "target":
            continue
        inputs = [
            (payroll, posts)
            for payroll in case.find("staff.on_payroll", year=stated.year)
            for posts in case.find("staff.authorized", year=stated.year)
        ]
        local = [pair for pair in inputs if {case.place(entry) for entry in pair} == {case.place(stated)}]
        yield from best(case, stated, attempts_of(iter(local or inputs)))


@rule("RATIO-CHANGE-AMOUNT")
def rule_ratio_change_amount(case: Case) -> Iterator[Verdict]:
    """RATIO-CHANGE-AMOUNT: a change on the year before is this year's figure minus last year's."""
    for stated in case.find(statistic="yoy_change"):
        attempts = [
            Attempt(
                current.value - previous.value,
                printed(current) - printed(previous),
                f"{words.value(current)} － {words.value(previous)}",
                (current, previous),
            )
            for current, previous in _year_pairs(case, stated)
        ]
        yield from best(case, stated, attempts)


def _year_pairs(case: Case, stated: Observation) -> list[tuple[Observation, Observation]]:
    """This year's and last year's figures of a stated change; those of its own table or paragraph first."""
    current = [entry for entry in case.like(stated) if entry.item == stated.item]
    previous = case.find(
        stated.measure, year=stated.year - 1, phase=stated.phase, scope=stated.scope, item=stated.item
    )
    pairs = [(this, last) for this in current for last in previous if not _is_stale_pair(this, last)]
    local = [pair for pair in pairs if {case.place(entry) for entry in pair} == {case.place(stated)}]
    return local or pairs


def _is_stale_pair(this: Observation, last: Observation) -> bool:
    """Two years' money equal to the cent: one year is wrong, which is PLAUS-STALE-YEAR's finding."""
    return this.unit == "万元" and this.value == last.value != 0


@rule("RATIO-CHANGE-RATE")
def rule_ratio_change_rate(case: Case) -> Iterator[Verdict]:
    """RATIO-CHANGE-RATE: a rate of change follows from the two years' figures, or from figure and change."""
    for stated in case.find(statistic="yoy_pct"):
        changes = [change for _, change in _change_pairs(case, stated)]
        attempts = [_growth(current, previous, changes) for current, previous in _year_pairs(case, stated)]
        attempts += [_growth_of_change(current, change) for current, change in _change_pairs(case, stated)]
        found = [attempt for attempt in attempts if attempt]
        yield from best(case, stated, found, _firmness(case, stated, found))


def _firmness(case: Case, stated: Observation, attempts: Sequence[Attempt]) -> Outcome:
    """Growth of industry is measured at comparable prices: only a sentence with both years is firm."""
    start, end = case.sentence(stated.start)
    if re.search(r"同口径|可比", case.text[start:end]):
        return DOUBTFUL
    together = any(all(start <= entry.start < end for entry in attempt.inputs) for attempt in attempts)
    return CONTRADICTS if together or not stated.measure.startswith("outcome.") else DOUBTFUL


def _growth(current: Observation, previous: Observation, changes: Sequence[Observation]) -> Attempt | None:
    """(a − b) ÷ b as a ÷ b − 1, so that b's rounding counts once; a stated change c narrows it to c ÷ b."""
    quotient = printed(current) / printed(previous)
    if quotient is None:
        return None
    computed = (quotient - exactly(Decimal(1))).scaled(HUNDRED)
    for change in changes:
        sharper = ratio_percent(printed(change), printed(previous))
        if sharper and sharper.touches(computed):
            computed = Interval(max(sharper.low, computed.low), min(sharper.high, computed.high))
    shown = f"{words.value(current)}与上年 {words.value(previous)}"
    return Attempt((current.value / previous.value - 1) * HUNDRED, computed, shown, (current, previous))


def _change_pairs(case: Case, stated: Observation) -> Iterator[tuple[Observation, Observation]]:
    place = case.place(stated)
    changes = case.find(
        stated.measure,
        statistic="yoy_change",
        year=stated.year,
        phase=stated.phase,
        scope=stated.scope,
        item=stated.item,
    )
    for change in changes:
        for current in case.like(stated):
            if case.place(change) == place and current.item == stated.item:
                yield current, change


def _growth_of_change(current: Observation, change: Observation) -> Attempt | None:
    """C ÷ (a − c), at the corners of both prints."""
    now, moved = printed(current), printed(change)
    corners = [(a, c) for a in (now.low, now.high) for c in (moved.low, moved.high)]
    if any(a - c <= 0 for a, c in corners):
        return None
    values = [c / (a - c) * HUNDRED for a, c in corners]
    shown = f"{words.value(current)} 比上年增减 {words.value(change)}"
    value = change.value / (current.value - change.value) * HUNDRED
    return Attempt(value, Interval(min(values), max(values)), shown, (current, change))
