"""Reads the target and the actual value of an indicator row: `≥35家`, `≤9.5万元`, `100%`, `下降3%`, `定性`.

A target is measurable where it holds exactly one number; words such as `定性` or `稳步增长` make it
qualitative, and an empty or `无` cell makes it blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from etl.check.interval import half_width

if TYPE_CHECKING:
    from etl.records import Indicator

Kind = Literal["measurable", "qualitative", "blank"]
Direction = Literal["at_least", "at_most"]

_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_AT_MOST = re.compile(
    r"[≤＜<]|不超过|不高于|不大于|不多于|以内|以下|控制在|至多|(?<!不)低于|(?<!不)少于|[降减][低少]?[至到]"
)
_AT_LEAST = re.compile(r"[≥＞>]|不低于|不少于|不小于|以上|至少|达到|(?<!不)超过")
_DOWN = re.compile(r"(?:下降|降低|减少|压减)(?![至到为])")
_MINUS = re.compile(r"(?:^|[≤≥＜＞<>=＝：:为达约比幅率长])(?:[-－﹣−–—‐‑‒]{1,2}|负)$")
_DEADLINE = re.compile(r"^\s*(?:\d{4}年)?\d{1,2}月|\d{4}年|\d月底|年底")
_LESS_IS_BETTER = re.compile(r"成本|费用|控制|三公|事故|死亡|投诉|违规|上访|起数|误差|超支|受害")
_BAD_RATE = re.compile(
    r"投诉|事故|死亡|发生|违法|受害|误差|逾期|损失|失业|患病|感染|流失|辍学|上访|空置|返贫|能耗|控制率"
)
# What is done about a bad thing is good: 投诉按时办结率, 事故隐患整改率, 挽回消费者损失.
_REMEDY = re.compile(
    r"办结|及时|按时|处置|整改|查处|回复|答复|受理|化解|合格|满意|完成|处理|挽回|追回|救助|下降|降低|减少"
)
_LASTS = re.compile(r"天|日|工作日|小时|个月")
_BLANK = frozenset({"", "无", "/", "—", "——", "-", "暂无", "不适用"})
_SCALE = {"亿": Decimal(100000000), "万": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator promises.

    Attributes:
        kind: Whether it can be measured.
        value: The number, in the cell's own unit (万 and 亿 taken out), None unless measurable.
        direction: Whether more or less is better; a row of costs, days or accidents is `at_most`.
        unit: The words after the number, without 万 or 亿.
        explicit: Whether the cell itself says the direction ("≥", "不低于", "以内").
    """

    kind: Kind
    value: Decimal | None = None
    direction: Direction = "at_least"
    unit: str = ""
    explicit: bool = False


def read_target(row: Indicator) -> Target:
    """The target of an indicator row."""
    text = _tidy(row.target)
    if text in _BLANK:
        return Target("blank")
    number = read_value(text)
    if number is None or _DEADLINE.search(text):
        return Target("qualitative")
    explicit = bool(_AT_MOST.search(text) or _AT_LEAST.search(text))
    return Target("measurable", number[0], _direction(row, text, number[0]), number[1], explicit)


def read_value(text: str | None) -> tuple[Decimal, str] | None:
    """The single number of a cell with its unit; None where there is none, or more than one."""
    plain = _tidy(text)
    numbers = _NUMBER.findall(plain)
    if len(numbers) != 1:
        return None
    before, _, after = plain.partition(numbers[0])
    scale = _SCALE.get(after[:1], Decimal(1)) * (-1 if _MINUS.search(before) else 1)
    unit = after[1:] if after[:1] in _SCALE else after
    return Decimal(re.sub(r"[,，]", "", numbers[0])) * scale, re.sub(r"以[上下内]|左右|及", "", unit)


def _tidy(text: str | None) -> str:
    return re.sub(r"\s+", "", half_width(text or "")).strip("。；;")


def _direction(row: Indicator, text: str, value: Decimal) -> Direction:
    if _AT_MOST.search(text):
        return "at_most"
    if _AT_LEAST.search(text) or _DOWN.search(text):
        return "at_least"
    words = f"{row.level2 or ''}{row.level3 or ''}"
    is_span = "时效" in words and bool(_LASTS.search(text))
    return "at_most" if value == 0 or is_span or _costs(row) else "at_least"


def _costs(row: Indicator) -> bool:
    """Whether the row counts something that should be small: money spent, accidents, complaints."""
    name = row.level3 or ""
    if _REMEDY.search(name):
        return False
    if "率" in name:
        return bool(_BAD_RATE.search(name))
    return "成本" in (row.level2 or "") or bool(_LESS_IS_BETTER.search(name))


def is_met(row: Indicator) -> bool | None:
    """Whether the actual value reaches the target; None where that cannot be computed."""
    values = _values(row)
    if values is None:
        return None
    wanted, actual = values
    return actual <= wanted if read_target(row).direction == "at_most" else actual >= wanted


def attainment(row: Indicator) -> Decimal | None:
    """How much of the target was attained, between 0 and 1; None where that cannot be computed."""
    values = _values(row)
    if values is None:
        return None
    if is_met(row):
        return Decimal(1)
    low, high = sorted(abs(value) for value in values)
    return low / high if values[0] * values[1] > 0 else Decimal(0)


def _values(row: Indicator) -> tuple[Decimal, Decimal] | None:
    """The target's and the actual number, with signs that mean the same; None where they cannot."""
    target, read = read_target(row), read_value(row.actual)
    if target.value is None or read is None or not _same_unit(target.unit, read[1]):
        return None
    actual = _turned(row, target, read[0])
    return None if actual is None else (target.value, actual)


def _turned(row: Indicator, target: Target, actual: Decimal) -> Decimal | None:
    """The actual value on the target's scale: a fall is positive under a target of a fall, else negative.

    None where it can mean either: a minus sign under a name that says the fall already ("下降率"), or a
    fall of at least so much ("上访总量", ≥10%, 下降13%).
    """
    falls = bool(_DOWN.search(_tidy(row.actual)))
    if _DOWN.search(_tidy(row.target)):
        return abs(actual)
    name = row.level3 or ""
    if re.search(r"[降减]", name):
        return None if actual < 0 <= (target.value or 0) else actual
    if falls and target.direction == "at_least" and not re.search(r"[增涨]|速", name):
        return None
    return -abs(actual) if falls else actual


def _same_unit(target: str, actual: str) -> bool:
    """Whether two units can be compared; a cell without a unit takes the other's."""
    return not target or not actual or target == actual or target in actual or actual in target
