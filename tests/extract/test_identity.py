"""Who reports on which year, told from the text of any county's bureau."""

from __future__ import annotations

import pytest

from etl.extract import extract
from etl.extract.identity import find_county
from etl.read import Unreadable, read_bytes
from etl.records import Report


def _identity(text: str, name: str = "report.txt") -> Report:
    return extract(read_bytes(name, text.encode())).report


def test_a_title_names_county_bureau_and_year() -> None:
    report = _identity("慈利县教育局关于2023年度部门整体支出绩效自评情况的报告\n\n县财政局：")
    assert (report.report_id, report.department) == ("430821-jyj-2023", "慈利县教育局")


def test_a_file_name_in_the_contracts_form_settles_the_identity() -> None:
    assert (
        _identity("2022年度部门整体支出绩效自评报告", "430423-kjgx-2023.txt").report_id == "430423-kjgx-2023"
    )


def test_a_file_name_may_declare_a_code_from_before_a_county_was_renamed() -> None:
    report = _identity("2019年度部门整体支出绩效自评报告", "431121-jyj-2019.txt")
    assert (report.report_id, report.county) == ("431121-jyj-2019", "祁阳县")


def test_a_code_that_no_county_has_leaves_the_county_to_the_text() -> None:
    report = _identity("慈利县教育局2023年度部门整体支出绩效自评报告", "999999-jyj-2023.txt")
    assert report.report_id == "430821-jyj-2023"


def test_a_bureau_without_its_county_gets_it() -> None:
    text = "2023年度科工局部门整体支出\n\n绩效自评报告\n\n按《永州市零陵区差旅费管理办法》执行。"
    assert _identity(text).department == "零陵区科工局"


def test_a_county_outside_the_province_is_known_too() -> None:
    report = _identity("射阳县水利局2022年度部门整体支出绩效自评报告")
    assert (report.county_code, report.prefecture) == ("320924", "盐城市")


def test_a_county_that_has_become_a_city_keeps_its_code() -> None:
    county = find_county("宁乡县财政局2015年度部门整体支出绩效自评报告")
    assert county is not None
    assert county.code == "430182"


def test_a_name_inside_another_is_not_mistaken_for_it() -> None:
    county = find_county("永兴县林业局2020年度报告")  # 兴县 is another county
    assert county is not None
    assert county.code == "431023"


def test_a_report_of_no_known_county_is_refused() -> None:
    with pytest.raises(Unreadable, match="县"):
        _identity("2023年度部门整体支出绩效自评报告")


def test_a_report_of_no_known_year_is_refused() -> None:
    with pytest.raises(Unreadable, match="年度"):
        _identity("慈利县教育局部门整体支出绩效自评报告")


def test_a_town_reports_under_its_own_name() -> None:
    text = "汉寿县蒋家嘴镇人民政府2020年度部门整体支出绩效自评报告\n\n蒋家嘴镇位于汉寿县南部，总人口5万人。"
    assert _identity(text).department == "汉寿县蒋家嘴镇人民政府"


def test_a_part_of_the_county_is_no_bureau() -> None:
    assert _identity("2020年度部门整体支出绩效自评报告\n\n位于汉寿县南部。").department == "未识别部门"


def test_a_year_written_in_chinese_digits_is_read_and_we_are_no_name() -> None:
    text = (
        "新宁县林业局二○二○年度部门整体支出绩效自评报告\n\n现将我局2020年度部门整体支出绩效自评情况报告如下。"
    )
    report = _identity(text)
    assert (report.department, report.fiscal_year) == ("新宁县林业局", 2020)


def test_a_seal_is_no_part_of_the_bureaus_name() -> None:
    text = "部门整体支出绩效自评报告\n\n单位名称：中方县教育局（盖章）\n2020年度支出100万元。"
    assert _identity(text).department == "中方县教育局"
