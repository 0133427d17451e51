"""The records that travel from a report to the warehouse; every room speaks in these.

The field meanings are fixed by the data contract. A record never exists without the
place in the document text that states it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Cell(NamedTuple):  # a report has hundreds, and a tuple is made much faster than a frozen dataclass
    """One cell of a table grid; `text` is the cell's stripped text, `start`/`end` its span."""

    row: int
    column: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; rows may differ in length when the source lost its spans."""

    index: int
    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file: the linear text and the tables that lie in it.

    Attributes:
        name: The file's name without its folder.
        sha256: Hash of the file's bytes; the identity of this version of the report.
        format: The reader that made it, such as `txt`.
        text: The document text that every offset of the warehouse counts in.
        tables: The tables in reading order; their spans do not overlap.
    """

    name: str
    sha256: str
    format: str
    text: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Who reports on which year."""

    report_id: str
    county_code: str
    county: str
    prefecture: str
    province: str
    department: str
    department_slug: str
    fiscal_year: int
    title: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One number that a report states, with the place where it states it (contract, section 1)."""

    report_id: str
    measure: str
    phase: str | None
    statistic: str
    year: int
    item: str | None
    scope: str
    value: Decimal
    unit: str
    stated_value: str
    stated_unit: str | None
    quote: str
    start: int
    end: int
    section: str | None
    table: int | None
    row: int | None
    column: int | None
    method: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One third-level indicator row of a self-evaluation table (contract, section 4).

    `start`/`end` is the span of the score, or of the row's last cell where the score is
    blank; `level1_points` are the points that the heading promises, "产出指标(50分)".
    """

    report_id: str
    scope: str
    level1: str | None
    level2: str | None
    level3: str | None
    target: str | None
    actual: str | None
    weight: Decimal | None
    score: Decimal | None
    reason: str | None
    start: int
    end: int
    level1_points: Decimal | None = None
    section: str | None = None
    table: int | None = None
    row: int | None = None
    row_start: int = 0
    row_end: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A standard section of the report (contract, section 5) from its title to the next one."""

    report_id: str
    section: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure for which the report has a place but no number that could be read there.

    `reason` is one of the state words of the architecture (未披露 for a blank cell, 未识别 for a
    number that could not be bound to its meaning); `detail` says it in one Chinese sentence.
    """

    report_id: str
    measure: str
    phase: str | None
    year: int
    scope: str
    reason: str
    detail: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file that could not be loaded, and why, in one Chinese line."""

    file: str
    sha256: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one report yields."""

    report: Report
    text: str
    observations: tuple[Observation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    sections: tuple[Section, ...] = ()
    gaps: tuple[Gap, ...] = ()
    tables: tuple[Table, ...] = field(default=(), repr=False)

    @property
    def has_figures(self) -> bool:
        """Whether the report states any figure of the catalogue."""
        return bool(self.observations)
