from __future__ import annotations

import pandas as pd

from pages.common import filters


def bodies(*rows: tuple[str, str, str, str, list[int]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "county_code": code,
                "county": county,
                "prefecture": prefecture,
                "department_slug": slug,
                "department": f"{county}科技和工业信息化局",
                "latest": max(years),
                "years": years,
            }
            for code, county, prefecture, slug, years in rows
        ]
    )


TWO = bodies(
    ("430423", "衡山县", "衡阳市", "kjgx", [2023]), ("431023", "永兴县", "郴州市", "kjgx", [2021, 2022])
)


def test_no_choice_means_all_counties_with_their_latest_year() -> None:
    subjects = filters.subjects_of(TWO, [], filters.LATEST)
    assert [each.label for each in subjects] == ["衡山县（2023）", "永兴县（2022）"]


def test_an_explicit_year_holds_for_every_county() -> None:
    subjects = filters.subjects_of(TWO, [], "2021")
    assert [each.year for each in subjects] == [2021, 2021]


def test_a_year_without_a_report_is_known_as_such() -> None:
    subjects = filters.subjects_of(TWO, [], "2023")
    assert [each.reported for each in subjects] == [True, False]


def test_counties_stand_in_the_order_of_their_codes_whatever_the_order_of_choice() -> None:
    subjects = filters.subjects_of(TWO, ["永兴县", "衡山县"], filters.LATEST)
    assert [each.county for each in subjects] == ["衡山县", "永兴县"]


def test_a_department_offers_the_bodies_of_every_slug_that_it_goes_by() -> None:
    slugs = [("430423", "kjgx"), ("431023", "kjgx"), ("430611", "kgj")]
    every = bodies(*((code, f"{code}县", "某市", slug, [2023]) for code, slug in slugs))
    assert filters.departments_of(every) == {"科技和工业信息化局": {"kjgx", "kgj"}}


def test_one_department_under_two_slugs_needs_no_name_beside_its_counties() -> None:
    every = bodies(
        ("430423", "衡山县", "衡阳市", "kjgx", [2023]), ("431023", "永兴县", "郴州市", "kgj", [2022])
    )
    assert [each.county for each in filters.subjects_of(every, [], filters.LATEST)] == ["衡山县", "永兴县"]


def test_two_bodies_of_one_county_and_name_are_told_apart_by_their_slugs() -> None:
    every = bodies(
        ("430423", "衡山县", "衡阳市", "kjgx", [2023]), ("430423", "衡山县", "衡阳市", "kgj", [2023])
    )
    labels = [each.label for each in filters.subjects_of(every, [], filters.LATEST)]
    assert labels == ["衡山县·kjgx（2023）", "衡山县·kgj（2023）"]


def test_counties_of_the_same_name_carry_their_prefecture() -> None:
    same = bodies(
        ("110101", "鼓楼区", "南京市", "kjgx", [2023]), ("110102", "鼓楼区", "徐州市", "kjgx", [2023])
    )
    assert [name for _, name in filters.county_options(same)] == ["鼓楼区（南京市）", "鼓楼区（徐州市）"]


def test_an_unknown_county_of_a_link_is_said() -> None:
    told = filters.unknown_values({"counties": ["不存在县", "衡山县"]}, {"counties": {"衡山县"}})
    assert told == ["链接中的县区“不存在县”未收录，已忽略。"]


def test_different_years_are_noticed() -> None:
    subjects = filters.subjects_of(TWO, [], filters.LATEST)
    selection = filters.Selection(subjects, "金额", filters.LATEST, ("430423", "431023"), ())
    assert selection.years_differ()


def test_a_link_to_a_figure_keeps_the_filters_and_escapes_the_id() -> None:
    selection = filters.Selection((), "金额", "2023", (), (("counties", "衡山县"), ("year", "2023")))
    link = selection.link("430423-kjgx-2023", "430423-kjgx-2023@5#three_public.total~executed")
    assert link.startswith(
        "source?report=430423-kjgx-2023&figure=430423-kjgx-2023%405%23three_public.total~executed"
    )
    assert link.endswith("&counties=%E8%A1%A1%E5%B1%B1%E5%8E%BF&year=2023")
