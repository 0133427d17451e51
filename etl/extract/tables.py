"""Tables as grids: a number's row label and column head say what it is.

One reading serves base-data tables, fund blocks of self-evaluation tables and any revenue or
expenditure table: the label and the head are matched against the catalogue, column order, extra
rows and blank cells may vary. Which part names the measure and which the year or phase may be swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import dropwhile, takewhile

from etl.catalogue import descends_from, family_of, measures
from etl.catalogue.units import STORED
from etl.extract.cells import (
    VALUE,
    first_words,
    inline_value,
    is_missing,
    is_plain_number,
    is_year_label,
    item_name,
    number_span,
    row_end,
    row_start,
)
from etl.extract.compact import normal
from etl.extract.heads import (
    GROWTH,
    Head,
    TableSetting,
    clean_label,
    head_of,
    heads_bodies,
    label_codes,
    merged,
    pattern,
    phase_of,
    unit_in_brackets,
)
from etl.extract.lexicon import terms
from etl.extract.narrative import Reading
from etl.extract.numbers import in_unit, parse_number, years
from etl.records import Cell, Table

_ECONOMIC_CLASSES = {"expenditure.wages", "expenditure.goods_services"}
SUMS = ("合计", "总计", "小计")
_FORMULA = re.compile(r"\([\d+=-]+\)$")  # behind a label: how the row is summed
_DOCUMENT = re.compile(r"[\[(]\d{4}[\])]\d+号?$")
_SAYS_MONEY = re.compile(r"(?:费用|金额|数额)(?:\([^()]*\))?")  # "因公出国（境） | 费用（万元） | 0"
_UNIT_CELL = re.compile(r"[(]?(亿元|万元|千元|元|人|%|家|个|批次|人次)[)]?")


@dataclass(frozen=True, slots=True)
class TableReading:
    """A reading from a table with its coordinates."""

    reading: Reading
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class BlankCell:
    """A cell where a figure belongs and none stands."""

    measure: str
    phase: str | None
    year: int
    start: int
    end: int
    label: str
    text: str


class _Grid:
    """Reads one table; see the module's words."""

    def __init__(self, document: str, table: Table, setting: TableSetting) -> None:
        self.document = document
        self.table = table
        self.setting = setting
        self.heads: list[Head] = []
        self.header_rows: list[tuple[Cell, ...]] = []
        self.readings: list[TableReading] = []
        self.blanks: list[BlankCell] = []
        self.controls = any("经费控制" in cell.text for row in self.table.rows for cell in row[:1])
        self.has_total = any(normal(c.text) in ("合计", "总计") for row in self.table.rows for c in row[:2])
        self.in_projects = False
        self.lists_freely = False
        self.lists_projects = False
        self.lists_bodies = False
        won = setting.wins_funds
        self.listed_line = "outcome.funds_won" if won else "expenditure.project_item"
        self.listed_total = "outcome.funds_won" if won else "expenditure.project"
        self.row_unit = ""
        self.unit = self._table_unit()
        self.family = self._family()

    def _table_unit(self) -> str:
        """The money unit of the table: of its own cells "（单位：万元）", else of the line above."""
        for row in self.table.rows[:2]:
            for cell in row:
                match = re.search(r"单位[:]?[(]?(亿元|万元|千元|元)", normal(cell.text))
                if match:
                    return match[1]
        return self.setting.unit

    def _family(self) -> str:
        """What a bare 合计 sums up here: procurement where the rows or the words above say so."""
        labels = [clean_label(first_words(row)) for row in self.table.rows if row]
        if {"货物", "服务", "工程", "货物类", "服务类", "工程类"} & set(labels):
            return "procurement" if not any("经费" in label for label in labels) else ""
        known = {codes[0] for label in labels if (codes := label_codes(label)[0])}
        if known >= _ECONOMIC_CLASSES:  # 办公费 and 公务接待费 are lines of 商品和服务支出 here
            return "expenditure"
        families = {family_of(code) for code in known}
        if not families and (self.setting.buys or any("采购" in cell.text for cell in self.table.rows[0])):
            return "procurement"
        return families.pop() if len(families) == 1 else ""

    def read(self, first: int, last: int) -> None:
        """Read the rows [first, last)."""
        for row in self.table.rows[first:last]:
            if pattern("assessment").search("".join(cell.text for cell in row)):
                return
            if self._is_header(row):
                self._take_header(row)
            else:
                self._read_row(row)

    # ---- headers

    def _is_header(self, row: tuple[Cell, ...]) -> bool:
        """Whether a row holds heads: no plain numbers beside years, and at least two cells that speak."""
        if any(is_plain_number(cell) or inline_value(cell) for cell in row):
            return False
        spoken = [head_of(cell.text, self.setting).speaks for cell in row]
        speaks = any(spoken[1:]) and sum(spoken) >= 2
        return speaks or heads_bodies(row) or self._stands_under_heads(row, speaks=any(spoken))

    def _stands_under_heads(self, row: tuple[Cell, ...], *, speaks: bool) -> bool:
        """Whether a row continues the heads above it: it has more ("", "", 批次, 人次), or one speaks."""
        above = self.header_rows[-1] if self.header_rows else ()
        adjoins = bool(above) and above[0].row == row[0].row - 1
        goes_on = len(row) > len(above) or (speaks and len(row) == len(above))
        return adjoins and goes_on and not row[0].text and any(cell.text for cell in row)

    def _take_header(self, row: tuple[Cell, ...]) -> None:
        self.unit = self._unit_of_side_heading(row[0])
        heads = [self._summing(head_of(cell.text, self.setting), cell, row) for cell in row]
        if self.header_rows and self.header_rows[-1][0].row == row[0].row - 1:
            self.heads = merged(self.heads, row, heads, self.setting)
        else:
            self.heads = heads
            self.lists_bodies = heads_bodies(row)
            self.lists_projects = self._heads_projects(row)
            self.in_projects = self.lists_freely = self.lists_projects
        self.header_rows.append(row)

    def _unit_of_side_heading(self, cell: Cell) -> str:
        """The unit that the head above the labels states for all columns: "经费控制情况（元）"."""
        return unit_in_brackets(cell.text) or self.unit

    def _heads_projects(self, row: tuple[Cell, ...]) -> bool:
        """Whether a header row opens a table of projects: their names, and no measure's row below."""
        names = next((c.column for c in row[:4] if pattern("line_names").search(normal(c.text))), None)
        if names is None:
            return False
        rest = dropwhile(self._is_header, self.table.rows[row[0].row + 1 :])
        following = takewhile(lambda other: not self._is_header(other), rest)
        columns = slice(0, 2) if names < 2 else slice(names, names + 1)  # 政府性基金 may be a line's source
        below = [cell.text for other in following for cell in other[columns]]
        return not any(label_codes(clean_label(text))[0] for text in below if text)

    def _summing(self, head: Head, cell: Cell, row: tuple[Cell, ...]) -> Head:
        """A head 合计 beside the parts of one family is that family's total."""
        if head.codes or normal(cell.text) not in ("合计", "总额", "总计"):
            return head
        codes = [code for other in row for code in head_of(other.text, self.setting).codes]
        families = {family_of(code) for code in codes}
        family = families.pop() if len(families) == 1 else ""
        return replace(head, codes=(f"{family}.total",)) if f"{family}.total" in measures() else head

    # ---- rows

    def _read_row(self, row: tuple[Cell, ...]) -> None:
        skipped = any(pattern("skipped_rows").search(normal(cell.text)) for cell in row[:2])
        if skipped or self._is_part_of_department(row):
            return
        label, label_cell = self._unnamed_funds(row)
        numbered = any(is_plain_number(cell) for cell in row)
        self.row_unit = ""
        for cell in row:
            plain = normal(cell.text)
            inline = inline_value(cell)
            if inline is not None and not (numbered and inline[1] is None):
                self._inline(row, cell, inline)
                continue
            if unit_cell := _UNIT_CELL.fullmatch(plain):
                self.row_unit = unit_cell[1]
                continue
            first = label_cell is None and is_year_label(cell.text)
            value = None if first else VALUE.match(plain)
            if value:
                self._value(row, cell, value, label, label_cell)
            elif self._remarks_on_line(cell, row, label, label_cell):
                continue
            elif cell.text and not is_missing(cell.text):
                label, label_cell = self._row_label(cell), cell
            elif label is not None and label_cell is not None:
                self._blank(cell, label)

    def _unnamed_funds(self, row: tuple[Cell, ...]) -> tuple[Head | None, Cell | None]:
        """The year's funds where a self-evaluation table names them in the side heading alone."""
        if not self.header_rows or self.header_rows[-1][0].row != row[0].row - 1:
            return None, None
        stages = {head.phase for head in self.heads} >= {"adjusted", "executed"}
        scored = {head.role for head in self.heads} >= {"rate", "score"}
        named = any(cell.text and not is_plain_number(cell) for cell in row)
        funds = stages and scored and not named
        return (Head(("expenditure.total",)), row[0]) if funds else (None, None)

    def _remarks_on_line(
        self, cell: Cell, row: tuple[Cell, ...], label: Head | None, label_cell: Cell | None
    ) -> bool:
        """Whether a cell only remarks on its line: a source of money, an office, a document, 费用."""
        if label is not None and label.codes and _SAYS_MONEY.fullmatch(normal(cell.text)):
            return True
        if clean_label(cell.text) in SUMS or (label_cell is None and not self.lists_projects):
            return False
        return (
            self._head(cell, row).role in ("source", "reason", "office")
            or _DOCUMENT.search(normal(cell.text)) is not None
        )

    def _row_label(self, cell: Cell) -> Head:
        """What a row's label says; under 项目支出 of a base-data table an unknown label names a line."""
        plain = clean_label(cell.text)
        if (summed := self._sum_label(plain)) is not None:
            return summed
        codes, strength = label_codes(plain)
        if strength == "label" and codes and not self._label_fits(codes[0]):
            codes = ()
        if strength == "item":
            return Head(codes, plain)
        if codes:
            return self._measure_label(cell, codes)
        if growth := self._growth_label(plain):
            return growth
        if re.fullmatch(r"(?:19|20)\d\d", plain):
            return Head(year=int(plain))
        said = head_of(cell.text, self.setting)
        if said.year or said.statistic != "level":
            return replace(said, codes=(), item=None, unit="", role="")
        listed = self.lists_freely or self._starts_line(cell)
        if self.in_projects and listed and plain and not re.fullmatch(r"[.…·\d、]*", plain):
            return Head((self.listed_line,), item_name(cell.text))
        return Head(phase="executed" if self.lists_bodies else phase_of(plain))

    def _is_part_of_department(self, row: tuple[Cell, ...]) -> bool:
        """Whether a row of a table of bodies (机构名称) is one of several and not their sum."""
        plain = clean_label(row[0].text)
        if not self.lists_bodies or label_codes(plain)[0] or pattern("whole_body").search(plain):
            return False
        return len(self._bodies_below()) > 1

    def _bodies_below(self) -> list[tuple[Cell, ...]]:
        """The rows with figures between the latest header and the next one."""
        below = self.table.rows[self.header_rows[-1][0].row + 1 :]
        bodies = takewhile(lambda row: not self._is_header(row), below)
        return [row for row in bodies if any(is_plain_number(cell) for cell in row)]

    def _sum_label(self, plain: str) -> Head | None:
        """What a row 合计, 合计（3+4） or 小计 sums up; None for any other label."""
        plain = _FORMULA.sub("", plain)
        if plain.endswith("小计") and self.has_total and not _names_a_total(plain.removesuffix("小计")):
            return Head()
        if plain not in SUMS:
            return None
        if self.lists_projects:
            return Head((self.listed_total,))
        if plain == "合计" and self.family in ("procurement", "revenue", "expenditure", "three_public"):
            return Head((f"{self.family}.total",))
        named = any(head.codes for head in self.heads)  # the columns say of what: 编制数, 年末实有数
        sums = plain == "合计" or (plain == "小计" and not self.has_total)
        return Head(phase="executed") if sums and named else Head()

    def _measure_label(self, cell: Cell, codes: tuple[str, ...]) -> Head:
        """A row of a measure; among the numbered lines under 项目支出 its name is only a line's."""
        wholes = ("expenditure.operating", "procurement.total", "three_public.total")
        if self.in_projects and self._starts_line(cell) and codes[0] not in wholes:
            return Head(("expenditure.project_item",), item_name(cell.text))
        self.in_projects = codes[0] == "expenditure.project"
        self.lists_freely = self.in_projects and (":" in normal(cell.text) or self.controls)
        year = next((y for _, _, y in years(normal(cell.text))), None)
        return Head(codes, None, _phase_at_the_end(clean_label(cell.text)), year)

    def _growth_label(self, plain: str) -> Head | None:
        """A row of growth rates: "工业固定资产投资增速"."""
        match = GROWTH.fullmatch(plain)
        codes = label_codes(match[1])[0] if match else ()
        return Head(codes, statistic="yoy_pct") if codes and measures()[codes[0]].unit != "%" else None

    def _starts_line(self, cell: Cell) -> bool:
        return bool(re.match(r"\s*[(]?\d", cell.text)) or cell.text.strip().startswith(("其中", "（"))

    def _label_fits(self, code: str) -> bool:
        """Whether a short label stands in its family's table ("货物" in a procurement table)."""
        if family_of(code) == "procurement":
            return self.family == "procurement"
        return True

    def _head(self, cell: Cell, row: tuple[Cell, ...]) -> Head:
        """The column head of a cell; wider rows, and sums over several columns, are aligned at the right."""
        narrow = len(row) < len(self.heads) and clean_label(row[0].text) in SUMS  # 合计 spans 序号 and 名称
        shift = len(self.heads) - len(row) if narrow or len(row) > len(self.heads) else 0
        index = cell.column + shift
        head = self.heads[index] if 0 <= index < len(self.heads) else Head()
        return Head() if head.silent and len(row) < len(self.heads) else head  # a row of its own layout

    def _value(
        self,
        row: tuple[Cell, ...],
        cell: Cell,
        value: re.Match[str],
        label: Head | None,
        label_cell: Cell | None,
    ) -> None:
        head = self._head(cell, row)
        if head.role in ("weight", "reason", "order") or self._is_beside_the_stages(head):
            return
        meaning = self._meaning(head, label)
        if meaning is None or _counts_others(head, meaning[0]) or not _can_hold(head, meaning[0][0]):
            return
        if _is_half_a_person(value, meaning[0][0], head, label):
            return
        codes, item = meaning
        whole = "expenditure.total" in codes
        if head.role == "rate" and whole:
            self._emit(row, cell, value, ("execution.rate",), None, "level", None, self.setting.year)
        elif head.role == "score":
            given = ("execution.score",) if whole else codes if codes == ("score.total",) else ()
            self._emit(row, cell, value, given, None, "level", None, self.setting.year)
        elif head.statistic == "share":
            self._share(row, cell, value, codes, item, head, label)
        elif head.statistic != "rate" or _is_a_rate(codes[0]):
            phase = head.phase or (label.phase if label else "") or "executed"
            year = head.year or (label.year if label else None) or self.setting.year
            said = label.statistic if label and head.statistic == "level" else head.statistic
            if said in ("rate", "share") and not _is_a_rate(codes[0]):  # a row "完成调整预算%"
                return
            statistic = said if said in ("yoy_change", "yoy_pct") else "level"
            self._emit(row, cell, value, codes, item, statistic, phase, year, head.unit)

    def _is_beside_the_stages(self, head: Head) -> bool:
        """Whether a column is none of the table's stages of the budget: 追加 between 预算数 and 决算数."""
        return head.silent and sum(1 for other in self.heads if other.phase) > 1

    def _share(
        self,
        row: tuple[Cell, ...],
        cell: Cell,
        value: re.Match[str],
        codes: tuple[str, ...],
        item: str | None,
        head: Head,
        label: Head | None,
    ) -> None:
        """A cell of a column such as 占支出合计比重（%）: the row's share, the column's base as its item."""
        if self.lists_projects and codes[0] == self.listed_total:  # the list is the whole: 100 %
            return
        if measures()[codes[0]].unit != "万元" or codes[0].endswith(".total") or item is not None:
            return
        year = head.year or (label.year if label else None) or self.setting.year
        self._emit(row, cell, value, codes, head.item, "share_pct", head.phase or "executed", year)

    def _meaning(self, head: Head, label: Head | None) -> tuple[tuple[str, ...], str | None] | None:
        """The measure of a cell: its row's, or its column's where the row only says when."""
        if label is not None and label.codes:
            own = label.item is None and _is_part_or_other_total(head.codes, label.codes)
            return (head.codes, None) if own else (label.codes, label.item)
        rowless = label is None or label.year or label.phase or label.statistic != "level"
        return (head.codes, None) if head.codes and rowless else None

    def _blank(self, cell: Cell, label: Head) -> None:
        """Note a blank cell where a figure of a known measure belongs."""
        head = self.heads[cell.column] if cell.column < len(self.heads) else Head()
        if (
            not label.codes
            or label.item
            or head.role
            or not (head.phase or head.year)
            or head.statistic != "level"
        ):
            return
        code = label.codes[0]
        phase = (head.phase or "executed") if measures()[code].phased else None
        self.blanks.append(
            BlankCell(
                code,
                phase,
                head.year or self.setting.year,
                cell.start,
                cell.end,
                measures()[code].name,
                cell.text,
            )
        )

    def _inline(self, row: tuple[Cell, ...], cell: Cell, inline: tuple[str, re.Match[str] | None]) -> None:
        """A cell with label and figure, "其中：一般公共预算：4211.68"; it belongs to the executed column."""
        label, value = inline
        codes, _ = label_codes(clean_label(label))
        if not codes:
            return
        if value is None:
            code = codes[0]
            self.blanks.append(
                BlankCell(code, "executed", self.setting.year, cell.end, cell.end, measures()[code].name, "")
            )
        else:
            self._emit(row, cell, value, codes, None, "level", "executed", self.setting.year)

    def _emit(
        self,
        row: tuple[Cell, ...],
        cell: Cell,
        value: re.Match[str],
        codes: Iterable[str],
        item: str | None,
        statistic: str,
        phase: str | None,
        year: int,
        unit: str = "",
    ) -> None:
        start, end = number_span(self.document, cell, value["number"])
        number = parse_number(value["number"])
        if number is None:
            return
        for code in codes:
            stated_unit, amount = self._converted(number, value["unit"] or "", code, statistic, unit)
            if amount is None:
                continue
            self.readings.append(
                TableReading(
                    Reading(
                        measure=code,
                        phase=table_phase(code, phase),
                        statistic=statistic,
                        year=year,
                        item=item,
                        value=amount,
                        stated_unit=stated_unit,
                        start=start,
                        end=end,
                        quote_start=row_start(row),
                        quote_end=row_end(row),
                    ),
                    cell.row,
                    cell.column,
                )
            )

    def _converted(
        self, number: Decimal, own: str, code: str, statistic: str, unit: str
    ) -> tuple[str, Decimal | None]:
        """The stated unit (the cell's own, the head's or the table's) and the value in the catalogue's."""
        wanted = "%" if statistic in ("yoy_pct", "share_pct") else measures()[code].unit
        own = own.replace("％", "%")
        if wanted in STORED:
            stated = own or unit or self.row_unit or self.unit
            return stated, in_unit(number, stated, wanted)
        stated = own or wanted
        return stated, in_unit(number, stated, wanted)


def table_phase(code: str, phase: str | None) -> str | None:
    """The phase that a measure can have: none for staff and scores, target or executed for outcomes."""
    if phase is None or not measures()[code].phased:
        return None
    if code.startswith("outcome."):
        return "target" if phase in ("target", "approved") else "executed"
    return phase


def _counts_others(head: Head, codes: tuple[str, ...]) -> bool:
    """Whether a staff row's cell counts something else: posts of its kind, its temporary staff, its rate."""
    if not codes[0].startswith("staff.") or not head.codes or head.codes == codes:
        return False
    return head.codes[0].startswith("staff.") and head.codes != ("staff.on_payroll",)


def _is_half_a_person(value: re.Match[str], code: str, head: Head, label: Head | None) -> bool:
    """Whether a level with decimals stands where people are counted: 退休费 is no number of retired."""
    changes = head.statistic != "level" or (label is not None and label.statistic != "level")
    return not changes and measures()[code].unit in ("人", "批次", "人次") and "." in value["number"]


def _is_a_rate(code: str) -> bool:
    """Whether 执行率 states the measure; beside an outcome it only says how a target was met."""
    return measures()[code].unit == "%" and not code.startswith("outcome.")


def _can_hold(head: Head, code: str) -> bool:
    """Whether a column can hold a measure: no money under （家）, targets only of outcomes."""
    unit = measures()[code].unit
    if head.role in ("target", "actual"):
        return code.startswith("outcome.")
    return head.role != "count" or unit not in STORED


def _is_part_or_other_total(column: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a column names a part of its row's measure, or the total of a table's other side (支出)."""
    if not column:
        return False
    sides = ("revenue.total", "expenditure.total")
    other = column[0] in sides and row[0] in sides and column[0] != row[0]
    return other or descends_from(column[0], row[0])


def _phase_at_the_end(plain: str) -> str:
    """The stage that a row's label ends in (采购预算数); 一般公共预算 is a measure's name, and no stage."""
    if plain.endswith(("预算数", "预算金额", "预算额", "采购预算")):
        return "approved"
    return "executed" if plain.startswith("实际") or plain.endswith(("决算数", "执行数")) else ""


def _names_a_total(plain: str) -> bool:
    """Whether a label names a measure that nothing sums up but itself: 基本支出小计, not 省级项目小计."""
    term = terms().get(plain)
    return (
        term is not None
        and term.kind == "measure"
        and term.codes[0] in ("expenditure.basic", "expenditure.project")
    )


def read_grid(
    document: str, table: Table, setting: TableSetting, first: int = 0, last: int | None = None
) -> tuple[list[TableReading], list[BlankCell]]:
    """The figures of a table's rows [first, last), and the cells left blank where one belongs."""
    grid = _Grid(document, table, setting)
    grid.read(first, len(table.rows) if last is None else last)
    return grid.readings, grid.blanks
