"""What one cell or row of a table says by itself: a number, a label with its number, no figure at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from etl.extract.compact import normal
from etl.extract.heads import AMONG, clean_label, label_codes
from etl.extract.numbers import parse_number
from etl.records import Cell, Table

VALUE = re.compile(
    r"^(?P<sign>[≥≤<>=≧≦＞＜]*)(?P<number>[-−–]?[\d,]+(?:\.\d+)?)(?P<unit>亿元|万元|亿|万|元|%|％|人次|批次|人|名|家|个|批|次|分)?(?P<rest>以上|以下|左右|以内)?$"
)
_INLINE = re.compile(r"^(?P<label>[^:]{2,24}):(?P<value>.*)$", re.DOTALL)
_RATE = re.compile(r"^(?P<label>[^:\d]{2,12}率)为?(?P<value>\d[\d.]*%)$")  # a remark: 在职人员控制率93.55%
_NUMERAL = re.compile(r"^(?:其中[:：])?[(（]?[一二三四五六七八九十\d]{1,2}[、.．)）]")
_DIGITS = re.compile(r"[-−–]?\d[\d,，\s]*(?:[.．]\d+)?")


def cell_value(text: str) -> re.Match[str] | None:
    """The number and unit of a cell that holds just these ("≥35家"), or None."""
    return VALUE.match(normal(text))


def is_plain_number(cell: Cell) -> bool:
    """Whether a cell holds a number that is no year."""
    plain = normal(cell.text)
    return bool(VALUE.match(plain)) and not re.fullmatch(r"(?:19|20)\d\d", plain)


def is_year_label(text: str) -> bool:
    """Whether a row's label is a year: 2022, 2022年度."""
    return bool(re.fullmatch(r"\s*(?:19\d\d|20[0-3]\d)\s*年?(?:度)?\s*", text))


def is_missing(text: str) -> bool:
    """Whether a cell says that it holds no figure: /, —, 无, …."""
    return bool(re.fullmatch(r"[/\\—–\-…·.\s]+|无|——|\*+", normal(text)))


def inline_value(cell: Cell) -> tuple[str, re.Match[str] | None] | None:
    """The label and the number of a cell such as "项目支出：3837.88"; the number is None where blank."""
    plain = AMONG.sub("", normal(cell.text))
    match = _INLINE.match(plain) or _RATE.match(plain)
    if match is None or len(plain) > 40:
        return None
    codes, _ = label_codes(clean_label(match["label"]))
    if not codes:
        return None
    rest = match["value"]
    if not rest or is_missing(rest):
        return (match["label"], None) if cell.column else None
    value = VALUE.match(rest)
    return (match["label"], value) if value else None


def number_span(document: str, cell: Cell, number: str) -> tuple[int, int]:
    """The document span of a cell's number, written as the cell writes it."""
    digits = re.sub(r"\D", "", number)
    for match in _DIGITS.finditer(document, cell.start, cell.end):
        found = match[0].rstrip()
        if re.sub(r"\D", "", normal(found)) == digits:
            start = match.start()
            return start, start + len(found)
    return cell.start, cell.end


def item_name(text: str) -> str:
    """A line's name as the cell writes it, its numeral left out."""
    return AMONG.sub("", _NUMERAL.sub("", re.sub(r"\s+", "", text)))


def first_words(row: tuple[Cell, ...]) -> str:
    """A row's first cell that is no number: behind 序号 or 科目编码."""
    return next((c.text for c in row[:2] if c.text and parse_number(normal(c.text)) is None), row[0].text)


def row_start(row: tuple[Cell, ...]) -> int:
    """The document offset of a row's first filled cell."""
    return next((cell.start for cell in row if cell.text), row[0].start)


def row_end(row: tuple[Cell, ...]) -> int:
    """The document offset behind a row's last filled cell."""
    return next((cell.end for cell in reversed(row) if cell.text), row[-1].end)


def label_cells(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """Neighbouring cells of the table, as (label, value)."""
    for row in table.rows:
        yield from pairwise(row)
