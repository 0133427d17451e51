"""Makes an extraction from lines in which the figures are marked, so that a rule's case reads like a report.

A figure is written `[[100.00|expenditure.total]]万元`: the number as stated, then the measure, then options:
`p=` phase (executed), `s=` statistic (level), `y=` year (the report's), `i=` item, `scope=`, `t=` table,
`row=`, `u=` stated unit (read from the text after it), `v=` value (computed from the number and the unit).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from etl.catalogue import measures
from etl.read.text import document_tables
from etl.records import Extraction, Gap, Indicator, Observation, Report, Section

_FIGURE = re.compile(r"\[\[(?P<stated>[^|\]]*)\|(?P<measure>[a-z_0-9.]+)(?P<options>[^\]]*)\]\]")
_UNITS = re.compile(r"\s*(亿元|万元|元|人|名|家|个|分|%|％|批次|人次)")
_FACTORS = {
    ("万元", "亿元"): Decimal(10000),
    ("万元", "元"): Decimal("0.0001"),
    ("亿元", "万元"): Decimal("0.0001"),
}
REPORT = Report(
    report_id="430000-kjj-2023",
    county_code="430000",
    county="某某县",
    prefecture="某某市",
    province="湖南省",
    department="某某县科技局",
    department_slug="kjj",
    fiscal_year=2023,
    title="某某县科技局2023年度部门整体支出绩效自评报告",
    file="x.txt",
    sha256="",
)


def written(case: dict[str, Any]) -> Extraction:
    """The extraction of one written case."""
    year = int(case.get("year", 2023))
    report = replace(REPORT, report_id=f"430000-kjj-{year}", fiscal_year=year)
    for name in ("county", "department"):
        if name in case:
            report = replace(report, **{name: case[name]})
    text, observations = _figures(report, case.get("text", ""))
    return Extraction(
        report=report,
        text=text,
        observations=tuple(_sectioned(text, observations, case.get("sections", {}))),
        indicators=tuple(
            _indicator(report, line, index)
            for index, line in enumerate(case.get("rows", []), start=case.get("rows_at", 0))
        ),
        sections=tuple(_sections(report, text, case.get("sections", {}))),
        gaps=tuple(_gap(report, text, blank) for blank in case.get("blank", [])),
        tables=document_tables(text),
    )


def _figures(report: Report, marked: str) -> tuple[str, list[Observation]]:
    text, position, observations = "", 0, []
    for match in _FIGURE.finditer(marked):
        text += marked[position : match.start()]
        following = _UNITS.match(marked, match.end())
        observations.append(_observation(report, match, len(text), following.group(1) if following else None))
        text += match["stated"]
        position = match.end()
    return text + marked[position:], observations


def _observation(report: Report, match: re.Match[str], start: int, unit: str | None) -> Observation:
    options = dict(part.split("=", 1) for part in match["options"].split())
    measure = measures()[match["measure"]]
    stated_unit = options.get("u", unit)
    number = re.sub(r"[,，]", "", match["stated"])
    value = Decimal(number) if re.fullmatch(r"-?\d+(\.\d+)?", number) else Decimal(0)
    value *= _FACTORS.get((measure.unit, stated_unit or ""), Decimal(1))
    table = int(options["t"]) if "t" in options else None
    unphased = measure.code.startswith(("staff.", "score.", "execution."))
    return Observation(
        report_id=report.report_id,
        measure=measure.code,
        phase=options.get("p", None if unphased else "executed"),
        statistic=options.get("s", "level"),
        year=int(options.get("y", report.fiscal_year)),
        item=options.get("i"),
        scope=options.get("scope", "department"),
        value=Decimal(options["v"]) if "v" in options else value,
        unit=measure.unit,
        stated_value=match["stated"],
        stated_unit=stated_unit,
        quote=match["stated"],
        start=start,
        end=start + len(match["stated"]),
        section=None,
        table=table,
        row=int(options["row"]) if "row" in options else None,
        column=None,
        method="narrative" if table is None else "table",
    )


def _sections(report: Report, text: str, titles: dict[str, str]) -> list[Section]:
    starts = [text.index(title) for title in titles.values()]
    ends = [min((s for s in starts if s > start), default=len(text)) for start in starts]
    return [
        Section(report.report_id, code, title, start, end)
        for (code, title), start, end in zip(titles.items(), starts, ends, strict=True)
    ]


def _sectioned(text: str, observations: list[Observation], titles: dict[str, str]) -> list[Observation]:
    sections = _sections(REPORT, text, titles)
    return [
        replace(entry, section=next((s.section for s in sections if s.start <= entry.start < s.end), None))
        for entry in observations
    ]


def _indicator(report: Report, line: str, index: int) -> Indicator:
    """A row `[project >> ]level1（50分）|level2|level3|target|actual|weight|score|reason`."""
    scope, _, rest = line.rpartition(">>")
    cells = [cell.strip() or None for cell in rest.split("|")] + [None] * 8
    level1, level2, level3, target, actual, weight, score, reason = cells[:8]
    points = re.search(r"（(\d+)分）", level1 or "")
    return Indicator(
        report_id=report.report_id,
        scope=scope.strip() or "department",
        level1=re.sub(r"（\d+分）", "", level1 or ""),
        level2=level2,
        level3=level3,
        target=target,
        actual=actual,
        weight=Decimal(weight) if weight else None,
        score=Decimal(score) if score else None,
        reason=reason,
        start=index,
        end=index + 1,
        level1_points=Decimal(points.group(1)) if points else None,
        row_start=index,
        row_end=index + 1,
    )


def _gap(report: Report, text: str, blank: str) -> Gap:
    """A blank cell `measure`, or one that holds a mark: `measure ——`."""
    measure, _, mark = blank.partition(" ")
    start = text.index(mark)
    return Gap(
        report_id=report.report_id,
        measure=measure,
        phase="executed",
        year=report.fiscal_year,
        scope="department",
        reason="未披露",
        detail="空白",
        start=start,
        end=start + len(mark),
    )
