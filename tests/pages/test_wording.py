from __future__ import annotations

import pandas as pd
import pytest

from pages.common import wording


def figures(**values: float | None) -> pd.DataFrame:
    rows = [{"label": label, "series": "决算", "value": value} for label, value in values.items()]
    return pd.DataFrame(rows).astype({"value": "float64"})


def test_money_has_two_decimals_and_thousands_separators() -> None:
    assert wording.amount(11658.78, "万元") == "11,658.78万元"


def test_a_true_zero_is_a_figure() -> None:
    assert wording.amount(0.0, "万元") == "0.00万元"


def test_a_rounded_negative_zero_loses_its_sign() -> None:
    assert wording.number(-0.001) == "0.00"


def test_a_missing_figure_is_its_reason() -> None:
    assert wording.amount(None, "万元", "未收集") == "未收集"


def test_counted_things_have_no_decimals() -> None:
    assert wording.amount(29.0, "人") == "29人"


def test_small_amounts_per_head_keep_four_decimals() -> None:
    assert wording.amount(0.0238, "万元/人") == "0.0238万元/人"
    assert wording.amount(155.6228, "万元/人") == "155.62万元/人"


@pytest.mark.parametrize(
    ("previous", "current", "words"),
    [
        (146.43, 158.73, "增加12.30万元，增长8.4%"),
        (7.31, 5.65, "减少1.66万元，下降22.7%"),
        (5.0, 5.0, "持平"),
        (0.0, 5.0, "增加5.00万元，上年为零，不计算增长率"),
        (None, 5.0, "缺上年数，不作比较"),
        (5.0, None, "缺上年数，不作比较"),
    ],
)
def test_a_change_is_told_as_amount_and_rate(
    previous: float | None, current: float | None, words: str
) -> None:
    assert wording.change(previous, current) == words


def test_rates_change_in_percentage_points() -> None:
    assert wording.change(97.0, 98.2, "%") == "上升1.20个百分点"


def test_a_title_tells_the_extremes_with_coverage() -> None:
    title = wording.extremes_title(figures(甲县=5.0, 乙县=1.0, 丙县=None), "三公经费", "万元")
    assert title == "三公经费：甲县最高，5.00万元；乙县最低，1.00万元（有数2/3）"


def test_a_title_ranks_nothing_with_too_few_figures() -> None:
    title = wording.extremes_title(
        figures(甲县=5.0, 乙县=1.0, 丙县=None, 丁县=None, 戊县=None), "执行率", "%"
    )
    assert title == "执行率：甲县5.00%，乙县1.00%，其余3个没有数（有数2/5）"


def test_a_title_of_one_subject_tells_its_figure() -> None:
    assert wording.extremes_title(figures(甲县=5.0), "决算", "万元") == "决算：甲县5.00万元（有数1/1）"


def test_a_title_without_any_figure_is_neutral() -> None:
    title = wording.extremes_title(figures(甲县=None, 乙县=None), "决算", "万元")
    assert title == "决算：均未披露（有数0/2）"


def test_equal_figures_have_no_extremes() -> None:
    title = wording.extremes_title(figures(甲县=5.0, 乙县=5.0), "得分", "分")
    assert title == "得分：各县区均为5.00分（有数2/2）"


def test_a_tie_at_an_end_is_told_as_a_tie() -> None:
    shares = {"甲县": 100.0, "乙县": 100.0, "丙县": 100.0, "丁县": 87.7}
    title = wording.extremes_title(figures(**shares), "接待费占比", "%")
    assert title == "接待费占比：3个县区并列最高，100.00%；丁县最低，87.70%（有数4/4）"


def test_two_that_tie_are_named() -> None:
    title = wording.extremes_title(figures(甲县=5.0, 乙县=5.001, 丙县=9.0), "决算", "万元")
    assert title == "决算：丙县最高，9.00万元；甲县、乙县并列最低，5.00万元（有数3/3）"


def test_a_number_is_rounded_as_on_paper() -> None:
    assert wording.number(33.165) == "33.17"


def test_a_title_of_a_year_without_reports_says_so() -> None:
    frame = figures(甲县=None).assign(reason="未收集")
    title = wording.count_title(frame, "与预算相比", "县超出", "县未超")
    assert title == "与预算相比：没有该年度报告（有数0/1）"


def test_a_title_says_that_too_few_have_figures_to_compare() -> None:
    frame = figures(甲县=5.0, 乙县=None, 丙县=None)
    title = wording.count_title(frame, "与预算相比", "县超出", "县未超")
    assert title == "与预算相比：3个县区中只有1个有数，不作比较"


def test_a_count_title_tells_above_below_and_level() -> None:
    frame = figures(甲县=120.0, 乙县=80.0, 丙县=100.0, 丁县=None)
    title = wording.count_title(frame, "与预算相比", "县超出", "县未超", level=100)
    assert title == "与预算相比：1个县超出，1个县未超，1个持平（有数3/4）"


def parts(whole: float | None, *amounts: float | None) -> pd.DataFrame:
    frame = pd.DataFrame({"label": "甲县", "amount": pd.Series(amounts, dtype="float64")})
    return frame.assign(whole=pd.Series([whole] * len(amounts), dtype="float64"))


def test_parts_that_do_not_add_up_to_their_total_are_remarked() -> None:
    told = "甲县各项合计3,666.51万元，比支出合计3,705.67万元少39.16万元"
    assert wording.sum_note(parts(3705.67, 620.09, 3046.42), "支出合计") == told


def test_sums_that_are_right_but_for_rounding_are_not_remarked() -> None:
    assert wording.sum_note(parts(860.9, 193.1, 667.7), "支出合计") == ""


def test_a_sum_with_a_missing_part_is_not_compared() -> None:
    assert wording.sum_note(parts(10.0, 4.0, None), "支出合计") == ""
    assert wording.sum_note(parts(None, 4.0, 5.0), "支出合计") == ""


def test_some_of_the_parts_may_be_less_but_not_more_than_the_total() -> None:
    assert wording.sum_note(parts(10.0, 4.0, 5.0), "支出合计", closed=False) == ""
    assert "多2.00万元" in wording.sum_note(parts(10.0, 4.0, 8.0), "支出合计", closed=False)


def test_the_named_lines_are_told_against_the_total_without_what_is_said_elsewhere() -> None:
    lines = pd.DataFrame({"label": "甲县", "amount": [60.0, 40.0, 3.0], "project_total": 100.0})
    lines["apart"] = [False, False, True]
    assert wording.named_note(lines) == "列名合计占项目支出：甲县100.0%"


def test_the_alternative_text_says_why_a_figure_is_missing() -> None:
    frame = figures(甲县=5.0, 乙县=None).assign(unit="万元", reason=pd.Series([None, "未收集"]))
    text = wording.alternative_text("三公经费（有数1/2）", frame, "万元")
    assert text == "三公经费（有数1/2）。甲县决算5.00万元；乙县决算未收集。"
