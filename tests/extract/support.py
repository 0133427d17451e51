"""Short ways to read a sentence or a labelled report in tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.extract import extract
from etl.extract.compact import compact
from etl.extract.narrative import Setting, read_paragraph
from etl.read import read_bytes
from etl.records import Extraction
from tests.labels import read_indicators, read_observations, read_sections

TESTS = Path(__file__).parents[1]
REPORTS = TESTS.parent / "data" / "reports"


def stated(sentence: str, year: int = 2023, **setting: Any) -> list[str]:
    """What a sentence states, as "measure phase statistic year item=value" strings; defaults left out."""
    found = []
    readings, _ = read_paragraph(sentence, compact(sentence, 0, len(sentence)), Setting(year, **setting))
    for reading in readings:
        words = [reading.measure, reading.phase or "-"]
        if reading.statistic != "level":
            words.append(reading.statistic)
        if reading.year != year:
            words.append(str(reading.year))
        if reading.item:
            words.append(reading.item)
        found.append(f"{' '.join(words)} = {reading.value.normalize():f}")
    return found


@dataclass(frozen=True)
class Labelled:
    """A report with the labels that a reader gave it."""

    name: str
    extraction: Extraction
    observations: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    sections: list[dict[str, Any]]


def _extracted(name: str, path: Path) -> Extraction:
    return extract(read_bytes(f"{name}.txt", path.read_bytes()))


def golden() -> Iterator[Labelled]:
    """The five real reports."""
    for folder in sorted((TESTS / "golden").iterdir()):
        yield _from_folder(folder, REPORTS / f"{folder.name}.txt")


def invented() -> Iterator[Labelled]:
    """Reports that were written and labelled by people who had not seen the extractor."""
    for folder in sorted((TESTS / "invented").iterdir()):
        yield _from_folder(folder, folder / "report.txt")


def _from_folder(folder: Path, path: Path) -> Labelled:
    extraction = _extracted(folder.name, path)
    text = extraction.text
    return Labelled(
        folder.name,
        extraction,
        read_observations(folder, text),
        read_indicators(folder, text),
        read_sections(folder, text),
    )


def samples() -> Iterator[Labelled]:
    """The labelled samples that came with the task."""
    for path in sorted((TESTS / "samples").glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
        extraction = _extracted(path.stem, path.with_suffix(".txt"))
        yield Labelled(
            path.stem, extraction, labels["observations"], labels["indicators"], labels["sections"]
        )


def _phase(label: dict[str, Any]) -> str | None:
    """The labelled phase; receptions were labelled without one by some readers, they are executed."""
    if label["measure"].startswith("three_public.reception_") and label["phase"] is None:
        return "executed"
    return label["phase"]


def compare(report: Labelled) -> tuple[int, list[str], list[str]]:
    """How many labelled figures were found, which were found wrongly, and which were not found."""
    wanted: dict[tuple[Any, ...], dict[str, Any]] = {}
    for o in report.observations:
        key = (
            o["measure"],
            _phase(o),
            o["statistic"],
            int(o["year"]),
            o["scope"],
            int(o["start"]),
            int(o["end"]),
        )
        wanted[key] = o
    got = {
        (o.measure, o.phase, o.statistic, o.year, o.scope, o.start, o.end): o.value
        for o in report.extraction.observations
    }
    right = {key for key, value in got.items() if key in wanted and Decimal(wanted[key]["value"]) == value}
    required = {key for key, label in wanted.items() if not label.get("optional")}
    text = report.extraction.text

    def describe(key: tuple[Any, ...]) -> str:
        return f"{key[:5]} {text[key[5] : key[6]]}"

    wrong = [describe(key) for key in sorted(set(got) - right, key=lambda k: k[5])]
    missed = [describe(key) for key in sorted(required - right, key=lambda k: k[5])]
    return len(right & required), wrong, missed
