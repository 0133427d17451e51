"""Unit slips: a figure that is ten thousand times off because 元 stands for 万元 (or 万元 for 亿元).

Found once for a report, so that the other rules leave a slipped figure to PLAUS-UNIT instead of
reporting its consequences one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from etl.catalogue import descends_from, family_of
from etl.catalogue.units import STORED

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Observation

    Pair = tuple[Observation, Observation]

TEN_THOUSAND = Decimal(10000)
ROUNDING = Decimal("0.02")
SAME_DIGITS = Decimal("0.000001")
BUDGET_FAMILIES = frozenset({"revenue", "expenditure", "operating", "three_public", "procurement"})
HUNDREDS = 200
SEVERAL = 3  # so many figures of a table are no slip each: the table's unit is another one
SMALL_PART = Decimal("0.01")  # 100 元 of receptions in a year
MOST_PARTS = 6  # of more, some combination would fit by chance
A_CENT = Decimal("0.01")  # 万元, the usual print
SMALL_YI = Decimal("0.01")
TOTAL_FAMILIES = ("revenue", "expenditure", "procurement")
_SPENT = "expenditure.total"
_TOTALS = frozenset({"revenue.total", "expenditure.total", "revenue.general_public_budget"})


def find_slips(case: Case) -> tuple[tuple[Observation, Observation], ...]:
    """Pairs of a slipped figure and the figure that shows it, one pair for each slipped figure."""
    money = [entry for entry in case.find(slipped=True) if entry.unit in STORED and entry.value]
    usual = Counter(entry.stated_unit for entry in money)
    pairs = list(_apart(case, money))
    beyond = dict(_beyond_whole(case, money)) | dict(_beyond_all(case, money))
    shown = Counter(entry for pair in pairs for entry in pair)
    found = _of_whole_tables(pairs, money)
    for one, other in pairs:
        if one in found or other in found:
            continue
        wrong, right = sorted(
            (one, other),
            key=lambda entry: (
                entry not in beyond,
                -shown[entry],
                -_oddity(entry, money),
                usual[entry.stated_unit],
            ),
        )
        found.setdefault(wrong, right)
    for wrong, right in beyond.items():
        found.setdefault(wrong, right)
    return tuple(found.items())


def _of_whole_tables(pairs: Sequence[Pair], money: Sequence[Observation]) -> dict[Observation, Observation]:
    """All money of a table of which several figures are ten thousand times those of other places."""
    found: dict[Observation, Observation] = {}
    left = [pair for pair in pairs if pair[0].table != pair[1].table]
    while True:
        shown = Counter(entry.table for pair in left for entry in pair if entry.table is not None)
        table, times = next(iter(shown.most_common(1)), (None, 0))
        if times < SEVERAL:
            return found
        own = [(one, other) if one.table == table else (other, one) for one, other in _of_table(left, table)]
        witnesses = dict(reversed(own))
        found |= {entry: witnesses.get(entry, own[0][1]) for entry in money if entry.table == table}
        left = [pair for pair in left if pair not in _of_table(left, table)]


def _of_table(pairs: Sequence[Pair], table: int | None) -> list[Pair]:
    return [pair for pair in pairs if table in (pair[0].table, pair[1].table)]


def find_tiny(case: Case) -> tuple[Observation, ...]:
    """Further figures, too small to be true: a total below 10,000 元, a part below 100 元."""
    slipped = {wrong for wrong, _ in case.slips}
    return tuple(entry for entry in case.find(slipped=True) if entry not in slipped and _is_tiny(entry))


def _is_tiny(entry: Observation) -> bool:
    """Whether a figure is too small for its unit; a county's is of 0.01 亿元 at least."""
    if not entry.value or entry.phase == "target":
        return False
    if entry.unit == "万元" and entry.stated_unit == "元":
        total = entry.measure.startswith(TOTAL_FAMILIES) or entry.measure.endswith(".total")
        bound = 1 if total else SMALL_PART
        return (
            family_of(entry.measure) in BUDGET_FAMILIES
            and abs(entry.value) < bound
            and entry.scope == "department"
        )
    return entry.unit == "亿元" and abs(entry.value) < SMALL_YI


def _beyond_all(case: Case, money: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """Figures of the department that are hundreds of times all of its spending.

    Where most are, it is the spending itself that has the wrong unit; its own part shows it.
    """
    own = [e for e in money if family_of(e.measure) in BUDGET_FAMILIES and e.scope == "department"]
    wholes = [e for e in own if (e.measure, e.phase, e.year, e.item) == (_SPENT, "executed", case.year, None)]
    whole = max(wholes, key=lambda entry: entry.value, default=None)
    beyond = [entry for entry in own if whole and entry.value > whole.value * HUNDREDS]
    if whole and len(beyond) * 2 > len(own):
        spent = [e for e in beyond if family_of(e.measure) == "expenditure"]
        parts = [e for e in spent if (e.phase, e.year) == (whole.phase, whole.year)]
        yield from ((whole, part) for part in parts[:1])
    else:
        yield from ((entry, whole) for entry in beyond if whole)


def _beyond_whole(case: Case, money: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """A part that is hundreds of times its whole beside it, where other parts are not."""
    stated = [entry for entry in money if entry.item is None and entry.scope == "department"]
    for whole in stated:
        parts = [entry for entry in stated if _is_part(case, entry, whole)]
        above = [entry for entry in parts if entry.value > whole.value * HUNDREDS]
        if len(above) == 1 < len(parts):
            yield above[0], whole


def fills_its_whole(case: Case, part: Observation, whole: Observation) -> bool:
    """Whether a ten-thousandth of a part makes up its whole with some of the other parts beside it."""
    if not descends_from(part.measure, whole.measure):
        return False
    others = [entry for entry in case.find(item=None) if _is_part(case, entry, whole) and entry != part]
    missing = whole.value - part.value / TEN_THOUSAND
    some = (chosen for count in range(len(others) + 1) for chosen in combinations(others[:MOST_PARTS], count))
    return any(abs(sum(entry.value for entry in chosen) - missing) <= A_CENT for chosen in some)


def _is_part(case: Case, entry: Observation, whole: Observation) -> bool:
    same = (entry.phase, entry.year) == (whole.phase, whole.year)
    return same and descends_from(entry.measure, whole.measure) and case.place(entry) == case.place(whole)


def _oddity(entry: Observation, money: Sequence[Observation]) -> int:
    """How many powers of ten a figure is away from the nearest other figure of its kind."""
    kin = [e for e in money if family_of(e.measure) == family_of(entry.measure) and e.value != entry.value]
    return min((abs(e.value.adjusted() - entry.value.adjusted()) for e in kin), default=0)


def _apart(case: Case, money: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of figures that should be equal and are ten thousand times apart."""
    for one, other in combinations(money, 2):
        slack = _slack(case, one, other)
        if slack is not None and times_apart(one.value, other.value, slack):
            yield one, other


def _slack(case: Case, one: Observation, other: Observation) -> Decimal | None:
    """How closely two figures must agree but for the unit; None where they need not agree at all."""
    if one.start == other.start or (one.year, one.scope) != (other.year, other.scope):
        return None
    same, same_phase = (one.measure, one.item) == (other.measure, other.item), one.phase == other.phase
    if same and same_phase:
        return ROUNDING
    both_totals = {one.measure, other.measure} <= _TOTALS
    # "收入 4286.35 元" beside "全年预算 4286.35 万元": the very same digits, at another stage of the budget
    return SAME_DIGITS if (same or both_totals) and case.place(one) == case.place(other) else None


def times_apart(one: Decimal, other: Decimal, slack: Decimal) -> bool:
    """Whether one value is ten thousand times the other."""
    small, large = sorted((abs(one), abs(other)))
    return small != 0 and abs(large / (small * TEN_THOUSAND) - 1) <= slack
