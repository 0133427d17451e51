"""The comparisons that rules share: a sum of parts, a value against a recomputed one.

Each gives a verdict with both sides' intervals, the gap and a Chinese sentence. A sum whose parts
are not all stated is never treated as complete: such parts may only exceed their total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from etl.catalogue.units import MONEY
from etl.check import words
from etl.check.interval import Interval, around, decimals_of, printed, total
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, NOT_COMPARABLE, Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from etl.check.case import Case, Statement
    from etl.records import Observation

_AMOUNT = re.compile(
    r"(\d(?:[\d,，]|(?<=\d) (?=\d{3}))*(?:\.\d+)?)\s*(亿元|万元|万(?=[，,。；;、）)（(：:\s]|$)|元)"
)
_DETAIL = re.compile(r"(?<=元|万)\s*[（(][^（）()]*[）)]")  # "100万元（其中…40万元）": what a part is made of
_AMONG = re.compile(r"其中|包括|含")
MOST_HIDDEN = 6  # of more amounts some combination would fit by chance
_WITH_CARRYOVER = frozenset({"revenue.total", "expenditure.total", "revenue.fiscal_appropriation"})
_PER_UNIT = re.compile(r"每(?:平方米|[一-龥]{1,2})[^，,。；;\d]{0,6}$")
_CHANGE = re.compile(r"(?:[增减降升超支]|节约|压缩|[较比][^，,。；;]{0,8})[加少低长了]*\s*$")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with the parts that the same statement gives for it.

    Attributes:
        whole: The total as stated.
        parts: The stated parts.
        missing: Chinese names of parts that the statement leaves out.
        short: The verdict where the parts fall short of the total.
        excess: The verdict where they exceed it.
        exhaustive: Whether nothing else can belong to the total, so that further amounts beside it are
            something else; an open list may hold parts that no figure took up.
        closed: Whether those further amounts are parts of the total, too (an economic class that is no
            figure of the catalogue).
    """

    whole: Observation
    parts: tuple[Observation, ...]
    missing: tuple[str, ...] = ()
    short: Outcome = CONTRADICTS
    excess: Outcome = CONTRADICTS
    exhaustive: bool = False
    closed: bool = False


def window(statement: Statement, whole: Observation) -> list[Observation]:
    """The figures that may be parts of a total: in a table all others, in text those up to its next mention.

    Where nothing follows ("其中…，合计…"), the figures before it back to its previous mention.
    """
    others = [entry for entry in statement.observations if entry.start != whole.start]
    if statement.is_table:
        return others
    rivals = [entry.start for entry in others if entry.measure == whole.measure and entry.item == whole.item]
    until = min((start for start in rivals if start > whole.start), default=None)
    since = max((start for start in rivals if start < whole.start), default=-1)
    after = [
        entry for entry in others if entry.start > whole.start and (until is None or entry.start < until)
    ]
    before = [entry for entry in others if since < entry.start < whole.start]
    return after + before[::-1]


def pick(candidates: Sequence[Observation], measure: str, whole: Observation) -> Observation | None:
    """The first candidate of a measure; those after the total come before those ahead of it."""
    for entry in candidates:
        if entry.measure == measure and entry.item is None and entry.measure != whole.measure:
            return entry
    return None


def against(
    case: Case,
    one: Observation,
    others: Sequence[Observation],
    outcome: Outcome,
    *,
    subject: str,
    message: str,
    gap: Decimal | None,
    context: Sequence[Observation] = (),
) -> Verdict:
    """A verdict on one figure against another one or the sum of others, with both sides' intervals."""
    return Verdict(
        outcome=outcome,
        subject=subject,
        message=message,
        evidence=case.cite("left", one) + case.cite("right", *others) + case.cite("context", *context),
        gap=gap,
        left=printed(one),
        right=total([printed(other) for other in others]),
    )


def claimed(
    case: Case,
    stated: Interval,
    computed: Interval,
    *,
    subject: str,
    claim: str,
    unit: str,
    start: int,
    evidence: Sequence[Evidence],
    otherwise: Outcome = DOUBTFUL,
) -> Verdict:
    """A verdict on a number of the text against what its own figures give.

    Args:
        case: The report.
        stated: The number as the text prints it.
        computed: The same from the figures that it rests on.
        subject: What tells the finding from others of its rule.
        claim: The sentence up to the recomputed value, "… 应为".
        unit: The unit of both.
        start: Where the number stands.
        evidence: The number and the figures that it rests on.
        otherwise: The outcome where the two differ beyond the print.
    """
    agrees = stated.touches(computed)
    gap = stated.middle - computed.middle
    ending = "相符" if agrees else f"相差 {words.gap(gap, unit)}，请核对"
    return Verdict(
        outcome=AGREES if agrees else otherwise,
        subject=subject,
        message=f"{claim} {words.amount(computed.middle, unit)}，{ending}；见{case.where(start)}。",
        evidence=tuple(evidence),
        gap=gap,
        left=stated,
        right=computed,
    )


def add_up(case: Case, comparison: Sum) -> Verdict:
    """Compares a total with the sum of its parts."""
    whole, parts = comparison.whole, comparison.parts
    left, right = printed(whole), total([printed(part) for part in parts])
    gap = whole.value - sum((part.value for part in parts), Decimal(0))
    outcome = _sum_outcome(case, comparison, left, right)
    if outcome == CONTRADICTS and _belongs_to_another_stage(case, whole, right):
        outcome = DOUBTFUL
    message = _sum_message(case, comparison, outcome, gap)
    return against(case, whole, parts, outcome, subject=sum_subject(whole, parts), message=message, gap=gap)


def _belongs_to_another_stage(case: Case, whole: Observation, summed: Interval) -> bool:
    """Whether parts add up exactly to the total of another stage of the budget, whose parts they then are."""
    same = {"year": whole.year, "scope": whole.scope, "item": whole.item}
    others = [entry for entry in case.find(whole.measure, **same) if entry.phase != whole.phase]
    return any(printed(entry).touches(summed) for entry in others)


def sum_subject(whole: Observation, parts: Sequence[Observation]) -> str:
    """What a sum compares: the same in every build while the report says it in the same kind of place."""
    kind = "table" if whole.table is not None else "text"
    codes = sorted({part.measure for part in parts})
    return "|".join([whole.measure, str(whole.phase), str(whole.year), whole.scope, kind, *codes])


def _sum_outcome(case: Case, comparison: Sum, left: Interval, right: Interval) -> Outcome:
    hidden = _hidden_amounts(case, comparison)
    if hidden and comparison.closed:
        return AGREES if _filled_up(left, right, hidden) is not None else DOUBTFUL
    if left.touches(right):
        return _sharp_outcome(comparison)
    if left.low > right.high and hidden:
        return NOT_COMPARABLE
    if comparison.whole.measure in _WITH_CARRYOVER and case.table_states(comparison.whole, left - right):
        return NOT_COMPARABLE
    return comparison.excess if right.low > left.high else comparison.short


def _filled_up(left: Interval, right: Interval, hidden: list[Interval]) -> list[Interval] | None:
    """The unnamed amounts that fill up a sum; others beside them, such as a carry-over, are no parts."""
    sizes = range(min(len(hidden), MOST_HIDDEN), 0, -1)
    groups = (list(group) for size in sizes for group in combinations(hidden[:MOST_HIDDEN], size))
    return next((group for group in groups if left.touches(right + total(group))), None)


def _sharp_outcome(comparison: Sum) -> Outcome:
    """Doubts a sum that fits only because some figures are printed without decimals.

    "15万元" beside "451.23万元" mostly means 15.00: where the sum fails on that reading, a person must look.
    """
    figures = (comparison.whole, *comparison.parts)
    finest = max((decimals_of(entry.stated_value) or 0 for entry in figures if _is_money(entry)), default=0)
    coarse = [entry for entry in figures if _is_money(entry) and decimals_of(entry.stated_value) != finest]
    units = {"万元" if entry.stated_unit == "万" else entry.stated_unit for entry in figures}
    if not coarse or comparison.missing or len(units) > 1:
        return AGREES
    left = printed(comparison.whole, finest)
    right = total([printed(part, finest) for part in comparison.parts])
    return AGREES if left.touches(right) else DOUBTFUL


def _is_money(observation: Observation) -> bool:
    return observation.unit == "万元" and observation.value != 0


def amounts(text: str) -> list[tuple[int, Interval]]:
    """The amounts of money of a text, in 万元, with their offsets.

    Changes ("减少2.73万元") and rates ("每头80元") are none.
    """
    found: list[tuple[int, Interval]] = []
    for match in _AMOUNT.finditer(text):
        before = text[: match.start()]
        if not _CHANGE.search(before) and not _PER_UNIT.search(before):
            number = re.sub(r"[,， ]", "", match.group(1))
            factor = MONEY[match.group(2)]
            decimals = len(number.partition(".")[2])
            found.append((match.start(), around(Decimal(number) * factor, decimals, factor)))
    return found


def _hidden_amounts(case: Case, comparison: Sum) -> list[Interval]:
    """Further amounts of the sum's sentences that no figure took up ("资本性支出100万元")."""
    first = comparison.parts[0] if comparison.parts else comparison.whole
    if first.table is not None or comparison.exhaustive:
        return []
    place = case.place(first)
    positions = [e.start for e in (comparison.whole, *comparison.parts) if case.place(e) == place]
    bounds = case.paragraph(max(positions)) if comparison.closed else case.sentence(max(positions))
    start, end = min(positions), bounds[1]
    known = [(entry.start, entry.end) for entry in case.observations]
    text = _DETAIL.sub(lambda match: "\0" * len(match.group()), case.text[start:end])
    return [
        interval
        for offset, interval in amounts(text)
        if not any(low <= offset + start < high for low, high in known)
        and not _details_a_part(case, comparison.parts, offset + start)
    ]


def _details_a_part(case: Case, parts: Sequence[Observation], position: int) -> bool:
    """Whether an amount is in the "其中……" behind one of the parts, before the next semicolon."""
    since = max(case.text.rfind(mark, 0, position) for mark in "；;。\n")
    behind = [part for part in parts if since < part.start < position]
    return bool(behind) and _AMONG.search(case.text[behind[0].end : position]) is not None


def _sum_message(case: Case, comparison: Sum, outcome: Outcome, gap: Decimal) -> str:
    whole, parts = comparison.whole, comparison.parts
    unit = words.unit_of(whole)
    summed = words.amount(sum((part.value for part in parts), Decimal(0)), unit)
    start = f"{words.figure(whole)}，分项合计 {summed}（{words.addends(parts)}）"
    place = f"见{case.where(whole.start)}"
    missing = f"，未列{'、'.join(comparison.missing)}" if comparison.missing else ""
    hidden = _hidden_amounts(case, comparison) if comparison.closed else []
    whole_interval, named = printed(whole), total([printed(part) for part in comparison.parts])
    hidden = _filled_up(whole_interval, named, hidden) or hidden
    if hidden:
        start += f"，另有未归类的 {words.amount(total(hidden).middle, unit)}"
        gap -= total(hidden).middle
    if outcome == AGREES:
        return f"{start}，相符；{place}。"
    distance = f"分项{'少' if gap > 0 else '多'} {words.gap(gap, unit)}"
    if outcome == NOT_COMPARABLE:
        return f"{start}，{distance}{missing}，但同处另有未归类的金额，分项不全，不能判定；{place}。"
    return f"{start}，{distance}{missing}；{place}，请核对。"


def recomputed(
    case: Case,
    stated: Observation,
    value: Decimal,
    computed: Interval,
    formula: str,
    inputs: Sequence[Observation],
) -> Verdict:
    """Compares a stated rate, share or change with what its own inputs give.

    Args:
        case: The report.
        stated: The figure that claims to be the result.
        value: What the inputs give as printed, in the stated figure's unit.
        computed: What they can give within their print.
        formula: The calculation in words, such as `675.18 ÷ 4,513.06`.
        inputs: The figures it was computed from.
    """
    left = printed(stated)
    agrees = left.touches(computed)
    unit = words.unit_of(stated)
    gap = stated.value - value
    shown = words.amount(value, unit)
    ending = "相符" if agrees else f"相差 {words.gap(gap, unit)}，请核对"
    return Verdict(
        outcome=AGREES if agrees else CONTRADICTS,
        subject="|".join(
            [
                stated.measure,
                str(stated.phase),
                str(stated.year),
                stated.statistic,
                stated.scope,
                stated.item or "",
            ]
        ),
        message=(
            f"{words.figure(stated)}，按 {formula} 应为 {shown}，{ending}；见{case.where(stated.start)}。"
        ),
        evidence=case.cite("left", stated) + case.cite("right", *inputs),
        gap=gap,
        left=left,
        right=computed,
    )
