"""What the rules find is stored with its evidence, and a rule's mistake does not stop a build."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl import check
from etl.extract import extract
from etl.read import read_bytes
from etl.records import Extraction
from etl.warehouse import content, findings
from tests.warehouse.records import answer, figure, report_of, table_figure


def checked(*reports: Extraction) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    content.create(connection)
    content.store(connection, reports)
    with ThreadPoolExecutor(1) as executor:
        findings.store(connection, executor)
    content.finish(connection)
    return connection


def contradictory(**fields: Any) -> Extraction:
    parts = [("expenditure.total", "100"), ("expenditure.basic", "60"), ("expenditure.project", "30.00")]
    placed = [
        table_figure(measure, amount, table=1, row=n, column=1) for n, (measure, amount) in enumerate(parts)
    ]
    return report_of(*placed, **fields)


def test_every_rule_is_stored_with_its_words() -> None:
    with checked() as connection:
        stored = answer(connection, "SELECT rule FROM rule ORDER BY ordinal")
    assert [rule for (rule,) in stored] == [rule.rule_id for rule in check.rules()]


def test_a_finding_leads_to_the_figures_it_compared() -> None:
    query = (
        "SELECT o.measure FROM finding AS f JOIN finding_evidence AS e USING (finding_id) "
        "JOIN observation AS o USING (observation_id) "
        "WHERE f.rule = 'PARTS-EXPENDITURE' AND f.outcome = '不符' AND e.start = o.start ORDER BY e.ordinal"
    )
    with checked(contradictory()) as connection:
        measures = [measure for (measure,) in answer(connection, query)]
        gaps = answer(connection, "SELECT gap FROM finding WHERE rule = 'PARTS-EXPENDITURE'")
    assert measures == ["expenditure.total", "expenditure.basic", "expenditure.project"]
    assert [abs(gap) for (gap,) in gaps] == [Decimal(10)]


def test_a_bound_that_no_column_holds_is_null(monkeypatch: pytest.MonkeyPatch) -> None:
    true_run = check.run

    def run(extractions: Sequence[Extraction]) -> list[check.Finding]:
        return [replace(one, gap=Decimal("1e40")) for one in true_run(extractions)]

    monkeypatch.setattr(check, "run", run)
    with checked(contradictory()) as connection:
        assert answer(connection, "SELECT DISTINCT gap FROM finding") == [(None,)]


def test_the_rules_see_figures_as_the_report_gave_them(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Extraction] = []

    def run(extractions: Sequence[Extraction]) -> list[check.Finding]:
        seen.extend(extractions)
        return []

    monkeypatch.setattr(check, "run", run)
    given = report_of(figure("expenditure.total", "100"), figure("staff.on_payroll", "29"))
    checked(given).close()
    assert seen == [given]
    assert [str(one.value) for one in seen[0].observations] == ["100", "29"]


def test_reports_of_one_bureau_are_checked_together(monkeypatch: pytest.MonkeyPatch) -> None:
    together: list[list[str]] = []

    def run(extractions: Sequence[Extraction]) -> list[check.Finding]:
        together.append([one.report.report_id for one in extractions])
        return []

    monkeypatch.setattr(check, "run", run)
    checked(report_of(year=2023), report_of(year=2022), report_of(code="430611")).close()
    assert together == [["430423-kjgx-2022", "430423-kjgx-2023"], ["430611-kjgx-2023"]]


def test_a_mistake_of_a_rule_costs_one_bureaus_findings_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    true_run = check.run

    def run(extractions: Sequence[Extraction]) -> list[check.Finding]:
        if extractions[0].report.county_code == "430423":
            raise ZeroDivisionError
        return true_run(extractions)

    monkeypatch.setattr(check, "run", run)
    with checked(contradictory(), contradictory(code="430611")) as connection:
        found = answer(connection, "SELECT DISTINCT report_id FROM finding")
    assert found == [("430611-kjgx-2023",)]
    assert caplog.messages == ["核验出错：430423-kjgx-2023（ZeroDivisionError）"]


def test_the_warehouse_finds_what_the_rules_find_in_the_files() -> None:
    """The rules read the warehouse's copy of a report: nothing that they look at may be lost on the way."""
    folder = Path(__file__).parents[1]
    expected = (folder / "check" / "expected.tsv").read_text(encoding="utf-8").splitlines()
    about_cells = ("RATIO-ROW", "PARTS-SUBTOTAL", "PLACE-INDICATOR")
    invented = {line.split("\t")[1] for line in expected if line.split("\t")[3] in about_cells}
    files = [folder / "invented" / name / "report.txt" for name in sorted(invented)]
    reports = [extract(read_bytes(f"{file.parent.name}.txt", file.read_bytes())) for file in files]
    found = [(one.report_id, one.rule, one.message) for report in reports for one in check.run([report])]
    with checked(*reports) as connection:
        stored = answer(connection, "SELECT report_id, rule, message FROM finding")
    assert sorted(stored) == sorted(found)
    assert {rule for _, rule, message in stored if "没有" not in message} >= set(about_cells)
