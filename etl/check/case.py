"""One report as the rules see it: its figures by statement, sentence and place, and other reports beside it.

A *statement* is the place where figures are said together: a table, or a paragraph of the text (a line
that breaks in the middle of a sentence or of a list goes on).
Parts are only ever added up with a total of the same statement, stage of the budget and year.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from etl.catalogue.sections import sections
from etl.check.doubts import find_beyond, find_doubtful_phases
from etl.check.interval import half_width
from etl.check.model import Evidence, Side
from etl.check.slips import find_slips, find_tiny
from etl.check.stale import find_stale

if TYPE_CHECKING:
    from etl.check.interval import Interval
    from etl.records import Extraction, Indicator, Observation, Report

# A line that ends before its amount goes on with it: "政府采购支出⏎142.60万元".
_SENTENCE_END = re.compile(
    r"[。！？；;]|\r?\n(?![ \u3000]*\d[\d,，.]*[万亿元])|\r(?!\n)|(?<=[^\d\s])\.(?!\d)"
)
_NUMERAL = r"[一二三四五六七八九十\d]{1,3}"
_HEADING_AHEAD = rf"[ \u3000]*(?:[（(]?{_NUMERAL}[、.．）)](?!\d)|第{_NUMERAL}|\t|附|\r?\n|$)"
_PARAGRAPH_END = re.compile(
    rf"(?<=[。！？])[ \u3000\r]*\n|(?<=[^：:；;，、。！？\s])[ \u3000\r]*\n(?={_HEADING_AHEAD})"
)
_CELL_NUMBER = re.compile(r"(?<![\d.])\d[\d,，]*\.\d+")  # an amount with decimals; years and counts are none
_MARGIN = 80
_CLAUSE_START = re.compile(r"[，,（(]")
_SUBHEADING = re.compile(
    r"^[ \u3000]*((?:[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、.．])[、 ]*(?!.*\d(?:元|万|亿|人))"
    r"[^\n。；：:]{2,40}?|[^\s\d。；，：:]{2,14}情况)[:：]?[ \r]*$",
    re.MULTILINE,
)
BEFORE_SECTIONS = "正文开头"
LONGEST_PLACE = 24  # characters of a heading that name a place
_ABOUT_BEFORE = re.compile(r"(约|近|大约|逾|超|超过|约为)\s*$")
_ABOUT_AFTER = re.compile(r"^\s*[^\s，,。；;、\d]{0,3}?(余|多|左右|上下)")


@dataclass(frozen=True, slots=True)
class Statement:
    """Level figures said together, of one stage of the budget, one year and one scope, in reading order."""

    place: str
    phase: str | None
    year: int
    scope: str
    is_table: bool
    observations: tuple[Observation, ...]

    def of(self, *measures: str) -> list[Observation]:
        """The statement's figures of the given measures."""
        return [entry for entry in self.observations if entry.measure in measures]


@dataclass(frozen=True)
class Case:
    """A report under check.

    Attributes:
        extraction: What the report yields.
        others: The other reports of the collection (another year's report of the same bureau is evidence).
    """

    extraction: Extraction
    others: Sequence[Extraction] = field(default=())

    @property
    def report(self) -> Report:
        """Who reports on which year."""
        return self.extraction.report

    @cached_property
    def text(self) -> str:
        """The document text that all offsets count in, its digits typed half-width."""
        return half_width(self.extraction.text)

    @property
    def year(self) -> int:
        """The fiscal year of the report."""
        return self.report.fiscal_year

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """All figures in reading order."""
        return tuple(sorted(self.extraction.observations, key=lambda entry: (entry.start, entry.measure)))

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicator rows."""
        return self.extraction.indicators

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The self-evaluation tables that have indicator rows: the department's, then the projects'."""
        return tuple(dict.fromkeys(entry.scope for entry in self.indicators))

    def find(
        self, *measures: str, statistic: str = "level", slipped: bool = False, **fields: object
    ) -> list[Observation]:
        """The figures of some measures whose fields have the given values.

        Args:
            measures: Catalogue codes; none means any.
            statistic: `level` unless said otherwise.
            slipped: Also figures with a wrong unit, which are left to PLAUS-UNIT: computed with, one of
                them would make every other figure look wrong.
            fields: Any other fields of an observation, such as `phase="executed"`.
        """
        return [
            entry
            for entry in (self.observations if slipped else self._sound)
            if (not measures or entry.measure in measures)
            and entry.statistic == statistic
            and all(getattr(entry, name) == wanted for name, wanted in fields.items())
        ]

    def like(self, observation: Observation, measure: str | None = None) -> list[Observation]:
        """Level figures of the same phase, year and scope, of the same measure or another one."""
        return self.find(
            measure or observation.measure,
            phase=observation.phase,
            year=observation.year,
            scope=observation.scope,
        )

    @cached_property
    def _sound(self) -> tuple[Observation, ...]:
        wrong = {id(entry) for entry in (*(wrong for wrong, _ in self.slips), *self.tiny)}
        return tuple(entry for entry in self.observations if id(entry) not in wrong)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The places of the report with the level figures said in each."""
        levels = [entry for entry in self.observations if entry.statistic == "level"]

        def key(entry: Observation) -> tuple[str, str, int, str]:
            return self.place(entry), entry.phase or "", entry.year, entry.scope

        groups = groupby(sorted(levels, key=lambda entry: (*key(entry), entry.start)), key)
        return tuple(_statement(place, list(entries)) for (place, *_), entries in groups)

    @cached_property
    def slips(self) -> tuple[tuple[Observation, Observation], ...]:
        """Figures that are ten thousand times off, each with the figure that shows it."""
        return find_slips(self)

    @cached_property
    def tiny(self) -> tuple[Observation, ...]:
        """Figures whose unit must be wrong because they are too small."""
        return find_tiny(self)

    @cached_property
    def stale(self) -> dict[tuple[int, int], list[Observation]]:
        """Figures under an earlier year's date that speak of now, by sentence start and year."""
        return find_stale(self)

    def is_stale(self, observation: Observation) -> bool:
        """Whether a figure's year is in doubt; other rules leave it to PLAUS-STALE-YEAR."""
        return any(observation in entries for entries in self.stale.values())

    @cached_property
    def _doubts(self) -> tuple[tuple[frozenset[tuple[int, str]], str], ...]:
        return (
            (find_doubtful_phases(self), "正文没有写明是预算数还是决算数"),
            (find_beyond(self), "数额超过全部收支，可能不是本单位的数"),
        )

    def doubt(self, observation: Observation) -> str:
        """Why a figure may mean something else than was read; empty where nothing speaks for that."""
        if self.is_approximate(observation):
            return "含约数"
        key = observation.start, observation.measure
        return next((reason for figures, reason in self._doubts if key in figures), "")

    def is_slipped(self, observation: Observation) -> bool:
        """Whether a figure's unit is known to be wrong; other rules leave it to PLAUS-UNIT."""
        return observation in self.tiny or any(wrong == observation for wrong, _ in self.slips)

    def is_slipped_at(self, position: int) -> bool:
        """Whether the figure at an offset has a wrong unit."""
        return any(wrong.start <= position < wrong.end for wrong, _ in self.slips)

    def place(self, observation: Observation) -> str:
        """The statement that a figure stands in: `table 3`, or its paragraph's ordinal."""
        if observation.table is not None:
            return f"table {observation.table}"
        return f"paragraph {bisect_right(self._paragraph_ends, observation.start)}"

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return [match.start() for match in _PARAGRAPH_END.finditer(self.text)]

    @cached_property
    def _sentence_ends(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SENTENCE_END.finditer(self.text)]

    def sentence(self, position: int) -> tuple[int, int]:
        """The span of the sentence around an offset."""
        index = bisect_left(self._sentence_ends, (position, 0))
        start = self._sentence_ends[index - 1][1] if index else 0
        end = self._sentence_ends[index][0] if index < len(self._sentence_ends) else len(self.text)
        return start, end

    def clause(self, observation: Observation) -> str:
        """The words of a sentence's figure from the last comma or bracket on."""
        start = self.sentence(observation.start)[0]
        return _CLAUSE_START.split(self.text[start : observation.start])[-1]

    def paragraph(self, position: int) -> tuple[int, int]:
        """The span of the paragraph around an offset."""
        index = bisect_right(self._paragraph_ends, position)
        start = self._paragraph_ends[index - 1] + 1 if index else 0
        end = self._paragraph_ends[index] if index < len(self._paragraph_ends) else len(self.text)
        return start, end

    def where(self, start: int) -> str:
        """The place in a reader's words: the section around an offset and the last subheading before it."""
        around = [entry for entry in self.extraction.sections if entry.start <= start < entry.end]
        if not around:
            return BEFORE_SECTIONS
        section = max(around, key=lambda entry: entry.start)
        title = _shortened(section.title)
        if sections()[section.section].annex:
            return f"“{title}”"
        lines = _SUBHEADING.findall(self.text, section.start + len(section.title), start)
        return f"“{title}”" + (_shortened(lines[-1]) if lines else "")

    def table_states(self, observation: Observation, interval: Interval) -> bool:
        """Whether a figure's table holds a further number in an interval, such as the carry-over."""
        if observation.table is None:
            return False
        known = {entry.start for entry in self.observations}
        start, end = self._table_span(observation.table)
        cells = [
            match for match in _CELL_NUMBER.finditer(self.text, start, end) if match.start() not in known
        ]
        numbers = [Decimal(re.sub(r"[,，]", "", cell.group())) for cell in cells]
        return any(number and interval.low <= number <= interval.high for number in numbers)

    def _table_span(self, table: int) -> tuple[int, int]:
        """From a table's first figure to its last, and the rows around them."""
        own = [entry for entry in self.observations if entry.table == table]
        return max(0, own[0].start - _MARGIN), own[-1].end + _MARGIN

    def is_approximate(self, observation: Observation) -> bool:
        """Whether the report calls the figure approximate ("约4012.1万元", "100余名")."""
        before = self.text[max(0, observation.start - 4) : observation.start]
        after = self.text[observation.end : observation.end + 5]
        return bool(_ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(after))

    def cite(self, side: Side, *observations: Observation) -> tuple[Evidence, ...]:
        """Figures as evidence."""
        return tuple(Evidence(side, o.start, o.end, o.report_id, observation=o) for o in observations)

    def cite_rows(self, side: Side, rows: Iterable[Indicator]) -> tuple[Evidence, ...]:
        """Indicator rows as evidence."""
        return tuple(Evidence(side, r.start, r.end, r.report_id, indicator=r) for r in rows)

    def cite_text(self, side: Side, start: int, end: int) -> Evidence:
        """A span of the text as evidence."""
        return Evidence(side, start, end, self.report.report_id)

    def fingerprints(self, evidence: Iterable[Evidence]) -> Iterator[str]:
        """What each piece of evidence says, independent of where it stands."""
        texts = {entry.report.report_id: entry.text for entry in (self.extraction, *self.others)}
        for entry in evidence:
            if entry.observation:
                o = entry.observation
                yield f"{o.measure} {o.phase} {o.year} {o.stated_value} {o.stated_unit} {o.quote}"
            elif entry.indicator:
                row = entry.indicator
                yield f"{row.level3} {row.target} {row.actual} {row.weight} {row.score}"
            else:
                yield texts.get(entry.report_id, "")[entry.start : entry.end]

    def earlier_report(self, year: int) -> Extraction | None:
        """The same bureau's own report on another year, where it is in the collection."""
        own = self.report
        for other in self.others:
            same = (other.report.county_code, other.report.department_slug)
            if same == (own.county_code, own.department_slug) and other.report.fiscal_year == year:
                return other
        return None


def _shortened(heading: str) -> str:
    """A heading without its layout, cut to what a sentence can carry."""
    plain = re.sub(r"(?<![一二三四五六七八九十])\s+|\s+(?=[、.．])", "", " ".join(heading.split()))
    return plain if len(plain) <= LONGEST_PLACE else f"{plain[:LONGEST_PLACE]}…"


def _statement(place: str, entries: list[Observation]) -> Statement:
    first = entries[0]
    return Statement(
        place=place,
        phase=first.phase,
        year=first.year,
        scope=first.scope,
        is_table=first.table is not None,
        observations=tuple(entries),
    )
