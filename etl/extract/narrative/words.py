"""The grammar's word groups, compiled once from the catalogue."""

from __future__ import annotations

import re

from etl.catalogue import measures, read_yaml, words
from etl.extract.compact import normal

MONEY_FAMILIES = frozenset({"revenue", "expenditure", "three_public", "procurement", "operating"})
LIST_ITEM = {"outcome.funds_won": "outcome.funds_won"}
PHASE_ONLY = frozenset(
    {"filler", "phase", "year", "among", "plain", "respectively", "each", "same", "compared"}
)
LONGEST_NOISE = 1
COUNT_UNITS = frozenset({"家", "户", "个", "座"})


WORDS = read_yaml("words.yml")
REMARKS = frozenset(words(WORDS["remarks"]))
PER_UNIT = frozenset(words(WORDS["per_unit"]))
REASONS = words(WORDS["reasons"])
REASON_WITH_END = re.compile(WORDS["reason_with_end"])
HANDS_DOWN = words(WORDS["hands_down"])
MILESTONES = words(WORDS["milestones"])
AIMS = frozenset(words(WORDS["aims"]))
DONE = re.compile("|".join(words(WORDS["done"])))
PLANS = re.compile(WORDS["plans"])
LIMIT = re.compile(WORDS["limit"])
ALL_OF_IT = frozenset({"全部", "均", "都", "则", "主要", "共"})  # "其余 2948 万元全部为一般公共预算拨款"
LISTS_AIMS = re.compile(WORDS["aims_before_a_colon"])
LEADING = frozenset(words(WORDS["before_a_name"]))
BEHIND_A_FIGURE = frozenset(words(WORDS["between_a_figure_and_its_name"]))
RIGHT_BEHIND_A_FIGURE = frozenset(words(WORDS["right_before_a_measure"]))
SPENT_ON_LINES = frozenset(words(WORDS["between_a_figure_and_a_line"]))
REST = frozenset(words(WORDS["rest"]))
TRAILING = frozenset(words(WORDS["after_a_name"]))
NEWLY = re.compile("|".join(words(WORDS["newly"])))
BECAME = re.compile(WORDS["became"])
WHOLLY = re.compile("|".join(words(WORDS["wholly"])))
SCORE_PART = re.compile("(?:" + "|".join(words(WORDS["score_part"])) + r")[^,;。:]{0,2}$")


def _counted_pattern(nouns: str) -> re.Pattern[str]:
    """Nouns behind their count, with the verb of an application between ("11 家企业成功申报……")."""
    longest_first = sorted(map(normal, words(nouns)), key=len, reverse=True)
    return re.compile(f"(?P<applied>{WORDS['applied']})?(?:{'|'.join(longest_first)})")


BRACKETS = {"）": "（", ")": "("}
CIRCLED = re.compile(r"[①-⑳]")
NUMBERED = re.compile(r"\(?\d{1,2}[、.)](?!\d)|[①-⑳]")
APPROVED_POSTS = re.compile("核定(?!.*(?:实有|实际|在职|在编|在岗|现有|其中))[^;。]*$")
PEOPLE_BEFORE = re.compile("实有|实际|在职|在编|在岗|现有|其中")
NOT_IN_POST = re.compile("|".join(words(WORDS["not_in_post"])))
ONE_BODY = re.compile("|".join(words(WORDS["one_body"])))
KINDS_OF_POST = frozenset(words(WORDS["kinds_of_post"]))
KINDS_OF_STAFF = frozenset(words(WORDS["kinds_of_staff"]))
NUMBERING = re.compile("[一二三四五六七八九十]是")
TAILS = frozenset(words(WORDS["tails"]))
INSIDE_NOUNS = frozenset(words(WORDS["inside_nouns"]))
BOTH_PHASES = frozenset(words(WORDS["both_phases"]))
SUPPLEMENTS = frozenset(words(WORDS["supplements"]))
PART_OF_MARKS = re.compile(r"满分(?!100分)\d+(?:\.\d+)?分,?$")  # "(满分50分,自评48.5分)"
# "全县地区生产总值 98 亿元，一般公共预算收入 5 亿元": the county's money, though only the first is called so
COUNTY_TALK = re.compile("全[县市区州][^。;]*(?:生产总值|GDP)")
STAGE = re.compile("预算|决算|实际|完成|执行")
SPENT = re.compile("支出|实支|列支|开支")
SINGLE_ITEM = re.compile("|".join(words(WORDS["single_item"])))
COUNTED = [(_counted_pattern(entry["nouns"]), entry) for entry in WORDS["counted"]]
ZERO_CODES = frozenset(
    code
    for code, measure in measures().items()
    if code.startswith(("three_public.", "procurement.", "revenue."))
    or code in ("expenditure.government_fund", "expenditure.state_capital", "expenditure.social_insurance")
    if measure.unit == "万元" and code not in ("revenue.total", "procurement.goods", "procurement.works")
    if code != "procurement.services"
)
WON = re.compile("^.*?争取(?:到位|到|了)?")  # the verb before a fund's name
APPLIED_FUND = re.compile(r"(?:上报|申报|争取|获批)([^,;。、\d]{2,24}?资金)")
OWNER = re.compile(
    r"(?:局|委|会|办|所|院|队|站|中心|单位|部门|系统|机关|校|镇|乡|街道|本级|年|度|间|部|其|个)$|^[^\u4e00-\u9fff]"
)
EXPENDITURE_PARTS = (
    "expenditure.basic",
    "expenditure.project",
    "expenditure.personnel",
    "expenditure.operating",
)
WHOLE_OF_BASE = frozenset({"全部", "全年"})  # "占全部支出": words that belong to the base's name
SHARE_FILLERS = frozenset({"的", "为", "达", "达到", "约", "了", "是", "、", "率"})
WHOLES = {
    "revenue": "revenue.total",
    "expenditure": "expenditure.total",
    "three_public": "three_public.total",
    "procurement": "procurement.total",
    "staff": "staff.on_payroll",
}
# The expenditure that goes with a fund's revenue.
SPENDING_OF = {
    "revenue.government_fund": "expenditure.government_fund",
    "revenue.state_capital": "expenditure.state_capital",
}
FUNDS = ("expenditure.government_fund", "expenditure.state_capital", "expenditure.social_insurance")
NEW_OF = {
    "outcome.industrial_enterprises": "outcome.new_industrial_enterprises",
    "outcome.hightech_enterprises": "outcome.new_hightech_enterprises",
}
MOST_POINTS_OF_A_PART = 50  # 产出, the heaviest part of a self-evaluation table
FULL_MARKS = 100
FEWEST_NAMED = 3  # of names with amounts; two may be about anything
# Measures whose parts are called like themselves: 退休 of 离退休, 经费拨款 of 一般公共预算拨款.
OF_THEIR_OWN_KIND = frozenset({"staff.retired", "revenue.general_public_budget"})
NO_GUESTS = re.compile("|".join(words(WORDS["no_guests"])))
GDP = re.compile("GDP|生产总值")
GDP_BASE = re.compile("占[^,;。]{0,4}(?:GDP|生产总值)$")
YEAR_END = re.compile("年末结[转余]")
CARRIED_OVER = ("结转", "转入", "转下年", "结余")
LEFT_OVER = re.compile("未(?:执行|支付|使用|支出|拨付|用)完?的(?:资金|部分)?为?$|[,;。](?:尚|还|剩)?余$")
NO_GRANT = re.compile("|".join(words(WORDS["no_grant"])))
MOST_SUMMED = 6
# Economic classes are parts of all spending; together these two are what the people cost.
SUMS_OF = {frozenset({"expenditure.wages", "expenditure.household_subsidy"}): "expenditure.personnel"}
COUNTS = "两三四五六七八"
OF_THE_MONEY = re.compile("的(?:资金|经费|支出|费用)$")  # "用于残疾人康复救助的资金 146.85 万元"
COUNTED_PARTS = re.compile(f"(?:以上)?[{COUNTS}](?:项|类)")  # "三项合计"
REACHED = re.compile("(?:累计|期末|年末|年底|全[县市区州])*达到?|(?:期末|年末|年底)?累计(?:为|有)?")
SUM_WORDS = frozenset({"合计", "共计", "总计", "计"})
TOTAL_FAMILIES = ("expenditure.total", "revenue.total")
