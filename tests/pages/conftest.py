"""A warehouse of the real reports, built by the real code once per worker, that the pages read."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.warehouse import load, location

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("warehouse") / "jilan.duckdb"
    load.build(location.DEFAULT_REPORTS, database)
    return database


@pytest.fixture
def app(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("JILAN_WAREHOUSE", str(warehouse))
    monkeypatch.chdir(ROOT)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
