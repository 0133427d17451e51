"""Chinese wording of figures: amounts in 万元 with thousands separators, phases, names of measures."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from etl.catalogue import measures
from etl.catalogue.units import STORED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.records import Observation

PHASES = {"approved": "年初预算", "adjusted": "全年预算", "executed": "实际", "target": "目标"}
STATISTICS = {"yoy_change": "同比增减额", "yoy_pct": "同比增减幅", "share_pct": "占比"}
_CENT = Decimal("0.01")


def number(value: Decimal, unit: str) -> str:
    """A value's digits: thousands separators and at most two decimals; money always shows both.

    A value below 0.01 keeps its first two digits instead: `0.0026`.
    """
    rounded = value.quantize(_CENT, ROUND_HALF_UP)
    if value and abs(value) < _CENT:
        rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - 1), ROUND_HALF_UP).normalize()
    elif unit not in STORED:
        rounded = rounded.normalize()
    return f"{rounded:,f}"


def amount(value: Decimal, unit: str) -> str:
    """A value with its unit: `1,234.50 万元`, `36 人`, `97.77%`."""
    return number(value, unit) + ("%" if unit == "%" else f" {unit}")


def gap(value: Decimal, unit: str) -> str:
    """How far two values are apart: `1.71 万元`; rates differ by 个百分点."""
    return amount(abs(value), "个百分点" if unit == "%" else unit)


def measure_name(code: str) -> str:
    """The measure's Chinese name."""
    return measures()[code].name


def name(observation: Observation) -> str:
    """What a figure is, without its value: `2023年基本支出（年初预算）`."""
    parts = [f"{observation.year}年", observation.item or measure_name(observation.measure)]
    if observation.scope != "department":
        parts.insert(0, f"“{observation.scope}”")
    if observation.item and observation.statistic == "share_pct":
        parts[-1] = measure_name(observation.measure)
    words = [PHASES.get(observation.phase or "", ""), STATISTICS.get(observation.statistic, "")]
    qualifier = "、".join(word for word in words if word)
    return "".join(parts) + (f"（{qualifier}）" if qualifier else "")


def unit_of(observation: Observation) -> str:
    """The unit of a figure: a share or a growth rate is in per cent whatever its measure."""
    return "%" if observation.statistic in ("yoy_pct", "share_pct") else observation.unit


def value(observation: Observation) -> str:
    """The figure's value with its unit."""
    return amount(observation.value, unit_of(observation))


def figure(observation: Observation) -> str:
    """A figure in words: `2023年基本支出（实际）675.18 万元`."""
    return f"{name(observation)} {value(observation)}"


def addends(parts: Iterable[Observation]) -> str:
    """Parts of a sum in words: `公务接待费 5.00＋公务用车运行维护费 1.00`."""
    return "＋".join(
        f"{part.item or measure_name(part.measure)} {number(part.value, unit_of(part))}" for part in parts
    )


def squeezed(text: str | None) -> str:
    """A quotation without the layout's spaces and line breaks; empty for none."""
    return re.sub(r"\s+", "", text or "")
