"""总览: how the year was in each county, and where to look first."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from pages.common import brief, card, charts, chrome, data, filters, queries, tables, wording
from pages.common.rows import Row, records

selection = filters.selection()
colours = selection.colours()

OPEN = 8  # lines of 先看哪里 that a reader takes in at a glance
WRONG = "核验不符"
CHOSEN = (
    ("expenditure.total", "executed", "支出决算"),
    ("three_public.total", "executed", "“三公”经费"),
)
ASKED = {
    "amounts": data.Asked(CHOSEN, basis="人均" if selection.basis == "人均" else "金额"),
    "share": data.Asked([("expenditure.project", "executed", "项目支出占比")], basis="占比"),
    "spent": brief.SPENT,
    "kept": brief.KEPT,
}


def overview() -> pd.DataFrame:
    """The key figures of the overview, each as a series."""
    amounts, share, rates = found["amounts"], found["share"], data.rates(selection)
    score = queries.read("scores", **selection.parameters())
    return pd.concat(
        [
            data.of(amounts, "支出决算"),
            share,
            data.of(rates, "执行率"),
            data.of(rates, "追加率"),
            data.of(amounts, "“三公”经费"),
            score,
        ],
        ignore_index=True,
    )


def brief_list() -> str:
    """The year in a few sentences."""
    told = brief.sentences(selection, found["spent"], found["kept"])
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in told)
    return f'<h2>要点</h2><ul class="brief">{lines}</ul>'


def attention() -> None:
    """The lines of what to look at first, each with a link; the gravest are open, the rest at hand."""
    rows = records(queries.read("attention", **selection.parameters()))
    st.html("<h2>先看哪里</h2>")
    if not rows:
        st.html('<p class="empty">所选县区没有需要先看的事项。</p>')
        return
    wrong = sum(row["tag"] == WRONG for row in rows)
    address = f"check?{urlencode([('outcome', '不符'), *selection.query])}"
    every = (
        f'<p><a class="inside" href="{escape(address)}" target="_self">勾稽核验：全部不符{wrong}处 →</a></p>'
    )
    rest = f"<details><summary>其余{len(rows) - OPEN}条</summary>{lines(rows[OPEN:])}</details>"
    st.html(lines(rows[:OPEN]) + (rest if len(rows) > OPEN else "") + (every if wrong else ""))


def lines(rows: list[Row]) -> str:
    """The lines as a list."""
    return f'<ul class="attention">{"".join(map(attention_line, rows))}</ul>'


def attention_line(row: Row) -> str:
    """One line with its tag, its subject, what is the matter, and the way to the report."""
    figure = None if wording.is_missing(row["observation_id"]) else str(row["observation_id"])
    known = not wording.is_missing(row["report_id"])
    more = tables.anchor("看原文", str(row["report_id"]), figure, selection.link) if known else ""
    told = brief.contradiction(row) if row["tag"] == WRONG else str(row["message"])
    words = (
        f'<b>{escape(row["label"])}</b>　<span title="{escape(row["message"])}">{escape(told)}</span>　{more}'
    )
    return f'<li><span class="tag">{escape(row["tag"])}</span><span>{words}</span></li>'


def panel(name: str, figures: pd.DataFrame) -> card.Card:
    """One figure of the overview as a card of its own."""
    unit = data.unit_of(figures)
    title = wording.extremes_title(figures, name, unit)

    def draw(rows: pd.DataFrame, source: str):
        if unit == "分":
            return charts.scores(rows, colours, source=source)
        return charts.bars(rows, colours, unit=unit, source=source)

    note = AMOUNTS_ONLY if unit == "万元" and selection.basis == "占比" else NOTES.get(name, "")
    return card.Card(f"overview-{CARDS.index(name)}", title, name, unit, figures, draw, note)


CARDS = ("支出决算", "项目支出占比", "执行率", "追加率", "“三公”经费", "自评总分")
AMOUNTS_ONLY = "总额不按占比显示，此处为金额"
NOTES = {
    "项目支出占比": "项目支出决算 ÷ 支出决算 × 100%",
    "执行率": "决算 ÷ 全年预算 × 100%；缺其一时用报告自述数",
    "追加率": "（全年预算 − 年初预算）÷ 年初预算 × 100%",
    "自评总分": "横轴不从0起，满分100分",
}

chrome.heading("总览", "六项关键数在各县区之间的高低，以及先看哪里。点任何一个数，直达它在报告中的原句。")
queries.side_by_side(
    lambda: data.figures(selection, **ASKED),
    lambda: queries.read("attention", **selection.parameters()),
    lambda: data.rates(selection),
    lambda: queries.read("scores", **selection.parameters()),
    lambda: queries.read("outcomes", **selection.parameters()),
    lambda: brief.recomputed(selection),
)
chrome.state_line()
found = data.figures(selection, **ASKED)
frame = overview()
panels = {name: data.of(frame, name) for name in CARDS}
left, right = st.columns([3, 2], gap="medium")
with left:
    st.html(brief_list())
    st.html("<h2>一览表</h2>")
    named = frame.assign(series=[f"{row['series']}（{row['unit']}）" for row in records(frame)])
    st.html(tables.twin(named, selection.link, "各县区关键数"))
    counts = [f"{name} {'/'.join(map(str, wording.coverage(own)))}" for name, own in panels.items()]
    st.html(f'<p class="status">有数的县区：{escape("　·　".join(counts))}</p>')
with right:
    attention()
for row in (CARDS[:3], CARDS[3:]):
    for place, column in zip(row, st.columns(3, gap="small"), strict=True):
        with column:
            card.show(panel(place, panels[place]))
