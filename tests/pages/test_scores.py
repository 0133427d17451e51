from __future__ import annotations

import pytest

from pages.common import scores


@pytest.mark.parametrize(
    ("value", "words"), [(-9.0, "-9"), (-4.94, "-4.94"), (1.5, "+1.5"), (-10.0, "-10"), (100.0, "+100")]
)
def test_a_difference_of_points_has_its_sign_and_no_needless_decimals(value: float, words: str) -> None:
    assert scores.difference(value) == words


def scored(**changes: object) -> dict[str, object]:
    row = {"name": "甲", "weight": 10.0, "claimed": 10.0, "recomputed": 8.0, "computed": True}
    row |= {"difference": -2.0, "reason": "按比例", "figure": None, "target": "10次", "actual": "8次"}
    return {**row, **changes}


KEPT = scored(name="乙", weight=35.0, claimed=33.0, recomputed=33.0, computed=False, difference=0.0)


def table(*rows: dict[str, object]) -> dict[str, object]:
    total = {"claimed": 43.0, "recomputed": 41.0, "difference": -2.0, "share": 22.0, "reason": None}
    total["figure"] = "r@9#score.total"
    return {"label": "甲县（2023）", "scope": "部门整体支出", "report_id": "r", "rows": list(rows), **total}


def link(report: str, figure: str | None) -> str:
    return f"source?report={report}&figure={figure}"


def test_a_long_name_may_be_broken() -> None:
    html = scores.recomputed_rows(table(scored(name="组织培训≥2次")), link)
    assert '<span class="long">组织培训≥2次</span>' in html


def test_a_recomputed_total_says_how_the_rest_counts() -> None:
    assert "复算项8＋其余35分照自评计33" in scores.side_by_side([table(scored(), KEPT)], [], link)
    assert "无法复算的35分照自评计入33分" in scores.recomputed_rows(table(scored(), KEPT), link)


def test_a_total_that_is_wholly_recomputed_needs_no_such_words() -> None:
    assert "照自评计" not in scores.side_by_side([table(scored())], [], link)
    assert "各项均已复算" in scores.recomputed_rows(table(scored()), link)


def test_a_claimed_total_leads_to_its_place() -> None:
    assert "figure=r@9#score.total" in scores.side_by_side([table(scored())], [], link)


def test_a_report_without_a_table_has_its_line_with_the_claimed_score_and_the_reason() -> None:
    nothing = {"recomputed": None, "difference": None, "share": None, "reason": "报告没有附自评表"}
    spans = [{"label": "甲县（2023）", "lowest": 31.0, "highest": 69.0}]
    html = scores.side_by_side([{**table(), **nothing}], spans, link)
    assert ">43</a>" in html
    assert "无从复算</span><small>报告没有附自评表" in html
    assert "31～69" in html


def test_a_recomputed_row_shows_the_target_and_what_was_done() -> None:
    html = scores.recomputed_rows(table(scored(target="100%", actual="90%")), link)
    assert "<td>100%</td><td>90%</td>" in html


def test_a_row_that_cannot_be_recomputed_says_with_what_points_it_counts() -> None:
    assert "无法复算</span><small>照自评计33" in scores.recomputed_rows(table(KEPT), link)


def test_an_indicator_stands_with_what_it_belongs_to_in_one_column() -> None:
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "培训次数", "target": "2次", "actual": None}
    rest = {"weight": 10.0, "score": None, "lost": None, "explanation": None, "report_id": "r"}
    html = scores.indicator_table([{**row, **rest}], link)
    assert "培训次数</span><small>产出指标 · 数量指标</small></th>" in html


def test_last_years_figure_leads_to_last_years_report_and_a_stand_in_is_named() -> None:
    row = {"label": "甲县（2023）", "report_id": "a-b-2023", "series": "“三公经费”变动率", "value": -10.0}
    row |= {"unit": "%", "observation_id": "a-b-2023@9#x", "inputs": ["a-b-2023@9#x", "a-b-2022@7#x"]}
    told = {"origin": "computed", "formula": "甲", "rule": "乙", "conflict": False, "reason": None}
    row |= told | {"detail": None, "expected": "≤0", "note": "以决算数代"}
    html = scores.common_indicator_table([row], link)
    assert "source?report=a-b-2022&amp;figure=a-b-2022@7#x" in html
    assert '<span class="stand-in">以决算数代</span>' in html
