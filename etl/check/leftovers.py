"""Text left over from another office, place, year or template: a person must look, so all of it is 存疑.

The words are in etl/catalogue/leftovers.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from etl.catalogue import read_yaml
from etl.catalogue.counties import counties
from etl.check import words
from etl.check.engine import rule
from etl.check.model import AGREES, DOUBTFUL, Verdict

if TYPE_CHECKING:
    from etl.check.case import Case

_WORDS = read_yaml("leftovers.yml")
SELF_NAMES: dict[str, str] = _WORDS["self_names"]
STRANGE_PLACES: dict[str, list[str]] = _WORDS["strange_places"]
OTHER_OFFICES: dict[str, str] = _WORDS["other_offices"]
OWN_BUSINESS: dict[str, list[str]] = _WORDS["own_business"]
REMNANT = re.compile("|".join(_WORDS["remnants"]))


@rule("PLAUS-LEFTOVER-OFFICE")
def rule_plaus_leftover_office(case: Case) -> Iterator[Verdict]:
    """PLAUS-LEFTOVER-OFFICE: the report does not call itself another office ("我办" in a 局's report)."""
    own = re.findall(r"我局|本局|我办|我委|我会|我院|我校|我中心|我单位", case.text)
    name = case.report.department
    wrong = [
        word
        for word, ending in SELF_NAMES.items()
        if name.endswith(("局", "委员会", "联合会")) and not name.endswith(ending)
    ]
    pattern = re.compile("|".join(f"{word}(?![理事公学议])" for word in wrong)) if wrong else None
    matches = list(pattern.finditer(case.text)) if pattern else []
    for match in matches:
        yield Verdict(
            outcome=DOUBTFUL,
            subject=f"{match.group()}",
            message=(
                f"{name}的报告自称“{match.group()}”，可能是套用其他单位的文字；见{case.where(match.start())}，请改写。"
            ),
            evidence=(case.cite_text("left", *case.sentence(match.start())),),
        )
    business = [*_of_other_offices(case), *_called_its_own(case)]
    yield from business
    if own and not matches and not business:
        yield Verdict(AGREES, "self", "报告的自称与单位名称一致。")


def _of_other_offices(case: Case) -> Iterator[Verdict]:
    """Sentences of the problems and remedies that speak of another bureau's business as the bureau's own."""
    for match in _OTHER_BUSINESS.finditer(case.text):
        sections = {e.section for e in case.extraction.sections if e.start <= match.start() < e.end}
        if OTHER_OFFICES[match["office"]] in case.report.department or not sections & {
            "problems",
            "improvements",
        }:
            continue
        yield _left_over(case, match, match["office"])


def _called_its_own(case: Case) -> Iterator[Verdict]:
    """Business that only another kind of bureau calls its own."""
    department = case.report.department
    if re.search(r"(?:[镇乡]|人民政府|街道|办事处)$", department):
        return
    for match in _OWN_BUSINESS.finditer(case.text):
        if not any(word in department for word in OWN_BUSINESS[match["business"]]):
            yield _left_over(case, match, match["business"])


def _left_over(case: Case, match: re.Match[str], business: str) -> Verdict:
    return Verdict(
        outcome=DOUBTFUL,
        subject=f"business|{business}",
        message=(
            f"{case.report.department}的报告写“{words.squeezed(match.group())}”，可能是套用其他单位的文字；"
            f"见{case.where(match.start())}，请改写。"
        ),
        evidence=(case.cite_text("left", match.start(), match.end()),),
    )


@rule("PLAUS-LEFTOVER-PLACE")
def rule_plaus_leftover_place(case: Case) -> Iterator[Verdict]:
    """PLAUS-LEFTOVER-PLACE: the report does not speak of another place ("全县" in a city's report)."""
    strange = STRANGE_PLACES.get(case.report.county[-1:], ())
    elsewhere = list(_of_other_counties(case))
    yield from elsewhere
    clean = not elsewhere
    for word in strange:
        spans = [
            match.span() for match in re.finditer(word, case.text) if not _is_quoted(case, match.start())
        ]
        if spans:
            clean = False
            yield _strange(case, word, spans)
    if strange and clean:
        yield Verdict(AGREES, "place", "没有发现其他类型地方的称呼。")


_GOVERNMENT = re.compile(r"([一-龥]{2,9}?[县市区])(?=(?:人民)?政府(?:门户)?网|财政局)")


def _of_other_counties(case: Case) -> Iterator[Verdict]:
    """Another county's government website or finance bureau, where the report's own belongs."""
    own = (case.report.county, case.report.prefecture, case.report.province)
    stem = case.report.county[:-1]  # of 祁阳县, which became 祁阳市
    names = {county.name for county in counties().values() if county.name[:-1] != stem} - set(own)
    for match in _GOVERNMENT.finditer(case.text):
        named = next((name for name in names if match[1].endswith(name) and len(name) > 2), None)
        if named and not any(place in match[1] for place in own):
            yield _strange(case, named, [(match.end() - len(named), match.end())])


def _is_quoted(case: Case, position: int) -> bool:
    """Whether a word stands in the title of a document."""
    return "《" in case.text[case.sentence(position)[0] : position][-20:]


def _strange(case: Case, word: str, spans: Sequence[tuple[int, int]]) -> Verdict:
    start = spans[0][0]
    quote = words.squeezed(case.text[start : start + 20])[:14]
    more = f"等 {len(spans)} 处" if len(spans) > 1 else ""
    return Verdict(
        outcome=DOUBTFUL,
        subject=word,
        message=(
            f"{case.report.county}的报告写“{quote}”{more}，可能是套用其他地方的文字；见{case.where(start)}，请改写。"
        ),
        evidence=tuple(case.cite_text("left", *span) for span in spans),
    )


_OTHER_BUSINESS = re.compile(rf"各项(?P<office>{'|'.join(OTHER_OFFICES)})[^，,。；;]{{0,12}}(?:业务|工作)")
_OWN_BUSINESS = re.compile(
    rf"(?:我局|本局|我单位|本单位)(?P<business>{'|'.join(OWN_BUSINESS)})[^，,。；;\n]{{0,12}}"
)
_TITLE_YEAR = re.compile(
    r"(?P<year>20\d\d)\s*年?度?[^，,。；;\n]{0,24}?(?:整体支出|项目支出)\s*(?:绩效)?(?:绩效)?(?:自评|评价)"
)


_NUMBERING = re.compile(r"[ \t　附表件:：一二三四五六七八九十\d、.．（()）]*")  # "附件1 ", "（二）", "1、"


@rule("PLAUS-TITLE-YEAR")
def rule_plaus_title_year(case: Case) -> Iterator[Verdict]:
    """PLAUS-TITLE-YEAR: titles and table headings carry the report's own year."""
    titles = [match for match in _TITLE_YEAR.finditer(case.text) if _is_heading(case, match)]
    wrong = [match for match in titles if int(match["year"]) != case.year]
    for match in wrong:
        yield Verdict(
            outcome=DOUBTFUL,
            subject=words.squeezed(match.group()),
            message=f"{case.year} 年的报告中标题写“{words.squeezed(match.group())}”，年度不一致，请更正。",
            evidence=(case.cite_text("left", match.start(), match.end()),),
        )
    if titles and not wrong:
        yield Verdict(AGREES, "titles", f"{len(titles)} 处标题的年度一致。")


def _is_heading(case: Case, match: re.Match[str]) -> bool:
    """A line of its own, not a document's name in the text."""
    line_start = case.text.rfind("\n", 0, match.start()) + 1
    return _NUMBERING.fullmatch(case.text, line_start, match.start()) is not None


_STAFF_COLUMN = re.compile(r"(?P<year>20\d\d)\s*年实际在职人数")


@rule("PLAUS-COLUMN-YEAR")
def rule_plaus_column_year(case: Case) -> Iterator[Verdict]:
    """PLAUS-COLUMN-YEAR: the base-data table counts the staff of the report's own year."""
    for match in _STAFF_COLUMN.finditer(case.text):
        year = int(match["year"])
        agrees = year == case.year
        ending = "与报告年度一致" if agrees else f"而报告年度为 {case.year} 年，年份陈旧，请更正"
        yield Verdict(
            outcome=AGREES if agrees else DOUBTFUL,
            subject="staff column",
            message=f"基础数据表表头写“{words.squeezed(match.group())}”，{ending}。",
            evidence=(case.cite_text("left", match.start(), match.end()),),
        )


@rule("PLAUS-REMNANT")
def rule_plaus_remnant(case: Case) -> Iterator[Verdict]:
    """PLAUS-REMNANT: no instructions or marks of the template are left in the text."""
    if not case.text:
        return
    spans = list(REMNANT.finditer(case.text))
    if not spans:
        yield Verdict(AGREES, "text", "没有发现模板说明、书签一类的残留文字。")
        return
    shown = "、".join(f"“{words.squeezed(match.group())}”" for match in spans[:5])
    yield Verdict(
        outcome=DOUBTFUL,
        subject="text",
        message=f"正文残留模板说明或编辑标记：{shown}，请删除。",
        evidence=tuple(case.cite_text("left", match.start(), match.end()) for match in spans),
    )
