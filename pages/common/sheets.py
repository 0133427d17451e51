"""The 核验单 in Word form: A4, a table that a bureau can answer, Chinese fonts named for Word."""

from __future__ import annotations

import io
from datetime import date

import pandas as pd
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run

BODY = "仿宋"
HEAD = "黑体"
WIDTHS = (9, 16, 32, 62, 70, 34, 30)  # millimetres on a landscape A4 between its margins
COLUMNS = ("序号", "核验结果", "核验事项", "问题说明", "原文", "建议", "单位核实情况")


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
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(22)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(heading.add_run(title), 16, HEAD, bold=True)
    _write(document.add_paragraph().add_run(lead), 11)
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name, width in zip(table.rows[0].cells, COLUMNS, WIDTHS, strict=True):
        cell.width = Mm(width)
        _write(cell.paragraphs[0].add_run(name), 10, HEAD)
    for values in rows[list(COLUMNS)].astype(str).itertuples(index=False):
        for cell, value, width in zip(table.add_row().cells, values, WIDTHS, strict=True):
            cell.width = Mm(width)
            _write(cell.paragraphs[0].add_run(str(value)), 9)
    made = f"生成日期：{date.today():%Y年%m月%d日}"
    closing = f"本单由绩览按公开规则自动核验生成，须经人工核实，不代替财政部门的评价结论。{made}"
    _write(document.add_paragraph().add_run(closing), 9)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
