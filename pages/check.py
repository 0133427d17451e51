"""勾稽核验: where a report's own figures do not agree, by which rule, with both sides quoted."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from pages.common import charts, chrome, filters, findings, marks, palette, queries, sheets
from pages.common.rows import Row, records

selection = filters.selection()
LEAD = "报告自己的数对不对得上：逐条规则核验，两边原文并列。自动核验结果须经人工核实，不是官方评价结论。"
ALL_FAMILIES = "全部类别"
BROKEN = "有不符的"
EXTENTS = {BROKEN: ["不符"], "有不符或存疑的": ["不符", "存疑"], "全部": list(findings.OUTCOMES)}
PAGE = 10
BESIDE = 8  # reports up to which the matrix leaves room for the list at its side


def tally(found: pd.DataFrame) -> str:
    """`不符16、存疑65…、误报1` in words, with how many rules compared anything."""
    counts = marks.standing(found)["outcome"].value_counts()
    words = "　".join(f"{outcome} <b>{int(counts.get(outcome, 0))}</b>" for outcome in findings.OUTCOMES)
    dismissed = int(marks.is_dismissed(found).sum())
    if dismissed:
        words += f"　已标为误报 <b>{dismissed}</b>"
    compared = found.loc[found["outcome"] != "无法核验", "rule"].nunique()
    return f"{words}　·　{found['rule'].nunique()}条规则中{compared}条实际作了比较"


def matrix(found: pd.DataFrame) -> str | None:
    """The rules against the reports; gives the cell that was clicked."""
    telling = set(found.loc[found["outcome"].isin(["不符", "存疑"]), "rule"])
    extent = st.segmented_control(
        "矩阵中的规则", list(EXTENTS), default=BROKEN, required=True, key="rules", bind="query-params"
    )
    outcomes = EXTENTS[extent or BROKEN]
    shown = found[found["rule"].isin(found.loc[found["outcome"].isin(outcomes), "rule"])]
    if shown.empty:
        st.html('<p class="empty">所选范围内没有这样的规则。</p>')
        return None
    # Rules that a report breaks come first, else in the order of the catalogue.
    broken = shown["rule"].isin(found.loc[found["outcome"] == "不符", "rule"])
    shown = shown.assign(broken=broken).sort_values("broken", ascending=False, kind="stable")
    wrong = found.loc[found["outcome"] == "不符", "label"].nunique()
    title = f"{wrong}/{found['label'].nunique()}份报告有不符"
    title += f"，{found['rule'].nunique()}条规则中{len(telling)}条发现不符或存疑"
    with st.container(border=True, key="card-matrix"):
        hint = "方格内为不符或存疑的处数；点方格只看该项。"
        st.html(f'<h3 class="finding">{escape(title)}</h3><p class="unit">{hint}</p>')
        picked = st.plotly_chart(
            charts.matrix(findings.matrix_cells(shown), palette.OUTCOMES, source="来源：绩览勾稽规则"),
            width="stretch",
            key="chart-matrix",
            on_select="rerun",
            selection_mode="points",
            config=charts.config("绩览-勾稽核验"),
            alt=f"{title}。明细见下方清单。",
        )
    points = picked["selection"]["points"] if picked else []
    return str(points[0]["customdata"][0]) if points else None


def of_marks(found: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """The findings that persons have marked so; no choice means all of them."""
    marked = marks.read()
    said = found["finding_id"].map(lambda finding: marks.state(marked, str(finding)))
    return found[said.isin(states or [marks.UNMARKED, *marks.STATES])]


def listing(found: pd.DataFrame, cell: str | None) -> None:
    """The findings that the filters leave, a page at a time."""
    if cell:
        title, _, label = cell.rpartition("|")
        found = marks.standing(found)
        found = found[(found["rule_title"] == title) & (found["label"] == label)]
        st.html(f'<p class="lead">只看：{escape(label)}　{escape(title)}（再点一次方格取消）</p>')
    found = findings.gravest_first(found)
    if found.empty:
        st.html('<p class="empty">没有符合筛选条件的核验结果。</p>')
        return
    pages = -(-len(found) // PAGE)
    page = st.pagination(pages, key="findings_page", bind="query-params") if pages > 1 else 1
    rows = records(found.iloc[(page - 1) * PAGE : page * PAGE])
    quoted = findings.quotes(row["finding_id"] for row in rows)
    for row in rows:
        st.html(findings.cards([row], quoted, selection.link, marks.read()))
        if marks.readable():
            marks.offer(row)


def downloads(found: pd.DataFrame) -> None:
    """The 核验单 of each report, to be sent back to the bureau."""
    lead = "按报告导出不符和存疑事项，留有“单位核实情况”一栏，可发回单位核实。"
    st.html(f'<h2>核验单</h2><p class="lead">{lead}</p>')
    telling = found[found["outcome"].isin(["不符", "存疑"])]
    for label, own in telling.groupby("label", sort=False):
        rows = records(findings.gravest_first(marks.standing(own)))
        left_out = f"（另有{len(own) - len(rows)}项已标为误报，不列入）" if len(rows) < len(own) else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f"<b>{escape(str(label))}</b>　{len(rows)}项{left_out}")
            if rows:
                sheet_buttons(str(label), rows)


def sheet_buttons(label: str, rows: list[Row]) -> None:
    """The 核验单 of one report as Word and as Excel file, made when asked for."""
    year = rows[0]["fiscal_year"]
    name = f"{rows[0]['department']}{year}年度绩效自评报告核验单"
    lead = (
        f"经对《{year}年度部门整体支出绩效自评报告》自动勾稽核验，发现以下{len(rows)}项不符或存疑，请核实。"
    )

    def sheet() -> pd.DataFrame:
        quoted = findings.quotes(str(row["finding_id"]) for row in rows)
        return findings.sheet(rows, quoted, marks.read())

    kinds = {
        "Word": ("docx", lambda: sheets.word(name, lead, sheet())),
        "Excel": ("xlsx", lambda: sheets.excel(name, lead, sheet())),
    }
    for words, (ending, made) in kinds.items():
        st.download_button(
            f"{words} 核验单",
            made,
            file_name=f"{name}.{ending}",
            key=f"{ending}-{label}",
            on_click="ignore",
            type="tertiary",
        )


chrome.heading("勾稽核验", LEAD + selection.idle_basis())
chrome.state_line()
found = queries.read("findings", **selection.parameters())
if found.empty:
    st.html('<p class="empty">所选县区在该年度没有报告，无从核验。</p>')
else:
    st.html(f'<p class="status">{tally(found)}</p>')
    places = st.columns([5, 5, 3, 4], vertical_alignment="bottom")
    outcomes = places[0].pills(
        "核验结果",
        findings.OUTCOMES,
        selection_mode="multi",
        default=["不符", "存疑"],
        key="outcome",
        bind="query-params",
    )
    states = places[1].pills(
        "人工标记",
        (marks.UNMARKED, *marks.STATES),
        selection_mode="multi",
        key="marked",
        bind="query-params",
    )
    families = [ALL_FAMILIES, *dict.fromkeys(found["family"])]
    family = places[2].selectbox("规则类别", families, key="family", bind="query-params")
    severities = places[3].pills(
        "重要性",
        list(findings.SEVERITIES.values()),
        selection_mode="multi",
        key="severity",
        bind="query-params",
    )
    kept = found if family == ALL_FAMILIES else found[found["family"] == family]
    if severities:
        kept = kept[kept["severity"].map(findings.SEVERITIES).isin(severities)]
    beside = kept["label"].nunique() <= BESIDE
    left, right = st.columns([2, 3], gap="medium") if beside else (st.container(), st.container())
    with left:
        cell = matrix(marks.standing(kept))
    with right:
        st.html("<h2>核验结果清单</h2>")
        shown = of_marks(kept, states)
        listing(shown if cell else shown[shown["outcome"].isin(outcomes or findings.OUTCOMES)], cell)
    downloads(found)
