"""Parts and totals: what a report adds up must add up, in every table and paragraph that gives both.

Parts belong to the total of their own statement. A part that the statement leaves out is taken from
elsewhere in the report where all places agree on it; otherwise the parts are known to be incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.check.engine import rule
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, NOT_COMPARABLE, Outcome, Verdict
from etl.check.shapes import Sum, add_up, pick, window
from etl.check.words import amount, measure_name

if TYPE_CHECKING:
    from etl.check.case import Case, Statement
    from etl.records import Observation

Choice = Callable[["Case", "Statement", "Observation"], Sum | None]

APPROPRIATIONS = ("revenue.general_public_budget", "revenue.government_fund", "revenue.state_capital")
OTHER_SOURCES = ("revenue.special_account", "revenue.superior_grant", "revenue.other")
ECONOMIC = (
    "expenditure.wages",
    "expenditure.goods_services",
    "expenditure.household_subsidy",
    "expenditure.enterprise_subsidy",
)
FUND_SECTIONS = ("government_fund", "state_capital", "social_insurance")
CONTAINERS = ("expenditure.total", "expenditure.basic", "expenditure.personnel", "expenditure.project")
OPERATING = ("operating.office", "operating.utilities_travel", "operating.meeting_training")
FAR_BELOW = Decimal("0.5")
SMALL_GAP = Decimal("0.05")
FEW_LINES = 3
TWO = 2
COUNTS = "两三四五六七八九"
_ALL_LINES = re.compile(f"由([{COUNTS}])(?:项|部分|类|个)[^，,。；;：:]{{0,4}}(?:构成|组成)")
_OTHER_CLASS = re.compile(r"资本性支出|其他支出|债务利息|对社会保障基金补助")
_AMONG_WORD = re.compile(r"其中|包括|包含")
_AMONG = re.compile(r"\s*(?:其中|含|包括)")
_OPEN_LIST = re.compile(r"等|主要|如下项目|部分")


def sums(case: Case, whole: str, choose: Choice) -> Iterator[Verdict]:
    """One verdict for each different sum that the report's statements give for a total."""
    seen: set[tuple[object, ...]] = set()
    for statement in case.statements:
        comparisons = [choose(case, statement, entry) for entry in statement.of(whole) if entry.item is None]
        given = [entry for entry in comparisons if entry and entry.parts and not _has_slip(case, entry)]
        for comparison, verdict in _best([(entry, add_up(case, entry)) for entry in given], statement):
            key = _sum_key(comparison)
            if key not in seen:
                seen.add(key)
                yield verdict


def _best(pairs: list[tuple[Sum, Verdict]], statement: Statement) -> list[tuple[Sum, Verdict]]:
    """Of two totals in a table (本年合计, and 总计 with the carry-over) the one that fits counts."""
    if not statement.is_table or len(pairs) < TWO:
        return pairs
    return [min(pairs, key=lambda pair: (pair[1].outcome != AGREES, abs(pair[1].gap or 0)))]


def _has_slip(case: Case, comparison: Sum) -> bool:
    return any(case.is_slipped(entry) for entry in (comparison.whole, *comparison.parts))


def _sum_key(comparison: Sum) -> tuple[object, ...]:
    whole = comparison.whole
    return whole.phase, whole.year, whole.scope, whole.value, *(part.value for part in comparison.parts)


def sole(case: Case, whole: Observation, measure: str) -> Observation | None:
    """The figure of a measure for the total's phase, year and scope, where all places agree on it."""
    found = [entry for entry in case.like(whole, measure) if entry.item is None]
    if not found or any(entry.value != found[0].value for entry in found):
        return None
    return found[0]


def complete(
    case: Case, statement: Statement, whole: Observation, codes: Sequence[str], *, exhaustive: bool = True
) -> Sum | None:
    """The sum of all the named parts; those not in the statement are taken from elsewhere if unambiguous."""
    candidates = window(statement, whole)
    local = [pick(candidates, code, whole) for code in codes]
    if not any(local):
        return None
    parts = [part or sole(case, whole, code) for part, code in zip(local, codes, strict=True)]
    missing = tuple(measure_name(code) for part, code in zip(parts, codes, strict=True) if part is None)
    short: Outcome = NOT_COMPARABLE if missing else CONTRADICTS
    found = tuple(part for part in parts if part)
    return Sum(whole, found, missing, short, exhaustive=exhaustive and not missing)


@rule("PARTS-REVENUE")
def rule_parts_revenue(case: Case) -> Iterator[Verdict]:
    """PARTS-REVENUE: total revenue is the sum of its sources."""
    yield from sums(case, "revenue.total", _sources)


def _sources(case: Case, statement: Statement, whole: Observation) -> Sum | None:
    candidates = window(statement, whole)
    grouped = pick(candidates, "revenue.fiscal_appropriation", whole)
    first = [grouped] if grouped else [pick(candidates, code, whole) for code in APPROPRIATIONS]
    found = [*first, *(pick(candidates, code, whole) for code in OTHER_SOURCES)]
    parts = tuple(part for part in found if part)
    if not parts:
        return None
    names_rest = any(part.measure == "revenue.other" for part in parts)
    short: Outcome = NOT_COMPARABLE if len(parts) == 1 else CONTRADICTS if names_rest else DOUBTFUL
    return Sum(whole, parts, short=short)


@rule("PARTS-APPROPRIATION")
def rule_parts_appropriation(case: Case) -> Iterator[Verdict]:
    """PARTS-APPROPRIATION: fiscal appropriations are the sum of the three budgets' appropriations."""

    def choose(_: Case, statement: Statement, whole: Observation) -> Sum | None:
        if any(entry.start == whole.start for entry in statement.of("revenue.total")):
            return None  # "拨款收入" that means all revenue
        parts = tuple(p for code in APPROPRIATIONS if (p := pick(window(statement, whole), code, whole)))
        return Sum(whole, parts, short=DOUBTFUL if len(parts) > 1 else NOT_COMPARABLE) if parts else None

    yield from sums(case, "revenue.fiscal_appropriation", choose)


@rule("PARTS-EXPENDITURE")
def rule_parts_expenditure(case: Case) -> Iterator[Verdict]:
    """PARTS-EXPENDITURE: total expenditure is basic plus project expenditure."""
    codes = ("expenditure.basic", "expenditure.project")
    yield from sums(case, "expenditure.total", lambda c, s, w: complete(c, s, w, codes, exhaustive=False))


@rule("PARTS-BASIC")
def rule_parts_basic(case: Case) -> Iterator[Verdict]:
    """PARTS-BASIC: basic expenditure is personnel plus operating expenditure."""
    codes = ("expenditure.personnel", "expenditure.operating")
    yield from sums(case, "expenditure.basic", lambda c, s, whole: complete(c, s, whole, codes))


@rule("PARTS-PERSONNEL")
def rule_parts_personnel(case: Case) -> Iterator[Verdict]:
    """PARTS-PERSONNEL: personnel expenditure is wages plus subsidies to individuals and families."""
    codes = ("expenditure.wages", "expenditure.household_subsidy")

    def choose(case: Case, statement: Statement, whole: Observation) -> Sum | None:
        inside = classes_of(statement, whole)
        parts = tuple(part for part in inside if part.measure in codes) or _summed_up(
            case, statement, whole, codes
        )
        return Sum(whole, parts, short=DOUBTFUL) if len(parts) > 1 else None

    yield from sums(case, "expenditure.personnel", choose)


def _summed_up(
    case: Case, statement: Statement, whole: Observation, codes: Sequence[str]
) -> tuple[Observation, ...]:
    """Parts before their total ("…，两项合计构成人员经费2318.46万元"), where the words say so."""
    start = case.sentence(whole.start)[0]
    if statement.is_table or "合计" not in case.text[max(start, whole.start - 12) : whole.start]:
        return ()
    return tuple(entry for entry in statement.of(*codes) if start <= entry.start < whole.start)


@rule("PARTS-ECONOMIC")
def rule_parts_economic(case: Case) -> Iterator[Verdict]:
    """PARTS-ECONOMIC: the economic classes that a statement lists under a total add up to it."""

    def choose(_: Case, statement: Statement, whole: Observation) -> Sum | None:
        parts = tuple(classes_of(statement, whole))
        has_goods = any(part.measure == "expenditure.goods_services" for part in parts)
        short: Outcome = DOUBTFUL if has_goods else NOT_COMPARABLE
        return Sum(whole, parts, short=short, closed=has_goods) if len(parts) > 1 else None

    for code in ("expenditure.total", "expenditure.basic"):
        yield from sums(case, code, choose)
    yield from _classes_apart(case)


def _classes_apart(case: Case) -> Iterator[Verdict]:
    """Classes listed in a paragraph that does not open with their total ("按经济分类划分，…")."""
    for statement in case.statements:
        classes = tuple(statement.of(*ECONOMIC))
        containers = statement.of(*CONTAINERS)
        opened = any(entry.start < classes[-1].start for entry in containers) if classes else False
        if len(classes) < FEW_LINES or opened or statement.is_table:
            continue
        behind = next((entry for entry in containers if entry.measure == "expenditure.total"), None)
        whole = behind or sole(case, classes[0], "expenditure.total")
        others = _OTHER_CLASS.search(case.text, *case.paragraph(classes[0].start))
        if whole:
            short: Outcome = NOT_COMPARABLE if others and not behind else DOUBTFUL
            yield add_up(case, Sum(whole, classes, short=short, excess=DOUBTFUL, closed=True))


def classes_of(statement: Statement, whole: Observation) -> list[Observation]:
    """The economic classes whose nearest preceding total in the statement is this one."""
    holder: Observation | None = None
    found: list[Observation] = []
    for entry in statement.observations:
        if entry.measure in CONTAINERS:
            holder = entry
        elif entry.measure in ECONOMIC and holder is whole:
            found.append(entry)
    return found


@rule("PARTS-THREE-PUBLIC")
def rule_parts_three_public(case: Case) -> Iterator[Verdict]:
    """PARTS-THREE-PUBLIC: the three public expenses are reception, vehicles and travel abroad."""
    yield from sums(case, "three_public.total", _three_public)


def _three_public(case: Case, statement: Statement, whole: Observation) -> Sum | None:
    candidates = window(statement, whole)
    codes = ["three_public.reception", "three_public.vehicle", "three_public.overseas"]
    if not (pick(candidates, codes[1], whole) or sole(case, whole, codes[1])):
        bought = pick(candidates, "three_public.vehicle_purchase", whole)
        codes[1:2] = ["three_public.vehicle_operation", *([bought.measure] if bought else [])]
    found = complete(case, statement, whole, codes)
    if found is None or found.missing != (measure_name("three_public.overseas"),):
        return found
    return Sum(found.whole, found.parts, found.missing, DOUBTFUL)


@rule("PARTS-VEHICLE")
def rule_parts_vehicle(case: Case) -> Iterator[Verdict]:
    """PARTS-VEHICLE: vehicle expenses are purchase plus operation."""

    def choose(case: Case, statement: Statement, whole: Observation) -> Sum | None:
        codes = ("three_public.vehicle_purchase", "three_public.vehicle_operation")
        found = complete(case, statement, whole, codes)
        return Sum(whole, found.parts, found.missing, DOUBTFUL) if found and found.missing else found

    yield from sums(case, "three_public.vehicle", choose)


@rule("PARTS-PROCUREMENT")
def rule_parts_procurement(case: Case) -> Iterator[Verdict]:
    """PARTS-PROCUREMENT: government procurement is goods, works and services."""

    def choose(case: Case, statement: Statement, whole: Observation) -> Sum | None:
        found = complete(
            case, statement, whole, ("procurement.goods", "procurement.works", "procurement.services")
        )
        if found is None or not found.missing or len(found.parts) == 1:
            return found
        return Sum(whole, found.parts, found.missing, DOUBTFUL)

    yield from sums(case, "procurement.total", choose)


@rule("PARTS-OPERATING")
def rule_parts_operating(case: Case) -> Iterator[Verdict]:
    """PARTS-OPERATING: the named operating expenses do not exceed operating expenditure."""

    def choose(_: Case, statement: Statement, whole: Observation) -> Sum | None:
        candidates = window(statement, whole)
        parts = tuple(entry for entry in candidates if entry.measure in OPERATING)
        return Sum(whole, parts, short=AGREES)

    yield from sums(case, "expenditure.operating", choose)


@rule("PARTS-STAFF")
def rule_parts_staff(case: Case) -> Iterator[Verdict]:
    """PARTS-STAFF: staff in post are administrative plus public-institution staff."""

    def choose(case: Case, statement: Statement, whole: Observation) -> Sum | None:
        candidates = [entry for entry in window(statement, whole) if not _is_post(case, entry)]
        codes = ("staff.administrative", "staff.public_institution")
        parts = tuple(p for code in codes if (p := pick(candidates, code, whole)))
        return Sum(whole, parts, short=DOUBTFUL) if len(parts) == len(codes) else None

    yield from sums(case, "staff.on_payroll", choose)


def _is_post(case: Case, observation: Observation) -> bool:
    """Whether a figure counts posts ("行政编制142名") rather than people in post."""
    return "编制" in case.text[max(0, observation.start - 6) : observation.start]


@rule("PARTS-PROJECT-LINES")
def rule_parts_project_lines(case: Case) -> Iterator[Verdict]:
    """PARTS-PROJECT-LINES: the project lines of a statement add up to its project expenditure."""

    def choose(case: Case, statement: Statement, whole: Observation) -> Sum | None:
        lines = _lines(case, statement, whole, "expenditure.project_item")
        return Sum(whole, lines, short=_short_of_lines(case, whole, lines))

    found = list(sums(case, "expenditure.project", choose))
    yield from found
    if not any(verdict.evidence[0].observation and _in_text(verdict) for verdict in found):
        yield from _scattered_lines(case)


def _in_text(verdict: Verdict) -> bool:
    return all(
        entry.observation is not None and entry.observation.table is None for entry in verdict.evidence
    )


def _scattered_lines(case: Case) -> Iterator[Verdict]:
    """A list whose lines are paragraphs of their own, or stand in the paragraph after their total.

    The total may stand in a table above the list where no sentence of the section states it.
    """
    stated = case.find("expenditure.project", phase="executed", scope="department")
    for whole in [entry for entry in stated if entry.year == case.year or case.is_stale(entry)]:
        later = case.find("expenditure.project", phase="executed", year=case.year, table=None)
        until = min((e.start for e in later if e.start > whole.start), default=len(case.text))
        lines = {
            (entry.item, entry.value): entry
            for entry in case.find("expenditure.project_item", phase="executed", year=case.year, table=None)
            if whole.start < entry.start < until and entry.section == whole.section
        }
        parts = tuple(lines.values())
        summed = sum((part.value for part in parts), Decimal(0))
        near = abs(summed - whole.value) < whole.value * SMALL_GAP
        stated_in_text = any(entry.section == whole.section for entry in later)
        beside = whole.table is None or not stated_in_text
        if beside and len(parts) >= FEW_LINES and near:
            yield add_up(case, Sum(whole, parts, short=DOUBTFUL, excess=DOUBTFUL, exhaustive=True))
            return


def _lines(case: Case, statement: Statement, whole: Observation, code: str) -> tuple[Observation, ...]:
    """The lines under a total; one in an "其中…" bracket is part of a part, a repeated one counts once."""
    lines: dict[tuple[str | None, Decimal], Observation] = {}
    for entry in window(statement, whole):
        summed = (entry.item or "").endswith(("小计", "合计"))
        if entry.measure == code and entry.item and not summed and not _is_nested(case, statement, entry):
            lines.setdefault((entry.item, entry.value), entry)
    return tuple(lines.values())


def _is_nested(case: Case, statement: Statement, line: Observation) -> bool:
    """Whether a line is part of another line: after its amount comes "其中" or a bracket."""
    if line.table is not None:
        return False
    segment = re.split(r"[；;。\n]", case.text[max(0, line.start - 400) : line.start])[-1]
    earlier = [
        e for e in statement.observations if e.item and line.start - len(segment) <= e.start < line.start
    ]
    if earlier and _AMONG_WORD.search(case.text[earlier[0].end : line.start]):
        return True
    opened = max(case.text.rfind(bracket, 0, line.start) for bracket in "（(")
    closed = max(case.text.rfind(bracket, 0, line.start) for bracket in "）)")
    if opened <= closed:
        return False
    if _AMONG.match(case.text, opened + 1):
        return True
    before = [entry for entry in statement.observations if entry.end <= opened and entry.item]
    return bool(before) and opened - before[-1].end <= len("万元，")


def _short_of_lines(case: Case, whole: Observation, lines: Sequence[Observation]) -> Outcome:
    """How to take lines that fall short: a long list that misses little was meant to be complete."""
    summed = sum((line.value for line in lines), Decimal(0))
    lone = len(lines) == 1 and (whole.table is None or _is_listed_elsewhere(case, whole))
    if lone or summed > whole.value:
        return NOT_COMPARABLE
    ends = [entry.start for entry in (whole, *lines)]
    open_list = whole.table is None and _OPEN_LIST.search(case.text[min(ends) : max(ends)])
    if whole.value - summed < whole.value * SMALL_GAP:
        return DOUBTFUL if open_list or len(lines) < FEW_LINES else CONTRADICTS
    return (
        DOUBTFUL
        if summed < whole.value * FAR_BELOW or (whole.table is None and not open_list)
        else NOT_COMPARABLE
    )


def _is_listed_elsewhere(case: Case, total: Observation) -> bool:
    """Whether another place lists the projects of the report's year, so that a form may name only one."""
    for statement in case.statements:
        for whole in statement.of("expenditure.project") if statement.year == case.year else []:
            lines = _lines(case, statement, whole, "expenditure.project_item")
            missed = abs(whole.value - sum((line.value for line in lines), Decimal(0)))
            elsewhere = statement.place != case.place(total) and len(lines) >= FEW_LINES
            if elsewhere and missed < whole.value * SMALL_GAP:
                return True
    return False


@rule("PARTS-LINE-LEFT-OUT")
def rule_parts_line_left_out(case: Case) -> Iterator[Verdict]:
    """PARTS-LINE-LEFT-OUT: a project named elsewhere is on the list that makes up all project expenditure."""
    for statement in case.statements:
        for whole in statement.of("expenditure.project"):
            lines = _lines(case, statement, whole, "expenditure.project_item")
            if len(lines) >= FEW_LINES and add_up(case, Sum(whole, lines)).outcome == AGREES:
                yield _left_out(case, whole, lines)
                return


def _left_out(case: Case, whole: Observation, lines: Sequence[Observation]) -> Verdict:
    values = {line.value for line in lines}
    named = case.find(
        "expenditure.project_item", phase=whole.phase, year=whole.year, scope=whole.scope, section="overview"
    )
    places = {case.place(line) for line in lines}
    missing = [entry for entry in named if entry.value not in values and case.place(entry) not in places]
    shown = "、".join(f"“{entry.item}”{amount(entry.value, '万元')}" for entry in missing)
    complete_list = f"{len(lines)} 项明细合计恰为 {amount(whole.value, '万元')}"
    return Verdict(
        outcome=DOUBTFUL if missing else AGREES,
        subject=f"{whole.phase}|{whole.year}",
        message=(
            f"{case.where(whole.start)}{complete_list}，另处写明的{shown}不在其中，可能漏列或并入其他明细，请说明。"
            if missing
            else f"{case.where(whole.start)}{complete_list}，没有漏列另处写明的项目。"
        ),
        evidence=case.cite("left", *missing) + case.cite("right", whole, *lines),
        gap=sum((entry.value for entry in missing), Decimal(0)) if missing else None,
    )


@rule("PARTS-FUND-LINES")
def rule_parts_fund_lines(case: Case) -> Iterator[Verdict]:
    """PARTS-FUND-LINES: the named uses of a fund do not exceed it, and a full list adds up to it."""
    for code in ("expenditure.government_fund", "expenditure.state_capital", "expenditure.social_insurance"):

        def choose(case: Case, statement: Statement, whole: Observation, code: str = code) -> Sum | None:
            lines = _lines(case, statement, whole, code)
            return Sum(whole, lines, short=DOUBTFUL if len(lines) > 1 else NOT_COMPARABLE)

        found = list(sums(case, code, choose))
        yield from found or _fund_lines_below(case, code)


def _fund_lines_below(case: Case, code: str) -> Iterator[Verdict]:
    """A fund's uses that are paragraphs of their own in the fund's section."""
    for whole in case.find(code, phase="executed", year=case.year, scope="department", table=None):
        lines = [
            entry
            for entry in case.find("expenditure.project_item", phase="executed", year=case.year, table=None)
            if entry.section == whole.section in FUND_SECTIONS and entry.start > whole.start
        ]
        if len(lines) > 1 and whole.item is None and whole.value:
            yield add_up(case, Sum(whole, tuple(lines), short=DOUBTFUL, excess=CONTRADICTS))
            return


_LEVEL = re.compile(r"(?:中央|省级?|[市州]级?|[县区]级?|本级)(?:财政|专项|补助|配套)?资金")


@rule("PARTS-FUNDS-WON")
def rule_parts_funds_won(case: Case) -> Iterator[Verdict]:
    """PARTS-FUNDS-WON: the named grants do not exceed the total of funds won."""
    won = [entry for entry in case.find("outcome.funds_won", item=None) if entry.phase != "target"]
    largest = max(won, key=lambda entry: entry.value, default=None)

    def choose(case: Case, statement: Statement, whole: Observation) -> Sum | None:
        if whole is not largest:  # a smaller sum won "for" somebody is itself a part
            return None
        lines = _lines(case, statement, whole, "outcome.funds_won")
        by_level = len(lines) > 1 and all(_LEVEL.fullmatch(line.item or "") for line in lines)
        missed = whole.value - sum((line.value for line in lines), Decimal(0))
        nearly_all = len(lines) >= FEW_LINES and missed < whole.value * SMALL_GAP
        counted = _ALL_LINES.search(case.text, whole.end, case.sentence(whole.start)[1])
        complete = by_level or nearly_all or (counted and len(lines) == COUNTS.index(counted[1]) + 2)
        return Sum(whole, lines, short=DOUBTFUL if complete else AGREES, excess=DOUBTFUL)

    yield from sums(case, "outcome.funds_won", choose)
