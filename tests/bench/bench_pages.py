"""How fast the pages answer: `uv run pytest tests/bench/bench_pages.py -n 0`.

The bars: a page's rerun on the server within 200 ms, the first chart in a fresh browser within 5 s.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

from tests.browser.conftest import address, browser
from tests.pages.conftest import app, warehouse

__all__ = ["address", "app", "browser", "warehouse"]
PAGES = ("overview", "budget", "structure", "three_public", "score", "check", "source")


@pytest.mark.parametrize("name", PAGES)
def test_a_rerun_of_a_page(benchmark: Any, app: AppTest, name: str) -> None:
    app.run()
    if name != "overview":
        app.switch_page(f"pages/{name}.py").run()
    benchmark.pedantic(app.run, rounds=8)


def test_the_first_chart_in_a_fresh_browser(benchmark: Any, address: str, browser: Browser) -> None:
    def first_chart() -> None:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".js-plotly-plot")
        context.close()

    benchmark.pedantic(first_chart, rounds=3, warmup_rounds=1)
