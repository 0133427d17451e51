"""Numbers with their units: what is a figure, how large it is, and what only looks like one.

A number that belongs to a date, an ordinal, an enumeration, a document number or a name such as 5G
is no figure; a number with a unit that the catalogue does not know is a figure of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from etl.catalogue.units import MONEY, STORED
from etl.extract.compact import normal

NUMBER = re.compile(r"\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d*(?:\.\d+)?)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=[年初底末—至-])(?<!\d....)")
_UNIT = re.compile(
    r"亿元|万元|千元|亿(?![吨千立件])|万(?![名处场宗起笔桶箱盒瓶袋匹顶根块片粒斤立学师党团企商村居游群职贫老残妇儿岁座所篇幅幢栋间门艘节盏枚颗位家个批人户亩吨平㎡mM册株头公千余多台次辆只条米张份羽尾亿伏度方件套多字棵棒美欧港日])|元(?!旦|宵|月)|个百分点|个百分比|%|‰|"
    r"人次|个批次|批次|批|次|人(?!均)|名|家(?!次)|个|分(?!之|钟|局|别|公司|解|期|类)|户|件|项(?!目)|台|辆|年|月|日|号|位|条|座"
)
_DATE_UNITS = frozenset("年月日号位条")
_NAME_AFTER = re.compile(r"[A-Za-z#＃]|\+|—\d|-\d|～|~|对\d|号|月|日|年|大|级|类|强|城市|小时|天")


class Figure(NamedTuple):
    """A number as the compact text writes it.

    Attributes:
        start: Compact offset of the first digit (or of a minus sign).
        end: Compact offset after the last digit.
        value: The number as written, its sign included.
        decimals: Printed decimals.
        unit: The unit as the compact text writes it, or "".
        unit_end: Compact offset after the unit.
    """

    start: int
    end: int
    value: Decimal
    decimals: int
    unit: str
    unit_end: int


def parse_number(text: str) -> Decimal | None:
    """The value of a number as reports write it ("1,234.50", "１２．５", "1 497.20", "-1.74"), else None."""
    plain = normal(text)
    match = re.fullmatch(r"([-−–]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)", plain)
    if not match:
        return None
    value = Decimal(match[2].replace(",", ""))
    return -value if match[1] else value


def in_unit(value: Decimal, stated_unit: str, unit: str) -> Decimal | None:
    """A stated value in a catalogue unit, or None where the units do not go together.

    Money is 万元 or 亿元 in the catalogue; 人 takes 名 and 个 (of posts); 批次 takes 批 and 次.
    """
    if unit in STORED:
        factor = MONEY.get(stated_unit)
        if factor is None:
            return None
        amount = value * factor
        return amount if unit == "万元" else amount / MONEY["亿元"]
    accepted = {
        "人": ("人", "名", "个"),
        "%": ("%",),
        "分": ("分",),
        "家": ("家", "户", "个"),
        "个": ("个", "座", "处"),
        "批次": ("个批次", "批次", "批", "次", "个"),
        "人次": ("人次", "人", "名"),
    }
    return value if stated_unit in accepted.get(unit, ()) else None


def years(text: str) -> Iterator[tuple[int, int, int]]:
    """The calendar years of a compact text as (start, end, year); the 年 itself is left out."""
    for match in _YEAR.finditer(text):
        yield match.start(), match.end(), int(match[0])


def _is_enumerator(text: str, start: int, end: int) -> bool:
    """Whether a number only numbers a list: "(1)", "1、", "2." at the head of a clause."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    if before == "(" and after[:1] == ")" and end - start <= 2 and "." not in text[start:end]:
        return _starts_clause(text, start - 1) or not text[end + 1 : end + 2].isdigit()
    if after[:1] in ("、", ".", ")") and end - start <= 2 and not after[1:2].isdigit():
        return _starts_clause(text, start)
    return False


def _starts_clause(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in ";。:,!?)"


def _signed_start(text: str, start: int) -> int:
    """The number's start with a minus sign that belongs to it (not a range's dash)."""
    if (
        start
        and text[start - 1] in "-−–"
        and not (start > 1 and (text[start - 2].isdigit() or text[start - 2] in "月年%"))
    ):
        return start - 1
    return start


def figures(text: str) -> Iterator[Figure]:
    """The figures of a compact text; dates, ordinals, enumerations and names are left out."""
    year_starts = {start for start, _, _ in years(text)}
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if start in year_starts or _is_enumerator(text, start, end):
            continue
        before = text[start - 1] if start else ""
        if before and (
            before in "第[〔#＃"
            or (before.isascii() and before.isalpha())
            or (before in "-—~～" and start > 1 and text[start - 2].isdigit())
        ):
            continue
        unit = _UNIT.match(text, end)
        if unit is None and _NAME_AFTER.match(text, end):
            continue
        if unit and (unit[0] in _DATE_UNITS or text.startswith("/", unit.end())):  # 650元/年, a rate of pay
            continue
        signed = _signed_start(text, start)
        value = Decimal(match[0].replace(",", ""))
        yield Figure(
            start=signed,
            end=end,
            value=-value if signed < start else value,
            decimals=len(match[0].partition(".")[2]),
            unit=unit[0] if unit else "",
            unit_end=unit.end() if unit else end,
        )
