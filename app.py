"""绩览: the entry point. It readies the warehouse, draws the global filters, and runs the chosen page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.common import chrome, filters, memory, warehouse

# A page's address is its file's name; see filters.through_app before giving one another address.
PAGES = (
    ("pages/overview.py", "总览"),
    ("pages/budget.py", "预算对比"),
    ("pages/structure.py", "支出结构"),
    ("pages/three_public.py", "三公经费"),
    ("pages/score.py", "自评得分"),
    ("pages/check.py", "勾稽核验"),
    ("pages/source.py", "报告原文"),
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
    pages = [st.Page(file, title=title, default=place == 0) for place, (file, title) in enumerate(PAGES)]
    page = st.navigation(pages, position="top")
    if not warehouse.ready(build):
        return
    filters.bar(page.title)
    chrome.save_pictures()
    chrome.speak_chinese()
    page.run()
    memory.settle()


main()
