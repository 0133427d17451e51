from __future__ import annotations

import io
from typing import Any

import openpyxl
import pandas as pd
from docx import Document

from pages.common import findings, marks, sheets


def finding(**changes: Any) -> dict[str, Any]:
    return {
        "finding_id": "f",
        "report_id": "r",
        "label": "甲县（2023）",
        "rule": "PARTS-X",
        "rule_title": "合计等于分项",
        "family": "分项与合计",
        "severity": "错误",
        "cites": "算术",
        "advice": "请核对",
        "outcome": "不符",
        "message": "合计7.00，分项6.00<b>",
        **changes,
    }


def piece(**changes: Any) -> dict[str, Any]:
    return {
        "side": "left",
        "report_id": "r",
        "observation_id": "r@5#m",
        "indicator_id": None,
        "start": 5,
        "end": 6,
        "name": "2023年 三公经费 年初预算",
        "before": "预算数",
        "stated": "7",
        "after": "万元",
        "section_title": "基础数据表",
        **changes,
    }


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    defaults = {"fingerprint": "1", "size": None, "subject_order": 0, "ordinal": 0}
    return pd.DataFrame([{**defaults, **row} for row in rows]).astype({"size": "float64"})


def link(report: str, figure: str | None) -> str:
    return f"source?report={report}&figure={figure}"


def test_a_finding_quotes_both_sides_with_links() -> None:
    quoted = {"f": [piece(), piece(side="right", observation_id="r@9#m", stated="6")]}
    html = findings.cards([finding()], quoted, link)
    assert html.count("查看原文") == 2
    assert "<mark>7</mark>" in html
    assert "<mark>6</mark>" in html


def test_both_sides_are_quoted_when_one_of_them_has_many_places() -> None:
    pieces = [piece() for _ in range(9)] + [piece(side="right", stated="6")]
    kept = findings.chosen(pieces)
    assert len(kept) == findings.SHOWN_PLACES
    assert [each["side"] for each in kept].count("right") == 1


def test_the_code_of_a_rule_is_not_on_the_card() -> None:
    html = findings.cards([finding()], {}, link)
    assert html.count("PARTS-X") == 1
    assert 'title="规则编号：PARTS-X"' in html


def test_a_message_cannot_become_markup() -> None:
    assert "6.00&lt;b&gt;" in findings.cards([finding()], {}, link)


def test_evidence_without_a_figure_is_linked_by_its_place() -> None:
    assert findings.target(piece(observation_id=None)) == "place@5-6"
    assert findings.place_of("place@5-6") == (5, 6)


def test_a_figure_is_no_place() -> None:
    assert findings.place_of("430423-kjgx-2023@5#three_public.total") is None
    assert findings.place_of("place@5-x") is None


def test_a_cell_of_the_matrix_shows_the_gravest_outcome_and_its_number() -> None:
    rows = [finding(), finding(), finding(outcome="存疑"), finding(label="乙县（2022）", outcome="无法核验")]
    cells = findings.matrix_cells(pd.DataFrame(rows)).to_dict("records")
    assert [(cell["label"], cell["state"], cell["text"]) for cell in cells] == [
        ("甲县（2023）", "不符", "2"),
        ("乙县（2022）", "无法核验", "－"),
    ]


def test_the_word_sheet_holds_every_finding_and_names_chinese_fonts() -> None:
    frame = findings.sheet([finding(), finding()], {"f": [piece()]})
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", frame)))
    (table,) = document.tables
    assert len(table.rows) == 3
    assert "2023年 三公经费 年初预算　“基础数据表”：预算数【7】万元" in table.rows[1].cells[4].text
    assert "仿宋" in document.paragraphs[1].runs[0]._element.xml


def test_the_word_sheet_repeats_its_head_on_every_page() -> None:
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", findings.sheet([finding()], {}))))
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def quoted(**changes: Any) -> str:
    return str(findings.sheet([finding()], {"f": [piece(**changes)]})["原文"][0])


def test_a_quote_of_the_sheet_is_the_sentence_and_no_more() -> None:
    assert "：其中接待费【7】万元。" in quoted(before="合计9万元。其中接待费", after="万元。下降")


def test_a_quote_of_the_sheet_keeps_the_row_of_a_table_together() -> None:
    assert "：三公经费 │ 7.47 │ 【7】 │ 4.88" in quoted(before="三公经费\n\t7.47\n\t", after="\n\t4.88")


def test_a_quote_of_the_sheet_says_where_its_sentence_is_cut() -> None:
    assert "：…长长" in quoted(before="长" * 60)


def test_a_quote_outside_all_sections_names_none() -> None:
    assert "年初预算　预算数【7】" in quoted(section_title=None)


def test_the_quoted_place_is_bold_in_word() -> None:
    frame = findings.sheet([finding()], {"f": [piece()]})
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", frame)))
    looks = {run.text: run.font.bold for run in document.tables[0].rows[1].cells[4].paragraphs[0].runs}
    assert looks["【7】"] is True


def test_the_word_sheet_has_a_heading_and_numbered_pages() -> None:
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", findings.sheet([finding()], {}))))
    assert 'w:pStyle w:val="Heading1"' in document.paragraphs[0]._p.xml
    assert 'w:instr="PAGE"' in document.sections[0].footer.paragraphs[0]._p.xml


def words(book: bytes) -> str:
    page = openpyxl.load_workbook(io.BytesIO(book))["核验单"]
    return "\n".join(str(value) for row in page.iter_rows(values_only=True) for value in row if value)


def test_the_excel_sheet_has_room_for_the_answer() -> None:
    frame = findings.sheet([finding()], {})
    book = openpyxl.load_workbook(io.BytesIO(sheets.excel("核验单", "请核实。", frame)))
    assert book["核验单"]["I5"].value == "单位核实情况"
    assert book["核验单"]["I6"].value is None


def test_no_text_of_the_excel_sheet_becomes_a_formula() -> None:
    frame = findings.sheet([finding(message="=1+1")], {})
    book = openpyxl.load_workbook(io.BytesIO(sheets.excel("核验单", "请核实。", frame)))
    assert {cell.data_type for cell in book["核验单"]["D"] if cell.value} == {"s"}


def test_a_control_sign_of_a_quote_does_not_stop_the_word_sheet() -> None:
    frame = findings.sheet([finding()], {"f": [piece(before="预算\x07数")]})
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", frame)))
    assert "预算□数【7】" in document.tables[0].rows[1].cells[4].text


def test_both_sheets_say_that_they_are_no_official_conclusion() -> None:
    frame = findings.sheet([finding()], {})
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", frame)))
    assert sheets.NOTICE in "".join(each.text for each in document.paragraphs)
    assert sheets.NOTICE in words(sheets.excel("核验单", "请核实。", frame))


def test_the_sheet_lists_contradictions_before_doubts() -> None:
    frame = findings.sheet([finding(outcome="存疑"), finding()], {})
    assert list(frame["核验结果"]) == ["不符\n重要", "存疑\n重要"]


def test_findings_are_listed_by_outcome_then_severity_then_size() -> None:
    rows = frame(
        finding(finding_id="doubt", outcome="存疑", size=0.9),
        finding(finding_id="hint", severity="提示", size=0.9),
        finding(finding_id="unmeasured"),
        finding(finding_id="small", size=0.1),
        finding(finding_id="large", size=0.9),
    )
    ordered = list(findings.gravest_first(rows)["finding_id"])
    assert ordered == ["large", "small", "unmeasured", "hint", "doubt"]


def test_a_severity_is_not_called_like_an_outcome() -> None:
    html = findings.cards([finding(severity="错误"), finding(severity="疑点")], {}, link)
    assert "分项与合计 · 重要" in html
    assert "分项与合计 · 一般" in html


def test_a_sum_has_a_total_and_its_parts() -> None:
    html = findings.cards([finding()], {"f": [piece(), piece(side="right")]}, link)
    assert "<i>合计</i>" in html
    assert "<i>分项</i>" in html


def test_parts_without_a_total_are_called_parts() -> None:
    assert "<i>合计</i>" not in findings.cards([finding()], {"f": [piece(), piece()]}, link)


def test_other_findings_have_two_sides() -> None:
    html = findings.cards([finding(family="前后一致")], {"f": [piece(), piece(side="right")]}, link)
    assert "<i>另一方</i>" in html


def test_the_sheet_tells_what_a_person_has_said() -> None:
    mark = marks.Mark("f", "1", "已核实", "已电话核对", "甲", "2026-11-21 09:00")
    frame = findings.sheet([finding(fingerprint="1")], {}, {"f": mark})
    assert frame["人工标记"][0] == "已核实　已电话核对"


def test_the_sheet_says_how_many_places_it_leaves_out() -> None:
    frame = findings.sheet([finding()], {"f": [piece()] * 8})
    assert frame["原文"][0].endswith("\n另有2处")


def test_the_sheet_says_that_an_absent_thing_has_no_quote() -> None:
    assert findings.sheet([finding()], {})["原文"][0] == "报告中未见"


def test_an_empty_cell_is_quoted_as_blank() -> None:
    assert "预算数【空白】万元" in findings.sheet([finding()], {"f": [piece(stated="")]})["原文"][0]


def test_a_finding_names_the_one_that_explains_it() -> None:
    row = finding() | {"follows_title": "同一收支数字各处一致"}
    for shown in (findings.cards([row], {}, link), findings.sheet([row], {})["问题说明"][0]):
        assert "与“同一收支数字各处一致”一条出自同一个数" in shown
    assert "出自同一个数" not in findings.cards([finding()], {}, link)


def test_every_column_of_the_word_sheet_is_as_wide_as_its_cells() -> None:
    document = Document(io.BytesIO(sheets.word("核验单", "请核实。", findings.sheet([finding()], {}))))
    table = document.tables[0]  # LibreOffice and WPS go by the columns, Word by the cells
    assert [column.width for column in table.columns] == [cell.width for cell in table.rows[1].cells]


def test_a_row_of_the_excel_sheet_is_as_high_as_its_fullest_cell() -> None:
    frame = findings.sheet([finding(), finding(message="合计与分项不符，请核对。" * 20)], {})
    page = openpyxl.load_workbook(io.BytesIO(sheets.excel("核验单", "请核实。", frame)))["核验单"]
    short, long = (page.row_dimensions[row].height for row in (6, 7))
    assert long > short * 3
