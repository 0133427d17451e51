"""The pages' SQL statements on tiny warehouses."""

from __future__ import annotations

from typing import Any

import duckdb

from etl.records import Extraction
from pages.common import queries
from tests.warehouse.records import figure, report_of, row, warehouse_of
from tests.warehouse.test_findings import checked

VEHICLE = "three_public.vehicle"
OPERATION, PURCHASE = "three_public.vehicle_operation", "three_public.vehicle_purchase"
SUBJECT = {"county_codes": ["430423"], "slugs": ["kjgx"], "years": [2023], "labels": ["衡山县（2023）"]}
SUBJECT |= {"dismissed": []}


def asked(connection: duckdb.DuckDBPyConnection, measure: str, **changes: Any) -> dict[str, Any]:
    """The one figure of 衡山县's report of 2023, executed, that is asked for."""
    wanted = {"frames": ["one"], "measures": [measure], "phases": ["executed"], "series": ["一项"]}
    basis = {"bases": ["金额"], "base_measures": ["three_public.total"], "base_phases": [""]}
    (found,) = rows(connection, "figures", **{**SUBJECT, **wanted, **basis, "partly": [True], **changes})
    return found


def rows(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """What a statement of the pages gives."""
    statement = (queries.SQL / f"{name}.sql").read_text(encoding="utf-8")
    bound = {key: value for key, value in parameters.items() if f"${key}" in statement}
    found = connection.execute(statement, bound)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, one, strict=True)) for one in found.fetchall()]


def test_the_stated_part_stands_for_a_figure_that_is_not_stated() -> None:
    found = asked(warehouse_of(report_of(figure(OPERATION, "0"))), VEHICLE)
    assert (found["value"], found["stands_for"]) == (0.0, "仅公务用车运行维护费")
    assert found["observation_id"].endswith(f"#{OPERATION}")


def test_all_parts_together_are_the_figure_with_its_sum_as_formula() -> None:
    found = asked(warehouse_of(report_of(figure(OPERATION, "2"), figure(PURCHASE, "3"))), VEHICLE)
    assert (found["value"], found["stands_for"], found["origin"]) == (5.0, None, "computed")
    assert found["formula"] == "公务用车购置费 3.00 ＋ 公务用车运行维护费 2.00"
    assert len(found["inputs"]) == 2


def test_a_stated_figure_is_not_replaced_by_its_parts() -> None:
    found = asked(warehouse_of(report_of(figure(VEHICLE, "9"), figure(OPERATION, "2"))), VEHICLE)
    assert (found["value"], found["stands_for"]) == (9.0, None)


def test_without_any_part_a_figure_stays_missing() -> None:
    found = asked(warehouse_of(report_of(figure("three_public.reception", "2"))), VEHICLE)
    assert (found["value"], found["reason"]) == (None, "未披露")


def test_parts_stand_for_nothing_where_they_are_not_asked_for() -> None:
    found = asked(warehouse_of(report_of(figure(OPERATION, "2"))), VEHICLE, partly=[False])
    assert (found["value"], found["reason"]) == (None, "未披露")


def test_a_share_without_its_total_lacks_it_for_the_totals_own_reason() -> None:
    newer = report_of(figure("three_public.reception", "2", year=2023), year=2024)
    found = asked(warehouse_of(newer), "three_public.reception", bases=["占比"])
    assert (found["value"], found["reason"]) == (None, "未收集")


def scored(*figures: Any) -> Extraction:
    """A department's table of 80 points in indicators."""
    table = (row("产出指标", "50", "50"), row("效益指标", "30", "30"))
    return report_of(*figures, indicators=table)


def test_the_execution_rate_has_the_weight_that_its_table_leaves_it() -> None:
    with checked(scored(figure("execution.score", "18"))) as connection:
        found = rows(connection, "dimensions", **SUBJECT)
    execution = next(one for one in found if one["series"] == "预算执行率")
    assert (execution["weight"], execution["value"], execution["lost"]) == (20.0, 90.0, 2.0)


def test_a_report_without_a_table_keeps_its_line_with_its_claimed_score() -> None:
    with checked(report_of(figure("score.total", "97"))) as connection:
        (found,) = rows(connection, "recomputed_scores", **SUBJECT, convention="pro_rata")
    assert (found["claimed"], found["recomputed"], found["reason"]) == (
        97.0,
        None,
        "报告没有附部门整体支出自评表",
    )
    assert found["figure"].endswith("#score.total")


def test_a_year_without_a_report_keeps_its_line() -> None:
    with checked(report_of(figure("score.total", "97"))) as connection:
        (found,) = rows(connection, "recomputed_scores", **{**SUBJECT, "years": [2021]}, convention="capped")
    assert (found["report_id"], found["claimed"], found["reason"]) == (None, None, "没有该年度报告")


def test_a_recomputed_row_has_its_target_and_actual_value() -> None:
    missed = row("产出指标", "10", "10", level3="培训场次", target="≥10场", actual="8场")
    with checked(report_of(figure("score.total", "10"), indicators=(missed,))) as connection:
        (found,) = rows(connection, "recomputed_rows", **SUBJECT, convention="pro_rata")
    assert (found["target"], found["actual"], found["recomputed"]) == ("≥10场", "8场", 8.0)
