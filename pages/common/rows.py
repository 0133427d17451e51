"""Frames as rows with named fields, typed for readers and for the type checker."""

from __future__ import annotations

from typing import Any

import pandas as pd

Row = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Row]:
    """The frame's rows, in order."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def highest(frame: pd.DataFrame, column: str = "value") -> Row:
    """The row with the highest figure; the frame has at least one."""
    return max((row for row in records(frame.dropna(subset=[column]))), key=lambda row: float(row[column]))


def lowest(frame: pd.DataFrame, column: str = "value") -> Row:
    """The row with the lowest figure; the frame has at least one."""
    return min((row for row in records(frame.dropna(subset=[column]))), key=lambda row: float(row[column]))
