"""What surrounds every page: style sheet, language, scripts of links and pictures, state line."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.components import v2

from pages.common import filters, marks, queries, wording
from pages.common.rows import records

SIGNS = f"{wording.CONFLICT} 报告内数值不一或核验不符　{wording.DERIVED} 按公式计算或推算，点开见算式和出处"
HERE = Path(__file__).resolve().parent
# Trusted text of our own; browsers offer to translate a page that calls itself English.
_LANGUAGE = "document.documentElement.lang = 'zh-CN';"
ICON = str(HERE / "icon.png")
WORDMARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="108" height="30" viewBox="0 0 108 30">'
    '<rect x="1" y="4" width="6" height="22" fill="#2F7EA5"/>'
    '<rect x="10" y="11" width="6" height="15" fill="#D99A2B"/>'
    '<text x="24" y="24" font-size="23" font-weight="700" letter-spacing="3" fill="#6F8794" '
    'font-family="Noto Serif CJK SC,Source Han Serif SC,Songti SC,SimSun,serif">绩览</text></svg>'
)


def dress() -> None:
    """The style sheet, the page's language and what follows its links; call once a run, before all else."""
    st.html(f"<style>{(HERE / 'style.css').read_text(encoding='utf-8')}</style>")
    script = _LANGUAGE + (HERE / "links.js").read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


@st.cache_resource(show_spinner=False)
def _camera():
    return v2.component("绩览图片", js=(HERE / "pictures.js").read_text(encoding="utf-8"))


def save_pictures() -> None:
    """Lets a chart be saved together with its title."""
    _camera()(key="pictures", height=1)


@st.cache_resource(show_spinner=False)
def _translator():
    return v2.component("绩览用语", js=(HERE / "words.js").read_text(encoding="utf-8"))


def speak_chinese() -> None:
    """Puts Streamlit's own English words into Chinese."""
    _translator()(key="words", height=1)


def state_line() -> None:
    """Which figures the page speaks of: counties, years, coverage, conflicts, data version."""
    selection = filters.selection()
    build, (stand,) = records(queries.read("build")), records(queries.read("stand", **_own(selection)))
    years = sorted({subject.year for subject in selection.subjects})
    words = [
        f"<b>{len(selection.subjects)}</b>个县区部门",
        f"年度 <b>{'、'.join(str(year) for year in years) or '—'}</b>",
    ]
    if selection.years_differ():
        words.append("年度不同，逐一标注，不作合计")
    if build:
        words.append(f"{stand['reports']}份报告 · {stand['observations']}个数")
        words.append(_conflicts(selection, int(stand["conflicts"])))
        words.append(f"数据截至 {str(build[0]['built_at'])[:16]}")
    st.html(f'<p class="status">{"　·　".join(words)}<br>{SIGNS}</p>')
    if not marks.readable():
        st.warning(marks.UNREADABLE)


def _own(selection: filters.Selection) -> dict[str, list[str] | list[int]]:
    """The parameters of stand.sql, which needs no labels."""
    return {name: value for name, value in selection.parameters().items() if name != "labels"}


def _conflicts(selection: filters.Selection, count: int) -> str:
    """How many figures the chosen reports state with unlike values, with the way to these findings."""
    if not count:
        return "没有各处不一的数值"
    address = escape(f"check?{urlencode([('family', '前后一致'), *selection.query])}")
    words = "同一指标在报告内写有不同数值的处数，均带⚑"
    return f'<a class="inside" href="{address}" target="_self" title="{words}">{count}处数值各处不一 →</a>'


def heading(title: str, lead: str) -> None:
    """A page's title and the question that it answers."""
    st.html(f'<h1>{escape(title)}</h1><p class="lead">{escape(lead)}</p>')
