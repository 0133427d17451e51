"""How fast the pages answer: `uv run pytest tests/bench/bench_pages.py -n 0`.

The bars: a page's rerun on the server within 200 ms, also the first one after a filter has been changed,
and the first chart in a fresh browser within 5 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, cycle
from typing import Any

import pytest
import streamlit as st
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

from pages.common import wording
from tests.browser.conftest import address, browser
from tests.pages.conftest import app, warehouse

__all__ = ["address", "app", "browser", "warehouse"]
PAGES = ("overview", "budget", "structure", "three_public", "score", "check", "source")
CHOSEN = 3
ROUNDS = 10


def opened(app: AppTest, page: str) -> AppTest:
    app.run()
    return app if page == "overview" else app.switch_page(f"pages/{page}.py").run()


def filter_changes(app: AppTest) -> Iterator[None]:
    """Changes the filters, each time to a state that was not there before: counties, year and basis."""
    bases, years = cycle(wording.BASES), cycle(app.selectbox(key="year").options[:2])
    for counties in combinations(app.multiselect(key="counties").options, CHOSEN):
        app.multiselect(key="counties").set_value(list(counties))
        app.segmented_control(key="basis").set_value(next(bases))
        app.selectbox(key="year").set_value(next(years))
        yield


@pytest.mark.parametrize("name", PAGES)
def test_a_rerun_of_a_page(benchmark: Any, app: AppTest, name: str) -> None:
    opened(app, name)
    benchmark.pedantic(app.run, rounds=ROUNDS)


@pytest.mark.parametrize("name", PAGES)
def test_the_first_rerun_after_a_filter_change(benchmark: Any, app: AppTest, name: str) -> None:
    st.cache_data.clear()  # what another page has asked for
    st.cache_resource.clear()
    changes = filter_changes(opened(app, name))
    benchmark.pedantic(app.run, setup=lambda: next(changes), rounds=ROUNDS)


def test_the_first_chart_in_a_fresh_browser(benchmark: Any, address: str, browser: Browser) -> None:
    def first_chart() -> None:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".js-plotly-plot")
        context.close()

    benchmark.pedantic(first_chart, rounds=3, warmup_rounds=1)
