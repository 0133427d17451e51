"""By the book: the common indicators, the recomputed self-score, the assessment form."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest

from etl.catalogue import measures
from etl.check.assessment import assess, total
from etl.check.book import by_the_book
from etl.check.recompute import CONVENTIONS, RowScore, TableScore, recompute
from etl.check.standard import StandardResult, definitions, standard
from etl.check.targets import attainment, is_met, read_target, read_value
from tests.check.written import written


def indicator(name: str, **case: Any) -> StandardResult:
    return next(entry for entry in standard(written(case)) if entry.definition.name == name)


def row_of(line: str) -> Any:
    return written({"rows": [line]}).indicators[0]


def table(text: str, *rows: str, convention: Any = "pro_rata") -> TableScore:
    return recompute(written({"text": text, "rows": list(rows)}), convention)[0]


def first(text: str, row: str, convention: Any = "pro_rata") -> RowScore:
    return table(text, row, convention=convention).rows[0]


def test_an_indicator_is_computed_with_its_formula_and_figures():
    found = indicator("在职人员控制率", text="编制[[34|staff.authorized]]名，在职[[36|staff.on_payroll]]人。")
    assert found.value == Decimal("105.88")
    assert found.calculation == "36 人 ÷ 34 人 × 100% ＝ 105.88%"
    assert [entry.measure for entry in found.inputs] == ["staff.on_payroll", "staff.authorized"]


def test_a_missing_figure_is_named_and_never_zero():
    found = indicator("在职人员控制率", text="在职[[36|staff.on_payroll]]人。")
    assert found.value is None
    assert found.missing == ("编制数",)
    assert "无法计算" in found.calculation


def test_a_budget_of_zero_makes_the_rate_uncomputable():
    text = "三公预算[[0|three_public.total p=approved]]万元，实际[[1.00|three_public.total]]万元。"
    assert indicator("“三公经费”控制率", text=text).value is None


def test_the_budget_adjustment_rate_is_never_negative():
    text = (
        "年初[[200.00|expenditure.total p=approved]]万元，全年[[150.00|expenditure.total p=adjusted]]万元。"
    )
    assert indicator("预算调整率", text=text).value == Decimal("25.00")


def test_final_figures_stand_in_for_budgets_and_say_so():
    found = indicator(
        "“三公经费”变动率",
        text="三公[[9.00|three_public.total]]万元，上年[[10.00|three_public.total y=2022]]万元。",
    )
    assert found.value == Decimal("-10.00")
    assert "决算数" in found.note


def test_last_years_figure_can_follow_from_the_stated_change():
    text = "三公[[5.65|three_public.total]]万元，减少[[1.66|three_public.total s=yoy_change v=-1.66]]万元。"
    found = indicator("“三公经费”变动率", text=text)
    assert found.value == Decimal("-22.71")
    assert "推算" in found.note


def test_what_the_book_gives_can_leave_its_process():
    given = [written({"text": "编制[[34|staff.authorized]]名，在职[[36|staff.on_payroll]]人。"})]
    assert pickle.loads(pickle.dumps(by_the_book(given))) == by_the_book(given)


def test_every_indicator_names_measures_of_the_catalogue():
    needs = [need for one in definitions() for pair in one.pairs for need in pair]
    assert {need.measure for need in needs if need.measure} <= set(measures())


def test_the_share_of_key_projects_is_one_of_the_budget():
    found = indicator("重点支出安排率", text="项目支出决算[[50.00|expenditure.project]]万元。")
    assert found.missing == ("重点项目支出（年度预算）", "项目总支出（年度预算）")


@pytest.mark.parametrize(
    ("text", "value", "direction", "unit"),
    [
        ("≥35家", "35", "at_least", "家"),
        ("≤9.5万元", "95000", "at_most", "元"),
        ("100%", "100", "at_least", "%"),
        ("下降3%", "3", "at_least", "%"),
        ("不低于480亿元", "48000000000", "at_least", "元"),
        ("15天以内", "15", "at_most", "天内"),
    ],
)
def test_a_target_is_a_number_with_a_direction(text: str, value: str, direction: str, unit: str):
    found = read_target(row_of(f"产出|数量|甲|{text}|1|10|10"))
    assert (found.kind, found.value, found.direction) == ("measurable", Decimal(value), direction)
    assert found.unit in (unit, "天")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("定性", "qualitative"), ("稳步增长", "qualitative"), ("无", "blank"), ("≥50次，≥2次", "qualitative")],
)
def test_what_holds_no_single_number_is_not_measurable(text: str, kind: str):
    assert read_target(row_of(f"产出|数量|甲|{text}|1|10|10")).kind == kind


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("产出|数量|甲|≥35家|36家|6|6", True),
        ("产出|数量|甲|≥35家|34家|6|6", False),
        ("产出|成本指标|支出|9.5万元|7.86万元|5|5", True),
        ("产出|时效指标|资金到户|15天|18天|20|15", False),
        ("效益|生态|能耗|下降3%|下降3.4%|5|5", True),
        ("产出|数量|甲|≥35家|定性|6|6", None),
        ("产出|数量|甲|≥0.9‰|0.12%|6|6", None),
        ("效益|社会|较大事故起数|0起|0起|30|30", True),
    ],
)
def test_whether_a_target_is_met(line: str, met: bool | None):
    assert is_met(row_of(line)) is met


def test_attainment_is_the_share_of_the_target_at_most_one():
    assert attainment(row_of("产出|数量|甲|≥10家|8家|10|10")) == Decimal("0.8")
    assert attainment(row_of("产出|数量|甲|≥10家|12家|10|10")) == Decimal(1)
    assert attainment(row_of("产出|成本指标|支出|≤10万元|20万元|10|10")) == Decimal("0.5")


def test_a_cell_with_two_numbers_has_no_value():
    assert read_value("培训2次，300人") is None


@pytest.mark.parametrize(
    ("convention", "points"), [("pro_rata", "9"), ("all_or_nothing", "0"), ("capped", "6")]
)
def test_each_convention_scores_a_missed_target_in_its_own_way(convention: str, points: str):
    assert first("", "产出|数量|甲|100%|90%|10|9", convention).recomputed == Decimal(points)


def test_a_qualitative_row_keeps_its_claimed_points_and_says_so():
    found = first("", "效益|社会|发展|定性|有效|10|8")
    assert (found.recomputed, found.computed) == (Decimal(8), False)
    assert "定性" in found.reason


def test_a_row_without_content_earns_nothing():
    assert first("", "效益|生态|无|100%|100%|10|10").recomputed == Decimal(0)


def test_the_execution_row_is_its_weight_times_the_rate():
    text = (
        "全年[[880.57|expenditure.total p=adjusted t=0]]万元，执行[[860.9|expenditure.total t=0]]万元，"
        "得[[9|execution.score t=0]]分，总分[[19|score.total t=0]]分"
    )
    found = table(text, "产出|数量|甲|≥1家|1家|10|10")
    assert found.rows[0].recomputed == Decimal("9.78")
    assert (found.claimed, found.recomputed, found.difference) == (
        Decimal(19),
        Decimal("19.78"),
        Decimal("0.78"),
    )


def test_a_recomputed_score_is_marked_as_unofficial():
    assert "不是财政部门的正式评分" in table("", "产出|数量|甲|≥1家|1家|10|10").notice
    assert set(CONVENTIONS) == {"pro_rata", "all_or_nothing", "capped"}


def test_the_assessment_form_has_a_hundred_points():
    lines = assess(written({"text": ""}))
    assert sum(line.points for line in lines) == 100
    low, high = total(lines)
    assert low <= high <= 100


def test_what_needs_papers_outside_the_report_waits_for_a_person():
    waiting = [line.item for line in assess(written({"text": ""})) if line.status == "待人工"]
    assert waiting == ["自评通知", "工作小组", "单位自查", "提交报告"]


def test_each_missing_section_costs_two_points():
    case = {"text": "一、概况\n七、问题\n", "sections": {"overview": "一、概况", "problems": "七、问题"}}
    body = next(line for line in assess(written(case)) if line.item == "完整性（正文）")
    assert (body.lowest, body.highest) == (Decimal(0), Decimal(0))
    assert "社会保险基金" in body.reason


def test_problems_that_only_ask_for_money_earn_nothing():
    case = {"text": "七、问题\n经费不足，缺口较大。\n", "sections": {"problems": "七、问题"}}
    line = next(line for line in assess(written(case)) if line.item == "反映问题情况")
    assert line.highest == Decimal(0)
