from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from pages.common import charts, palette

COLOURS = {"甲县（2023）": "#111111", "乙县（2022）": "#222222"}


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    defaults = {
        "label": "甲县（2023）",
        "series": "决算",
        "unit": "万元",
        "observation_id": "r@1#m",
        "report_id": "r",
        "origin": "stated",
        "formula": None,
        "conflict": False,
        "reason": None,
    }
    return pd.DataFrame([{**defaults, **row} for row in rows]).astype({"value": "float64"})


def traces(figure: go.Figure) -> list[Any]:
    return list(figure["data"])


def trace(figure: go.Figure, name: str) -> Any:
    return next(each for each in traces(figure) if each.name == name)


def draw(figures: pd.DataFrame) -> go.Figure:
    return charts.bars(figures, COLOURS, unit="万元", source="来源：2份报告")


def test_a_bar_has_the_exact_value() -> None:
    figure = draw(frame({"value": 4513.06}))
    assert trace(figure, "决算").x == (4513.06,)
    assert trace(figure, "决算").text == ("4,513.06",)


def test_a_missing_figure_is_written_and_not_drawn() -> None:
    figure = draw(frame({"value": 1.0}, {"label": "乙县（2022）", "value": None, "reason": "未收集"}))
    assert trace(figure, "决算").x == (1.0,)
    assert trace(figure, "缺失").text == (" 未收集",)


def test_a_true_zero_is_drawn() -> None:
    figure = draw(frame({"value": 0.0}))
    assert trace(figure, "决算").x == (0.0,)
    assert trace(figure, "决算").text == ("0.00",)


def test_a_label_without_any_figure_says_its_reason_once() -> None:
    missing = [{"label": "乙县（2022）", "series": name, "value": None} for name in ("预算", "决算")]
    known = [{"series": name, "value": 1.0} for name in ("预算", "决算")]
    figure = draw(frame(*known, *missing))
    assert trace(figure, "缺失").text == (" 未披露",)


def test_the_axis_label_carries_the_year() -> None:
    figure = draw(frame({"value": 1.0}, {"label": "乙县（2022）", "value": 2.0}))
    assert ["2023年" in figure.layout.yaxis.ticktext[0], "2022年" in figure.layout.yaxis.ticktext[1]] == [
        True,
        True,
    ]


def test_a_conflicting_figure_is_flagged() -> None:
    assert trace(draw(frame({"value": 7.0, "conflict": True})), "决算").text == ("7.00 ⚑",)


def test_a_derived_bar_is_hatched_and_tells_its_formula() -> None:
    figure = draw(frame({"value": 7.31, "origin": "derived", "formula": "5.65 − (−1.66)"}))
    bar = trace(figure, "决算")
    assert bar.marker.pattern.shape == ("/",)
    assert "推算：5.65 − (−1.66)" in bar.customdata[0][2]


def test_a_bar_hands_over_its_observation() -> None:
    assert trace(draw(frame({"value": 1.0})), "决算").customdata[0][:2] == ["r@1#m", "r"]


def test_a_single_series_is_coloured_by_county() -> None:
    figure = draw(frame({"value": 1.0}, {"label": "乙县（2022）", "value": 2.0}))
    assert trace(figure, "决算").marker.color == ("#111111", "#222222")


def test_the_source_line_is_in_the_picture() -> None:
    assert "来源：2份报告" in [each.text for each in draw(frame({"value": 1.0})).layout.annotations]


def test_bars_start_at_zero() -> None:
    assert draw(frame({"value": 97.0})).layout.xaxis.range[0] == 0


def test_a_stack_holds_only_known_parts_and_names_the_missing() -> None:
    figures = frame(
        {"series": "接待", "value": 4.28},
        {"series": "用车", "value": 0.6},
        {"series": "出国", "value": None, "reason": "未披露"},
    )
    figure = charts.stacked(figures, palette.part_colours(["接待", "用车", "出国"]), unit="万元", source="")
    assert [list(each.x) for each in traces(figure)] == [[4.28], [0.6], []]
    assert "出国未披露" in [each.text for each in figure.layout.annotations]


def test_under_a_stack_stands_what_a_part_lacks_though_its_bar_has_no_length() -> None:
    figures = frame(
        {"series": "接待", "value": 4.28},
        {"series": "用车", "value": 0.0, "stands_for": "仅运行维护费"},
    )
    figure = charts.stacked(figures, palette.part_colours(["接待", "用车"]), unit="万元", source="")
    assert "仅运行维护费0.00" in [each.text for each in figure.layout.annotations]


def years(*rows: tuple[int, float | None, str]) -> go.Figure:
    figures = frame(
        *(
            {"label": "甲县", "series": f"{year}年", "year": year, "value": value, "origin": origin}
            for year, value, origin in rows
        )
    )
    return charts.trend(figures, {"甲县": "#111111"}, {"甲县": "circle"}, unit="万元", source="")


def test_a_gap_in_a_trend_stays_a_gap() -> None:
    line = trace(years((2021, 1.0, "stated"), (2022, None, "stated"), (2023, 2.0, "stated")), "甲县")
    assert line.y == (1.0, None, 2.0)
    assert line.connectgaps is False


def test_years_are_categories_not_numbers() -> None:
    figure = years((2022, 1.0, "stated"), (2023, 2.0, "stated"))
    assert figure.layout.xaxis.type == "category"
    assert trace(figure, "甲县").x == ("2022", "2023")


def test_a_derived_point_is_hollow() -> None:
    line = trace(years((2022, 7.31, "derived"), (2023, 5.65, "stated")), "甲县")
    assert line.marker.symbol == ("circle-open", "circle")


def test_near_points_have_their_numbers_apart() -> None:
    figures = frame(
        {"label": "甲县", "year": 2022, "value": 7.47}, {"label": "乙县", "year": 2022, "value": 7.31}
    )
    figure = charts.trend(figures, {}, {}, unit="万元", source="")
    assert trace(figure, "甲县").textposition != trace(figure, "乙县").textposition


def positions(*values: float) -> list[str]:
    """Where the numbers of some counties' points of one year stand."""
    names = ("甲县", "乙县", "丙县")[: len(values)]
    rows = [{"label": name, "year": 2022, "value": value} for name, value in zip(names, values, strict=True)]
    figure = charts.trend(frame(*rows), {}, {}, unit="万元", source="")
    return [trace(figure, name).textposition[0] for name in names]


def test_points_are_near_by_their_distance_in_pixels() -> None:
    # On the 268 pixels of the plot, from 0 to 1.15 × 100, a number of 22 pixels takes up 9.4.
    assert positions(100.0, 91.0) == ["top center", "bottom center"]
    assert positions(100.0, 90.0) == ["top center", "top center"]


def test_a_number_takes_as_much_room_where_all_values_are_high() -> None:
    assert positions(100.0, 12.0, 3.0) == ["top center", "top center", "bottom center"]


def test_ranked_lines_leave_out_what_has_no_figure_and_tell_their_sum() -> None:
    figures = frame(
        {"series": "墙改", "value": 4.28, "amount": 4.28, "project_total": 10.0},
        {"series": "空项", "value": None, "amount": None, "project_total": 10.0},
    )
    figure = charts.ranked(figures, COLOURS, unit="万元", source="")
    (lines,) = traces(figure)
    assert lines.x == (4.28,)
    assert figure.layout.yaxis.ticktext == ("墙改",)
    assert "占项目支出42.8%" in figure.layout.annotations[0].text


def test_a_long_list_shows_its_first_lines_and_says_how_many_there_are() -> None:
    line = {"value": 1.0, "amount": 1.0, "project_total": 100.0}
    rows = [{**line, "series": f"项目{place}"} for place in range(charts.RANKED + 3)]
    figure = charts.ranked(frame(*rows), COLOURS, unit="万元", source="")
    assert len(traces(figure)[0].x) == charts.RANKED
    assert f"共{charts.RANKED + 3}项" in figure.layout.annotations[0].text


def test_the_toolbar_speaks_chinese_and_saves_sharp_pictures() -> None:
    options = charts.config("绩览")
    assert options["locales"]["zh-CN"]["dictionary"]["Download plot as a PNG"] == "下载图片（PNG）"
    assert options["toImageButtonOptions"]["scale"] == 3


def test_county_colours_do_not_change_with_the_selection() -> None:
    colours = palette.county_colours(["431102", "430423", "430611"])
    assert colours["430423"] == palette.COUNTIES[0]
    assert colours["431102"] == palette.COUNTIES[2]


def test_a_low_score_is_not_cut_off() -> None:
    figure = charts.scores(frame({"value": 72.0, "unit": "分"}, {"value": 98.0, "unit": "分"}), {}, source="")
    assert figure.layout.xaxis.range[0] == 70
