"""自评得分: claimed, recomputed and by the book; every indicator row with the reason for lost points."""

from __future__ import annotations

import streamlit as st

from pages.common import book, card, charts, chrome, filters, palette, queries, scores, tables, wording
from pages.common.rows import records

selection = filters.selection()
LEAD = "各单位给自己打了多少分，分扣在哪里；按办法复算又是多少。"
ASSESSMENT = "按《自评工作考核评分表》的标准逐项判断；文件之外的材料待人工。不是正式评分。"


def total_card() -> card.Card:
    """The self-given total."""
    figures = queries.read("scores", **selection.parameters())
    return card.Card(
        "total",
        wording.extremes_title(figures, "自评总分", "分"),
        "自评总分",
        "分",
        figures,
        lambda rows, source: charts.scores(rows, selection.colours(), source=source),
        "各单位自行评定，非财政部门评价结果；横轴不从0起，满分100分",
    )


def dimension_card() -> card.Card:
    """Points won of the points set, by dimension."""
    figures = queries.read("dimensions", **selection.parameters())
    lost = figures.dropna(subset=["lost"]).groupby("label")["lost"].sum()
    tabled = figures["report_id"].nunique()
    reports = selection.reports()
    title = f"{tabled}/{reports}份报告附有部门整体支出自评表" if reports else "各维度得分率：没有该年度报告"
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


def claimed() -> None:
    """Totals, dimensions, and the rows of the chosen table."""
    left, right = st.columns([2, 3], gap="small")
    with left:
        card.show(total_card())
    with right:
        card.show(dimension_card())
    rows = queries.read("indicators", **selection.parameters())
    if rows.empty:
        st.html('<p class="empty">所选县区的报告没有附自评表。</p>')
        return
    scopes = rows["scope"].where(rows["scope"] != "department", book.DEPARTMENT)
    rows = rows.assign(choice=rows["label"] + "　" + scopes)
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    chosen = left.selectbox("自评表", list(dict.fromkeys(rows["choice"])), key="table", bind="query-params")
    only_lost = right.toggle("只看扣分项", key="lost", bind="query-params")
    shown = rows[(rows["choice"] == chosen) & ((rows["lost"] > 0) | (not only_lost))]
    st.html(scores.indicator_table(records(shown), selection.link))
    st.download_button(
        "下载全部指标（Excel）",
        lambda: tables.workbook({"指标明细": tables.indicator_rows(rows)}),
        file_name="绩览-自评指标.xlsx",
        on_click="ignore",
        type="tertiary",
    )


def recomputed() -> None:
    """The claimed beside the recomputed score, under a convention of the reader's choice."""
    st.html(f'<p class="lead">{book.NOTICE}</p>')
    words = st.radio("计分约定", list(book.CONVENTIONS.values()), key="convention", bind="query-params")
    found = book.recomputed_rows(selection, str(words))
    st.html(scores.side_by_side(found, book.assessed(selection), selection.link))
    names = {f"{table['label']}　{table['scope']}": table for table in found if table["rows"]}
    if not names:
        return
    chosen = st.selectbox("逐项复算", list(names), key="recomputed", bind="query-params")
    st.html(scores.recomputed_rows(names[chosen], selection.link))


def common() -> None:
    """共性指标 of 财预〔2013〕53号."""
    st.html(f'<p class="lead">{book.CITES}。按报告自己的数计算，缺数的写明缺什么，不以零代替。</p>')
    st.html(scores.common_indicator_table(book.common_indicators(selection), selection.link))


def assessment() -> None:
    """自评工作考核评分表, judged as far as the document goes."""
    st.html(f'<p class="lead">{ASSESSMENT}</p>')
    forms = {form["label"]: form for form in book.assessed(selection)}
    if forms:
        label = st.selectbox("报告", list(forms), key="form", bind="query-params")
        st.html(scores.assessment_table(forms[label], selection.link))


VIEWS = {"自评得分": claimed, "复算对照": recomputed, "共性指标": common, "考核评分表": assessment}
chrome.heading("自评得分", LEAD + selection.idle_basis())
chrome.state_line()
for tab, show in zip(st.tabs(list(VIEWS), key="view", bind="query-params"), VIEWS.values(), strict=True):
    with tab:
        show()
