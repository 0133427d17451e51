"""Completeness: the template's ten sections and its annexes, blank cells, sections said in a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.catalogue import measures
from etl.catalogue.sections import annexes, body_sections
from etl.check import words
from etl.check.engine import rule
from etl.check.model import AGREES, DOUBTFUL, Verdict

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.check.model import Evidence
    from etl.records import Gap, Section

SHORT = 16
_ANNEX_LINE = re.compile(
    r"(?:^[ \t\u3000]*(?:附件?[：:]?)?|(?<=[：:；;]))[ \u3000]*\d[.．、]"
    r"(?P<name>[^\n；;。填编报送收]*?(?:基础数据表|指标(?:评分)?表|自评表|评分表|明细表|情况表|汇总表|统计表|一览表))"
    r"(?:[（(][^）)\n]*[）)])?[ \u3000\r]*(?=$|[；;。])",
    re.MULTILINE,
)  # in lines of their own, or in one sentence: "附：1、基础数据表；2、自评表。"
_OF_ITS_OWN_KIND = ("明细表", "情况表", "汇总表", "统计表", "一览表")
_DASH = re.compile(r"\s*[-－–—―/／]+\s*")
_TALKED_ABOUT = ("problems", "improvements", "publication", "performance")


def _doubted(
    fault: object,
    subject: str,
    wrong: str,
    right: str,
    evidence: tuple[Evidence, ...] = (),
    gap: int | None = None,
) -> Verdict:
    """A doubt with what is wrong where there is a fault, else what is right; `gap` counts the faults."""
    if not fault:
        return Verdict(AGREES, subject, right, evidence)
    return Verdict(DOUBTFUL, subject, wrong, evidence, None if gap is None else Decimal(gap))


@rule("COMPLETE-SECTIONS")
def rule_complete_sections(case: Case) -> Iterator[Verdict]:
    """COMPLETE-SECTIONS: the report has the template's ten sections."""
    present = {entry.section for entry in case.extraction.sections}
    if not present:
        return
    titles = "".join(entry.title for entry in case.extraction.sections)
    absent = {code: name for code, name in body_sections().items() if code not in present}
    missing = [name for code, name in absent.items() if not _inside(code, titles)]
    yield _doubted(
        missing,
        "sections",
        wrong=f"缺少章节：{'、'.join(missing)}，请补写。",
        right="模板规定的十个章节齐全。",
        gap=len(missing),
    )


def _inside(code: str, titles: str) -> bool:
    """Whether a section shares another one's title ("存在的问题及下一步改进措施")."""
    word = {
        "problems": "问题",
        "improvements": "改进",
        "social_insurance": "社会保险",
        "state_capital": "国有资本",
        "publication": "公开",
    }.get(code)
    return word is not None and word in titles


@rule("COMPLETE-SHORT-SECTION")
def rule_complete_short_section(case: Case) -> Iterator[Verdict]:
    """COMPLETE-SHORT-SECTION: problems, remedies, results and publication are not said in one phrase."""
    short: list[tuple[Section, str]] = []
    judged = [entry for entry in case.extraction.sections if entry.section in _TALKED_ABOUT]
    for entry in judged:
        body = words.squeezed(section_body(case, entry))
        if len(body) <= SHORT:
            short.append((entry, body))
    for entry, body in short:
        yield Verdict(
            outcome=DOUBTFUL,
            subject=entry.section,
            message=f"“{words.squeezed(entry.title)}”只写“{body}”，没有展开，请补写具体内容。",
            evidence=(case.cite_text("left", entry.start, entry.end),),
        )
    if judged and not short:
        yield Verdict(AGREES, "sections", "绩效情况、问题、改进措施和公开情况都有具体内容。")


def section_body(case: Case, section: Section) -> str:
    """A section's text without its title; a section that shares another one's title shares its text."""
    later = [other.start for other in case.extraction.sections if other.start > section.start]
    end = max(section.end, min(later, default=len(case.text)))
    return case.text[section.start + len(section.title) : end]


@rule("COMPLETE-ANNEXES")
def rule_complete_annexes(case: Case) -> Iterator[Verdict]:
    """COMPLETE-ANNEXES: the template's annexes are there, and so is every table that the report names."""
    present = {entry.section for entry in case.extraction.sections}
    if not present:
        return
    missing = [name for code, name in annexes().items() if code not in present and _is_due(case, code)]
    named = [match for match in _ANNEX_LINE.finditer(case.text) if not _is_attached(case, match, present)]
    shown = [f"没有附：{'、'.join(missing)}"] if missing else []
    if named:
        shown.append(f"报告列有附件“{'”“'.join(words.squeezed(m.group()) for m in named)}”而未附")
    yield _doubted(
        shown,
        "annexes",
        wrong=f"{'；'.join(shown)}，请补附。",
        right="模板规定的附表齐全。",
        evidence=tuple(case.cite_text("left", match.start(), match.end()) for match in named),
        gap=max(len(missing), len(named)),
    )


def _is_due(case: Case, code: str) -> bool:
    """A project table is due only where there are project expenditures."""
    return code != "project_self_evaluation" or any(
        entry.value for entry in case.find("expenditure.project", year=case.year)
    )


def _is_attached(case: Case, listed: re.Match[str], present: set[str]) -> bool:
    """Whether a listed table is in the report: by its kind, or as a title of its own elsewhere."""
    name = words.squeezed(listed["name"])
    if not name.endswith(_OF_ITS_OWN_KIND):
        return _is_contained(name, present)
    elsewhere = case.text[: listed.start()] + "\n" + case.text[listed.end() :]
    lines = map(words.squeezed, elsewhere.splitlines())
    return any(line.endswith(name) and "《" not in line for line in lines)


def _is_contained(name: str, present: set[str]) -> bool:
    """Whether the report has an annex of this name."""
    if "基础数据" in name:
        return "base_data_table" in present
    if "项目" in name and "自评表" in name:
        return "project_self_evaluation" in present
    if "评分表" in name and ("考核" in name or "指标" not in name):
        return "work_assessment" in present
    return "department_self_evaluation" in present


@rule("COMPLETE-PROJECT-TABLES")
def rule_complete_project_tables(case: Case) -> Iterator[Verdict]:
    """COMPLETE-PROJECT-TABLES: the project self-evaluation tables cover the project expenditure."""
    scopes = [scope for scope in case.scopes if scope != "department"]
    tables = [
        entry
        for scope in scopes
        for entry in case.find("expenditure.total", phase="executed", scope=scope, year=case.year)[:1]
    ]
    projects = case.find("expenditure.project", phase="executed", year=case.year, scope="department")
    if not tables or not projects:
        return
    whole, summed = projects[0], sum((entry.value for entry in tables), Decimal(0))
    gap = whole.value - summed
    low = gap > whole.value / 2
    ending = f"还有 {words.gap(gap, '万元')} 没有自评表" if low else "覆盖了大部分项目支出"
    yield Verdict(
        outcome=DOUBTFUL if low else AGREES,
        subject="projects",
        message=(
            f"{len(tables)} 张项目支出绩效自评表合计 {words.amount(summed, '万元')}，"
            f"{words.figure(whole)}，{ending}。"
        ),
        evidence=case.cite("left", whole) + case.cite("right", *tables),
        gap=gap if low else None,
    )


@rule("COMPLETE-CELLS")
def rule_complete_cells(case: Case) -> Iterator[Verdict]:
    """COMPLETE-CELLS: the mandatory cells of the tables are filled."""
    blanks = [gap for gap in case.extraction.gaps if gap.reason == "未披露" and _is_blank(case, gap)]
    if blanks:
        names = dict.fromkeys(f"{gap.year}年{measures()[gap.measure].name}" for gap in blanks)
        shown = "、".join(list(names)[:8]) + ("等" if len(names) > 8 else "")
        yield Verdict(
            outcome=DOUBTFUL,
            subject="cells",
            message=f"表中有 {len(blanks)} 个应填的格子空白：{shown}；没有发生的请填 0。",
            evidence=tuple(case.cite_text("left", gap.start, gap.end) for gap in blanks),
            gap=Decimal(len(blanks)),
        )
    elif any(entry.section in annexes() for entry in case.extraction.sections):
        yield Verdict(AGREES, "cells", "基础数据表和自评表没有空白的必填格。")


def _is_blank(case: Case, gap: Gap) -> bool:
    """Whether a cell must be filled and is not: "——" says that nothing applies."""
    heading = re.search(r"性质分[:：]?\s*$", case.text[max(0, gap.start - 8) : gap.start])
    return heading is None and not _DASH.fullmatch(case.text[gap.start : gap.end])


@rule("COMPLETE-SELF-SCORE")
def rule_complete_self_score(case: Case) -> Iterator[Verdict]:
    """COMPLETE-SELF-SCORE: a self-evaluation states its score."""
    scores = case.find("score.total", scope="department", item=None)
    stated = [entry for entry in scores if entry.section != "work_assessment"]
    yield _doubted(
        not stated,
        "score",
        wrong="报告没有写明自评得分，请补写。",
        right=f"报告写明自评得分 {'、'.join(words.value(entry) for entry in stated[:1])}。",
        evidence=case.cite("left", *stated[:1]),
    )


@rule("COMPLETE-TABLE-ONLY")
def rule_complete_table_only(case: Case) -> Iterator[Verdict]:
    """COMPLETE-TABLE-ONLY: the year's basic figures of money and staff are stated."""
    money = {"slipped": True, "scope": "department"}  # in a wrong unit it is stated all the same
    wanted = {
        "编制数": case.find("staff.authorized"),
        "在职人数": case.find("staff.on_payroll"),
        "年初预算支出": case.find("expenditure.total", phase="approved", **money),
        "支出决算": case.find("expenditure.total", phase="executed", **money),
        "收入决算": case.find("revenue.total", phase="executed", **money),
        "“三公”经费决算": case.find("three_public.total", phase="executed", **money),
        "政府采购金额": case.find("procurement.total", slipped=True),
    }
    missing = [name for name, entries in wanted.items() if not entries]
    yield _doubted(
        missing,
        "figures",
        wrong=f"全文没有写：{'、'.join(missing)}，有关比率无法计算，请补写。",
        right="基本收支和人员数字齐全。",
        gap=len(missing),
    )


_NUMERAL = re.compile(r"^\s*(?:第)?([一二三四五六七八九十]{1,2}|\d{1,2})\s*(?:部分)?\s*[、.．]")
_HEADING = re.compile(
    r"^[ \u3000]*((?:第)?[一二三四五六七八九十]{1,2}(?:部分)?[、.．][^\n。；;]{2,40})\r?$", re.MULTILINE
)
_VALUES = {character: index for index, character in enumerate("一二三四五六七八九十", start=1)}


@rule("COMPLETE-NUMERALS")
def rule_complete_numerals(case: Case) -> Iterator[Verdict]:
    """COMPLETE-NUMERALS: the sections are numbered without repetition or gap."""
    sections = [entry for entry in case.extraction.sections if entry.section in body_sections()]
    titled = [entry for entry in sections if not entry.title.lstrip().startswith(("（", "("))]
    own = list({entry.start: entry for entry in titled}.values())  # one title can name two sections
    numbers = [(entry, _numeral(entry.title)) for entry in own]
    if len(numbers) < 4:
        return
    unnumbered = [words.squeezed(entry.title) for entry, number in numbers if number is None]
    if len(unnumbered) == len(numbers):
        return
    jumps = _jumps(case, numbers)
    wrong = [f"“{name}”没有编号" for name in unnumbered] + [f"编号“{number}”不连续" for number in jumps]
    titles = [(entry.start, entry.start + len(entry.title)) for entry in own] if wrong else []
    yield _doubted(
        wrong,
        "numerals",
        wrong=f"章节编号有误：{'；'.join(wrong)}。",
        right="章节编号连续。",
        evidence=tuple(case.cite_text("left", *span) for span in titles),
    )


def _jumps(case: Case, numbers: Sequence[tuple[Section, int | None]]) -> list[int]:
    """The numbers that do not follow the one before, unless headings between them hold the missing ones."""
    given = [(entry, number) for entry, number in numbers if number is not None]
    jumps: list[int] = []
    for (before, earlier), (after, later) in pairwise(given):
        between = [_numeral(line) for line in _HEADING.findall(case.text, before.start, after.start)]
        if later <= earlier or not set(range(earlier + 1, later)) <= set(between):
            jumps.append(later)
    return jumps


def _numeral(title: str) -> int | None:
    match = _NUMERAL.match(title)
    if not match:
        return None
    text = match.group(1)
    return int(text) if text.isdigit() else _VALUES.get(text[-1], 0) + (10 if len(text) > 1 else 0)


@rule("COMPLETE-NO-FIGURES")
def rule_complete_no_figures(case: Case) -> Iterator[Verdict]:
    """COMPLETE-NO-FIGURES: the section on performance reports figures, not only phrases."""
    for section in [entry for entry in case.extraction.sections if entry.section == "performance"][:1]:
        body = re.sub(r"20\d\d\s*年|第?\d+[、.．）)]", "", section_body(case, section))
        silent = not re.search(r"\d", body)
        yield _doubted(
            silent,
            "performance",
            wrong="“部门整体支出绩效情况”没有任何数字，自评得分缺少依据，请补写产出和效果。",
            right="绩效情况写有数字。",
            evidence=(case.cite_text("left", section.start, section.end),) if silent else (),
        )


@rule("COMPLETE-PROJECT-NAMES")
def rule_complete_project_names(case: Case) -> Iterator[Verdict]:
    """COMPLETE-PROJECT-NAMES: project expenditure is broken down into projects with amounts somewhere."""
    projects = case.find("expenditure.project", phase="executed", year=case.year, scope="department")
    if not projects or not projects[0].value:
        return
    lines = case.find("expenditure.project_item", slipped=True, year=case.year)
    tables = [scope for scope in case.scopes if scope != "department"]
    figure = words.figure(projects[0])
    yield _doubted(
        not lines and not tables,
        "projects",
        wrong=f"{figure}，没有一个项目写明金额，请逐项列出。",
        right=f"{figure}，列有具体项目。",
        evidence=case.cite("left", projects[0]),
    )


_SCORE_COLUMN = re.compile(r"^[ \t\u3000]*得分[ \u3000]*\r?$", re.MULTILINE)
_UNSIGNED = re.compile(
    r"填报日期[：:][ \t\u3000]*(?=联系电话|单位负责人|$)|单位负责人签字[：:][ \t\u3000]*$", re.MULTILINE
)


@rule("COMPLETE-SIGNATURE")
def rule_complete_signature(case: Case) -> Iterator[Verdict]:
    """COMPLETE-SIGNATURE: the tables are dated and signed."""
    blank = list(_UNSIGNED.finditer(case.text))
    if not blank and "填报日期" not in case.text:
        return
    yield _doubted(
        blank,
        "signature",
        wrong=f"附表有 {len(blank)} 处填报日期或负责人签字空白，请补填。",
        right="附表已填写日期和签字。",
        evidence=tuple(case.cite_text("left", match.start(), match.end()) for match in blank),
    )


@rule("COMPLETE-ASSESSMENT")
def rule_complete_assessment(case: Case) -> Iterator[Verdict]:
    """COMPLETE-ASSESSMENT: the assessment form's total rests on scores for its items."""
    forms = [entry for entry in case.extraction.sections if entry.section == "work_assessment"]
    for form in forms:
        total = re.search(
            r"合计\s*100\s*分?\s*(?P<score>\d{2,3}(?:\.\d+)?)", case.text[form.start : form.end]
        )
        if total:
            start = form.start + total.start("score")
            written = f"自评工作考核评分表合计写 {total['score']} 分"
            yield _doubted(
                not _SCORE_COLUMN.search(case.text[form.start : form.end]),
                "assessment",
                wrong=f"{written}，各项都没有得分，合计没有依据，请逐项评分。",
                right=f"{written}，列有分项得分。",
                evidence=(case.cite_text("left", start, start + len(total["score"])),),
            )
