"""Turns records into rows of the warehouse's tables, and rows back into records.

Ids are made of what the report says and where, so that every build gives a figure the same id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, localcontext
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from etl.records import Cell, Extraction, Gap, Indicator, Observation, Report, Section, Table
from etl.warehouse import script

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = dict[str, Any]

# What the columns' integer digits hold.
LARGEST_VALUE = Decimal(10) ** 16
_LARGEST_POINTS = Decimal(10) ** 6

_BATCH_ROWS = 20_000


def _columns(record: DataclassInstance) -> Row:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _numbered(names: Iterable[str]) -> list[str]:
    """The names, made unique by `~2`, `~3` … on repetitions."""
    seen: Counter[str] = Counter()
    unique: list[str] = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return unique


def observation_ids(observations: Sequence[Observation]) -> list[str]:
    """Ids `<report_id>@<start>#<measure>`, with `~<phase>~<year>` where one number states several figures."""
    short = [f"{one.report_id}@{one.start}#{one.measure}" for one in observations]
    shared = Counter(short)
    full = [
        name if shared[name] == 1 else f"{name}~{one.phase or ''}~{one.year}"
        for name, one in zip(short, observations, strict=True)
    ]
    return _numbered(full)


def storable(extraction: Extraction) -> Extraction:
    """The report without numbers that no column holds, beyond any budget: digits run together in the source.

    Such a figure becomes a gap that says where it stands; points of an indicator row become NULL.
    """
    beyond = [one for one in extraction.observations if abs(one.value) >= LARGEST_VALUE]
    return replace(
        extraction,
        observations=tuple(one for one in extraction.observations if one not in beyond),
        indicators=tuple(map(_with_possible_points, extraction.indicators)),
        gaps=(*extraction.gaps, *map(_gap_of, beyond)),
    )


def _with_possible_points(row: Indicator) -> Indicator:
    names = ("weight", "score", "level1_points")
    beyond = [name for name in names if abs(getattr(row, name) or 0) >= _LARGEST_POINTS]
    return replace(row, **dict.fromkeys(beyond)) if beyond else row


def _gap_of(one: Observation) -> Gap:
    return Gap(
        report_id=one.report_id,
        measure=one.measure,
        phase=one.phase,
        year=one.year,
        scope=one.scope,
        reason="未识别",
        detail=f"原文“{one.stated_value}”超出合理范围，可能是几个数连在了一起",
        start=one.start,
        end=one.end,
    )


def rows_of(extraction: Extraction) -> dict[str, list[Row]]:
    """The rows of one report by table."""
    report = extraction.report
    observation_keys = observation_ids(extraction.observations)
    indicator_keys = _numbered(f"{report.report_id}@{one.row_start}" for one in extraction.indicators)
    return {
        "report": [_columns(report) | {"characters": len(extraction.text)}],
        "document": [{"report_id": report.report_id, "text": extraction.text}],
        "section": [_columns(one) | {"ordinal": n} for n, one in enumerate(extraction.sections)],
        "grid": [
            {"report_id": report.report_id, "table": one.index, "start": one.start, "end": one.end}
            | {"cells": [cell._asdict() for row in one.rows for cell in row]}
            for one in extraction.tables
        ],
        "observation": [
            _columns(one) | {"observation_id": key}
            for key, one in zip(observation_keys, extraction.observations, strict=True)
        ],
        "indicator": [
            _columns(one) | {"indicator_id": key}
            for key, one in zip(indicator_keys, extraction.indicators, strict=True)
        ],
        "gap": [_columns(one) for one in extraction.gaps],
    }


def _rounded(value: Any, kind: pa.DataType) -> Any:
    """A Decimal with no more decimals than its column keeps."""
    if not isinstance(value, Decimal) or not pa.types.is_decimal(kind):
        return value
    with localcontext(prec=kind.precision):
        return value.quantize(Decimal(1).scaleb(-kind.scale))


def bounded(row: Row) -> Row:
    """The row with NULL for a number beyond its column: a quotient by almost nothing says nothing."""
    return {
        column: None if isinstance(value, Decimal) and not abs(value) < LARGEST_VALUE else value
        for column, value in row.items()
    }


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Add rows to a table in one step; a key that is not a column is left out, a missing one is NULL."""
    if rows:
        schema = connection.table(table).limit(0).to_arrow_table().schema
        columns = [[_rounded(row.get(one.name), one.type) for row in rows] for one in schema]
        connection.from_arrow(pa.table(columns, schema=schema)).insert_into(table)


class Batch:
    """Rows on their way into several tables; a column store takes many at once far better than one by one."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[Row]] = {}

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Take rows, and write what is waiting once it is worth it."""
        self._waiting.setdefault(table, []).extend(rows)
        if sum(map(len, self._waiting.values())) >= _BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        for table, rows in self._waiting.items():
            append(self._connection, table, rows)
        self._waiting.clear()


def _plain(value: Any) -> Any:
    """A DECIMAL without the zeros of its column's scale: 4.88, not 4.88000000."""
    return Decimal(format(value.normalize(), "f")) if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as the warehouse holds it.

    Attributes:
        extraction: The records.
        observation_ids: Id of each observation.
        indicator_ids: Id of each indicator row.
    """

    extraction: Extraction
    observation_ids: dict[Observation, str]
    indicator_ids: dict[Indicator, str]


def _keyed(
    connection: duckdb.DuckDBPyConnection, table: str, record: type, report_ids: Sequence[str], key: str
) -> dict[str, dict[Any, str]]:
    """By report: the records of one table in reading order, each with the value of its key column."""
    columns = [duckdb.ColumnExpression(name) for name in [field.name for field in fields(record)] + [key]]
    wanted = [duckdb.ConstantExpression(report_id) for report_id in report_ids]
    own = connection.table(table).filter(duckdb.ColumnExpression("report_id").isin(*wanted))
    found: dict[str, dict[Any, str]] = {report_id: {} for report_id in report_ids}
    for row in own.order('report_id, "start"').select(*columns).fetchall():
        one = record(*map(_plain, row[:-1]))
        found[one.report_id][one] = row[-1]
    return found


def _grids(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> dict[str, list[Table]]:
    """By report: its tables in reading order."""
    found: dict[str, list[Table]] = {report_id: [] for report_id in report_ids}
    stored = connection.execute(script.read("statements/grids.sql"), [list(report_ids)]).fetchall()
    for report_id, index, start, end, cells in stored:
        rows = groupby((Cell(**cell) for cell in cells), attrgetter("row"))
        found[report_id].append(Table(index, start, end, tuple(tuple(row) for _, row in rows)))
    return found


def read_reports(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> dict[str, Stored]:
    """Read reports' records back, by report_id."""
    heads = connection.execute(script.read("statements/reports_with_text.sql"), [list(report_ids)]).fetchall()
    observations = _keyed(connection, "observation", Observation, report_ids, "observation_id")
    indicators = _keyed(connection, "indicator", Indicator, report_ids, "indicator_id")
    sections = _keyed(connection, "section", Section, report_ids, "report_id")
    gaps = _keyed(connection, "gap", Gap, report_ids, "report_id")
    grids = _grids(connection, report_ids)
    stored: dict[str, Stored] = {}
    for *head, text in heads:
        report = Report(*head)
        own = (table[report.report_id] for table in (observations, indicators, sections, gaps, grids))
        extraction = Extraction(report, text, *map(tuple, own))
        key = report.report_id
        stored[key] = Stored(extraction, observations[key], indicators[key])
    return stored
