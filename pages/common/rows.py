"""Frames as rows with named fields, typed for readers and for the type checker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

Row = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Row]:
    """The frame's rows, in order."""
    # Column by column: DataFrame.to_dict builds a row at a time and takes ten times as long.
    names = [str(name) for name in frame.columns]
    columns = [[None if each is pd.NA else each for each in column.tolist()] for _, column in frame.items()]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """The rows by the text of a column, in the order of first sight."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[column]), []).append(row)
    return groups


def with_figure(rows: Iterable[Row], column: str = "value") -> list[Row]:
    """The rows that have a figure in the column; a true 0 is a figure."""
    return [row for row in rows if pd.notna(row[column])]


def highest(frame: pd.DataFrame, column: str = "value") -> Row:
    """The row with the highest figure; the frame has at least one."""
    return max(with_figure(records(frame), column), key=lambda row: float(row[column]))
