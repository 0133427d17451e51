from __future__ import annotations

from typing import Any

import pandas as pd

from pages.common import book, brief


def claimed(*values: float | None) -> pd.DataFrame:
    labels = [f"{place}县" for place in range(len(values))]
    return pd.DataFrame({"label": labels, "value": pd.Series(values, dtype="float64")})


def table(difference: float | None, scope: str = book.DEPARTMENT) -> dict[str, Any]:
    return {"scope": scope, "difference": difference}


def found(*outcomes: str) -> pd.DataFrame:
    return pd.DataFrame({"label": "甲县", "outcome": list(outcomes)}, columns=pd.Index(["label", "outcome"]))


def test_scores_tell_their_span_and_how_many_fall_when_recomputed() -> None:
    words = brief.scores(claimed(97.0, 99.0, None), [table(-9.0), table(0.0), table(-1.0, "某项目")])
    assert words == "自评总分97～99分（有数2/3）；附表可复算的2份中，1份复算低于自评"


def test_a_single_score_is_no_span() -> None:
    assert brief.scores(claimed(98.0), []) == "自评总分98分（有数1/1）"


def test_no_score_is_not_a_score_of_zero() -> None:
    assert brief.scores(claimed(None, None), []) == "自评总分：均未披露（有数0/2）"


def test_scores_of_a_year_without_reports_are_not_called_undisclosed() -> None:
    assert brief.scores(claimed(None).assign(reason="未收集"), []) == "自评总分：没有该年度报告（有数0/1）"


def test_contradictions_are_counted_by_report_and_by_place() -> None:
    assert brief.contradictions(found("不符", "不符", "存疑", "符合"), 1) == (
        "1/1份报告自相矛盾：不符2处，另有存疑1处"
    )


def test_a_county_without_a_report_is_none_of_the_reports_that_were_checked() -> None:
    assert brief.contradictions(found("不符"), 3) == (
        "1/1份报告自相矛盾：不符1处，另有存疑0处；另2个县区没有该年度报告"
    )


def test_reports_without_a_contradiction_are_said_to_have_none() -> None:
    assert brief.contradictions(found("存疑", "符合"), 1) == "勾稽核验1份报告没有发现不符，存疑1处"


def test_a_contradiction_is_told_in_a_line_with_its_gap() -> None:
    row = {
        "about": "收入合计（年初预算）",
        "rule_title": "收入合计等于各来源之和",
        "gap": -1285.4,
        "unit": "万元",
    }
    words = "收入合计（年初预算）：“收入合计等于各来源之和”不成立，相差1,285.40万元"
    assert brief.contradiction(row) == words


def test_a_contradiction_without_a_measurable_gap_has_none() -> None:
    row = {"about": None, "rule_title": "附表齐全", "gap": None, "unit": None}
    assert brief.contradiction(row) == "“附表齐全”不成立"


def test_without_a_report_nothing_was_checked() -> None:
    assert brief.contradictions(found(), 1) == "勾稽核验：没有该年度报告"
