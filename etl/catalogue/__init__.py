"""Meaning as data: what a figure can be, how reports call it, and how a report is laid out.

The YAML files of this folder are the only place where an alias, a phase word or a section title
is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the catalogue; `aliases`, `labels` and `items` are the reports' own wordings."""

    code: str
    ordinal: int
    name: str
    english: str
    unit: str
    definition: str
    parent: str | None
    polarity: str
    phased: bool
    is_list: bool
    growth: bool
    aliases: tuple[str, ...]
    labels: tuple[str, ...]
    items: tuple[str, ...]
    bare: tuple[str, ...]
    faint: tuple[str, ...]
    gapped: str | None


def read_yaml(name: str) -> Any:
    """The content of a YAML file of the catalogue."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def words(text: str | None) -> tuple[str, ...]:
    """The `|`-separated wordings of a catalogue entry."""
    return tuple(word.strip() for word in (text or "").split("|") if word.strip())


def _measure(ordinal: int, entry: dict[str, Any]) -> Measure:
    return Measure(
        code=entry["code"],
        ordinal=ordinal,
        name=entry["name"],
        english=entry["english"],
        unit=entry["unit"],
        definition=entry["definition"],
        parent=entry.get("parent"),
        polarity=entry["polarity"],
        phased=entry.get("phased", True),
        is_list=entry.get("list", False),
        growth=entry.get("growth", False),
        aliases=words(entry.get("aliases")),
        labels=words(entry.get("labels")),
        items=words(entry.get("items")),
        bare=words(entry.get("bare")),
        faint=words(entry.get("faint")),
        gapped=entry.get("gapped"),
    )


@cache
def measures() -> dict[str, Measure]:
    """All measures by code, in the catalogue's order."""
    entries = [_measure(ordinal, entry) for ordinal, entry in enumerate(read_yaml("measures.yml"))]
    return {entry.code: entry for entry in entries}


@cache
def family_of(code: str) -> str:
    """The first part of a measure's code, such as `three_public`."""
    return code.partition(".")[0]


@cache
def descends_from(code: str, ancestor: str) -> bool:
    """Whether a measure is, directly or not, a part of another."""
    parent = measures()[code].parent
    return parent is not None and (parent == ancestor or descends_from(parent, ancestor))
