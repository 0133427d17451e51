"""Rates in the rows of a table: an execution rate is the row's own spending over its own budget.

This reads the cells, so that it holds for rows of any name (project lists, procurement); the figures of the
catalogue are recomputed in recomputed.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import HUNDRED, Interval, around
from etl.check.model import CONTRADICTS, Verdict
from etl.check.shapes import claimed
from etl.extract.compact import normal
from etl.extract.heads import TableSetting, head_of
from etl.extract.numbers import parse_number

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Cell, Table

Row = tuple["Cell", ...]
STAGES = ("adjusted", "approved")


@rule("RATIO-ROW")
def rule_ratio_row(case: Case) -> Iterator[Verdict]:
    """RATIO-ROW: a rate in a row of a table follows from the budget and the spending beside it."""
    known = {entry.start for entry in case.observations}
    for table in case.extraction.tables:
        for row, budgets, spent, rate in _rated_rows(case, table):
            printed = [(budget, _printed(row[budget])) for budget in budgets]
            stated, final = _printed(row[rate], percent=True), _printed(row[spent])
            rates = [(b, r.scaled(HUNDRED)) for b, p in printed if p and final and (r := final / p)]
            if stated and rates and row[rate].start not in known:
                yield _row_rate(case, row, (spent, rate), stated, rates)


def _rated_rows(case: Case, table: Table) -> Iterator[tuple[Row, list[int], int, int]]:
    """Rows as wide as the one row of heads above them, with the columns of budgets, spending and rate."""
    columns: tuple[int, list[int], int, int] | None = None
    for row in table.rows:
        heads = [head_of(cell.text, TableSetting(case.year)) for cell in row]
        rates = [index for index, head in enumerate(heads) if head.role == "rate"]
        if rates:
            spent = [i for i, head in enumerate(heads) if head.phase == "executed" and not head.role]
            budgets = [i for stage in STAGES for i, head in enumerate(heads) if head.phase == stage]
            single = len(rates) == len(spent) == 1 and budgets
            columns = (len(row), budgets, spent[0], rates[0]) if single else None
        elif columns and len(row) == columns[0]:
            yield row, *columns[1:]


def _printed(cell: Cell, percent: bool = False) -> Interval | None:
    plain = normal(cell.text).removesuffix("%" if percent else "")
    value = parse_number(plain)
    return around(value, len(plain.partition(".")[2])) if value is not None else None


def _row_rate(
    case: Case, row: Row, columns: tuple[int, int], stated: Interval, rates: list[tuple[int, Interval]]
) -> Verdict:
    spent, rate = columns
    budget, computed = next((pair for pair in rates if pair[1].touches(stated)), rates[0])
    named = (normal(cell.text) for cell in row[:3])
    name = next((text for text in named if text and parse_number(text) is None), "")
    return claimed(
        case,
        stated,
        computed,
        subject=f"{name}|{normal(row[rate].text)}",
        claim=(
            f"表中“{name}”一行执行率写 {words.amount(stated.middle, '%')}，"
            f"按 {normal(row[spent].text)} ÷ {normal(row[budget].text)} 应为"
        ),
        unit="%",
        start=row[rate].start,
        evidence=(
            case.cite_text("left", row[rate].start, row[rate].end),
            case.cite_text("right", row[spent].start, row[spent].end),
            case.cite_text("right", row[budget].start, row[budget].end),
        ),
        otherwise=CONTRADICTS,
    )
