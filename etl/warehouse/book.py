"""Turns what the book gives on a report (etl/check/book.py) into rows.

Each row has the ids of the figures and indicator rows that it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping

from etl import check
from etl.check.assessment import Assessed
from etl.check.recompute import TableScore
from etl.check.standard import CITES, StandardResult
from etl.warehouse import rows

_SCORE_COLUMNS = ("report_id", "convention", "scope", "claimed", "recomputed", "difference", "computed_share")
_ROW_COLUMNS = ("weight", "claimed", "recomputed", "difference", "computed", "reason")
_LINE_COLUMNS = ("part", "item", "standard", "points", "lowest", "highest", "status", "reason")
NOT_COMPUTABLE = "无法计算"


def rows_of(book: check.Book, stored: Mapping[str, rows.Stored]) -> dict[str, list[rows.Row]]:
    """The rows of one report by table.

    Args:
        book: What the book gives on the report.
        stored: The reports of its bureau, by report_id.
    """
    own = stored[book.report_id]
    tables = {
        "common_indicator": [_indicator(one, n, stored) for n, one in enumerate(book.indicators)],
        "recomputed_score": [_score(one, n) for n, one in enumerate(book.scores)],
        "recomputed_row": [row for one in book.scores for row in _score_rows(one, own)],
        "assessment": [_line(book.report_id, n, line) for n, line in enumerate(book.form)],
        "assessment_evidence": [
            row for n, line in enumerate(book.form) for row in _evidence(book.report_id, n, line, own)
        ],
    }
    return {table: [rows.bounded(row) for row in found] for table, found in tables.items()}


def _indicator(result: StandardResult, ordinal: int, stored: Mapping[str, rows.Stored]) -> rows.Row:
    inputs = [stored[one.report_id].observation_ids[one] for one in result.inputs]
    numerator, denominator = inputs or (None, None)
    definition = result.definition
    return {
        "report_id": result.report_id,
        "indicator": definition.code,
        "ordinal": ordinal,
        "name": definition.name,
        "formula": definition.formula,
        "cites": CITES,
        "expected": definition.expected,
        "value": result.value,
        "calculation": result.calculation,
        "numerator_id": numerator,
        "denominator_id": denominator,
        "reason": NOT_COMPUTABLE if result.value is None else None,
        "missing": "、".join(result.missing) or None,
        "note": result.note or None,
    }


def _score(score: TableScore, ordinal: int) -> rows.Row:
    return {column: getattr(score, column) for column in _SCORE_COLUMNS} | {"ordinal": ordinal}


def _score_rows(score: TableScore, own: rows.Stored) -> list[rows.Row]:
    key = {"report_id": score.report_id, "convention": score.convention, "scope": score.scope}
    return [
        key
        | {column: getattr(row, column) for column in _ROW_COLUMNS}
        | {
            "ordinal": ordinal,
            "item": row.name,
            "indicator_id": own.indicator_ids[row.indicator] if row.indicator else None,
            "observation_id": own.observation_ids[row.observation] if row.observation else None,
        }
        for ordinal, row in enumerate(score.rows)
    ]


def _line(report_id: str, ordinal: int, line: Assessed) -> rows.Row:
    return {"report_id": report_id, "line": ordinal} | {
        column: getattr(line, column) for column in _LINE_COLUMNS
    }


def _evidence(report_id: str, line: int, assessed: Assessed, own: rows.Stored) -> list[rows.Row]:
    return [
        {
            "report_id": report_id,
            "line": line,
            "ordinal": ordinal,
            "observation_id": own.observation_ids[one.observation] if one.observation else None,
            "indicator_id": own.indicator_ids[one.indicator] if one.indicator else None,
            "start": one.start,
            "end": one.end,
        }
        for ordinal, one in enumerate(assessed.evidence)
    ]
