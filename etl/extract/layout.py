"""How a report is laid out: its lines, headings, paragraphs and standard sections.

Bureaus number their headings loosely, repeat numerals and drop them; a heading is told by its
shape (short, no sentence) and a section by the meaning of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from etl.catalogue import read_yaml
from etl.extract.compact import compact, normal
from etl.extract.lexicon import find_terms
from etl.records import Section, Table

_NUMERAL = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|节)?|附件[一二三四五六七八九十\d]*|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+[、.,:]|\([一二三四五六七八九十\d]+\)[、.]?|"
    r"\d{1,2}(?:\.\d{1,2})*[、.)](?!\d)|\d{1,2}\.(?=(?:19|20)\d\d年)|\d{1,2}\.\d{1,2}(?=[\u4e00-\u9fff])(?![万亿元家人个名分])|[①-⑳㈠-㈩⑴-⒇]|[-—·●◆■])+"
)
_SPACED_NUMERAL = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3})\s+(?=[\u4e00-\u9fff])"
)
_SENTENCE_END = re.compile(r"[。;!?]$")
_LONGEST_HEADING = 45
_ENDS_SENTENCE = "。；！？;!?：."
_OWN_TITLE = re.compile(r"([^，。；：:\n]{4,18})[：:]")
_FUNDS = ("expenditure.government_fund", "expenditure.state_capital", "expenditure.social_insurance")
_AMOUNT_FIRST = re.compile(r"\d[\d,.]*(?:万|亿|元)")
_MARKED = re.compile(r"\s*(?:[①-⑳]|[—-]{1,2}(?=[\u4e00-\u9fff]))")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line outside the tables."""

    start: int
    end: int
    text: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of sentences with the headings above it, the nearest last."""

    start: int
    end: int
    headings: tuple[str, ...]


@cache
def _section_titles() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    entries = read_yaml("sections.yml")
    return tuple((e["section"], re.compile(e["title"]), e.get("annex", False)) for e in entries)


def without_numeral(text: str) -> str:
    """A heading's matching form without its numeral: "二 、一般公共预算" is "一般公共预算"."""
    return _NUMERAL.sub("", normal(_SPACED_NUMERAL.sub("", text)))


def lines(text: str, tables: tuple[Table, ...]) -> list[Line]:
    """The non-empty lines outside the tables, in reading order."""
    found: list[Line] = []
    for start, end in _outside(text, tables):
        for match in re.finditer(r"[^\n]+", text[start:end]):
            raw = match[0]
            stripped = raw.strip("\r \t\u3000\xa0")
            if stripped:
                begin = start + match.start() + raw.index(stripped)
                found.append(Line(begin, begin + len(stripped), stripped, _is_heading(stripped)))
    return found


def _outside(text: str, tables: tuple[Table, ...]) -> Iterator[tuple[int, int]]:
    position = 0
    for table in tables:
        yield position, table.start
        position = table.end
    yield position, len(text)


def _is_heading(line: str) -> bool:
    """Whether a line is a heading: short, without sentence marks, without a figure of its own."""
    plain = without_numeral(line) if _SPACED_NUMERAL.match(line) else normal(line)
    if len(plain) > _LONGEST_HEADING or (_SENTENCE_END.search(plain) and not _NUMERAL.match(plain)):
        return False
    body = _NUMERAL.sub("", plain).rstrip("。:;,")
    if not body or "。" in body or re.search(r"\d(?:万|亿|元|%|人|家|个|分(?!\))|名|次)", body):
        return False
    if re.search(r"无|没有|未", body) or "," in body or ";" in body:
        return False
    return bool(_NUMERAL.match(plain)) or len(body) <= 30


def _starts_paragraph(line: str) -> bool:
    return bool(_NUMERAL.match(normal(line)) or _SPACED_NUMERAL.match(line))


def _breaks_before_its_amount(line: Line, following: Line | None) -> bool:
    """Whether a short line is a sentence cut before its amount: "政府采购支出⏎142.60万元，其中……"."""
    amount = following is not None and following.text[0].isdigit()  # the cheap question first
    if following is None or not amount or _starts_paragraph(line.text) or line.text[-1] in _ENDS_SENTENCE:
        return False
    return _AMOUNT_FIRST.match(normal(following.text)) is not None


def _goes_on(previous: str, line: str) -> bool:
    """Whether a list's next line belongs to it: behind a bare item only another bare item does."""
    return not _is_bare_item(previous) or _MARKED.match(line) is not None


def _is_bare_item(line: str) -> bool:
    """Whether a line of a list has a circled number or dash and no punctuation at its end: "①低保  5.00"."""
    return _MARKED.match(line) is not None and line[-1] not in _ENDS_SENTENCE


def paragraphs(found_lines: list[Line], tables: tuple[Table, ...]) -> list[Paragraph]:
    """The paragraphs of the lines outside the tables.

    A line that ends in the middle of a sentence goes on in the next one ("…公用经费 19.5⏎万元"), unless
    that one is numbered or a table lies between them. A line that ends in a colon opens a list,
    whose numbered lines ("主要项目有：⏎1.……；⏎2.……。") stay together.
    """
    borders = [table.start for table in tables]
    found: list[Paragraph] = []
    headings: list[str] = []
    open_start: int | None = None
    previous: Line | None = None
    listed = False
    for line, following in zip_longest(found_lines, found_lines[1:]):
        listed = listed and open_start is not None
        joins = (
            open_start is not None
            and previous is not None
            and ((listed and _goes_on(previous.text, line.text)) or not _starts_paragraph(line.text))
            and (listed or previous.text[-1] not in _ENDS_SENTENCE)
            and not any(previous.end <= border <= line.start for border in borders)
        )
        if joins and found:
            found[-1] = Paragraph(found[-1].start, line.end, found[-1].headings)
        elif line.heading and not _breaks_before_its_amount(line, following):
            headings = _deeper(headings, line.text)
            open_start = None
        else:
            open_start = line.start
            found.append(Paragraph(line.start, line.end, tuple(headings)))
        previous = line
        listed = line.text[-1] in ":：" or (listed and (line.text[-1] in ";；" or _is_bare_item(line.text)))
    return found


def _level(heading: str) -> int:
    """The depth of a heading by the shape of its numeral; an unnumbered one stands high."""
    plain = normal(heading)
    if re.match(r"第|附件|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+[、.,]", plain):
        return 0
    if re.match(r"\([一二三四五六七八九十]+\)|[㈠-㈩]", plain):
        return 1
    if re.match(r"\d+\.\d", plain):
        return 3
    if re.match(r"\d+[、.]", plain):
        return 2
    return 3 if re.match(r"[(①-⑳⑴-⒇\d]", plain) else 0


def _deeper(headings: list[str], heading: str) -> list[str]:
    level = _level(heading)
    return [*(h for h in headings if _level(h) < level), heading]


@cache
def _short_headings() -> dict[str, str]:
    return read_yaml("words.yml")["short_headings"]


def heading_measure(headings: tuple[str, ...]) -> str | None:
    """The one measure that the nearest heading is about: "（三）“三公”经费情况"."""
    if not headings:
        return None
    plain = without_numeral(headings[-1])
    if "绩效" in plain:  # 部门整体支出绩效情况 is about results, not about spending
        return None
    if short := _short_headings().get(plain.rstrip("。:;,")):
        return short
    codes = {
        term.codes[0]
        for _, _, term in find_terms(plain)
        if term.kind == "measure" and term.strength == "strong" and len(term.codes) == 1
    }
    return codes.pop() if len(codes) == 1 else None


def titled_measure(text: str, paragraph: Paragraph) -> str | None:
    """The fund that a paragraph's own title is about: "国有资本经营预算：42.20 万元"."""
    title = _OWN_TITLE.match(text, paragraph.start, paragraph.end)
    code = _short_headings().get(without_numeral(title[1])) if title else None
    return code if code in _FUNDS else None


@lru_cache(maxsize=8192)  # the template's titles repeat from report to report
def _matches(title: str) -> tuple[str, ...]:
    """The narrative sections that a heading opens; "存在的问题和建议" opens two."""
    plain = without_numeral(title).rstrip("。:;,")
    titles = [entry for entry in _section_titles() if not entry[2]]
    return tuple(section for section, pattern, _ in titles if pattern.search(plain))


def _annex(title: str) -> str | None:
    plain = normal(title)
    found = [section for section, pattern, annex in _section_titles() if annex and pattern.search(plain)]
    if "work_assessment" in found:
        return "work_assessment"
    if "project_self_evaluation" in found and "项目" in plain:
        return "project_self_evaluation"
    return found[0] if found else None


def _title_part(line: Line) -> Line:
    """The title of a line that goes on with its body: "（五）政府性基金预算支出情况：无。"."""
    match = re.match(r"[^：:。]+", line.text)
    text = match[0].rstrip() if match else line.text
    return Line(line.start, line.start + len(text), text, True)


def sections(
    report_id: str, text: str, found_lines: list[Line], tables: tuple[Table, ...]
) -> tuple[Section, ...]:
    """The standard sections in reading order, each up to the start of the next one."""
    found = [*_narrative_sections(found_lines), *_annex_sections(found_lines, tables)]
    found.sort(key=lambda entry: entry[1].start)
    starts = sorted({title.start for _, title in found})
    result: list[Section] = []
    for section, title in found:
        end = next((start for start in starts if start > title.start), len(text))
        result.append(Section(report_id, section, title.text, title.start, end))
    return tuple(result)


def _narrative_sections(found_lines: list[Line]) -> list[tuple[str, Line]]:
    found: dict[str, Line] = {}
    combined: dict[str, str] = {}
    for line in found_lines:
        title = _title_part(line)
        numbered = _starts_paragraph(line.text)
        if not (line.heading or numbered) or len(normal(title.text)) > _LONGEST_HEADING:
            continue
        matched = _matches(title.text)
        for section in matched:
            inline = not line.heading and section not in (
                "government_fund",
                "state_capital",
                "social_insurance",
            )
            shared = section in combined and _level(line.text) > 0 and len(matched) == 1
            higher = section in found and _level(line.text) < _level(found[section].text)
            stated = not line.heading and re.search(r"[，,]|无|没有|未", title.text)  # a sentence, no title
            if inline or stated or (section in found and not shared and not higher):
                continue
            found[section] = title
            if len(matched) > 1 and section == "improvements":
                combined[section] = title.text
            else:
                combined.pop(section, None)
    return list(found.items())


def _annex_sections(outside: list[Line], tables: tuple[Table, ...]) -> list[tuple[str, Line]]:
    """Annexes: the nearest fitting title within the few lines above each table."""
    found: list[tuple[str, Line]] = []
    for table in tables:
        above = [line for line in outside if line.end <= table.start][-4:]
        for line in reversed(above):
            section = _annex(line.text)
            if (
                section
                and len(line.text) <= _LONGEST_HEADING
                and all(line.start != other.start for _, other in found)
            ):
                found.append((section, line))
                break
            if any(other.start <= line.start < other.end for other in tables):
                break
    return found


def section_at(found: tuple[Section, ...], offset: int) -> str | None:
    """The section that an offset stands in."""
    name = None
    for section in found:
        if section.start <= offset < section.end:
            name = section.section
    return name


_NONE = re.compile(
    "(?:[两三]项|以上[两三]项)?(?:均)?无"
    "(?:(?:此|该|以上|相关|上述)[一二两三]?[项类]?)?(?:支出|收支|预算支出|收入支出|情况)?"
)


def only_none(text: str, section: Section) -> tuple[int, int] | None:
    """The span of 无 where it is the whole body of a section ("无。", "无此两项支出。")."""
    body = compact(text, section.start + len(section.title), section.end)
    if _NONE.fullmatch(body.text.strip("。.:;,\n")) is None:
        return None
    position = body.text.index("无")
    return body.span(position, position + 1)
