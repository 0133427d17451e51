"""Fills one warehouse file: dimensions, reports, findings, views, and the checks that guard the result."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import duckdb
from pypinyin import Style, lazy_pinyin

from etl.catalogue import measures
from etl.catalogue.counties import counties, former_counties
from etl.records import Extraction
from etl.warehouse import rows, script

_SHOWN_FAILURES = 3


class BuildError(Exception):
    """The build cannot be used; the old warehouse stays. The text is one Chinese line."""


def _pinyin(name: str) -> str:
    """Full pinyin and initials, `lingling ll`: what people type to find a county."""
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return f"{''.join(lazy_pinyin(name))} {''.join(initials)}"


@functools.cache
def _counties() -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "county_code": county.code,
            "county": county.name,
            "prefecture": county.prefecture,
            "province": county.province,
            "pinyin": _pinyin(county.name),
        }
        for county in (*counties().values(), *former_counties().values())
    )


def _measures() -> list[dict[str, Any]]:
    columns = ("ordinal", "name", "english", "unit", "definition", "parent", "polarity", "phased")
    return [
        {"measure": one.code} | {column: getattr(one, column) for column in columns}
        for one in measures().values()
    ]


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables and fill the dimensions."""
    connection.execute(script.read("schema.sql"))
    rows.append(connection, "county", _counties())
    rows.append(connection, "measure", _measures())


def store(connection: duckdb.DuckDBPyConnection, extractions: Iterable[Extraction]) -> None:
    """Add reports to the tables."""
    batch = rows.Batch(connection)
    for extraction in extractions:
        add(batch, extraction)
    batch.flush()


def add(batch: rows.Batch, extraction: Extraction) -> None:
    """Add one report to the rows on their way into the tables."""
    for table, added in rows.rows_of(extraction).items():
        batch.add(table, added)


def check_integrity(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the queries of `integrity/`; each returns the rows that must not exist.

    Raises:
        BuildError: If one returns any row; the text names the check and the first rows.
    """
    for name, text in script.in_folder("integrity"):
        failures = connection.execute(text).fetchmany(_SHOWN_FAILURES)
        if failures:
            raise BuildError(f"数据仓库自检未通过（{name}）：{failures}")


def finish(connection: duckdb.DuckDBPyConnection) -> None:
    """Check the tables, add the semantic layer, and see that every view answers."""
    check_integrity(connection)
    script.create_views(connection)
    for (view,) in connection.execute(script.read("statements/views.sql")).fetchall():
        connection.view(view).aggregate("count(*)").fetchall()
