"""The 自评工作考核评分表 (布置工作 10, 实施评价 20, 自评报告 70), judged as far as the document shows.

What needs papers outside the report (the notice, the working group, the date of submission) is 待人工.
Where the form leaves a range to judgement, so does the result: an item has a lowest and a highest score.
Never an official score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from etl.catalogue.sections import annexes, body_sections
from etl.check.case import Case
from etl.check.completeness import section_body
from etl.check.targets import read_target
from etl.check.words import amount, squeezed

if TYPE_CHECKING:
    from etl.check.model import Evidence
    from etl.records import Extraction, Indicator

Status = Literal["已判", "区间", "待人工"]

NOTICE = "按评分表条文对文件自动核对，仅供参考，不是财政部门的正式考核结果；“待人工”项目需要文件以外的材料。"
ASPECTS = {
    "预算和预算绩效管理": r"预算(?:编制|管理|执行)|绩效(?:管理|评价|目标|自评)",
    "部门履职效能": r"履职|工作(?:效率|效能|推进)|业务(?:水平|能力)|服务(?:能力|质量)|人才|专业",
    "资金分配、使用和管理": r"资金(?:分配|使用|管理|拨付|安排|沉淀|结转|到位)|支出进度",
    "资产和财务管理": r"资产|财务|会计|内控|内部控制|制度",
    "政府采购": r"采购",
}
_ONLY_MONEY = re.compile(r"资金(?:不足|紧张|缺口|投入不够|短缺)|经费(?:不足|紧张|短缺)")
_LIST_ITEM = re.compile(
    r"(?:^|[。；;\n])\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[一二三四五六]是)"
)
FULL_ASPECTS, MOST_ASPECTS = 4, 2
TOO_SIMPLE, SHORT = 20, 100  # characters


@dataclass(frozen=True, slots=True)
class Assessed:
    """One line of the form.

    Attributes:
        part: 一级指标.
        item: 二级指标.
        standard: The scoring standard in short.
        points: Full points.
        lowest: The least that the document supports; 0 for 待人工.
        highest: The most that it supports; full points for 待人工.
        status: Judged, judged to a range, or waiting for a person.
        reason: Why, in a Chinese sentence.
        evidence: Where in the document.
    """

    part: str
    item: str
    standard: str
    points: Decimal
    lowest: Decimal
    highest: Decimal
    status: Status
    reason: str
    evidence: tuple[Evidence, ...] = ()


def assess(extraction: Extraction) -> tuple[Assessed, ...]:
    """The form's lines for one report, in the form's order."""
    case = Case(extraction)
    return (
        _waiting("布置工作", "自评通知", "印发自评通知，内容和附件齐全", 8, "绩效自评通知的盖章电子版"),
        _waiting("布置工作", "工作小组", "成立绩效自评工作小组", 2, "成立工作小组的文件"),
        _waiting("实施评价", "单位自查", "本级、所属单位、转移支付单位都开展自查", 10, "各单位的自查材料"),
        _waiting("实施评价", "提交报告", "按时报送报告，每推迟一个工作日扣 1 分", 10, "财政部门的收文日期"),
        _body(case),
        _annexes(case),
        _weights(case),
        _third_level(case),
        _measurable(case),
        _problems(case),
        _advice(case),
    )


def total(lines: Sequence[Assessed]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest total that the document supports."""
    return sum((x.lowest for x in lines), Decimal(0)), sum((x.highest for x in lines), Decimal(0))


def _waiting(part: str, item: str, standard: str, points: int, paper: str) -> Assessed:
    full = Decimal(points)
    return Assessed(part, item, standard, full, Decimal(0), full, "待人工", f"需要{paper}，文件中不能判断")


def _judged(
    item: str,
    standard: str,
    points: int,
    given: Decimal | tuple[Decimal, Decimal],
    reason: str,
    evidence: tuple[Evidence, ...] = (),
) -> Assessed:
    low, high = given if isinstance(given, tuple) else (given, given)
    status: Status = "已判" if low == high else "区间"
    return Assessed("自评报告", item, standard, Decimal(points), low, high, status, reason, evidence)


def _less(points: int, faults: int, each: int) -> Decimal:
    return Decimal(max(0, points - faults * each))


def _body(case: Case) -> Assessed:
    present = {entry.section for entry in case.extraction.sections}
    missing = [name for code, name in body_sections().items() if code not in present]
    reason = f"缺少{'、'.join(missing)}" if missing else "十个部分齐全"
    evidence = tuple(
        case.cite_text("context", entry.start, entry.start + len(entry.title))
        for entry in case.extraction.sections
        if entry.section in body_sections()
    )
    return _judged(
        "完整性（正文）",
        "正文内容齐全得 8 分，每少一个部分扣 2 分",
        8,
        _less(8, len(missing), 2),
        reason,
        evidence,
    )


def _annexes(case: Case) -> Assessed:
    present = {entry.section for entry in case.extraction.sections}
    missing = [name for code, name in annexes().items() if code not in present]
    reason = f"没有附{'、'.join(missing)}" if missing else "附件齐全"
    return _judged(
        "完整性（附件）", "附件齐全得 7 分，每少一个部分扣 2 分", 7, _less(7, len(missing), 2), reason
    )


def _weights(case: Case) -> Assessed:
    standard = "产出、效益、满意度和预算执行率的权重符合要求（50、30、10、10）得 5 分，否则按比例扣分"
    if not case.indicators:
        return _judged("绩效自评表（权重）", standard, 5, Decimal(0), "没有绩效自评表")
    wanted = {"产出": Decimal(50), "效益": Decimal(30), "满意度": Decimal(10)}
    wrong: list[str] = []
    for scope in case.scopes:
        rows = [row for row in case.indicators if row.scope == scope]
        for word, points in wanted.items():
            summed = _points_under(rows, word)
            if summed != points:
                wrong.append(f"{'部门' if scope == 'department' else scope}{word}指标 {amount(summed, '分')}")
    checked = len(case.scopes) * len(wanted)
    given = (Decimal(5) * (checked - len(wrong)) / checked).quantize(Decimal("0.1"))
    reason = f"{'、'.join(wrong)}，与规定不符" if wrong else "权重符合规定"
    return _judged("绩效自评表（权重）", standard, 5, given, reason, case.cite_rows("left", case.indicators))


def _points_under(rows: Sequence[Indicator], word: str) -> Decimal:
    return sum((row.weight for row in rows if word in (row.level1 or "") and row.weight), Decimal(0))


def _third_level(case: Case) -> Assessed:
    standard = "全部细化到三级指标得 5 分，部分细化酌情扣分，没有细化不得分"
    if not case.indicators:
        return _judged("绩效自评表（细化）", standard, 5, Decimal(0), "没有绩效自评表")
    bare = [row for row in case.indicators if squeezed(row.level3) in ("", "无", "/", "—")]
    if not bare:
        return _judged("绩效自评表（细化）", standard, 5, Decimal(5), "全部细化到三级指标")
    share = Decimal(len(case.indicators) - len(bare)) / len(case.indicators)
    given = (Decimal(5) * share).quantize(Decimal("0.1"))
    reason = f"{len(bare)} 行没有三级指标或写“无”"
    return _judged("绩效自评表（细化）", standard, 5, given, reason, case.cite_rows("left", bare))


def _measurable(case: Case) -> Assessed:
    standard = "指标明确、可衡量 5 分，突出核心、精简实用 3 分，与支出密切相关 2 分，每项酌情扣分"
    rows = case.indicators
    if not rows:
        return _judged("绩效自评表（内涵）", standard, 10, Decimal(0), "没有绩效自评表")
    vague = [row for row in rows if read_target(row).kind != "measurable"]
    uniform = len({squeezed(row.target) for row in rows}) == 1
    share = Decimal(len(rows) - len(vague)) / len(rows)
    clear = Decimal(0) if uniform else (Decimal(5) * share).quantize(Decimal("0.1"))
    counted = f"{len(rows)} 项指标中 {len(vague)} 项的目标不可衡量"
    reason = counted if vague else f"{len(rows)} 项指标都有可衡量的目标"
    if uniform:
        reason += "，但目标值全部相同"
    return _judged(
        "绩效自评表（内涵）",
        standard,
        10,
        (clear, clear + 5),
        f"{reason}；是否突出核心、与支出相关需要人工判断",
        case.cite_rows("left", vague),
    )


def _section_text(case: Case, section: str) -> tuple[str, tuple[Evidence, ...]]:
    found = [entry for entry in case.extraction.sections if entry.section == section]
    if not found:
        return "", ()
    entry = found[0]
    body = section_body(case, entry)
    return body, (case.cite_text("left", entry.start, entry.start + len(entry.title) + len(body)),)


def _problems(case: Case) -> Assessed:
    standard = (
        "五个方面归纳问题、分析原因全面 20 分，较全面 16—18 分，不全面 13—15 分，"
        "过于简单 10—12 分，只提资金不足 0 分"
    )
    body, evidence = _section_text(case, "problems")
    text = squeezed(body)
    if not text:
        return _judged("反映问题情况", standard, 20, Decimal(0), "没有写存在的问题")
    covered = [name for name, pattern in ASPECTS.items() if re.search(pattern, text)]
    if not covered and _ONLY_MONEY.search(text):
        return _judged("反映问题情况", standard, 20, Decimal(0), "只提出资金不足问题", evidence)
    bands = [(FULL_ASPECTS, (16, 20)), (MOST_ASPECTS, (13, 18)), (0, (10, 15))]
    low, high = next(band for least, band in bands if len(covered) >= least)
    if len(text) <= TOO_SIMPLE:
        low, high = 10, 12
    shown = "、".join(covered) if covered else "没有涉及规定的方面"
    reason = f"涉及{len(covered)}个方面（{shown}），共 {len(text)} 字；分析是否全面需要人工判断"
    return _judged("反映问题情况", standard, 20, (Decimal(low), Decimal(high)), reason, evidence)


def _advice(case: Case) -> Assessed:
    standard = (
        "建议与问题对应且全面 15 分，比较全面 12—14 分，不全面 9—11 分，过于简单 6—8 分，只要求加大投入 0 分"
    )
    body, evidence = _section_text(case, "improvements")
    text = squeezed(body)
    if not text:
        return _judged("建议情况", standard, 15, Decimal(0), "没有写改进措施或建议")
    problems, advice = (len(_LIST_ITEM.findall(part)) for part in (_section_text(case, "problems")[0], body))
    if len(text) <= TOO_SIMPLE:
        low, high = 6, 8
    elif not advice:  # nothing shows how many measures a short text without a list holds
        low, high = 6, 11 if len(text) <= SHORT else 15
    elif advice < problems:
        low, high = 9, 14
    else:
        low, high = 12, 15
    reason = f"列出问题 {problems} 条、措施 {advice} 条，共 {len(text)} 字；是否对应需要人工判断"
    return _judged("建议情况", standard, 15, (Decimal(low), Decimal(high)), reason, evidence)
