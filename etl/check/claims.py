"""Claims of the text that hold all their own numbers: "由A增至B，增长p%", "共81个，解决79个，完成率97.5%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.catalogue import measures
from etl.catalogue.units import MONEY, STORED, in_yi
from etl.check import words
from etl.check.engine import rule
from etl.check.interval import HUNDRED, Interval, exactly, printed, printed_text, read_number
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, NOT_COMPARABLE, Verdict
from etl.check.recomputed import rule_ratio_change_rate
from etl.check.shapes import claimed

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

_UNITS = r"(?:亿元|万元|亿|万|元|家|个|人|分)?"
_NUMBER = r"\d[\d,，]*(?:\.\d+)?"
_BETWEEN = (
    r"，,、\s\d.％%万亿元家个人同比累计两三年压减增加少降共了净为达"  # no other subject may come between
)
_RISES = ("增", "升", "提高", "上升")
_RATE = rf"(?P<turn>增长|增幅|下降|降幅|减幅|减少|降低|上升)[^，,。；;\d]{{0,3}}(?P<rate>{_NUMBER})\s*[%％]"
_FROM_TO = re.compile(
    rf"[由从][^，,。；;\d]{{0,8}}(?:\d{{4}}年)?[^，,。；;\d]{{0,6}}(?P<first>{_NUMBER})\s*(?P<unit>{_UNITS})[^，,。；;\d]{{0,4}}"
    rf"(?:增|升|提高|降|减|下降|压减)[加长至到为低少]*\s*(?:\d{{4}}年的?)?[^，,。；;\d]{{0,3}}"
    rf"(?P<second>{_NUMBER})\s*(?P<other>{_UNITS})[{_BETWEEN}]{{0,24}}?{_RATE}"
)
_THAN = re.compile(
    rf"[比较](?:上年|去年|\d{{4}}年)[^，,。；;\d]{{0,6}}(?P<first>{_NUMBER})\s*(?P<unit>{_UNITS})[^，,。；;\d]{{0,3}}"
    rf"(?P<way>增|减|下降|上升|压减|节约)[加长少支降]*\s*了?(?P<second>{_NUMBER})\s*(?P<other>{_UNITS})[，,]\s*{_RATE}"
)


@rule("RATIO-TEXT-CHANGE")
def rule_ratio_text_change(case: Case) -> Iterator[Verdict]:
    """RATIO-TEXT-CHANGE: "由A增至B，增长p%" (or 是上年的x倍), "比上年的A减少B，下降p%" hold."""
    judged = {verdict.evidence[0].start for verdict in rule_ratio_change_rate(case)}
    for pattern in (_FROM_TO, _THAN):
        for match in pattern.finditer(case.text):
            if match.start("rate") not in judged:
                yield _text_change(case, match)
    for match in _TIMES_FROM_TO.finditer(case.text):
        if (times := printed_text(match["second"]) / printed_text(match["first"])) is not None:
            yield _text_times(case, match, times)


def _text_times(case: Case, match: re.Match[str], times: Interval) -> Verdict:
    return claimed(
        case,
        printed_text(match["times"]),
        times,
        subject=f"{match['first']}|{match['second']}|{match['times']}倍",
        claim=f"正文“{words.squeezed(match.group())}”，按两数计算应为",
        unit="倍",
        start=match.start(),
        evidence=(
            case.cite_text("left", match.start("times"), match.end("times")),
            case.cite_text("right", match.start("first"), match.end("second")),
        ),
        otherwise=CONTRADICTS,
    )


def _text_change(case: Case, match: re.Match[str]) -> Verdict:
    computed = _change_of(match)
    if computed is None:
        return Verdict(NOT_COMPARABLE, f"{match.start()}", "基数为 0，不能计算增减幅。")
    stated = printed_text(match["rate"]).scaled(Decimal(1 if match["turn"].startswith(_RISES) else -1))
    return claimed(
        case,
        stated,
        computed,
        subject=f"{match['first']}|{match['second']}|{match['rate']}",
        claim=f"正文“{words.squeezed(match.group())}”，按两数计算应为",
        unit="%",
        start=match.start(),
        evidence=(
            case.cite_text("left", match.start("rate"), match.end("rate")),
            case.cite_text("right", match.start("first"), match.end("second")),
        ),
        otherwise=CONTRADICTS,
    )


def _change_of(match: re.Match[str]) -> Interval | None:
    """The change in per cent, a fall below zero, from both amounts in their own units."""
    units = match["unit"] or match["other"], match["other"] or match["unit"]
    base, other = (
        printed_text(match[name]).scaled(MONEY.get(unit, Decimal(1)))
        for name, unit in zip(("first", "second"), units, strict=True)
    )
    quotient = other / base
    if quotient is None:
        return None
    way = match.groupdict().get("way")
    if way is None:
        return (quotient - exactly(Decimal(1))).scaled(HUNDRED)
    return quotient.scaled(HUNDRED if way.startswith(_RISES) else -HUNDRED)


_TASK = r"(?:任务|目标|计划)"
_QUANTITY_UNIT = r"(?P<unit>[一-龥]{1,4}?)"
_REACHED = (
    rf"(?:(?:完成|为|占|是|达)[^，,。；;\d]{{0,10}}{_TASK}|(?:{_TASK})?完成率)"
    rf"[^，,。；;\d]{{0,3}}(?P<rate>{_NUMBER})\s*[%％]"
)
# As in: 任务12万平方米，实际拆除13.86万平方米，完成年度任务的115.5%。
_TASK_FIRST = re.compile(
    rf"{_TASK}[^，,。；;\d]{{0,16}}(?P<all>{_NUMBER})\s*{_QUANTITY_UNIT}[，,][^，,。；;\d]{{0,16}}"
    rf"(?P<done>{_NUMBER})\s*(?P=unit)[，,]{_REACHED}"
)
# As in: 由2.1亿元增至6.72亿元，是上年的3.2倍。
_TIMES_FROM_TO = re.compile(
    rf"[由从][^，,。；;\d]{{0,8}}(?P<first>{_NUMBER})\s*(?P<unit>{_UNITS})[^，,。；;\d]{{0,4}}(?:增|升|提高|扩大)[加长至到为]*"
    rf"(?P<second>{_NUMBER})\s*(?P=unit)[，,]"
    rf"(?:是|为|达到?|相当于)(?:上年|去年|年初|原来|此前)(?:度|同期)?的?\s*(?P<times>{_NUMBER})\s*倍"
)
_COUNTS = re.compile(
    r"(?P<all>\d[\d,]*)\s*(?P<unit>[个条处件项家起])[^。；;\d]{0,16}?(?P<done>\d[\d,]*)\s*(?P=unit)"
    r"[^。；;\d]{0,10}?(?P<name>[一-龥]{1,4}率)(?:为|达到|达|约|：|:)*\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)


@rule("RATIO-TEXT-COUNT")
def rule_ratio_text_count(case: Case) -> Iterator[Verdict]:
    """RATIO-TEXT-COUNT: "共81个，解决79个，完成率97.5%" agrees with its own counts, as does a task's rate."""
    for pattern in (_COUNTS, _TASK_FIRST):
        for match in pattern.finditer(case.text):
            whole, done = (read_number(match.group(name))[0] for name in ("all", "done"))
            if whole and (done <= whole or pattern is _TASK_FIRST):  # a task may be exceeded
                yield _text_count(case, match, whole, done)


def _text_count(case: Case, match: re.Match[str], whole: Decimal, done: Decimal) -> Verdict:
    return claimed(
        case,
        printed_text(match["rate"]),
        exactly(done / whole * HUNDRED),
        subject=f"{match['all']}|{match['done']}|{match['rate']}",
        claim=f"正文“{words.squeezed(match.group())}”，{done} ÷ {whole} 应为",
        unit="%",
        start=match.start(),
        evidence=(
            case.cite_text("left", match.start("rate"), match.end("rate")),
            case.cite_text("right", match.start("all"), match.end("done")),
        ),
    )


_CLAUSE = re.compile(r"[，,。；;：:]")
_AGAINST_BUDGET = re.compile(
    rf"[比较](?:年初)?(?:预算|控制数|预算数|年初预算数)[^，,。；;\d]{{0,4}}(?P<way>增加|减少|压减|节约|下降|超支)[^，,。；;\d]{{0,2}}(?P<number>{_NUMBER})\s*(?P<unit>万元|亿元|元|万)"
)


@rule("RATIO-AGAINST-BUDGET")
def rule_ratio_against_budget(case: Case) -> Iterator[Verdict]:
    """RATIO-AGAINST-BUDGET: "较预算增加…万元" is the final figure minus the budget."""
    for match in _AGAINST_BUDGET.finditer(case.text):
        start = case.paragraph(match.start())[0]
        before = [
            e for e in case.find(phase="executed") if start <= e.start < match.start() and e.unit == "万元"
        ]
        meant = _named_in(_CLAUSE.split(case.text[start : match.start()])[-1], before)
        if meant:
            yield from _against_budget(case, match, meant[-1])


def _named_in(clause: str, figures: Sequence[Observation]) -> Sequence[Observation]:
    """The figures that the clause of a claim names; all of them where it names none."""
    named = {m.code for m in measures().values() if m.name in clause}
    return [figure for figure in figures if figure.measure in named] if named else figures


def _against_budget(case: Case, match: re.Match[str], final: Observation) -> Iterator[Verdict]:
    budgets = case.find(final.measure, phase="approved", year=final.year, scope=final.scope, item=final.item)
    if not budgets:
        return
    sign = Decimal(1) if match["way"] in ("增加", "超支") else Decimal(-1)
    stated = printed_text(match["number"]).scaled(MONEY[match["unit"]] * sign)
    computed = [(printed(final) - printed(budget), budget) for budget in budgets]
    result, budget = next((pair for pair in computed if pair[0].touches(stated)), computed[0])
    yield claimed(
        case,
        stated,
        result,
        subject=f"{final.measure}|{final.year}|{match['number']}",
        claim=f"正文“{match.group()}”，{words.figure(final)} 减 {words.figure(budget)} 为",
        unit="万元",
        start=match.start(),
        evidence=(
            case.cite_text("left", match.start("number"), match.end("number")),
            *case.cite("right", final, budget),
        ),
    )


_COMPLETED = re.compile(
    r"(?:完成|占|为|达到?)(?P<stage>年初|全年|调整)?(?:预算|控制数)数?的?\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)


@rule("RATIO-TEXT-COMPLETION")
def rule_ratio_text_completion(case: Case) -> Iterator[Verdict]:
    """RATIO-TEXT-COMPLETION: "完成预算的58%" behind a final figure is that figure over its budget."""
    known = {entry.start for entry in case.find(statistic="share_pct")}
    for match in _COMPLETED.finditer(case.text):
        final = _completed(case, match)
        if final is not None and match.start("rate") not in known:
            yield from _completion(case, match, final)


def _completed(case: Case, match: re.Match[str]) -> Observation | None:
    """What the budget is said to have been completed by: the sentence's last figure, or all spending."""
    start, _ = case.sentence(match.start())
    actual = case.find(phase="executed", scope="department", item=None)
    near = [entry for entry in actual if start <= entry.start < match.start() and entry.unit == "万元"]
    said = re.split(r"[，,；;）)]", case.text[start : match.start()])[-1]
    if near or not (match.group().startswith("完成") and re.fullmatch(r"(?:全年|总|实际|决算)*支出", said)):
        return near[-1] if near else None
    return next(iter(case.find("expenditure.total", phase="executed", year=case.year)), None)


def _completion(case: Case, match: re.Match[str], final: Observation) -> Iterator[Verdict]:
    phases = ("adjusted",) if match["stage"] in ("全年", "调整") else ("approved", "adjusted")
    budgets = [
        budget
        for phase in phases
        for budget in case.find(final.measure, phase=phase, year=final.year, scope=final.scope, item=None)
    ]
    stated = printed_text(match["rate"])
    rates = [
        (rate.scaled(HUNDRED), budget) for budget in budgets if (rate := printed(final) / printed(budget))
    ]
    if not rates:
        return
    computed, budget = next((pair for pair in rates if pair[0].touches(stated)), rates[0])
    yield claimed(
        case,
        stated,
        computed,
        subject=f"{final.measure}|{final.year}",
        claim=f"正文“{words.squeezed(match.group())}”，{words.figure(final)} ÷ {words.figure(budget)} 应为",
        unit="%",
        start=match.start(),
        evidence=(
            case.cite_text("left", match.start("rate"), match.end("rate")),
            *case.cite("right", final, budget),
        ),
        otherwise=CONTRADICTS,
    )


_MULTIPLE = re.compile(
    r"(?:为|是|达到?|相当于)(?P<base>年初预算|上年|去年)(?:安排)?数?的?\s*(?P<times>\d+(?:\.\d+)?)\s*倍(?!以上|多)"
)


@rule("RATIO-TEXT-MULTIPLE")
def rule_ratio_text_multiple(case: Case) -> Iterator[Verdict]:
    """RATIO-TEXT-MULTIPLE: "决算支出为年初预算的3.37倍" follows from the two figures that it rests on."""
    for match in _MULTIPLE.finditer(case.text):
        start, _ = case.sentence(match.start())
        said = case.text[start : match.start()]
        added = "追加" in re.split(r"[，,；;]", said)[-1]
        if final := _compared_figure(case, start, match.start(), said, added=added):
            yield from _multiple(case, match, final, added=added)


def _compared_figure(case: Case, start: int, end: int, said: str, *, added: bool) -> Observation | None:
    """What is said to be a multiple: the nearest actual figure; of added money, the whole year's total."""
    own = {"year": case.year, "scope": "department", "item": None}
    actual = case.find(phase="executed", **own)
    near = [entry for entry in actual if start <= entry.start < end and entry.unit in STORED]
    totals = [entry for entry in actual if entry.measure == "expenditure.total"]
    if added:
        near = case.find("expenditure.total", phase="adjusted", **own)
    elif not re.search("支出|决算", said):
        totals = []
    return next(iter([*near[::-1], *totals]), None)


def _multiple(case: Case, match: re.Match[str], final: Observation, *, added: bool) -> Iterator[Verdict]:
    """Compares with the base that fits best; a multiple of what was added leaves the base itself out."""
    stated = printed_text(match["times"])
    multiples = [
        (ratio, base)
        for base in _bases(case, final, is_budget=match["base"] == "年初预算")
        if (ratio := (printed(final) - printed(base) if added else printed(final)) / printed(base))
    ]
    if not multiples:
        return
    computed, base = next((pair for pair in multiples if pair[0].touches(stated)), multiples[0])
    taken = f"（{words.figure(final)} － {words.value(base)}）" if added else words.figure(final)
    yield claimed(
        case,
        stated,
        computed,
        subject=f"{final.measure}|{match['times']}",
        claim=f"正文“{words.squeezed(match.group())}”，{taken} ÷ {words.figure(base)} 应为",
        unit="倍",
        start=match.start(),
        evidence=(
            case.cite_text("left", match.start("times"), match.end("times")),
            *case.cite("right", final, base),
        ),
    )


def _bases(case: Case, final: Observation, *, is_budget: bool) -> list[Observation]:
    phase, year = ("approved", final.year) if is_budget else (final.phase, final.year - 1)
    return case.find(final.measure, phase=phase, year=year, scope=final.scope, item=None)


_PER_HEAD = re.compile(
    rf"人均(?:日常)?公用(?:经费|支出)[^，,。；;\d]{{0,4}}(?P<number>{_NUMBER})\s*(?P<unit>万元|元)"
)


@rule("RATIO-PER-HEAD")
def rule_ratio_per_head(case: Case) -> Iterator[Verdict]:
    """RATIO-PER-HEAD: operating expenditure per head is operating expenditure over staff in post."""
    for match in _PER_HEAD.finditer(case.text):
        stated = printed_text(match["number"]).scaled(MONEY[match["unit"]])
        pairs = [
            (spent, staff)
            for spent in case.find(
                "expenditure.operating", phase="executed", year=case.year, scope="department"
            )
            for staff in case.find("staff.on_payroll", year=case.year)
        ]
        quotients = [(q, pair) for pair in pairs if (q := printed(pair[0]) / printed(pair[1]))]
        if quotients:
            yield _per_head(case, match, stated, quotients)


def _per_head(
    case: Case,
    match: re.Match[str],
    stated: Interval,
    quotients: Sequence[tuple[Interval, tuple[Observation, Observation]]],
) -> Verdict:
    fitting = [entry for entry in quotients if entry[0].touches(stated)]
    computed, (spent, staff) = (fitting or quotients)[0]
    ending = "相符" if fitting else "不一致，请核对口径（是否按编制数计算）"
    return Verdict(
        outcome=AGREES if fitting else DOUBTFUL,
        subject="per head",
        message=(
            f"正文“{match.group()}”，{words.value(spent)} ÷ {words.value(staff)} 为 "
            f"{words.amount(computed.middle, '万元')}，{ending}；见{case.where(match.start())}。"
        ),
        evidence=(
            case.cite_text("left", match.start("number"), match.end("number")),
            *case.cite("right", spent, staff),
        ),
        gap=stated.middle - computed.middle,
        left=stated,
        right=computed,
    )


_GDP = re.compile(
    rf"(?<!人均)(?:地区生产总值|生产总值|GDP)(?:[（(]GDP[）)])?[^，,。；;\d占比]{{0,8}}(?P<number>{_NUMBER})\s*(?P<unit>亿元|万元)"
)


@rule("RATIO-RD")
def rule_ratio_rd(case: Case) -> Iterator[Verdict]:
    """RATIO-RD: the share of research in GDP is the research spending over the GDP that the text states."""
    spent = case.find("outcome.rd_spending", phase="executed", year=case.year)
    gdp = list(_GDP.finditer(case.text))
    for stated in case.find("outcome.rd_share_gdp", phase="executed", year=case.year):
        pairs = [(one, match) for one in spent for match in gdp]
        rates = [
            (rate.scaled(HUNDRED), one, match)
            for one, match in pairs
            if (rate := printed(one) / printed_text(match["number"]).scaled(in_yi(match["unit"])))
        ]
        if rates:
            yield _research(case, stated, rates)


def _research(
    case: Case, stated: Observation, rates: list[tuple[Interval, Observation, re.Match[str]]]
) -> Verdict:
    left = printed(stated)
    computed, spent, gdp = next((entry for entry in rates if entry[0].touches(left)), rates[0])
    return claimed(
        case,
        left,
        computed,
        subject=f"rd|{stated.stated_value}",
        claim=(f"{words.figure(stated)}，按 {words.value(spent)} ÷ GDP {gdp['number']} {gdp['unit']} 应为"),
        unit="%",
        start=stated.start,
        evidence=(
            *case.cite("left", stated),
            *case.cite("right", spent),
            case.cite_text("right", gdp.start("number"), gdp.end("number")),
        ),
    )
