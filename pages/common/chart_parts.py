"""What all charts are made of: layout, axes, marks, and the words where a figure is missing.

The frames are those of pages.common.charts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.common import palette, wording
from pages.common.rows import Row, grouped, records

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


_LOOK = {
    "font": {"family": FONT, "size": 12},
    "legend": {
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
    "hovermode": "closest",
    "dragmode": False,
    "hoverlabel": {"font": {"family": FONT, "size": 12}, "align": "left"},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "bargap": 0.25,
}
# When one mark is chosen, the others stay readable: paler, their numbers as they were.
_CLICKED = {
    "selected": {"textfont": {"color": f"rgba({palette.ACCENT}, 1)"}},
    "unselected": {"marker": {"opacity": 0.55}},
}
_SOURCE_LINE = {
    "xref": "paper",
    "yref": "paper",
    "x": 1,
    "y": 0,
    "xanchor": "right",
    "yanchor": "top",
    "yshift": -26,
    "align": "right",
    "showarrow": False,
    "font": {"size": 10, "color": palette.MUTED},
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
    if row.get("conflict") is True:
        text += f" {wording.CONFLICT}"
    return text + wording.stands_for(row)


def hover(row: Mapping[str, Any]) -> str:
    """What is told when a mark is pointed at: full name, value, how it came about."""
    lines = [
        f"<b>{row['label']}</b> {row['series']}",
        wording.amount(row["value"], str(row["unit"]), row.get("reason")) + wording.stands_for(row),
    ]
    if not wording.is_missing(row.get("formula")):
        lines.append(f"{'推算' if row.get('origin') == 'derived' else '算式'}：{row['formula']}")
    if row.get("conflict") is True:
        lines.append(f"{wording.CONFLICT} 报告内各处数值不一致，或勾稽核验不符")
    return "<br>".join(lines)


def custom(rows: Iterable[Row]) -> list[list[Any]]:
    """What a click on a mark hands over: the observation and its report."""
    return [[row["observation_id"], row["report_id"], hover(row)] for row in rows]


def figure(
    traces: Sequence[Mapping[str, Any]],
    *,
    height: int,
    source: str,
    legend: bool,
    left: int = 84,
    annotations: Sequence[Mapping[str, Any]] = (),
    **layout: Any,
) -> go.Figure:
    """The traces in the look that all charts share, with the source line that a saved picture keeps.

    A figure is made in one piece: plotly takes ten times as long for one that is added to and updated.

    Args:
        traces: Plotly traces as mappings, each with its `type`.
        height: Height in pixels.
        source: The line that says where the figures come from.
        legend: Whether there is a legend.
        left: Pixels left of the plot.
        annotations: The chart's own words beside the source line.
        layout: The chart's own axes and other settings of plotly's layout.
    """
    top = LEGEND_MARGIN if legend else BARE_MARGIN
    look = {
        "height": height,
        "margin": {"l": left, "r": 12, "t": top, "b": FOOT_MARGIN},
        "showlegend": legend,
        "annotations": [*annotations, {"text": source, **_SOURCE_LINE}],
    }
    data = [{**_CLICKED, **trace} for trace in traces]
    return go.Figure({"data": data, "layout": {**_LOOK, **look, **layout}})


def two_lines(label: str) -> str:
    """永兴县（2022） on two lines, so that it fits beside a bar on a telephone."""
    name, opened, rest = label.partition("（")
    return f"{name}<br><span style='font-size:10px'>{rest.rstrip('）')}年</span>" if opened else label


def category_axis(labels: Sequence[str], centres: Sequence[float], lowest: float) -> dict[str, Any]:
    """The vertical axis with a label at each group's centre; `lowest` is the position of the last row."""
    return {
        "tickvals": list(centres),
        "ticktext": [two_lines(label) for label in labels],
        "range": [lowest + 0.7, -0.7],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,
        "title": {"text": ""},
    }


def value_axis(values: Iterable[float], unit: str, room: float = 1.3) -> dict[str, Any]:
    """The value axis from zero, with room for the numbers beside the marks."""
    known = [float(value) for value in values if not wording.is_missing(value)]
    highest, lowest = max([*known, 0.0]), min([*known, 0.0])
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


def reasons(rows: Iterable[Row]) -> list[tuple[float, str]]:
    """Position and words of each missing figure; a group that misses all for one reason says it once."""
    found: list[tuple[float, str]] = []
    for group in grouped(rows, "label").values():
        missing = [row for row in group if wording.is_missing(row["value"])]
        words = {reason(row) for row in missing}
        if len(missing) == len(group) and len(words) == 1:
            found.append((sum(row["y"] for row in group) / len(group), words.pop()))
        else:
            found += [(row["y"], reason(row)) for row in missing]
    return found


def missing_words(rows: Iterable[Row], at: float = 0) -> list[dict[str, Any]]:
    """The trace that writes the reason where a figure is missing; none if none is missing.

    Args:
        rows: All rows, with their position `y`.
        at: Where on the value axis the words begin.
    """
    missing = reasons(rows)
    if not missing:
        return []
    return [
        {
            "type": "scatter",
            "x": [at] * len(missing),
            "y": [place for place, _ in missing],
            "mode": "text",
            "text": [f" {words}" for _, words in missing],
            "textposition": "middle right",
            "textfont": {"color": palette.MUTED, "size": 11},
            "hoverinfo": "skip",
            "showlegend": False,
            "name": "缺失",
        }
    ]


def placed(figures: pd.DataFrame, pitch: float = 0.55) -> tuple[list[Row], list[str], list[float]]:
    """Gives every row its vertical position, series of one label below each other.

    A label that misses all its figures takes one row only, whatever the number of series.

    Returns:
        The rows with a field `y`, the labels in order, and the centre of each label's group.
    """
    rows = records(figures)
    offset = {name: place for place, name in enumerate(grouped(rows, "series"))}
    labels = grouped(rows, "label")
    centres: list[float] = []
    position = 0.0
    for group in labels.values():
        known = not all(wording.is_missing(row["value"]) for row in group)
        for row in group:
            row["y"] = position + (offset[row["series"]] if known else 0)
        taken = len(offset) if known else 1
        centres.append(position + (taken - 1) / 2)
        position += taken + pitch
    return rows, list(labels), centres


def last(rows: Iterable[Row]) -> float:
    """The lowest position of the placed rows."""
    return max(row["y"] for row in rows)


def extent(rows: Iterable[Row]) -> float:
    """Height that the placed rows need."""
    return ROW * (last(rows) + 1.5)
