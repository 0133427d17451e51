"""The sentences behind figures, with names and telephone numbers masked.

Masking (pages.common.queries) looks at the whole document, for a name is known by the label before it, and
keeps every offset, so windows are cut from the masked text by the figures' own offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from etl.catalogue.sections import sections
from pages.common import queries
from pages.common.rows import records

WINDOW = 60
PHASES = {"approved": "年初预算", "adjusted": "全年预算", "executed": "决算", "target": "目标"}
STATISTICS = {"level": "", "yoy_change": "同比增减额", "yoy_pct": "同比增减幅", "share_pct": "占比"}


def document(report: str) -> dict[str, Any] | None:
    """Title, county, year, file and masked text of a report, or None if there is no such report."""
    found = records(queries.read("document", report=report))
    return found[0] if found else None


def text_of(report: str) -> str:
    """The masked text of a report; empty if there is no such report."""
    found = document(report)
    return str(found["text"]) if found else ""


def figure_name(row: dict[str, Any]) -> str:
    """The full Chinese name of an observation: year, measure, line, phase, statistic."""
    item = row.get("item")
    parts = [
        f"{int(row['year'])}年",
        str(row["measure_name"]),
        f"·{item}" if isinstance(item, str) and item else "",
        PHASES.get(str(row.get("phase")), ""),
        STATISTICS.get(str(row.get("statistic")), ""),
    ]
    return " ".join(part for part in parts if part).replace(" ·", "·")


def section_name(row: Mapping[str, Any]) -> str:
    """The standard section that a figure stands in."""
    section = sections().get(str(row.get("section")))
    if section is None:
        return "正文"
    return f"附件：{section.name}" if section.annex else section.name


def sentences(ids: Iterable[object]) -> dict[str, dict[str, Any]]:
    """The observations of the given ids with the words around each number.

    Returns:
        By observation id: the columns of evidence.sql and `before`, `stated`, `after`.
    """
    wanted = sorted({str(each) for each in ids if isinstance(each, str) and each})
    if not wanted:
        return {}
    rows = records(queries.read("evidence", ids=wanted))
    texts = {report: text_of(report) for report in {str(row["report_id"]) for row in rows}}
    return {str(row["observation_id"]): {**row, **around(row, texts[str(row["report_id"])])} for row in rows}


def around(row: dict[str, Any], text: str) -> dict[str, str]:
    """The number with the words before and after it."""
    return window(text, int(row["start"]), int(row["end"]))


def window(text: str, start: int, end: int) -> dict[str, str]:
    """A piece of the text with the words before and after it.

    The words end at an empty line: a paragraph's border, or the border of a table's row.
    """
    return {
        "before": text[max(0, start - WINDOW) : start].rpartition("\n\n")[2],
        "stated": text[start:end],
        "after": text[end : end + WINDOW].partition("\n\n")[0],
    }
