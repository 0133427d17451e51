"""Where a figure stands, in words."""

from __future__ import annotations

import pytest

from pages.common.evidence import section_name


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("overview", "部门（单位）基本情况"),
        ("base_data_table", "附件：基础数据表"),
        ("work_assessment", "附件：自评工作考核评分表"),
        (None, "正文"),
    ],
)
def test_a_figure_stands_in_a_section_of_the_template(section: str | None, name: str) -> None:
    assert section_name({"section": section}) == name
