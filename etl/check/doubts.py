"""Figures that prove nothing, because the sentence may mean something else than was read.

A contradiction that rests on one of them is only 存疑. Two doubts can be told from the report itself: another
place gives a sentence's figure, to the cent, for another stage of the budget ("预算6万。其中公务接待费
2.88万" beside a table with 2.88 as the final figure); or a figure exceeds all of the bureau's money.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from etl.check.interval import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.check.case import Case
    from etl.records import Observation

LEAST_DIGITS = 3  # "4 万元" may well be budget and spending alike
TWICE = 2
TOTALS = ("revenue.total", "expenditure.total")
_SAYS_PHASE = re.compile(r"预算|决算|年初|批复|计划|执行|实际|完成|支出数|目标")


def find_doubtful_phases(case: Case) -> frozenset[tuple[int, str]]:
    """Figures of the text, by place and measure, that only another stage's figure elsewhere confirms."""
    kin: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for entry in case.find(slipped=True):
        if entry.phase is not None:
            kin[(*_line(entry), entry.year)].append(entry)
    return frozenset(
        (entry.start, entry.measure) for entries in kin.values() for entry in _doubtful(case, entries)
    )


def _line(entry: Observation) -> tuple[str, str, str | None]:
    """What a figure is about; a project's line and the total of the project's own table are the same."""
    if entry.measure == "expenditure.total" and entry.scope != "department" and entry.item is None:
        return "expenditure.project_item", "department", entry.scope
    return entry.measure, entry.scope, entry.item


def find_beyond(case: Case) -> frozenset[tuple[int, str]]:
    """Money of the text, by place and measure, that is more than twice the bureau's largest total."""
    money = [entry for entry in case.find() if entry.unit == "万元" and entry.scope == "department"]
    budgets = [entry for entry in money if entry.measure.startswith(("revenue.", "expenditure."))]
    largest = max((e.value for e in budgets if e.measure in TOTALS), default=None)
    if largest is None:
        return frozenset()
    beyond = [e for e in budgets if e.table is None and e.value > largest * TWICE]
    return frozenset((entry.start, entry.measure) for entry in beyond)


def _doubtful(case: Case, entries: list[Observation]) -> Iterator[Observation]:
    for entry in entries:
        few = len(entry.value.normalize().as_tuple().digits) < LEAST_DIGITS
        if entry.table is not None or few or _SAYS_PHASE.search(case.clause(entry)):
            continue
        elsewhere = [other for other in entries if case.place(other) != case.place(entry)]
        same = [other for other in elsewhere if other.phase == entry.phase]
        confirmed = any(printed(other).touches(printed(entry)) for other in same)
        mixed = any(other.value == entry.value for other in elsewhere if other.phase != entry.phase)
        if same and mixed and not confirmed:
            yield entry
