"""What persons have said about findings: 已核实, 误报 or 待整改, with a note, who and when.

The marks lie in a text file under data/, one line a mark, the newest of a finding counts. A finding's id
survives a rebuild; its fingerprint changes with the evidence, and then the mark is shown as outdated.
Excel saves such a file in the encoding of Chinese Windows: it is read and continued in the encoding it has.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from etl.masking import mask
from pages.common.rows import Row

STATES = ("已核实", "误报", "待整改")
UNMARKED = "未标记"
FALSE_ALARM = "误报"
ENCODINGS = ("utf-8-sig", "gb18030")
UNREADABLE = "人工标记的文件无法识别（请另存为 UTF-8 编码），标记暂不显示，也不能新增；文件未作改动。"
OUTDATED = "证据已变化，请重新核实"
_OPENED, _WHO = "标记中的核验结果", "上次的标记人"
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


def _content() -> bytes:
    return file().read_bytes() if file().is_file() else b""


def _encoding(content: bytes) -> str | None:
    """How the file is encoded; None if it is in no way that is known."""
    for encoding in ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def readable() -> bool:
    """Whether the file can be read; if not, nothing may be added to it either."""
    return _encoding(_content()) is not None


@lru_cache(maxsize=2)
def _marks(content: bytes) -> Mapping[str, Mark]:
    encoding = _encoding(content)
    lines = io.StringIO(content.decode(encoding) if encoding else "", newline="")
    rows = [row for row in csv.reader(lines, delimiter="\t") if len(row) == len(fields(Mark))]
    return {row[0]: Mark(*row) for row in rows if row[2] in STATES}


def read() -> Mapping[str, Mark]:
    """The newest mark of each finding."""
    return _marks(_content())


def add(mark: Mark) -> None:
    """Appends a mark to a readable file; line breaks and tabs of a note become spaces."""
    content = _content()
    file().parent.mkdir(parents=True, exist_ok=True)
    # "utf-8-sig" would write another byte order mark into the middle of the file.
    encoding = "gb18030" if _encoding(content) == "gb18030" else "utf-8"
    with file().open("a", encoding=encoding, newline="") as lines:
        if content and not content.endswith(b"\n"):
            lines.write("\n")
        csv.writer(lines, delimiter="\t", lineterminator="\n").writerow(
            " ".join(part.split()) for part in astuple(mark)
        )


def words(mark: Mark | None, fingerprint: str) -> str:
    """`已核实　已电话核对`, with a warning where the evidence is no longer the one that was judged."""
    if mark is None:
        return ""
    outdated = OUTDATED if mark.fingerprint != fingerprint else ""
    return "　".join(part for part in (mark.state, mask(mark.note), outdated) if part)


def line(mark: Mark | None, fingerprint: str) -> str:
    """The mark as HTML, with who and when."""
    if mark is None:
        return ""
    told = escape(words(mark, fingerprint)).replace(OUTDATED, f'<b class="up">{OUTDATED}</b>')
    return f'<p class="mark">人工标记：{told}　{escape(mark.who)}　{escape(mark.at)}</p>'


def state(marked: Mapping[str, Mark], finding: str) -> str:
    """What a person has said about the finding, 未标记 if nobody has."""
    return marked[finding].state if finding in marked else UNMARKED


def dismissed() -> tuple[str, ...]:
    """What persons have called 误报: the finding with the fingerprint of the evidence that they judged."""
    return tuple(
        f"{mark.finding_id} {mark.fingerprint}"
        for _, mark in sorted(read().items())
        if mark.state == FALSE_ALARM
    )


def is_dismissed(found: pd.DataFrame) -> pd.Series:
    """For each finding whether a person has called it 误报 on the very evidence that it has now."""
    return (found["finding_id"] + " " + found["fingerprint"]).isin(dismissed())


def standing(found: pd.DataFrame) -> pd.DataFrame:
    """The findings that nobody has called 误报."""
    return found[~is_dismissed(found)]


def offer(row: Row) -> None:
    """A button that opens the form for one finding, and the form where it is open."""
    finding = str(row["finding_id"])
    st.button("标记", key=f"mark-{finding}", type="tertiary", on_click=_open, args=[finding])
    if st.session_state.get(_OPENED) == finding:
        _form(row)


def _open(finding: str) -> None:
    """Opens the form of a finding; the button of an open form closes it."""
    st.session_state[_OPENED] = None if st.session_state.get(_OPENED) == finding else finding


def _form(row: Row) -> None:
    """Asks for a mark; what was typed stays when something is missing, and the name for the next mark."""
    with st.form("mark", clear_on_submit=False):
        state = st.segmented_control("标记", STATES, default=STATES[0], required=True)
        note = st.text_input("备注", placeholder="可不填", max_chars=200)
        who: str = st.text_input(
            "标记人", str(st.session_state.get(_WHO, "")), placeholder="必填", max_chars=20
        )
        if not st.form_submit_button("记下标记"):
            return
        if not who.strip():
            st.warning("请填写标记人。")
            return
    at = f"{datetime.now():%Y-%m-%d %H:%M}"
    add(Mark(str(row["finding_id"]), str(row["fingerprint"]), str(state), note, who.strip(), at))
    st.session_state[_WHO] = who.strip()
    st.session_state[_OPENED] = None
    st.rerun()
