from __future__ import annotations

import pytest

from pages.common import scores


@pytest.mark.parametrize(
    ("value", "words"), [(-9.0, "-9"), (-4.94, "-4.94"), (1.5, "+1.5"), (-10.0, "-10"), (100.0, "+100")]
)
def test_a_difference_of_points_has_its_sign_and_no_needless_decimals(value: float, words: str) -> None:
    assert scores.difference(value) == words


def test_a_long_name_may_be_broken() -> None:
    row = {
        "name": "组织培训≥2次",
        "weight": 10,
        "claimed": 9,
        "recomputed": 10,
        "computed": True,
        "difference": 1.0,
        "reason": "完成",
        "figure": None,
    }
    html = scores.recomputed_rows({"rows": [row], "report_id": "r"}, lambda report, figure: "source")
    assert '<span class="long">组织培训≥2次</span>' in html
