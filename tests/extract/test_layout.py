"""Sections are told by the words of their titles, in whatever order a bureau puts them."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.read import read_bytes

OPENING = "衡山县教育局2023年度部门整体支出绩效自评报告\n\n"


def _sections(*lines: str) -> list[tuple[str, str]]:
    text = OPENING + "\n".join(lines)
    found = extract(read_bytes("430423-jyj-2023.txt", text.encode())).sections
    return [(section.section, section.title) for section in found]


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("二、预算收支及资金使用情况", "general_public_budget"),
        ("二、部门预算编制与执行情况", "general_public_budget"),
        ("（二）年度决算收支和“三公”经费使用情况", "general_public_budget"),
        ("五 履职效益情况", "performance"),
        ("七 建议", "improvements"),
        ("七、意见和建议", "improvements"),
        ("八 信息公开", "publication"),
        ("三、资金从哪里来、用到哪里去", "general_public_budget"),
        ("一、评价结论", "performance"),
        ("七、短板与成因", "problems"),
    ],
)
def test_a_title_opens_its_section(title: str, section: str) -> None:
    assert _sections(title, "2023年支出合计100万元。") == [(section, title)]


@pytest.mark.parametrize("title", ["（三）“三公”经费使用情况", "2.项目支出情况", "（一）预算编制情况"])
def test_a_part_of_the_spending_opens_no_section(title: str) -> None:
    assert _sections(title, "2023年支出合计100万元。") == []


def test_a_title_of_the_first_order_comes_before_an_earlier_one_of_the_second() -> None:
    found = _sections("（三）部门收支情况", "收入100万元。", "二、部门整体支出使用情况", "支出100万元。")
    assert found == [("general_public_budget", "二、部门整体支出使用情况")]


def test_a_line_that_breaks_before_its_amount_is_no_heading() -> None:
    text = OPENING + "4.政府采购情况\n2022年度政府采购支出\n142.60万元。\n"
    found = extract(read_bytes("430423-jyj-2023.txt", text.encode())).observations
    assert [(entry.measure, entry.year, entry.stated_value) for entry in found] == [
        ("procurement.total", 2022, "142.60")
    ]


def test_a_fund_s_own_line_is_about_that_fund() -> None:
    text = OPENING + "三、其他预算支出情况\n政府性基金预算：无。\n3.社会保险基金预算：无。\n"
    found = extract(read_bytes("430423-jyj-2023.txt", text.encode())).observations
    assert {(entry.measure, entry.value) for entry in found} == {
        ("expenditure.government_fund", 0),
        ("expenditure.social_insurance", 0),
    }
