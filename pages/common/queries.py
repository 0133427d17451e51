"""The pages' only way to the warehouse: a `.sql` file of `sql/`, bound parameters, a frame back.

The connection is kept per warehouse file and every query takes its own cursor (one DuckDB connection
must not be used by two threads). Results are cached under the file's name, which carries the build id,
so a rebuilt warehouse is never answered from an old cache. Names and telephone numbers are masked here, in
every column that holds a report's own words, so that no page can forget it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from etl.masking import mask
from etl.warehouse import export, location
from pages.common import marks

SQL = Path(__file__).resolve().parent / "sql"
POINTER = location.DEFAULT_DATABASE

# The names under which statements give a report's own words, beside those of the tables.
ALIASES = ("series", "section_title", "indicator_scope")

Parameter = str | int | float | bool | None | Sequence[str] | Sequence[int] | Sequence[bool]


def _named() -> str:
    """The warehouse that JILAN_WAREHOUSE names (tests, development); empty if it names none."""
    return os.environ.get("JILAN_WAREHOUSE", "")


def database() -> Path:
    """The pointer to the warehouse."""
    return Path(_named() or POINTER)


def is_own_warehouse() -> bool:
    """Whether the app looks after the warehouse itself; one named from outside is only read."""
    return not _named()


def version() -> str:
    """Name of the current warehouse file; it carries the build id and keys every cache."""
    return str(location.current(database()))


def stand() -> str:
    """What the pages' answers rest on: the warehouse, and what persons have called 误报."""
    return " ".join([version(), *marks.dismissed()])


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
    texts = frame.columns[frame.dtypes == "str"]
    frame = frame.astype(dict.fromkeys(texts, object))
    for column in texts.intersection([*export.layout()["masked"], *ALIASES]):
        frame[column] = [_masked(words) if isinstance(words, str) else words for words in frame[column]]
    return frame


@lru_cache(maxsize=20_000)
def _masked(words: str) -> str:
    return mask(words)


def read(name: str, **parameters: Parameter) -> pd.DataFrame:
    """The result of `sql/<name>.sql`.

    Args:
        name: File name without its ending.
        parameters: The statement's `$parameters`; sequences are bound as lists. `$dismissed` is bound here,
            so that no page can forget what persons have called 误报.

    Returns:
        A frame of its own, which the caller may change.
    """
    if "$dismissed" in _statement(name):
        parameters["dismissed"] = marks.dismissed()
    frozen = tuple(
        (key, value if isinstance(value, (str, int, float, type(None))) else tuple(value))
        for key, value in sorted(parameters.items())
    )
    return _frame(version(), name, frozen)


def side_by_side(*questions: Callable[[], object]) -> None:
    """Answer questions at the same time, so that a page that asks them afterwards finds the answers.

    DuckDB plans and runs outside Python's lock; each question takes its own cursor.
    """
    context = get_script_run_ctx()

    def join_the_script() -> None:
        add_script_run_ctx(threading.current_thread(), context)

    with ThreadPoolExecutor(len(questions), initializer=join_the_script) as pool:
        for answered in [pool.submit(question) for question in questions]:
            answered.result()
