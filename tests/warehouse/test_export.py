"""What leaves the house: complete, with its version, and without persons."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from etl.warehouse import rows, script
from etl.warehouse.export import FORMATS, ExportError, export, layout
from tests.warehouse.records import figure, report_of, row, warehouse_of

PERSON = "填表人：赵兰  联系电话：5551234"


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    points = (row("产出指标", "10", "9", reason=PERSON, level3="=1+1"),)
    given = report_of(figure("expenditure.total", "1234.5"), indicators=points)
    with warehouse_of(replace(given, text=given.text + PERSON)) as connection:
        counts = dict.fromkeys(("files", "reports", "observations", "indicators"), 1)
        account = {"build_id": "abc123", "extractor_id": "x", "built_at": datetime(2026, 1, 1), "seconds": 1}
        account |= {"reused": 0, "rejected": 0}
        rows.append(connection, "build", [account | counts])
        yield connection


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_and_view_is_known_to_the_export(warehouse: duckdb.DuckDBPyConnection) -> None:
    names = {name for (name,) in warehouse.execute(script.read("statements/tables.sql")).fetchall()}
    inner = {"grid", "measure_phase", "printed_interval", "stated_headline", "derived_headline"}
    assert names - inner == {*layout()["sheets"], *layout()["tables"]}


def test_every_column_of_a_worksheet_has_a_chinese_name(warehouse: duckdb.DuckDBPyConnection) -> None:
    used = {column for name in layout()["sheets"] for column in warehouse.table(name).columns}
    assert used - set(layout()["columns"]) == set()


def test_csv_opens_in_excel_and_writes_numbers_as_printed(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    export(warehouse, "csv", tmp_path)
    assert (tmp_path / "observation.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    (line,) = csv_rows(tmp_path / "observation.csv")
    assert (line["measure"], line["value"], line["item"]) == ("expenditure.total", "1234.5", "")


def test_a_missing_amount_stays_empty(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(warehouse, "csv", tmp_path)
    (line,) = csv_rows(tmp_path / "budget.csv")
    assert (line["approved"], line["approved_reason"]) == ("", "未披露")


def test_parquet_keeps_types_and_the_data_version(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    export(warehouse, "parquet", tmp_path)
    table = pq.read_table(tmp_path / "headline.parquet")
    assert table.column("value").to_pylist() == [Decimal("1234.5")]
    assert table.schema.metadata[b"build_id"] == b"abc123"


def test_the_workbook_speaks_chinese_and_names_the_data_version(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    export(warehouse, "xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "jilan.xlsx")
    assert [cell.value for cell in book["说明"][2]] == ["数据版本", "abc123"]
    heading, line = book["采用值"].iter_rows(max_row=2)
    found = {title.value: cell for title, cell in zip(heading, line, strict=True)}
    assert (found["指标"].value, found["阶段"].value, found["数值"].value) == ("支出合计", "决算", 1234.5)
    assert found["数值"].number_format == "#,##0.00##"


def test_a_reports_words_are_never_a_formula(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(warehouse, "xlsx", tmp_path)
    cells = [cell for line in openpyxl.load_workbook(tmp_path / "jilan.xlsx")["绩效指标"] for cell in line]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_no_export_names_a_person_or_a_telephone(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, kind: str
) -> None:
    export(warehouse, kind, tmp_path)
    everything = "".join(_text(path) for path in tmp_path.iterdir())
    assert "填表人：＊＊" in everything
    assert "赵兰" not in everything
    assert "5551234" not in everything


def _text(path: Path) -> str:
    if path.suffix == ".parquet":
        return str(pq.read_table(path).to_pydict())
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return str([[cell.value for cell in line] for sheet in book for line in sheet.iter_rows()])
    return path.read_text(encoding="utf-8-sig")


def test_masking_keeps_every_offset(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    export(warehouse, "parquet", tmp_path)
    (text,) = pq.read_table(tmp_path / "document.parquet").column("text").to_pylist()
    (one,) = pq.read_table(tmp_path / "observation.parquet").to_pylist()
    assert text[one["start"] : one["end"]] == one["stated_value"]


def test_what_does_not_fit_a_worksheet_is_said(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.warehouse.export._WORKSHEET_ROWS", 1)
    with pytest.raises(ExportError, match="请改用 csv 或 parquet"):
        export(warehouse, "xlsx", tmp_path)


def test_the_empty_warehouse_can_be_exported(tmp_path: Path) -> None:
    with warehouse_of() as connection:
        export(connection, "csv", tmp_path)
    assert csv_rows(tmp_path / "report.csv") == []
