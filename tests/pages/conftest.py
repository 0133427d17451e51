"""A warehouse of the real reports, built by the real code once per worker, that the pages read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from etl.warehouse import load, location

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("warehouse") / "jilan.duckdb"
    load.build(location.DEFAULT_REPORTS, database)
    return database


@pytest.fixture
def app(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("JILAN_WAREHOUSE", str(warehouse))
    monkeypatch.setenv("JILAN_MARKS", str(tmp_path / "marks.tsv"))
    monkeypatch.chdir(ROOT)
    made = PagesManager.__init__

    def as_served(manager: PagesManager, *arguments: Any, **options: Any) -> None:
        """A server whose first run is over: AppTest would begin each run as a server's first one."""
        made(manager, *arguments, **options)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", as_served)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
