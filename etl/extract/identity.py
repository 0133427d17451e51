"""Who reports on which year: county by its code among all the country's, bureau, fiscal year.

The file's name settles it where it has the contract's form (`430423-kjgx-2023.txt`) and a known code; else
the text does: the county that it names most, weighed towards its head, the bureau and the year of its title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import ahocorasick
from pypinyin import Style, lazy_pinyin

from etl.catalogue import read_yaml
from etl.catalogue.counties import County, counties, former_counties
from etl.extract.compact import normal
from etl.read import Unreadable
from etl.records import Document, Report

_DECLARED = re.compile(r"^(\d{6})-([a-z][a-z0-9]*)-(20\d{2})(?![0-9])")
_HEAD = 1500
_HEAD_WEIGHT = 5
_ENDINGS = (
    r"局|委员会|办公室|联合会|管理处|中心|法院|检察院|总工会|党校|协会|红十字会|"
    r"支队|大队|(?<![东南西北中内全本])部(?!门)|委(?!员)|站|院|处|办|校|社(?!会)|馆"
)
_BUREAU = rf"[\u4e00-\u9fff]{{1,24}}?(?:{_ENDINGS})"
# Whose reports only their own title names: county bureaus speak of towns, too.
_TITLED = rf"[\u4e00-\u9fff]{{1,24}}?(?:{_ENDINGS}|人民政府(?!办)|镇|乡(?!村)|街道|人大|政协|园|公司)"
_IS_BUREAU = re.compile(rf"{_BUREAU}(?:$|[(,、])")  # and not the next head of a table of bodies: 编制数
_NAMED_CELL = re.compile(r"(?:预算)?(?:部门|单位)[^\n:：]{0,8}名称$|^(?:预算)?部门[、/]?单位名称|主管部门$")
_NAMED_LINE = re.compile(
    rf"^(?:预算|填报|评价|报送)?(?:部门|单位)(?:\((?:单位|部门|盖章|公章)\))*(?:名称)?(?:\((?:盖章|公章)\))?:({_BUREAU})(?:\(|$)"
)
_TITLE = re.compile(r"(?:部门|单位)?整体支出|绩效(?:自评|评价)报告")
_YEAR = re.compile(r"(20\d{2})年")


@cache
def _county_names() -> ahocorasick.Automaton:
    """County names, and those they had before or after a change between 县, 市 and 区."""
    known: dict[str, list[str]] = {}
    for county in counties().values():
        known.setdefault(county.name, []).append(county.code)
    for county in counties().values():
        stem = county.name[:-1]
        for suffix in "县市区":
            if len(stem) >= 2 and county.name[-1] in "县市区" and stem + suffix not in known:
                known[stem + suffix] = [county.code]
    cities = {county.prefecture for county in counties().values()}
    automaton = ahocorasick.Automaton()
    for name, codes in known.items():
        if name not in cities:
            automaton.add_word(name, (name, tuple(codes)))
    for city in cities:
        automaton.add_word(city, (city, ()))
    automaton.make_automaton()
    return automaton


_DIGITS = str.maketrans("一二三四五六七八九○〇零", "123456789000")
_WRITTEN_YEAR = re.compile("二[○〇零][○〇零一二三四五六七八九]{2}(?=年)")


def declares_its_report(name: str) -> bool:
    """Whether a file's name has the contract's form, `430423-kjgx-2023.txt`."""
    return _DECLARED.match(name) is not None


def find_county(text: str) -> County | None:
    """The county that a text names most, mentions in its head counted several times.

    A name that several provinces share goes to the county whose prefecture or province the text names too.
    """
    score: Counter[str] = Counter()
    for end, (_, codes) in _county_names().iter_long(text):
        weight = _HEAD_WEIGHT if end < _HEAD else 1
        for code in codes:
            score[code] += weight
    if not score:
        return None

    def rank(code: str) -> tuple[int, int, int]:
        county = counties()[code]
        return (
            score[code],
            text.count(county.prefecture) + text.count(county.prefecture.rstrip("市")),
            text.count(county.province),
        )

    return counties()[max(score, key=lambda code: (*rank(code), -int(code)))]


def _department_names(document: Document) -> Iterator[str]:
    """Candidates for the bureau's name, best first: tables' name cells, name lines, the title."""
    for table in document.tables:
        for row in table.rows[:3]:
            for label, value in pairwise(row):
                if _NAMED_CELL.search(normal(label.text)) and _IS_BUREAU.match(normal(value.text)):
                    yield normal(value.text)
    head = normal_lines(document.text[:6000])
    for line in head:
        yield from _NAMED_LINE.findall(line)
    for line in head:
        if _TITLE.search(line) and len(line) < 60:
            yield from re.findall(
                rf"({_TITLED})(?= |关于|部门|单位|整体|\d|绩效|$)", re.sub(r"20\d{2}年度?", " ", line)
            )
    for line in head[:4]:
        yield from re.findall(rf"^({_TITLED})$", line)


def normal_lines(text: str) -> list[str]:
    """The non-empty lines of a text in their matching form, years in digits ("二○二○年" is "2020年")."""
    digits = _WRITTEN_YEAR.sub(lambda year: year[0].translate(_DIGITS), text)
    return [plain for line in digits.split("\n") if (plain := normal(line))]


def find_department(document: Document, county: County) -> str:
    """The bureau's full name with its county; "未识别部门" where the text names none."""
    for name in _department_names(document):
        cleaned = re.sub(r"^(?:关于|根据|按照|\d+)|\((?:盖章|公章|签章)\)$", "", name)
        named = not re.fullmatch(r"(?:部门|单位|本部|全部|填报|预算)+|.*[我本](?:局|委|办|单位)", cleaned)
        if len(cleaned) >= 3 and named:
            if cleaned.startswith(county.prefecture):
                cleaned = cleaned.removeprefix(county.prefecture)
            return cleaned if county.name[:-1] in cleaned else county.name + cleaned
    mentioned = re.findall(rf"{county.name}({_BUREAU})", normal(document.text))
    common = Counter(name for name in mentioned if "财政局" not in name and "政府" not in name).most_common(1)
    return county.name + common[0][0] if common else "未识别部门"


def slug_of(department: str, county: County) -> str:
    """The bureau's slug: of the catalogue by meaning, else the pinyin initials of its name."""
    own = department.removeprefix(county.name)
    for entry in read_departments():
        if re.search(entry["name"], own) and re.search(entry.get("also", ""), own):
            return entry["slug"]
    initials = "".join(lazy_pinyin(own, style=Style.FIRST_LETTER))
    return re.sub(r"[^a-z0-9]", "", initials.lower()) or "bm"


@cache
def read_departments() -> list[dict[str, str]]:
    """The bureaus of the catalogue."""
    return read_yaml("departments.yml")


def find_year(text: str) -> int | None:
    """The fiscal year: of the title lines, else the one that the head names most."""
    head = normal_lines(text[:6000])
    titled = [
        int(year) for line in head if len(line) < 60 and _TITLE.search(line) for year in _YEAR.findall(line)
    ]
    tables = [
        int(y)
        for line in normal_lines(text)
        if len(line) < 40 and re.search(r"自评表|数据表", line)
        for y in _YEAR.findall(line)
    ]
    common = Counter(
        titled or tables or [int(year) for year in _YEAR.findall(normal(text[:6000]))]
    ).most_common(1)
    return common[0][0] if common else None


def identify(document: Document) -> Report:
    """The report's identity.

    Raises:
        Unreadable: If no county or no year can be told.
    """
    declared = _DECLARED.match(document.name)
    known = counties() | former_counties()
    county = (known.get(declared[1]) if declared else None) or find_county(document.text)
    if county is None:
        raise Unreadable("未能识别报告所属的县（市、区）")
    year = int(declared[3]) if declared else find_year(document.text)
    if year is None:
        raise Unreadable("未能识别报告年度")
    department = find_department(document, county)
    slug = declared[2] if declared else slug_of(department, county)
    return Report(
        report_id=f"{county.code}-{slug}-{year}",
        county_code=county.code,
        county=county.name,
        prefecture=county.prefecture,
        province=county.province,
        department=department,
        department_slug=slug,
        fiscal_year=year,
        title=_title(document),
        file=document.name,
        sha256=document.sha256,
    )


def _title(document: Document) -> str:
    """The report's title line, else its first line."""
    head = [line.strip() for line in document.text[:6000].split("\n") if line.strip()]
    titled = [line for line in head if "报告" in line and _TITLE.search(line) and len(line) < 60]
    return titled[0] if titled else head[0]
