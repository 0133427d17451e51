"""Turns records into rows of the warehouse's tables, and rows back into records.

Ids are made of what the report says and where, so that every build gives a figure the same id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, localcontext
from typing import Any

import duckdb
import pyarrow as pa

from etl.records import Extraction, Gap, Indicator, Observation, Report, Section

Row = dict[str, Any]

# What the columns' integer digits hold.
_LARGEST_VALUE = Decimal(10) ** 16
_LARGEST_POINTS = Decimal(10) ** 6

# In the order of the schema; the report comes first so that a reader of the rows meets it first.
TABLES = ("report", "document", "section", "observation", "indicator", "gap")


def _columns(record: object) -> Row:
    return {field.name: getattr(record, field.name) for field in fields(record)}  # type: ignore[arg-type]


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


def refusal_of(extraction: Extraction) -> str | None:
    """Why the tables cannot hold a report (Chinese), or None: its figures are beyond any budget."""
    values = [one.value for one in extraction.observations]
    points = [number for one in extraction.indicators for number in (one.weight, one.score) if number]
    if any(abs(value) >= _LARGEST_VALUE for value in values) or any(
        abs(number) >= _LARGEST_POINTS for number in points
    ):
        return "数值超出合理范围，不像自评报告"
    return None


def rows_of(extraction: Extraction) -> dict[str, list[Row]]:
    """The rows of one report by table."""
    report = extraction.report
    observation_keys = observation_ids(extraction.observations)
    indicator_keys = _numbered(f"{report.report_id}@{one.row_start}" for one in extraction.indicators)
    return {
        "report": [_columns(report) | {"characters": len(extraction.text)}],
        "document": [{"report_id": report.report_id, "text": extraction.text}],
        "section": [_columns(one) | {"ordinal": n} for n, one in enumerate(extraction.sections)],
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


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Add rows to a table in one step; a key that is not a column is left out, a missing one is NULL."""
    if rows:
        schema = connection.table(table).limit(0).to_arrow_table().schema
        columns = [[_rounded(row.get(one.name), one.type) for row in rows] for one in schema]
        connection.from_arrow(pa.table(columns, schema=schema)).insert_into(table)


def _plain(value: Any) -> Any:
    """A DECIMAL without the zeros of its column's scale: 4.88, not 4.88000000."""
    return Decimal(format(value.normalize(), "f")) if isinstance(value, Decimal) else value


def _keyed(
    connection: duckdb.DuckDBPyConnection, table: str, record: type, report_id: str, key: str
) -> dict[Any, str]:
    """A report's records of one table, in reading order, each with the value of its key column."""
    columns = [duckdb.ColumnExpression(name) for name in [field.name for field in fields(record)] + [key]]
    own = duckdb.ColumnExpression("report_id") == duckdb.ConstantExpression(report_id)
    found = connection.table(table).filter(own).select(*columns).order('"start"').fetchall()
    return {record(*map(_plain, row[:-1])): row[-1] for row in found}


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as the warehouse holds it (only the grids of its tables are not kept).

    Attributes:
        extraction: The records.
        observation_ids: Id of each observation.
        indicator_ids: Id of each indicator row.
    """

    extraction: Extraction
    observation_ids: dict[Observation, str]
    indicator_ids: dict[Indicator, str]


def read_report(connection: duckdb.DuckDBPyConnection, report_id: str) -> Stored:
    """Read a report's records back."""
    columns = [duckdb.ColumnExpression(field.name) for field in fields(Report)]
    own = duckdb.ColumnExpression("report_id") == duckdb.ConstantExpression(report_id)
    report = Report(*connection.table("report").filter(own).select(*columns).fetchall()[0])
    text = connection.table("document").filter(own).select("text").fetchall()[0][0]
    observations = _keyed(connection, "observation", Observation, report_id, "observation_id")
    indicators = _keyed(connection, "indicator", Indicator, report_id, "indicator_id")
    sections = _keyed(connection, "section", Section, report_id, "report_id")
    gaps = _keyed(connection, "gap", Gap, report_id, "report_id")
    extraction = Extraction(report, text, *map(tuple, (observations, indicators, sections, gaps)))
    return Stored(extraction, observations, indicators)
