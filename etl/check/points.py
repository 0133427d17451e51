"""Points of the indicator tables: weights to 100 and to the heading's points, scores to the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import exactly, half_width
from etl.check.model import AGREES, CONTRADICTS, NOT_COMPARABLE, Evidence, Outcome, Side, Verdict
from etl.check.tables import IndicatorTable, indicator_tables

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Cell, Indicator, Observation

FULL = Decimal(100)
TEMPLATE = Decimal(10)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*分?")


def execution_points(case: Case, scope: str) -> Decimal:
    """The points of the execution rate: 10 by the template, more where its score says so, else none."""
    scores = case.find("execution.score", scope=scope)
    rest = FULL - sum(
        (row.weight for row in case.indicators if row.scope == scope and row.weight), Decimal(0)
    )
    if scores and scores[0].value > TEMPLATE and rest >= scores[0].value:
        return rest
    return TEMPLATE if scores else Decimal(0)


@rule("PARTS-WEIGHTS")
def rule_parts_weights(case: Case) -> Iterator[Verdict]:
    """PARTS-WEIGHTS: an indicator table's weights, with the execution rate's points, make 100."""
    for table in indicator_tables(case):
        if all(row.weight is not None for row in table.rows):
            yield _weights(case, table)


def _weights(case: Case, table: IndicatorTable) -> Verdict:
    summed = sum((row.weight for row in table.rows if row.weight is not None), Decimal(0))
    execution = execution_points(case, table.scope)
    agrees = FULL in (summed, summed + execution)
    unread = not execution and summed == FULL - TEMPLATE  # the execution row itself was not read
    gap = summed + execution - FULL
    together = f"合计 {words.amount(summed + execution, '分')}，与满分 100 分相差 {words.gap(gap, '分')}"
    return Verdict(
        outcome=AGREES if agrees else NOT_COMPARABLE if unread else CONTRADICTS,
        subject=f"weights|{table.scope}",
        message=(
            f"{table.name}各指标分值 {words.amount(summed, '分')}＋"
            f"预算执行率 {words.amount(execution, '分')}，{'等于 100 分' if agrees else together}。"
        ),
        evidence=_cite_weights(case, "left", table.rows) + _cite_weights(case, "context", table.copied_rows),
        gap=Decimal(0) if agrees else gap,
        left=exactly(summed + execution),
        right=exactly(FULL),
    )


@rule("PARTS-HEADING-POINTS")
def rule_parts_heading_points(case: Case) -> Iterator[Verdict]:
    """PARTS-HEADING-POINTS: the weights under "产出指标（50分）" add up to the points in the heading."""
    for table in indicator_tables(case):
        groups: dict[tuple[str, Decimal], list[Indicator]] = {}
        for row in table.rows:
            if row.level1 and row.level1_points is not None and row.weight is not None:
                groups.setdefault((row.level1, row.level1_points), []).append(row)
        if groups:
            yield _headings(case, table, groups)


def _headings(
    case: Case, table: IndicatorTable, groups: dict[tuple[str, Decimal], list[Indicator]]
) -> Verdict:
    """One verdict for a table: all of its headings together."""
    wrong: list[str] = []
    evidence: tuple[Evidence, ...] = ()
    gap = Decimal(0)
    for (level1, points), rows in groups.items():
        summed = sum((row.weight for row in rows if row.weight is not None), Decimal(0))
        if summed != points:
            gap = max(gap, abs(summed - points))
            heading = f"“{level1}（{words.amount(points, '分')}）”"
            wrong.append(f"{heading}下 {len(rows)} 项指标分值合计 {words.amount(summed, '分')}")
            evidence += _cite_weights(case, "left", rows) + _cite_heading(case, "right", rows[0])
    ending = "；".join(wrong) + "，与标题分值不符" if wrong else "各一级指标的分值与标题相符"
    return Verdict(
        outcome=CONTRADICTS if wrong else AGREES,
        subject=table.scope,
        message=f"{table.name}{ending}。",
        evidence=(evidence or _cite_weights(case, "left", table.rows))
        + _cite_weights(case, "context", table.copied_rows),
        gap=gap,
    )


@rule("PARTS-SCORES")
def rule_parts_scores(case: Case) -> Iterator[Verdict]:
    """PARTS-SCORES: an indicator table's scores, with the execution rate's, add up to its total score."""
    for table in indicator_tables(case):
        for scope in (table.scope, *table.copies):
            totals = [entry for entry in case.find("score.total", scope=scope) if _is_of_table(entry)]
            if totals:
                yield _scores(case, table, totals[-1])


def _is_of_table(observation: Observation) -> bool:
    return observation.method == "table" and observation.section != "work_assessment"


def _scores(case: Case, table: IndicatorTable, whole: Observation) -> Verdict:
    execution = case.find("execution.score", scope=whole.scope)[:1]
    given = [row.score for row in table.rows if row.score is not None] + [entry.value for entry in execution]
    summed, blank = sum(given, Decimal(0)), any(row.score is None for row in table.rows)
    gap = whole.value - summed
    unread = blank or gap <= _unread_points(case, table)
    outcome: Outcome = AGREES if gap == 0 else NOT_COMPARABLE if unread and gap > 0 else CONTRADICTS
    endings = {AGREES: "相符", NOT_COMPARABLE: "但有指标没有得分或分值不足 100 分，不能判定"}
    ending = endings.get(outcome, f"相差 {words.gap(gap, '分')}")
    shown = f"总分 {words.amount(whole.value, '分')}，各项得分合计 {words.amount(summed, '分')}"
    return Verdict(
        outcome=outcome,
        subject=f"scores|{whole.scope}",
        message=f"{table.name}{shown}，{ending}。",
        evidence=case.cite("left", whole)
        + case.cite_rows("right", table.rows)
        + case.cite("right", *execution),
        gap=gap,
        left=exactly(whole.value),
        right=exactly(summed),
    )


def _unread_points(case: Case, table: IndicatorTable) -> Decimal:
    """Points that the rows leave open: a row that was not read may explain a gap of its score, too."""
    weights = sum((row.weight for row in table.rows if row.weight is not None), Decimal(0))
    return max(Decimal(0), FULL - weights - execution_points(case, table.scope))


def _cite_weights(case: Case, side: Side, rows: Sequence[Indicator]) -> tuple[Evidence, ...]:
    """Indicator rows as evidence, at their weights (分值); an indicator's own span is its score's."""
    spans = [(row, _weight_span(case, row) or (row.start, row.end)) for row in rows]
    return tuple(Evidence(side, *span, row.report_id, indicator=row) for row, span in spans)


def _weight_span(case: Case, row: Indicator) -> tuple[int, int] | None:
    cells = [cell for line in _lines_down_to(case, row)[-1:] for cell in line if cell.start < row.start]
    numbers = [(cell, _NUMBER.fullmatch(half_width(cell.text).strip())) for cell in cells]
    weights = [cell for cell, number in numbers if number and Decimal(number[1]) == row.weight]
    return (weights[-1].start, weights[-1].end) if weights else None


def _cite_heading(case: Case, side: Side, row: Indicator) -> tuple[Evidence, ...]:
    """The cell that promises an indicator's first-level points, "产出指标（50分）"."""
    promise = re.compile(rf"{row.level1_points}\s*分")
    lines = reversed(_lines_down_to(case, row))
    cells = [cell for line in lines for cell in line if promise.search(cell.text)]
    return tuple(case.cite_text(side, cell.start, cell.end) for cell in cells[:1])


def _lines_down_to(case: Case, row: Indicator) -> Sequence[Sequence[Cell]]:
    """The lines of a table down to an indicator's own."""
    grids = {table.index: table for table in case.extraction.tables}
    if row.table not in grids or row.row is None:
        return ()
    return grids[row.table].rows[: row.row + 1]
