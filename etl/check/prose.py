"""What the text says beside the catalogue: indicators by name, points and posts listed, tables named.

The catalogue's own measures are compared elsewhere (places.py, parts.py); these rules read the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import exactly, half_width, printed_text, read_number
from etl.check.model import AGREES, CONTRADICTS, DOUBTFUL, Verdict

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Indicator, Observation

SHORTEST_NAME = 5  # "培训人数" may be another training's; "畜禽粪污资源化利用率" is one thing
SHORTEST_CORE = 4  # "接待游客" of 接待游客人次
FEWEST_PARTS = 3
OPENING = 12  # a paragraph's first words may be its title: "2023年重点工作任务：……"
COMPLETE = Decimal("0.8")  # parts that make up less of the total are only some of them

_VALUE = re.compile(r"[≥≤><=＞＜约]*\s*(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[%％‰]|[一-龥]{1,3})")
_BETWEEN = r"(?:[为达到约占共计已实现完成升至提高是：:\s]|全年|当年|年末|总数|累计){0,8}"
_ELSEWHERE = re.compile(r"目标|任务|计划|上年|去年|(?:19|20)\d\d年|全国|全省|全市平均|其中|力争|预期|以上")
_QUANTITY = re.compile(r"(?:总?里程|数量|个数|[座户人次件条]数|人次|总?数|总?面积|总?长度|总量)$")
_WEIGHT = r"(?:[（(]\s*\d+(?:\.\d+)?\s*分\s*[）)]|\d+(?:\.\d+)?\s*分\s*[，,]?\s*(?=(?:实际|自评)?得))?"
_POINTS = re.compile(
    r"(?:其中)?(?P<name>[一-龥][一-龥、]{1,15}?)\s*" + _WEIGHT + r"\s*(?:实际|自评)?[得为]{0,2}\s*"
    r"(?P<points>\d+(?:\.\d+)?)\s*分(?!之|以)"
)
_NO_PART = re.compile(r"总分|总得分|满分|合计|共计|扣|自评|综合得?分|评价得分|最终|百分")
_NAMED = re.compile(
    r"(?:详见|参见|见|附)(?:后附|所附)?[^，。；;\n]{0,4}?(?:附[件表录]\s*\d{0,2})[：:]?\s*《(?P<title>[^》\n]{3,40}表)》"
)


@rule("PLACE-INDICATOR")
def rule_place_indicator(case: Case) -> Iterator[Verdict]:
    """PLACE-INDICATOR: an indicator's result is the same in the self-evaluation table and in the text."""
    judged = {entry.start for entry in case.find()}
    for row in case.indicators:
        done = _VALUE.fullmatch(half_width(words.squeezed(row.actual))) if row.scope == "department" else None
        name = _name(row)
        if done is None or len(name) < SHORTEST_NAME:
            continue
        said = [match for match in _said(case, name, done["unit"]) if match.start("number") not in judged]
        if said:
            yield _indicator(case, row, done, said)


def _name(row: Indicator) -> str:
    """The indicator's name without remarks in brackets and quotation marks."""
    return re.sub(r"[（(][^）)]*[）)]|[“”]", "", words.squeezed(row.level3))


def _said(case: Case, name: str, unit: str) -> list[re.Match[str]]:
    """Where the text outside the tables gives the indicator's result in the same unit."""
    sign = "[%％]" if unit in ("%", "％") else re.escape(unit)
    pattern = re.compile(rf"(?:{_wordings(name)}){_BETWEEN}(?P<number>\d[\d,，]*(?:\.\d+)?)\s*{sign}")
    tables = [(table.start, table.end) for table in case.extraction.tables]
    found = [
        match
        for match in pattern.finditer(case.text)
        if not any(start <= match.start() < end for start, end in tables)
    ]
    return [match for match in found if not _ELSEWHERE.search(_said_before(case, match.start()))]


def _wordings(name: str) -> str:
    """The name as a sentence may word it: without 里程 or 数量 at its end, verb and object swapped.

    "农村公路新改建里程" is also said as "农村公路新改建86.4公里" and "新改建农村公路86.4公里".
    """
    core = _QUANTITY.sub("", name)
    whole = [name]
    if len(core) >= SHORTEST_CORE:
        whole += [core, *(core[cut:] + core[:cut] for cut in range(2, len(core) - 1))]
    return "|".join(r"\s*".join(map(re.escape, wording)) for wording in dict.fromkeys(whole))


def _said_before(case: Case, position: int) -> str:
    """The heading and the sentence before an offset: plans and other years' figures are told by them."""
    paragraph, sentence = case.paragraph(position)[0], case.sentence(position)[0]
    opening = case.text[paragraph:position].lstrip().partition("\n")[0][:OPENING]
    return case.where(position) + opening + case.text[sentence:position]


def _indicator(case: Case, row: Indicator, done: re.Match[str], said: list[re.Match[str]]) -> Verdict:
    table = printed_text(done["number"])
    others = [match for match in said if not printed_text(match["number"]).touches(table)]
    agrees = len(others) < len(said)  # a name said of several things once fits
    unit = done["unit"].replace("％", "%")
    match = said[0] if agrees else others[0]
    gap = read_number(match["number"])[0] - read_number(done["number"])[0]
    ending = "一致" if agrees else f"相差 {words.gap(gap, unit)}，请核对"
    outcome = AGREES if agrees else CONTRADICTS if unit == "%" else DOUBTFUL
    return Verdict(
        outcome=outcome,
        subject=f"{row.scope}|{words.squeezed(row.level3)}",
        message=(
            f"指标“{_name(row)}”：{case.where(match.start())}写 {match['number']}{unit}，"
            f"自评表写 {words.squeezed(row.actual)}，{ending}。"
        ),
        evidence=(
            case.cite_text("left", match.start("number"), match.end("number")),
            *case.cite_rows("right", (row,)),
        ),
        gap=gap,
        left=printed_text(match["number"]),
        right=table,
    )


@rule("PARTS-SCORES-TEXT")
def rule_parts_scores_text(case: Case) -> Iterator[Verdict]:
    """PARTS-SCORES-TEXT: the parts' points that a sentence lists add up to the score that it states."""
    for whole in case.find("score.total", scope="department"):
        if whole.table is not None:
            continue
        start, end = case.paragraph(whole.start)
        listed = [
            match
            for match in _POINTS.finditer(case.text, start, end)
            if match.start("points") != whole.start and not _NO_PART.search(match["name"])
        ]
        parts = _last_said(listed)
        summed = sum((Decimal(match["points"]) for match in parts), Decimal(0))
        if len(parts) >= FEWEST_PARTS and summed >= whole.value * COMPLETE:
            yield _listed_points(case, whole, parts, summed)


def _last_said(listed: list[re.Match[str]]) -> list[re.Match[str]]:
    """Each part's last points: "投入 20 分、过程 30 分……投入得 19 分，过程得 28.5 分" opens with maxima."""
    parts: list[re.Match[str]] = []
    for match in listed:
        name = words.squeezed(match["name"])
        parts = [part for part in parts if not words.squeezed(part["name"]).endswith(name)]
        parts.append(match)
    return parts


def _listed_points(case: Case, whole: Observation, parts: list[re.Match[str]], summed: Decimal) -> Verdict:
    gap = whole.value - summed
    listed = "＋".join(f"{words.squeezed(match['name'])} {match['points']}" for match in parts)
    ending = "相符" if gap == 0 else f"相差 {words.gap(gap, '分')}，请核对"
    return Verdict(
        outcome=AGREES if gap == 0 else CONTRADICTS,
        subject="text",
        message=(
            f"正文自评得分 {words.value(whole)}，所列各项得分合计 {words.amount(summed, '分')}（{listed}），"
            f"{ending}；见{case.where(whole.start)}。"
        ),
        evidence=(
            *case.cite("left", whole),
            *(case.cite_text("right", match.start("points"), match.end("points")) for match in parts),
        ),
        gap=gap,
        left=exactly(whole.value),
        right=exactly(summed),
    )


_POSTS = re.compile(
    r"(?P<kind>(?:机关|全额|差额)?(?:行政|事业|工勤|参公|专项|政法专项)(?:人员)?(?:编制?)?|编外[一-龥]{0,6}|临聘[一-龥]{0,4}|"
    r"临时聘用[一-龥]{0,4}|劳务派遣[一-龥]{0,4})\s*(?P<count>\d+)\s*[名人个]"
)
_POSTS_OPEN = re.compile(r"\s*[名人个]?\s*[，,：:（(]?\s*(?:其中|包括)?[：:]?\s*")


@rule("PARTS-POSTS")
def rule_parts_posts(case: Case) -> Iterator[Verdict]:
    """PARTS-POSTS: the posts by kind that a sentence lists add up to the posts that it states."""
    for whole in case.find("staff.authorized", scope="department"):
        if whole.table is not None:
            continue
        kinds = _kinds_of_posts(case, whole)
        if len(kinds) > 1:
            yield _posts(case, whole, kinds)


def _kinds_of_posts(case: Case, whole: Observation) -> list[re.Match[str]]:
    """The kinds right behind the figure, nothing but separators between them."""
    opened = _POSTS_OPEN.match(case.text, whole.end)
    position = opened.end() if opened else whole.end
    kinds: list[re.Match[str]] = []
    while match := _POSTS.match(case.text, position):
        kinds.append(match)
        following = re.match(r"\s*[、，,和及]\s*", case.text[match.end() : match.end() + 3])
        position = match.end() + (following.end() if following else 0)
    return kinds


def _posts(case: Case, whole: Observation, kinds: list[re.Match[str]]) -> Verdict:
    outside = [match for match in kinds if re.match("编外|临|劳务", match["kind"])]
    summed = sum((Decimal(match["count"]) for match in kinds), Decimal(0))
    inside = summed - sum((Decimal(match["count"]) for match in outside), Decimal(0))
    gap = whole.value - inside
    listed = "＋".join(f"{match['kind']} {match['count']}" for match in kinds)
    counted = "，把编外人员计入了编制数" if outside and summed == whole.value else ""
    ending = (
        "相符"
        if gap == 0
        else f"编制内合计 {words.amount(inside, '人')}，相差 {words.gap(gap, '人')}{counted}"
    )
    return Verdict(
        outcome=AGREES if gap == 0 else CONTRADICTS if gap < 0 or counted else DOUBTFUL,
        subject="posts",
        message=f"{words.figure(whole)}，所列 {listed}，{ending}；见{case.where(whole.start)}。",
        evidence=(
            *case.cite("left", whole),
            *(case.cite_text("right", match.start(), match.end()) for match in kinds),
        ),
        gap=gap,
        left=exactly(whole.value),
        right=exactly(inside),
    )


@rule("COMPLETE-NAMED-TABLE")
def rule_complete_named_table(case: Case) -> Iterator[Verdict]:
    """COMPLETE-NAMED-TABLE: a table that the text refers to ("详见附件5《……表》") is in the report."""
    for match in _NAMED.finditer(case.text):
        title = words.squeezed(match["title"])
        attached = _stands_as_title(case, title, match.span("title"))
        yield Verdict(
            outcome=AGREES if attached else DOUBTFUL,
            subject=title,
            message=(
                f"正文写“{words.squeezed(match.group())}”，"
                f"{'报告附有此表' if attached else '报告没有附此表，请补附'}；见{case.where(match.start())}。"
            ),
            evidence=(case.cite_text("left", *match.span("title")),),
        )


def _stands_as_title(case: Case, title: str, named: tuple[int, int]) -> bool:
    """Whether the title, year and unit words aside, stands alone on a line elsewhere, or heads an annex."""
    core = re.sub(r"^(?:19|20)\d\d年?度?|^部门|[（(].*?[）)]", "", title)
    lines = (line for line in case.text.splitlines() if "《" not in line and len(line) < 60)
    headed = any(core in words.squeezed(line) for line in lines)
    return headed or any(
        core in words.squeezed(section.title) and not named[0] <= section.start < named[1]
        for section in case.extraction.sections
    )


_GOAL = re.compile(
    r"(?:目标|任务|计划)(?:数|值|为|是|任务|[：:]|≥|\s){0,3}(?P<target>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[%％]|[一-龥]{1,3}?)"
    r"(?:及?以上)?\s*[，,；;、](?P<between>[^，,。；;\d]{0,10}?(?:实际|完成|达到|结果为|实现)[^，,。；;\d]{0,6})"
    r"(?P<actual>\d[\d,，]*(?:\.\d+)?)\s*(?P=unit)"
)
_LESS_IS_BETTER = re.compile(r"不超过|控制|以内|以下|下降|减少|压减|≤|事故|投诉|天$|时$")
_ADMITTED = re.compile(r"未完成|未达|没有完成|扣|不足|差距|未能|滞后")


@rule("SCORE-TEXT-GOAL")
def rule_score_text_goal(case: Case) -> Iterator[Verdict]:
    """SCORE-TEXT-GOAL: a task that a sentence names with its result was carried out or owned up to."""
    known = {entry.start for entry in case.observations}
    for match in _GOAL.finditer(case.text):
        start, end = case.paragraph(match.start())
        before = case.text[case.sentence(match.start())[0] : match.end()]
        read = {match.start("target"), match.start("actual")} <= known
        if not read and not _LESS_IS_BETTER.search(before) and not _ADMITTED.search(case.text[start:end]):
            yield _goal(case, match)


def _goal(case: Case, match: re.Match[str]) -> Verdict:
    target, actual = printed_text(match["target"]), printed_text(match["actual"])
    missed = actual.high < target.low
    gap = read_number(match["actual"])[0] - read_number(match["target"])[0]
    unit = match["unit"].replace("％", "%")
    ending = f"少 {words.gap(gap, unit)}，报告没有说明未完成" if missed else "已完成"
    return Verdict(
        outcome=DOUBTFUL if missed else AGREES,
        subject=f"goal|{match['target']}|{match['actual']}",
        message=f"“{words.squeezed(match.group())}”，{ending}；见{case.where(match.start())}。",
        evidence=(
            case.cite_text("left", *match.span("target")),
            case.cite_text("right", *match.span("actual")),
        ),
        gap=gap if missed else None,
        left=target,
        right=actual,
    )
