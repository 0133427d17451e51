"""The statement behind most charts, on tiny warehouses."""

from __future__ import annotations

from typing import Any

import duckdb

from pages.common import queries
from tests.warehouse.records import figure, report_of, warehouse_of

VEHICLE = "three_public.vehicle"
OPERATION, PURCHASE = "three_public.vehicle_operation", "three_public.vehicle_purchase"


def asked(connection: duckdb.DuckDBPyConnection, measure: str, **changes: Any) -> dict[str, Any]:
    """The one figure of 衡山县's report of 2023, executed, that is asked for."""
    subject = {"county_codes": ["430423"], "slugs": ["kjgx"], "years": [2023], "labels": ["衡山县（2023）"]}
    wanted = {"frames": ["one"], "measures": [measure], "phases": ["executed"], "series": ["一项"]}
    basis = {"bases": ["金额"], "base_measures": ["three_public.total"], "base_phases": [""]}
    (row,) = rows(connection, "figures", **{**subject, **wanted, **basis, "partly": [True], **changes})
    return row


def rows(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[dict[str, Any]]:
    """What a statement of the pages gives."""
    statement = (queries.SQL / f"{name}.sql").read_text(encoding="utf-8")
    bound = {key: value for key, value in parameters.items() if f"${key}" in statement}
    found = connection.execute(statement, bound)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_stated_part_stands_for_a_figure_that_is_not_stated() -> None:
    row = asked(warehouse_of(report_of(figure(OPERATION, "0"))), VEHICLE)
    assert (row["value"], row["stands_for"]) == (0.0, "仅公务用车运行维护费")
    assert row["observation_id"].endswith(f"#{OPERATION}")


def test_all_parts_together_are_the_figure_with_its_sum_as_formula() -> None:
    row = asked(warehouse_of(report_of(figure(OPERATION, "2"), figure(PURCHASE, "3"))), VEHICLE)
    assert (row["value"], row["stands_for"], row["origin"]) == (5.0, None, "computed")
    assert row["formula"] == "公务用车购置费 3.00 ＋ 公务用车运行维护费 2.00"
    assert len(row["inputs"]) == 2


def test_a_stated_figure_is_not_replaced_by_its_parts() -> None:
    row = asked(warehouse_of(report_of(figure(VEHICLE, "9"), figure(OPERATION, "2"))), VEHICLE)
    assert (row["value"], row["stands_for"]) == (9.0, None)


def test_without_any_part_a_figure_stays_missing() -> None:
    row = asked(warehouse_of(report_of(figure("three_public.reception", "2"))), VEHICLE)
    assert (row["value"], row["reason"]) == (None, "未披露")


def test_parts_stand_for_nothing_where_they_are_not_asked_for() -> None:
    row = asked(warehouse_of(report_of(figure(OPERATION, "2"))), VEHICLE, partly=[False])
    assert (row["value"], row["reason"]) == (None, "未披露")


def test_a_share_without_its_total_lacks_it_for_the_totals_own_reason() -> None:
    newer = report_of(figure("three_public.reception", "2", year=2023), year=2024)
    row = asked(warehouse_of(newer), "three_public.reception", bases=["占比"])
    assert (row["value"], row["reason"]) == (None, "未收集")
