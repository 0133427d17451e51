"""Runs etl/check over the loaded reports: stores what the rules find, and what the book gives.

Both read the warehouse's own records, so that a report taken over from the previous build is
checked like a new one, and only the reports of one bureau are in memory at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from typing import Any

import duckdb

from etl import check
from etl.records import Extraction
from etl.warehouse import book, rows, script
from etl.warehouse.ahead import run_ahead

Judgement = check.Finding | check.Book

log = logging.getLogger(__name__)

_RULE_COLUMNS = ("family", "title", "cites", "severity", "scope", "tolerance", "how", "advice")
_FINDING_COLUMNS = (
    "finding_id",
    "report_id",
    "rule",
    "outcome",
    "title",
    "message",
    "gap",
    "fingerprint",
    "follows",
)


def _finding_row(finding: check.Finding) -> rows.Row:
    row: dict[str, Any] = {column: getattr(finding, column) for column in _FINDING_COLUMNS}
    for side, interval in (("left", finding.left), ("right", finding.right)):
        if interval is not None:
            row |= {f"{side}_low": interval.low, f"{side}_high": interval.high}
    return rows.bounded(row)


def _evidence_rows(finding: check.Finding, stored: Mapping[str, rows.Stored]) -> list[rows.Row]:
    return [
        {
            "finding_id": finding.finding_id,
            "ordinal": ordinal,
            "side": evidence.side,
            "report_id": evidence.report_id,
            "observation_id": stored[evidence.report_id].observation_ids[evidence.observation]
            if evidence.observation
            else None,
            "indicator_id": stored[evidence.report_id].indicator_ids[evidence.indicator]
            if evidence.indicator
            else None,
            "start": evidence.start,
            "end": evidence.end,
        }
        for ordinal, evidence in enumerate(finding.evidence)
    ]


def _store_rules(connection: duckdb.DuckDBPyConnection) -> None:
    found = [
        {"rule": rule.rule_id, "ordinal": ordinal}
        | {column: getattr(rule, column) for column in _RULE_COLUMNS}
        for ordinal, rule in enumerate(check.rules())
    ]
    rows.append(connection, "rule", found)


def _rows_of(judgement: Judgement, stored: Mapping[str, rows.Stored]) -> dict[str, list[rows.Row]]:
    if isinstance(judgement, check.Book):
        return book.rows_of(judgement, stored)
    return {"finding": [_finding_row(judgement)], "finding_evidence": _evidence_rows(judgement, stored)}


def _judged(
    judge: Callable[[Sequence[Extraction]], Sequence[Judgement]], extractions: Sequence[Extraction]
) -> Sequence[Judgement]:
    return judge(extractions)


def _begun(
    connection: duckdb.DuckDBPyConnection, executor: Executor
) -> Iterator[tuple[dict[str, rows.Stored], Future[Sequence[Judgement]]]]:
    """Begin the check of each bureau, one after the other: the rules, then the book."""
    for (report_ids,) in connection.execute(script.read("statements/bodies.sql")).fetchall():
        stored = rows.read_reports(connection, report_ids)
        extractions = [one.extraction for one in stored.values()]
        for judge in (check.run, check.by_the_book):
            yield stored, executor.submit(_judged, judge, extractions)


def store(connection: duckdb.DuckDBPyConnection, executor: Executor) -> None:
    """Check all reports of the warehouse, bureau by bureau, and store rules, findings, evidence and the book.

    A mistake of a rule costs the findings of one bureau, one of the book its book; it is logged in full.
    """
    _store_rules(connection)
    batch = rows.Batch(connection)
    for stored, future in run_ahead(_begun(connection, executor)):
        error = future.exception()
        if error:
            log.error("核验出错：%s（%s）", ", ".join(stored), type(error).__name__, exc_info=error)
            continue
        for judgement in future.result():
            for table, added in _rows_of(judgement, stored).items():
                batch.add(table, added)
    batch.flush()
