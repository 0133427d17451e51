"""The checks after a load find what must not be, and count characters as Python does."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from etl.records import Extraction
from etl.warehouse import content, rows
from etl.warehouse.content import BuildError
from tests.warehouse.records import figure, gap, report_of, row, warehouse_of

TOTAL = "expenditure.total"


@pytest.mark.parametrize("before", ["\r\n\r\n", "𠮷𪚥", "e\u0301", "👨‍👩‍👧", "🇨🇳", "\u200b\ufeff", "\x00"])
def test_offsets_count_code_points(before: str) -> None:
    given = report_of(figure(TOTAL, "10"))
    moved = tuple(
        replace(one, start=one.start + len(before), end=one.end + len(before)) for one in given.observations
    )
    warehouse_of(replace(given, text=before + given.text, observations=moved)).close()


def broken(check: str, given: Extraction) -> None:
    with pytest.raises(BuildError, match=check):
        warehouse_of(given)


def test_a_figure_beside_its_number_is_found() -> None:
    given = report_of(figure(TOTAL, "10"))
    moved = replace(given.observations[0], start=0)
    broken("observation_points_at_its_number", replace(given, observations=(moved,)))


def test_a_quote_that_is_not_in_the_text_is_found() -> None:
    given = report_of(figure(TOTAL, "10"))
    invented = replace(given.observations[0], quote="支出11万元")
    broken("observation_quotes_the_text", replace(given, observations=(invented,)))


def test_a_span_outside_the_text_is_found() -> None:
    broken("offset_lies_in_the_text", report_of(indicators=(row("产出指标", "1", "1", end=999),)))
    broken("offset_lies_in_the_text", report_of(gaps=(replace(gap(TOTAL, "未披露", ""), end=999),)))


def test_an_unknown_word_is_found() -> None:
    broken("word_is_known", report_of(replace(figure(TOTAL, "1"), measure="expenditure.unknown")))
    broken("word_is_known", report_of(figure(TOTAL, "1", phase="planned")))


def test_a_record_of_another_report_is_found() -> None:
    given = report_of(figure(TOTAL, "10"))
    stray = replace(given.observations[0], report_id="430611-kjgx-2023")
    broken("record_belongs_to_a_report|observation_points", replace(given, observations=(stray,)))


def test_a_judgement_on_an_unknown_figure_is_found() -> None:
    evidence = {"finding_id": "one", "ordinal": 0, "side": "left", "report_id": "430423-kjgx-2023"}
    with duckdb.connect() as connection:
        content.create(connection)
        content.store(connection, [report_of(figure(TOTAL, "10"))])
        rows.append(
            connection, "finding_evidence", [evidence | {"observation_id": "x", "start": 0, "end": 1}]
        )
        with pytest.raises(BuildError, match="judgement_rests_on_known_places"):
            content.finish(connection)
