"""Makes extractions from the labels made by reading, so that rules are measured without the extractor."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from etl.catalogue.counties import County, counties, former_counties
from etl.read.text import document_tables
from etl.records import Extraction, Indicator, Observation, Report, Section
from tests import labels

TESTS = Path(__file__).parent.parent
REPORTS = TESTS.parent / "data" / "reports"
_POINTS = re.compile(r"^(.*?)\s*[（(]\s*(\d+)\s*分\s*[）)]")


def corpora() -> dict[str, list[Extraction]]:
    """The labelled reports by corpus: the five real ones, the samples, the invented ones."""
    return {
        "golden": [_folder(path, REPORTS / f"{path.name}.txt") for path in _folders("golden")],
        "samples": [_sample(path) for path in sorted((TESTS / "samples").glob("*.json"))],
        "invented": [_folder(path, path / "report.txt") for path in _folders("invented")],
    }


def _folders(corpus: str) -> list[Path]:
    return sorted(path for path in (TESTS / corpus).glob("*") if (path / "observations.tsv").exists())


def read(path: Path) -> str:
    """A report's text, unchanged."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _folder(folder: Path, source: Path) -> Extraction:
    text = read(source)
    return _extraction(
        folder.name,
        text,
        labels.read_observations(folder, text),
        labels.read_indicators(folder, text),
        labels.read_sections(folder, text),
    )


def _sample(path: Path) -> Extraction:
    data = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=str)
    text = read(path.with_suffix(".txt"))
    return _extraction(
        path.stem, text, data["observations"], data.get("indicators") or [], data.get("sections") or []
    )


def _extraction(report_id: str, text: str, observations: Any, indicators: Any, sections: Any) -> Extraction:
    starts = _tables(text)
    found = _sections(report_id, text, sections)
    return Extraction(
        report=_report(report_id, text),
        text=text,
        observations=tuple(_observation(report_id, text, starts, found, row) for row in observations),
        indicators=tuple(_indicator(report_id, text, row) for row in indicators),
        sections=found,
        tables=document_tables(text),
    )


def _tables(text: str) -> list[tuple[int, int]]:
    """Spans of consecutive lines that begin with a tab, which is how the text files hold tables."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(
        r"(?:^[ ]*\t.*\n(?:(?!\d{4}年|附件|填表|说明|[一-龥]、).{0,24}\n)*)+", text, re.MULTILINE
    ):
        spans.append(match.span())
    return spans


def _report(report_id: str, text: str) -> Report:
    code, slug, year = report_id.split("-")
    county = (counties() | former_counties()).get(code, County(code, "某县", "某市", "某省"))
    office = re.search(r"[一-龥]{2,18}?(?:局|委员会|联合会|中心|办公室)", text)
    return Report(
        report_id=report_id,
        county_code=code,
        county=county.name,
        prefecture=county.prefecture,
        province=county.province,
        department=office.group() if office else slug,
        department_slug=slug,
        fiscal_year=int(year),
        title=text.strip().splitlines()[0].strip(),
        file=f"{report_id}.txt",
        sha256="",
    )


def _sections(report_id: str, text: str, rows: Any) -> tuple[Section, ...]:
    starts = [int(row["start"]) for row in rows]
    ends = [*starts[1:], len(text)]
    return tuple(
        Section(report_id, row["section"], row["title"], start, end)
        for row, start, end in zip(rows, starts, ends, strict=True)
    )


def _observation(
    report_id: str, text: str, tables: list[tuple[int, int]], sections: tuple[Section, ...], row: Any
) -> Observation:
    start, end = int(row["start"]), int(row["end"])
    table = next((index for index, (low, high) in enumerate(tables) if low <= start < high), None)
    if row.get("method") == "narrative":
        table = None
    section = next((entry.section for entry in sections if entry.start <= start < entry.end), None)
    return Observation(
        report_id=report_id,
        measure=row["measure"],
        phase=row["phase"],
        statistic=row["statistic"],
        year=int(row["year"]),
        item=row["item"],
        scope=row["scope"] or "department",
        value=Decimal(str(row["value"])),
        unit=_unit(row["measure"]),
        stated_value=row["stated_value"],
        stated_unit=row["stated_unit"],
        quote=row.get("quote") or text[max(0, start - 20) : end + 10],
        start=start,
        end=end,
        section=section,
        table=table,
        row=None,
        column=None,
        method="narrative" if table is None else "table",
    )


def _unit(measure: str) -> str:
    from etl.catalogue import measures

    return measures()[measure].unit


def _indicator(report_id: str, text: str, row: Any) -> Indicator:
    numbers = {n: None if row[n] is None else Decimal(str(row[n])) for n in ("weight", "score")}
    start, end = int(row["start"]), int(row["end"])
    return Indicator(
        report_id=report_id,
        scope=row["scope"] or "department",
        level1=row["level1"],
        level2=row["level2"],
        level3=row["level3"],
        target=row["target"],
        actual=row["actual"],
        weight=numbers["weight"],
        score=numbers["score"],
        reason=row["reason"],
        start=start,
        end=end,
        level1_points=_points(text, row["level1"], start),
        row_start=start,
        row_end=end,
    )


def _points(text: str, level1: str | None, before: int) -> Decimal | None:
    """The points that the nearest heading of that name before the row promises."""
    if not level1:
        return None
    loose = r"\s*".join(re.escape(character) for character in re.sub(r"\s", "", level1))
    cells = re.finditer(r"\t[ ]*" + loose + r"(?:\s*[（(]\s*(\d+)\s*分\s*[）)])?", text)
    found = [match for match in cells if match.start() < before]
    return Decimal(found[-1].group(1)) if found and found[-1].group(1) else None
