"""Shows a report's text as HTML with every figure marked at its own offsets.

The text of a table is one cell a line, each line opened by a TAB; a row ends at an empty line before the
next TAB. Such runs are drawn as tables. Every character of the text is escaped, no character is lost,
and every mark is cut by the offsets of the warehouse, so a highlight never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

NUMBER = re.compile(r"[0-9０-９](?:[0-9０-９,，]*[0-9０-９])?(?:[.．][0-9０-９]+)?\s?[%％]?")
_TAB_LINE = re.compile(r"(?m)^\t")
_GAP = re.compile(r"\n\r?\n(?:\r?\n)*|\Z")
_ROW = re.compile(r"\n\n+(?=\t)")
_CELL = re.compile(r"\n(?=\t)")
# What is no figure although it has digits: years, dates, telephone and document numbers, list numbers.
_NO_FIGURE = re.compile(
    r"(?:19|20)\d{2}\s*(?:年|[-—–－~至]\s*(?:19|20)\d{2}\s*年|[./-]\d{1,2})"  # 2023年, 2022-2023年, 2024.5
    r"|\d{1,2}\s*(?:[-—–－~至]\s*\d{1,2}\s*)?月(?:\s*\d{1,2}\s*日)?|\d{1,2}\s*日"
    r"|[〔［\[（(]\s*(?:19|20)\d{2}\s*[〕］\]）)]\s*\d*\s*号?|第?\s*\d+\s*号"
    r"|\d{3,4}-\d{7,8}|1\d{10}|(?<!\d)\d{7,8}(?!\d)(?=\s*(?:\n|$|单位|负责人))"
    r"|(?m:^[\s(（]*\d{1,2}\s*(?:[、．)）]|\.(?!\d)))"
    r"|[0-9]\s*[、．](?=[\u4e00-\u9fff])",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number to mark.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        id: Observation id; the element's id in the page.
        title: What it is, for the pointer.
        kind: CSS class: figure, conflict, indicator, other, place.
    """

    start: int
    end: int
    id: str
    title: str
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table of the text; `rows` holds the cells' spans."""

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int], ...], ...] = ()


def disjoint(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order without overlaps; of overlapping ones the longer, then the earlier given, stays.

    Figures at the same place (收支 states two measures with one number) become one mark with both titles.
    """
    same: dict[tuple[int, int], Mark] = {}
    for mark in marks:
        place = (mark.start, mark.end)
        if place in same:
            first = same[place]
            kind = "conflict" if "conflict" in {first.kind, mark.kind} else first.kind
            same[place] = Mark(mark.start, mark.end, first.id, f"{first.title}；{mark.title}", kind)
        elif mark.end > mark.start or mark.kind == "place":
            same[place] = mark
    kept: list[Mark] = []
    # The place that a link asks for comes first: it must be seen, whatever figures lie in it.
    for mark in sorted(
        same.values(), key=lambda each: (each.kind != "place", each.start - each.end, each.start)
    ):
        if all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda each: each.start)


def aliases(marks: Iterable[Mark]) -> dict[str, str]:
    """For each mark's id the id of the element that shows it, also where marks were merged or overlap."""
    every = list(marks)
    kept = disjoint(every)
    shown: dict[str, str] = {}
    for mark in every:
        for other in kept:
            if mark.start < other.end and other.start < mark.end:
                shown[mark.id] = other.id
                break
    return shown


def unread_numbers(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Numbers of the text that no mark covers, leaving out years, dates, telephone and document numbers."""
    covered = [(mark.start, mark.end) for mark in marks]
    covered += [match.span() for match in _NO_FIGURE.finditer(text)]
    covered.sort()
    found: list[Mark] = []
    for match in NUMBER.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip())
        if not any(low < end and start < high for low, high in covered):
            found.append(Mark(start, end, f"other-{start}", "未抽取的数字", "other"))
    return found


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs and tables of the text, in order, together covering all of it."""
    position = 0
    for start, end in _table_spans(text):
        yield from _paragraphs(text, position, start)
        yield Block(start, end, tuple(_rows(text, start, end)))
        position = end
    yield from _paragraphs(text, position, len(text))


def _table_spans(text: str) -> Iterator[tuple[int, int]]:
    """Runs of TAB lines; an empty line inside a cell does not end a table."""
    position = 0
    while (opening := _TAB_LINE.search(text, position)) is not None:
        end = opening.start()
        while end < len(text):
            gap = _GAP.search(text, end)
            stop = gap.start() if gap else len(text)
            end = stop
            if gap is None or gap.group().count("\n") > 2 or not _goes_on(text, gap.end()):
                break
            end = gap.end()
        yield opening.start(), end
        position = max(end, opening.end())


def _goes_on(text: str, position: int) -> bool:
    """Whether a table goes on behind an empty line: with a new row, or with the rest of a cell."""
    if text.startswith("\t", position) or text[:position].endswith("\t"):
        return True
    piece = text[position:].partition("\n\n")[0]
    lines = piece.split("\n\t")[0]
    return "\n\t" in piece and lines.count("\n") <= 1 and len(lines) <= 12


def _rows(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], ...]]:
    for low, high in _pieces(text, start, end, _ROW):
        yield tuple(
            (left + (text[left : left + 1] == "\t"), right) for left, right in _pieces(text, low, high, _CELL)
        )


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    position = start
    for match in separator.finditer(text, start, end):
        yield position, match.start()
        position = match.end()
    yield position, end


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    for low, high in _pieces(text, start, end, re.compile("\n")):
        if text[low:high].strip():
            yield Block(low, high)


def highlight(text: str, marks: Iterable[Mark], headings: Iterable[int] = ()) -> str:
    """The text as HTML.

    Args:
        text: The document text, names and telephone numbers already masked (offsets unchanged).
        marks: What to mark; overlaps are settled by `disjoint`.
        headings: Offsets at which standard sections begin.
    """
    kept = disjoint(marks)
    starts = sorted(headings)
    parts: list[str] = []
    for block in blocks(text):
        if block.rows:
            parts.append(_table(text, block, kept))
            continue
        headed = any(block.start <= start < block.end for start in starts)
        tag = "h4" if headed and block.end - block.start < 60 else "p"
        parts.append(f"<{tag}>{_inline(text, block.start, block.end, kept)}</{tag}>")
    return "".join(parts)


def _table(text: str, block: Block, marks: Sequence[Mark]) -> str:
    """A table; a row that is shorter than others lets its last cell span the rest."""
    width = max(len(row) for row in block.rows)
    rows = []
    for row in block.rows:
        cells = []
        for place, (start, end) in enumerate(row):
            rest = width - len(row) + 1 if place == len(row) - 1 else 1
            span = f' colspan="{rest}"' if rest > 1 else ""
            cells.append(f"<td{span}>{_inline(text, start, end, marks).strip()}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<div class="sheet"><table>{"".join(rows)}</table></div>'


def _inline(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """The escaped piece of text with the marks that lie in it."""
    parts: list[str] = []
    position = start
    for mark in marks:
        if mark.start < position or mark.end > end:
            continue
        parts.append(escape(text[position : mark.start]))
        parts.append(
            f'<mark id="{escape(mark.id)}" class="{mark.kind}" title="{escape(mark.title)}" tabindex="0">'
            f"{escape(text[mark.start : mark.end])}</mark>"
        )
        position = mark.end
    parts.append(escape(text[position:end]))
    return "".join(parts)
