"""The frames that several pages ask for, named after what they hold."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pages.common import filters, queries

Series = Sequence[tuple[str, str, str]]

PHASES: Series = (
    ("expenditure.total", "approved", "年初预算"),
    ("expenditure.total", "adjusted", "全年预算"),
    ("expenditure.total", "executed", "决算"),
)


def figures(
    selection: filters.Selection,
    series: Series,
    *,
    basis: str | None = None,
    base: tuple[str, str] = ("expenditure.total", ""),
) -> pd.DataFrame:
    """The asked figures of the chosen subjects, one row each, missing ones with their reason.

    Args:
        selection: The filters.
        series: (measure, phase or empty, name of the series).
        basis: 金额, 占比 or 人均; as the filters say if not given.
        base: (measure, phase or empty for the figure's own) that a share is taken of.
    """
    return queries.read(
        "figures",
        **selection.parameters(),
        measures=[measure for measure, _, _ in series],
        phases=[phase for _, phase, _ in series],
        series=[name for _, _, name in series],
        basis=basis or selection.basis,
        base_measure=base[0],
        base_phase=base[1],
    )


def unit_of(frame: pd.DataFrame) -> str:
    """The unit of a frame whose figures share one."""
    return str(frame["unit"].iloc[0]) if len(frame) else "万元"


def rates(selection: filters.Selection) -> pd.DataFrame:
    """执行率 and 追加率 of the chosen subjects."""
    return queries.read("rates", **selection.parameters())


def of(frame: pd.DataFrame, series: str) -> pd.DataFrame:
    """The rows of one series."""
    return frame[frame["series"] == series].reset_index(drop=True)
