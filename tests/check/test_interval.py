"""What a print allows: ±0.5·10⁻ᵈ of the stated unit, exact counts and zeros."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.check.interval import Interval, around, exactly, printed, ratio_percent, total
from tests.check.written import written


def interval_of(figure: str) -> Interval:
    return printed(written({"text": figure}).observations[0])


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        ("[[466.23|expenditure.total]]万元", "466.225", "466.235"),
        ("[[15|expenditure.project]]万元", "14.5", "15.5"),
        ("[[1.49|expenditure.total]]亿元", "14850", "14950"),
        ("[[350000.00|three_public.total]]元", "34.9999995", "35.0000005"),
        ("[[1,386.90|expenditure.total]]万元", "1386.895", "1386.905"),
        ("[[97.77|execution.rate]]%", "97.765", "97.775"),
    ],
)
def test_a_figure_stands_for_half_of_its_last_decimal(figure: str, low: str, high: str):
    assert interval_of(figure) == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "figure",
    [
        "[[36|staff.on_payroll]]人",
        "[[9.7|execution.score]]分",
        "[[0|three_public.overseas]]万元",
        "[[无|expenditure.state_capital]]",
    ],
)
def test_people_scores_and_zeros_are_exact(figure: str):
    found = interval_of(figure)
    assert found.low == found.high


def test_the_intervals_of_parts_add_up():
    assert total([around(Decimal("1.00"), 2), around(Decimal("2.00"), 2)]) == Interval(
        Decimal("2.99"), Decimal("3.01")
    )


def test_two_prints_that_only_meet_at_their_ends_do_not_touch():
    assert not around(Decimal(7), 0).touches(around(Decimal(6), 0))
    assert around(Decimal("6.5"), 1).touches(around(Decimal(6), 0))


def test_an_exact_figure_may_lie_on_an_end():
    assert exactly(Decimal("6.5")).touches(around(Decimal(6), 0))


def test_nothing_is_divided_by_what_can_be_zero():
    assert ratio_percent(exactly(Decimal(1)), around(Decimal(0), 0)) is None
