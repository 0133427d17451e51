"""From a document to its records: identity, sections, tables and narrative, a pure function of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from etl.catalogue import measures
from etl.extract.compact import compact, normal
from etl.extract.heads import TableSetting
from etl.extract.identity import identify
from etl.extract.indicators import indicator_block, project_name, read_goals, read_indicators
from etl.extract.layout import (
    Paragraph,
    heading_measure,
    lines,
    only_none,
    paragraphs,
    section_at,
    sections,
    titled_measure,
)
from etl.extract.narrative import Reading, Setting, Unplaced, read_paragraph
from etl.extract.narrative.words import PLANS
from etl.extract.tables import TableReading, read_grid
from etl.read import read
from etl.records import Document, Extraction, Gap, Indicator, Observation, Report, Section, Table

_UNIT_LINE = re.compile(r"单位[:](亿元|万元|千元|元)")
# What a paragraph needs to state a figure or a zero, behind the number that it may begin with.
_STATES = r"\d|无|没有|未[安发产列开购]|不涉及|不存在|零"
_CAN_STATE = re.compile(_STATES)
_UP_TO_LAST = re.compile(rf".*(?:{_STATES})", re.DOTALL)
_LIST_NUMBER = re.compile(r"\s*[(（]?\d{1,2}[、.．)）]\s*(?!\d)")
_POINT = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,3}[ \t\u3000]+(?=[\u4e00-\u9fff])")  # "2.1 年初预算"
_ZERO_SECTIONS = {
    "government_fund": "expenditure.government_fund",
    "state_capital": "expenditure.state_capital",
    "social_insurance": "expenditure.social_insurance",
}


def extract_file(path: Path) -> Extraction:
    """The records of one report file.

    Raises:
        etl.read.Unreadable: If the file is no report that can be read; the message says why.
    """
    return extract(read(path))


def extract(document: Document) -> Extraction:
    """The records of one document."""
    report = identify(document)
    found_lines = lines(document.text, document.tables)
    found = sections(report.report_id, document.text, found_lines, document.tables)
    collector = _Collector(document, report, found)
    collector.read_tables()
    collector.read_narrative(paragraphs(found_lines, document.tables))
    collector.read_empty_sections()
    collector.note_unplaced()
    return collector.extraction()


class _Collector:
    """Gathers the readings of a document and gives them the report's name and sections."""

    def __init__(self, document: Document, report: Report, found: tuple[Section, ...]) -> None:
        self.document = document
        self.text = document.text
        self.report = report
        self.sections = found
        self.observations: list[Observation] = []
        self.indicators: list[Indicator] = []
        self.gaps: list[Gap] = []
        self.unplaced: list[Unplaced] = []

    # ---- tables

    def read_tables(self) -> None:
        """Read every table: fund block, indicators and plain grid."""
        for table in self.document.tables:
            section = self._section_of(table)
            if section != "work_assessment":
                self._read_table(table, section)

    def _section_of(self, table: Table) -> str | None:
        return section_at(self.sections, table.start)

    def _read_table(self, table: Table, section: str | None) -> None:
        name = project_name(table)
        scope = name if name and section != "department_self_evaluation" else "department"
        block = indicator_block(table)
        last = block.header if block else len(table.rows)
        setting = TableSetting(self.report.fiscal_year, self._unit_above(table), self._words_above(table))
        readings, blanks = read_grid(self.text, table, setting, 0, last)
        readings += read_goals(self.text, table, last, self.report.fiscal_year)
        if block:
            rows, figures = read_indicators(
                self.text, self.report.report_id, scope, table, block, self.report.fiscal_year
            )
            self.indicators += [replace(row, section=section) for row in rows]
            readings += figures
        self._add_table(table, scope, section, readings)
        self.gaps += [
            Gap(
                self.report.report_id,
                b.measure,
                b.phase,
                b.year,
                scope,
                "未披露",
                f"表中“{b.label}”一栏空白",
                b.start,
                b.end,
            )
            for b in blanks
        ]

    def _unit_above(self, table: Table) -> str:
        """The money unit that the lines right above a table state; 万元 where they state none."""
        above = normal(self.text[max(0, table.start - 60) : table.start])
        stated = _UNIT_LINE.findall(above)
        return stated[-1] if stated else "万元"

    def _words_above(self, table: Table) -> str:
        return self.text[max(0, table.start - 60) : table.start]

    def _add_table(
        self, table: Table, scope: str, section: str | None, readings: Iterable[TableReading]
    ) -> None:
        for entry in readings:
            place = (table.index, entry.row, entry.column)
            self.observations.append(self._observation(entry.reading, scope, "table", section, place))

    # ---- narrative

    def read_narrative(self, found: Iterable[Paragraph]) -> None:
        """Read every paragraph outside the tables that can hold a figure or a stated zero."""
        for paragraph in found:
            number = _LIST_NUMBER.match(self.text, paragraph.start, paragraph.end)
            if not _CAN_STATE.search(self.text, number.end() if number else paragraph.start, paragraph.end):
                continue
            point = _POINT.match(self.text, paragraph.start, paragraph.end)
            start = point.end() if point else paragraph.start
            stretch = compact(self.text, start, self._end_of_figures(paragraph))
            nearest = normal(paragraph.headings[-1]) if paragraph.headings else ""
            setting = Setting(
                year=self.report.fiscal_year,
                heading=titled_measure(self.text, paragraph) or heading_measure(paragraph.headings),
                executing="预算执行" in nearest,
                aims=PLANS.search(nearest) is not None,
            )
            readings, unplaced = read_paragraph(self.text, stretch, setting)
            self._add_narrative(readings)
            self.unplaced += unplaced

    def _end_of_figures(self, paragraph: Paragraph) -> int:
        """Where the sentence with the paragraph's last figure ends; the prose behind it states nothing."""
        last = _UP_TO_LAST.match(self.text, paragraph.start, paragraph.end)
        stop = self.text.find("。", last.end(), paragraph.end) if last else -1
        return paragraph.end if stop < 0 else stop + 1

    def _add_narrative(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            section = section_at(self.sections, reading.start)
            self.observations.append(self._observation(reading, "department", "narrative", section))

    def read_empty_sections(self) -> None:
        """A section whose whole body is 无 states a zero for its expenditure."""
        stated = {(observation.start, observation.measure) for observation in self.observations}
        for section in self.sections:
            if section.section not in _ZERO_SECTIONS:
                continue
            span = only_none(self.text, section)
            if span is not None and (span[0], _ZERO_SECTIONS[section.section]) not in stated:
                self.observations.append(self._zero(section, span))

    def _zero(self, section: Section, span: tuple[int, int]) -> Observation:
        reading = Reading(
            measure=_ZERO_SECTIONS[section.section],
            phase="executed",
            statistic="level",
            year=self.report.fiscal_year,
            item=None,
            value=Decimal(0),
            stated_unit=None,
            start=span[0],
            end=span[1],
            quote_start=section.start,
            quote_end=span[1],
        )
        return self._observation(reading, "department", "narrative", section.section)

    def note_unplaced(self) -> None:
        """A measure whose only figures could not be placed is 未识别, not 未披露."""
        read = {observation.measure for observation in self.observations}
        for figure in self.unplaced:
            if figure.measure in read:
                continue
            stated, name = self.text[figure.start : figure.end], measures()[figure.measure].name
            detail = f"原文“{stated}”与“{name}”的关系未能判定"
            self.gaps.append(
                Gap(
                    self.report.report_id,
                    figure.measure,
                    None,
                    self.report.fiscal_year,
                    "department",
                    "未识别",
                    detail,
                    figure.start,
                    figure.end,
                )
            )

    # ---- records

    def _observation(
        self,
        reading: Reading,
        scope: str,
        method: str,
        section: str | None,
        place: tuple[int, int, int] | tuple[None, None, None] = (None, None, None),
    ) -> Observation:
        """The record of a reading; `place` is its table, row and column."""
        table, row, column = place
        return Observation(
            report_id=self.report.report_id,
            measure=reading.measure,
            phase=reading.phase,
            statistic=reading.statistic,
            year=reading.year,
            item=reading.item,
            scope=scope,
            value=reading.value,
            unit="%" if reading.statistic in ("yoy_pct", "share_pct") else measures()[reading.measure].unit,
            stated_value=self.text[reading.start : reading.end],
            stated_unit=reading.stated_unit,
            quote=self.text[reading.quote_start : reading.quote_end].strip(),
            start=reading.start,
            end=reading.end,
            section=section,
            table=table,
            row=row,
            column=column,
            method=method,
        )

    def extraction(self) -> Extraction:
        """All records, in the order of the document."""
        return Extraction(
            report=self.report,
            text=self.text,
            observations=tuple(sorted(self.observations, key=lambda o: (o.start, o.measure, o.phase or ""))),
            indicators=tuple(sorted(self.indicators, key=lambda i: i.row_start)),
            sections=self.sections,
            gaps=tuple(sorted(self.gaps, key=lambda g: (g.start, g.measure))),
            tables=self.document.tables,
        )
