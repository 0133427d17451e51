"""By the book: common indicators, recomputed self-scores and the assessment form, of the chosen reports.

The build computes them (etl/check/book.py) and the warehouse holds them; here they are read for the tables.
Nothing of it is an official score, and the pages say so.
"""

from __future__ import annotations

from itertools import groupby

from etl.check import recompute, standard
from pages.common import filters, queries, wording
from pages.common.rows import Row, records

CONVENTIONS = recompute.CONVENTIONS
NOTICE = recompute.NOTICE
CITES = standard.CITES
DEPARTMENT = "部门整体支出"


def _read(name: str, **parameters: queries.Parameter) -> list[Row]:
    """A query's rows with None for what is missing."""
    return [
        {column: None if wording.is_missing(value) else value for column, value in row.items()}
        for row in records(queries.read(name, **parameters))
    ]


def common_indicators(selection: filters.Selection) -> list[Row]:
    """共性指标 of each report: label, name, value, calculation, note, what is missing, inputs, bound."""
    return _read("common_indicators", **selection.parameters())


def recomputed(selection: filters.Selection, words: str) -> list[Row]:
    """Each table's claimed and recomputed total; a department without a table with the reason.

    Args:
        selection: The filters.
        words: The convention, in the words of CONVENTIONS.
    """
    tables = _read("recomputed_scores", **selection.parameters(), convention=_convention(words))
    return [
        table | {"scope": DEPARTMENT if table["scope"] == "department" else table["scope"]}
        for table in tables
    ]


def recomputed_rows(selection: filters.Selection, words: str) -> list[Row]:
    """Each table with its totals and, as `rows`, its rows; see recomputed."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in _read("recomputed_rows", **selection.parameters(), convention=_convention(words)):
        scope = DEPARTMENT if row["scope"] == "department" else row["scope"]
        rows.setdefault((row["report_id"], scope), []).append(row)
    return [
        table | {"rows": rows.get((table["report_id"], table["scope"]), [])}
        for table in recomputed(selection, words)
    ]


def _convention(words: str) -> str:
    """The code of a convention."""
    return next(code for code, told in CONVENTIONS.items() if told == words)


def assessed(selection: filters.Selection) -> list[Row]:
    """The lines of 自评工作考核评分表 for each report, with the total that the document supports."""
    found: list[Row] = []
    for label, group in groupby(_read("assessment", **selection.parameters()), key=lambda row: row["label"]):
        lines = list(group)
        found.append(
            {
                "label": label,
                "report_id": lines[0]["report_id"],
                "lowest": lines[0]["form_lowest"],
                "highest": lines[0]["form_highest"],
                "lines": lines,
            }
        )
    return found
