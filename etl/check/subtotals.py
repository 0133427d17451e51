"""Sub-totals of a table's columns: a row 小计 is the sum of the rows above it, 合计 that of the sub-totals.

A row 汇总 stands above the bodies that it sums up.
This reads the cells themselves, so that it holds for tables of any content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import Interval, around, total
from etl.check.model import AGREES, CONTRADICTS, Verdict
from etl.extract.compact import normal
from etl.extract.numbers import parse_number

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Cell, Table

Row = tuple["Cell", ...]
LABELS = 4  # cells at most before a row's figures: 序号, 资金来源, 项目名称, 实施单位
SMALL_GAP = Decimal("0.05")
_SUMS = ("小计", "合计", "总计")
_BLANK = re.compile(r"[/\\—–\-…·.\s]*|无")
_NO_SUM = re.compile(r"[%％率]|占比|比重|单价|标准")


@rule("PARTS-SUBTOTAL")
def rule_parts_subtotal(case: Case) -> Iterator[Verdict]:
    """PARTS-SUBTOTAL: the sub-totals of a table are the sums of their rows, and make up its total."""
    for table in case.extraction.tables:
        wrong: set[int] = set()  # columns with a wrong sub-total: their total would only repeat it
        for whole, parts in (*_groups(table), *_bodies(table)):
            for back, verdict in _columns(case, table, whole, parts):
                if back not in wrong:
                    yield verdict
                if verdict.outcome == CONTRADICTS:
                    wrong.add(back)
        yield from _unread_totals(case, table)


def _groups(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Each row 小计 with its rows, then the row 合计 with the sub-totals."""
    yield from _below(table) if _sums_stand_first(table) else _above(table)


def _sums_stand_first(table: Table) -> bool:
    """Whether the first 小计 has no rows of figures above it, so that its rows are those below."""
    first = next((n for n, row in enumerate(table.rows) if _label(row).endswith("小计")), 0)
    before = [row for row in table.rows[:first] if _has_figures(row) and _label(row) not in ("合计", "总计")]
    return not before


def _below(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    starts = [n for n, row in enumerate(table.rows) if _label(row).endswith("小计")]
    for start in starts:
        rows = table.rows[start + 1 :]
        parts = list(takewhile(lambda row: _has_figures(row) and not _label(row).endswith(_SUMS), rows))
        if len(parts) > 1:
            yield table.rows[start], parts


def _above(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    above: list[Row] = []
    subtotals: list[Row] = []
    for row in table.rows:
        label = _label(row)
        if label.endswith("小计"):
            own = _own_rows(above)
            if len(own) > 1:
                yield row, own
            subtotals.append(row)
            above = []
        elif label in ("合计", "总计"):
            if len(subtotals) > 1 and not above:
                yield row, subtotals
            above, subtotals = [], []
        elif _has_figures(row) or (above and all(map(_is_blank, row[1:]))):
            above.append(row)
        else:
            above = []


def _own_rows(above: Sequence[Row]) -> list[Row]:
    """The rows of a sub-total's own group: a merged cell (资金来源) stands in the first of them alone."""
    merged = [
        [row for row, cell in enumerate(column) if cell.text]
        for column in zip(*(row[:LABELS] for row in above), strict=False)
        if any(cell.text for cell in column) and not column[-1].text
    ]
    return list(above[max((filled[-1] for filled in merged), default=0) :])


def _bodies(table: Table) -> Iterator[tuple[Row, list[Row]]]:
    """Each row 汇总 with the rows of the single bodies below it."""
    for whole in table.rows:
        if not _label(whole).endswith("汇总") or not _has_figures(whole):
            continue
        below = list(takewhile(_has_figures, table.rows[whole[0].row + 1 :]))
        if len(below) > 1:
            yield whole, below


def _has_figures(row: Row) -> bool:
    return any(_number(cell) is not None for cell in row[1:])


def _unread_totals(case: Case, table: Table) -> Iterator[Verdict]:
    """Rows 合计 of figures that no measure takes up; other rules compare the catalogue's own.

    Rows may be parts of other rows, so that only a sum that is nearly right shows a mistake.
    """
    read = {entry.start for entry in case.observations if entry.table == table.index}
    read |= {row.start for row in case.indicators}
    for number, whole in enumerate(table.rows):
        if _label(whole) not in ("合计", "总计") or any(cell.start in read for cell in whole):
            continue
        above = list(takewhile(_has_figures, table.rows[:number][::-1]))[::-1]
        for _, verdict in _columns(case, table, whole, above) if len(above) > 1 else ():
            summed = verdict.right.middle if verdict.right else Decimal(0)
            if abs(verdict.gap or 0) < abs(summed) * SMALL_GAP:
                yield verdict


def _label(row: Row) -> str:
    """小计 or 合计 where one of the first cells says so, else the first cell's words."""
    names = [normal(cell.text) for cell in row[:LABELS]]
    return next((name for name in names if name.endswith(("小计", "合计", "总计"))), names[0])


def _number(cell: Cell) -> Decimal | None:
    return parse_number(cell.text)


def _columns(case: Case, table: Table, whole: Row, parts: Sequence[Row]) -> Iterator[tuple[int, Verdict]]:
    """One verdict for each column of figures, counted from the right: merged cells are lost on the left."""
    for back in range(1, len(whole)):
        cells = [row[-back] for row in parts if len(row) >= back]
        stated = _number(whole[-back])
        summable = len(cells) == len(parts) and all(_number(c) is not None or _is_blank(c) for c in cells)
        if stated is None or not summable or _NO_SUM.search(_head(table, whole, back)):
            continue
        counted = [cell for cell in cells if _number(cell) is not None]
        if len(counted) > 1:
            yield back, _compared(case, table, whole, back, counted)


def _is_blank(cell: Cell) -> bool:
    return _BLANK.fullmatch(normal(cell.text)) is not None


def _head(table: Table, whole: Row, back: int) -> str:
    """The words that stand above a cell in the rows without figures."""
    heads = (row for row in table.rows if row[0].row < whole[0].row and len(row) >= back)
    plain = [row for row in heads if not any(_number(cell) is not None for cell in row[1:])]
    return "".join(normal(row[-back].text) for row in plain)


def _printed(cell: Cell) -> Interval:
    plain = normal(cell.text)
    value = parse_number(plain)
    assert value is not None
    return around(value, len(plain.partition(".")[2]))


def _compared(case: Case, table: Table, whole: Row, back: int, counted: Sequence[Cell]) -> Verdict:
    left, right = _printed(whole[-back]), total([_printed(cell) for cell in counted])
    agrees = left.touches(right)
    gap = left.middle - right.middle
    head = _head(table, whole, back) or "金额"
    shown = "＋".join(normal(cell.text) for cell in counted)
    ending = "相符" if agrees else f"相差 {words.number(abs(gap), '万元')}，请核对"
    return Verdict(
        outcome=AGREES if agrees else CONTRADICTS,
        subject=f"{_label(whole)}|{head}|{len(counted)}",
        message=(
            f"{case.where(table.start)}的表中“{head}”一列“{_label(whole)}”写 {normal(whole[-back].text)}，"
            f"各行合计 {words.number(right.middle, '万元')}（{shown}），{ending}。"
        ),
        evidence=(
            case.cite_text("left", whole[-back].start, whole[-back].end),
            *(case.cite_text("right", cell.start, cell.end) for cell in counted),
        ),
        gap=gap,
        left=left,
        right=right,
    )
