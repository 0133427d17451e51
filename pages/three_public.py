"""三公经费: all years that the reports speak of, what it is made of, and whether the budget was kept."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.common import card, charts, chrome, data, filters, palette, queries, wording

selection = filters.selection()
UNITS = {"金额": "万元", "占比": "%", "人均": "万元/人"}
UNIT = UNITS[selection.basis]
PARTS = (
    ("three_public.reception", "公务接待费"),
    ("three_public.vehicle", "公务用车购置及运行维护费"),
    ("three_public.overseas", "因公出国（境）费"),
)
TOTAL = "three_public.total"
ASKED = {
    "budget": data.Asked(
        [(TOTAL, "approved", "年初预算"), (TOTAL, "executed", "决算")], base=(TOTAL, "approved")
    ),
    "kept": data.Asked([(TOTAL, "executed", "控制率")], basis="占比", base=(TOTAL, "approved")),
    "parts": data.Asked(
        [(measure, "executed", name) for measure, name in PARTS], base=(TOTAL, ""), partly=True
    ),
    "reception": data.Asked([(PARTS[0][0], "executed", PARTS[0][1])], basis="占比", base=(TOTAL, "")),
    "heads": data.Asked([(TOTAL, "executed", "人均“三公”")], basis="人均"),
}


def basis_note(share: str) -> str:
    """How the shown figures are computed; `share` says what a share is of."""
    return {"占比": share, "人均": "除以报告所述当年在职人数"}.get(selection.basis, "")


def years() -> pd.DataFrame:
    """The total of every year, a row a county and year; the year filter does not cut a trend."""
    bodies = {
        (subject.county_code, subject.department_slug): subject.county for subject in selection.subjects
    }
    return queries.read(
        "three_public_years",
        county_codes=[code for code, _ in bodies],
        slugs=[slug for _, slug in bodies],
        labels=list(bodies.values()),
        measure=TOTAL,
        phase="executed",
        basis=selection.basis,
    )


def changes(figures: pd.DataFrame) -> pd.DataFrame:
    """The change of each county's last year that has a year before it, as label and value."""
    rows = []
    for label, group in figures.sort_values("year").groupby("label", sort=False):
        known = group.set_index("year")["value"].dropna()
        pairs = [year for year in known.index if year - 1 in known.index]
        value = float(known[pairs[-1]] - known[pairs[-1] - 1]) if pairs else None
        rows.append({"label": label, "value": value, "reason": "缺上年数"})
    columns = pd.Index(["label", "value", "reason"])
    return pd.DataFrame(rows, columns=columns).astype({"value": "float64"})


def trend_card() -> card.Card:
    """The trend over the years."""
    figures = years()
    title = wording.count_title(
        changes(figures), "“三公”经费决算，最近一年与上年相比", "县区上升", "县区下降"
    )
    return card.Card(
        "trend",
        title,
        "“三公”经费决算（历年）",
        UNIT,
        figures,
        lambda rows, source: charts.trend(
            rows, selection.colours(), selection.symbols(), unit=UNIT, source=source
        ),
        "空心点为按报告所述增减额推算的上年数（ƒ）；没有数的年份留空，不连线。"
        + basis_note("占比的分母为同年支出合计"),
    )


def budget_card() -> card.Card:
    """Budget against actual."""
    return card.Card(
        "budget",
        wording.count_title(found["kept"], "“三公”经费决算与预算相比", "县区超出", "县区未超", level=100),
        "“三公”经费预算与决算",
        UNIT,
        found["budget"],
        lambda rows, source: charts.bars(rows, palette.PHASES, unit=UNIT, source=source),
        basis_note("以年初预算为100%"),
    )


def parts_card() -> card.Card:
    """What the actual amount is made of."""
    notes = [basis_note("占比的分母为“三公”经费合计"), wording.sum_note(found["parts"], "“三公”经费合计")]
    return card.Card(
        "parts",
        wording.extremes_title(found["reception"], "公务接待费占“三公”经费", "%"),
        "“三公”经费构成（决算）",
        UNIT,
        found["parts"],
        lambda rows, source: charts.stacked(
            rows, palette.part_colours(name for _, name in PARTS), unit=UNIT, source=source
        ),
        "；".join(filter(None, notes)),
    )


def heads_card() -> card.Card:
    """Per head, whatever the filter says: the one figure that staff numbers make comparable."""
    return card.Card(
        "heads",
        wording.extremes_title(found["heads"], "人均“三公”经费", "万元/人"),
        "人均“三公”经费（决算）",
        "万元/人",
        found["heads"],
        lambda rows, source: charts.bars(rows, selection.colours(), unit="万元/人", source=source),
        "“三公”经费决算 ÷ 报告所述当年在职人数",
    )


chrome.heading("三公经费", "历年高低、由什么构成、有没有超预算、摊到每个人头上是多少。")
chrome.state_line()
found = data.figures(selection, **ASKED)
card.show(trend_card())
left, right = st.columns(2, gap="small")
with left:
    card.show(budget_card())
with right:
    card.show(parts_card())
card.show(heads_card())
