from __future__ import annotations

import io
from typing import Any

import openpyxl
import pandas as pd

from pages.common import tables


def link(report: str, figure: str | None) -> str:
    return f"source?report={report}&figure={figure}"


def row(**changes: Any) -> dict[str, Any]:
    return {
        "label": "甲县（2023）",
        "series": "决算",
        "value": 1234.5,
        "unit": "万元",
        "observation_id": "r@1",
        "report_id": "r",
        "origin": "stated",
        "formula": None,
        "inputs": ["r@1"],
        "conflict": False,
        "reason": None,
        "detail": None,
        **changes,
    }


SENTENCE = {
    "observation_id": "r@1",
    "report_id": "r",
    "file": "r.txt",
    "start": 7,
    "year": 2023,
    "measure_name": "三公经费",
    "item": None,
    "phase": "executed",
    "statistic": "level",
    "before": "其中<b>",
    "stated": "1234.5",
    "after": "万元\t下一格",
    "quote": "填表人：＊＊ 1234.5万元",
}


def test_a_figure_links_to_its_place() -> None:
    html = tables.cell(row(), link)
    assert 'href="source?report=r&amp;figure=r@1"' in html
    assert ">1,234.50</a>" in html


def test_a_missing_figure_shows_its_reason_and_why() -> None:
    html = tables.cell(row(value=None, reason="未收集", detail="没有报告"), link)
    assert html == '<span class="reason" title="没有报告">未收集</span>'


def test_a_computed_figure_shows_its_formula() -> None:
    assert "按公式计算：1 ÷ 2" in tables.cell(row(origin="computed", formula="1 ÷ 2"), link)


def test_a_figure_that_rests_on_several_opens_to_its_formula_and_a_link_to_each() -> None:
    html = tables.cell(row(origin="computed", formula="1 ÷ 2", inputs=["r@1", "r@2"]), link)
    assert "<small>1 ÷ 2<br>" in html
    assert ['data-figure="r@1"' in html, 'data-figure="r@2"' in html] == [True, True]


def test_a_conflicting_figure_carries_the_flag() -> None:
    assert "⚑" in tables.cell(row(conflict=True), link)


def test_a_figure_that_is_but_a_part_says_so() -> None:
    html = tables.cell(row(value=0.0, stands_for="仅公务用车运行维护费"), link)
    assert html.endswith("0.00</a><small>（仅公务用车运行维护费）</small>")


def test_a_share_of_a_part_says_so_too() -> None:
    share = row(stands_for="仅公务用车运行维护费", origin="computed", formula="0 ÷ 5", inputs=["r@1", "r@2"])
    assert "（仅公务用车运行维护费）" in tables.cell(share, link)


def test_only_a_bracket_at_the_end_of_a_head_goes_to_a_second_line() -> None:
    html = tables.table(["县区（年度）", "因公出国（境）费"], [])
    assert "县区<small>年度</small>" in html
    assert ">因公出国（境）费</th>" in html


def test_the_words_around_a_number_are_escaped_and_cells_kept_apart() -> None:
    html = tables.quotation(SENTENCE)
    assert html == "…其中&lt;b&gt;<mark>1234.5</mark>万元│下一格…"


def test_the_source_of_a_computed_figure_lists_every_input() -> None:
    figures = pd.DataFrame([row(inputs=["r@1", "r@2"])])
    html = tables.sources(figures, {"r@1": SENTENCE, "r@2": {**SENTENCE, "observation_id": "r@2"}}, link)
    assert html.count("查看原文") == 2


def test_no_text_of_a_csv_becomes_a_formula() -> None:
    content = tables.csv(pd.DataFrame([row(detail="=1+1")]), {}).decode("utf-8-sig")
    assert "'=1+1" in content


def test_a_csv_opens_in_excel_and_has_no_zero_for_missing() -> None:
    content = tables.csv(pd.DataFrame([row(value=None, reason="未披露")]), {})
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1].startswith("甲县（2023）,决算,,万元,未披露")


def test_a_workbook_keeps_numbers_as_numbers_and_reasons_as_words() -> None:
    figures = pd.DataFrame([row(), row(label="乙县（2022）", value=None, reason="未收集")])
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx(figures, {"r@1": SENTENCE}, {"单位": "万元"})))
    assert book.sheetnames == ["数据", "明细", "说明"]
    assert [cell.value for cell in book["数据"]["B"]] == ["决算（万元）", 1234.5, "未收集"]
    assert book["明细"]["J2"].value == "填表人：＊＊ 1234.5万元"


def test_a_part_of_a_figure_is_no_plain_number_in_a_workbook() -> None:
    figures = pd.DataFrame([row(value=0.0, stands_for="仅公务用车运行维护费")])
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx(figures, {}, {})))
    assert book["数据"]["B2"].value == "0.00（仅公务用车运行维护费）"


def test_a_workbook_keeps_the_signs_of_its_figures() -> None:
    figures = pd.DataFrame([row(conflict=True, origin="computed"), row(label="乙县（2022）")])
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx(figures, {}, {})))
    assert [cell.value for cell in book["数据"]["C"]] == [tables.SIGNS, "决算ƒ⚑", None]


def test_no_text_of_a_workbook_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables.workbook({"页": pd.DataFrame({"项": ["=1+1"]})})))
    assert (book["页"]["A2"].value, book["页"]["A2"].data_type) == ("=1+1", "s")


def test_a_wide_table_says_on_a_telephone_that_it_goes_on() -> None:
    assert "共5列" in tables.table(["甲", "乙", "丙", "丁", "戊"], [])
    assert "列 →" not in tables.table(["甲", "乙"], [])
