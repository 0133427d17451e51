"""报告原文: the report itself with every extracted figure marked; the place that all other pages link to."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pages.common import chrome, evidence, filters, queries, reader, tables, wording

SECTIONS = {
    "overview": "部门基本情况",
    "general_public_budget": "一般公共预算支出情况",
    "government_fund": "政府性基金预算支出情况",
    "state_capital": "国有资本经营预算支出情况",
    "social_insurance": "社会保险基金预算支出情况",
    "performance": "部门整体支出绩效情况",
    "problems": "存在的问题及原因分析",
    "improvements": "下一步改进措施",
    "publication": "自评结果应用和公开情况",
    "other": "其他需要说明的情况",
    "base_data_table": "附件：基础数据表",
    "department_self_evaluation": "附件：部门整体支出绩效自评表",
    "project_self_evaluation": "附件：项目支出绩效自评表",
    "work_assessment": "附件：自评工作考核评分表",
}


def choose_report() -> str:
    """The report of the link, else of the first chosen county; a choice here changes the link."""
    reports = queries.read("reports")
    names = {
        str(row["report_id"]): f"{row['county']} {row['fiscal_year']}年度　{row['department']}"
        for row in reports.to_dict("records")
    }
    asked = st.query_params.get("report")
    if asked and asked not in names:
        st.warning(f"链接中的报告“{asked}”未收录，已显示另一份报告。")
    first = filters.selection().subjects[:1]
    own = [
        str(row["report_id"])
        for row in reports.to_dict("records")
        if first and row["county_code"] == first[0].county_code
    ]
    st.session_state["report_choice"] = asked if asked in names else (own or list(names))[0]
    return st.selectbox(
        "报告",
        list(names),
        format_func=lambda report: names[report],
        key="report_choice",
        on_change=_open_chosen,
    )


def _open_chosen() -> None:
    st.query_params["report"] = st.session_state["report_choice"]
    st.query_params.pop("figure", None)


def places(figure: str) -> str:
    """All places that state the same figure: which one is used, and why the others are not."""
    rows = queries.read("occurrences", figure=figure).to_dict("records")
    if len(rows) < 2:
        return ""
    lines = []
    for row in rows:
        used = "采用" if row["rank"] == 1 else f"未采用：{row['reason_lost']}"
        where = f"{row['fiscal_year']}年度报告·{SECTIONS.get(str(row['section']), '正文')}·{'表格' if row['method'] == 'table' else '文字'}"
        words = tables.anchor(
            stated(row), str(row["report_id"]), str(row["observation_id"]), filters.selection().link
        )
        here = "（本处）" if row["observation_id"] == figure else ""
        lines.append(f"<li>{words}　{escape(where)}{here}　<i>{escape(used)}</i></li>")
    return f'<details open><summary>同一指标共有{len(rows)}处</summary><ol class="places">{"".join(lines)}</ol></details>'


def stated(row: dict[str, Any]) -> str:
    """The number with its unit as the report wrote them."""
    unit = "" if wording.is_missing(row["stated_unit"]) else str(row["stated_unit"])
    value = str(row["stated_value"])
    return value if value.endswith(unit) else value + unit


def details(figure: str) -> None:
    """What the chosen figure is, as the report wrote it and as it is used."""
    found = evidence.sentences([figure]).get(figure)
    if found is None:
        return
    value = wording.amount(
        float(found["value"]), "%" if found["statistic"] in {"yoy_pct", "share_pct"} else str(found["unit"])
    )
    flag = '<sup class="conflict" title="报告内各处数值不一致">⚑</sup>' if conflicting(figure) else ""
    scope = "" if found["scope"] == "department" else f"　项目：{escape(str(found['scope']))}"
    st.html(
        f'<div class="sentence"><b>{escape(found["county"])} {escape(evidence.figure_name(found))}</b>　{escape(value)}{flag}'
        f"　<span class='status'>原文写作“{escape(stated(found))}”　{SECTIONS.get(str(found['section']), '正文')}{scope}</span>"
        f"<br>{tables.quotation(found)}{places(figure)}</div>"
    )


def conflicting(figure: str) -> bool:
    """Whether the places of this figure do not agree."""
    rows = queries.read("report_figures", report=figure.partition("@")[0])
    return bool(rows.loc[rows["observation_id"] == figure, "conflict"].any())


chrome.heading(
    "报告原文", "抽取出的每个数都在原句上标出；点文中或右侧的数，查看它的口径与出处。姓名和电话已遮盖。"
)
left, right = st.columns([4, 1], vertical_alignment="bottom")
with left:
    report = choose_report()
with right:
    others = st.toggle("显示未抽取数字", key="others", bind="query-params")
document = evidence.document(report)
chosen = st.query_params.get("figure")
if document is None:
    st.error("没有找到这份报告的文本。")
else:
    html, items, left_over = reader.prepared(report, document["text"])
    if chosen and all(item["id"] != chosen for item in items):
        st.warning("链接中的数在当前数据版本里已不存在，已打开报告开头。")
        chosen = None
    st.html(
        f'<p class="status">{escape(document["file"])}　·　抽取{len(items)}个数　·　另有{left_over}个数字未抽取'
        "（不含年份、日期、电话、文号和序号）</p>"
    )
    if chosen:
        details(chosen)
    reader.show(report, document["text"], chosen, others=others)
