"""The pages' only way to the warehouse: a `.sql` file of `sql/`, bound parameters, a frame back.

The connection is kept per warehouse file and every query takes its own cursor (one DuckDB connection
must not be used by two threads). Results are cached under the file's name, which carries the build id,
so a rebuilt warehouse is never answered from an old cache.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from etl.warehouse import location

SQL = Path(__file__).resolve().parent / "sql"
REPORTS = location.DEFAULT_REPORTS
POINTER = location.DEFAULT_DATABASE

Parameter = str | int | float | bool | None | Sequence[str] | Sequence[int] | Sequence[bool]


def database() -> Path:
    """The pointer to the warehouse; JILAN_WAREHOUSE names another one (tests, development)."""
    return Path(os.environ.get("JILAN_WAREHOUSE") or POINTER)


def is_own_warehouse() -> bool:
    """Whether the app looks after the warehouse itself; one named from outside is only read."""
    return "JILAN_WAREHOUSE" not in os.environ


def version() -> str:
    """Name of the current warehouse file; it carries the build id and keys every cache."""
    return str(location.current(database()))


@st.cache_resource(show_spinner=False, max_entries=2)
def _connection(file: str) -> duckdb.DuckDBPyConnection:
    return location.connect(Path(file))


@st.cache_data(show_spinner=False)
def _statement(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@st.cache_data(show_spinner=False, max_entries=1024)
def _frame(file: str, name: str, parameters: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    cursor = _connection(file).cursor()
    bound = {key: list(value) if isinstance(value, tuple) else value for key, value in parameters}
    try:
        frame = cursor.execute(_statement(name), bound).df()
    finally:
        cursor.close()
    # As plain objects: for the few rows of a page, pandas' own texts take twice as long at every step.
    return frame.astype(dict.fromkeys(frame.columns[frame.dtypes == "str"], object))


def read(name: str, **parameters: Parameter) -> pd.DataFrame:
    """The result of `sql/<name>.sql`.

    Args:
        name: File name without its ending.
        parameters: The statement's `$parameters`; sequences are bound as lists.

    Returns:
        A frame of its own, which the caller may change.
    """
    frozen = tuple(
        (key, value if isinstance(value, (str, int, float, type(None))) else tuple(value))
        for key, value in sorted(parameters.items())
    )
    return _frame(version(), name, frozen)
