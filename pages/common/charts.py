"""Charts as pure functions: a frame of figures in, a plotly figure out.

Every frame has one row a figure: `label` (what stands on the axis, 永兴县（2022）), `series`, `value`
(missing stays NaN), `unit`, `observation_id`, `report_id`, `origin`, `formula`, `conflict`, `reason`.
Missing figures are written out with their reason where the bar would be; they are never drawn as 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.common import chart_parts as parts
from pages.common import palette, wording
from pages.common.rows import Row, grouped, records, with_figure

config = parts.config

HOVER = "%{customdata[2]}<extra></extra>"
TREND_HEIGHT = 360
RANKED = 12  # lines of one label that a chart has room for; the table holds all of them
STACK = 64  # pixels from one stack to the next, with room for words below it under a high legend
NUMBER_HEIGHT = 22  # pixels that a point's number takes up above its point, with half of the mark


def bars(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """Horizontal bars, one group a label, one bar a series.

    Args:
        figures: The frame described above.
        colours: Colour of each series; with a single series, colour of each label.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    rows, labels, centres = parts.placed(figures)
    series = grouped(rows, "series")
    several = len(series) > 1
    drawn = [_bar(name, with_figure(own), colours) for name, own in series.items()]
    return parts.figure(
        [*drawn, *parts.missing_words(rows)],
        height=int(parts.extent(rows) + (104 if several else 74)),
        source=source,
        legend=several,
        yaxis=parts.category_axis(labels, centres, parts.last(rows)),
        xaxis=parts.value_axis(figures["value"], unit),
    )


def _bar(name: str, rows: list[Row], colours: Mapping[str, str]) -> dict[str, Any]:
    """The bars of one series, hatched where the figure is derived."""
    fill = [colours.get(name) or colours.get(row["label"], palette.COUNTIES[0]) for row in rows]
    pale = any(colour.startswith("rgba") for colour in fill)
    derived = ["/" if row["origin"] == "derived" else "" for row in rows]
    return {
        "type": "bar",
        "x": [row["value"] for row in rows],
        "y": [row["y"] for row in rows],
        "orientation": "h",
        "name": name,
        "width": 0.78,
        "marker": {
            "color": fill,
            "line": {"color": f"rgba({palette.ACCENT}, 1)", "width": int(pale)},
            "pattern": {"shape": derived, "fillmode": "replace", "solidity": 0.35},
        },
        "text": [parts.mark(row) for row in rows],
        "textposition": "outside",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "customdata": parts.custom(rows),
        "hovertemplate": HOVER,
    }


def stacked(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """Horizontal stacked bars, one a label; what a part lacks is said under the stack, never drawn.

    Args:
        figures: The frame described above; the parts of one label add up.
        colours: Colour of each series.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    rows = records(figures)
    labels = grouped(rows, "label")
    centre = {label: float(place) for place, label in enumerate(labels)}
    sums = [sum(row["value"] for row in with_figure(own)) for own in labels.values()]
    series = grouped(rows, "series")
    return parts.figure(
        [_part(name, with_figure(own), centre, colours) for name, own in series.items()],
        height=STACK * len(labels) + 104,
        source=source,
        legend=True,
        annotations=[
            _below_stack(own, centre[label])
            for label, own in labels.items()
            if len(with_figure(own)) < len(own) or any(map(wording.stands_for, own))
        ],
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": 11},
        yaxis=parts.category_axis(list(labels), list(centre.values()), len(labels) - 1.0),
        xaxis=parts.value_axis(sums, unit, room=1.02 if unit == "%" else 1.08),
    )


def _part(
    name: str, rows: list[Row], centre: Mapping[str, float], colours: Mapping[str, str]
) -> dict[str, Any]:
    """One part of every stack."""
    return {
        "type": "bar",
        "x": [row["value"] for row in rows],
        "y": [centre[row["label"]] for row in rows],
        "orientation": "h",
        "name": name,
        "width": 0.5,
        "marker": {"color": colours.get(name, palette.PARTS[0])},
        "text": [parts.mark(row) for row in rows],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "inside",
        "textfont": {"size": 11},
        "customdata": parts.custom(rows),
        "hovertemplate": HOVER,
    }


def _below_stack(rows: list[Row], centre: float) -> dict[str, Any]:
    """The grey line under one stack: the parts that are missing and why, and what stands for a part."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if wording.is_missing(row["value"]):
            reasons.setdefault(parts.reason(row), []).append(str(row["series"]))
    whole = not with_figure(rows)
    words = [_without(reason, names, alone=whole and len(reasons) == 1) for reason, names in reasons.items()]
    words += [f"{row['stands_for']}{wording.number(row['value'])}" for row in rows if wording.stands_for(row)]
    return {
        "x": 0,
        "y": centre + (0 if whole else 0.38),
        "text": "；".join(words),
        "xanchor": "left",
        "showarrow": False,
        "font": {"size": 10, "color": palette.MUTED},
    }


def _without(reason: str, names: list[str], *, alone: bool) -> str:
    """`公务接待费未披露`, not all of many names; the reason only where it holds for everything."""
    if alone:
        return reason
    named = "、".join(names) if len(names) <= 3 else f"{'、'.join(names[:2])}等{len(names)}项"
    return f"{named}{reason}"


def _label_positions(figures: pd.DataFrame, near: float) -> dict[tuple[str, int], str]:
    """Where each point's number stands, so that the numbers of near points do not cover each other.

    Args:
        figures: The frame of `trend`.
        near: Distance on the value axis that one number takes up.
    """
    around = ("top center", "bottom center", "middle left", "middle right")
    positions: dict[tuple[str, int], str] = {}
    for group in grouped(with_figure(records(figures)), "year").values():
        before, turn = math.inf, 0
        for row in sorted(group, key=lambda row: row["value"], reverse=True):
            turn = turn + 1 if before - row["value"] < near else 0
            positions[(row["label"], row["year"])] = around[turn % len(around)]
            before = row["value"]
    return positions


def trend(
    figures: pd.DataFrame,
    colours: Mapping[str, str],
    symbols: Mapping[str, str],
    *,
    unit: str,
    source: str,
) -> go.Figure:
    """A line a county over all years; a year without a figure stays a gap, derived points are hollow.

    Args:
        figures: The frame described above with a column `year`; every label has a row for every year.
        colours: Colour of each label.
        symbols: Marker of each label.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    years = sorted({int(year) for year in figures["year"]})
    axis = parts.value_axis(figures["value"], unit, room=1.15)
    plotted = TREND_HEIGHT - parts.LEGEND_MARGIN - parts.FOOT_MARGIN
    low, high = axis["range"]
    positions = _label_positions(figures, NUMBER_HEIGHT * (high - low) / plotted)
    counties = grouped(records(figures.sort_values("year", kind="stable")), "label")
    return parts.figure(
        [
            _line(label, counties[label], colours, symbols, positions)
            for label in dict.fromkeys(figures["label"])
        ],
        height=TREND_HEIGHT,
        source=source,
        legend=True,
        left=52,
        xaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [str(year) for year in years],
            "range": [-0.45, len(years) - 0.55],
            "showgrid": False,
            "fixedrange": True,
            "ticksuffix": "年",
            "title": {"text": ""},
        },
        yaxis=axis,
    )


def _line(
    label: str,
    rows: list[Row],
    colours: Mapping[str, str],
    symbols: Mapping[str, str],
    positions: Mapping[tuple[str, int], str],
) -> dict[str, Any]:
    """One county's line; its markers are hollow where the figure is derived."""
    colour, symbol = colours.get(label, palette.MUTED), symbols.get(label, "circle")
    return {
        "type": "scatter",
        "x": [str(row["year"]) for row in rows],
        "y": [None if wording.is_missing(row["value"]) else row["value"] for row in rows],
        "name": label,
        "mode": "lines+markers+text",
        "connectgaps": False,
        "line": {"color": colour, "width": 2},
        "marker": {
            "size": [13 if row["origin"] == "derived" else 9 for row in rows],
            "symbol": [symbol + parts.OPEN_MARK.get(str(row["origin"]), "") for row in rows],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "text": ["" if wording.is_missing(row["value"]) else parts.mark(row) for row in rows],
        "textposition": [positions.get((label, row["year"]), "top center") for row in rows],
        "textfont": {"size": 10},
        "cliponaxis": False,
        "customdata": parts.custom(rows),
        "hovertemplate": HOVER,
    }


def scores(figures: pd.DataFrame, colours: Mapping[str, str], *, source: str) -> go.Figure:
    """A dot a label on the upper end of the scale of 100; a dot, unlike a bar, may leave out the zero.

    Args:
        figures: The frame described above, one series.
        colours: Colour of each label.
        source: The line that says where the figures come from.
    """
    rows, labels, centres = parts.placed(figures)
    marked = with_figure(rows)
    low = min([90.0, *(row["value"] // 10 * 10 for row in marked)])
    dots = {
        "type": "scatter",
        "x": [row["value"] for row in marked],
        "y": [row["y"] for row in marked],
        "name": "得分",
        "mode": "markers+text",
        "marker": {"size": 12, "color": [colours.get(row["label"], palette.MUTED) for row in marked]},
        "text": [parts.mark(row) for row in marked],
        "textposition": "middle right",
        "cliponaxis": False,
        "customdata": parts.custom(marked),
        "hovertemplate": HOVER,
    }
    return parts.figure(
        [dots, *parts.missing_words(rows, at=low)],
        height=int(parts.extent(rows) + 88),
        source=source,
        legend=False,
        yaxis=parts.category_axis(labels, centres, parts.last(rows)),
        xaxis={
            "range": [low, 100 + (100 - low) * 0.12],
            "gridcolor": parts.GRID,
            "zeroline": False,
            "fixedrange": True,
            "ticksuffix": "分",
            "nticks": 6,
            "title": {"text": ""},
        },
    )


def _named_total(rows: list[Row]) -> str:
    """`列名项目合计 1,401.29万元，占项目支出100.0%`, so that the bars are not taken for the whole."""
    words = f"列名项目合计 {wording.amount(sum(row['amount'] for row in rows), '万元')}"
    total = rows[0]["project_total"]
    if wording.is_missing(total) or not total:
        return words
    return f"{words}，占项目支出{wording.number(sum(row['amount'] for row in rows) / total * 100, 1)}%"


def ranked(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """The figures of each label as bars of their own names, the largest first, under a line with their sum.

    Args:
        figures: The frame described above, also with `amount` and `project_total`, largest first in a label.
        colours: Colour of each label.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    drawn: list[Row] = []
    heads: list[dict[str, Any]] = []
    place = 0.0
    for label, own in grouped(with_figure(records(figures)), "label").items():
        heads.append(_group_head(place, label, own))
        drawn += [{**row, "y": place + step} for step, row in enumerate(own[:RANKED], start=1)]
        place += min(len(own), RANKED) + 1.4
    positions = [row["y"] for row in drawn]
    names = [_folded(str(row["series"]), 11, 22) for row in drawn]
    return parts.figure(
        [_bar("", drawn, colours)],
        height=int(parts.ROW * (place + 0.6) + 74),
        source=source,
        legend=False,
        left=146,
        annotations=heads,
        yaxis={
            **parts.category_axis([], positions, place - 0.9),
            "ticktext": names,
            "tickfont": {"size": 11},
        },
        xaxis={**parts.value_axis((row["value"] for row in drawn), unit), "zeroline": False},
    )


def _group_head(place: float, label: str, rows: list[Row]) -> dict[str, Any]:
    """The line above the bars of one label: its name, their sum, and how many more the table has."""
    more = f"；图中为前{RANKED}项，共{len(rows)}项" if len(rows) > RANKED else ""
    return {
        "x": 0,
        "y": place,
        "xref": "paper",
        "xshift": -140,
        "text": f"<b>{label}</b>　{_named_total(rows)}{more}",
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "font": {"size": 11},
    }


def _folded(name: str, width: int = 14, at_most: int = 99) -> str:
    """A long row label on two lines, so that a telephone has room for the rest; cut at so many signs."""
    shown = name if len(name) <= at_most else f"{name[: at_most - 1]}…"
    return shown if len(shown) <= width else f"{shown[:width]}<br>{shown[width:]}"


def matrix(cells: pd.DataFrame, colours: Mapping[str, str], *, source: str) -> go.Figure:
    """Square markers, one a row × column, so that a click gives the cell (a heatmap gives nothing).

    Args:
        cells: label (column), series (row), state, text (written in the square), hover, key.
        colours: Colour of each state.
        source: The line under the chart.
    """
    squares = records(cells)
    columns = {label: place for place, label in enumerate(grouped(squares, "label"))}
    rows = {name: place for place, name in enumerate(grouped(squares, "series"))}
    states = grouped(squares, "state")
    fixed = {"showgrid": False, "zeroline": False, "fixedrange": True}
    return parts.figure(
        [
            _squares(state, states[state], colour, columns, rows)
            for state, colour in colours.items()
            if state in states
        ],
        height=34 * len(rows) + 130,
        source=source,
        legend=True,
        margin={"l": 146, "r": 4, "t": 78, "b": parts.FOOT_MARGIN},
        xaxis={
            "tickvals": list(columns.values()),
            "ticktext": [parts.two_lines(name) for name in columns],
            "tickangle": 0,
            "tickfont": {"size": 9},  # three signs wide on a telephone
            "side": "top",
            "range": [-0.6, len(columns) - 0.4],
            **fixed,
        },
        yaxis={
            "tickvals": list(rows.values()),
            "ticktext": [_folded(name, 11, 22) for name in rows],
            "tickfont": {"size": 12},
            "range": [len(rows) - 0.4, -0.6],
            **fixed,
        },
    )


def _squares(
    state: str, cells: list[Row], colour: str, columns: Mapping[str, int], rows: Mapping[str, int]
) -> dict[str, Any]:
    """The squares of one state."""
    return {
        "type": "scatter",
        "x": [columns[cell["label"]] for cell in cells],
        "y": [rows[cell["series"]] for cell in cells],
        "mode": "markers+text",
        "name": state,
        "marker": {"symbol": "square", "size": 21, "color": colour},
        # The chosen square grows; the others keep their colour, for they are still to be read.
        "selected": {"marker": {"size": 28}, "textfont": {"color": "#FFFFFF"}},
        "unselected": {"marker": {"opacity": 1}},
        "text": [cell["text"] for cell in cells],
        "textfont": {"size": 11, "color": palette.MUTED if colour.startswith("rgba") else "#FFFFFF"},
        "customdata": [[cell["key"], None, cell["hover"]] for cell in cells],
        "hovertemplate": HOVER,
    }
