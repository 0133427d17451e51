"""The same report typed otherwise states the same figures: punctuation, blanks, digits, line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from etl.extract import extract
from etl.read import read, read_bytes
from etl.records import Extraction
from tests.extract.support import REPORTS, TESTS

LONGEST_LINE = 80


def _half_width(text: str) -> str:
    return text.translate(str.maketrans("，；：（）％", ",;:()%"))


def _full_width_digits(text: str) -> str:
    return re.sub(r"\d", lambda match: chr(ord(match[0]) + 0xFEE0), text)


def _blanks_before_units(text: str) -> str:
    return re.sub(r"(\d)(万元|亿元|元|人|家|%|％|分)", r"\1 \2", text)


def _thousands_separators(text: str) -> str:
    return re.sub(r"(?<![\d,.])(\d{4,})(\.\d+)(?!\d)", lambda match: f"{int(match[1]):,}{match[2]}", text)


def _windows_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _indented_paragraphs(text: str) -> str:
    return re.sub(r"(?m)^(?=[^\t\s])", "\u3000\u3000", text)


def _broken_sentences(text: str) -> str:
    """A line break behind a comma in the middle of each long line outside the tables."""
    lines = []
    for line in text.split("\n"):
        comma = line.find("，", LONGEST_LINE // 2)
        breaks = not line.startswith("\t") and len(line) > LONGEST_LINE and 0 < comma < len(line) - 10
        lines.append(f"{line[: comma + 1]}\n{line[comma + 1 :]}" if breaks else line)
    return "\n".join(lines)


REWRITES = [
    _half_width,
    _full_width_digits,
    _blanks_before_units,
    _thousands_separators,
    _windows_line_ends,
    _indented_paragraphs,
    _broken_sentences,
]
FILES = [*sorted(REPORTS.glob("*.txt")), *sorted((TESTS / "samples").glob("*.txt"))]


def _figures(extraction: Extraction) -> Counter[tuple[str, str | None, str, int, Decimal]]:
    return Counter((o.measure, o.phase, o.statistic, o.year, o.value) for o in extraction.observations)


@pytest.mark.parametrize("rewrite", REWRITES, ids=lambda rewrite: rewrite.__name__.strip("_"))
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_report_typed_otherwise_states_the_same(path: Path, rewrite: Callable[[str], str]) -> None:
    document = read(path)
    rewritten = read_bytes(path.name, rewrite(document.text).encode())
    assert _figures(extract(rewritten)) == _figures(extract(document))
