"""Balance: what came in against what went out, by year, by source and by fund."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.catalogue.units import MONEY
from etl.check import words
from etl.check.engine import rule
from etl.check.interval import Interval, printed, printed_text, total
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, NOT_COMPARABLE, Outcome, Verdict
from etl.check.parts import APPROPRIATIONS, OTHER_SOURCES
from etl.check.shapes import against

if TYPE_CHECKING:
    from etl.check.case import Case, Statement
    from etl.records import Observation

_CARRIED = re.compile(
    r"(?:结转结余|结余结转|结转和结余|结转|结余)(?:资金|到\d{4}年|下年|为|额|数)*\s*"
    r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万|元|$)",
    re.MULTILINE,
)
_BALANCED = re.compile(r"收支(?:相抵|持平|平衡|相等)|无结转|无结余")
FUNDS = (
    ("revenue.government_fund", "expenditure.government_fund"),
    ("revenue.state_capital", "expenditure.state_capital"),
)


def main(case: Case, measure: str, phase: str) -> Observation | None:
    """The department's own figure of the year: the table's, else the first one."""
    found = _own(case, measure, phase)
    tables = [entry for entry in found if entry.table is not None]
    return next(iter(tables or found), None)


@rule("BALANCE-TOTAL")
def rule_balance_total(case: Case) -> Iterator[Verdict]:
    """BALANCE-TOTAL: revenue and expenditure balance, but for what is carried over."""
    for phase in ("approved", "executed"):
        revenues = _own(case, "revenue.total", phase)
        expenditures = _own(case, "expenditure.total", phase)
        pairs = [(r, e) for r in revenues for e in expenditures if r.start != e.start]
        if pairs:
            fitting = [pair for pair in pairs if printed(pair[0]).touches(printed(pair[1]))]
            yield _balance(case, *(fitting or pairs)[0])


def _own(case: Case, measure: str, phase: str) -> list[Observation]:
    return case.find(measure, phase=phase, year=case.year, scope="department", item=None)


def _balance(case: Case, revenue: Observation, expenditure: Observation) -> Verdict:
    left, right = printed(revenue), printed(expenditure)
    gap = revenue.value - expenditure.value
    carried = [amount for amount in _carried_over(case) if amount.touches(left - right)]
    agrees = left.touches(right) or (gap > 0 and bool(carried))
    claim = _BALANCED.search(case.text, *_around(case, revenue, expenditure))
    outcome: Outcome = AGREES if agrees else DOUBTFUL
    side = "收入大于支出" if gap > 0 else "支出大于收入"
    ending = "收支相符" if agrees else f"{side} {words.gap(gap, '万元')}"
    if not agrees:
        ending += f"，而报告称“{claim.group()}”" if claim else "，报告没有说明结转结余或弥补来源"
    figures = f"{words.figure(revenue)}，{words.figure(expenditure)}"
    return against(
        case,
        revenue,
        [expenditure],
        outcome,
        subject=f"total|{revenue.phase}",
        message=f"{figures}，{ending}；见{case.where(revenue.start)}。",
        gap=gap,
    )


def _carried_over(case: Case) -> list[Interval]:
    """The amounts that the report says are carried over, in 万元."""
    found: list[Interval] = []
    for match in _CARRIED.finditer(case.text):
        found.append(printed_text(match["number"]).scaled(MONEY.get(match["unit"], Decimal(1))))
    return found


def _around(case: Case, *observations: Observation) -> tuple[int, int]:
    """The paragraphs of some figures, where they are close together."""
    spans = [case.paragraph(entry.start) for entry in observations]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return (start, end) if end - start < 2000 else spans[0]


@rule("BALANCE-SOURCES")
def rule_balance_sources(case: Case) -> Iterator[Verdict]:
    """BALANCE-SOURCES: in the self-evaluation table the sources add up to the year's funds."""
    for statement in case.statements:
        if statement.is_table and statement.phase == "executed" and not statement.of("revenue.total"):
            yield from _table_sources(case, statement)


def _table_sources(case: Case, statement: Statement) -> Iterator[Verdict]:
    parts = [entry for entry in statement.of(*APPROPRIATIONS, *OTHER_SOURCES) if entry.item is None]
    same = {"year": statement.year, "scope": statement.scope, "item": None}
    funds = [
        entry
        for entry in case.find("expenditure.total", **same)
        if case.place(entry) == statement.place and entry.phase in ("adjusted", "executed")
    ]
    funds += case.find("revenue.total", phase="executed", **same) if funds else []
    if len(parts) > 1 and funds:
        yield _sources(case, parts, funds)
    elif funds:
        whole = max(funds, key=lambda entry: entry.value)
        sources = [*parts, *statement.of("revenue.fiscal_appropriation")]
        above = [entry for entry in sources if printed(entry).low > printed(whole).high]
        yield from (_source_above(case, entry, whole) for entry in above[:1])


def _sources(case: Case, parts: Sequence[Observation], funds: Sequence[Observation]) -> Verdict:
    summed = sum((part.value for part in parts), Decimal(0))
    right = total([printed(part) for part in parts])
    fitting = [entry for entry in funds if printed(entry).touches(right)]
    whole = (fitting or sorted(funds, key=lambda entry: abs(entry.value - summed)))[0]
    gap = whole.value - summed
    explained = any(case.table_states(entry, printed(entry) - right) for entry in funds)
    ending = "相符" if fitting else f"相差 {words.gap(gap, '万元')}，请核对或补列来源"
    message = (
        f"自评表按收入性质分的各来源合计 {words.amount(summed, '万元')}（{words.addends(parts)}），"
        f"{words.figure(whole)}，{ending}；见{case.where(whole.start)}。"
    )
    outcome: Outcome = AGREES if fitting else NOT_COMPARABLE if explained else CONTRADICTS
    return against(case, whole, parts, outcome, subject=f"sources|{whole.scope}", message=message, gap=gap)


def _source_above(case: Case, part: Observation, whole: Observation) -> Verdict:
    gap = part.value - whole.value
    more = f"多 {words.gap(gap, '万元')}，请核对；见{case.where(part.start)}。"
    message = f"{words.figure(part)}，大于年度资金总额的{words.figure(whole)}，{more}"
    subject = f"sources|{part.scope}"
    return against(case, part, [whole], CONTRADICTS, subject=subject, message=message, gap=gap)


@rule("BALANCE-FUND")
def rule_balance_fund(case: Case) -> Iterator[Verdict]:
    """BALANCE-FUND: a fund that was received is not "无" in spending, nor is more spent than received."""
    for income, spending in FUNDS:
        received = _own(case, income, "executed")
        spent = _own(case, spending, "executed")
        pairs = [(r, s) for r in received for s in spent]
        if pairs:
            yield _fund(case, *_telling(pairs))
            yield from _fund_line(case, *_telling(pairs))


def _fund_line(case: Case, received: Observation, spent: Observation) -> Iterator[Verdict]:
    """Projects that the fund's sentence names took all that the fund received, yet less was spent."""
    use = case.text[slice(*case.sentence(spent.start))]
    found = case.find("expenditure.project_item", phase="executed", year=received.year)
    named = {line.item: line for line in reversed(found) if line.item and line.item in use}
    lines = list(named.values())[::-1]
    if not lines or spent.value <= 0:
        return
    taken = total([printed(line) for line in lines])
    if taken.touches(printed(received)) and taken.low > printed(spent).high:
        yield _lines_above(case, received, spent, lines)


def _lines_above(
    case: Case, received: Observation, spent: Observation, lines: Sequence[Observation]
) -> Verdict:
    taken = sum((line.value for line in lines), Decimal(0))
    names = "、".join(f"“{line.item}”" for line in lines)
    gap = taken - spent.value
    whole = f"恰为{words.figure(received)}，相差 {words.gap(gap, '万元')}，请核对"
    parts = (
        words.figure(lines[0])
        if len(lines) == 1
        else f"{words.addends(lines)}，合计 {words.amount(taken, '万元')}"
    )
    return Verdict(
        outcome=DOUBTFUL,
        subject="|".join([spent.measure, *(line.item or "" for line in lines)]),
        message=f"{words.figure(spent)}，用于{names}等，而{parts}，{whole}；见{case.where(spent.start)}。",
        evidence=case.cite("left", spent) + case.cite("right", received, *lines),
        gap=gap,
        left=printed(spent),
        right=total([printed(line) for line in lines]),
    )


def _telling(pairs: Sequence[tuple[Observation, Observation]]) -> tuple[Observation, Observation]:
    """The pair that agrees, or else the first."""
    fitting = [pair for pair in pairs if printed(pair[0]).touches(printed(pair[1]))]
    return (fitting or pairs)[0]


def _fund(case: Case, received: Observation, spent: Observation) -> Verdict:
    left, right = printed(received), printed(spent)
    gap = received.value - spent.value
    outcome: Outcome = AGREES
    ending = "相符"
    if received.value > 0 and spent.value == 0:
        outcome, ending = (
            CONTRADICTS,
            f"收到 {words.value(received)}而支出写“{spent.stated_value}”，请补写用途或更正来源",
        )
    elif right.low > left.high:
        outcome, ending = DOUBTFUL, f"支出多于收入 {words.gap(gap, '万元')}，请核对或说明上年结转"
    elif left.low > right.high and _spent_all(case):
        outcome, ending = DOUBTFUL, f"收支总体相抵，而本项收入多于支出 {words.gap(gap, '万元')}，请核对"
    elif left.low > right.high and _ALL_OF_IT.search(case.text[slice(*case.sentence(spent.start))]):
        outcome, ending = DOUBTFUL, f"称已全部支出，而收入多于支出 {words.gap(gap, '万元')}，请核对"
    elif left.low > right.high:
        ending = f"收入多于支出 {words.gap(gap, '万元')}，应有结转"
    message = f"{words.figure(received)}，{words.figure(spent)}，{ending}；见{case.where(spent.start)}。"
    return against(case, received, [spent], outcome, subject=received.measure, message=message, gap=gap)


_ALL_OF_IT = re.compile("(?:已|均)?全部(?:支出|使用|拨付|支付|用于|执行)(?!的)")


def _spent_all(case: Case) -> bool:
    """Whether all revenue of the year was spent, so that no fund can have been carried over."""
    revenue, spent = main(case, "revenue.total", "executed"), main(case, "expenditure.total", "executed")
    return (
        revenue is not None and spent is not None and revenue.value == spent.value and not _carried_over(case)
    )


@rule("BALANCE-BUDGET")
def rule_balance_budget(case: Case) -> Iterator[Verdict]:
    """BALANCE-BUDGET: spending does not exceed the full-year budget."""
    for measure in ("expenditure.total", "expenditure.basic", "expenditure.project"):
        seen: set[str] = set()
        for entry in case.find(measure, phase="executed", year=case.year, item=None):
            budgets = case.find(measure, phase="adjusted", year=entry.year, scope=entry.scope, item=None)
            if budgets and entry.scope not in seen:
                seen.add(entry.scope)
                yield _budget(case, entry, max(budgets, key=lambda budget: budget.value))


def _budget(case: Case, spent: Observation, budget: Observation) -> Verdict:
    exceeds = printed(spent).low > printed(budget).high
    gap = spent.value - budget.value
    ending = f"超出 {words.gap(gap, '万元')}，请核对全年预算数" if exceeds else "没有超出"
    return against(
        case,
        spent,
        [budget],
        DOUBTFUL if exceeds else AGREES,
        subject=f"{spent.measure}|{spent.scope}",
        message=f"{words.figure(spent)}，{words.figure(budget)}，{ending}；见{case.where(spent.start)}。",
        gap=gap if exceeds else None,
    )


@rule("BALANCE-GENERAL")
def rule_balance_general(case: Case) -> Iterator[Verdict]:
    """BALANCE-GENERAL: the general public budget's section spends no more than that budget's money."""
    income = main(case, "revenue.general_public_budget", "executed")
    section = [
        entry
        for measure in ("expenditure.basic", "expenditure.project")
        for entry in case.find(measure, phase="executed", year=case.year, scope="department", item=None)
        if entry.section == "general_public_budget" and entry.table is None
    ]
    spent = list({entry.measure: entry for entry in section}.values())
    titles = [entry.title for entry in case.extraction.sections if entry.section == "general_public_budget"]
    if income is None or len(spent) < 2 or not any("一般公共预算" in title for title in titles):
        return
    yield _general(case, income, spent)


def _general(case: Case, income: Observation, spent: Sequence[Observation]) -> Verdict:
    summed = sum((entry.value for entry in spent), Decimal(0))
    exceeds = total([printed(entry) for entry in spent]).low > printed(income).high
    gap = summed - income.value
    ending = f"多 {words.gap(gap, '万元')}，其他来源安排的支出不应列入本节" if exceeds else "没有超过"
    return against(
        case,
        income,
        spent,
        DOUBTFUL if exceeds else AGREES,
        subject="general public budget",
        message=(
            f"“一般公共预算支出情况”一节列支 {words.amount(summed, '万元')}（{words.addends(spent)}），"
            f"而{words.figure(income)}，{ending}。"
        ),
        gap=gap if exceeds else None,
    )


@rule("BALANCE-CARRYOVER")
def rule_balance_carryover(case: Case) -> Iterator[Verdict]:
    """BALANCE-CARRYOVER: what is said to be carried over is revenue minus expenditure."""
    carried = _carried_over(case)
    revenue = main(case, "revenue.total", "executed")
    expenditure = main(case, "expenditure.total", "executed")
    if not carried or revenue is None or expenditure is None or revenue.value <= expenditure.value:
        return
    difference = printed(revenue) - printed(expenditure)
    moved = [later - earlier for later in carried for earlier in carried]  # carried out less carried in
    fitting = [amount for amount in (*carried, *moved) if amount.touches(difference)]
    left = (fitting or carried)[0]
    gap = left.middle - difference.middle
    ending = "相符" if fitting else f"与写明的结转结余 {words.amount(left.middle, '万元')} 不一致，请核对"
    yield Verdict(
        outcome=AGREES if fitting else DOUBTFUL,
        subject="carried over",
        message=(
            f"{words.figure(revenue)} 减 {words.figure(expenditure)} 为 "
            f"{words.amount(revenue.value - expenditure.value, '万元')}，{ending}。"
        ),
        evidence=case.cite("right", revenue, expenditure),
        gap=gap,
        left=left,
        right=difference,
    )
