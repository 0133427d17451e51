"""How many reports a second one core reads: `uv run pytest tests/bench/bench_extraction.py -n 0`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from etl.extract import extract_file

REPORTS = sorted((Path(__file__).parents[2] / "data" / "reports").glob("*.txt"))


def test_extraction_of_the_five_reports(benchmark: Any) -> None:
    benchmark(lambda: [extract_file(path) for path in REPORTS])
