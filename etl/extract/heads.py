"""Heads of tables: what a column's head or a row's label says, and how rows of heads stand above each other.

Dumps list a cell that spans several columns once and leave a lone blank for the continuation of one that
spans rows, so that the columns under a spanning head must be told from the heads below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from etl.catalogue import measures, read_yaml
from etl.extract.compact import normal
from etl.extract.lexicon import find_terms, terms
from etl.extract.numbers import parse_number, years
from etl.records import Cell

_NUMERAL = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]{1,3}[、.)](?!\d)|[①-⑳㈠-㈩⑴-⒇]|[-—·*])+")
AMONG = re.compile(r"^(?:(?:其中|包括|加|减|含)[:,]?|附[:])")
_UNIT_REMARK = re.compile(r"[(]([^()]*(?:万元|亿元|元|人|名|%|批|次|家|个|户|辆|台|分)[^()]*)[)]$")
_UNIT_IN_BRACKETS = re.compile(r"[(](?:单位[:]?)?(亿元|万元|千元|元)[)]$")
_MONEY_UNIT = re.compile(r"(亿元|万元|千元|元)")
_SHARE_BASE = re.compile(r"占([\u4e00-\u9fff]{2,12}?)(?:的)?(?:比重|比例|比|百分比)?(?:[(%]|$)")
GROWTH = re.compile(r"(.+?)(?:同比)?(?:增速|增长率|增幅)(?:[(]%[)])?")
_REMARK = re.compile(r"[(][^()]*[)]$")
_SUM = re.compile("合计|小计|总计|总额|计|金额|总数|数量")
_COMPARED_YEAR = re.compile(r"[比较与同](?:19|20)\d\d年")
_BESIDE_A_MEASURE = re.compile(
    r"(?:本年|全年|当年|部门|单位|合计|总额|金额|数|总|额|小计|全区|全县|全市|省级|市级|县级|情况|实际|\d{4}年|年末|预算|决算|年初|完成|大力|财政)*"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a column head or row label says.

    Attributes:
        codes: The measures that it names.
        item: A named line's own name.
        phase: `approved`, `adjusted`, `executed` or "".
        year: The fiscal year that it names, or None.
        statistic: `level`, `yoy_change`, `yoy_pct`, `share` or `rate`.
        unit: A money unit that it states, or "".
        role: A self-evaluation table's column, such as `weight`, or "".
        silent: Whether it has words, and none of them is known.
    """

    codes: tuple[str, ...] = ()
    item: str | None = None
    phase: str = ""
    year: int | None = None
    statistic: str = "level"
    unit: str = ""
    role: str = ""
    silent: bool = False

    @property
    def speaks(self) -> bool:
        """Whether the head says anything about figures."""
        told = self.role not in ("", "office")  # 主管部门 and 实施单位 stand in a row of words, too
        return bool(self.codes or self.phase or self.year or self.statistic != "level" or told)


@dataclass(frozen=True, slots=True)
class TableSetting:
    """What stands around a table: the report's year, a unit line above it, and what it is about."""

    year: int
    unit: str = "万元"
    about: str = ""

    @property
    def wins_funds(self) -> bool:
        """Whether the words above speak of funds that were won, which the table then lists."""
        return "争取" in self.about

    @property
    def buys(self) -> bool:
        """Whether the words above speak of purchases."""
        return "政府采购" in self.about


@cache
def _rules() -> dict[str, Any]:
    return read_yaml("headers.yml")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression of headers.yml."""
    return re.compile(_rules()[name])


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(text)) for name, text in _rules()[group].items())


@cache
def _statistics() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["pattern"]), rule["statistic"]) for rule in _rules()["statistics"])


@lru_cache(maxsize=4096)  # labels repeat within a report and across reports
def clean_label(text: str) -> str:
    """A label's matching form without numeral, 其中 and colon: "　其中：公车购置" is "公车购置"."""
    plain = normal(text)
    for _ in range(3):
        plain = AMONG.sub("", _NUMERAL.sub("", plain)).strip(":;,")
    return plain


@lru_cache(maxsize=4096)
def label_codes(plain: str) -> tuple[tuple[str, ...], str]:
    """The measures that a cleaned label names, and its strength: exact words, or one with little beside."""
    bare = _UNIT_REMARK.sub("", plain).strip(":") if plain not in terms() else plain
    term = terms().get(bare) or terms().get(_REMARK.sub("", bare))
    if term and term.kind == "measure":
        return term.codes, term.strength
    found = [
        (start, end, t)
        for start, end, t in find_terms(bare)
        if t.kind == "measure" and t.strength in ("strong", "faint")
    ]
    if len({t.codes for _, _, t in found}) == 1:  # "年末实有在职人数" says it twice
        term = found[0][2]
        rest = bare
        for start, end, _ in reversed(found):
            rest = rest[:start] + rest[end:]
        if len(rest) <= 1 or _BESIDE_A_MEASURE.fullmatch(rest):
            return term.codes, term.strength
    return (), ""


def unit_in_brackets(text: str) -> str:
    """The money unit in the brackets at a head's end, or ""."""
    stated = _UNIT_IN_BRACKETS.search(normal(text))
    return stated[1] if stated else ""


@lru_cache(maxsize=4096)
def head_of(text: str, setting: TableSetting) -> Head:
    """What a header cell says."""
    plain = normal(text)
    if not plain or parse_number(plain) is not None:
        return Head()
    year = next((year for _, _, year in years(plain)), None)
    if year is None and re.fullmatch(r"(?:19|20)\d\d", plain):
        year = int(plain)
    if year is None and pattern("previous_year").search(plain) and not re.search(r"较|比|增|同", plain):
        year = setting.year - 1
    statistic = next((name for regex, name in _statistics() if regex.search(plain)), "level")
    if statistic in ("yoy_change", "yoy_pct") and re.search(
        r"(?:较|比|与).{0,2}(?:预算|年初|控制数|计划)", plain
    ):
        statistic = "rate"
    if statistic in ("yoy_change", "yoy_pct") and _COMPARED_YEAR.search(plain):
        year = None
    role = next((name for name, regex in _patterns("roles") if regex.search(plain)), "")
    unit = next(iter(_MONEY_UNIT.findall(plain)), "")
    label = re.sub(r"(?:19|20)\d\d年?度?", "", clean_label(plain))
    codes, _ = label_codes(label)
    grown = GROWTH.fullmatch(label) if not codes and statistic == "yoy_pct" else None
    if grown:
        codes, _ = label_codes(grown[1])
    if codes and measures()[codes[0]].unit == "%" and codes[0] != "execution.rate":
        statistic = "level"
    base = _SHARE_BASE.search(plain) if statistic == "share" else None
    head = Head(codes, base[1] if base else None, phase_of(plain), year, statistic, unit, role)
    return head if head.speaks else replace(head, silent=True)


def phase_of(plain: str) -> str:
    """The stage of the budget that a head or label names, or ""."""
    for name in ("target", "adjusted", "executed", "approved"):
        if dict(_patterns("phases"))[name].search(plain):
            if name == "executed" and re.search(r"预算金额|预算额|采购预算", plain):
                return "approved"
            return name
    return ""


def heads_bodies(row: tuple[Cell, ...]) -> bool:
    """Whether a header row opens a table with one row a body: 机构名称 beside a 收入合计 or its staff."""
    named = [code for cell in row[1:] for code in label_codes(clean_label(cell.text))[0]]
    summed = any("合计" in cell.text for cell in row[1:]) or {"revenue.total", "expenditure.total"} & set(
        named
    )
    staffed = any(code.startswith("staff.") for code in named)
    return bool(summed or staffed) and bool(pattern("body_names").search(normal(row[0].text)))


def merged(
    top: Sequence[Head], row: Sequence[Cell], bottom: Sequence[Head], setting: TableSetting
) -> list[Head]:
    """The heads of a header row that stands under others.

    Args:
        top: The heads above, each spanning head once.
        row: The lower row's cells; a blank one continues the head above it.
        bottom: The heads that the lower row's cells are by themselves.
        setting: What stands around the table.
    """
    if len(top) == len(bottom):
        return _level_rows(top, row, bottom)
    spans = _spans(len(top), [normal(cell.text) for cell in row])
    if spans:
        stacked = zip(row, bottom, (top[above] for above in spans), strict=True)
        return [_under(above, below, cell) if cell.text else above for cell, below, above in stacked]
    return _dated(top, bottom, setting)


def _level_rows(top: Sequence[Head], row: Sequence[Cell], bottom: Sequence[Head]) -> list[Head]:
    """Two rows of as many cells: a blank of the upper continues the head at its left over words.

    Over a column of labels ("收入" over 项目, 决算数) a spanning head names a side, no measure.
    """
    heads: list[Head] = []
    span = Head()
    for above, cell, below in zip(top, row, bottom, strict=True):
        if above == Head() and span != Head() and cell.text:
            heads.append(_under(span, below, cell))
            continue
        if above != Head():  # one without words below it spans rows, no columns
            labels = below.silent and _SUM.fullmatch(normal(cell.text)) is None
            span = (replace(above, codes=()) if labels else above) if cell.text else Head()
        heads.append(_joined(above, below))
    return heads


def _spans(above: int, texts: Sequence[str]) -> list[int]:
    """For each cell of a lower row the head above it; empty where the widths do not settle it.

    A blank continues one head; the heads left over span what stands between the blanks.
    """
    blanks = sum(1 for text in texts if not text)
    side_by_side = len(_groups(texts, 1, by_words=True)) == above > 1  # 收入 and 支出
    repeated = bool(blanks) or side_by_side
    if not repeated or blanks >= above or len(texts) <= above:
        return []
    stretches = [len(list(group)) for filled, group in groupby(texts, bool) if filled]
    shares = _shares(above - blanks, stretches, texts)
    spans: list[int] = []
    position = 0
    for filled, group in groupby(texts, bool):
        cells = list(group)
        groups = _groups(cells, shares.pop(0)) if filled and shares else []
        if filled and not groups:
            return []
        sizes = groups if filled else [1] * len(cells)
        for size in sizes:
            spans += [position] * size
            position += 1
    return spans if position == above else []


def _shares(heads: int, stretches: Sequence[int], texts: Sequence[str]) -> list[int]:
    """How many of the spanning heads stand above each stretch of lower cells."""
    if len(stretches) == 1:
        return [heads]
    return [1] * len(stretches) if heads == len(stretches) else []


def _groups(texts: Sequence[str], heads: int, by_words: bool = False) -> list[int]:
    """The sizes of the groups under so many heads: told by repeated words, else of equal size."""
    sizes: list[int] = []
    seen: set[str] = set()
    for text in texts:
        if not sizes or text in seen:
            sizes.append(0)
            seen = set()
        sizes[-1] += 1
        seen.add(text)
    if by_words:
        return sizes
    if heads == 1 or len(sizes) != heads:
        sizes = [len(texts) // heads] * heads
    return sizes if sum(sizes) == len(texts) else []


def _under(above: Head, below: Head, cell: Cell) -> Head:
    """A head under a spanning one; words of its own that are unknown are none of the spanning measure."""
    joined = _joined(above, below)
    sums = _SUM.fullmatch(normal(cell.text)) is not None
    if above.codes == ("three_public.reception",) and (
        counted := _rules()["receptions"].get(normal(cell.text))
    ):
        return replace(joined, codes=(counted,), silent=False)
    posts = above.codes == ("staff.authorized",) and below.codes != above.codes
    if (below.silent and not sums) or (posts and not sums):
        return replace(joined, codes=(), silent=True)
    return replace(joined, codes=above.codes) if sums and above.codes else joined


def _dated(top: Sequence[Head], bottom: Sequence[Head], setting: TableSetting) -> list[Head]:
    """The upper row's years with the lower row's phases, where the upper row has lost its spans.

    Budgets go to the latest year, and of several executed columns the first to the year before.
    """
    spoken = [head.year for head in top if head.year]
    latest = max(spoken, default=setting.year)
    executed = sum(1 for head in bottom if head.phase == "executed" and head.statistic == "level")
    dated: list[Head] = []
    seen = 0
    for head in bottom:
        year = latest
        if head.phase == "executed" and head.statistic == "level":
            seen += 1
            year = spoken[min(seen, len(spoken)) - 1] if spoken and executed > 1 else latest
        dated.append(replace(head, year=head.year or (year if spoken and head.phase else None)))
    return dated


def _joined(above: Head, below: Head) -> Head:
    statistic = below.statistic if below.statistic != "level" else above.statistic
    return Head(
        codes=below.codes or above.codes,
        phase=below.phase or above.phase,
        year=below.year or above.year,
        statistic=statistic,
        unit=below.unit or above.unit,
        role=below.role or above.role,
        silent=below.silent and not above.speaks,
    )
