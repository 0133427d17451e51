"""Stale years: sentences about the report's year that carry another year's date.

Found once for a report, so that the other rules compare no stale figure with the real one of that year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

_COMPARED = re.compile(r"比|较|上年|去年|同期|与\s*20\d\d")
_YEAR = re.compile(r"(20\d\d)\s*年")


def find_stale(case: Case) -> dict[tuple[int, int], list[Observation]]:
    """Figures of an earlier year whose sentence speaks of the report's year, by sentence and year."""
    groups: dict[tuple[int, int], list[Observation]] = {}
    for entry in case.observations:
        if entry.year < case.year and _speaks_of_now(case, entry):
            groups.setdefault((case.sentence(entry.start)[0], entry.year), []).append(entry)
    return groups


def _speaks_of_now(case: Case, entry: Observation) -> bool:
    """A narrative sentence that names only the earlier year and compares it with nothing."""
    if entry.table is not None or entry.phase not in (None, "executed") or entry.statistic == "share_pct":
        return False
    start, end = case.sentence(entry.start)
    lead = case.text[start : entry.start]
    years = set(_YEAR.findall(case.text[start:end]))
    if years != {str(entry.year)} or str(entry.year) not in lead or _COMPARED.search(lead):
        return False
    first, last = case.paragraph(entry.start)  # "2023年支出 5 万元；2022年支出 4 万元"
    found = case.find(entry.measure, phase=entry.phase, year=case.year)
    return not any(first <= e.start < last for e in found)


def twin(case: Case, entry: Observation) -> Observation | None:
    """This year's figure of the same measure, or of revenue for expenditure, with the very same value."""
    measures = {entry.measure}
    if entry.measure in ("expenditure.total", "revenue.total"):
        measures = {"expenditure.total", "revenue.total"}
    found = case.find(
        *measures, year=case.year, phase=entry.phase, item=entry.item, statistic=entry.statistic
    )
    return next((other for other in found if other.value == entry.value != 0), None)
