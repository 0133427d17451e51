"""The same report typed in full-width digits contradicts itself in the same places."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.check import run
from etl.check.interval import half_width
from etl.extract import extract
from etl.read import read, read_bytes
from tests.extract.support import REPORTS, TESTS

_FULL_WIDTH = str.maketrans("0123456789%", "０１２３４５６７８９％")
FILES = [*sorted(REPORTS.glob("*.txt")), *sorted((TESTS / "samples").glob("*.txt"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_full_width_digits_change_no_finding(path: Path) -> None:
    document = read(path)
    rewritten = read_bytes(path.name, document.text.translate(_FULL_WIDTH).encode())
    found = [
        [(one.rule, one.outcome, half_width(one.message)) for one in run([extract(read_document)])]
        for read_document in (document, rewritten)
    ]
    assert found[1] == found[0]
