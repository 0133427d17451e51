"""The indicator rows of 自评表, their total score, and the figures that stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.catalogue import measures
from etl.extract.cells import cell_value, label_cells, number_span
from etl.extract.compact import compact, normal
from etl.extract.heads import TableSetting as GridSetting
from etl.extract.heads import clean_label, head_of, label_codes, pattern
from etl.extract.narrative import Reading, Setting, read_paragraph
from etl.extract.numbers import in_unit, parse_number
from etl.extract.tables import TableReading, table_phase
from etl.records import Cell, Indicator, Table

_POINTS = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]")
_CONTROLLED = re.compile(r"(?:控制(?:数|额|在预算(?:以)?内)?|总规模|规模|完成额|数量)$")
_GROWTH = re.compile(r"(?:同比)?(?:增长率|增速|增幅|增长)$")


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """The indicator part of a self-evaluation table: its header row, its columns by role, its last row."""

    header: int
    columns: dict[str, int]
    width: int
    last: int


def indicator_block(table: Table) -> IndicatorBlock | None:
    """Where a table's indicator rows stand, or None where it has none."""
    for row in table.rows:
        if not any("指标" in cell.text for cell in row):
            continue
        roles = _columns(row)
        if "level3" in roles and ("score" in roles or "weight" in roles):
            last = next((r[0].row for r in table.rows[row[0].row + 1 :] if _is_total(r)), len(table.rows))
            return IndicatorBlock(row[0].row, roles, len(row), last)
    return None


def _columns(row: tuple[Cell, ...]) -> dict[str, int]:
    """The columns of a header row by role; the side heading 绩效指标完成情况 is no 完成值."""
    found: dict[str, list[int]] = {}
    for cell in row:
        role = head_of(cell.text, GridSetting(0)).role
        if role and role != "rate":
            found.setdefault(role, []).append(cell.column)
    names = found.get("level3", [-1])[0]
    return {
        role: min(columns, key=lambda column: (column < names, column)) for role, columns in found.items()
    }


def _is_total(row: tuple[Cell, ...]) -> bool:
    return any(pattern("total_score").search(normal(cell.text)) for cell in row[:3])


def project_name(table: Table) -> str | None:
    """The project's name of a project's own self-evaluation table."""
    for label, value in label_cells(table):
        named = value.text and pattern("project_name").search(normal(label.text))
        head = head_of(value.text, GridSetting(0)) if named else None
        if head is not None and not (head.speaks or head.role):
            return re.sub(r"\s+", "", value.text)
    return None


def _one_line(text: str) -> str | None:
    return re.sub(r"[\r\n\t\u3000]+|\s{2,}", "", text).strip() or None


class _Rows:
    """Walks the indicator rows and fills merged cells down."""

    def __init__(self, report_id: str, scope: str, table: Table, block: IndicatorBlock) -> None:
        self.report_id = report_id
        self.scope = scope
        self.table = table
        self.block = block
        self.level1: str | None = None
        self.level2: str | None = None
        self.points: Decimal | None = None

    def read(self) -> list[tuple[Indicator, dict[str, Cell]]]:
        """The indicators with the cells that they stand in."""
        found: list[tuple[Indicator, dict[str, Cell]]] = []
        for row in self.table.rows[self.block.header + 1 : self.block.last]:
            cells = self._cells(row)
            self._descend(cells)
            if self._is_row(cells):
                found.append((self._indicator(row, cells), cells))
        return found

    def _cells(self, row: tuple[Cell, ...]) -> dict[str, Cell]:
        """The row's cells by role, counted from the right where a merged left column is lost."""
        shift = len(row) - self.block.width
        placed = {role: column + shift for role, column in self.block.columns.items()}
        return {role: row[column] for role, column in placed.items() if 0 <= column < len(row)}

    def _descend(self, cells: dict[str, Cell]) -> None:
        level1 = cells.get("level1")
        if level1 is not None and level1.text:
            points = _POINTS.search(level1.text)
            self.points = Decimal(points[1]) if points else None
            self.level1 = _one_line(_POINTS.sub("", re.sub(r"\s+", "", level1.text)))
            self.level2 = None
        level2 = cells.get("level2")
        if level2 is not None and level2.text:
            self.level2 = re.sub(r"\s+", "", _POINTS.sub("", level2.text)) or None

    def _is_row(self, cells: dict[str, Cell]) -> bool:
        """Whether a row holds an indicator: a name, or at least points of its own."""
        named = "level3" in cells and cells["level3"].text
        scored = any(
            role in cells and parse_number(cells[role].text) is not None for role in ("weight", "score")
        )
        return bool(named) or scored

    def _indicator(self, row: tuple[Cell, ...], cells: dict[str, Cell]) -> Indicator:
        score = cells.get("score")
        value = parse_number(score.text) if score else None
        start, end = (score.start, score.end) if score else (row[-1].start, row[-1].end)
        texts = {
            role: _one_line(cells[role].text) if role in cells else None
            for role in ("target", "actual", "reason")
        }
        return Indicator(
            report_id=self.report_id,
            scope=self.scope,
            level1=self.level1,
            level2=self.level2,
            level3=re.sub(r"\s+", "", cells["level3"].text) or None if "level3" in cells else None,
            target=texts["target"],
            actual=texts["actual"],
            weight=parse_number(cells["weight"].text) if "weight" in cells else None,
            score=value,
            reason=texts["reason"],
            start=start,
            end=end,
            level1_points=self.points,
            table=self.table.index,
            row=row[0].row,
            row_start=next((cell.start for cell in row if cell.text), row[0].start),
            row_end=next((cell.end for cell in reversed(row) if cell.text), row[-1].end),
        )


def read_indicators(
    document: str, report_id: str, scope: str, table: Table, block: IndicatorBlock, year: int
) -> tuple[list[Indicator], list[TableReading]]:
    """The indicator rows of a table, and the observations in their target and actual cells."""
    rows = _Rows(report_id, scope, table, block).read()
    readings: list[TableReading] = []
    for indicator, cells in rows:
        for role, phase in (("target", "target"), ("actual", "executed")):
            if role in cells and cells[role].text:
                readings += _indicator_readings(document, indicator, cells[role], phase, year)
    readings += _total_score(document, table, block, year)
    return [indicator for indicator, _ in rows], readings


def _indicator_readings(
    document: str, indicator: Indicator, cell: Cell, phase: str, year: int
) -> list[TableReading]:
    """The figure of a target or actual cell where the indicator's name is a measure of the catalogue."""
    meaning = _indicator_meaning(indicator.level3 or "")
    if (
        meaning is not None
        and indicator.scope != "department"
        and meaning[0].startswith("expenditure.project")
    ):
        return []  # a project's own table speaks of the project alone
    value = cell_value(cell.text)
    if meaning is None or value is None:
        return []
    code, statistic = meaning
    number = parse_number(value["number"])
    unit = (value["unit"] or "").replace("％", "%")
    wanted = "%" if statistic == "yoy_pct" else measures()[code].unit
    amount = in_unit(number, unit, wanted) if number is not None else None
    if amount is None or (
        phase == "target" and not measures()[code].phased and not code.startswith("outcome.")
    ):
        return []
    start, end = number_span(document, cell, value["number"])
    reading = Reading(
        code,
        table_phase(code, phase),
        statistic,
        year,
        None,
        amount,
        unit,
        start,
        end,
        indicator.row_start,
        indicator.row_end,
    )
    return [TableReading(reading, cell.row, cell.column)]


def _indicator_meaning(name: str) -> tuple[str, str] | None:
    """The measure and statistic that an indicator's name states as a whole, or None."""
    plain = clean_label(name)
    stem = _GROWTH.sub("", plain)
    if stem != plain:
        codes, _ = label_codes(stem)
        if codes and codes[0].startswith("outcome."):
            return codes[0], "level" if measures()[codes[0]].growth else "yoy_pct"
    codes, strength = label_codes(_CONTROLLED.sub("", plain))
    return (codes[0], "level") if codes and strength in ("strong", "bare") else None


def _total_score(document: str, table: Table, block: IndicatorBlock, year: int) -> list[TableReading]:
    """The score of the 总分 row, where it stands beside the full marks."""
    if block.last >= len(table.rows):
        return []
    row = table.rows[block.last]
    numbers = [(cell, value) for cell in row if (value := cell_value(cell.text)) and not value["sign"]]
    if len(numbers) < 2:
        return []
    columns = block.columns
    given_first = columns.get("score", 1) < columns.get("weight", 0)  # 得分 stands before 分值
    cell, value = numbers[0 if given_first else 1]
    score = parse_number(value["number"])
    if score is None:
        return []
    start, end = number_span(document, cell, value["number"])
    quote = (next(c.start for c in row if c.text), next(c.end for c in reversed(row) if c.text))
    reading = Reading("score.total", None, "level", year, None, score, "分", start, end, *quote)
    return [TableReading(reading, cell.row, cell.column)]


def read_goals(document: str, table: Table, last: int, year: int) -> list[TableReading]:
    """The figures of the free-text cells under 年度总体目标: what was aimed at, and what was done."""
    readings: list[TableReading] = []
    rows = table.rows[:last]
    for index, row in enumerate(rows):
        if not (row and pattern("goals").search(normal(row[0].text))) or index + 1 >= len(rows):
            continue
        phases = ["target" if re.search(r"预期|目标", c.text) else "executed" for c in row[1:]]
        for cell, phase in zip(rows[index + 1][1:], phases, strict=False):
            setting = Setting(year, phase=phase)
            found, _ = read_paragraph(document, compact(document, cell.start, cell.end), setting)
            for reading in found:
                readings.append(TableReading(reading, cell.row, cell.column))
    return readings
