"""自评得分: totals, points by dimension, and every indicator row with the reason for lost points."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from pages.common import card, charts, chrome, filters, palette, queries, tables, wording
from pages.common.rows import records

selection = filters.selection()
DEPARTMENT = "部门整体支出"


def total_card() -> card.Card:
    """The self-given total."""
    figures = queries.read("scores", **selection.parameters())
    return card.Card(
        "total",
        wording.extremes_title(figures, "自评总分", "分"),
        "自评总分",
        "分",
        figures,
        lambda rows, source: charts.dots(rows, selection.colours(), unit="分", source=source, span=(90, 100)),
        "各单位自行评定，非财政部门评价结果；横轴从90分起，满分100分",
    )


def dimension_card() -> card.Card:
    """Points won of the points set, by dimension."""
    figures = queries.read("dimensions", **selection.parameters())
    lost = figures.dropna(subset=["lost"]).groupby("label")["lost"].sum()
    tabled = figures["report_id"].nunique()
    title = f"{tabled}/{len(selection.subjects)}个县区附有部门整体支出自评表"
    if len(lost):
        most = wording.number(float(lost.max()))
        title += f"，共扣{wording.number(float(lost.sum()))}分，{lost.idxmax()}扣分最多（{most}分）"
    names = list(dict.fromkeys(figures["series"]))
    return card.Card(
        "dimensions",
        title,
        "各维度得分率",
        "%",
        figures,
        lambda rows, source: charts.bars(rows, palette.part_colours(names), unit="%", source=source),
        "得分率 = 得分 ÷ 分值 × 100%，按自评表一级指标汇总",
    )


def text(value: object) -> str:
    """A cell of the indicator table; a blank cell is said to be blank."""
    return (
        '<span class="reason" title="表中为空">空白</span>'
        if wording.is_missing(value)
        else escape(str(value))
    )


def points(value: object) -> str:
    """Points as they are written, without needless decimals."""
    return text(None) if wording.is_missing(value) else f"{float(str(value)):g}"


def score_cell(row: dict[str, object]) -> str:
    """The score with a link to its place in the table."""
    if wording.is_missing(row["score"]):
        return text(None)
    return tables.anchor(
        points(row["score"]), str(row["report_id"]), str(row["indicator_id"]), selection.link
    )


def indicator_table(rows: pd.DataFrame) -> str:
    """The indicator rows of one self-evaluation table."""
    body = [
        [
            text(row["level1"]),
            text(row["level2"]),
            text(row["level3"]),
            text(row["target"]),
            text(row["actual"]),
            points(row["weight"]),
            score_cell(row),
            f"<b>{points(row['lost'])}</b>" if not wording.is_missing(row["lost"]) and row["lost"] else "—",
            text(row["explanation"]),
        ]
        for row in records(rows)
    ]
    head = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "扣分",
        "偏差原因及改进措施",
    ]
    return tables.table(head, body, caption="绩效自评指标", numeric=[5, 6, 7])


def indicators() -> None:
    """The choice of a self-evaluation table, and its rows."""
    rows = queries.read("indicators", **selection.parameters())
    st.html("<h2>指标明细</h2>")
    if rows.empty:
        st.html('<p class="empty">所选县区的报告没有附自评表。</p>')
        return
    scopes = rows["scope"].where(rows["scope"] != "department", DEPARTMENT)
    rows = rows.assign(choice=rows["label"] + "　" + scopes)
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        chosen = st.selectbox("自评表", list(dict.fromkeys(rows["choice"])), key="table", bind="query-params")
    with right:
        only_lost = st.toggle("只看扣分项", key="lost", bind="query-params")
    shown = rows[rows["choice"] == chosen]
    shown = shown[shown["lost"] > 0] if only_lost else shown
    if shown.empty:
        st.html('<p class="empty">这张表没有扣分项。</p>')
        return
    st.html(indicator_table(shown))
    st.download_button(
        "下载全部指标（Excel）",
        lambda: tables.workbook({"指标明细": tables.indicator_rows(rows)}),
        file_name="绩览-自评指标.xlsx",
        on_click="ignore",
        type="tertiary",
    )


chrome.heading("自评得分", "各单位给自己打了多少分，分扣在哪里，指标定得怎么样。")
chrome.state_line()
left, right = st.columns([2, 3], gap="small")
with left:
    card.show(total_card())
with right:
    card.show(dimension_card())
indicators()
