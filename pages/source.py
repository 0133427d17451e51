"""报告原文: the report itself with every extracted figure marked; the place that all other pages link to."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.common import chrome, evidence, facts, filters, findings, queries, reader
from pages.common.rows import records

LEAD = "抽取出的每个数都在原句上标出；点文中或右侧的数，查看它的口径与出处。姓名和电话已遮盖。"

LEGEND = (
    '<span class="sign">抽取的数</span>　<span class="sign conflict">数值不一或核验不符（⚑）</span>　'
    '<span class="sign indicator">指标得分</span>'
)


def choose_report() -> str:
    """The report of the link, else of the first chosen county; a choice here changes the link."""
    reports = records(queries.read("reports"))
    names = {
        str(row["report_id"]): f"{row['county']} {row['fiscal_year']}年度　{row['department']}"
        for row in reports
    }
    asked = st.query_params.get("report")
    if asked and asked not in names:
        st.warning(f"链接中的报告“{asked}”未收录，已显示另一份报告。")
    first = {subject.county_code for subject in filters.selection().subjects[:1]}
    own = [str(row["report_id"]) for row in reports if row["county_code"] in first]
    st.session_state["report_choice"] = asked if asked in names else (own or list(names))[0]
    return st.selectbox(
        "报告",
        list(names),
        format_func=lambda report: names[report],
        key="report_choice",
        on_change=open_chosen,
    )


def open_chosen() -> None:
    """Puts the chosen report into the URL; the figure of the report before means nothing there."""
    st.query_params["report"] = st.session_state["report_choice"]
    st.query_params.pop("figure", None)


def show(report: str, others: bool) -> None:
    """The report with the figure that the link names."""
    document = evidence.document(report)
    if document is None:
        st.error("没有找到这份报告的文本。")
        return
    _, items, unread = reader.prepared(report, document["text"])
    chosen = st.query_params.get("figure")
    place = findings.place_of(chosen) if chosen else None
    if chosen and not place and all(item["id"] != chosen for item in items):
        st.warning("链接中的数在当前数据版本里已不存在，已打开报告开头。")
        chosen = None
    words = f"{document['file']}　·　标出{len(items)}处　·　另有{len(unread)}个数字未抽取"
    st.html(f'<p class="status">{escape(words)}（不含年份、日期、电话、文号和序号）　·　{LEGEND}</p>')
    if chosen:
        st.html(facts.panel(chosen, report))
    reader.show(report, document["text"], chosen, others=others)


filters.through_app()
st.html('<a class="back" href="./">← 返回</a>')
chrome.heading("报告原文", LEAD)
left, right = st.columns([4, 1], vertical_alignment="bottom")
with left:
    report = choose_report()
with right:
    others = st.toggle("显示未抽取数字", key="others", bind="query-params")
show(report, others)
