"""Mounts the report reader: the marked text, the list of figures, and which of them is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components import v2

from pages.common import evidence, findings, queries, source, wording
from pages.common.rows import Row, records

HERE = Path(__file__).resolve().parent
KEY = "reader"

AROUND = 9  # signs before and after a number that was not extracted, in the list of them

Item = dict[str, str]
Prepared = tuple[str, list[Item], list[Item]]


@st.cache_resource(show_spinner=False)
def _component() -> Any:
    html, css, js = ((HERE / f"reader.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return v2.component("绩览原文", html=html, css=css, js=js)


def value_words(row: dict[str, Any]) -> str:
    """A figure's value as the side list shows it."""
    value, unit = float(row["value"]), str(row["unit"])
    if row["statistic"] in {"yoy_pct", "share_pct"}:
        unit = "%"
    sign = "+" if row["statistic"] == "yoy_change" and value > 0 else ""
    whole = wording.decimals_of(unit) == 0 or (unit in {"分"} and value == int(value))
    return f"{sign}{wording.number(value, 0 if whole else 2)}{unit}"


def marks_of(figures: pd.DataFrame, rows: pd.DataFrame) -> list[source.Mark]:
    """Figures and scores of indicator rows as marks, the figures first."""
    marks = [
        source.Mark(
            int(row["start"]),
            int(row["end"]),
            str(row["observation_id"]),
            f"{evidence.figure_name(row)} {value_words(row)}",
            "conflict" if row["conflict"] is True else "figure",
        )
        for row in records(figures)
    ]
    indicators = records(rows[rows["kind"] == "indicator"])
    return marks + [
        source.Mark(
            int(row["start"]), int(row["end"]), str(row["id"]), f"指标得分：{row['title']}", _kind(row)
        )
        for row in indicators
    ]


def _kind(row: Row) -> str:
    """How an indicator row is marked: in its own colour, or as one that a finding speaks against."""
    return "conflict" if row["conflict"] is True else "indicator"


def items_of(figures: pd.DataFrame, rows: pd.DataFrame, shown: dict[str, str]) -> list[Item]:
    """The side list in reading order: name, value, and the element that shows it."""
    items = [
        {
            "id": str(row["observation_id"]),
            "mark": shown.get(str(row["observation_id"]), ""),
            "name": evidence.figure_name(row)
            + ("" if row["scope"] == "department" else f"（{row['scope']}）"),
            "value": value_words(row),
            "kind": "conflict" if row["conflict"] is True else "figure",
            "start": int(row["start"]),
        }
        for row in records(figures)
    ]
    items += [
        {
            "id": str(row["id"]),
            "mark": shown.get(str(row["id"]), ""),
            "name": f"指标得分 {row['title']}",
            "value": "",
            "kind": _kind(row),
            "start": int(row["start"]),
        }
        for row in records(rows[rows["kind"] == "indicator"])
    ]
    return sorted(items, key=lambda item: int(item["start"]))


def unread_item(text: str, mark: source.Mark) -> Item:
    """A number that was not extracted, as the side list shows it: with the words around it."""
    before, after = text[max(0, mark.start - AROUND) : mark.start], text[mark.end : mark.end + AROUND]
    words = " ".join(f"…{before}［{text[mark.start : mark.end]}］{after}…".split())
    return {"id": mark.id, "mark": mark.id, "name": words, "value": "", "kind": "other"}


@st.cache_data(show_spinner=False, max_entries=64)
def _prepared(version: str, report: str, text: str, place: tuple[int, int] | None) -> Prepared:
    """See `prepared`; kept for each data version."""
    figures = queries.read("report_figures", report=report)
    rows = queries.read("report_rows", report=report)
    marks = marks_of(figures, rows)
    lines = [
        source.Mark(int(row["row_start"]), int(row["row_end"]), "", "")
        for row in records(rows[rows["kind"] == "indicator"])
    ]
    others = source.unread_numbers(text, [*marks, *lines])
    headings = rows.loc[rows["kind"] == "section", "start"].astype(int).tolist()
    if place:
        start, end = place
        # A mark cannot reach over the border of a paragraph or a cell: its first line stands for it.
        line = start + len(text[start:end].partition("\n")[0])
        marks.append(source.Mark(start, line, findings.place_id(start, end), "核验所指之处", "place"))
    html = source.highlight(text, [*marks, *others], headings)
    return html, items_of(figures, rows, source.aliases(marks)), [unread_item(text, mark) for mark in others]


def prepared(report: str, text: str, place: tuple[int, int] | None = None) -> Prepared:
    """The reader's HTML, the list of its figures, and the list of the numbers that were not extracted.

    Args:
        report: The report's id.
        text: Its masked text.
        place: A piece of text to mark besides the figures, such as what a rule has found.
    """
    return _prepared(queries.stand(), report, text, place)


def show(report: str, text: str, figure: str | None, *, others: bool) -> None:
    """Draws the reader; a figure chosen in it goes into the URL, and the page runs again.

    Args:
        report: The report's id.
        text: Its masked text.
        figure: The chosen figure's id.
        others: Whether numbers that were not extracted are outlined, and listed instead of the figures.
    """
    place = findings.place_of(figure) if figure else None
    html, items, unread = prepared(report, text, place)
    data = {
        "version": f"{queries.stand()}/{report}/{place}/{others}",
        "html": html,
        "items": unread if others else items,
        "figure": figure,
        "others": others,
    }
    _component()(key=KEY, data=data, on_figure_change=_chosen)


def _chosen() -> None:
    figure = st.session_state[KEY].get("figure")
    if figure:
        st.query_params["figure"] = figure
