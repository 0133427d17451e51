"""The check room (勾稽核验): what the reports say against themselves.

    findings = run(extractions)
    for rule, line in zip(rules(), coverage(findings)): ...

Every rule is one function `rule_<id>` that yields verdicts with their evidence; its words are in
etl/catalogue/rules.yml. docs/adding-a-check.md is the recipe for a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.check import balance as _balance
from etl.check import claims as _claims
from etl.check import completeness as _completeness
from etl.check import engine
from etl.check import leftovers as _leftovers
from etl.check import parts as _parts  # importing a family registers its rules
from etl.check import places as _places
from etl.check import plausibility as _plausibility
from etl.check import points as _points
from etl.check import prose as _prose
from etl.check import rates as _rates
from etl.check import recomputed as _recomputed
from etl.check import scores as _scores
from etl.check import subtotals as _subtotals
from etl.check import thrift as _thrift
from etl.check import wording as _wording
from etl.check.book import Book, by_the_book
from etl.check.model import Coverage, Evidence, Finding, Rule, Verdict

if TYPE_CHECKING:
    from etl.records import Extraction

FAMILIES = (
    _parts,
    _points,
    _subtotals,
    _recomputed,
    _rates,
    _claims,
    _places,
    _prose,
    _balance,
    _plausibility,
    _leftovers,
    _thrift,
    _wording,
    _scores,
    _completeness,
)

__all__ = [
    "FAMILIES",
    "Book",
    "Coverage",
    "Evidence",
    "Finding",
    "Rule",
    "Verdict",
    "by_the_book",
    "coverage",
    "rules",
    "run",
]


def rules() -> tuple[Rule, ...]:
    """All rules, in the catalogue's order."""
    return engine.registered()


def run(extractions: Sequence[Extraction]) -> list[Finding]:
    """Checks reports by all rules, each against itself and against the same bureau's other years.

    Args:
        extractions: What each report yields.

    Returns:
        The findings, report by report and rule by rule. A rule that compared nothing in a report
        gives one 无法核验 finding with the reason.
    """
    return engine.run_rules(extractions, rules())


def coverage(findings: Sequence[Finding]) -> list[Coverage]:
    """In how many reports each rule really compared something."""
    return engine.coverage(findings, rules())
