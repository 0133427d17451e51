"""Colours with a fixed meaning, so that a county or a budget phase looks the same on every page.

All of them are told apart by colour-blind readers (after Okabe and Ito) and stand out on the light
as well as on the dark ground. Red and green are kept for 上升 and 下降 and never mean bad or good.
"""

from __future__ import annotations

from collections.abc import Iterable

COUNTIES = ("#2F7EB5", "#D99A2B", "#2E9C7C", "#B978A8", "#8C7A66", "#7570B3", "#A3A13A", "#6BA8D6")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "pentagon", "star", "hexagon")
MUTED = "#868686"

ACCENT = "47, 126, 165"
PHASES = {
    "年初预算": f"rgba({ACCENT}, 0.18)",
    "全年预算": f"rgba({ACCENT}, 0.50)",
    "决算": f"rgba({ACCENT}, 1)",
}
PARTS = ("#2F7EA5", "#D99A2B", "#7FA99B", "#B9A0C4", "#A98F6B", "#9AA7B1", "#C7A27C", "#6E7F8D")
OUTCOMES = {"不符": "#C2553B", "存疑": "#D99A2B", "无法核验": "rgba(134, 134, 134, 0.25)", "符合": "#2E9C7C"}


def county_colours(codes: Iterable[str]) -> dict[str, str]:
    """A colour for each county code, by the order of the codes.

    Args:
        codes: All counties of the warehouse, not only the chosen ones, so that a filter never recolours.
    """
    return {code: COUNTIES[place % len(COUNTIES)] for place, code in enumerate(sorted(set(codes)))}


def county_symbols(codes: Iterable[str]) -> dict[str, str]:
    """A marker for each county code; it tells counties apart where their colours repeat or are not seen."""
    return {code: SYMBOLS[place % len(SYMBOLS)] for place, code in enumerate(sorted(set(codes)))}


def part_colours(series: Iterable[str]) -> dict[str, str]:
    """A colour for each part of a total, in the order given."""
    return {name: PARTS[place % len(PARTS)] for place, name in enumerate(dict.fromkeys(series))}
