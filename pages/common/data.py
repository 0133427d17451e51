"""The frames that several pages ask for, named after what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pages.common import filters, queries

Series = Sequence[tuple[str, str, str]]

PHASES: Series = (
    ("expenditure.total", "approved", "年初预算"),
    ("expenditure.total", "adjusted", "全年预算"),
    ("expenditure.total", "executed", "决算"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a frame of figures shall hold.

    Attributes:
        series: (measure, phase or empty, name of the series).
        basis: 金额, 占比 or 人均; as the filters say if empty.
        base: (measure, phase or empty for the figure's own) that a share is taken of.
        partly: Whether the stated parts of a figure stand for it where it is not stated itself.
    """

    series: Series
    basis: str = ""
    base: tuple[str, str] = ("expenditure.total", "")
    partly: bool = False


def figures(selection: filters.Selection, **asked: Asked) -> dict[str, pd.DataFrame]:
    """The asked figures of the chosen subjects, one row each, missing ones with their reason.

    Args:
        selection: The filters.
        asked: What each frame shall hold, by name; one query answers for all of them.

    Returns:
        The frames by the same names.
    """
    rows = [(name, one, *series) for name, one in asked.items() for series in one.series]
    found = queries.read(
        "figures",
        **selection.parameters(),
        frames=[name for name, *_ in rows],
        measures=[measure for *_, measure, _, _ in rows],
        phases=[phase for *_, phase, _ in rows],
        series=[name for *_, name in rows],
        partly=[one.partly for _, one, *_ in rows],
        bases=[one.basis or selection.basis for _, one, *_ in rows],
        base_measures=[one.base[0] for _, one, *_ in rows],
        base_phases=[one.base[1] for _, one, *_ in rows],
    )
    return {name: found[found["frame"] == name].reset_index(drop=True) for name in asked}


def unit_of(frame: pd.DataFrame) -> str:
    """The unit of a frame whose figures share one."""
    return str(frame["unit"].iloc[0]) if len(frame) else "万元"


def rates(selection: filters.Selection) -> pd.DataFrame:
    """执行率 and 追加率 of the chosen subjects."""
    return queries.read("rates", **selection.parameters())


def of(frame: pd.DataFrame, series: str) -> pd.DataFrame:
    """The rows of one series."""
    return frame[frame["series"] == series].reset_index(drop=True)
