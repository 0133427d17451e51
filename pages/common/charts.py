"""Charts as pure functions: a frame of figures in, a plotly figure out.

Every frame has one row a figure: `label` (what stands on the axis, 永兴县（2022）), `series`, `value`
(missing stays NaN), `unit`, `observation_id`, `report_id`, `origin`, `formula`, `conflict`, `reason`.
Missing figures are written out with their reason where the bar would be; they are never drawn as 0.
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


def _mark(row: Mapping[str, Any]) -> str:
    """The figure as it is written at its bar: value, derived sign, conflict flag."""
    text = wording.number(float(row["value"]), wording.decimals_of(str(row["unit"]), float(row["value"])))
    if row["unit"] == "%":
        text += "%"
    if row.get("origin") == "derived":
        text += f" {wording.DERIVED}"
    return f"{text} {wording.CONFLICT}" if row.get("conflict") is True else text


def _hover(row: Mapping[str, Any]) -> str:
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


def _custom(rows: pd.DataFrame) -> list[list[Any]]:
    """What a click on a mark hands over: the observation and its report."""
    return [[row["observation_id"], row["report_id"], _hover(row)] for row in records(rows)]


def _layout(figure: go.Figure, *, height: int, source: str, legend: bool, left: int = 84) -> go.Figure:
    """The look that all charts share, and the source line that a saved picture keeps."""
    top = 34 if legend else 8
    figure.update_layout(
        height=height,
        margin={"l": left, "r": 12, "t": top, "b": 58},
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


def _two_lines(label: str) -> str:
    """永兴县（2022） on two lines, so that it fits beside a bar on a telephone."""
    name, opened, rest = label.partition("（")
    return f"{name}<br><span style='font-size:10px'>{rest.rstrip('）')}年</span>" if opened else label


def _category_axis(labels: Sequence[str], centres: Sequence[float], last: float) -> dict[str, Any]:
    return {
        "tickvals": list(centres),
        "ticktext": [_two_lines(label) for label in labels],
        "range": [last + 0.7, -0.7],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": False,
        "title": {"text": ""},
    }


def _value_axis(figures: pd.DataFrame, unit: str, room: float = 1.3) -> dict[str, Any]:
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


def _reason(row: Mapping[str, Any]) -> str:
    return wording.MISSING if wording.is_missing(row.get("reason")) else str(row["reason"])


def _reasons(placed: pd.DataFrame) -> list[tuple[float, str]]:
    """Position and words of each missing figure; a group that misses all for one reason says it once."""
    found: list[tuple[float, str]] = []
    for _, group in placed.groupby("label", sort=False):
        missing = records(group[group["value"].isna()])
        reasons = {_reason(row) for row in missing}
        if len(missing) == len(group) and len(reasons) == 1:
            found.append((float(group["y"].mean()), reasons.pop()))
        else:
            found += [(float(row["y"]), _reason(row)) for row in missing]
    return found


def _add_missing(figure: go.Figure, placed: pd.DataFrame, at: float = 0) -> None:
    """Writes the reason where a figure is missing.

    Args:
        figure: The chart.
        placed: All rows, with their position `y`.
        at: Where on the value axis the words begin.
    """
    reasons = _reasons(placed)
    if not reasons:
        return
    figure.add_trace(
        go.Scatter(
            x=[at] * len(reasons),
            y=[place for place, _ in reasons],
            mode="text",
            text=[f" {reason}" for _, reason in reasons],
            textposition="middle right",
            textfont={"color": palette.MUTED, "size": 11},
            hoverinfo="skip",
            showlegend=False,
            name="缺失",
        )
    )


def _placed(figures: pd.DataFrame, pitch: float = 0.55) -> tuple[pd.DataFrame, list[str], list[float]]:
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


def _extent(placed: pd.DataFrame) -> float:
    """Height that the placed rows need."""
    return ROW * (float(placed["y"].max()) + 1.5)


def bars(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """Horizontal bars, one group a label, one bar a series.

    Args:
        figures: The frame described above.
        colours: Colour of each series; with a single series, colour of each label.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    placed, labels, centres = _placed(figures)
    names = list(dict.fromkeys(figures["series"]))
    figure = go.Figure()
    for name in names:
        rows = placed[(placed["series"] == name) & placed["value"].notna()]
        fill = [colours.get(name) or colours.get(label, palette.COUNTIES[0]) for label in rows["label"]]
        derived = ["/" if origin == "derived" else "" for origin in rows["origin"]]
        outlined = 1 if any(colour.startswith("rgba") for colour in fill) else 0
        figure.add_trace(
            go.Bar(
                x=rows["value"].tolist(),
                y=rows["y"].tolist(),
                orientation="h",
                name=name,
                width=0.78,
                marker={
                    "color": fill,
                    "line": {"color": f"rgba({palette.ACCENT}, 1)", "width": outlined},
                    "pattern": {"shape": derived, "fillmode": "replace", "solidity": 0.35},
                },
                text=[_mark(row) for row in records(rows)],
                textposition="outside",
                textfont={"size": 11},
                cliponaxis=False,
                customdata=_custom(rows),
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    _add_missing(figure, placed)
    figure.update_yaxes(**_category_axis(labels, centres, float(placed["y"].max())))
    figure.update_xaxes(**_value_axis(figures, unit))
    height = int(_extent(placed) + (104 if len(names) > 1 else 74))
    return _layout(figure, height=height, source=source, legend=len(names) > 1)


def stacked(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """Horizontal stacked bars, one a label; a missing part is named under the stack, never drawn.

    Args:
        figures: The frame described above; the parts of one label add up.
        colours: Colour of each series.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    labels = list(dict.fromkeys(figures["label"]))
    centre = {label: float(place) for place, label in enumerate(labels)}
    figure = go.Figure()
    for name in dict.fromkeys(figures["series"]):
        rows = figures[(figures["series"] == name) & figures["value"].notna()]
        figure.add_trace(
            go.Bar(
                x=rows["value"].tolist(),
                y=[centre[label] for label in rows["label"]],
                orientation="h",
                name=name,
                width=0.56,
                marker={"color": colours.get(name, palette.PARTS[0])},
                text=[_mark(row) for row in records(rows)],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                textfont={"size": 11},
                customdata=_custom(rows),
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    sums = figures.dropna(subset=["value"]).groupby("label", sort=False)["value"].sum()
    _add_missing_parts(figure, figures, centre)
    figure.update_layout(barmode="stack", uniformtext={"mode": "hide", "minsize": 9})
    figure.update_yaxes(**_category_axis(labels, list(centre.values()), len(labels) - 1.0))
    axis_frame = pd.DataFrame({"value": sums.tolist()}, dtype="float64")
    figure.update_xaxes(**_value_axis(axis_frame, unit, room=1.02 if unit == "%" else 1.08))
    return _layout(figure, height=int(58 * len(labels) + 104), source=source, legend=True)


def _add_missing_parts(figure: go.Figure, figures: pd.DataFrame, centre: Mapping[str, float]) -> None:
    """One grey line under each stack that names the parts that are missing and why."""
    missing = figures[figures["value"].isna()]
    for label, rows in missing.groupby("label", sort=False):
        reasons: dict[str, list[str]] = {}
        for row in records(rows):
            reasons.setdefault(_reason(row), []).append(str(row["series"]))
        whole = len(rows) == (figures["label"] == label).sum()
        words = "；".join(
            reason
            if whole and len(reasons) == 1
            else f"{'、'.join(names[:3])}{reason}"
            if len(names) <= 3
            else f"{'、'.join(names[:2])}等{len(names)}项{reason}"
            for reason, names in reasons.items()
        )
        figure.add_annotation(
            x=0,
            y=centre[str(label)] + (0 if whole else 0.42),
            text=words,
            xanchor="left",
            showarrow=False,
            font={"size": 10, "color": palette.MUTED},
        )


def _label_positions(figures: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Where each point's number stands, so that the numbers of near points do not cover each other."""
    around = ("top center", "bottom center", "middle left", "middle right")
    near = float(figures["value"].max() or 0) * 0.06
    positions: dict[tuple[str, int], str] = {}
    for year, group in figures.groupby("year"):
        before, turn = None, 0
        for row in records(group.sort_values("value", ascending=False)):
            value = row["value"]
            close = before is not None and not wording.is_missing(value) and before - float(value) < near
            turn = turn + 1 if close else 0
            positions[(str(row["label"]), int(str(year)))] = around[turn % len(around)]
            before = before if wording.is_missing(value) else float(value)
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
    positions = _label_positions(figures)
    figure = go.Figure()
    for label in dict.fromkeys(figures["label"]):
        rows = figures[figures["label"] == label].sort_values("year")
        shapes = [symbols.get(label, "circle") + OPEN_MARK.get(str(origin), "") for origin in rows["origin"]]
        figure.add_trace(
            go.Scatter(
                x=[str(year) for year in rows["year"]],
                y=[None if wording.is_missing(value) else float(value) for value in rows["value"]],
                name=label,
                mode="lines+markers+text",
                connectgaps=False,
                line={"color": colours.get(label, palette.MUTED), "width": 2},
                marker={
                    "size": [13 if origin == "derived" else 9 for origin in rows["origin"]],
                    "symbol": shapes,
                    "color": colours.get(label, palette.MUTED),
                    "line": {"width": 2, "color": colours.get(label, palette.MUTED)},
                },
                text=["" if wording.is_missing(row["value"]) else _mark(row) for row in records(rows)],
                textposition=[positions[(label, int(year))] for year in rows["year"]],
                textfont={"size": 10},
                cliponaxis=False,
                customdata=_custom(rows),
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=[str(year) for year in years],
        range=[-0.45, len(years) - 0.55],
        showgrid=False,
        fixedrange=True,
        ticksuffix="年",
        title={"text": ""},
    )
    figure.update_yaxes(**_value_axis(figures, unit, room=1.15))
    return _layout(figure, height=360, source=source, legend=True, left=52)


def dots(
    figures: pd.DataFrame,
    colours: Mapping[str, str],
    *,
    unit: str,
    source: str,
    span: tuple[float, float],
) -> go.Figure:
    """A dot a label on a part of the scale; a dot, unlike a bar, may leave out the zero.

    Args:
        figures: The frame described above, one or more series.
        colours: Colour of each label.
        unit: Unit of the scale.
        source: The line that says where the figures come from.
        span: The scale's ends.
    """
    placed, labels, centres = _placed(figures)
    names = list(dict.fromkeys(figures["series"]))
    figure = go.Figure()
    for place, name in enumerate(names):
        rows = placed[(placed["series"] == name) & placed["value"].notna()]
        figure.add_trace(
            go.Scatter(
                x=rows["value"].tolist(),
                y=rows["y"].tolist(),
                name=name,
                mode="markers+text",
                marker={
                    "size": 12,
                    "color": [colours.get(label, palette.MUTED) for label in rows["label"]],
                    "symbol": palette.SYMBOLS[place],
                },
                text=[_mark(row) for row in records(rows)],
                textposition="middle right",
                cliponaxis=False,
                customdata=_custom(rows),
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    _add_missing(figure, placed, at=span[0])
    figure.update_yaxes(**_category_axis(labels, centres, float(placed["y"].max())))
    figure.update_xaxes(
        range=[span[0], span[1] + (span[1] - span[0]) * 0.12],
        gridcolor=GRID,
        zeroline=False,
        fixedrange=True,
        ticksuffix=unit if unit != "分" else "分",
        nticks=6,
        title={"text": ""},
    )
    height = int(_extent(placed) + 88)
    return _layout(figure, height=height, source=source, legend=len(names) > 1)


def _named_total(rows: pd.DataFrame, label: str, unit: str) -> str:
    """`列名项目合计 1,401.29万元，占项目支出100.0%`, so that an area is not taken for the whole."""
    own = rows[rows["label"] == label]
    words = f"列名项目合计 {wording.number(float(own['value'].sum()))}{unit}"
    total = own["project_total"].iloc[0]
    if wording.is_missing(total) or not total:
        return words
    return f"{words}，占项目支出{wording.number(float(own['amount'].sum()) / float(total) * 100, 1)}%"


def treemap(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """Areas by amount, two levels: label, then series; clicking a label goes into it.

    Args:
        figures: The frame described above; rows without a positive value have no area and are left out.
        colours: Colour of each label.
        unit: Unit of the areas.
        source: The line that says where the figures come from.
    """
    rows = figures[figures["value"] > 0]
    totals = rows.groupby("label", sort=False)["value"].sum()
    children = records(rows)
    figure = go.Figure(
        go.Treemap(
            ids=[*totals.index, *(f"{row['label']}/{place}" for place, row in enumerate(children))],
            labels=[*totals.index, *(row["series"] for row in children)],
            parents=[*[""] * len(totals), *(row["label"] for row in children)],
            values=[*totals.tolist(), *(row["value"] for row in children)],
            branchvalues="total",
            marker={
                "colors": [
                    *(colours.get(str(label), palette.MUTED) for label in totals.index),
                    *(colours.get(row["label"], palette.MUTED) for row in children),
                ],
                "line": {"width": 1, "color": "rgba(255,255,255,0.6)"},
            },
            text=[
                *(_named_total(rows, str(label), unit) for label in totals.index),
                *(f"{wording.number(float(row['value']))}{unit}" for row in children),
            ],
            textinfo="label+text",
            customdata=[
                *([None, None, f"<b>{label}</b>"] for label in totals.index),
                *_custom(rows),
            ],
            hovertemplate="%{customdata[2]}<extra></extra>",
            tiling={"pad": 2},
            pathbar={"visible": True},
        )
    )
    figure = _layout(figure, height=460, source=source, legend=False, left=4)
    return figure.update_layout(
        margin={"l": 4, "r": 4, "t": 22, "b": 40}, uniformtext={"minsize": 9, "mode": "hide"}
    )


def _folded(name: str, width: int = 14) -> str:
    """A long row label on two lines, so that a telephone has room for the squares."""
    return name if len(name) <= width else f"{name[:width]}<br>{name[width:]}"


def matrix(cells: pd.DataFrame, colours: Mapping[str, str], *, source: str) -> go.Figure:
    """Square markers, one a row × column, so that a click gives the cell (a heatmap gives nothing).

    Args:
        cells: label (column), series (row), state, text (written in the square), hover, key.
        colours: Colour of each state.
        source: The line under the chart.
    """
    columns = list(dict.fromkeys(cells["label"]))
    rows = list(dict.fromkeys(cells["series"]))
    figure = go.Figure()
    for state, colour in colours.items():
        chosen = cells[cells["state"] == state]
        if chosen.empty:
            continue
        figure.add_trace(
            go.Scatter(
                x=[columns.index(label) for label in chosen["label"]],
                y=[rows.index(name) for name in chosen["series"]],
                mode="markers+text",
                name=state,
                marker={"symbol": "square", "size": 21, "color": colour},
                text=chosen["text"].tolist(),
                textfont={"size": 11, "color": "#FFFFFF"},
                customdata=[[row["key"], None, row["hover"]] for row in records(chosen)],
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[_two_lines(name) for name in columns],
        tickangle=0,
        tickfont={"size": 9},
        side="top",
        range=[-0.6, len(columns) - 0.4],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[_folded(name) for name in rows],
        tickfont={"size": 10},
        range=[len(rows) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure = _layout(figure, height=30 * len(rows) + 130, source=source, legend=True, left=146)
    return figure.update_layout(margin={"t": 78, "r": 4})
