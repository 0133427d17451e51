"""Budget against outcome: lines that overran their budget, and words of thrift beside rising costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import HUNDRED, printed
from etl.check.model import AGREES, DOUBTFUL, Verdict
from etl.check.standard import Need, headline

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

OVERRUN = {  # times the initial budget that are ordinary; project money mostly arrives during the year
    "expenditure.total": Decimal(3),
    "expenditure.project": Decimal(3),
    "three_public.total": Decimal(1),
}
ORDINARY = Decimal("1.2")
RISE = Decimal("1.2")
HALF = Decimal(50)
BUDGETED = (
    "expenditure.total",
    "expenditure.basic",
    "expenditure.personnel",
    "expenditure.operating",
    "expenditure.project",
    "three_public.total",
)
THRIFTY = ("expenditure.operating", "operating.office", "three_public.total", "three_public.reception")
_THRIFT = re.compile(r"勤俭节约|厉行节约(?!保障|反对)|压缩[^，。；]{0,6}(?:经费|支出|开支)|从严控制")


def figures(case: Case, measure: str, *wanted: tuple[str, int]) -> list[Observation] | None:
    """The report's own figures of a measure for some phases and years back; None where one is missing."""
    found = [headline(case, Need("", measure, phase, back)) for phase, back in wanted]
    sound = [entry for entry in found if entry is not None and entry.report_id == case.report.report_id]
    return sound if len(sound) == len(wanted) else None


@rule("PLAUS-OVER-BUDGET")
def rule_plaus_over_budget(case: Case) -> Iterator[Verdict]:
    """PLAUS-OVER-BUDGET: no line far overran its initial budget, the three public expenses not at all."""
    pairs = [pair for code in BUDGETED if (pair := figures(case, code, ("executed", 0), ("approved", 0)))]
    over = [pair for pair in pairs if _overran(*pair)]
    if over:
        yield _over_budget(case, over)
    elif pairs:
        yield Verdict(AGREES, "lines", f"{len(pairs)} 项支出没有大幅超出年初预算。")


def _overran(spent: Observation, budget: Observation) -> bool:
    if not budget.value:
        return False
    return printed(spent).low > printed(budget).high * OVERRUN.get(spent.measure, ORDINARY)


def _over_budget(case: Case, over: Sequence[Sequence[Observation]]) -> Verdict:
    shown = "；".join(
        f"{words.measure_name(spent.measure)} {words.value(spent)}，为年初预算 {words.value(budget)}的 "
        f"{words.amount(spent.value / budget.value * HUNDRED, '%')}"
        for spent, budget in over
    )
    spent, budget = over[0]
    return Verdict(
        outcome=DOUBTFUL,
        subject="lines",
        message=f"实际支出大幅超出年初预算：{shown}。请说明追加的原因，年初预算编制可能不完整。",
        evidence=case.cite("left", *(pair[0] for pair in over))
        + case.cite("right", *(pair[1] for pair in over)),
        gap=spent.value - budget.value,
        left=printed(spent),
        right=printed(budget),
    )


@rule("PLAUS-THRIFT")
def rule_plaus_thrift(case: Case) -> Iterator[Verdict]:
    """PLAUS-THRIFT: costs did not rise by a fifth in a report that speaks of thrift."""
    claim = _THRIFT.search(case.text)
    pairs = [pair for code in THRIFTY if (pair := figures(case, code, ("executed", 0), ("executed", 1)))]
    if claim is None or not pairs:
        return
    risen = [(now, before) for now, before in pairs if before.value and now.value > before.value * RISE]
    shown = "、".join(
        f"{words.measure_name(now.measure)}由 {words.value(before)} 增至 {words.value(now)}"
        for now, before in risen
    )
    yield Verdict(
        outcome=DOUBTFUL if risen else AGREES,
        subject="thrift",
        message=(
            f"报告称“{claim.group()}”，而{shown}，请说明原因。"
            if risen
            else f"报告称“{claim.group()}”，有关经费没有大幅增加。"
        ),
        evidence=(
            case.cite_text("left", claim.start(), claim.end()),
            *case.cite("right", *(entry for pair in risen for entry in pair)),
        ),
    )


@rule("PLAUS-OTHER-REVENUE")
def rule_plaus_other_revenue(case: Case) -> Iterator[Verdict]:
    """PLAUS-OTHER-REVENUE: other revenue is not most of the year's revenue."""
    pair = figures(case, "revenue.other", ("executed", 0)), figures(case, "revenue.total", ("executed", 0))
    if pair[0] is None or pair[1] is None or not pair[1][0].value:
        return
    other, whole = pair[0][0], pair[1][0]
    share = other.value / whole.value * HUNDRED
    large = share > HALF
    ending = "超过一半，请说明来源和用途（上级专项应列入财政拨款）" if large else "比重不大"
    yield Verdict(
        outcome=DOUBTFUL if large else AGREES,
        subject="other revenue",
        message=(
            f"{words.figure(other)}，占收入合计 {words.value(whole)}的 {words.amount(share, '%')}，{ending}。"
        ),
        evidence=case.cite("left", other) + case.cite("right", whole),
        gap=other.value if large else None,
    )
