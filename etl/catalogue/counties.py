"""All county-level divisions of the country, today's and those whose code older reports bear."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parents[2] / "data"
COUNTIES = _DATA / "counties.csv"
FORMER_COUNTIES = _DATA / "former_counties.csv"


@dataclass(frozen=True, slots=True)
class County:
    """A county-level division of GB/T 2260."""

    code: str
    name: str
    prefecture: str
    province: str


def _read(path: Path) -> dict[str, County]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {r["code"]: County(r["code"], r["county"], r["prefecture"], r["province"]) for r in rows}


@cache
def counties() -> dict[str, County]:
    """All county-level divisions by code."""
    return _read(COUNTIES)


@cache
def former_counties() -> dict[str, County]:
    """Divisions that older reports bear the code of: a file's name may declare one, a text never tells it."""
    return _read(FORMER_COUNTIES)
