"""Place against place: what a report says twice it must say alike, also what last year's report said.

Figures are compared where they are the same in every respect (measure, stage of the budget, year, scope and
line). Pairs that another rule explains better (a wrong unit, a stale year) are left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.catalogue import family_of
from etl.catalogue.units import MONEY
from etl.check import words
from etl.check.case import BEFORE_SECTIONS
from etl.check.engine import rule
from etl.check.interval import printed, printed_text
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, Outcome, Verdict
from etl.check.parts import CONTAINERS, ECONOMIC
from etl.check.recomputed import rule_ratio_change_rate
from etl.check.shapes import against

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

FISCAL = ("revenue", "expenditure", "operating", "three_public", "procurement")
FUND_SECTIONS = frozenset(
    {"government_fund", "state_capital", "social_insurance"}
)  # there a line is a fund's share
SHORTEST_NAME = 4
NEARLY = Decimal("0.1")  # a larger difference may be another project's
_SPENT_ON_IT = (
    r"(?:专项)?(?:资金|经费|支出|项目)?(?:支出|投入|共|约|达|为|计)?\s*"
    r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万元)"
)
# Another stage, another year, or another purse than the line's.
_NOT_ITS_OWN = re.compile(
    r"争取|预算|目标|计划|任务|上年|去年|累计|拟|全[县市区省州]|(?:19|20)\d\d\s*年|其中"
)
COMMON_NAMES = frozenset({"其他", "其他资金", "其他项目", "上年结转资金", "当年财政拨款"})


def groups(case: Case, families: Sequence[str]) -> Iterator[list[Observation]]:
    """Figures of the families that should be the same wherever they are stated, from at least two places."""
    found: dict[tuple[object, ...], list[Observation]] = {}
    for entry in case.find():
        listed = entry.measure == "expenditure.project_item" or entry.item is not None
        if family_of(entry.measure) not in families or listed or case.is_stale(entry):
            continue
        key = (entry.measure, entry.phase, entry.year, entry.scope, holder(case, entry))
        found.setdefault(key, []).append(entry)
    for entries in found.values():
        counted = _without_grand_totals(case, entries)
        if len({entry.start for entry in counted}) > 1:
            yield counted


def _without_grand_totals(case: Case, entries: Sequence[Observation]) -> list[Observation]:
    """Leaves out the 总计 (with the carry-over) where the year's own total is stated, too."""
    own = [entry for entry in entries if "总计" not in case.text[max(0, entry.start - 8) : entry.start]]
    return own or list(entries)


def holder(case: Case, observation: Observation) -> str | None:
    """The total that an economic class belongs to: wages inside 基本支出 are not all wages."""
    if observation.measure not in ECONOMIC:
        return None
    statements = [s for s in case.statements if observation in s.observations]
    before = [e for s in statements for e in s.of(*CONTAINERS) if e.start < observation.start]
    if not before:
        return "expenditure.total"
    last = before[-1].measure
    return "expenditure.basic" if last == "expenditure.personnel" else last


def compare(case: Case, entries: Sequence[Observation], disagreement: Outcome = CONTRADICTS) -> Verdict:
    """One verdict on all places of a figure: the most often stated value against the others."""
    rounds = sorted(entries, key=lambda entry: (-_support(entry, entries), entry.start))
    main = rounds[0]
    others = [entry for entry in entries if not printed(entry).touches(printed(main))]
    subject = "|".join([main.measure, str(main.phase), str(main.year), main.scope, main.item or ""])
    if not others:
        return Verdict(
            outcome=AGREES,
            subject=subject,
            message=f"{words.figure(main)}，{len(entries)} 处说法一致。",
            evidence=case.cite("left", main)
            + case.cite("right", *(entry for entry in entries if entry is not main)),
            left=printed(main),
            right=printed(entries[-1]),
        )
    other = others[0]
    gap = main.value - other.value
    same_kind = all(_comparable(case, main, entry) for entry in others)
    return Verdict(
        outcome=disagreement if same_kind else DOUBTFUL,
        subject=subject,
        message=(
            f"{words.name(main)}前后不一：{_place(case, main)}写 {words.value(main)}，"
            f"{'、'.join(f'{_other_place(case, e, main)}写 {words.value(e)}' for e in _distinct(others))}，"
            f"相差 {words.gap(gap, words.unit_of(main))}，请核对。"
        ),
        evidence=case.cite("left", main) + case.cite("right", *others),
        gap=gap,
        left=printed(main),
        right=printed(other),
    )


def _place(case: Case, entry: Observation) -> str:
    """Where a figure stands; a table inside a section of prose is named as such."""
    where = case.where(entry.start)
    return where if entry.table is None or "表" in where else f"{where}的表中"


def _other_place(case: Case, entry: Observation, main: Observation) -> str:
    place = _place(case, entry)
    return "同节另一处" if place == _place(case, main) else place


_QUALIFIER = re.compile(
    r"财政拨款|一般公共预算|政府性基金|国有资本|局机关|机关本级|本级|全系统|下属|所属|二级|追加|"
    r"国家级|省级|市级|县级|中央|上级"
)


def _comparable(case: Case, one: Observation, other: Observation) -> bool:
    """Whether two clauses speak of the same: the part that a qualifier names may be less than the whole.

    "财政拨款基本支出" below "基本支出" is no contradiction; above it, it is.
    """
    if one.table is not None and other.table is not None:
        return True
    kinds = [
        set() if entry.table is not None else set(_QUALIFIER.findall(case.clause(entry)))
        for entry in (one, other)
    ]
    if kinds[0] == kinds[1] or one.measure.startswith("revenue"):
        return True
    narrow, wide = (one, other) if kinds[0] > kinds[1] else (other, one)
    return kinds[0] < kinds[1] or kinds[0] > kinds[1] if narrow.value > wide.value else False


def _support(entry: Observation, entries: Sequence[Observation]) -> int:
    return sum(printed(entry).touches(printed(other)) for other in entries)


def _distinct(entries: Sequence[Observation]) -> list[Observation]:
    """One figure for each different value."""
    return list({entry.value: entry for entry in entries[::-1]}.values())[::-1]


@rule("PLACE-FISCAL")
def rule_place_fiscal(case: Case) -> Iterator[Verdict]:
    """PLACE-FISCAL: an amount of money is the same wherever the report states it."""
    for entries in groups(case, FISCAL):
        loose = (
            entries[0].measure == "revenue.other"
        )  # 其他资金 of a form may hold grants that the text lists apart
        yield compare(case, entries, DOUBTFUL if _in_one_place(case, entries) or loose else CONTRADICTS)


@rule("PLACE-STAFF")
def rule_place_staff(case: Case) -> Iterator[Verdict]:
    """PLACE-STAFF: staff and posts are the same wherever the report states them."""
    for entries in groups(case, ("staff",)):
        counted = [entry for entry in entries if entry.phase != "target" and not counts_others(case, entry)]
        if len(counted) > 1 and entries[0].measure in ("staff.authorized", "staff.on_payroll"):
            yield compare(case, counted, DOUBTFUL if _in_one_place(case, counted) else CONTRADICTS)


def _in_one_place(case: Case, entries: Sequence[Observation]) -> bool:
    """Whether a table, or the prose under one heading, has all figures: unlike ones are seldom the same."""
    under = {case.where(entry.start) for entry in entries}
    prose = len(under) == 1 and under != {BEFORE_SECTIONS} and all(entry.table is None for entry in entries)
    return prose or len({case.place(entry) for entry in entries}) == 1


def counts_others(case: Case, staff: Observation) -> bool:
    """Whether a staff figure is another one plus the retired ("财政供养人员241人"): no contradiction."""
    if staff.measure != "staff.on_payroll":
        return False
    retired = {entry.value for entry in case.find("staff.retired", year=staff.year) if entry.value}
    own = [entry.value for entry in case.find("staff.on_payroll", year=staff.year)]
    return any(staff.value - value in retired for value in own)


@rule("PLACE-OUTCOME")
def rule_place_outcome(case: Case) -> Iterator[Verdict]:
    """PLACE-OUTCOME: an achievement is the same in the text and in the self-evaluation table."""
    for together in groups(case, ("outcome",)):
        for is_net in (False, True):
            entries = [entry for entry in together if _is_net(case, entry) == is_net]
            kinds = {entry.table is None for entry in entries}
            if len(entries) > 1:
                yield compare(case, entries, CONTRADICTS if len(kinds) > 1 else DOUBTFUL)


def _is_net(case: Case, entry: Observation) -> bool:
    """Whether a figure counts what was added less what was lost ("净增27家"), not all that is new."""
    return "净增" in (entry.quote if entry.table is not None else case.clause(entry))


@rule("PLACE-RATE")
def rule_place_rate(case: Case) -> Iterator[Verdict]:
    """PLACE-RATE: a rate of change is the same wherever the report states it."""
    found: dict[tuple[object, ...], list[Observation]] = {}
    for entry in case.find(statistic="yoy_pct"):
        if entry.phase in (None, "executed"):
            found.setdefault((entry.measure, entry.year, entry.scope, entry.item), []).append(entry)
    judged = {v.evidence[0].start for v in rule_ratio_change_rate(case) if v.outcome == CONTRADICTS}
    for entries in found.values():
        if len(entries) > 1 and not judged & {entry.start for entry in entries}:
            yield compare(case, entries)


@rule("PLACE-WITHIN")
def rule_place_within(case: Case) -> Iterator[Verdict]:
    """PLACE-WITHIN: an economic class inside basic expenditure does not exceed the year's class."""
    for code in ECONOMIC:
        entries = case.find(code, phase="executed", scope="department")
        for inside in [entry for entry in entries if holder(case, entry) == "expenditure.basic"]:
            whole = [e for e in entries if e.year == inside.year and holder(case, e) == "expenditure.total"]
            if whole:
                yield _within(case, inside, whole[0])
                break


def _within(case: Case, inside: Observation, whole: Observation) -> Verdict:
    exceeds = printed(inside).low > printed(whole).high
    gap = inside.value - whole.value
    unit = inside.unit
    ending = f"部分大于全部，多 {words.gap(gap, unit)}，请核对" if exceeds else "没有超过，相符"
    return against(
        case,
        inside,
        [whole],
        CONTRADICTS if exceeds else AGREES,
        subject=f"{inside.measure}|{inside.year}",
        message=(
            f"{words.name(inside)}：{case.where(inside.start)}在基本支出之内写 {words.value(inside)}，"
            f"{case.where(whole.start)}全部支出之内写 {words.value(whole)}，{ending}。"
        ),
        gap=gap if exceeds else None,
    )


@rule("PLACE-PROJECT")
def rule_place_project(case: Case) -> Iterator[Verdict]:
    """PLACE-PROJECT: a project line is the same in every list and in the project's own table."""
    found: dict[tuple[object, ...], list[Observation]] = {}
    for entry in case.find("expenditure.project_item"):
        if not entry.item or entry.item in COMMON_NAMES or entry.section in FUND_SECTIONS:
            continue
        found.setdefault((plain(entry.item or ""), entry.phase, entry.year), []).append(entry)
    for (name, phase, year), entries in found.items():
        own = [
            entry
            for entry in case.find("expenditure.total", phase=phase, year=year)
            if entry.scope != "department" and plain(entry.scope) == name and entry.item is None
        ]
        stated = [*entries, *own]
        if len({case.place(entry) for entry in stated}) > 1:
            in_table = any(entry.table is not None for entry in stated)
            yield compare(case, stated, CONTRADICTS if in_table else DOUBTFUL)
        elif entries[0].table is None:
            yield from _by_a_longer_name(case, entries[0], [e for other in found.values() for e in other])
        if phase == "executed" and year == case.year:
            yield from _said_in_passing(case, str(name), stated)


def _by_a_longer_name(case: Case, said: Observation, lines: Sequence[Observation]) -> Iterator[Verdict]:
    """A line of the text against the one line of a table whose longer name ends alike, if nearly equal."""
    name = plain(said.item or "")
    same = [e for e in lines if e.table is not None and (e.phase, e.year) == (said.phase, said.year)]
    named = [e for e in same if plain(e.item or "").endswith(name)]
    if len(name) < SHORTEST_NAME or len(named) != 1:
        return
    if abs(named[0].value - said.value) <= said.value * NEARLY:
        yield compare(case, [said, *named], DOUBTFUL)


def _said_in_passing(case: Case, name: str, stated: Sequence[Observation]) -> Iterator[Verdict]:
    """A project's amount in a sentence about something else, if it is nearly the line's own.

    "投入人居环境整治资金321.50万元" among the results, beside 312.50 in the list of projects.
    """
    if len(name) < SHORTEST_NAME:
        return
    tables = [(table.start, table.end) for table in case.extraction.tables]
    for match in re.finditer(re.escape(name) + _SPENT_ON_IT, case.text):
        before = case.text[case.sentence(match.start())[0] : match.start()]
        spans = [*tables, *((entry.start, entry.end) for entry in stated)]
        known = any(start <= match.start("number") < end for start, end in spans)
        if known or _NOT_ITS_OWN.search(before):
            continue
        said = printed_text(match["number"]).scaled(MONEY[match["unit"]])
        gap = abs(said.middle - stated[0].value)
        if not said.touches(printed(stated[0])) and gap <= stated[0].value * NEARLY:
            yield _passing(case, name, stated[0], match, gap)


def _passing(case: Case, name: str, line: Observation, match: re.Match[str], gap: Decimal) -> Verdict:
    said = case.cite_text("right", match.start("number"), match.end("number"))
    return Verdict(
        outcome=DOUBTFUL,
        subject=f"{name}|passing|{match['number']}",
        message=(
            f"“{name}”{case.where(line.start)}写 {words.value(line)}，{case.where(match.start())}写 "
            f"{match['number']} {match['unit']}，相差 {words.gap(gap, '万元')}，请核对。"
        ),
        evidence=(*case.cite("left", line), said),
        gap=gap,
        left=printed(line),
        right=printed_text(match["number"]).scaled(MONEY[match["unit"]]),
    )


def plain(name: str) -> str:
    """A project's name without brackets and the general words at its end, so that two wordings meet."""
    bare = re.sub(r"[（(][^）)]*[）)]|[\s“”\"《》]", "", name)
    return re.sub(r"(?:专项)?(?:资金|经费|支出|项目)?$", "", bare) or bare


@rule("PLACE-LAST-YEAR")
def rule_place_last_year(case: Case) -> Iterator[Verdict]:
    """PLACE-LAST-YEAR: last year's final figure is the one in last year's own report."""
    earlier = case.earlier_report(case.year - 1)
    if earlier is None:
        return
    theirs = [entry for entry in earlier.observations if _is_final(entry, case.year - 1)]
    for entry in case.find(year=case.year - 1, phase="executed", scope="department"):
        same = [other for other in theirs if (other.measure, other.item) == (entry.measure, entry.item)]
        if same:
            yield _last_year(case, entry, same)


def _is_final(entry: Observation, year: int) -> bool:
    return (entry.year, entry.phase, entry.statistic, entry.scope) == (
        year,
        "executed",
        "level",
        "department",
    )


def _last_year(case: Case, entry: Observation, same: Sequence[Observation]) -> Verdict:
    fitting = [other for other in same if printed(other).touches(printed(entry))]
    other = (fitting or same)[0]
    gap = entry.value - other.value
    ending = "一致" if fitting else f"相差 {words.gap(gap, entry.unit)}，请核对或说明调整原因"
    return against(
        case,
        entry,
        [other],
        AGREES if fitting else CONTRADICTS,
        subject=f"{entry.measure}|{entry.item}|{entry.table}",
        message=(
            f"{words.name(entry)}：本报告写 {words.value(entry)}，上年报告写 {words.value(other)}，{ending}；"
            f"见{case.where(entry.start)}。"
        ),
        gap=gap,
    )
