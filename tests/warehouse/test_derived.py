"""Last year's figure by arithmetic: only where none is stated, and always marked."""

from __future__ import annotations

from decimal import Decimal

from tests.warehouse.records import answer, figure, report_of, warehouse_of

THREE = "three_public.total"
DERIVED = "SELECT year, value, formula, inputs FROM headline WHERE origin = 'derived'"


def test_last_years_level_is_this_years_minus_the_stated_change() -> None:
    fall = figure(THREE, "0.35", statistic="yoy_change", value=Decimal("-0.35"))
    found = answer(warehouse_of(report_of(figure(THREE, "4.88"), fall)), DERIVED)
    inputs = ["430423-kjgx-2023@3#three_public.total", "430423-kjgx-2023@10#three_public.total"]
    assert found == [(2022, Decimal("5.23"), "2023年 4.88 − 同比增减 (−0.35)", inputs)]


def test_a_rise_is_subtracted_without_brackets() -> None:
    rise = figure(THREE, "0.38", statistic="yoy_change")
    found = answer(warehouse_of(report_of(figure(THREE, "4.88"), rise)), DERIVED)
    assert found[0][1:3] == (Decimal("4.5"), "2023年 4.88 − 同比增减 0.38")


def test_a_growth_rate_serves_where_no_change_is_stated_and_says_how_it_was_rounded() -> None:
    growth = figure(THREE, "22.74", statistic="yoy_pct", unit="%", value=Decimal("-22.74"))
    found = answer(warehouse_of(report_of(figure(THREE, "5.65"), growth)), DERIVED)
    assert found[0][:3] == (2022, Decimal("7.31"), "2023年 5.65 ÷ (1 − 22.74%)，保留2位小数")


def test_the_stated_change_goes_before_the_growth_rate() -> None:
    growth = figure(THREE, "25", statistic="yoy_pct", unit="%")
    rise = figure(THREE, "1", statistic="yoy_change")
    found = answer(warehouse_of(report_of(figure(THREE, "5"), growth, rise)), DERIVED)
    assert [row[1] for row in found] == [Decimal(4)]


def test_a_stated_level_is_never_replaced_by_a_derived_one() -> None:
    rise = figure(THREE, "1", statistic="yoy_change")
    report = report_of(figure(THREE, "5"), rise, figure(THREE, "3.99", year=2022))
    connection = warehouse_of(report)
    assert answer(connection, DERIVED) == []
    assert answer(connection, "SELECT value FROM headline WHERE year = 2022") == [(Decimal("3.99"),)]


def test_a_fall_by_all_of_it_derives_nothing() -> None:
    gone = figure(THREE, "100", statistic="yoy_pct", unit="%", value=Decimal(-100))
    assert answer(warehouse_of(report_of(figure(THREE, "0"), gone)), DERIVED) == []


def test_a_change_of_another_phase_scope_or_measure_derives_nothing() -> None:
    report = report_of(
        figure(THREE, "5"),
        figure(THREE, "1", statistic="yoy_change", phase="approved"),
        figure(THREE, "1", statistic="yoy_change", scope="某项目"),
        figure("three_public.reception", "1", statistic="yoy_change"),
    )
    assert answer(warehouse_of(report), DERIVED) == []


def test_nothing_is_derived_from_a_derived_figure() -> None:
    changes = [figure(THREE, "1", statistic="yoy_change", year=year) for year in (2023, 2022)]
    found = answer(warehouse_of(report_of(figure(THREE, "5"), *changes)), DERIVED)
    assert [row[0] for row in found] == [2022]


def test_a_derived_figure_points_at_the_sentence_that_states_the_change() -> None:
    rise = figure(THREE, "1", statistic="yoy_change")
    connection = warehouse_of(report_of(figure(THREE, "5"), rise))
    found = answer(
        connection,
        "SELECT o.statistic FROM headline AS h JOIN observation AS o USING (observation_id) "
        "WHERE h.origin = 'derived'",
    )
    assert found == [("yoy_change",)]
