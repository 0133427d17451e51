"""预算对比: from the first budget to the final account, and where the money came from."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.common import card, charts, chrome, data, filters, palette, wording
from pages.common.rows import highest

selection = filters.selection()
APPROVED = ("expenditure.total", "approved")
UNDIVIDED = "财政拨款（未分类）"
APPROPRIATIONS = ("一般公共预算", "政府性基金", "国有资本经营预算")
REVENUE = (
    ("revenue.general_public_budget", "一般公共预算"),
    ("revenue.government_fund", "政府性基金"),
    ("revenue.state_capital", "国有资本经营预算"),
    ("revenue.fiscal_appropriation", UNDIVIDED),
    ("revenue.special_account", "专户非税收入"),
    ("revenue.superior_grant", "上级补助"),
    ("revenue.other", "其他收入"),
)
SOURCES = {"executed": "决算收入来源", "approved": "年初预算收入来源"}
BASIS_NOTES = {
    "金额": "年初预算 → 全年预算（调整后）→ 决算，均为部门支出合计",
    "占比": "以年初预算为100%",
    "人均": "除以报告所述当年在职人数",
}


def asked() -> dict[str, data.Asked]:
    """What the page asks for: the three phases, and for each phase of revenue its sources."""
    wanted = {
        "phases": data.Asked(data.PHASES, base=APPROVED),
        "spent": data.Asked(data.PHASES[-1:], basis="占比", base=APPROVED),
    }
    for phase in SOURCES:
        series = [(measure, phase, name) for measure, name in REVENUE]
        wanted[phase] = data.Asked(series, base=("revenue.total", ""))
        wanted[f"{phase}_share"] = data.Asked(series[:1], basis="占比", base=("revenue.total", ""))
    return wanted


def phases_card() -> card.Card:
    """年初预算 → 全年预算 → 决算, a bar each."""
    figures, spent = found["phases"], found["spent"]
    title = wording.count_title(spent, "决算与年初预算相比", "县区超出", "县区低于", level=100)
    if wording.enough(spent):
        top = highest(spent)
        title += f"，{top['label']}为年初预算的{wording.number(float(top['value']) / 100)}倍"
    return card.Card(
        "phases",
        title,
        "预算与决算",
        data.unit_of(figures),
        figures,
        lambda rows, source: charts.bars(rows, palette.PHASES, unit=data.unit_of(figures), source=source),
        BASIS_NOTES[selection.basis],
    )


def rate_card(name: str, formula: str) -> card.Card:
    """One rate, a bar a county; over 100 % is shown as it is."""
    figures = data.of(rates, name)
    return card.Card(
        f"rate-{name}",
        wording.extremes_title(figures, name, "%"),
        name,
        "%",
        figures,
        lambda rows, source: charts.bars(rows, selection.colours(), unit="%", source=source),
        formula,
    )


def without_subtotals(figures: pd.DataFrame) -> pd.DataFrame:
    """财政拨款合计 stands in only where none of its parts is stated; otherwise it would count twice."""
    divided = figures.loc[figures["series"].isin(APPROPRIATIONS) & figures["value"].notna(), "label"].unique()
    undivided = figures.loc[(figures["series"] == UNDIVIDED) & figures["value"].notna(), "label"].unique()
    kept = figures["label"].isin(set(undivided) - set(divided))
    subtotal = (figures["series"] == UNDIVIDED) & ~kept
    return figures[~subtotal].reset_index(drop=True)


def revenue_card(phase: str) -> card.Card:
    """Revenue by source, stacked."""
    figures, words = without_subtotals(found[phase]), SOURCES[phase]
    return card.Card(
        f"revenue-{phase}",
        wording.extremes_title(found[f"{phase}_share"], f"{words}中一般公共预算财政拨款占比", "%"),
        words,
        data.unit_of(figures),
        figures,
        lambda rows, source: charts.stacked(
            rows, palette.part_colours(name for _, name in REVENUE), unit=data.unit_of(figures), source=source
        ),
        "占比的分母为收入合计" if selection.basis == "占比" else "",
    )


chrome.heading("预算对比", "年初预算怎样变成全年预算，又花了多少；钱从哪里来。")
chrome.state_line()
found, rates = data.figures(selection, **asked()), data.rates(selection)
card.show(phases_card())
left, right = st.columns(2, gap="small")
with left:
    card.show(rate_card("执行率", "执行率 = 决算 ÷ 全年预算 × 100%；缺其一时用报告自述数"))
with right:
    card.show(rate_card("追加率", "追加率 =（全年预算 − 年初预算）÷ 年初预算 × 100%"))
left, right = st.columns(2, gap="small")
with left:
    card.show(revenue_card("executed"))
with right:
    card.show(revenue_card("approved"))
