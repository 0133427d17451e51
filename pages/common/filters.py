"""The global filters: counties, year, and whether amounts are shown as such, as shares or per head.

They are drawn by app.py before the page runs, so they survive page changes, and are bound to the URL.
A value in a link that the warehouse does not know is said, not silently dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.pages_manager import PagesManager

from pages.common import palette, queries, wording
from pages.common.rows import records

LATEST = "各县最近年度"
ALL_DEPARTMENTS = "全部部门"
PARAMETERS = ("counties", "year", "basis", "department")
_KEY = "当前筛选"
_PAGE = "当前页面"
_NOTICE = "链接提示"


@dataclass(frozen=True, slots=True)
class Subject:
    """One department of one county in one year: what a row or an axis label stands for."""

    county_code: str
    county: str
    department_slug: str
    department: str
    year: int
    label: str
    reported: bool  # whether there is a report of that year


@dataclass(frozen=True, slots=True)
class Selection:
    """What the filters say now.

    Attributes:
        subjects: The chosen departments with their year, in the order of the county codes.
        basis: 金额, 占比 or 人均.
        year: 各县最近年度, or a year as text.
        codes: All county codes of the warehouse, for constant colours.
        query: The filters as URL parameters, for links that keep them.
    """

    subjects: tuple[Subject, ...]
    basis: str
    year: str
    codes: tuple[str, ...]
    query: tuple[tuple[str, str], ...]

    def parameters(self) -> dict[str, list[str] | list[int]]:
        """The subjects as the parallel lists that the SQL files unnest."""
        return {
            "county_codes": [subject.county_code for subject in self.subjects],
            "slugs": [subject.department_slug for subject in self.subjects],
            "years": [subject.year for subject in self.subjects],
            "labels": [subject.label for subject in self.subjects],
        }

    def colours(self) -> dict[str, str]:
        """Colour of each subject's label and of each county's name."""
        colours = palette.county_colours(self.codes)
        return {subject.label: colours[subject.county_code] for subject in self.subjects} | {
            subject.county: colours[subject.county_code] for subject in self.subjects
        }

    def symbols(self) -> dict[str, str]:
        """Marker of each county's name."""
        symbols = palette.county_symbols(self.codes)
        return {subject.county: symbols[subject.county_code] for subject in self.subjects}

    def link(self, report: str, figure: str | None = None) -> str:
        """Address of a report, at the figure if one is given, with the filters kept."""
        pairs = [("report", report), *([("figure", figure)] if figure else []), *self.query]
        return f"source?{urlencode(pairs)}"

    def reports(self) -> int:
        """How many of the chosen departments have a report of their year."""
        return sum(subject.reported for subject in self.subjects)

    def years_differ(self) -> bool:
        """Whether the chosen subjects stand for different years."""
        return len({subject.year for subject in self.subjects}) > 1

    def idle_basis(self) -> str:
        """What a page without amounts says when shares or amounts per head are asked for."""
        return "" if self.basis == "金额" else f"本页不按金额显示，“{self.basis}”在此不起作用。"

    def words(self) -> str:
        """The filters in words, for exports and notes."""
        names = "、".join(dict.fromkeys(subject.label for subject in self.subjects)) or "无"
        return f"县区：{names}；年度：{self.year}；显示：{self.basis}"


def county_options(bodies: pd.DataFrame) -> list[tuple[str, str]]:
    """(county code, name) of each county; a name that two counties share carries its prefecture."""
    counties = bodies.drop_duplicates("county_code")
    shared = counties["county"].duplicated(keep=False)
    names = counties["county"].where(~shared, counties["county"] + "（" + counties["prefecture"] + "）")
    return list(zip(counties["county_code"].astype(str), names.astype(str), strict=True))


def subjects_of(bodies: pd.DataFrame, chosen: Iterable[str], year: str) -> tuple[Subject, ...]:
    """The subjects of the chosen county names; no choice means all of them.

    Args:
        bodies: The frame of bodies.sql.
        chosen: Names as offered by county_options.
        year: 各县最近年度 or a year.
    """
    names = dict(county_options(bodies))
    wanted = set(chosen) or set(names.values())
    found: list[Subject] = []
    for row, office in zip(records(bodies), _offices(bodies), strict=True):
        name = names[row["county_code"]]
        if name not in wanted:
            continue
        about = int(row["latest"]) if year == LATEST else int(year)
        found.append(
            Subject(
                county_code=row["county_code"],
                county=name + office,
                department_slug=row["department_slug"],
                department=row["department"],
                year=about,
                label=f"{name}{office}（{about}）",
                reported=about in list(row["years"]),
            )
        )
    return tuple(found)


def _offices(bodies: pd.DataFrame) -> list[str]:
    """What tells each body from the others, behind its county: nothing, its department, or its slug."""
    several = len(departments_of(bodies)) > 1
    rows = records(bodies)
    names = [short_department(row["department"], row["county"]) for row in rows]
    owned = Counter((row["county_code"], name) for row, name in zip(rows, names, strict=True))
    return [
        (f"·{name}" if several else "")
        + (f"·{row['department_slug']}" if owned[row["county_code"], name] > 1 else "")
        for row, name in zip(rows, names, strict=True)
    ]


def short_department(department: str, county: str) -> str:
    """The department's name without the county it belongs to."""
    return department.partition(county)[2] or department


def unknown_values(raw: dict[str, list[str]], known: dict[str, set[str]]) -> list[str]:
    """Sentences about values of a link that no filter knows.

    Args:
        raw: The URL's values by parameter, as they arrived.
        known: The allowed values by parameter.
    """
    words = {"counties": "县区", "year": "年度", "basis": "显示方式", "department": "部门"}
    return [
        f"链接中的{words.get(name, name)}“{value}”未收录，已忽略。"
        for name, allowed in known.items()
        for value in raw.get(name, [])
        if value not in allowed
    ]


def bar(page: str) -> Selection:
    """Draws the filter bar and keeps the result for the page, which is named by its title."""
    _carry_over(page)
    every = queries.read("bodies")
    departments = departments_of(every)
    years = [LATEST, *(str(year) for year in queries.read("years")["year"])]
    with st.container(key="filters"):
        widths = [5, 2.2, 2.4] if len(departments) < 2 else [4, 3, 2.2, 2.4]
        *first, county, time, display = st.columns(widths, vertical_alignment="bottom")
    _notice_unknown(
        {"department": {*departments, ALL_DEPARTMENTS}, "year": set(years), "basis": set(wording.BASES)}
    )
    bodies = _of_department(every, departments, first[0]) if first else every
    options = [name for _, name in county_options(bodies)]
    _notice_unknown({"counties": set(options)})
    chosen = county.multiselect(
        "县区", options, key="counties", placeholder="全部县区", bind="query-params", select_all=False
    )
    year = time.selectbox("年度", years, key="year", bind="query-params")
    basis = display.segmented_control(
        "金额显示为", wording.BASES, default="金额", required=True, key="basis", bind="query-params"
    )
    selection = Selection(
        subjects=subjects_of(bodies, chosen, year),
        basis=basis or wording.BASES[0],
        year=year,
        codes=tuple(sorted(set(every["county_code"].astype(str)))),
        query=_query(chosen, year, basis or wording.BASES[0], next(iter(departments))),
    )
    for sentence in dict.fromkeys(
        each for told in st.session_state.get(_NOTICE, {}).values() for each in told
    ):
        st.warning(sentence)
    st.session_state[_KEY] = selection
    return selection


def _carry_over(page: str) -> None:
    """Gives another page's address the filters that it came without.

    Streamlit's client takes along only what it has drawn by then, so that a link to another page clicked at
    once keeps the filters but loses them from the address. Values set by code are written to the address.
    """
    if st.session_state.get(_PAGE, page) != page:
        for name in PARAMETERS:
            if name in st.session_state and name not in st.query_params:
                st.session_state[name] = st.session_state[name]
    st.session_state[_PAGE] = page


def departments_of(bodies: pd.DataFrame) -> dict[str, set[str]]:
    """Name → slugs of the departments, the most common slug's name first.

    One name may go by several slugs: a file's name need not follow the bureau's.
    """
    first = bodies.drop_duplicates("department_slug").set_index("department_slug")
    names: dict[str, set[str]] = {}
    for slug in bodies["department_slug"].value_counts().index:
        name = short_department(str(first.loc[slug, "department"]), str(first.loc[slug, "county"]))
        names.setdefault(name, set()).add(str(slug))
    return names


def _of_department(
    bodies: pd.DataFrame, departments: dict[str, set[str]], place: DeltaGenerator
) -> pd.DataFrame:
    """The bodies of the chosen department; unlike departments are mixed only when that is asked for."""
    choice = place.selectbox("部门", [*departments, ALL_DEPARTMENTS], key="department", bind="query-params")
    if choice == ALL_DEPARTMENTS:
        return bodies
    return bodies[bodies["department_slug"].isin(departments[choice])]


def _query(chosen: Iterable[str], year: str, basis: str, department: str) -> tuple[tuple[str, str], ...]:
    """The filters as URL parameters, leaving out what is so by default."""
    pairs = [("counties", name) for name in chosen]
    values = {"year": year, "basis": basis, "department": st.session_state.get("department", department)}
    usual = {"year": LATEST, "basis": wording.BASES[0], "department": department}
    return tuple(pairs + [(name, value) for name, value in values.items() if value != usual[name]])


def _notice_unknown(known: dict[str, set[str]]) -> None:
    """Looks at the raw link once a session, before the widgets drop what they do not know."""
    told: dict[str, list[str]] = st.session_state.setdefault(_NOTICE, {})
    for name, allowed in known.items():
        if name not in told:
            told[name] = unknown_values({name: st.query_params.get_all(name)}, {name: allowed})


def through_app() -> None:
    """Starts again through app.py when Streamlit has run a page by itself.

    Until the first st.navigation of a server, Streamlit takes a folder `pages` for its old kind of
    multi-page app and answers a deep link by running the page's file alone.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def selection() -> Selection:
    """The filters as app.py has drawn them in this run."""
    through_app()
    return st.session_state[_KEY]
