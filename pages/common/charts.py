"""Charts as pure functions: a frame of figures in, a plotly figure out.

Every frame has one row a figure: `label` (what stands on the axis, 永兴县（2022）), `series`, `value`
(missing stays NaN), `unit`, `observation_id`, `report_id`, `origin`, `formula`, `conflict`, `reason`.
Missing figures are written out with their reason where the bar would be; they are never drawn as 0.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pages.common import chart_parts as parts
from pages.common import palette, wording
from pages.common.rows import records

config = parts.config

TREND_HEIGHT = 360
NUMBER_HEIGHT = 22  # pixels that a point's number takes up above its point, with half of the mark


def bars(figures: pd.DataFrame, colours: Mapping[str, str], *, unit: str, source: str) -> go.Figure:
    """Horizontal bars, one group a label, one bar a series.

    Args:
        figures: The frame described above.
        colours: Colour of each series; with a single series, colour of each label.
        unit: Unit of the value axis.
        source: The line that says where the figures come from.
    """
    placed, labels, centres = parts.placed(figures)
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
                text=[parts.mark(row) for row in records(rows)],
                textposition="outside",
                textfont={"size": 11},
                cliponaxis=False,
                customdata=parts.custom(rows),
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    parts.add_missing(figure, placed)
    figure.update_yaxes(**parts.category_axis(labels, centres, float(placed["y"].max())))
    figure.update_xaxes(**parts.value_axis(figures, unit))
    height = int(parts.extent(placed) + (104 if len(names) > 1 else 74))
    return parts.layout(figure, height=height, source=source, legend=len(names) > 1)


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
                text=[parts.mark(row) for row in records(rows)],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                textfont={"size": 11},
                customdata=parts.custom(rows),
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    sums = figures.dropna(subset=["value"]).groupby("label", sort=False)["value"].sum()
    _add_missing_parts(figure, figures, centre)
    figure.update_layout(barmode="stack", uniformtext={"mode": "hide", "minsize": 11})
    figure.update_yaxes(**parts.category_axis(labels, list(centre.values()), len(labels) - 1.0))
    axis_frame = pd.DataFrame({"value": sums.tolist()}, dtype="float64")
    figure.update_xaxes(**parts.value_axis(axis_frame, unit, room=1.02 if unit == "%" else 1.08))
    return parts.layout(figure, height=int(58 * len(labels) + 104), source=source, legend=True)


def _add_missing_parts(figure: go.Figure, figures: pd.DataFrame, centre: Mapping[str, float]) -> None:
    """One grey line under each stack that names the parts that are missing and why."""
    missing = figures[figures["value"].isna()]
    for label, rows in missing.groupby("label", sort=False):
        reasons: dict[str, list[str]] = {}
        for row in records(rows):
            reasons.setdefault(parts.reason(row), []).append(str(row["series"]))
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


def _label_positions(figures: pd.DataFrame, near: float) -> dict[tuple[str, int], str]:
    """Where each point's number stands, so that the numbers of near points do not cover each other.

    Args:
        figures: The frame of `trend`.
        near: Distance on the value axis that one number takes up.
    """
    around = ("top center", "bottom center", "middle left", "middle right")
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
    axis = parts.value_axis(figures, unit, room=1.15)
    plotted = TREND_HEIGHT - parts.LEGEND_MARGIN - parts.FOOT_MARGIN
    low, high = axis["range"]
    positions = _label_positions(figures, NUMBER_HEIGHT * (high - low) / plotted)
    figure = go.Figure()
    for label in dict.fromkeys(figures["label"]):
        rows = figures[figures["label"] == label].sort_values("year")
        colour = colours.get(label, palette.MUTED)
        figure.add_trace(_line(rows, label, colour, symbols.get(label, "circle"), positions))
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
    figure.update_yaxes(**axis)
    return parts.layout(figure, height=TREND_HEIGHT, source=source, legend=True, left=52)


def _line(
    rows: pd.DataFrame, label: str, colour: str, symbol: str, positions: Mapping[tuple[str, int], str]
) -> go.Scatter:
    """One county's line; its markers are hollow where the figure is derived."""
    return go.Scatter(
        x=[str(year) for year in rows["year"]],
        y=[None if wording.is_missing(value) else float(value) for value in rows["value"]],
        name=label,
        mode="lines+markers+text",
        connectgaps=False,
        line={"color": colour, "width": 2},
        marker={
            "size": [13 if origin == "derived" else 9 for origin in rows["origin"]],
            "symbol": [symbol + parts.OPEN_MARK.get(str(origin), "") for origin in rows["origin"]],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        text=["" if wording.is_missing(row["value"]) else parts.mark(row) for row in records(rows)],
        textposition=[positions[(label, int(year))] for year in rows["year"]],
        textfont={"size": 10},
        cliponaxis=False,
        customdata=parts.custom(rows),
        hovertemplate="%{customdata[2]}<extra></extra>",
    )


def scores(figures: pd.DataFrame, colours: Mapping[str, str], *, source: str) -> go.Figure:
    """A dot a label on the upper end of the scale of 100; a dot, unlike a bar, may leave out the zero.

    Args:
        figures: The frame described above, one series.
        colours: Colour of each label.
        source: The line that says where the figures come from.
    """
    placed, labels, centres = parts.placed(figures)
    known = placed[placed["value"].notna()]
    low = min(90.0, float(known["value"].min()) // 10 * 10) if len(known) else 90.0
    figure = go.Figure(
        go.Scatter(
            x=known["value"].tolist(),
            y=known["y"].tolist(),
            name="得分",
            mode="markers+text",
            marker={"size": 12, "color": [colours.get(label, palette.MUTED) for label in known["label"]]},
            text=[parts.mark(row) for row in records(known)],
            textposition="middle right",
            cliponaxis=False,
            customdata=parts.custom(known),
            hovertemplate="%{customdata[2]}<extra></extra>",
        )
    )
    parts.add_missing(figure, placed, at=low)
    figure.update_yaxes(**parts.category_axis(labels, centres, float(placed["y"].max())))
    figure.update_xaxes(
        range=[low, 100 + (100 - low) * 0.12],
        gridcolor=parts.GRID,
        zeroline=False,
        fixedrange=True,
        ticksuffix="分",
        nticks=6,
        title={"text": ""},
    )
    return parts.layout(figure, height=int(parts.extent(placed) + 88), source=source, legend=False)


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
                *parts.custom(rows),
            ],
            hovertemplate="%{customdata[2]}<extra></extra>",
            tiling={"pad": 2},
            pathbar={"visible": True, "thickness": 18},
        )
    )
    figure = parts.layout(figure, height=460, source=source, legend=False, left=4)
    return figure.update_layout(
        margin={"l": 4, "r": 4, "t": 2, "b": parts.FOOT_MARGIN}, uniformtext={"minsize": 9, "mode": "hide"}
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
                textfont={"size": 11, "color": palette.MUTED if colour.startswith("rgba") else "#FFFFFF"},
                customdata=[[row["key"], None, row["hover"]] for row in records(chosen)],
                hovertemplate="%{customdata[2]}<extra></extra>",
            )
        )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[parts.two_lines(name) for name in columns],
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
    figure = parts.layout(figure, height=30 * len(rows) + 130, source=source, legend=True, left=146)
    return figure.update_layout(margin={"t": 78, "r": 4})
