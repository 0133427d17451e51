"""What the book gives on a report is stored with the figures it rests on, one row a convention."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from etl import check
from etl.records import Extraction
from tests.warehouse.records import answer, figure, report_of, row
from tests.warehouse.test_findings import checked, contradictory


def indicator(code: str, report: Extraction, *others: Extraction) -> dict[str, Any]:
    with checked(report, *others) as connection:
        table = connection.table("common_indicator")
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]
    wanted = (report.report.report_id, code)
    return next(one for one in rows if (one["report_id"], one["indicator"]) == wanted)


def missed_target() -> Extraction:
    """A table of two rows, one of which reached 8 of 10."""
    met = row("产出指标", "10", "10", level3="办结率", target="≥90%", actual="95%")
    missed = row("产出指标", "10", "10", level3="培训场次", target="≥10场", actual="8场")
    return report_of(figure("score.total", "20", phase=None), indicators=(met, missed))


def test_an_indicator_leads_to_its_two_figures() -> None:
    report = report_of(figure("staff.authorized", "40"), figure("staff.on_payroll", "36"))
    found = indicator("staff_control", report)
    assert found["value"] == Decimal(90)
    assert "#staff.on_payroll" in found["numerator_id"]
    assert "#staff.authorized" in found["denominator_id"]


def test_an_indicator_without_a_figure_is_null_with_what_is_missing() -> None:
    found = indicator("staff_control", report_of(figure("staff.on_payroll", "36")))
    assert (found["value"], found["numerator_id"]) == (None, None)
    assert (found["reason"], found["missing"]) == ("无法计算", "编制数")


def test_last_years_figure_can_be_of_last_years_report() -> None:
    now = report_of(figure("three_public.total", "9"))
    before = report_of(figure("three_public.total", "10", year=2022), year=2022)
    found = indicator("three_public_change", now, before)
    assert found["value"] == Decimal(-10)
    assert found["denominator_id"].startswith("430423-kjgx-2022@")


def test_each_table_is_recomputed_under_each_convention() -> None:
    with checked(missed_target()) as connection:
        found = answer(connection, "SELECT convention, recomputed, difference FROM recomputed_score")
    assert sorted(found) == [
        ("all_or_nothing", Decimal(10), Decimal(-10)),
        ("capped", Decimal(16), Decimal(-4)),
        ("pro_rata", Decimal(18), Decimal(-2)),
    ]


def test_a_tables_score_is_the_sum_of_its_rows() -> None:
    query = (
        "SELECT any_value(s.recomputed) = sum(r.recomputed), count(r.indicator_id) "
        "FROM recomputed_score AS s JOIN recomputed_row AS r USING (report_id, convention, scope) "
        "GROUP BY convention"
    )
    with checked(missed_target()) as connection:
        assert answer(connection, query) == [(True, 2)] * 3


def test_the_assessment_form_has_a_hundred_points_and_its_evidence() -> None:
    evidence = "SELECT count(*) FROM assessment_evidence JOIN indicator USING (report_id, indicator_id)"
    with checked(missed_target()) as connection:
        assert answer(connection, "SELECT sum(points) FROM assessment") == [(Decimal(100),)]
        assert answer(connection, evidence) != [(0,)]


def test_a_mistake_of_the_book_costs_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_the_book(_: Sequence[Extraction]) -> list[check.Book]:
        raise ZeroDivisionError

    monkeypatch.setattr(check, "by_the_book", by_the_book)
    with checked(contradictory()) as connection:
        assert answer(connection, "SELECT count(*) FROM common_indicator") == [(0,)]
        assert answer(connection, "SELECT count(*) FROM finding WHERE outcome = '不符'") != [(0,)]
