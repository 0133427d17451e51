"""The first start: what the app says while there is nothing to show yet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from etl.warehouse import load, location
from pages.common import queries, warehouse


def script() -> None:
    from pages.common import warehouse
    from tests.pages import test_warehouse

    warehouse.ready(test_warehouse.build)


def build(*_: Any, **__: Any) -> None:
    raise load.BuildError("没有找到报告目录")


@pytest.fixture(autouse=True)
def fresh() -> None:
    warehouse._built.clear()


def test_a_failed_first_build_is_one_chinese_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JILAN_WAREHOUSE", raising=False)
    monkeypatch.setattr(queries, "POINTER", tmp_path / "jilan.duckdb")
    app = AppTest.from_function(script).run()
    assert [each.value for each in app.error] == ["数据仓库建立失败：没有找到报告目录"]


def test_a_failed_rebuild_still_shows_the_old_data(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JILAN_WAREHOUSE", raising=False)
    monkeypatch.setattr(queries, "POINTER", warehouse)
    app = AppTest.from_function(script).run()
    assert not app.error
    assert "以下是上一版数据" in app.warning[0].value


def test_a_build_that_failed_is_tried_again(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JILAN_WAREHOUSE", raising=False)
    monkeypatch.setattr(queries, "POINTER", tmp_path / "jilan.duckdb")
    app = AppTest.from_function(script).run()
    assert app.error
    monkeypatch.setattr(sys.modules[__name__], "build", lambda *_, **__: None)
    monkeypatch.setattr(queries, "POINTER", warehouse)
    assert not app.run().error
    assert not app.warning


def test_a_damaged_warehouse_is_one_chinese_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = location.file_of(tmp_path / "jilan.duckdb", "damaged")
    file.write_bytes(b"no database" * 1000)
    location.point(tmp_path / "jilan.duckdb", file)
    monkeypatch.setenv("JILAN_WAREHOUSE", str(tmp_path / "jilan.duckdb"))
    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [each.value for each in app.error] == [warehouse.DAMAGED]


def test_an_empty_folder_of_reports_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports").mkdir()
    load.build(tmp_path / "reports", tmp_path / "jilan.duckdb")
    monkeypatch.setenv("JILAN_WAREHOUSE", str(tmp_path / "jilan.duckdb"))
    app = AppTest.from_function(script).run()
    assert "还没有读入任何报告" in app.info[0].value


def test_a_file_that_could_not_be_read_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "空文件.txt").write_bytes(b"")
    source = next(location.DEFAULT_REPORTS.glob("*.txt"))
    (reports / source.name).write_bytes(source.read_bytes())
    load.build(reports, tmp_path / "jilan.duckdb")
    monkeypatch.setenv("JILAN_WAREHOUSE", str(tmp_path / "jilan.duckdb"))
    app = AppTest.from_function(script).run()
    assert "未能读入：空文件.txt（" in app.warning[0].value
