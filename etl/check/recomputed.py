"""Stated against recomputed: shares, rates, changes and multiples must follow from the report's own figures.

A result counts as right where any of the report's candidate inputs gives it, so that only a result that
nothing in the report supports is called a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from etl.catalogue import measures
from etl.check import words
from etl.check.engine import rule
from etl.check.interval import HUNDRED, Interval, around, exactly, printed, ratio_percent
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, NOT_COMPARABLE, Verdict
from etl.check.shapes import difference, recomputed

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

_BASE = re.compile(
    r"占(?:了|到|本年度|本年|全年|年度|当年|部门|单位)*([^，,。；;占（(]{1,14}?)(?:的|之|比重|比例|比)*(?:约|为|达|到)*\s*$"
)
_BUDGET_BASE = re.compile(r"预算|控制数|目标|任务|计划")
_COMPLETED = re.compile(r"(?:完成|占|为|达到?)[^，,。；;（(]{0,12}(?:预算|控制数)[^，,。；;（(]{0,4}$")
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


def best(case: Case, stated: Observation, attempts: Sequence[Attempt]) -> Iterator[Verdict]:
    """The verdict of the attempt that comes closest to the stated figure; nothing without attempts."""
    if not attempts:
        return
    left = printed(stated)
    fitting = [attempt for attempt in attempts if attempt.computed.touches(left)]
    chosen = fitting[0] if fitting else min(attempts, key=lambda a: abs(a.value - stated.value))
    yield recomputed(case, stated, chosen.value, chosen.computed, chosen.formula, chosen.inputs)


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
        if code is None:
            continue
        yield from best(case, stated, attempts_of(_share_inputs(case, stated, code)))


def _base_text(case: Case, stated: Observation) -> str:
    """What the share is a share of: the words before it, else what the extraction found."""
    match = _BASE.search(case.text[max(0, stated.start - 26) : stated.start])
    named = words.squeezed(match.group(1)) if match else (stated.item or "")
    return "" if named in ("比", "比重", "比例") else named


def _base_measure(stated: Observation, base: str) -> str | None:
    """The measure that the base names, on the same side of the account as the part."""
    side = stated.measure.partition(".")[0]
    if not base:
        return PARENTS.get(stated.measure)
    named = [code for code in _names().get(base, ()) if code.partition(".")[0] == side]
    whole = f"{side}.total"
    general = (
        base in ("支出", "收入", "收支", "总支出", "总收入", "本年支出", "本年收入") and whole in measures()
    )
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
    for numerator in near[-1:] or numerators:
        for denominator in case.like(stated, base):
            if denominator.item is None:
                yield numerator, denominator


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
    shown = [f"{words.measure_name(entry.measure)}占比 {entry.value}%" for entry in (first, second)]
    names = f"{first.year}年{'＋'.join(shown)}"
    ending = (
        "合计为 100%，相符" if agrees else f"合计 {first.value + second.value}%，不等于 100%，至少一项算错"
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
        yield from best(case, stated, attempts_of(_completion_inputs(case, stated)))


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
        yield from best(case, stated, attempts_of(_execution_inputs(case, stated)))


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
        yield from best(case, stated, [attempt for attempt in attempts if attempt])


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
    shown = f"{words.value(current)} 与上年 {words.value(previous)}"
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


_UNITS = r"(?:亿元|万元|亿|万|元|家|个|人|分)?"
_NUMBER = r"(\d[\d,，]*(?:\.\d+)?)"
_FROM_TO = re.compile(
    rf"[由从][^，,。；;\d]{{0,8}}(?:\d{{4}}年)?[^，,。；;\d]{{0,6}}{_NUMBER}\s*(?P<unit>{_UNITS})[^，,。；;\d]{{0,4}}"
    rf"(?P<way>增|升|提高|降|减|下降|压减)[加长至到为低少]*\s*(?:\d{{4}}年的?)?[^，,。；;\d]{{0,3}}{_NUMBER}\s*{_UNITS}"
    rf"[^。；;]{{0,24}}?(?:增长|增幅|下降|降幅|减幅|减少|降低|上升)[^，,。；;\d]{{0,3}}{_NUMBER}\s*[%％]"
)
_THAN = re.compile(
    rf"[比较](?:上年|去年|\d{{4}}年)[^，,。；;\d]{{0,6}}{_NUMBER}\s*(?P<unit>{_UNITS})[^，,。；;\d]{{0,3}}"
    rf"(?P<way>增|减|下降|上升|压减|节约)[加长少支降]*\s*了?{_NUMBER}\s*{_UNITS}"
    rf"[，,]\s*(?:增长|增幅|下降|降幅|减幅|减少|降低|上升)[^，,。；;\d]{{0,3}}{_NUMBER}\s*[%％]"
)


def read_number(text: str) -> tuple[Decimal, int]:
    """A number of the text and the decimals that it shows."""
    plain = re.sub(r"[,，]", "", text)
    return Decimal(plain), len(plain.partition(".")[2])


def _printed_text(text: str) -> Interval:
    return around(*read_number(text))


@rule("RATIO-TEXT-CHANGE")
def rule_ratio_text_change(case: Case) -> Iterator[Verdict]:
    """RATIO-TEXT-CHANGE: "由A增至B，增长p%" and "比上年的A减少B，下降p%" agree with themselves."""
    judged = {verdict.evidence[0].start for verdict in rule_ratio_change_rate(case)}
    for pattern, is_end in ((_FROM_TO, True), (_THAN, False)):
        for match in pattern.finditer(case.text):
            if match.start(5) not in judged:
                yield _text_change(case, match, is_end=is_end)


def _text_change(case: Case, match: re.Match[str], *, is_end: bool) -> Verdict:
    first, second, rate = match.group(1), match.group(4), match.group(5)
    base, other, stated = _printed_text(first), _printed_text(second), _printed_text(rate)
    moved = other / base
    if moved is None:
        return Verdict(NOT_COMPARABLE, f"{match.start()}", "基数为 0，不能计算增减幅。")
    ratio = (moved - exactly(Decimal(1))) if is_end else moved
    ends = sorted(abs(end) for end in (ratio.low * HUNDRED, ratio.high * HUNDRED))
    computed = Interval(*ends)
    agrees = computed.touches(stated)
    gap = stated.middle - computed.middle
    ending = "相符" if agrees else f"相差 {difference(gap, '%')}，请核对"
    shown = words.rounded(computed.middle, "%")
    quote = words.squeezed(match.group())
    return Verdict(
        outcome=AGREES if agrees else CONTRADICTS,
        subject=f"{first}|{second}|{rate}",
        message=(
            f"正文“{quote}”，按两数计算应为 {shown}，写作 {rate}%，{ending}；见{case.where(match.start())}。"
        ),
        evidence=(
            case.cite_text("left", match.start(5), match.end(5)),
            case.cite_text("right", match.start(1), match.end(4)),
        ),
        gap=gap,
        left=stated,
        right=computed,
    )


_COUNTS = re.compile(
    r"(?P<all>\d[\d,]*)\s*(?P<unit>[个条处件项家起])[^。；;\d]{0,16}?(?P<done>\d[\d,]*)\s*(?P=unit)"
    r"[^。；;\d]{0,10}?(?P<name>[一-龥]{1,4}率)(?:为|达到|达|约|：|:)*\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)


@rule("RATIO-TEXT-COUNT")
def rule_ratio_text_count(case: Case) -> Iterator[Verdict]:
    """RATIO-TEXT-COUNT: "共81个，解决79个，完成率97.5%" agrees with its own counts."""
    for match in _COUNTS.finditer(case.text):
        whole, done = (read_number(match.group(name))[0] for name in ("all", "done"))
        if whole and done <= whole:
            yield _text_count(case, match, whole, done)


def _text_count(case: Case, match: re.Match[str], whole: Decimal, done: Decimal) -> Verdict:
    stated, computed = _printed_text(match["rate"]), done / whole * HUNDRED
    agrees = stated.touches(exactly(computed))
    shown = words.rounded(computed, "%")
    ending = "相符" if agrees else f"相差 {difference(stated.middle - computed, '%')}，请核对"
    return Verdict(
        outcome=AGREES if agrees else DOUBTFUL,
        subject=f"{match['all']}|{match['done']}|{match['rate']}",
        message=(
            f"正文“{words.squeezed(match.group())}”，{done} ÷ {whole} 应为 {shown}，{ending}；"
            f"见{case.where(match.start())}。"
        ),
        evidence=(
            case.cite_text("left", match.start("rate"), match.end("rate")),
            case.cite_text("right", match.start("all"), match.end("done")),
        ),
        gap=stated.middle - computed,
        left=stated,
        right=exactly(computed),
    )


_AGAINST_BUDGET = re.compile(
    rf"[比较](?:年初)?(?:预算|控制数|预算数|年初预算数)[^，,。；;\d]{{0,4}}(?P<way>增加|减少|压减|节约|下降|超支)[^，,。；;\d]{{0,2}}{_NUMBER}\s*(?P<unit>万元|亿元|元|万)"
)
FACTORS = {"亿元": Decimal(10000), "万元": Decimal(1), "万": Decimal(1), "元": Decimal("0.0001")}


@rule("RATIO-AGAINST-BUDGET")
def rule_ratio_against_budget(case: Case) -> Iterator[Verdict]:
    """RATIO-AGAINST-BUDGET: "较预算增加…万元" is the final figure minus the budget."""
    for match in _AGAINST_BUDGET.finditer(case.text):
        start = case.paragraph(match.start())[0]
        before = [
            e for e in case.find(phase="executed") if start <= e.start < match.start() and e.unit == "万元"
        ]
        if before:
            yield from _against_budget(case, match, before[-1])


def _against_budget(case: Case, match: re.Match[str], final: Observation) -> Iterator[Verdict]:
    found = case.find(final.measure, phase="approved", year=final.year, scope=final.scope, item=final.item)
    budgets = [entry for entry in found if not case.is_slipped(entry)]
    if not budgets:
        return
    number, decimals = read_number(match.group(2))
    factor = FACTORS[match["unit"]]
    sign = Decimal(1) if match["way"] in ("增加", "超支") else Decimal(-1)
    stated = around(number * factor, decimals, factor).scaled(sign)
    computed = [(printed(final) - printed(budget), budget) for budget in budgets]
    fitting = [pair for pair in computed if pair[0].touches(stated)]
    result, budget = (fitting or computed)[0]
    agrees = bool(fitting)
    gap = stated.middle - result.middle
    ending = "相符" if agrees else f"相差 {difference(gap, '万元')}，请核对"
    yield Verdict(
        outcome=AGREES if agrees else DOUBTFUL,
        subject=f"{final.measure}|{final.year}|{match.group(2)}",
        message=(
            f"正文“{match.group()}”，{words.figure(final)} 减 {words.figure(budget)} 为 "
            f"{words.rounded(result.middle, '万元')}，{ending}；见{case.where(match.start())}。"
        ),
        evidence=(
            case.cite_text("left", match.start(2), match.end(2)),
            *case.cite("right", final, budget),
        ),
        gap=gap,
        left=stated,
        right=result,
    )


_PER_HEAD = re.compile(rf"人均(?:日常)?公用经费[^，,。；;\d]{{0,4}}{_NUMBER}\s*(?P<unit>万元|元)")


@rule("RATIO-PER-HEAD")
def rule_ratio_per_head(case: Case) -> Iterator[Verdict]:
    """RATIO-PER-HEAD: operating expenditure per head is operating expenditure over staff in post."""
    for match in _PER_HEAD.finditer(case.text):
        number, decimals = read_number(match.group(1))
        factor = FACTORS[match["unit"]]
        stated = around(number * factor, decimals, factor)
        pairs = [
            (spent, staff)
            for spent in case.find(
                "expenditure.operating", phase="executed", year=case.year, scope="department"
            )
            for staff in case.find("staff.on_payroll", year=case.year)
        ]
        quotients = [(q, pair) for pair in pairs if (q := printed(pair[0]) / printed(pair[1]))]
        if quotients:
            yield _per_head(case, match, stated, quotients)


def _per_head(
    case: Case,
    match: re.Match[str],
    stated: Interval,
    quotients: Sequence[tuple[Interval, tuple[Observation, Observation]]],
) -> Verdict:
    fitting = [entry for entry in quotients if entry[0].touches(stated)]
    computed, (spent, staff) = (fitting or quotients)[0]
    ending = "相符" if fitting else "不一致，请核对口径（是否按编制数计算）"
    return Verdict(
        outcome=AGREES if fitting else DOUBTFUL,
        subject="per head",
        message=(
            f"正文“{match.group()}”，{words.value(spent)} ÷ {words.value(staff)} 为 "
            f"{words.rounded(computed.middle, '万元')}，{ending}；见{case.where(match.start())}。"
        ),
        evidence=(case.cite_text("left", match.start(1), match.end(1)), *case.cite("right", spent, staff)),
        gap=stated.middle - computed.middle,
        left=stated,
        right=computed,
    )
