"""Registers the rules and runs them: one function a rule, four outcomes, no pass for nothing compared.

A rule's words live in etl/catalogue/rules.yml; its function is named after its id. What has no
function or no entry stops the import, so that no rule can be registered and check nothing.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from etl.catalogue import read_yaml
from etl.check.case import Case
from etl.check.model import (
    AGREES,
    CONTRADICTS,
    DOUBTFUL,
    NOT_COMPARABLE,
    Coverage,
    Finding,
    Rule,
    Verdict,
    digest,
)

if TYPE_CHECKING:
    from etl.records import Extraction

Check = Callable[[Case], Iterable[Verdict]]
MANY = 5
RATES = "复算"
COMPARED_IN_SIZE = ("分项与合计", "前后一致", RATES)
TIMES = Decimal("2.5")
POINTS = 40  # a rate of 1 % instead of 3 % is a slip, one of 90 % is not
APART = "两数相差悬殊，也可能口径不同，请核实"
WHOLE_COLUMN = "该列多处与别处不一致，可能填错了列或年度，请先核对整列"
_REGISTERED: dict[str, Rule] = {}


@cache
def _entries() -> dict[str, dict[str, Any]]:
    """The words of every rule, completed by its family's defaults."""
    catalogue = read_yaml("rules.yml")
    families = catalogue["families"]
    return {
        rule_id: {**families[entry["family"]].get("defaults", {}), **entry}
        for rule_id, entry in catalogue["rules"].items()
    }


def rule(rule_id: str) -> Callable[[Check], Check]:
    """Registers a function as the rule of that id.

    Raises:
        ValueError: If the function's name does not follow from the id, the id is taken, or the
            catalogue has no words for it.
    """

    def register(function: Check) -> Check:
        expected = "rule_" + rule_id.lower().replace("-", "_")
        if function.__name__ != expected:
            raise ValueError(f"{rule_id}: the function must be called {expected}")
        if rule_id in _REGISTERED:
            raise ValueError(f"{rule_id} is registered twice")
        if rule_id not in _entries():
            raise ValueError(f"{rule_id} has no entry in rules.yml")
        _REGISTERED[rule_id] = Rule(rule_id=rule_id, function=function, **_entries()[rule_id])
        return function

    return register


def registered() -> tuple[Rule, ...]:
    """All rules in the catalogue's order.

    Raises:
        ValueError: If the catalogue names a rule that no function carries out.
    """
    orphans = set(_entries()) - set(_REGISTERED)
    if orphans:
        raise ValueError(f"rules.yml names rules without a function: {sorted(orphans)}")
    return tuple(_REGISTERED[rule_id] for rule_id in _entries())


def check(case: Case, checked: Rule) -> Iterator[Finding]:
    """The findings of one rule on one report; a single 无法核验 where it compared nothing."""
    verdicts = [_cautious(case, checked, verdict) for verdict in checked.function(case)]
    compared = [verdict for verdict in verdicts if verdict.outcome != NOT_COMPARABLE]
    verdicts = compared or verdicts or [Verdict(NOT_COMPARABLE, "", checked.missing)]
    seen: Counter[str] = Counter()
    for verdict in verdicts:
        seen[verdict.subject] += 1
        yield _finding(case, checked, verdict, seen[verdict.subject])


def run_rules(extractions: Sequence[Extraction], rules: Sequence[Rule]) -> list[Finding]:
    """All findings of the rules on the reports, report by report."""
    findings: list[Finding] = []
    for extraction in extractions:
        case = Case(extraction, tuple(other for other in extractions if other is not extraction))
        own = [finding for checked in rules for finding in check(case, checked)]
        findings += grouped(wary_of_columns(own))
    return findings


def wary_of_columns(findings: Sequence[Finding]) -> list[Finding]:
    """One report's findings; what rests on a column that differs from other places throughout is only 存疑.

    A bureau errs in a figure or two; a column that is wrong in row after row is one whose head says
    something else than was read, or that was filled in from another year.
    """
    places = [e for e in findings if e.outcome == CONTRADICTS and e.rule.startswith("PLACE-")]
    columns = Counter(column for entry in places for column in _columns(entry))
    doubtful = {column for column, times in columns.items() if times >= MANY}
    return [
        dataclasses.replace(entry, outcome=DOUBTFUL, message=f"{entry.message}（{WHOLE_COLUMN}）")
        if entry.outcome == CONTRADICTS and doubtful & _columns(entry)
        else entry
        for entry in findings
    ]


def _columns(finding: Finding) -> set[tuple[int | None, int | None]]:
    """The table columns that a finding's compared figures stand in."""
    observations = [e.observation for e in finding.evidence if e.observation and e.side != "context"]
    return {(entry.table, entry.column) for entry in observations if entry.table is not None}


def grouped(findings: Sequence[Finding]) -> list[Finding]:
    """One report's findings, each contradiction pointing to the one that explains it best.

    Two contradictions belong together where they rest on the same figure; the place that states the figure
    in two ways explains a sum or a share that fails because of it.
    """
    chiefs: dict[int, str] = {}
    followed: dict[str, str] = {}
    ranked = sorted((entry for entry in findings if entry.outcome == CONTRADICTS), key=_rank)
    for finding in ranked:
        places = _suspects(finding)
        chief = next((chiefs[place] for place in places if place in chiefs), None)
        if chief:
            followed[finding.finding_id] = chief
        for place in places:
            chiefs.setdefault(place, chief or finding.finding_id)
    return [
        dataclasses.replace(entry, follows=followed[entry.finding_id])
        if entry.finding_id in followed
        else entry
        for entry in findings
    ]


def _rank(finding: Finding) -> int:
    order = ("PLAUS-UNIT", "PLAUS-STALE", "PLACE", "PARTS", "BALANCE", "RATIO", "SCORE", "PLAUS")
    return next(index for index, prefix in enumerate((*order, "")) if finding.rule.startswith(prefix))


def _suspects(finding: Finding) -> list[int]:
    """Where the figures of a contradiction stand that may be wrong."""
    return [entry.start for entry in finding.evidence if entry.observation and entry.side != "context"]


def coverage(findings: Iterable[Finding], rules: Sequence[Rule]) -> list[Coverage]:
    """In how many reports each rule really compared something."""
    reports: dict[str, dict[str, set[str]]] = {entry.rule_id: {} for entry in rules}
    for finding in findings:
        reports[finding.rule].setdefault(finding.outcome, set()).add(finding.report_id)
    return [_coverage(rule_id, outcomes) for rule_id, outcomes in reports.items()]


def _coverage(rule_id: str, outcomes: dict[str, set[str]]) -> Coverage:
    compared = set().union(*(ids for outcome, ids in outcomes.items() if outcome != NOT_COMPARABLE))
    return Coverage(
        rule=rule_id,
        reports=len(set().union(*outcomes.values())),
        compared=len(compared),
        agrees=len(outcomes.get(AGREES, ())),
        contradicts=len(outcomes.get(CONTRADICTS, ())),
        doubtful=len(outcomes.get(DOUBTFUL, ())),
    )


def _cautious(case: Case, checked: Rule, verdict: Verdict) -> Verdict:
    """A figure that the report calls approximate, or that may mean something else, proves nothing."""
    if verdict.outcome != CONTRADICTS:
        return verdict
    if _far_apart(checked, verdict):
        return dataclasses.replace(verdict, outcome=DOUBTFUL, message=f"{verdict.message}（{APART}）")
    observations = [evidence.observation for evidence in verdict.evidence if evidence.observation]
    own = [entry for entry in observations if entry.report_id == case.report.report_id]
    doubt = next((reason for entry in own if (reason := case.doubt(entry))), "")
    if not doubt:
        return verdict
    return dataclasses.replace(verdict, outcome=DOUBTFUL, message=f"{verdict.message}（{doubt}，请核实）")


def _far_apart(checked: Rule, verdict: Verdict) -> bool:
    """Whether both sides differ by more than a slip of the pen does: then they may be about different things.

    Of the some 1,100 contradictions noted in the labelled reports two are so far apart (430723, 430822); they
    stay findings, as 存疑.
    """
    if checked.family not in COMPARED_IN_SIZE or verdict.left is None or verdict.right is None:
        return False
    small, large = sorted(abs(side.low + side.high) / 2 for side in (verdict.left, verdict.right))
    rate = checked.family == RATES
    return 0 < small * TIMES < large and (not rate or large - small > POINTS)


def _finding(case: Case, checked: Rule, verdict: Verdict, occurrence: int) -> Finding:
    report_id = case.report.report_id
    key = digest(verdict.subject, str(occurrence))
    return Finding(
        finding_id=f"{report_id}:{checked.rule_id}:{key}",
        report_id=report_id,
        rule=checked.rule_id,
        family=checked.family,
        severity=checked.severity,
        outcome=verdict.outcome,
        title=checked.title,
        message=verdict.message,
        gap=verdict.gap,
        left=verdict.left,
        right=verdict.right,
        evidence=verdict.evidence,
        fingerprint=digest(verdict.outcome, *case.fingerprints(verdict.evidence)),
    )
