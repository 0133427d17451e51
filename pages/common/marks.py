"""What persons have said about findings: 已核实, 误报 or 待整改, with a note, who and when.

The marks lie in a text file under data/, one line a mark, the newest of a finding counts. A finding's id
survives a rebuild; its fingerprint changes with the evidence, and then the mark is shown as outdated.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from html import escape
from pathlib import Path

import streamlit as st

from etl.masking import mask
from pages.common.rows import Row

STATES = ("已核实", "误报", "待整改")
UNMARKED = "未标记"
FILE = Path(__file__).resolve().parents[2] / "data" / "marks" / "findings.tsv"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; all fields are text, as in the file."""

    finding_id: str
    fingerprint: str
    state: str
    note: str
    who: str
    at: str


def file() -> Path:
    """Where the marks lie; JILAN_MARKS names another file (tests)."""
    return Path(os.environ.get("JILAN_MARKS") or FILE)


def read() -> dict[str, Mark]:
    """The newest mark of each finding."""
    if not file().is_file():
        return {}
    with file().open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if len(row) == len(fields(Mark))]
    return {row[0]: Mark(*row) for row in rows if row[2] in STATES}


def add(mark: Mark) -> None:
    """Appends a mark; line breaks and tabs of a note become spaces."""
    file().parent.mkdir(parents=True, exist_ok=True)
    with file().open("a", encoding="utf-8", newline="") as lines:
        csv.writer(lines, delimiter="\t", lineterminator="\n").writerow(
            " ".join(part.split()) for part in astuple(mark)
        )


def line(mark: Mark | None, fingerprint: str) -> str:
    """The mark as HTML, with a warning where the evidence is no longer the one that was judged."""
    if mark is None:
        return ""
    words = "　".join(part for part in (mark.state, mask(mark.note), mark.who, mark.at) if part)
    outdated = '<b class="up">　证据已变化，请重新核实</b>' if mark.fingerprint != fingerprint else ""
    return f'<p class="mark">人工标记：{escape(words)}{outdated}</p>'


def state(marked: Mapping[str, Mark], finding: str) -> str:
    """What a person has said about the finding, 未标记 if nobody has."""
    return marked[finding].state if finding in marked else UNMARKED


def is_dismissed(mark: Mark | None, fingerprint: str) -> bool:
    """Whether a person has called the finding 误报 on the very evidence that it has now."""
    return mark is not None and mark.state == "误报" and mark.fingerprint == fingerprint


def form(rows: Sequence[Row]) -> None:
    """Asks for a mark on one of the shown findings."""
    # Named by number: two findings of one rule may begin with the same words.
    names = [
        f"{place}　{row['label']}　{row['rule_title']}　{mask(str(row['message']))[:36]}…"
        for place, row in enumerate(rows, start=1)
    ]
    with st.expander("标记一项核验结果"), st.form("mark", border=False, clear_on_submit=True):
        name = st.selectbox("核验结果", names)
        state = st.segmented_control("标记", STATES, default=STATES[0], required=True)
        note = st.text_input("备注", placeholder="可不填", max_chars=200)
        who = st.text_input("标记人", placeholder="必填", max_chars=20)
        if not st.form_submit_button("记下标记"):
            return
        if not who.strip():
            st.warning("请填写标记人。")
            return
        row = rows[names.index(name)]
        at = f"{datetime.now():%Y-%m-%d %H:%M}"
        add(Mark(str(row["finding_id"]), str(row["fingerprint"]), str(state), note, who.strip(), at))
    st.rerun()
