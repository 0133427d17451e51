"""A real server on a warehouse of the real reports, and a real Chromium that watches what it does."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from etl.warehouse import load, location

expect.set_options(timeout=30_000)  # a machine may be slow; what is right in the end is right
ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Streamlit's client looks for its own service below the page's path before it finds it at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")
HOW_TO_GET_ONE = "没有找到 Chromium：请先安装（如 apt-get install chromium fonts-noto-cjk），再运行本测试"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the server at {address} did not start")


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    database = folder / "jilan.duckdb"
    load.build(location.DEFAULT_REPORTS, database)
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    # To a file: a server whose output pipe has no reader does not end when it is told to.
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "JILAN_WAREHOUSE": str(database), "JILAN_MARKS": str(folder / "marks.tsv")},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip(HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must end without a console error and without a request that left the machine."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", accept_downloads=True
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
    opened.on(
        "console",
        lambda message: (
            complaints.append(f"{message.type}: {message.text} {message.location.get('url', '')}")
            if message.type in {"error", "warning"}
            and not str(message.location.get("url", "")).partition("?")[0].endswith(PROBES)
            else None
        ),
    )
    opened.on(
        "request",
        lambda request: (
            complaints.append(f"left the machine: {request.url}")
            if urlparse(request.url).scheme in {"http", "https", "ws", "wss"}
            and urlparse(request.url).hostname != "127.0.0.1"
            else None
        ),
    )
    yield opened
    context.close()
    assert complaints == []
