"""Numbers: whatever a report may print comes back as the same value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.compact import compact, normal
from etl.extract.numbers import figures, in_unit, parse_number

amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@given(amounts)
def test_a_printed_number_reads_back_as_itself(value: Decimal) -> None:
    assert parse_number(str(value)) == value


@given(amounts)
def test_thousands_separators_change_nothing(value: Decimal) -> None:
    assert parse_number(f"{value:,}") == value


@given(amounts)
def test_full_width_digits_change_nothing(value: Decimal) -> None:
    assert parse_number(f"{value:,}".translate(FULL_WIDTH)) == value


@given(amounts)
def test_blanks_as_separators_change_nothing(value: Decimal) -> None:
    assert parse_number(f"{value:,}".replace(",", " ")) == value


@given(st.text(alphabet="支出为约的（）：，。、万元", max_size=12), amounts)
def test_a_figure_is_found_where_it_stands(words: str, value: Decimal) -> None:
    text = f"{words}支出{value:,}万元"
    stretch = compact(text, 0, len(text))
    found = list(figures(stretch.text))
    assert [figure.value for figure in found] == [value]
    start, end = stretch.span(found[0].start, found[0].end)
    assert text[start:end] == f"{value:,}"


@given(st.text(max_size=60))
def test_no_text_breaks_the_number_reader(text: str) -> None:
    stretch = compact(text, 0, len(text))
    for figure in figures(stretch.text):
        start, end = stretch.span(figure.start, figure.end)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("text", ["", "无", "/", "—", "——", "3家", "1,23", "2023年", "约5", "5.5.5"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月8日",
        "第2位",
        "5G",
        "〔2020〕7号",
        "（1）",
        "1、主要职能",
        "2.机构情况",
        "12345热线",
        "1-12月",
    ],
)
def test_what_only_looks_like_a_figure_is_left_out(text: str) -> None:
    assert [figure for figure in figures(normal(text)) if figure.unit] == []


@pytest.mark.parametrize(
    ("value", "stated", "unit", "expected"),
    [
        ("1.49", "亿元", "万元", "14900"),
        ("466.23", "元", "万元", "0.046623"),
        ("3.2", "亿", "万元", "32000"),
        ("500", "万元", "亿元", "0.05"),
        ("34", "名", "人", "34"),
        ("13", "批", "批次", "13"),
    ],
)
def test_a_stated_unit_converts_to_the_catalogues(value: str, stated: str, unit: str, expected: str) -> None:
    assert in_unit(Decimal(value), stated, unit) == Decimal(expected)


def test_units_of_different_kinds_do_not_convert() -> None:
    assert in_unit(Decimal(5), "家", "万元") is None
    assert in_unit(Decimal(5), "万元", "%") is None
