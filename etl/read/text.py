r"""Text dumps of Word reports: the text as it stands, and the tables that its TAB lines draw.

In these dumps a table cell is a line that starts with a TAB; a row ends at an empty line that is
followed by another TAB line; a cell may run over several lines, and now and then holds an empty
line itself. A horizontal merge is listed once (its span is lost), the continuation of a vertical
merge is a lone TAB. A table ends where two empty lines, or one and a paragraph, follow.
"""

from __future__ import annotations

import re

from etl.records import Cell, Table

_ENCODINGS = ("utf-8-sig", "gb18030")
_AFTER_TABLE = re.compile(
    r"附件|附表|说明|注[:：]|填表人|备注[:：]|单位[:：]|年度.{0,20}(表|报告)\s*$|[一二三四五六七八九十]+\s*、"
    r"|^\s*[（(][一二三四五六七八九十]{1,2}[）)](?=[^\d\s])"
    r"|^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[)）、.．])(?!\d).*[。.：:]\s*$"
)
_LONGEST_CELL_TAIL = 3
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 20_000  # characters


def decode(content: bytes) -> str | None:
    """The text of a file's bytes, or None where no known encoding fits.

    Control characters tell a binary file that happens to decode (GB18030 accepts nearly anything).
    """
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = len(_CONTROL_CHARACTER.findall(text, 0, _SAMPLE))
        if strange * 200 <= len(text[:_SAMPLE]):
            return text
    return None


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text with their offsets, without their line ends."""
    lines: list[tuple[int, str]] = []
    position = 0
    for line in text.split("\n"):
        lines.append((position, line.rstrip("\r")))
        position += len(line) + 1
    return lines


def _continues_a_cell(lines: list[tuple[int, str]], index: int) -> bool:
    """Whether the lines from `index` (after one empty line) still belong to a cell.

    They do where a few short lines lead straight to the next TAB line and none of them reads like
    the text between two tables.
    """
    for offset, (_, line) in enumerate(lines[index : index + _LONGEST_CELL_TAIL + 1]):
        if line.startswith("\t"):
            return offset > 0
        if not line or len(line) > 40 or _AFTER_TABLE.search(line):
            return False
    return False


def _table_blocks(lines: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Line ranges [first, last) of the tables."""
    blocks: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if not lines[index][1].startswith("\t"):
            index += 1
            continue
        first = index
        index = _table_end(lines, index)
        blocks.append((first, index))
    return blocks


def _table_end(lines: list[tuple[int, str]], index: int) -> int:
    """The line after the table whose first line is `index`."""
    while index < len(lines):
        line = lines[index][1]
        if line:
            index += 1
            continue
        if _row_follows(lines, index + 1):
            index += 1
        else:
            return index
    return index


def _row_follows(lines: list[tuple[int, str]], index: int) -> bool:
    """Whether the table goes on behind an empty line: with a row, or with the rest of a cell."""
    if index >= len(lines) or not lines[index][1]:
        return False
    return lines[index][1].startswith("\t") or _continues_a_cell(lines, index)


def _cell(row: int, column: int, pieces: list[tuple[int, str]]) -> Cell:
    """A cell of its lines; the span leaves out the TAB and outer blanks."""
    first, opening = pieces[0]
    last, closing = pieces[-1]
    raw = opening if len(pieces) == 1 else "\n".join([line for _, line in pieces])
    start = min(first + len(raw) - len(raw.lstrip()), last + len(closing))
    return Cell(row, column, raw.strip(), start, max(start, last + len(closing.rstrip())))


def _rows(lines: list[tuple[int, str]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows of one table block."""
    rows: list[tuple[Cell, ...]] = []
    cells: list[list[tuple[int, str]]] = []

    def close_row() -> None:
        if cells:
            rows.append(tuple(_cell(len(rows), column, pieces) for column, pieces in enumerate(cells)))
            cells.clear()

    for index, (offset, line) in enumerate(lines):
        if line.startswith("\t"):
            cells.append([(offset, line)])
        elif not line and index + 1 < len(lines) and lines[index + 1][1].startswith("\t"):
            close_row()
        elif cells:
            cells[-1].append((offset, line))
    close_row()
    return tuple(rows)


def document_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text dump, in reading order."""
    lines = _lines(text)
    tables: list[Table] = []
    for first, last in _table_blocks(lines):
        rows = _mended(_rows(lines[first:last]))
        start = lines[first][0]
        end = max(cell.end for row in rows for cell in row)
        tables.append(Table(index=len(tables), start=start, end=end, rows=rows))
    return tuple(tables)


def _mended(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Rows in which a cell that ends in an empty line no longer tears its row in two.

    Such a row is told by the widths: it and the next one together make up the width of the rows
    before, and the second part does not start with the lone TAB of a merged first column.
    """
    mended: list[tuple[Cell, ...]] = []
    width = 0
    index = 0
    while index < len(rows):
        row, before = rows[index], index
        following = rows[index + 1] if index + 1 < len(rows) else ()
        torn = (
            following
            and following[0].text
            and len(row) + len(following) == width
            and not row[0].text
            and row[-1].text
            and len(row) >= 2
        )
        if torn:
            row = (*row, *following)
            index += 1
        if len(row) >= 3:
            width = len(row)
        number = len(mended)
        if torn or number != before:
            row = tuple(Cell(number, column, *cell[2:]) for column, cell in enumerate(row))
        mended.append(row)
        index += 1
    return tuple(mended)
