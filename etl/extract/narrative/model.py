"""What the narrative grammar works with: subjects, the statement that a clause inherits, and its readings.

What is made for every figure is a tuple, which is made several times faster than a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Subject(NamedTuple):
    """What a statement is about: one measure, or several that share a figure, and a line's name."""

    codes: tuple[str, ...]
    item: str | None = None
    words: str = ""
    strength: str = "strong"


@dataclass(slots=True)
class Statement:
    """What a clause inherits.

    Attributes:
        top: The statement's main subject, which a new sentence goes on with.
        subject: The last subject; None after a figure that was somebody else's.
        head: The subject whose list (其中) is open.
        phase: The phase of the statement, "" where it has said none.
        last_phase: The phase of the last figure; what 其中 and parentheses go on with.
        year: The fiscal year that the statement's figures are about.
        base: What changes are measured against: "", `previous`, `budget` or `other`.
        anchored: Whether this sentence itself has named the top.
        last_year: The year of the last figure; what 其中 and parentheses go on with.
        spoken_phase: The phase that a clause without a figure has set; it outlasts a semicolon.
    """

    year: int
    top: Subject | None = None
    subject: Subject | None = None
    head: Subject | None = None
    phase: str = ""
    last_phase: str = ""
    base: str = ""
    anchored: bool = False
    last_year: int | None = None
    spoken_phase: str = ""


class Reading(NamedTuple):
    """A figure with its meaning; offsets count in the document."""

    measure: str
    phase: str | None
    statistic: str
    year: int
    item: str | None
    value: Decimal
    stated_unit: str | None
    start: int
    end: int
    quote_start: int
    quote_end: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A figure beside a measure's name that unknown words kept from being bound; document offsets."""

    measure: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a paragraph.

    Attributes:
        year: The report's fiscal year.
        heading: The measure that the heading above names, if any.
        executing: Whether the heading is about carrying the budget out (预算执行).
        phase: The phase that figures have where the text says none.
        aims: Whether the heading is about what is planned (年度重点工作).
    """

    year: int
    heading: str | None = None
    executing: bool = False
    phase: str = "executed"
    aims: bool = False
