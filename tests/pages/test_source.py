from __future__ import annotations

import re
from html import unescape

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pages.common import reader, source


def mark(text: str, number: str, name: str = "a", kind: str = "figure") -> source.Mark:
    start = text.index(number)
    return source.Mark(start, start + len(number), name, name, kind)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_a_figure_is_marked_at_its_offsets() -> None:
    text = "三公经费5.65万元"
    assert '<mark id="a" class="figure" title="a" tabindex="0">5.65</mark>万元' in source.highlight(
        text, [mark(text, "5.65")]
    )


def test_text_of_a_report_cannot_become_markup() -> None:
    text = "<script>alert(1)</script> 5.65 & <b>"
    html = source.highlight(text, [mark(text, "5.65")])
    assert "<script>" not in html
    assert plain(html) == text


def test_a_title_cannot_leave_its_attribute() -> None:
    html = source.highlight("5", [source.Mark(0, 1, 'x"y', '"><script>', "figure")])
    assert "<script>" not in html


def test_two_figures_at_one_place_become_one_mark_with_both_titles() -> None:
    kept = source.disjoint([source.Mark(2, 6, "a", "收入"), source.Mark(2, 6, "b", "支出")])
    assert [(each.id, each.title) for each in kept] == [("a", "收入；支出")]


def test_of_overlapping_marks_the_longer_stays() -> None:
    kept = source.disjoint([source.Mark(2, 4, "a", ""), source.Mark(2, 6, "b", "")])
    assert [each.id for each in kept] == ["b"]


def test_a_swallowed_figure_is_shown_by_the_mark_that_covers_it() -> None:
    shown = source.aliases([source.Mark(2, 4, "a", ""), source.Mark(2, 6, "b", "")])
    assert shown == {"a": "b", "b": "b"}


def test_tab_lines_are_drawn_as_a_table() -> None:
    text = "标题\n\t编制数\n\t在职\n\n\t32\n\t29\n\n\n说明：无"
    html = source.highlight(text, [mark(text, "29")])
    assert html.count("<tr>") == 2
    assert '<td><mark id="a" class="figure" title="a" tabindex="0">29</mark></td>' in html
    assert "<p>说明：无</p>" in html


def test_a_blank_line_inside_a_cell_does_not_end_the_table() -> None:
    text = "\t\n\t产出指标\n\n(50分)\n\t数量指标\n\n\t\n\t\n\t质量指标"
    (table,) = [block for block in source.blocks(text) if block.rows]
    assert [[text[start:end] for start, end in row] for row in table.rows] == [
        ["", "产出指标\n\n(50分)", "数量指标"],
        ["", "", "质量指标"],
    ]


def test_a_short_row_spans_the_table() -> None:
    html = source.highlight("\t甲\n\t乙\n\t丙\n\n\t合计\n\t9", [])
    assert '<td colspan="2">9</td>' in html


@given(st.text(alphabet="\t\n\r　 甲乙0123456789.<&（）", max_size=80))
def test_no_character_of_the_text_is_lost(text: str) -> None:
    shown = plain(source.highlight(text, []))
    assert "".join(shown.split()) == "".join(text.split())


@given(st.text(alphabet="\t\n甲乙0123456789.", max_size=60))
def test_every_number_is_marked_whole(text: str) -> None:
    marks = [
        source.Mark(found.start(), found.end(), f"m{found.start()}", "")
        for found in re.finditer(r"[0-9]+", text)
    ]
    html = source.highlight(text, marks)
    assert re.findall(r">([0-9]+)</mark>", html) == re.findall(r"[0-9]+", text)


def unread(text: str, *marks: source.Mark) -> list[str]:
    return [text[each.start : each.end] for each in source.unread_numbers(text, marks)]


def test_a_number_that_no_figure_covers_is_unread() -> None:
    text = "投资1.49亿元，增加65%，经费5.65万元"
    assert unread(text, mark(text, "5.65")) == ["1.49", "65%"]


def test_years_dates_and_document_numbers_are_no_unread_figures() -> None:
    text = "2023年，2024年7月3日，湘财绩〔2020〕7号，2022—2023年，1-12月"
    assert unread(text) == []


def test_list_numbers_and_telephone_numbers_are_no_unread_figures() -> None:
    text = "1、全力保障\n（2）帮扶\n3. 服务\n联系电话：5551234     单位负责人\n手机13812345678"
    assert unread(text) == []


def test_a_decimal_at_the_start_of_a_line_is_unread() -> None:
    assert unread("资金补助\n1034.09万") == ["1034.09"]


def test_an_indicator_row_that_a_finding_speaks_against_is_marked_as_a_conflict() -> None:
    row = {"kind": "indicator", "id": "a", "start": 1, "end": 2, "title": "无"}
    rows = pd.DataFrame([{**row, "conflict": True}, {**row, "conflict": False}])
    assert [one.kind for one in reader.marks_of(pd.DataFrame(), rows)] == ["conflict", "indicator"]
