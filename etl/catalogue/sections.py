"""The standard sections of a report by the names that the reporting template gives them.

How bureaus really title them is read from the same file by the layout reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl.catalogue import read_yaml


@dataclass(frozen=True, slots=True)
class StandardSection:
    """A section or annex of the template; an `optional` one only some cities ask for."""

    code: str
    name: str
    annex: bool
    optional: bool


@cache
def sections() -> dict[str, StandardSection]:
    """All standard sections by code, in the template's order."""
    return {
        entry["section"]: StandardSection(
            code=entry["section"],
            name=entry["name"],
            annex=entry.get("annex", False),
            optional=entry.get("optional", False),
        )
        for entry in read_yaml("sections.yml")
    }


@cache
def body_sections() -> dict[str, str]:
    """The names of the ten sections of the report itself, by code."""
    return {code: entry.name for code, entry in sections().items() if not entry.annex}


@cache
def annexes() -> dict[str, str]:
    """The names of the annexes that every report must have, by code."""
    return {code: entry.name for code, entry in sections().items() if entry.annex and not entry.optional}
