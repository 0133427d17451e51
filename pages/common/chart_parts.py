"""What all charts are made of: layout, axes, marks, and the words where a figure is missing.

The frames are those of pages.common.charts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.common import palette, wording
from pages.common.rows import records

FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
ROW = 24
LEGEND_MARGIN, BARE_MARGIN, FOOT_MARGIN = 34, 8, 58  # pixels above and below the plot
GRID = "rgba(134, 134, 134, 0.22)"
OPEN_MARK = {"derived": "-open", "computed": "-open"}

_DICTIONARY = {
    "Download plot as a PNG": "下载图片（PNG）",
    "Download plot": "下载图片",
    "Download plot as a png": "下载图片（PNG）",
    "Taking snapshot - this may take a few seconds": "正在生成图片，请稍候",
    "Snapshot succeeded": "图片已生成",
    "Sorry, there was a problem downloading your snapshot!": "图片生成失败",
    "Double-click on legend to isolate one trace": "双击图例只看一项",
    "Double-click to zoom back out": "双击复原",
    "Reset": "复原",
    "Reset axes": "复原坐标轴",
    "Click to enter Rows": "点击进入",
    "trace": "系列",
}


def config(filename: str) -> dict[str, Any]:
    """Plotly's configuration: Chinese toolbar with the picture download only.

    Args:
        filename: Name of the downloaded picture, without its ending.
    """
    return {
        "locale": "zh-CN",
        "locales": {"zh-CN": {"dictionary": _DICTIONARY, "format": {"decimal": ".", "thousands": ","}}},
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 3, "filename": filename},
        "scrollZoom": False,
        "doubleClick": False,
    }


def mark(row: Mapping[str, Any]) -> str:
    """The figure as it is written at its bar: value, derived sign, conflict flag."""
    text = wording.number(float(row["value"]), wording.decimals_of(str(row["unit"]), float(row["value"])))
    if row["unit"] == "%":
        text += "%"
    if row.get("origin") == "derived":
        text += f" {wording.DERIVED}"
    return f"{text} {wording.CONFLICT}" if row.get("conflict") is True else text


def hover(row: Mapping[str, Any]) -> str:
    """What is told when a mark is pointed at: full name, value, how it came about."""
    lines = [
        f"<b>{row['label']}</b> {row['series']}",
        wording.amount(row["value"], str(row["unit"]), row.get("reason")),
    ]
    if not wording.is_missing(row.get("formula")):
        lines.append(f"{'推算' if row.get('origin') == 'derived' else '算式'}：{row['formula']}")
    if row.get("conflict") is True:
        lines.append(f"{wording.CONFLICT} 报告内各处数值不一致，或勾稽核验不符")
    return "<br>".join(lines)


def custom(rows: pd.DataFrame) -> list[list[Any]]:
    """What a click on a mark hands over: the observation and its report."""
    return [[row["observation_id"], row["report_id"], hover(row)] for row in records(rows)]


def layout(figure: go.Figure, *, height: int, source: str, legend: bool, left: int = 84) -> go.Figure:
    """The look that all charts share, and the source line that a saved picture keeps."""
    top = LEGEND_MARGIN if legend else BARE_MARGIN
    figure.update_layout(
        height=height,
        margin={"l": left, "r": 12, "t": top, "b": FOOT_MARGIN},
        font={"family": FONT, "size": 12},
        showlegend=legend,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "title": {"text": ""},
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        hovermode="closest",
        dragmode=False,
        hoverlabel={"font": {"family": FONT, "size": 12}, "align": "left"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        bargap=0.25,
    )
    figure.add_annotation(
        text=source,
        xref="paper",
        yref="paper",
        x=1,
        y=0,
        xanchor="right",
        yanchor="top",
        yshift=-26,
        align="right",
        showarrow=False,
        font={"size": 10, "color": palette.MUTED},
    )
    return figure


def two_lines(label: str) -> str:
    """永兴县（2022） on two lines, so that it fits beside a bar on a telephone."""
    name, opened, rest = label.partition("（")
    return f"{name}<br><span style='font-size:10px'>{rest.rstrip('）')}年</span>" if opened else label


def category_axis(labels: Sequence[str], centres: Sequence[float], last: float) -> dict[str, Any]:
    """The vertical axis with a label at each group's centre; `last` is the lowest row."""
    return {
        "tickvals": list(centres),
        "ticktext": [two_lines(label) for label in labels],
        "range": [last + 0.7, -0.7],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,
        "title": {"text": ""},
    }


def value_axis(figures: pd.DataFrame, unit: str, room: float = 1.3) -> dict[str, Any]:
    """The value axis from zero, with room for the numbers beside the marks."""
    values = figures["value"].dropna()
    highest = max(float(values.max()), 0.0) if len(values) else 1.0
    lowest = min(float(values.min()), 0.0) if len(values) else 0.0
    return {
        "range": [lowest * room, (highest or 1.0) * room],
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": palette.MUTED,
        "zerolinewidth": 1,
        "fixedrange": True,
        "tickformat": ",",
        "nticks": 5,
        "ticksuffix": "%" if unit == "%" else "",
        "title": {"text": ""},
    }


def reason(row: Mapping[str, Any]) -> str:
    """Why a row has no figure, in one of the words of pages.common.wording.REASONS."""
    return wording.MISSING if wording.is_missing(row.get("reason")) else str(row["reason"])


def reasons(placed: pd.DataFrame) -> list[tuple[float, str]]:
    """Position and words of each missing figure; a group that misses all for one reason says it once."""
    found: list[tuple[float, str]] = []
    for _, group in placed.groupby("label", sort=False):
        missing = records(group[group["value"].isna()])
        reasons = {reason(row) for row in missing}
        if len(missing) == len(group) and len(reasons) == 1:
            found.append((float(group["y"].mean()), reasons.pop()))
        else:
            found += [(float(row["y"]), reason(row)) for row in missing]
    return found


def add_missing(figure: go.Figure, placed: pd.DataFrame, at: float = 0) -> None:
    """Writes the reason where a figure is missing.

    Args:
        figure: The chart.
        placed: All rows, with their position `y`.
        at: Where on the value axis the words begin.
    """
    missing = reasons(placed)
    if not missing:
        return
    figure.add_trace(
        go.Scatter(
            x=[at] * len(missing),
            y=[place for place, _ in missing],
            mode="text",
            text=[f" {reason}" for _, reason in missing],
            textposition="middle right",
            textfont={"color": palette.MUTED, "size": 11},
            hoverinfo="skip",
            showlegend=False,
            name="缺失",
        )
    )


def placed(figures: pd.DataFrame, pitch: float = 0.55) -> tuple[pd.DataFrame, list[str], list[float]]:
    """Gives every row its vertical position, series of one label below each other.

    A label that misses all its figures takes one row only, whatever the number of series.

    Returns:
        The frame with a column `y`, the labels in order, and the centre of each label's group.
    """
    labels = list(dict.fromkeys(figures["label"]))
    offset = {name: float(place) for place, name in enumerate(dict.fromkeys(figures["series"]))}
    known = set(figures.loc[figures["value"].notna(), "label"])
    start: dict[str, float] = {}
    centres: list[float] = []
    position = 0.0
    for label in labels:
        rows = len(offset) if label in known else 1
        start[label] = position
        centres.append(position + (rows - 1) / 2)
        position += rows + pitch
    places = [
        start[row["label"]] + (offset[row["series"]] if row["label"] in known else 0)
        for row in records(figures)
    ]
    return figures.assign(y=places), labels, centres


def extent(placed: pd.DataFrame) -> float:
    """Height that the placed rows need."""
    return ROW * (float(placed["y"].max()) + 1.5)
