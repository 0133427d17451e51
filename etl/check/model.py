"""What the check room speaks in: rules, outcomes, evidence and findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.check.interval import Interval
    from etl.records import Indicator, Observation

Outcome = Literal["符合", "不符", "存疑", "无法核验"]
Side = Literal["left", "right", "context"]

AGREES: Final = "符合"
CONTRADICTS: Final = "不符"
DOUBTFUL: Final = "存疑"
NOT_COMPARABLE: Final = "无法核验"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that a finding rests on: an observation, an indicator row, or a span of text.

    Attributes:
        side: Which side of the comparison it is on; `context` belongs to neither.
        start: Offset in the text of the report that `report_id` names.
        end: End of the span.
        report_id: The report that holds the place (another year's report may be evidence too).
        observation: The figure, where the evidence is one.
        indicator: The indicator row, where the evidence is one.
    """

    side: Side
    start: int
    end: int
    report_id: str
    observation: Observation | None = None
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one comparison of a rule gave; `subject` names what was compared, the same in every build."""

    outcome: Outcome
    subject: str
    message: str
    evidence: tuple[Evidence, ...] = ()
    gap: Decimal | None = None
    left: Interval | None = None
    right: Interval | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue (etl/catalogue/rules.yml) with the function that carries it out.

    Attributes:
        rule_id: Such as `PARTS-REVENUE`; its function is `rule_parts_revenue`.
        family: One of the families of rules, in Chinese.
        title: What must hold, in Chinese.
        cites: The regulation, the template or the arithmetic that it rests on.
        severity: How a reader should take its findings: 错误, 疑点 or 提示.
        scope: Where it looks.
        tolerance: What difference it lets pass, and why.
        how: How it compares, in Chinese.
        advice: What the bureau should do about a finding.
        missing: What is said where the report gives nothing to compare.
        function: Yields one verdict for each comparison.
    """

    rule_id: str
    family: str
    title: str
    cites: str
    severity: str
    scope: str
    tolerance: str
    how: str
    advice: str
    missing: str
    function: Callable[[Case], Iterable[Verdict]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict of a rule on a report, ready to be stored and shown.

    `finding_id` depends on the report, the rule and what was compared, so that a person's mark
    survives a rebuild; `fingerprint` depends on the figures and their wording, so that a mark
    whose evidence has changed can be told. `follows` is the id of the finding that this one is only a
    consequence of: one wrong figure contradicts a sum, a share and its own repetition at once.
    """

    finding_id: str
    report_id: str
    rule: str
    family: str
    severity: str
    outcome: Outcome
    title: str
    message: str
    gap: Decimal | None
    left: Interval | None
    right: Interval | None
    evidence: tuple[Evidence, ...]
    fingerprint: str
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many reports a rule really compared something, and with what outcome."""

    rule: str
    reports: int
    compared: int
    agrees: int
    contradicts: int
    doubtful: int


def digest(*parts: str) -> str:
    """A short hash of some words."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
