"""What a printed figure can really be: a figure with d decimals stands for ±0.5·10⁻ᵈ of its stated unit.

Tolerance comes from the print and never from taste: the intervals of the parts add up, and two
figures contradict each other only where their intervals do not touch. People and enterprises are
counted, not rounded, so a count is exact; so is a score.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.catalogue.units import MONEY

if TYPE_CHECKING:
    from etl.records import Observation

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
COUNTED = frozenset({"人", "家", "个", "批次", "人次", "分"})
_NUMBER = re.compile(r"\d[\d,， ]*(?:\.\d+)?")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval in the catalogue's unit."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        """The interval of a sum."""
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        """The interval of a difference."""
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Interval) -> Interval | None:
        """The quotient, or None where the divisor can be zero."""
        if other.low <= 0 <= other.high:
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def scaled(self, factor: Decimal) -> Interval:
        """The interval times a number."""
        return Interval(*sorted((self.low * factor, self.high * factor)))

    def touches(self, other: Interval) -> bool:
        """Whether one value can satisfy both.

        A print's upper end is no part of it (6.5 prints as 7, not as 6), so two prints that only meet at
        their ends do not touch; an exact figure may lie on an end.
        """
        if self.low == self.high or other.low == other.high:
            return self.low <= other.high and other.low <= self.high
        return self.low < other.high and other.low < self.high

    @property
    def middle(self) -> Decimal:
        """The figure as printed, or the middle of a computed interval."""
        return (self.low + self.high) / 2


def exactly(value: Decimal) -> Interval:
    """The interval of a figure that is not rounded."""
    return Interval(value, value)


def around(value: Decimal, decimals: int, factor: Decimal = Decimal(1)) -> Interval:
    """The interval of a value printed with so many decimals in a unit that is `factor` of ours."""
    half = HALF.scaleb(-decimals) * factor
    return Interval(value - half, value + half)


def half_width(text: str) -> str:
    """The text with the digits, the point and the per-cent sign that rules look for; no offset changes."""
    return text.translate(_HALF_WIDTH)


def read_number(text: str) -> tuple[Decimal, int]:
    """A number of the text and the decimals that it shows."""
    plain = re.sub(r"[,，]", "", half_width(text))
    return Decimal(plain), len(plain.partition(".")[2])


def printed_text(text: str) -> Interval:
    """What a number of the text can really be, in the unit that stands behind it."""
    return around(*read_number(text))


def decimals_of(stated: str) -> int | None:
    """How many decimals a stated number shows, None where it shows no digits ("无")."""
    match = _NUMBER.search(half_width(stated))
    if match is None:
        return None
    return len(match.group().partition(".")[2])


def _factor(observation: Observation) -> Decimal:
    """How many catalogue units one stated unit is (亿元 is 10000 万元)."""
    match = _NUMBER.search(half_width(observation.stated_value))
    stated = Decimal(re.sub(r"[,， ]", "", match.group())) if match else Decimal(0)
    if stated and observation.value:
        return abs(observation.value) / stated
    unit = observation.stated_unit or ""
    return MONEY.get(unit, Decimal(1)) if observation.unit == "万元" else Decimal(1)


@lru_cache(maxsize=8192)  # rules compare every figure of a report with many others
def printed(observation: Observation, decimals: int | None = None) -> Interval:
    """The interval that an observation's print allows.

    Args:
        observation: The figure.
        decimals: Read it as if printed with at least so many decimals of its stated unit.
    """
    shown = decimals_of(observation.stated_value)
    factor = _factor(observation)
    counted = observation.unit in COUNTED and observation.statistic in ("level", "yoy_change")
    if shown is None or observation.value == 0 or (counted and factor == 1):
        return exactly(observation.value)
    return around(observation.value, max(shown, decimals or 0), factor)


def total(intervals: list[Interval]) -> Interval:
    """The sum of intervals."""
    result = exactly(Decimal(0))
    for interval in intervals:
        result = result + interval
    return result


def ratio_percent(numerator: Interval, denominator: Interval) -> Interval | None:
    """A share in per cent, None where the denominator can be zero."""
    quotient = numerator / denominator
    return quotient.scaled(HUNDRED) if quotient else None
