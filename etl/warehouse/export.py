"""Writes the warehouse out for other tools, with persons masked and the data version on it.

Parquet and CSV keep the contract's column names and codes; the workbook speaks Chinese throughout.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
import yaml

from etl.catalogue import measures
from etl.masking import mask
from etl.warehouse import script

_BATCH = 10_000
_WORKSHEET_ROWS = 1_048_576
_MEASURE_COLUMNS = ("measure", "base_measure", "parent")


class ExportError(Exception):
    """The export is not possible; the text is one Chinese line."""


@cache
def layout() -> dict[str, Any]:
    """The content of export.yml: sheets, column names, words, formats, and what is masked."""
    return yaml.safe_load(script.read("export.yml"))


def _masked(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with names and telephone numbers masked in the columns that hold a report's words."""
    for index, column in enumerate(batch.schema.names):
        if column in layout()["masked"] and pa.types.is_string(batch.schema.field(index).type):
            words = [None if text is None else mask(text) for text in batch.column(index).to_pylist()]
            batch = batch.set_column(index, batch.schema.field(index), pa.array(words, pa.string()))
    return batch


def _relation(connection: duckdb.DuckDBPyConnection, name: str) -> duckdb.DuckDBPyRelation:
    # A cursor of its own: a connection has one open result at a time.
    cursor = connection.cursor()
    return cursor.sql(script.read("statements/about.sql")) if name == "about" else cursor.table(name)


def _batches(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """Schema and masked batches of a table or view; never the whole of it at once."""
    reader = _relation(connection, name).to_arrow_reader(_BATCH)
    return reader.schema, (_masked(batch) for batch in reader)


def _plain(value: Any) -> Any:
    """A value as CSV writes it: no zeros of a column's scale, lists apart by spaces."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return " ".join(value) if isinstance(value, list) else value


def _csv(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    schema, batches = _batches(connection, name)
    # The byte order mark tells Excel that this is UTF-8.
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(schema.names)
        for batch in batches:
            writer.writerows([map(_plain, row.values()) for row in batch.to_pylist()])


def _parquet(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> None:
    schema, batches = _batches(connection, name)
    version = connection.table("build").select("build_id").fetchall()[0][0]
    schema = schema.with_metadata({"build_id": version})
    with pq.ParquetWriter(folder / f"{name}.parquet", schema) as writer:
        for batch in batches:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))


def _words(column: str) -> Mapping[Any, str]:
    """What a column's codes are called in a worksheet."""
    if column in _MEASURE_COLUMNS:
        return {code: measure.name for code, measure in measures().items()}
    return layout()["words"].get(column, {})


def _write_rows(sheet: Any, batches: Iterator[pa.RecordBatch], names: list[str]) -> int:
    """Write the rows below the heading, and return how many there are."""
    words = [_words(name) for name in names]
    count = 0
    for batch in batches:
        if count + batch.num_rows >= _WORKSHEET_ROWS:
            raise ExportError(f"“{sheet.get_name()}”超出 Excel 的行数上限，请改用 csv 或 parquet 格式")
        for row in batch.to_pylist():
            count += 1
            for index, (value, word) in enumerate(zip(row.values(), words, strict=True)):
                _write_cell(sheet, count, index, word.get(value, value) if word else value)
    return count


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """Write a value as what it is; a missing one stays an empty cell."""
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, " ".join(value) if isinstance(value, list) else str(value))


def _format_of(kind: pa.DataType, formats: Mapping[str, Any]) -> Any:
    if pa.types.is_decimal(kind):
        return formats["decimal"]
    if pa.types.is_floating(kind):
        return formats["double"]
    return formats["integer"] if pa.types.is_integer(kind) else None


def _sheet(connection: duckdb.DuckDBPyConnection, name: str, sheet: Any, formats: Mapping[str, Any]) -> None:
    schema, batches = _batches(connection, name)
    for index, field in enumerate(schema):
        heading = layout()["columns"][field.name]
        wide = pa.types.is_string(field.type) and field.name in layout()["masked"]
        sheet.set_column(
            index, index, 40 if wide else max(12, 2 * len(heading) + 2), _format_of(field.type, formats)
        )
        sheet.write_string(0, index, heading, formats["heading"])
    sheet.freeze_panes(1, 0)
    last = _write_rows(sheet, batches, schema.names)
    sheet.autofilter(0, 0, last, len(schema.names) - 1)


def _workbook(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    # A report's words are text, also where they begin with "=" or "http".
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(folder / "jilan.xlsx", options) as workbook:
        formats = {
            kind: workbook.add_format({"num_format": text}) for kind, text in layout()["formats"].items()
        }
        formats["heading"] = workbook.add_format({"bold": True, "bottom": 1})
        for name, title in {"about": "说明", **layout()["sheets"]}.items():
            _sheet(connection, name, workbook.add_worksheet(title), formats)


def _each(write: Callable[[duckdb.DuckDBPyConnection, str, Path], None]) -> Callable[..., None]:
    """Write every table and view with `write`, one file each."""

    def write_all(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        for name in ("about", *layout()["sheets"], *layout()["tables"]):
            write(connection, name, folder)

    return write_all


FORMATS: Mapping[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    "parquet": _each(_parquet),
    "csv": _each(_csv),
    "xlsx": _workbook,
}


def export(connection: duckdb.DuckDBPyConnection, kind: str, folder: Path) -> None:
    """Write the warehouse's tables and views to a folder.

    Args:
        connection: A finished warehouse.
        kind: `parquet` or `csv` (a file for each table and view, `about` with the data version), or
            `xlsx` (one workbook `jilan.xlsx` with a sheet for each).
        folder: Made if it is not there; files of the same name are replaced.

    Raises:
        ExportError: If the content does not fit the format.
        OSError: If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # What an export before this one wrote stays whole if this one fails.
    with tempfile.TemporaryDirectory(prefix=".jilan-", dir=folder) as part:
        FORMATS[kind](connection, Path(part))
        for file in Path(part).iterdir():
            file.replace(folder / file.name)
