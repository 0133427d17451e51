"""By the book: common indicators, recomputed self-scores and the assessment form, of the chosen reports.

etl.check computes them from the records of the warehouse; here they become rows with links. Nothing of
it is an official score, and the pages say so.
"""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from etl.check import assessment, recompute, standard
from etl.warehouse import rows as stored_rows
from pages.common import filters, queries
from pages.common.rows import Row, records

CONVENTIONS = recompute.CONVENTIONS
NOTICE = recompute.NOTICE
CITES = standard.CITES
DEPARTMENT = "部门整体支出"


@st.cache_resource(show_spinner=False, max_entries=256)
def _stored(version: str, report: str) -> stored_rows.Stored | None:
    """The records of one report.

    Args:
        version: The warehouse file.
        report: The report's id.
    """
    return stored_rows.read_reports(queries.cursor(version), [report]).get(report)


def reports(selection: filters.Selection) -> Iterator[tuple[str, stored_rows.Stored]]:
    """The chosen subjects' own reports, by label; a subject without a report of its year is left out."""
    known = {
        (row["county_code"], row["department_slug"], int(row["fiscal_year"])): str(row["report_id"])
        for row in records(queries.read("reports"))
    }
    for subject in selection.subjects:
        report = known.get((subject.county_code, subject.department_slug, subject.year))
        stored = _stored(queries.version(), report) if report else None
        if stored:
            yield subject.label, stored


def common_indicators(selection: filters.Selection) -> list[Row]:
    """共性指标 of each report: label, name, value, calculation, missing, inputs, standard, cites."""
    found: list[Row] = []
    for label, stored in reports(selection):
        for result in standard.standard(stored.extraction):
            found.append(
                {
                    "label": label,
                    "report_id": result.report_id,
                    "series": result.name,
                    "value": None if result.value is None else float(result.value),
                    "unit": "%",
                    "observation_id": next((stored.observation_ids[each] for each in result.inputs), None),
                    "inputs": [stored.observation_ids[each] for each in result.inputs],
                    "origin": "computed",
                    "formula": result.calculation if result.value is not None else None,
                    "rule": result.formula,
                    "conflict": False,
                    "reason": None if result.value is not None else "无法计算",
                    "detail": f"缺{'、'.join(result.missing)}" if result.missing else None,
                    "expected": result.standard or "",
                }
            )
    return found


def recomputed(selection: filters.Selection, words: str) -> list[Row]:
    """Each table's claimed and recomputed total, and its rows.

    Args:
        selection: The filters.
        words: The convention, in the words of CONVENTIONS.
    """
    codes: dict[str, recompute.Convention] = {told: code for code, told in recompute.CONVENTIONS.items()}
    convention = codes[words]
    found: list[Row] = []
    for label, stored in reports(selection):
        for table in recompute.recompute(stored.extraction, convention):
            found.append(
                {
                    "label": label,
                    "report_id": table.report_id,
                    "scope": DEPARTMENT if table.scope == "department" else table.scope,
                    "claimed": _number(table.claimed),
                    "recomputed": _number(table.recomputed),
                    "difference": _number(table.difference),
                    "share": float(table.computed_share),
                    "rows": [_score_row(row, stored) for row in table.rows],
                }
            )
    return found


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _score_row(row: recompute.RowScore, stored: stored_rows.Stored) -> Row:
    place = stored.indicator_ids[row.indicator] if row.indicator else None
    if place is None and row.observation:
        place = stored.observation_ids[row.observation]
    return {
        "name": " ".join(row.name.split()),
        "weight": _number(row.weight),
        "claimed": _number(row.claimed),
        "recomputed": _number(row.recomputed),
        "difference": _number(row.difference),
        "computed": row.computed,
        "reason": row.reason,
        "figure": place,
    }


def assessed(selection: filters.Selection) -> list[Row]:
    """The lines of 自评工作考核评分表 for each report, with the total that the document supports."""
    found: list[Row] = []
    for label, stored in reports(selection):
        lines = assessment.assess(stored.extraction)
        lowest, highest = assessment.total(lines)
        found.append(
            {
                "label": label,
                "report_id": stored.extraction.report.report_id,
                "lowest": float(lowest),
                "highest": float(highest),
                "lines": [
                    {
                        "part": line.part,
                        "item": line.item,
                        "standard": line.standard,
                        "points": float(line.points),
                        "lowest": float(line.lowest),
                        "highest": float(line.highest),
                        "status": line.status,
                        "reason": line.reason,
                        "figure": next(_figures(line, stored), None),
                    }
                    for line in lines
                ],
            }
        )
    return found


def _figures(line: assessment.Assessed, stored: stored_rows.Stored) -> Iterator[str]:
    """What the reader can show of a line's evidence."""
    for evidence in line.evidence:
        if evidence.observation:
            yield stored.observation_ids[evidence.observation]
        elif evidence.indicator:
            yield stored.indicator_ids[evidence.indicator]
        else:
            yield f"place@{evidence.start}-{evidence.end}"
