"""The semantic layer: missing stays missing with its reason, rates have honest denominators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.records import answer, figure, gap, report_of, row, table_figure, warehouse_of

TOTAL = "expenditure.total"


def budget_figures(*amounts: tuple[str, str]) -> list:
    return [figure(TOTAL, amount, phase=phase) for phase, amount in amounts]


def test_a_missing_budget_is_null_with_its_reason_and_never_zero() -> None:
    connection = warehouse_of(report_of(*budget_figures(("executed", "10"))))
    found = answer(
        connection, "SELECT approved, approved_reason, executed, executed_reason, execution_rate FROM budget"
    )
    assert found == [(None, "未披露", Decimal(10), None, None)]


def test_a_stated_zero_is_a_zero() -> None:
    connection = warehouse_of(report_of(figure("three_public.overseas", "无", stated_unit="")))
    assert answer(connection, "SELECT value, conflict FROM three_public") == [(Decimal(0), False)]


def test_a_rate_over_a_zero_budget_is_null() -> None:
    figures = budget_figures(("approved", "0"), ("adjusted", "0"), ("executed", "10"))
    connection = warehouse_of(report_of(*figures))
    assert answer(connection, "SELECT execution_rate, addition_rate FROM budget") == [(None, None)]


def test_execution_and_addition_rate_are_computed_from_the_shown_amounts() -> None:
    figures = budget_figures(("approved", "80"), ("adjusted", "100"), ("executed", "90"))
    connection = warehouse_of(report_of(*figures))
    assert answer(connection, "SELECT execution_rate, addition_rate FROM budget") == [(90.0, 25.0)]


def test_a_projects_own_total_is_not_the_departments() -> None:
    connection = warehouse_of(report_of(figure(TOTAL, "10", scope="某项目")))
    assert answer(connection, "SELECT executed, executed_reason FROM budget") == [(None, "未披露")]


def test_a_report_without_any_figure_still_has_its_budget_row() -> None:
    connection = warehouse_of(report_of())
    found = answer(connection, "SELECT county, year, executed, executed_reason FROM budget")
    assert found == [("衡山县", 2023, None, "未披露")]


def test_a_year_without_a_report_is_not_collected() -> None:
    connection = warehouse_of(report_of(figure("three_public.total", "5", year=2022)))
    found = answer(
        connection,
        "SELECT year, reason FROM missing_reason WHERE measure = 'three_public.reception' "
        "AND phase = 'executed' ORDER BY year",
    )
    assert found == [(2022, "未收集"), (2023, "未披露")]


def test_a_figure_that_is_there_has_no_missing_reason() -> None:
    connection = warehouse_of(report_of(figure(TOTAL, "5")))
    query = "SELECT phase FROM missing_reason WHERE measure = 'expenditure.total' ORDER BY phase"
    assert answer(connection, query) == [("adjusted",), ("approved",)]


def test_a_gap_gives_its_own_reason() -> None:
    report = report_of(gaps=(gap(TOTAL, "未识别", "单元格中有两个数"),))
    connection = warehouse_of(report)
    query = "SELECT reason, detail FROM {} WHERE measure = 'expenditure.total' AND phase = 'executed'"
    assert answer(connection, query.format("missing_reason")) == [("未识别", "单元格中有两个数")]
    assert answer(connection, query.format("coverage")) == [("未识别", "单元格中有两个数")]


@pytest.mark.parametrize(
    ("sections", "reason"), [((), "不适用"), (("department_self_evaluation",), "未披露")]
)
def test_points_for_execution_do_not_apply_without_a_self_evaluation_table(
    sections: tuple[str, ...], reason: str
) -> None:
    connection = warehouse_of(report_of(sections=sections))
    query = "SELECT reason FROM coverage WHERE measure = 'execution.score'"
    assert answer(connection, query) == [(reason,)]


def test_coverage_counts_the_reports_own_year_only() -> None:
    connection = warehouse_of(
        report_of(figure(TOTAL, "5", year=2022), figure(TOTAL, "6"), figure(TOTAL, "6"))
    )
    query = (
        "SELECT phase, present, observations, reason FROM coverage "
        "WHERE measure = 'expenditure.total' ORDER BY phase"
    )
    assert answer(connection, query) == [
        ("adjusted", False, 0, "未披露"),
        ("approved", False, 0, "未披露"),
        ("executed", True, 2, None),
    ]


def test_a_share_is_computed_and_stands_beside_the_stated_one() -> None:
    report = report_of(
        figure(TOTAL, "200"),
        figure("expenditure.project", "50"),
        figure("expenditure.project", "26", statistic="share_pct", unit="%", item="总支出"),
        figure("expenditure.project", "90", statistic="share_pct", unit="%", item="年初预算数"),
    )
    connection = warehouse_of(report)
    assert answer(connection, "SELECT share_pct, share_stated FROM spend_share") == [(25.0, Decimal(26))]


def test_a_share_without_its_base_is_null() -> None:
    connection = warehouse_of(report_of(figure("expenditure.personnel", "50"), figure(TOTAL, "100")))
    assert answer(connection, "SELECT base_measure, share_pct FROM spend_share") == [
        ("expenditure.basic", None)
    ]


def test_fiscal_appropriation_is_a_subtotal_where_its_sources_are_stated() -> None:
    report = report_of(
        figure("revenue.total", "10"),
        figure("revenue.fiscal_appropriation", "9"),
        figure("revenue.general_public_budget", "9"),
    )
    found = answer(
        warehouse_of(report), "SELECT measure, subtotal, share_pct FROM revenue_source ORDER BY ordinal"
    )
    assert found == [
        ("revenue.fiscal_appropriation", True, 90.0),
        ("revenue.general_public_budget", False, 90.0),
    ]


def test_project_lines_have_their_share_of_all_projects() -> None:
    report = report_of(
        figure("expenditure.project", "40"), figure("expenditure.project_item", "10", item="技改专项")
    )
    assert answer(warehouse_of(report), "SELECT item, share_pct FROM project_item") == [("技改专项", 25.0)]


def test_three_public_per_head_uses_the_same_years_staff() -> None:
    report = report_of(figure("three_public.total", "5"), figure("staff.on_payroll", "20"))
    connection = warehouse_of(report)
    assert answer(connection, "SELECT staff, per_head FROM three_public") == [(Decimal(20), 0.25)]


def test_the_score_of_the_text_and_of_the_table_stand_side_by_side() -> None:
    report = report_of(figure("score.total", "95"), table_figure("score.total", "93.7"))
    found = answer(
        warehouse_of(report), "SELECT score_total, score_text, score_table, score_conflict FROM self_score"
    )
    assert found == [(Decimal("93.7"), Decimal(95), Decimal("93.7"), True)]


def test_points_are_lost_only_where_a_score_is_stated() -> None:
    rows = (row("产出指标", "10", "8"), row("产出指标", "10", None), row("效益指标", "30", "30"))
    found = answer(
        warehouse_of(report_of(indicators=rows)),
        "SELECT level1, weight, score, lost, rows, rows_without_score FROM score_dimension ORDER BY level1",
    )
    assert found == [
        ("产出指标", Decimal(20), Decimal(8), Decimal(2), 2, 1),
        ("效益指标", Decimal(30), Decimal(30), Decimal(0), 1, 0),
    ]


def test_a_dimension_without_any_score_has_no_sum() -> None:
    connection = warehouse_of(report_of(indicators=(row("产出指标", "10", None),)))
    assert answer(connection, "SELECT score, lost FROM score_dimension") == [(None, None)]


def test_year_over_year_sets_the_computed_change_beside_the_stated_one() -> None:
    report = report_of(
        figure("three_public.total", "4"),
        figure("three_public.total", "5", year=2022),
        figure("three_public.total", "20", statistic="yoy_pct", unit="%", value=Decimal(-20)),
    )
    found = answer(
        warehouse_of(report),
        "SELECT year, previous, change, change_pct, stated_pct FROM year_over_year ORDER BY year",
    )
    assert found == [(2022, None, None, None, None), (2023, Decimal(5), Decimal(-1), -20.0, Decimal(-20))]


def test_a_change_from_zero_has_no_percentage() -> None:
    report = report_of(figure("three_public.total", "4"), figure("three_public.total", "0", year=2022))
    query = "SELECT change, change_pct FROM year_over_year WHERE year = 2023"
    assert answer(warehouse_of(report), query) == [(Decimal(4), None)]


def test_growth_of_an_outcome_is_in_per_cent() -> None:
    report = report_of(
        figure("outcome.industrial_output", "10"),
        figure("outcome.industrial_output", "5", statistic="yoy_pct", unit="%", year=2023, phase="target"),
    )
    found = answer(warehouse_of(report), "SELECT statistic, unit FROM outcome ORDER BY statistic")
    assert found == [("level", "亿元"), ("yoy_pct", "%")]


def test_counties_do_not_mix() -> None:
    first = report_of(figure(TOTAL, "10"), code="430423")
    second = report_of(figure(TOTAL, "20"), code="430611")
    found = answer(warehouse_of(first, second), "SELECT county, executed FROM budget ORDER BY county_code")
    assert found == [("衡山县", Decimal(10)), ("君山区", Decimal(20))]
