"""Numbers in messages: thousands separators, no more digits than a reader needs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from etl.check import words


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("466.183377", "万元", "466.18 万元"),
        ("1234567.5", "万元", "1,234,567.50 万元"),
        ("7", "万元", "7.00 万元"),
        ("0", "万元", "0.00 万元"),
        ("8.405", "万元", "8.41 万元"),
        ("-1.665", "万元", "-1.67 万元"),
        ("36", "人", "36 人"),
        ("12000", "人", "12,000 人"),
        ("9.7770", "分", "9.78 分"),
        ("97.770", "%", "97.77%"),
        ("120.0", "%", "120%"),
    ],
)
def test_a_value_shows_at_most_two_decimals(value: str, unit: str, shown: str):
    assert words.amount(Decimal(value), unit) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("0.002642", "万元", "0.0026 万元"),
        ("0.0049", "万元", "0.0049 万元"),
        ("-0.0004", "%", "-0.0004%"),
        ("0.007", "万元", "0.007 万元"),
    ],
)
def test_a_value_never_rounds_to_nothing(value: str, unit: str, shown: str):
    assert words.amount(Decimal(value), unit) == shown


def test_rates_differ_by_percentage_points():
    assert words.gap(Decimal("-467087.504"), "%") == "467,087.5 个百分点"


def test_amounts_differ_without_a_sign():
    assert words.gap(Decimal("-1.71"), "万元") == "1.71 万元"
