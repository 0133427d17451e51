"""Sees to it that there is a warehouse of the reports as they are now, and shows the build as it goes.

A warehouse named by JILAN_WAREHOUSE belongs to somebody else and is only read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import duckdb
import streamlit as st

from etl.warehouse import location
from etl.warehouse.content import BuildError
from pages.common import queries
from pages.common.rows import records

Build = Callable[..., Any]

TOLD = 3
DAMAGED = "数据仓库文件已损坏，无法读取；请重新建立（python -m etl build），报告和人工标记不受影响。"
_log = logging.getLogger(__name__)


def _signature() -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the reports; when they change, the warehouse is built again."""
    files = sorted(file for file in location.DEFAULT_REPORTS.rglob("*") if file.is_file())
    return tuple((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)


@st.cache_resource(show_spinner=False, max_entries=1)
def _built(signature: tuple[tuple[str, int, int], ...], _build: Build) -> None:
    """Builds once for each state of the reports; a build that fails is tried again at the next run.

    Args:
        signature: The state of the reports, the cache's key.
        _build: etl.warehouse.load.build.

    Raises:
        BuildError, OSError, duckdb.Error: If there is no new warehouse.
    """
    bar = st.progress(0.0, text="正在建立数据仓库…")
    try:
        _build(
            location.DEFAULT_REPORTS,
            queries.database(),
            progress=lambda done, total, name: bar.progress(
                done / max(total, 1), text=f"正在读取报告 {done}/{total}：{name}"
            ),
        )
    finally:
        bar.empty()


def _failure(build: Build) -> str | None:
    """The line that says why the warehouse could not be built, or None."""
    try:
        _built(_signature(), build)
    except (OSError, BuildError, duckdb.Error) as error:
        _log.exception("the warehouse could not be built")
        return f"数据仓库建立失败：{error}"
    return None


def ready(build: Build) -> bool:
    """Whether the pages can read; says what is wrong if they cannot.

    Args:
        build: etl.warehouse.load.build, handed in by app.py, for a page never reaches into the extraction.
    """
    failure = _failure(build) if queries.is_own_warehouse() else None
    try:
        empty = queries.read("bodies").empty
    except location.MissingWarehouseError as error:
        st.error(failure or str(error))
        return False
    except duckdb.Error:
        _log.exception("the warehouse cannot be read")
        st.error(failure or DAMAGED)
        return False
    if failure:
        st.warning(f"{failure}。以下是上一版数据。")
    _tell_rejected()
    if empty:
        st.info("还没有读入任何报告。请把报告放入 data/reports，页面会自动重新建立数据仓库。")
        return False
    return True


def _tell_rejected() -> None:
    """Names the files that could not be read, the first of them with the reason."""
    rejected = records(queries.read("rejected"))
    if rejected:
        told = "；".join(f"{row['file']}（{row['reason']}）" for row in rejected[:TOLD])
        more = f"等{len(rejected)}个文件" if len(rejected) > TOLD else ""
        st.warning(f"未能读入：{told}{more}")
