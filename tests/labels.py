r"""Reads the labels that a person made by reading a report, so that tests can compare with them.

A label file is a TSV; a number's place is given by its `anchor`: an exact piece of the text
around the number with the number wrapped in 〔 〕, line breaks written as \n and tabs as \t.
Where the piece occurs more than once, `occurrence` (1-based) says which one is meant.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any


def locate(text: str, anchor: str, occurrence: int = 1) -> tuple[int, int]:
    """Offsets of the 〔number〕 of an anchor in the text.

    Raises:
        ValueError: If the anchor is malformed, not in the text, or ambiguous without an occurrence.
    """
    plain = anchor.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
    before, opened, rest = plain.partition("〔")
    number, closed, after = rest.partition("〕")
    if not (opened and closed and number):
        raise ValueError(f"anchor without 〔number〕: {anchor}")
    piece = before + number + after
    if text.count(piece) > 1 and not occurrence:
        raise ValueError(f"ambiguous anchor ({text.count(piece)} places): {anchor}")
    position = -1
    for _ in range(max(occurrence, 1)):
        position = text.find(piece, position + 1)
        if position < 0:
            raise ValueError(f"anchor not in the text: {anchor}")
    start = position + len(before)
    return start, start + len(number)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_observations(folder: Path, text: str) -> list[dict[str, Any]]:
    """The labelled observations of `folder/observations.tsv`, located in `text`."""
    labels: list[dict[str, Any]] = []
    for row in _rows(folder / "observations.tsv"):
        start, end = locate(text, row["anchor"], int(row.get("occurrence") or 0))
        labels.append(
            {
                "measure": row["measure"],
                "phase": row["phase"] or None,
                "statistic": row["statistic"] or "level",
                "year": int(row["year"]),
                "item": row["item"] or None,
                "scope": row["scope"] or "department",
                "value": Decimal(row["value"]),
                "stated_value": text[start:end],
                "stated_unit": row["stated_unit"] or None,
                "start": start,
                "end": end,
                "optional": row.get("optional") == "y",
            }
        )
    return labels


def read_indicators(folder: Path, text: str) -> list[dict[str, Any]]:
    """The labelled indicator rows of `folder/indicators.tsv`; the anchor marks the score."""
    labels: list[dict[str, Any]] = []
    for row in _rows(folder / "indicators.tsv"):
        start, end = locate(text, row["anchor"], int(row.get("occurrence") or 0))
        texts = {
            name: row[name].replace("\\n", "\n") or None
            for name in ("scope", "level1", "level2", "level3", "target", "actual", "reason")
        }
        numbers = {name: Decimal(row[name]) if row[name] else None for name in ("weight", "score")}
        labels.append({**texts, **numbers, "start": start, "end": end})
    return labels


def read_sections(folder: Path, text: str) -> list[dict[str, Any]]:
    """The labelled sections of `folder/sections.tsv`; the anchor is the title in 〔 〕."""
    labels: list[dict[str, Any]] = []
    for row in _rows(folder / "sections.tsv"):
        start, end = locate(text, row["anchor"], int(row.get("occurrence") or 0))
        labels.append({"section": row["section"], "title": text[start:end], "start": start})
    return labels
