"""支出结构: 基本 and 项目, 人员 and 公用, the economic classes, and the project lines."""

from __future__ import annotations

import streamlit as st

from pages.common import card, charts, chrome, data, filters, palette, queries, wording
from pages.common.rows import highest

selection = filters.selection()
NATURE = (("expenditure.basic", "基本支出"), ("expenditure.project", "项目支出"))
BASIC = (("expenditure.personnel", "人员经费"), ("expenditure.operating", "公用经费"))
ECONOMIC = (
    ("expenditure.wages", "工资福利支出"),
    ("expenditure.goods_services", "商品和服务支出"),
    ("expenditure.household_subsidy", "对个人和家庭的补助"),
    ("expenditure.enterprise_subsidy", "对企业的补助"),
)
PARTS = {
    "nature": ("expenditure.total", "支出合计", NATURE),
    "basic": ("expenditure.basic", "基本支出", BASIC),
    "economic": ("expenditure.total", "支出合计", ECONOMIC),
}


def asked() -> dict[str, data.Asked]:
    """What the page asks for: the parts of each total, and the share that the title tells."""
    wanted: dict[str, data.Asked] = {}
    for key, (base, _, parts) in PARTS.items():
        series = [(measure, "executed", name) for measure, name in parts]
        wanted[key] = data.Asked(series, base=(base, ""))
        wanted[f"{key}_share"] = data.Asked(series, basis="占比", base=(base, ""))
    return wanted


def parts_card(key: str, subject: str, told: str) -> card.Card:
    """The parts of one total, stacked; the title tells the share of one part.

    Args:
        key: Name of the card, one of PARTS.
        subject: What the parts are together.
        told: Name of the part that the title speaks of.
    """
    figures = found[key]
    _, whole, parts = PARTS[key]
    notes = ["占比按两数相除计算，与报告自述占比的核对见来源" if selection.basis == "占比" else ""]
    # Only some of the economic classes are asked for.
    notes.append(wording.sum_note(figures, whole, closed=key != "economic"))
    return card.Card(
        key,
        wording.extremes_title(data.of(found[f"{key}_share"], told), f"{told}占比", "%"),
        subject,
        data.unit_of(figures),
        figures,
        lambda rows, source: charts.stacked(
            rows, palette.part_colours(name for _, name in parts), unit=data.unit_of(figures), source=source
        ),
        "；".join(filter(None, notes)),
    )


def projects_card() -> card.Card:
    """The named project lines of each county, the largest first."""
    figures = queries.read("projects", **selection.parameters(), basis=selection.basis)
    counted = figures[~figures["apart"]]
    named = figures["label"].nunique()
    title = f"{named}/{len(selection.subjects)}个县区在报告中列出项目明细"
    if len(counted):
        top = highest(counted, "amount")
        amount = wording.amount(float(top["amount"]), "万元")
        title += f"，单项最大为{top['label']}“{top['series']}”，{amount}"
    unit = data.unit_of(figures) if len(figures) else "万元"
    return card.Card(
        "projects",
        title,
        "项目支出明细（决算）",
        unit,
        figures,
        lambda rows, source: charts.ranked(
            rows[~rows["apart"]], selection.colours(), unit=unit, source=source
        ),
        "；".join(
            filter(None, ["只列报告写明名称的项目，从大到小；未列名的不在图中", wording.named_note(figures)])
        ),
        listed=True,
    )


chrome.heading("支出结构", "钱花在运转还是项目上，花在人员还是公用上，项目里又是哪些。")
chrome.state_line()
found = data.figures(selection, **asked())
left, right = st.columns(2, gap="small")
with left:
    card.show(parts_card("nature", "基本支出与项目支出（决算）", "项目支出"))
with right:
    card.show(parts_card("basic", "人员经费与公用经费（决算）", "人员经费"))
card.show(projects_card())
card.show(parts_card("economic", "按经济分类的支出（决算）", "工资福利支出"))
