"""绩览: the entry point. It readies the warehouse, draws the global filters, and runs the chosen page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.common import chrome, filters, warehouse

PAGES = (
    ("pages/overview.py", "总览", ""),
    ("pages/budget.py", "预算对比", "budget"),
    ("pages/structure.py", "支出结构", "structure"),
    ("pages/three_public.py", "三公经费", "three-public"),
    ("pages/score.py", "自评得分", "score"),
    ("pages/source.py", "报告原文", "source"),
)


def build(*arguments: Any, **options: Any) -> Any:
    """The warehouse's build, loaded only when it is needed: it brings the whole extraction with it."""
    from etl.warehouse import load

    return load.build(*arguments, **options)


def main() -> None:
    """One run of the app."""
    st.set_page_config(
        page_title="绩览", page_icon=chrome.ICON, layout="wide", initial_sidebar_state="collapsed"
    )
    chrome.dress()
    st.logo(chrome.WORDMARK, size="large")
    page = st.navigation(
        [st.Page(file, title=title, url_path=path or None, default=not path) for file, title, path in PAGES],
        position="top",
    )
    if not warehouse.ready(build):
        return
    filters.bar()
    chrome.follow_links("pages/source.py")
    page.run()


main()
