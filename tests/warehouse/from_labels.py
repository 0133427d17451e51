"""Builds a warehouse from hand-made labels, so that pages can be developed and tested without the extractor.

Run `python -m tests.warehouse.from_labels FILE` from the project root.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from etl.catalogue import measures
from etl.catalogue.counties import counties
from etl.records import Extraction, Indicator, Observation, Report, Section
from etl.warehouse import findings, location
from etl.warehouse.content import create, finish, store
from tests import labels

TESTS = Path(__file__).parents[1]
REPORTS = TESTS.parent / "data" / "reports"


def _section_at(sections: list[dict[str, Any]], start: int) -> str | None:
    before = [one for one in sections if one["start"] <= start]
    return before[-1]["section"] if before else None


def _clause(text: str, start: int, end: int) -> str:
    """The line around a number; labels of the golden files have no quote of their own."""
    first = max(text.rfind("\n", 0, start), text.rfind("。", 0, start)) + 1
    ends = [place for place in (text.find("\n", end), text.find("。", end)) if place >= 0]
    return text[first : min(ends, default=len(text))]


def _sections(report_id: str, text: str, labelled: list[dict[str, Any]]) -> tuple[Section, ...]:
    starts = [one["start"] for one in labelled] + [len(text)]
    return tuple(
        Section(report_id, one["section"], one["title"], one["start"], following)
        for one, following in zip(labelled, starts[1:], strict=True)
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _indicator(report_id: str, one: dict[str, Any], sections: list[dict[str, Any]]) -> Indicator:
    names = ("scope", "level1", "level2", "level3", "target", "actual")
    return Indicator(
        report_id,
        *(one[name] for name in names),
        weight=_decimal(one["weight"]),
        score=_decimal(one["score"]),
        reason=one["reason"],
        start=one["start"],
        end=one["end"],
        section=_section_at(sections, one["start"]),
        row_start=one["start"],
        row_end=one["end"],
    )


_SAME_IN_LABEL_AND_RECORD = (
    "measure", "phase", "statistic", "year", "item", "scope", "stated_value", "stated_unit", "start", "end",
)  # fmt: skip


def _observation(
    report_id: str, one: dict[str, Any], text: str, sections: list[dict[str, Any]]
) -> Observation:
    tabular = text[: one["start"]].rpartition("\n")[2].startswith("\t")
    return Observation(
        report_id=report_id,
        value=Decimal(str(one["value"])),
        unit=one.get("unit") or _unit(one["measure"], one["statistic"]),
        quote=one.get("quote") or _clause(text, one["start"], one["end"]),
        section=_section_at(sections, one["start"]),
        table=None,
        row=None,
        column=None,
        method=one.get("method") or ("table" if tabular else "narrative"),
        **{name: one[name] for name in _SAME_IN_LABEL_AND_RECORD},
    )


def _unit(measure: str, statistic: str) -> str:
    """The catalogue's unit of a label without one."""
    return "%" if statistic.endswith("_pct") else measures()[measure].unit


def _extraction(report: Report, text: str, labelled: dict[str, list[dict[str, Any]]]) -> Extraction:
    sections = sorted(labelled["sections"], key=lambda one: one["start"])
    return Extraction(
        report,
        text,
        tuple(_observation(report.report_id, one, text, sections) for one in labelled["observations"]),
        tuple(_indicator(report.report_id, one, sections) for one in labelled["indicators"]),
        _sections(report.report_id, text, sections),
    )


def from_sample(path: Path) -> Extraction:
    """The labels of a file of tests/samples as records."""
    labelled = json.loads(path.read_text(encoding="utf-8"))
    source = path.with_suffix(".txt")
    head = labelled["report"]
    report = Report(
        report_id=path.stem,
        county_code=head["county_code"],
        county=head["county"],
        prefecture=head["prefecture"],
        province=head.get("province", "湖南省"),
        department=head["department"],
        department_slug=path.stem.split("-")[1],
        fiscal_year=head["fiscal_year"],
        title=f"{head['fiscal_year']}年度部门整体支出绩效自评报告",
        file=source.name,
        sha256=sha256(source.read_bytes()).hexdigest(),
    )
    return _extraction(report, source.read_bytes().decode("utf-8"), labelled)


def _county(code: str) -> tuple[str, str, str]:
    county = counties()[code]
    return county.name, county.prefecture, county.province


def from_golden(folder: Path) -> Extraction:
    """The labels of a folder of tests/golden and its report of data/reports as records."""
    source = REPORTS / f"{folder.name}.txt"
    text = source.read_bytes().decode("utf-8")
    code, slug, year = folder.name.split("-")
    county, prefecture, province = _county(code)
    report = Report(
        folder.name, code, county, prefecture, province, f"{county}科技和工业信息化局", slug, int(year),
        f"{year}年度部门整体支出绩效自评报告", source.name, sha256(source.read_bytes()).hexdigest(),
    )  # fmt: skip
    labelled = {
        "observations": labels.read_observations(folder, text),
        "indicators": labels.read_indicators(folder, text),
        "sections": labels.read_sections(folder, text),
    }
    return _extraction(report, text, labelled)


def labelled_extractions() -> list[Extraction]:
    """All labelled reports: the golden ones of this project, and the samples."""
    golden = [from_golden(folder) for folder in sorted((TESTS / "golden").iterdir()) if folder.is_dir()]
    return golden + [from_sample(path) for path in sorted((TESTS / "samples").glob("*.json"))]


def write(database: Path) -> Path:
    """Write a warehouse of all labelled reports, and return its real file."""
    database.parent.mkdir(parents=True, exist_ok=True)
    file = location.file_of(database, "labels")
    file.unlink(missing_ok=True)
    with location.connect(file, read_only=False) as connection:
        create(connection)
        store(connection, labelled_extractions())
        with ThreadPoolExecutor(1) as executor:
            findings.store(connection, executor)
        finish(connection)
    location.point(database, file)
    return file


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]))}\n")
