"""Score against evidence: which points were claimed without being earned, and which tables cannot be right.

Whether a target that was missed still deserves points is a judgement, so only full points for a missed
target and plain arithmetic are 不符; everything else is 存疑.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import HUNDRED, exactly, printed
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, Verdict
from etl.check.points import execution_points
from etl.check.shapes import against
from etl.check.tables import IndicatorTable, indicator_tables, scope_name
from etl.check.targets import attainment, is_met, read_target
from etl.check.words import squeezed

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Indicator, Observation

ROUNDING = Decimal("0.05")
MANY = Decimal(3)
FEWEST_ROWS = 4
TWO = 2
_REASON_HEAD = re.compile(r"原因|备\s*注|说明|改进|偏差")
_NAMELESS = frozenset({"无", "/", "—", "——", "-"})


@rule("SCORE-TARGET-MISSED")
def rule_score_target_missed(case: Case) -> Iterator[Verdict]:
    """SCORE-TARGET-MISSED: a target that was missed does not get full points."""
    for row in case.indicators:
        met = is_met(row)
        if met is None or row.weight is None or row.score is None or _is_cost(row):
            continue
        if met:
            yield Verdict(AGREES, _subject(row), f"{_named(row)}目标已完成。", case.cite_rows("left", (row,)))
        else:
            yield _missed(case, row, row.weight, row.score)


def _missed(case: Case, row: Indicator, weight: Decimal, score: Decimal) -> Verdict:
    fair = _fair(row, weight)
    kept = score > fair + ROUNDING
    full = score >= weight
    outcome = CONTRADICTS if full and read_target(row).explicit else DOUBTFUL if full or kept else AGREES
    points = f"得 {words.amount(score, '分')}（满分 {words.amount(weight, '分')}）"
    advice = {
        CONTRADICTS: "未完成目标却得满分",
        DOUBTFUL: f"按完成比例为 {words.amount(fair, '分')}，扣分偏少",
    }
    return Verdict(
        outcome=outcome,
        subject=_subject(row),
        message=(
            f"{_named(row)}目标 {row.target}，实际 {row.actual}，{points}，"
            f"{advice.get(outcome, '已按比例扣分')}。"
        ),
        evidence=case.cite_rows("left", (row,)),
        gap=score - fair if outcome != AGREES else None,
        left=exactly(score),
        right=exactly(fair),
    )


def _fair(row: Indicator, weight: Decimal) -> Decimal:
    """The points pro rata of what was attained."""
    return (weight * (attainment(row) or Decimal(0))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _named(row: Indicator) -> str:
    return f"{scope_name(row.scope)}“{squeezed(row.level3 or row.level2)}”"


def _points(row: Indicator) -> str:
    """Points given of points possible: `9/10 分`; `空白` for a blank."""
    score, weight = (
        "空白" if points is None else words.number(points, "分") for points in (row.score, row.weight)
    )
    return f"{score}/{weight} 分"


def _subject(row: Indicator) -> str:
    return f"{row.scope}|{row.level2}|{row.level3}"


def _is_cost(row: Indicator) -> bool:
    target = read_target(row)
    return "成本" in (row.level2 or "") and target.direction == "at_most" and "率" not in (row.level3 or "")


@rule("SCORE-COST-OVERRUN")
def rule_score_cost_overrun(case: Case) -> Iterator[Verdict]:
    """SCORE-COST-OVERRUN: a cost target that was overrun does not keep most of its points."""
    for row in case.indicators:
        met = is_met(row)
        if met is None or not _is_cost(row) or row.weight is None or row.score is None:
            continue
        if met:
            yield Verdict(
                AGREES, _subject(row), f"{_named(row)}没有超出目标。", case.cite_rows("left", (row,))
            )
        else:
            yield _overrun(case, row, row.weight, row.score)


def _overrun(case: Case, row: Indicator, weight: Decimal, score: Decimal) -> Verdict:
    fair = _fair(row, weight)
    full, kept = score >= weight, score > fair + ROUNDING
    outcome = CONTRADICTS if full and read_target(row).explicit else DOUBTFUL if kept else AGREES
    ending = f"按比例为 {words.amount(fair, '分')}" if kept else "已扣分"
    reason = f"（原因：{row.reason}）" if row.reason else ""
    return Verdict(
        outcome=outcome,
        subject=_subject(row),
        message=(
            f"{_named(row)}目标 {row.target}，实际 {row.actual}，成本超出目标，"
            f"仍得 {words.amount(score, '分')}"
            f"（满分 {words.amount(weight, '分')}），{ending}{reason}。"
        ),
        evidence=case.cite_rows("left", (row,)),
        gap=score - fair if kept else None,
        left=exactly(score),
        right=exactly(fair),
    )


@rule("SCORE-NO-CONTENT")
def rule_score_no_content(case: Case) -> Iterator[Verdict]:
    """SCORE-NO-CONTENT: an indicator called "无", or one without a result, earns no points."""
    tables = [table for table in indicator_tables(case) if any(row.score is not None for row in table.rows)]
    clean = True
    for table in tables:
        empty = [row for row in table.places if squeezed(row.level3) in _NAMELESS and row.score]
        if empty:
            clean = False
            yield _no_content(case, table, empty)
        blank = _without_a_result(table)
        if blank:
            clean = False
            yield _no_result(case, table, blank)
    if tables and clean:
        yield Verdict(AGREES, "rows", "得分的指标都有内容。")


def _no_content(case: Case, table: IndicatorTable, empty: Sequence[Indicator]) -> Verdict:
    own, points = _of_table(table, empty)
    names = "、".join(squeezed(row.level2) for row in own)
    return Verdict(
        outcome=CONTRADICTS,
        subject=table.scope,
        message=f"{table.name}{names}的三级指标写“无”，却得 {words.amount(points, '分')}，没有指标不应得分。",
        evidence=case.cite_rows("left", empty),
        gap=points,
        left=exactly(points),
        right=exactly(Decimal(0)),
    )


def _without_a_result(table: IndicatorTable) -> list[Indicator]:
    """The rows that earn points on a blank 完成值, in a table that has one for most of its rows."""
    earning = [row for row in table.places if row.score and squeezed(row.level3) not in _NAMELESS]
    blank = [row for row in earning if not squeezed(row.actual)]
    return blank if len(blank) * 2 < len(earning) else []


def _no_result(case: Case, table: IndicatorTable, blank: Sequence[Indicator]) -> Verdict:
    own, points = _of_table(table, blank)
    names = "、".join(f"“{squeezed(row.level3)}”" for row in own)
    return Verdict(
        outcome=DOUBTFUL,
        subject=f"{table.scope}|blank",
        message=f"{table.name}{names}没有填写完成值，却得 {words.amount(points, '分')}，请补填。",
        evidence=case.cite_rows("left", blank),
        gap=points,
        left=exactly(points),
        right=exactly(Decimal(0)),
    )


def _of_table(table: IndicatorTable, rows: Sequence[Indicator]) -> tuple[list[Indicator], Decimal]:
    """The rows that stand in the table itself, not in its copies, and the points they got."""
    own = [row for row in rows if row.scope == table.scope]
    return own, sum((row.score for row in own if row.score is not None), Decimal(0))


@rule("SCORE-QUALITATIVE")
def rule_score_qualitative(case: Case) -> Iterator[Verdict]:
    """SCORE-QUALITATIVE: purely qualitative targets with full points show nothing."""
    for table in indicator_tables(case):
        vague = [row for row in table.places if _is_vague(row)]
        if vague:
            yield _qualitative(case, table, vague)
        elif any(row.score is not None for row in table.rows):
            yield Verdict(AGREES, table.scope, f"{table.name}没有得满分的纯定性指标。")


def _is_vague(row: Indicator) -> bool:
    """Whether a row has full points for a target without a number."""
    full = row.weight and row.score == row.weight
    return bool(full) and read_target(row).kind == "qualitative" and not re.search(r"\d", row.target or "")


def _qualitative(case: Case, table: IndicatorTable, rows: Sequence[Indicator]) -> Verdict:
    own, points = _of_table(table, rows)
    names = "、".join(f"“{squeezed(row.level3)}”（{row.target}）" for row in own)
    shown = f"有 {len(own)} 项指标没有可衡量的目标值而得满分，共 {words.amount(points, '分')}"
    return Verdict(
        outcome=DOUBTFUL,
        subject=table.scope,
        message=f"{table.name}{shown}：{names}。",
        evidence=case.cite_rows("left", rows),
        gap=points,
    )


@rule("SCORE-UNIFORM")
def rule_score_uniform(case: Case) -> Iterator[Verdict]:
    """SCORE-UNIFORM: a table whose targets all read "100%" measures nothing."""
    for table in indicator_tables(case):
        targets = {squeezed(row.target) for row in table.rows}
        if len(table.rows) < FEWEST_ROWS or targets == {""}:
            continue
        same = len(targets) == 1
        shown = f"全部写“{next(iter(targets))}”，没有反映各指标的内容"
        yield Verdict(
            outcome=DOUBTFUL if same else AGREES,
            subject=table.scope,
            message=f"{table.name} {len(table.rows)} 项指标的年度指标值{shown if same else '不全相同'}。",
            evidence=case.cite_rows("left", table.places) if same else (),
        )


@rule("SCORE-EXECUTION")
def rule_score_execution(case: Case) -> Iterator[Verdict]:
    """SCORE-EXECUTION: the execution rate's points are its weight times the rate."""
    for score in case.find("execution.score"):
        rates = case.find("execution.rate", scope=score.scope, year=score.year, item=None)
        if rates:
            near = [entry for entry in rates if entry.table == score.table]
            yield _execution(case, score, (near or rates)[0])


def _execution(case: Case, score: Observation, rate: Observation) -> Verdict:
    weight = execution_points(case, score.scope)
    fair = weight * min(rate.value, HUNDRED) / HUNDRED
    agrees = abs(score.value - fair) <= ROUNDING
    ending = "相符" if agrees else f"相差 {words.gap(score.value - fair, '分')}，请说明计分办法"
    return Verdict(
        outcome=AGREES if agrees else DOUBTFUL,
        subject=score.scope,
        message=(
            f"{scope_name(score.scope)}执行率 {words.value(rate)}，按比例应得 {words.amount(weight, '分')}×"
            f"{words.value(rate)}＝{words.amount(fair, '分')}，自评 {words.value(score)}，{ending}。"
        ),
        evidence=case.cite("left", score) + case.cite("right", rate),
        gap=score.value - fair,
        left=exactly(score.value),
        right=exactly(fair),
    )


@rule("SCORE-BUDGET-SET")
def rule_score_budget_set(case: Case) -> Iterator[Verdict]:
    """SCORE-BUDGET-SET: no 100 % execution by setting the full-year budget to what was spent."""
    for scope in dict.fromkeys(entry.scope for entry in case.find("execution.rate")):
        same = {"year": case.year, "scope": scope, "item": None}
        found = [
            case.find("expenditure.total", phase=p, **same) for p in ("approved", "adjusted", "executed")
        ]
        if scope == "department" and all(found):
            yield _budget_set(case, *(entries[0] for entries in found))


def _budget_set(case: Case, first: Observation, adjusted: Observation, spent: Observation) -> Verdict:
    equal = adjusted.value == spent.value
    far = equal and first.value > 0 and spent.value > first.value * MANY
    ending = (
        f"全年预算数等于执行数，是年初预算的 {words.amount(spent.value / first.value, '倍')}，"
        "执行率 100% 不能说明预算执行情况"
        if far
        else "全年预算数不是按执行数倒填的"
    )
    return against(
        case,
        adjusted,
        [spent],
        DOUBTFUL if far else AGREES,
        subject=first.scope,
        message=f"{words.figure(first)}，{words.figure(adjusted)}，{words.figure(spent)}，{ending}。",
        gap=spent.value - first.value if far else None,
        context=[first],
    )


@rule("SCORE-IDENTICAL-TABLES")
def rule_score_identical_tables(case: Case) -> Iterator[Verdict]:
    """SCORE-IDENTICAL-TABLES: different projects do not have the very same indicator table."""
    tables = [table for table in indicator_tables(case) if table.scope != "department"]
    projects = len(tables) + sum(len(table.copies) for table in tables)
    if projects < TWO:
        return
    copied = [table for table in tables if table.copies]
    for table in copied:
        scopes = (table.scope, *table.copies)
        names = "、".join(scopes)
        yield Verdict(
            outcome=DOUBTFUL,
            subject="|".join(scopes),
            message=(
                f"{len(scopes)} 个项目（{names}）的绩效自评表指标、目标、完成值和得分完全相同，"
                "没有反映各项目的实际。"
            ),
            evidence=case.cite_rows("left", table.places),
        )
    if not copied:
        yield Verdict(AGREES, "tables", f"{projects} 个项目的绩效自评表各不相同。")


@rule("SCORE-TEXT-TABLE")
def rule_score_text_table(case: Case) -> Iterator[Verdict]:
    """SCORE-TEXT-TABLE: the self-score in the text is the one in the self-evaluation table."""
    found = case.find("score.total", scope="department", year=case.year, item=None)
    stated = [entry for entry in found if entry.section != "work_assessment" and entry.phase != "target"]
    text = [entry for entry in stated if entry.table is None]
    if text and len(stated) > 1:
        others = [entry for entry in stated if entry is not text[0]]
        table = [entry for entry in others if entry.table is not None]
        agreeing = [entry for entry in text if table and entry.value == table[-1].value]
        if agreeing:  # further scores in the text are a project's
            yield _score_pair(case, agreeing[0], table[-1])
            return
        differing = [entry for entry in others if entry.value != text[0].value]
        yield _score_pair(case, text[0], (table or differing or others)[-1])


def _score_pair(case: Case, one: Observation, other: Observation) -> Verdict:
    agrees = one.value == other.value
    gap = one.value - other.value
    place = "自评表" if other.table is not None else case.where(other.start)
    ending = "一致" if agrees else f"相差 {words.gap(gap, '分')}，请核对"
    firm = not any(
        "项目" in case.text[slice(*case.sentence(e.start))] for e in (one, other) if e.table is None
    )
    return Verdict(
        outcome=AGREES if agrees else CONTRADICTS if firm else DOUBTFUL,
        subject="department",
        message=f"自评得分正文写 {words.value(one)}，{place}写 {words.value(other)}，{ending}。",
        evidence=case.cite("left", one) + case.cite("right", other),
        gap=gap,
        left=exactly(one.value),
        right=exactly(other.value),
    )


@rule("SCORE-OVER-WEIGHT")
def rule_score_over_weight(case: Case) -> Iterator[Verdict]:
    """SCORE-OVER-WEIGHT: no indicator scores more than its weight."""
    rows = [
        (row, row.score, row.weight)
        for row in case.indicators
        if row.score is not None and row.weight is not None
    ]
    over = [(row, score, weight) for row, score, weight in rows if score > weight]
    for row, score, weight in over:
        excess = f"得 {words.amount(score, '分')}，超过分值 {words.amount(weight, '分')}"
        yield Verdict(
            outcome=CONTRADICTS,
            subject=_subject(row),
            message=f"{_named(row)}{excess}。",
            evidence=case.cite_rows("left", (row,)),
            gap=score - weight,
        )
    if rows and not over:
        yield Verdict(AGREES, "rows", f"{len(rows)} 项指标的得分都没有超过分值。")


@rule("SCORE-LOST-REASON")
def rule_score_lost_reason(case: Case) -> Iterator[Verdict]:
    """SCORE-LOST-REASON: points that were lost have a reason, and a target that was met loses none."""
    for table in indicator_tables(case):
        if not any(row.score is not None for row in table.rows) or not _asks_reason(case, table):
            continue
        lost = [row for row in table.places if _lost(row) and not _reason(row)]
        own = [row for row in lost if row.scope == table.scope]
        names = "、".join(f"“{squeezed(row.level3)}”{_points(row)}" for row in own)
        yield Verdict(
            outcome=DOUBTFUL if own else AGREES,
            subject=table.scope,
            message=f"{table.name}扣分而没有填写偏差原因：{names}。"
            if own
            else f"{table.name}扣分都有原因。",
            evidence=case.cite_rows("left", lost),
        )


def _asks_reason(case: Case, table: IndicatorTable) -> bool:
    """Whether a table has a column for reasons, as far as its head was found."""
    first = min(row.row_start for row in table.rows)
    starts = [entry.start for entry in case.extraction.sections if entry.start <= first < entry.end]
    head = case.text[max(starts) : first] if starts else ""
    return not head or any(row.reason for row in table.rows) or bool(_REASON_HEAD.search(head))


def _lost(row: Indicator) -> bool:
    return row.weight is not None and row.score is not None and row.score < row.weight


def _reason(row: Indicator) -> str:
    reason = squeezed(row.reason)
    return "" if reason in _NAMELESS or reason == "无偏差" else reason


@rule("SCORE-SAME-INDICATOR")
def rule_score_same_indicator(case: Case) -> Iterator[Verdict]:
    """SCORE-SAME-INDICATOR: the same indicator in two tables has the same value and share of points."""
    groups: dict[str, list[Indicator]] = {}
    for row in case.indicators:
        name = squeezed(row.level3)
        if name not in _NAMELESS and name and row.weight and row.score is not None and row.actual:
            groups.setdefault(name, []).append(row)
    for name, rows in groups.items():
        pair = _differing(rows)
        if len({row.scope for row in rows}) > 1:
            shown = [f"{scope_name(r.scope)}完成 {r.actual}、得 {_points(r)}" for r in (pair or rows)[:2]]
            yield Verdict(
                outcome=DOUBTFUL if pair else AGREES,
                subject=name,
                message=f"“{name}”{'，'.join(shown)}，{'前后不一，请核对' if pair else '一致'}。",
                evidence=case.cite_rows("left", (pair or rows)[:1])
                + case.cite_rows("right", (pair or rows)[1:2]),
            )


def _differing(rows: Sequence[Indicator]) -> list[Indicator]:
    """Two rows of different tables with the same target but another value or share of points."""
    first = rows[0]
    for row in rows[1:]:
        same_value = squeezed(row.actual) == squeezed(first.actual)
        same_share = (row.score or 0) * (first.weight or 1) == (first.score or 0) * (row.weight or 1)
        same_target = squeezed(row.target) == squeezed(first.target)
        if row.scope != first.scope and same_target and not (same_value and same_share):
            return [first, row]
    return []


@rule("SCORE-TEXT-TARGET")
def rule_score_text_target(case: Case) -> Iterator[Verdict]:
    """SCORE-TEXT-TARGET: a target that the text sets is reached by what the text reports."""
    for target in case.find(phase="target", year=case.year, scope="department"):
        actuals = case.find(
            target.measure, phase="executed", year=target.year, scope="department", item=target.item
        )
        own = [entry for entry in actuals if entry.table is None]
        if target.table is None and target.measure.startswith("outcome.") and own:
            yield _text_target(case, target, own[0])


def _text_target(case: Case, target: Observation, actual: Observation) -> Verdict:
    missed = printed(actual).high < printed(target).low
    gap = actual.value - target.value
    ending = f"少 {words.gap(gap, actual.unit)}，报告没有说明未完成" if missed else "已完成"
    places = f"见{case.where(target.start)}与{case.where(actual.start)}"
    return against(
        case,
        target,
        [actual],
        DOUBTFUL if missed else AGREES,
        subject=f"{target.measure}|{target.item}",
        message=f"{words.figure(target)}，{words.figure(actual)}，{ending}；{places}。",
        gap=gap if missed else None,
    )
