"""Every page on a warehouse that the real code built from the real reports."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.common import marks, queries
from pages.common.rows import records

PAGES = ("overview", "budget", "structure", "three_public", "score", "check", "source")
ENGLISH = ("None", "nan", "NaN", "Choose", "undefined")


def opened(app: AppTest, page: str, **parameters: Any) -> AppTest:
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page != "overview":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "".join(each.proto.body for each in app.get("html") if "<style>" not in each.proto.body)


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(each.proto.spec) for each in app.get("plotly_chart")]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_an_error(app: AppTest, page: str) -> None:
    opened(app, page)
    assert not app.error
    assert "<h1>" in html(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_english_leftovers(app: AppTest, page: str) -> None:
    text = html(opened(app, page))
    assert [word for word in ENGLISH if f">{word}" in text] == []


@pytest.mark.parametrize("basis", ["占比", "人均"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_every_basis(app: AppTest, page: str, basis: str) -> None:
    assert not opened(app, page, basis=basis).error


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_a_year_that_most_counties_have_no_report_of(app: AppTest, page: str) -> None:
    assert not opened(app, page, year="2022").error


@pytest.mark.parametrize("page", PAGES[:5])
def test_charts_have_an_alternative_text(app: AppTest, page: str) -> None:
    opened(app, page)
    assert all(each.proto.alt for each in app.get("plotly_chart"))
    assert len(app.get("plotly_chart")) >= 2


def test_the_filter_of_a_link_is_restored(app: AppTest) -> None:
    opened(app, "overview", counties=["零陵区"], year="2023")
    assert app.multiselect(key="counties").value == ["零陵区"]
    assert app.selectbox(key="year").value == "2023"


def test_filters_survive_a_page_change(app: AppTest) -> None:
    opened(app, "overview")
    app.multiselect(key="counties").set_value(["零陵区"]).run()
    app.switch_page("pages/budget.py").run()
    assert app.multiselect(key="counties").value == ["零陵区"]


def test_an_unknown_county_in_a_link_is_said(app: AppTest) -> None:
    opened(app, "overview", counties=["不存在县"])
    assert [each.value for each in app.warning] == ["链接中的县区“不存在县”未收录，已忽略。"]


def test_an_unknown_report_in_a_link_is_said(app: AppTest) -> None:
    opened(app, "source", report="000000-x-2023")
    assert any("未收录" in each.value for each in app.warning)


def test_counties_of_different_years_are_labelled_with_their_year(app: AppTest) -> None:
    opened(app, "budget")
    labels = "".join(charts(app)[0]["layout"]["yaxis"]["ticktext"])
    assert "2022年" in labels
    assert "2024年" in labels


def test_a_county_keeps_its_colour_when_others_are_left_out(app: AppTest) -> None:
    opened(app, "overview")
    every = charts(app)[0]["data"][0]["marker"]["color"]
    app.multiselect(key="counties").set_value(["零陵区"]).run()
    assert charts(app)[0]["data"][0]["marker"]["color"] == every[-1:]


def test_the_overview_links_each_figure_to_the_report(app: AppTest) -> None:
    text = html(opened(app, "overview"))
    assert text.count('data-figure="') > 20


def test_the_overview_opens_with_the_year_in_a_few_sentences(app: AppTest) -> None:
    text = html(opened(app, "overview", counties=["衡山县", "君山区"]))
    assert "自评总分98～99分（有数2/2）；附表可复算的2份中，2份复算低于自评" in text
    assert "2/2份报告自相矛盾" in text


def test_a_project_line_said_beside_a_complete_list_is_marked_and_not_drawn(app: AppTest) -> None:
    opened(app, "structure", **{"tab-projects": "表"})
    assert "国有企业退休人员社会化管理补助支出（另处写明，不计入合计）" in html(app)
    drawn = json.dumps(charts(app), ensure_ascii=False)
    assert "上级对下级资金补助" in drawn
    assert "另处写明" not in drawn
    assert "列名合计占项目支出" in html(app)


def test_the_parts_of_a_total_are_shares_of_that_total(app: AppTest) -> None:
    opened(app, "three_public", basis="占比", counties=["零陵区"])
    bars = {trace["name"]: trace["text"] for chart in charts(app) for trace in chart["data"]}
    assert bars["公务接待费"] == ["100.00%"]


def test_budget_and_actual_are_shares_of_one_base(app: AppTest) -> None:
    opened(app, "three_public", basis="占比", counties=["零陵区"])
    bars = {trace["name"]: trace["text"] for chart in charts(app) for trace in chart["data"]}
    assert (bars["年初预算"], bars["决算"]) == (["100.00%"], ["70.63%"])


def test_a_common_indicator_that_rests_on_a_contradicted_figure_is_flagged(app: AppTest) -> None:
    text = html(opened(app, "score", view="共性指标", counties=["君山区"]))
    assert re.search(r"130\.00%(?:(?!</td>).)*⚑", text)


def test_an_indicator_row_that_a_finding_speaks_against_is_flagged(app: AppTest) -> None:
    text = html(opened(app, "score", counties=["衡山县"]))
    empty = text.partition('<span class="long">无</span>')[2].partition("</tr>")[0]
    assert "⚑" in empty  # "无" with full points


def test_weights_that_do_not_make_their_headings_points_are_flagged(app: AppTest) -> None:
    text = html(opened(app, "score", counties=["衡山县"]))
    first = text.partition("按要求及时完成")[2].partition("</tr>")[0]
    assert re.search(r"10<sup[^>]*>⚑", first)


def test_every_chosen_report_has_its_line_beside_the_recomputed_scores(app: AppTest) -> None:
    text = html(opened(app, "score", view="复算对照", counties=["永兴县", "零陵区"]))
    assert "永兴县（2022）</th>" in text
    assert text.count("无从复算") == 2
    assert "没有附部门整体支出自评表" in text


WITHOUT_SHARES = [
    ("overview", "总额不按占比显示"),
    ("score", "本页不按金额显示"),
    ("check", "本页不按金额显示"),
]


@pytest.mark.parametrize("basis", ["金额", "占比"])
@pytest.mark.parametrize(("page", "words"), WITHOUT_SHARES)
def test_a_page_says_where_shares_do_not_apply(app: AppTest, page: str, words: str, basis: str) -> None:
    assert (words in html(opened(app, page, basis=basis))) == (basis == "占比")


def attention(app: AppTest, **parameters: Any) -> list[tuple[str, str]]:
    """Tag and subject of each line of 先看哪里."""
    pattern = r'<li><span class="tag">([^<]+)</span><span><b>([^<]+)</b>'
    return re.findall(pattern, html(opened(app, "overview", **parameters)))


def test_what_to_look_at_first_takes_one_line_of_each_county_before_a_second_one(app: AppTest) -> None:
    labels = [label for tag, label in attention(app) if tag != "关键数缺失"]
    counties = list(dict.fromkeys(labels))
    assert len(counties) > 1
    assert labels[: len(counties)] == counties


def test_a_budget_exceeded_tenfold_comes_before_a_small_gap(app: AppTest) -> None:
    assert attention(app)[0] == ("执行偏离", "沅江市（2023）")


def test_missing_figures_come_last(app: AppTest) -> None:
    missing = [tag == "关键数缺失" for tag, _ in attention(app)]
    assert missing == sorted(missing)


def test_what_is_beyond_the_first_lines_is_folded_and_the_contradictions_are_linked(app: AppTest) -> None:
    wrong = [tag for tag, _ in attention(app)].count("核验不符")
    text = html(app)
    assert f"全部不符{wrong}处" in text
    assert text.index("其余") > text.index('class="attention"')


def test_a_missing_figure_is_shown_with_its_reason_and_not_as_zero(app: AppTest) -> None:
    opened(app, "budget", counties=["零陵区"])
    text = html(app)
    assert "未披露" in text
    assert charts(app)[0]["data"][0]["x"] == []


def test_a_part_above_its_own_total_has_no_share_but_a_conflict(app: AppTest) -> None:
    opened(app, "budget", counties=["衡山县"], basis="占比")
    text = html(app)
    assert "冲突待核" in text
    assert "1,000,000" not in text


def test_the_final_account_may_be_more_than_the_first_budget(app: AppTest) -> None:
    assert "沅江市（2023）为年初预算的10.05倍" in html(opened(app, "budget"))


def test_the_reader_marks_every_figure_of_the_report(app: AppTest) -> None:
    opened(app, "source", report="431102-kjgx-2023")
    (reader,) = [each for each in app.get("bidi_component") if "reader" in each.proto.id]
    data = json.loads(reader.proto.json)
    assert len(data["items"]) > 40
    assert all(f'id="{item["mark"]}"' in data["html"] for item in data["items"])


def test_the_reader_marks_the_points_of_an_indicator_row(app: AppTest) -> None:
    opened(app, "source", report="430423-kjgx-2023", figure="430423-kjgx-2023@1425")
    (reader,) = [each for each in app.get("bidi_component") if "reader" in each.proto.id]
    assert 'id="430423-kjgx-2023@1425" class="indicator"' in json.loads(reader.proto.json)["html"]


def test_numbers_that_were_not_extracted_are_listed_on_demand(app: AppTest) -> None:
    opened(app, "source", report="430423-kjgx-2023", others="true")
    (reader,) = [each for each in app.get("bidi_component") if "reader" in each.proto.id]
    data = json.loads(reader.proto.json)
    assert {item["kind"] for item in data["items"]} == {"other"}
    assert f"另有{len(data['items'])}个数字未抽取" in html(app)
    assert all(f'id="{item["mark"]}"' in data["html"] for item in data["items"])


def test_the_panel_of_a_figure_says_what_it_comprises(app: AppTest) -> None:
    figure = "430423-kjgx-2023@138#three_public.total"
    assert "口径：" in html(opened(app, "source", report="430423-kjgx-2023", figure=figure))


def unlike(app: AppTest) -> int:
    """How many figures the state line says to differ from place to place."""
    (count,) = re.findall("([0-9]+)处数值各处不一", html(app))
    return int(count)


def test_the_state_line_counts_in_the_chosen_reports_only(app: AppTest) -> None:
    every = unlike(opened(app, "overview"))
    app.multiselect(key="counties").set_value(["沅江市"]).run()
    assert 0 < unlike(app) < every
    assert "1份报告" in html(app)


def test_the_signs_beside_figures_are_explained(app: AppTest) -> None:
    assert "⚑ 报告内数值不一或核验不符" in html(opened(app, "budget"))


def test_the_reader_masks_names_and_telephone_numbers(app: AppTest) -> None:
    opened(app, "source", report="430423-kjgx-2023")
    (reader,) = [each for each in app.get("bidi_component") if "reader" in each.proto.id]
    text = json.loads(reader.proto.json)["html"]
    assert "填表人：＊＊" in text


def test_the_check_page_lists_contradictions_with_both_sides(app: AppTest) -> None:
    text = html(opened(app, "check"))
    assert text.count('class="case"') == 10
    assert "另一方" in text


def test_the_check_page_filters_by_outcome(app: AppTest) -> None:
    opened(app, "check")
    app.pills(key="outcome").set_value(["不符"]).run()
    text = html(app)
    assert 'state0">不符' in text
    assert 'state1">存疑' not in text


def test_the_check_page_filters_by_severity(app: AppTest) -> None:
    opened(app, "check")
    app.pills(key="severity").set_value(["提示"]).run()
    text = html(app)
    assert " · 提示" in text
    assert " · 重要" not in text


def test_the_matrix_shows_the_broken_rules_first_and_the_others_on_demand(app: AppTest) -> None:
    few = charts(opened(app, "check"))[0]["layout"]["yaxis"]["ticktext"]
    app.segmented_control(key="rules").set_value("全部").run()
    every = charts(app)[0]["layout"]["yaxis"]["ticktext"]
    assert every[: len(few)] == few
    assert len(every) > 3 * len(few)


def test_a_figure_that_a_rule_contradicts_is_flagged(app: AppTest) -> None:
    opened(app, "three_public", counties=["衡山县"], **{"tab-budget": "表"})
    assert 'class="conflict"' in html(app)


def test_a_card_makes_its_table_when_it_is_opened(app: AppTest) -> None:
    opened(app, "budget")
    assert "data-figure" not in html(app)
    assert html(opened(app, "budget", **{"tab-phases": "表"})).count("data-figure") >= 10


def test_the_sources_of_a_card_quote_every_figure(app: AppTest) -> None:
    text = html(opened(app, "budget", counties=["君山区"], **{"tab-phases": "来源"}))
    assert text.count("<mark>") >= 2


def test_a_place_that_a_rule_names_is_marked_in_the_reader(app: AppTest) -> None:
    opened(app, "source", report="430423-kjgx-2023", figure="place@4388-4395")
    (reader,) = [each for each in app.get("bidi_component") if "reader" in each.proto.id]
    assert 'id="place@4388-4395" class="place"' in json.loads(reader.proto.json)["html"]


def test_the_recomputed_score_stands_beside_the_claimed_one(app: AppTest) -> None:
    text = html(opened(app, "score", counties=["君山区"]))
    assert "复算得分" in text
    assert "不是财政部门的正式评分" in text


def test_a_common_indicator_that_lacks_a_figure_says_which_one(app: AppTest) -> None:
    text = html(opened(app, "score", counties=["零陵区"]))
    assert "无法计算" in text
    assert "缺编制数" in text


def test_a_calculation_ends_with_the_decimals_of_its_value(app: AppTest) -> None:
    text = html(opened(app, "score", counties=["君山区"]))
    assert "13 人 ÷ 10 人 × 100% ＝ 130.00%" in text


def test_what_needs_papers_outside_the_document_waits_for_a_person(app: AppTest) -> None:
    assert "待人工" in html(opened(app, "score"))


def press(app: AppTest, words: str) -> None:
    """Presses the first button of these words."""
    next(each for each in app.button if each.label == words).click().run()


def test_a_person_can_mark_a_finding(app: AppTest) -> None:
    press(opened(app, "check", counties=["君山区"]), "标记")
    app.text_input[0].set_value("已电话核对")
    app.text_input[1].set_value("甲")
    press(app, "记下标记")
    assert "人工标记：已核实　已电话核对　甲" in html(app)
    assert not app.text_input


def test_a_mark_needs_a_name_and_keeps_the_note_meanwhile(app: AppTest) -> None:
    press(opened(app, "check", counties=["君山区"]), "标记")
    app.text_input[0].set_value("已电话核对")
    press(app, "记下标记")
    assert [each.value for each in app.warning] == ["请填写标记人。"]
    assert app.text_input[0].value == "已电话核对"


def mark_first(app: AppTest, state: str = "已核实") -> None:
    """Marks the first finding of the list."""
    press(app, "标记")
    app.segmented_control[-1].set_value(state)
    app.text_input[1].set_value("甲")
    press(app, "记下标记")


def test_the_list_shows_the_findings_of_a_chosen_mark(app: AppTest) -> None:
    mark_first(opened(app, "check", counties=["君山区"]))
    app.pills(key="marked").set_value(["已核实"]).run()
    assert html(app).count('class="case"') == 1


def test_a_marked_finding_is_not_among_the_unmarked_ones(app: AppTest) -> None:
    mark_first(opened(app, "check", counties=["君山区"]))
    app.pills(key="marked").set_value(["未标记"]).run()
    assert 'class="case"' in html(app)
    assert "人工标记：" not in html(app)


def dismiss_first(app: AppTest) -> None:
    """Marks the first finding of the list as 误报."""
    mark_first(app, "误报")


def test_a_false_alarm_is_left_out_of_the_sheet_for_the_bureau(app: AppTest) -> None:
    dismiss_first(opened(app, "check", counties=["君山区"]))
    assert "另有1项已标为误报，不列入" in html(app)


def test_a_false_alarm_is_counted_apart(app: AppTest) -> None:
    opened(app, "check", counties=["君山区"])
    before = html(app)
    (count,) = re.findall("不符 <b>([0-9]+)</b>", before)
    assert "已标为误报" not in before
    dismiss_first(app)
    assert f"不符 <b>{int(count) - 1}</b>" in html(app)
    assert "已标为误报 <b>1</b>" in html(app)


def test_a_false_alarm_is_no_contradiction_of_the_overview(app: AppTest) -> None:
    before = html(opened(app, "overview", counties=["君山区"]))
    (count,) = re.findall("自相矛盾：不符([0-9]+)处", before)
    app.switch_page("pages/check.py").run()
    dismiss_first(app)
    after = html(app.switch_page("pages/overview.py").run())
    assert f"自相矛盾：不符{int(count) - 1}处" in after
    assert f"全部不符{int(count) - 1}处" in after


def test_a_figure_whose_only_contradiction_is_a_false_alarm_is_not_flagged(app: AppTest) -> None:
    figure = "430611-kjgx-2024@5722#expenditure.total"
    flagged = html(opened(app, "source", report="430611-kjgx-2024", figure=figure))
    assert flagged.count('class="conflict"') == 1
    found = queries.read("figure_findings", figure=figure, report="", start=-1, end=-1)
    for row in records(found[found["outcome"] == "不符"]):
        marks.add(marks.Mark(row["finding_id"], row["fingerprint"], "误报", "", "甲", "2026-11-21 09:00"))
    cleared = html(app.run())
    assert 'class="conflict"' not in cleared
    assert "已标为误报" in cleared


def test_a_marks_file_that_cannot_be_read_is_said_in_one_line(app: AppTest) -> None:
    marks.file().write_bytes("标记".encode("utf-16"))
    opened(app, "check")
    assert [each.value for each in app.warning] == [marks.UNREADABLE]
