"""The one card that every chart stands in: a finding as title, unit and source, then 图｜表｜来源.

A click on a mark shows the sentence behind it; a click on any figure opens the report at that place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.common import chart_parts as parts
from pages.common import charts, evidence, filters, queries, tables, wording
from pages.common.rows import records

TABS = ("图", "表", "来源")
HINT = (
    '<p class="hint">点击图中任一数，查看它的算式和在报告中的原句。　'
    '<a class="picture" href="#">下载图片（PNG）</a></p>'
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows.

    Attributes:
        key: Short English name, unique on the page; also names the downloads.
        title: The finding, with n/N.
        subject: What the figures are, without a finding, such as 三公经费决算.
        unit: Unit of the figures.
        figures: One row a figure (see pages.common.charts).
        draw: Makes the chart from the figures and the source line.
        note: One more line under the title, such as how a rate is computed.
        listed: Whether the table lists the figures one below the other.
    """

    key: str
    title: str
    subject: str
    unit: str
    figures: pd.DataFrame
    draw: Callable[[pd.DataFrame, str], go.Figure]
    note: str = ""
    listed: bool = False


def source_line(figures: pd.DataFrame) -> str:
    """来源 with the number of reports that the figures come from."""
    reports = figures["report_id"].dropna().nunique()
    return f"来源：{reports}份绩效自评报告" if reports else "来源：尚无报告"


@st.cache_resource(show_spinner=False, max_entries=512)
def _drawn(
    version: str, selection: filters.Selection, key: str, title: str, source: str, _card: Card
) -> tuple[go.Figure | None, str]:
    """The chart of a card and what it shows in words, made once for each state of the filters.

    Args:
        version: queries.stand(); with the filters, the key and the title it names the content.
        selection: The filters.
        key: The card's key.
        title: The card's title.
        source: The line that says where the figures come from.
        _card: The card itself.

    Returns:
        The chart, which nobody changes, or None without any figure; its alternative text.
    """
    alternative = wording.alternative_text(title, _card.figures, _card.unit)
    if not _card.figures["value"].notna().any():
        return None, alternative
    return _card.draw(_card.figures, f"{_card.subject}（{_card.unit}）<br>{source}　绩览"), alternative


@st.fragment
def show(card: Card) -> None:
    """Draws the card; a click in it reruns the card only."""
    selection = filters.selection()
    source = source_line(card.figures)
    years = "　年度见标签" if selection.years_differ() else ""
    with st.container(border=True, height="stretch", key=f"card-{card.key}"):
        st.html(
            f'<h3 class="finding">{escape(card.title)}</h3>'
            f'<p class="unit">单位：{escape(card.unit)}　{escape(source)}{years}</p>'
            + (f'<p class="unit">{escape(card.note)}</p>' if card.note else "")
        )
        picture, table, origin = st.tabs(TABS, key=f"tab-{card.key}", bind="query-params")
        # The picture is always there, so that coming back to it takes no time; the rest is made when opened.
        with picture:
            _picture(card, *_drawn(queries.stand(), selection, card.key, card.title, source, card))
        if table.open:
            with table:
                listing = tables.long_list if card.listed else tables.twin
                st.html(listing(card.figures, selection.link, card.subject))
                _downloads(card, source)
        if origin.open:
            with origin:
                found = tables.sources(card.figures, _sentences(card), selection.link)
                st.html(f'<div class="scroll">{found}</div>')


def _sentences(card: Card) -> dict[str, dict[str, Any]]:
    """The sentences that the card's figures rest on."""
    return evidence.sentences(tables.input_ids(card.figures))


def _picture(card: Card, chart: go.Figure | None, alternative: str) -> None:
    """The chart, and the sentence of the mark that was clicked."""
    if chart is None:
        st.html(empty(card.figures))
        return
    told = st.container(key=f"told-{card.key}")  # above the chart: below it, it would be out of sight
    picked = st.plotly_chart(
        chart,
        width="stretch",
        key=f"chart-{card.key}",
        on_select="rerun",
        selection_mode="points",
        config=charts.config(f"绩览-{card.subject}"),
        alt=alternative,
    )
    st.html(HINT)
    named = clicked(picked)
    if named:
        with told:
            sentence(card.figures[[parts.hover(row) == named for row in records(card.figures)]].head(1))


def empty(figures: pd.DataFrame) -> str:
    """What stands in place of a chart without a single figure: each subject's reason."""
    rows = records(figures.drop_duplicates("label"))
    reasons = "；".join(
        f"{row['label']}：{wording.MISSING if wording.is_missing(row.get('reason')) else row['reason']}"
        for row in rows
    )
    return f'<p class="empty">所选县区没有可画的数。{escape(reasons)}</p>'


def clicked(picked: Any) -> str | None:
    """What is told when the mark that was clicked is pointed at, if any was; it names the figure."""
    points = (picked or {}).get("selection", {}).get("points", [])
    data = points[0].get("customdata") if points else None
    return (data[2] if isinstance(data, list) else data.get("2")) if data else None


def sentence(figures: pd.DataFrame) -> None:
    """One figure with its formula, and the sentence of each of its inputs with a link into the report."""
    sentences = evidence.sentences(tables.input_ids(figures))
    told = tables.sources(figures, sentences, filters.selection().link)
    st.html(f'<div class="sentence">{told}</div>')


def notes(card: Card, source: str) -> Mapping[str, str]:
    """The sheet 说明 of a download."""
    build = records(queries.read("build"))
    return {
        "内容": card.subject,
        "结论": card.title,
        "单位": card.unit,
        "口径": card.note,
        "筛选条件": filters.selection().words(),
        "来源": source.removeprefix("来源："),
        "缺失说明": "缺失以原因表示（未收集、未披露、未识别、不适用、冲突待核），不作为0参与合计",
        "数据版本": str(build[0]["build_id"]) if build else "",
        "生成时间": str(build[0]["built_at"])[:19] if build else "",
    }


def _downloads(card: Card, source: str) -> None:
    """Xlsx and csv, made when they are asked for."""
    words = notes(card, source)  # taken now: a download runs outside the session and knows no filters
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "下载 Excel",
            lambda: tables.xlsx(card.figures, _sentences(card), words),
            file_name=f"绩览-{card.subject}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{card.key}",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            "下载 CSV",
            lambda: tables.csv(card.figures, _sentences(card)),
            file_name=f"绩览-{card.subject}.csv",
            mime="text/csv",
            key=f"csv-{card.key}",
            on_click="ignore",
            type="tertiary",
        )
