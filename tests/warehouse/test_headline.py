"""One value per key: the rules of the data contract, section 2, one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.warehouse.records import answer, figure, report_of, table_figure, warehouse_of

TOTAL = "expenditure.total"
CHOSEN = "SELECT value, report_id FROM headline WHERE measure = 'expenditure.total' AND year = 2022"


def test_a_budget_is_best_known_to_its_own_years_report() -> None:
    own = report_of(figure(TOTAL, "10", phase="approved", year=2022), year=2022)
    newer = report_of(figure(TOTAL, "11", phase="approved", year=2022), year=2023)
    assert answer(warehouse_of(newer, own), CHOSEN) == [(Decimal(10), "430423-kjgx-2022")]


def test_the_final_figure_of_the_year_before_is_best_known_to_the_newer_report() -> None:
    own = report_of(figure(TOTAL, "10", year=2022), year=2022)
    newer = report_of(figure(TOTAL, "11", year=2022), year=2023)
    assert answer(warehouse_of(own, newer), CHOSEN) == [(Decimal(11), "430423-kjgx-2023")]


def test_a_forecast_never_beats_a_final_figure() -> None:
    older = report_of(figure(TOTAL, "9", year=2022), year=2021)
    own = report_of(figure(TOTAL, "10", year=2022), year=2022)
    assert answer(warehouse_of(older, own), CHOSEN) == [(Decimal(10), "430423-kjgx-2022")]


def test_the_base_data_table_beats_the_narrative() -> None:
    report = report_of(figure(TOTAL, "10"), figure(TOTAL, "10"), table_figure(TOTAL, "11"))
    found = answer(warehouse_of(report), "SELECT value, method FROM headline")
    assert found == [(Decimal(11), "table")]


def test_a_table_of_another_kind_does_not_beat_the_narrative() -> None:
    other = table_figure(TOTAL, "11", section="overview")
    report = report_of(figure(TOTAL, "10"), other)
    assert answer(warehouse_of(report), "SELECT value FROM headline") == [(Decimal(10),)]


def test_an_impossible_unit_loses_to_the_table() -> None:
    wrong = figure(TOTAL, "466.23", stated_unit="元")
    report = report_of(wrong, table_figure(TOTAL, "466.23"))
    found = answer(warehouse_of(report), "SELECT value, conflict FROM headline")
    assert found == [(Decimal("466.23"), True)]


def test_the_value_stated_most_often_wins() -> None:
    report = report_of(figure(TOTAL, "10"), figure(TOTAL, "11"), figure(TOTAL, "11.0"))
    found = answer(warehouse_of(report), "SELECT value, observations, distinct_values FROM headline")
    assert found == [(Decimal(11), 3, 2)]


def test_of_equally_frequent_values_the_first_in_the_document_wins() -> None:
    report = report_of(figure(TOTAL, "12"), figure(TOTAL, "11"))
    assert answer(warehouse_of(report), "SELECT value FROM headline") == [(Decimal(12),)]


PART = "expenditure.project"
CHOSEN_PART = "SELECT value FROM headline WHERE measure = 'expenditure.project'"
LAST = "万元\n\n"  # the unit of a paragraph's last figure


def test_of_equally_frequent_values_the_one_beside_its_total_wins() -> None:
    apart = figure(PART, "12", stated_unit=LAST)
    report = report_of(apart, figure(TOTAL, "20"), figure(PART, "11"), figure("expenditure.basic", "9"))
    found = answer(
        warehouse_of(report),
        "SELECT value, reason_lost FROM observation_rank WHERE measure = 'expenditure.project' ORDER BY rank",
    )
    assert found == [(Decimal(11), None), (Decimal(12), "次数相同，采用与其合计数写在一处的数值")]


def test_a_total_of_another_phase_lends_its_parts_no_weight() -> None:
    apart = figure(PART, "12", stated_unit=LAST)
    report = report_of(apart, figure(TOTAL, "20", phase="approved"), figure(PART, "11"))
    assert answer(warehouse_of(report), CHOSEN_PART) == [(Decimal(12),)]


def test_the_value_stated_most_often_wins_over_the_one_beside_its_total() -> None:
    often = (figure(PART, "12"), figure(PART, "12", stated_unit=LAST))
    report = report_of(*often, figure(TOTAL, "20"), figure(PART, "11"))
    assert answer(warehouse_of(report), CHOSEN_PART) == [(Decimal(12),)]


def test_every_loser_stays_reachable_with_the_reason() -> None:
    report = report_of(
        figure(TOTAL, "10"), figure(TOTAL, "11"), table_figure(TOTAL, "12"), table_figure(TOTAL, "12")
    )
    found = answer(
        warehouse_of(report), "SELECT rank, value, reason_lost FROM observation_rank ORDER BY rank"
    )
    assert found == [
        (1, Decimal(12), None),
        (2, Decimal(12), "数值相同，采用文中首次出现处"),
        (3, Decimal(10), "自评表、基础数据表优先于正文"),
        (4, Decimal(11), "自评表、基础数据表优先于正文"),
    ]


def test_scope_item_and_phase_are_keys_of_their_own() -> None:
    report = report_of(
        figure(TOTAL, "10"),
        figure(TOTAL, "11", scope="某项目"),
        figure(TOTAL, "12", item="某明细"),
        figure(TOTAL, "13", phase="adjusted"),
    )
    assert answer(warehouse_of(report), "SELECT count(*), count(*) FILTER (conflict) FROM headline") == [
        (4, 0)
    ]


@pytest.mark.parametrize(
    ("first", "first_unit", "second", "second_unit", "conflict"),
    [
        ("9.29", "万元", "9.3", "万元", False),
        ("9.24", "万元", "9.3", "万元", True),
        ("9.25", "万元", "9.3", "万元", False),
        ("9.29", "万元", "9.30", "万元", False),
        ("9.29", "万元", "9.31", "万元", True),
        ("466.23", "万元", "4662300", "元", False),
        ("466.23", "万元", "4662349", "元", False),
        ("466.23", "万元", "4662351", "元", True),
        ("1.49", "亿元", "14949.9", "万元", False),
        ("1.49", "亿元", "14950.1", "万元", True),
        ("0.00", "万元", "无", "", False),
        ("0.01", "万元", "无", "", True),
        ("0.004", "万元", "无", "", True),
    ],
)
def test_only_figures_whose_printed_intervals_are_disjoint_conflict(
    first: str, first_unit: str, second: str, second_unit: str, conflict: bool
) -> None:
    report = report_of(
        figure(TOTAL, first, stated_unit=first_unit), figure(TOTAL, second, stated_unit=second_unit)
    )
    assert answer(warehouse_of(report), "SELECT conflict FROM headline") == [(conflict,)]


def test_two_neighbouring_head_counts_conflict() -> None:
    report = report_of(figure("staff.on_payroll", "29"), figure("staff.on_payroll", "30"))
    assert answer(warehouse_of(report), "SELECT conflict FROM headline") == [(True,)]


def test_three_figures_conflict_when_two_of_them_do() -> None:
    report = report_of(figure(TOTAL, "9.2"), figure(TOTAL, "9"), figure(TOTAL, "8.9"))
    assert answer(warehouse_of(report), "SELECT conflict FROM headline") == [(True,)]
