"""The 核验单 as Word and as Excel file: landscape A4, a table that a bureau can answer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import pandas as pd
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from pages.common import excel as workbooks
from pages.common.findings import COLUMNS

SHADE = "E6ECEF"  # of the heads
BODY = "仿宋"
HEAD = "黑体"
WIDTHS = (8, 12, 26, 55, 67, 36, 28, 16, 25)  # millimetres, of COLUMNS
PAGE, MARGIN = (297, 210), 12  # millimetres: A4, landscape
TOP = 5  # rows above the findings in the Excel file: title, lead, notice, an empty one, the head
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML file can hold them
PLACE = re.compile(r"(【[^】]*】)")  # the quoted place stands out
SIGNS = 0.5  # half-width signs that a millimetre of an Excel column holds
LINE, HIGHEST = 13.5, 409  # points of a line of an Excel row, and what Excel allows a row
NOTICE = "本单由绩览按公开规则自动核验生成，须经人工核实，不是官方评价结论，不代替财政部门的评价。"
SIGNED = "核实单位（盖章）：　　　　　　　　　　核实人：　　　　　　　　　　日期：　　　　年　　月　　日"


def _made() -> str:
    return f"{NOTICE}生成日期：{date.today():%Y年%m月%d日}"


def printable(words: str) -> str:
    """The words with signs that no Word file can hold made visible."""
    return CONTROLS.sub("□", words)


def _write(run: Run, size: float, font: str = BODY, *, bold: bool = False) -> None:
    """Sets a run's fonts; without the East Asian one Word takes its own for Chinese."""
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def word(title: str, lead: str, rows: pd.DataFrame) -> bytes:
    """The 核验单 as a .docx file.

    Args:
        title: Its title.
        lead: The opening paragraph.
        rows: The frame of findings.sheet.
    """
    document = Document()
    _lay_out(document)
    heading = document.add_paragraph(style="Heading 1")
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(printable(title))
    _write(run, 16, HEAD, bold=True)
    run.font.color.rgb = RGBColor(0, 0, 0)
    for words in (lead, _made()):
        _write(document.add_paragraph().add_run(printable(words)), 11)
    _fill(document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid"), rows)
    _write(document.add_paragraph().add_run(f"\n{SIGNED}"), 11)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _lay_out(document: WordDocument) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Mm(length) for length in PAGE)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    page.header_distance = page.footer_distance = Mm(MARGIN / 2)
    _number_pages(page.footer.paragraphs[0])


def _number_pages(foot: Paragraph) -> None:
    """第 1 页 共 3 页, which Word counts by itself."""
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        _write(foot.add_run(words), 9)
        if field:
            counted = OxmlElement("w:fldSimple")
            counted.set(qn("w:instr"), field)
            foot._p.append(counted)


def _fill(table: Table, rows: pd.DataFrame) -> None:
    """Writes head and findings; the head is repeated on every page."""
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)  # Word goes by the cells' widths, LibreOffice by these
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    lines = [(head, COLUMNS, 10, HEAD)]
    lines += [
        (table.add_row(), values, 9, BODY)
        for values in rows[list(COLUMNS)].astype(str).itertuples(index=False)
    ]
    for line, values, size, font in lines:
        for cell, value, width in zip(line.cells, values, WIDTHS, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            if line is head:
                _shade(cell)
            for words in PLACE.split(printable(str(value))):
                _write(cell.paragraphs[0].add_run(words), size, font, bold=words.startswith("【"))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def excel(title: str, lead: str, rows: pd.DataFrame) -> bytes:
    """The 核验单 as an .xlsx file, to be printed on landscape A4.

    Args:
        title: Its title.
        lead: The opening paragraph.
        rows: The frame of findings.sheet.
    """
    target = io.BytesIO()
    with workbooks.writer(target) as writer:
        rows[list(COLUMNS)].to_excel(writer, sheet_name="核验单", index=False, startrow=TOP - 1)
        page, book = writer.sheets["核验单"], writer.book
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_size": 10})
        head = book.add_format({"text_wrap": True, "bold": True, "border": 1, "bg_color": f"#{SHADE}"})
        page.write(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
        page.write(1, 0, lead)
        page.write(2, 0, _made())
        page.write(TOP + len(rows) + 1, 0, SIGNED)
        page.write_row(TOP - 1, 0, COLUMNS, head)
        for place, values in enumerate(rows[list(COLUMNS)].itertuples(index=False), start=TOP):
            page.write_row(place, 0, list(values), cell)
            page.set_row(place, min(_lines(values) * LINE, HIGHEST))
        for place, width in enumerate(WIDTHS):
            page.set_column(place, place, width * SIGNS)
        _print_on_paper(page)
    return target.getvalue()


def _lines(values: Iterable[object]) -> int:
    """How many lines the fullest cell of a row takes; not every program finds the height by itself."""
    return max(
        sum(ceil(_length(words) / (width * SIGNS - 1)) or 1 for words in str(value).splitlines() or [""])
        for value, width in zip(values, WIDTHS, strict=True)
    )


def _length(words: str) -> int:
    """The length of words in half-width signs."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)


def _print_on_paper(page: Any) -> None:
    """Landscape A4, one page wide, the head on every page and in sight while scrolling."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(TOP - 1)
    page.freeze_panes(TOP, 0)
