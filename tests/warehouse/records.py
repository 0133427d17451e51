"""Tiny records by hand: a report is a few figures, its text is those figures one after the other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb

from etl.catalogue import measures
from etl.records import Extraction, Gap, Indicator, Observation, Report, Section
from etl.warehouse import content

COUNTIES = {"430423": "衡山县", "430611": "君山区"}
FACTOR = {"元": Decimal("0.0001"), "亿元": Decimal(10000)}


def figure(measure: str, stated: str, **fields: Any) -> Observation:
    """An observation of a level executed in 2023, stated in the narrative, unless said otherwise."""
    unit = measures()[measure].unit
    stated_unit = fields.get("stated_unit", unit)
    factor = FACTOR.get(stated_unit, Decimal(1)) if unit == "万元" else Decimal(1)
    value = Decimal(0) if stated == "无" else Decimal(stated) * factor
    phase = "executed" if measures()[measure].phased else None
    base = Observation(
        "", measure, phase, "level", 2023, None, "department", value, unit, stated, stated_unit, "", 0, 0,
        None, None, None, None, "narrative",
    )  # fmt: skip
    return replace(base, **fields)


def table_figure(measure: str, stated: str, **fields: Any) -> Observation:
    """The same, stated in the base-data table."""
    return figure(measure, stated, **{"method": "table", "section": "base_data_table", **fields})


def row(level1: str, weight: str | None, score: str | None, **fields: Any) -> Indicator:
    """An indicator row of the department's self-evaluation table."""
    points, given = (None if text is None else Decimal(text) for text in (weight, score))
    base = Indicator("", "department", level1, None, None, None, None, points, given, None, 0, 0)
    return replace(base, **fields)


def report_of(
    *figures: Observation,
    code: str = "430423",
    year: int = 2023,
    indicators: tuple[Indicator, ...] = (),
    sections: tuple[str, ...] = (),
    gaps: tuple[Gap, ...] = (),
    sha256: str = "",
) -> Extraction:
    """A report that states the figures, in that order, with true offsets."""
    report_id = f"{code}-kjgx-{year}"
    head = Report(
        report_id, code, COUNTIES[code], "某市", "湖南省", f"{COUNTIES[code]}科工局", "kjgx", year,
        f"{year}年度报告", f"{report_id}.txt", sha256,
    )  # fmt: skip
    text = "\r\n𠮷"
    placed: list[Observation] = []
    for one in figures:
        start = len(text)
        text += f"{one.stated_value}{one.stated_unit}；"
        end = start + len(one.stated_value)
        placed.append(
            replace(one, report_id=report_id, quote=text[start:-1], start=start, end=end)
        )  # fmt: skip
    return Extraction(
        head,
        text,
        tuple(placed),
        tuple(replace(one, report_id=report_id, row_start=n, row_end=n) for n, one in enumerate(indicators)),
        tuple(Section(report_id, name, name, 0, len(text)) for name in sections),
        tuple(replace(one, report_id=report_id) for one in gaps),
    )


def gap(measure: str, reason: str, detail: str, phase: str | None = "executed", year: int = 2023) -> Gap:
    """A place where the figure should stand."""
    return Gap("", measure, phase, year, "department", reason, detail, 0, 1)


def warehouse_of(*reports: Extraction) -> duckdb.DuckDBPyConnection:
    """A finished warehouse in memory."""
    connection = duckdb.connect()
    content.create(connection)
    content.store(connection, reports)
    content.finish(connection)
    return connection


def answer(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return connection.execute(query).fetchall()
