"""The narrative grammar: which measure, phase, year and statistic a figure in a sentence states.

A paragraph is read once, left to right. Words before a figure say what it is; what a clause does not
say it inherits from the statement that it stands in:

* a clause with a measure binds its figures to the nearest one ("基本支出中人员支出 651.94 万元");
* a clause with nothing but phase words inherits the subject ("……，实际支出 5 万元");
* 其中 opens a list below the last subject; parentheses open one and close it again;
* under a list measure (项目支出, 争取资金) unknown nouns are the names of its lines;
* a word of change makes a figure a change, measured against the previous year or, to no use, the budget;
* unknown or foreign words between delimiter and figure make it somebody else's figure.

What the grammar cannot place it leaves out: a missing figure can be shown as missing, a wrong one not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from etl.catalogue import measures, read_yaml, words
from etl.extract.compact import Compact, normal
from etl.extract.lexicon import descends_from, family_of
from etl.extract.numbers import Figure, in_unit
from etl.extract.tokens import Token, tokenize

_MONEY_FAMILIES = frozenset({"revenue", "expenditure", "three_public", "procurement", "operating"})
_LIST_ITEM = {"outcome.funds_won": "outcome.funds_won"}
_PHASE_ONLY = frozenset(
    {"filler", "phase", "year", "among", "plain", "respectively", "each", "same", "compared"}
)
_LONGEST_NOISE = 2
_COUNT_UNITS = frozenset({"家", "户", "个"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about: one measure, or several that share a figure, and a line's name."""

    codes: tuple[str, ...]
    item: str | None = None
    words: str = ""
    strength: str = "strong"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a clause inherits.

    Attributes:
        top: The statement's main subject, which a new sentence goes on with.
        subject: The last subject; None after a figure that was somebody else's.
        head: The subject whose list (其中) is open.
        phase: The phase of the statement, "" where it has said none.
        last_phase: The phase of the last figure; what 其中 and parentheses go on with.
        year: The fiscal year that the statement's figures are about.
        base: What changes are measured against: "", `previous`, `budget` or `other`.
        anchored: Whether this sentence itself has named the top.
        last_year: The year of the last figure; what 其中 and parentheses go on with.
        spoken_phase: The phase that a clause without a figure has set; it outlasts a semicolon.
    """

    year: int
    top: Subject | None = None
    subject: Subject | None = None
    head: Subject | None = None
    phase: str = ""
    last_phase: str = ""
    base: str = ""
    anchored: bool = False
    last_year: int | None = None
    spoken_phase: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with its meaning; offsets count in the document."""

    measure: str
    phase: str | None
    statistic: str
    year: int
    item: str | None
    value: Decimal
    stated_unit: str | None
    start: int
    end: int
    quote_start: int
    quote_end: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a paragraph.

    Attributes:
        year: The report's fiscal year.
        heading: The measure that the heading above names, if any.
        executing: Whether the heading is about carrying the budget out (预算执行).
        phase: The phase that figures have where the text says none.
    """

    year: int
    heading: str | None = None
    executing: bool = False
    phase: str = "executed"


_WORDS = read_yaml("words.yml")
_REMARKS = frozenset(words(_WORDS["remarks"]))
_REASONS = words(_WORDS["reasons"])
_HANDS_DOWN = words(_WORDS["hands_down"])
_AIMS = frozenset(words(_WORDS["aims"]))
_LEADING = frozenset(words(_WORDS["before_a_name"]))
_TRAILING = frozenset(words(_WORDS["after_a_name"]))
_NEWLY = re.compile("|".join(words(_WORDS["newly"])))
_WHOLLY = re.compile("|".join(words(_WORDS["wholly"])))
_SCORE_PART = re.compile("(?:" + "|".join(words(_WORDS["score_part"])) + r")[^,;。:]{0,2}$")


def _counted_pattern(nouns: str) -> re.Pattern[str]:
    """Nouns behind their count, with the verb of an application between ("11 家企业成功申报……")."""
    longest_first = sorted(map(normal, words(nouns)), key=len, reverse=True)
    return re.compile(f"(?P<applied>{_WORDS['applied']})?(?:{'|'.join(longest_first)})")


_COUNTED = [(_counted_pattern(entry["nouns"]), entry) for entry in _WORDS["counted"]]
_ZERO_CODES = frozenset(
    code
    for code, measure in measures().items()
    if code.startswith(("three_public.", "procurement.", "revenue."))
    or code in ("expenditure.government_fund", "expenditure.state_capital", "expenditure.social_insurance")
    if measure.unit == "万元" and code != "revenue.total"
)
_APPLIED_FUND = re.compile(r"(?:上报|申报|争取|获批)([^,;。、\d]{2,24}?资金)")
_OWNER = re.compile(
    r"(?:局|委|会|办|所|院|队|站|中心|单位|部门|系统|机关|校|本级|年|度|间|部|其|个)$|^[^\u4e00-\u9fff]"
)
_EXPENDITURE_PARTS = (
    "expenditure.basic",
    "expenditure.project",
    "expenditure.personnel",
    "expenditure.operating",
)
_SHARE_FILLERS = frozenset({"的", "为", "达", "达到", "约", "了", "是", "、", "率"})
_WHOLES = {
    "revenue": "revenue.total",
    "expenditure": "expenditure.total",
    "three_public": "three_public.total",
    "procurement": "procurement.total",
    "staff": "staff.on_payroll",
}
_SUM_WORDS = frozenset({"合计", "共计", "总计", "计"})
_TOTAL_FAMILIES = ("expenditure.total", "revenue.total")


class _Reader:
    """Reads one paragraph; see the module's words for the rules."""

    def __init__(self, document: str, paragraph: Compact, setting: Setting) -> None:
        self.document = document
        self.paragraph = paragraph
        self.text = paragraph.text
        self.setting = setting
        self.tokens = tokenize(paragraph)
        heading = Subject((setting.heading,), words="") if setting.heading else None
        self.state = Statement(year=setting.year, top=heading, subject=heading)
        self.stack: list[Statement] = []
        self.local: list[Token] = []
        self.readings: list[Reading] = []
        self.sentence_start = 0
        self.assigned: dict[int, Subject | int | str] = {}
        self.after_semicolon = False
        self.position = 0
        self.series: list[Subject] = []
        self.direction = ""
        self.mentions: list[Subject] = []
        self.counting = False
        self.bound: Subject | None = None
        self.aiming = False

    # ------------------------------------------------------------------ walking

    def read(self) -> list[Reading]:
        """All readings of the paragraph, in reading order."""
        self._begin_sentence(0)
        for position, token in enumerate(self.tokens):
            self.position = position
            if token.kind == "figure":
                self._figure(token)
            elif token.kind == "delimiter":
                self._delimiter(token)
            elif token.kind == "none":
                self._none(token)
            elif token.kind == "among" and not self._spends_on_a_figure_before():
                self._commit()
                self._open_list()
                self.local.append(token)
            else:
                self.local.append(token)
        return self.readings

    def _spends_on_a_figure_before(self) -> bool:
        """Whether 主要用于 follows a figure whose label comes after it ("5 万元主要用于……")."""
        token = self.tokens[self.position]
        previous = self.tokens[self.position - 1] if self.position else None
        return token.text.endswith("用于") and previous is not None and previous.kind == "figure"

    def _begin_sentence(self, position: int) -> None:
        """Start a sentence: one that begins with 其中 goes on with the last statement, others anew."""
        self.sentence_start = self.tokens[position].start if position < len(self.tokens) else len(self.text)
        self.local = []
        self.after_semicolon = False
        self.bound = None
        self.aiming = False
        first = next((t for t in self.tokens[position:] if t.kind not in ("filler", "plain")), None)
        if first is not None and first.kind == "among":
            self.state = replace(self.state, subject=self.state.subject or self.state.top)
            return
        if self._goes_on_with_list(position):
            return
        self.stack = []
        top = self.state.top
        self.state = Statement(year=self.setting.year, top=top, subject=top)

    def _goes_on_with_list(self, position: int) -> bool:
        """Whether a sentence only adds a part to the list before it: "……118 万元。其他收入 0 万元"."""
        head = self.state.head
        clause = list(takewhile(lambda t: t.kind not in ("figure", "delimiter"), self.tokens[position:]))
        named = [t for t in clause if t.kind == "measure"]
        if head is None or not named or any(t.kind in ("phase", "year", "text") for t in clause):
            return False
        return not named[0].term.value and descends_from(named[0].term.codes[0], head.codes[0])

    def _delimiter(self, token: Token) -> None:
        mark = token.text
        if mark == "、" and not self._follows_figure():
            self.local.append(token)
            return
        self._commit()
        self.aiming = self.aiming or any(t.text in _AIMS for t in self.local)
        self.local = []
        if mark == "(":
            self.stack.append(self.state)
            inner = self.state
            self._open_list()
        elif mark == ":" and self._list_code_of(self.state.subject) and self.state.anchored:
            self._open_list()
        elif mark == ")" and self.stack:
            self.state = self.stack.pop()
        elif mark == ";":
            self.after_semicolon = True
            self.bound = None
            self.aiming = False
            self.state = replace(self.state, base="", phase=self.state.spoken_phase)
        if mark in ",;" and self.state.phase == "target" and not self.aiming:
            self.state = replace(self.state, phase="", last_phase="")
        if mark in "。!?":
            self._begin_sentence(self.position + 1)

    def _follows_figure(self) -> bool:
        previous = self.tokens[self.position - 1] if self.position else None
        return previous is not None and (previous.kind == "figure" or previous.text == ")")

    # ------------------------------------------------------------------ clauses without a figure

    def _commit(self) -> None:
        """Let a clause without a figure set the statement: "基本支出中，", "2019年，", "与上年相比，"."""
        if not self.local:
            return
        self._set_base()
        self._set_year()
        named = self._named(self.local)
        strange = self._noise(self.local) > _LONGEST_NOISE
        phase = next((token.term.value for token in reversed(self.local) if token.kind == "phase"), "")
        if named and self._speaks_about(strange):
            self._take_subject(self._subject_of(named[-1]))
            if self.local[-1].text == "中":
                self.state = replace(self.state, last_phase=phase or self.state.last_phase)
                self._open_list()
        if phase and (named or not strange):
            self.state = replace(self.state, phase=phase, last_phase=phase, spoken_phase=phase)

    def _speaks_about(self, strange: bool) -> bool:
        """Whether a clause that names a measure makes it the subject; a remark on a figure does not."""
        first = self.local[0]
        reasons = first.kind != "measure" and first.text.startswith(_REASONS)
        if reasons or any(token.kind == "spent_on" for token in self.local):
            return False
        figures = any(
            t.kind == "figure" and t.start >= self.sentence_start for t in self.tokens[: self.position]
        )
        return not figures or not (strange or self.local[0].text in _REMARKS)

    def _noise(self, tokens: Sequence[Token]) -> int:
        """How many characters of a clause the grammar does not know."""
        return sum(len(token.text) for token in tokens if token.kind in ("text", "foreign"))

    def _named(self, tokens: Sequence[Token]) -> list[Token]:
        """The measures that a clause names strongly enough to speak about them."""
        return [t for t in tokens if t.kind == "measure" and t.term.strength in ("strong", "faint")]

    def _set_base(self) -> None:
        """What a following change is measured against, where the clause says so."""
        for index, token in enumerate(self.local):
            if token.kind == "base":
                self.state = replace(self.state, base=token.term.value)
            elif token.kind == "compared":
                self._compare_with(self.local[index + 1 : index + 3])

    def _compare_with(self, following: Sequence[Token]) -> None:
        year = next((token for token in following if token.kind == "year"), None)
        if year is not None:
            base = "previous" if self._year_of(year) == self.state.year - 1 else "other"
            self.state = replace(self.state, base=base)

    def _year_of(self, token: Token) -> int:
        return token.year if token.year is not None else self.setting.year + int(token.term.value)

    def _set_year(self) -> None:
        """Let a year that is not a comparison's set the statement's year."""
        year = self._clause_year()
        relative = any(t.kind == "year" and t.year is None for t in self.local)
        if year is not None and not (relative and self._noise(self.local)):
            self.state = replace(self.state, year=year)

    def _clause_year(self) -> int | None:
        compared = False
        found = None
        for token in self.local:
            if token.kind == "compared":
                compared = True
            elif token.kind == "year" and not compared and not self._is_aside(token):
                found = self._year_of(token)
            elif token.kind != "year":
                compared = False
        return found

    def _is_aside(self, year: Token) -> bool:
        """Whether a year dates an event ("2019 年 3 月改革后") or belongs to a line's name."""
        index = self.local.index(year)
        before = self.local[index - 1].text if index else ""
        dated = "月" in year.text and not before.endswith(("截至", "截止", "至", "到"))
        return dated or self._names_a_line(year)

    def _names_a_line(self, year: Token) -> bool:
        """Whether a year belongs to a list line's own name ("2022年度技改奖补资金 100 万元")."""
        if self._list_code() is None:
            return False
        index = self.local.index(year)
        return any(token.kind == "text" for token in self.local[index + 1 : index + 2])

    def _take_subject(self, subject: Subject) -> None:
        """Make a named measure the subject, and the statement's top unless it stands in an open list."""
        if self._leaves_list(subject):
            self.state = replace(self.state, head=None)
        top = self.state.top
        part = top is not None and self.state.anchored and descends_from(subject.codes[0], top.codes[0])
        if self.state.head is None and not part:
            top = subject
        self.state = replace(self.state, subject=subject, top=top, anchored=True)
        self.mentions.append(subject)
        self.after_semicolon = False

    def _leaves_list(self, subject: Subject) -> bool:
        head = self.state.head
        if head is None or self.stack:
            return False
        code, above = subject.codes[0], head.codes[0]
        if code == above:
            return True
        related = (
            descends_from(code, above) or family_of(code) == family_of(above) and above.endswith(".total")
        )
        if family_of(code) == "staff" == family_of(above):
            related = True
        return not related

    def _open_list(self) -> None:
        """其中: what follows are parts of the last subject, in the phase of its figure."""
        phase = self.state.last_phase or self.state.phase
        year = self.state.last_year or self.state.year
        self.state = replace(self.state, head=self.state.subject, phase=phase, spoken_phase=phase, year=year)
        self.after_semicolon = False

    def _list_code(self) -> str | None:
        """The code that unknown lines of the open list have, or None where no list is open."""
        head = self.state.head
        return None if head is None or head.item is not None else self._list_code_of(head)

    def _list_code_of(self, subject: Subject | None) -> str | None:
        """The code that named lines of a subject have; a line itself goes on its list's."""
        if subject is None:
            return None
        code = subject.codes[0]
        if subject.item is not None and code in ("expenditure.project_item", "outcome.funds_won"):
            return code
        if not measures()[code].is_list:
            return None
        return _LIST_ITEM.get(code, "expenditure.project_item")

    # ------------------------------------------------------------------ figures

    def _figure(self, token: Token) -> None:
        """Bind a figure, or leave it as somebody else's."""
        figure = token.figure
        assert figure is not None
        self.aiming = self.aiming or any(t.text in _AIMS for t in self.local)
        self._set_base()
        unit = figure.unit or self._unit_of_run()
        if unit == "%":
            self._percent(token, figure)
        elif unit in ("‰", "个百分点", "个百分比"):
            pass
        else:
            self._amount(token, figure, unit)
        self.local = []
        self.after_semicolon = False

    def _unit_of_run(self) -> str:
        """The unit that a figure without one takes from the next of its run ("48.62、41.35、36.90万元")."""
        for token in self.tokens[self.position + 1 :]:
            if token.kind == "figure":
                assert token.figure is not None
                if token.figure.unit:
                    return token.figure.unit
            elif token.text not in ("、", "和", "及", ","):
                return ""
        return ""

    def _amount(self, token: Token, figure: Figure, unit: str) -> None:
        if self.position in self.assigned or self._opens_series():
            self._series_member(token, figure, unit)
        elif self._changes():
            self._change(token, figure, unit)
        elif self._is_change_base():
            self._previous_level(token, figure, unit)
        else:
            self._level(token, figure, unit)

    def _changes(self) -> bool:
        """Whether the clause speaks of a change; in "税费减免" the word is only a piece of a noun."""
        followers = {t.start: t.kind for t in self.local}
        return any(t.kind == "change" and followers.get(t.end) != "text" for t in self.local)

    # ---- levels

    def _level(self, token: Token, figure: Figure, unit: str) -> None:
        subject = self._subject_for(figure, unit)
        if subject is None:
            aims = any(t.kind == "phase" and t.term.value == "target" for t in self.local)
            phase = "target" if aims else self.state.phase
            self.state = replace(self.state, subject=None, last_phase="", phase=phase)
            self._set_year()
            return
        phase = self._phase_for(subject)
        year = self._year_for(subject)
        self.counting = subject.codes[0].startswith("three_public.reception_")
        if subject.item is not None:
            self.state = replace(self.state, subject=subject)
        elif not subject.codes[0].startswith("three_public.reception_"):
            self._take_subject(subject)
        self.bound = (
            subject if measures()[subject.codes[0]].unit == "万元" and subject.item is None else self.bound
        )
        self._emit(subject, "level", token, figure, unit, phase, year)
        if self._reaches_next():
            self._amend_reach(subject)

    def _year_for(self, subject: Subject) -> int:
        """The year of a level figure; one that a clause without its own measure says holds for it alone."""
        stated = self._clause_year()
        if subject.codes[0] == "score.total":
            return stated or self.setting.year
        if stated is not None and self._named(self.local):
            self.state = replace(self.state, year=stated)
        year = stated or self.state.year
        self.state = replace(self.state, last_year=year)
        return year

    def _reaches_next(self) -> bool:
        """Whether "…降至" follows, so that this figure is the earlier one of two."""
        for token in self.tokens[self.position + 1 :]:
            if token.kind == "reach":
                return True
            if token.kind in ("figure", "delimiter"):
                return False
        return False

    def _amend_reach(self, subject: Subject) -> None:
        """Date the earlier figure of "由 A 降至 B": its own year if it says one, else the year before."""
        year = self._clause_year()
        compared_year = next((self._year_of(t) for t in self.local if t.kind == "year"), None)
        earlier = year if year is not None else compared_year
        if earlier is None:
            earlier = self.setting.year - 1
        count = len(subject.codes)
        self.readings[-count:] = [replace(reading, year=earlier) for reading in self.readings[-count:]]
        base = "previous" if earlier == self.setting.year - 1 else "other"
        self.state = replace(self.state, year=self.setting.year, base=base)

    def _subject_for(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of a level figure: named in its clause, standing behind it, or inherited."""
        if self._county_money():
            return None
        named = self._named_subject(figure, unit)
        if named is not None:
            return named if named.codes else None
        line = self._line_subject(unit)
        if line is not None:
            return line
        behind = self._subject_behind(figure, unit)
        if behind is not None:
            return behind
        return self._inherited(figure, unit)

    def _county_money(self) -> bool:
        """Whether the clause speaks of the whole county's money."""
        wide = any(
            token.kind == "county_wide" and not self.text.startswith(_HANDS_DOWN, token.end)
            for token in self.local
        )
        codes = [code for token in self.local if token.kind == "measure" for code in token.term.codes]
        return wide and bool(codes) and all(family_of(code) in _MONEY_FAMILIES for code in codes)

    def _named_subject(self, figure: Figure, unit: str) -> Subject | None:
        """The nearest fitting measure of the clause; a subject without codes where the clause forbids one."""
        candidates = [t for t in self.local if t.kind == "measure"]
        for token in reversed(candidates):
            subject = self._usable(token, figure, unit)
            if subject is None:
                continue
            if self._is_line(token, subject):
                return None
            if (
                self._noise_between(token, figure)
                or self._is_part_score(token, subject)
                or self._is_tail_of_noun(token)
            ):
                return Subject(())
            return self._named_grant(token, subject)
        return None

    def _is_tail_of_noun(self, token: Token) -> bool:
        """Whether 收入, 支出 or 编制 only ends another noun ("业务收入", "培训支出", "政法专项编制")."""
        if token.text != "编制" and (
            token.term.codes[0] not in _TOTAL_FAMILIES or token.term.strength not in ("strong", "faint")
        ):
            return False
        before = next((t for t in self.local if t.end == token.start), None)
        if before is None or before.kind != "text" or len(before.text) < 2:
            return False
        return not _OWNER.search(before.text)

    def _named_grant(self, token: Token, subject: Subject) -> Subject:
        """The fund that "共计获得资金 864.08 万元" is about: named before in the sentence, else nobody's."""
        if subject.codes[0] != "outcome.funds_won" or not token.text.startswith("获") or "上级" in token.text:
            return subject
        named = _APPLIED_FUND.findall(self.text[self.sentence_start : token.start])
        return replace(subject, item=named[-1]) if named else Subject(())

    def _is_part_score(self, token: Token, subject: Subject) -> bool:
        """Whether a score is only an indicator's ("产出指标得分 48 分")."""
        before = self.text[max(self.sentence_start, token.start - 8) : token.start]
        return subject.codes[0] == "score.total" and bool(_SCORE_PART.search(before))

    def _usable(self, token: Token, figure: Figure, unit: str) -> Subject | None:
        """The subject that a measure word gives to a figure here, or None."""
        codes = tuple(code for code in token.term.codes if self._fits(code, figure, unit))
        if not codes:
            return None
        subject = replace(self._subject_of(token), codes=codes)
        strength = token.term.strength
        if strength == "faint":
            return self._faint(subject)
        if strength == "label":
            return subject if self._in_family(codes[0]) else None
        if strength == "item":
            return (
                replace(subject, item=self._original(token.start, token.end))
                if self._in_family(codes[0])
                else None
            )
        if strength == "bare":
            before = self.text[self.sentence_start : token.start]
            total = re.search(r"总数|总量|累计|共有|达到", self.text[token.end : figure.start])
            return subject if _NEWLY.search(before) and not total else None
        return subject

    def _faint(self, subject: Subject) -> Subject | None:
        """支出 and 收入 give way to a subject that the sentence or the heading already has."""
        other = self.state.subject or (None if self.state.anchored else self.state.top)
        if any(t.kind == "measure" and t.term.strength == "strong" for t in self.local):
            return None
        if not self.state.anchored and any(t.kind == "phase" for t in self.local):
            return subject
        if other is None or other.codes[0] in _TOTAL_FAMILIES:
            return subject
        if not self.state.anchored and len(subject.words) > 2 and other.codes[0] in _EXPENDITURE_PARTS:
            return subject
        if family_of(other.codes[0]) == "revenue" or family_of(subject.codes[0]) == "revenue":
            return subject
        if family_of(other.codes[0]) not in _MONEY_FAMILIES:
            return subject
        return other

    def _fits(self, code: str, figure: Figure, unit: str) -> bool:
        catalogue_unit = measures()[code].unit
        if not unit:
            return catalogue_unit == "万元" and figure.decimals > 0 and self._ends_clause()
        if code.startswith("staff.") and unit == "个" and code != "staff.authorized":
            return False
        return in_unit(figure.value, unit, catalogue_unit) is not None

    def _ends_clause(self) -> bool:
        following = self.tokens[self.position + 1] if self.position + 1 < len(self.tokens) else None
        return following is None or following.kind == "delimiter" or following.text in ("以上", "左右")

    def _in_family(self, code: str) -> bool:
        """Whether a short label stands in the company of its family ("货物" under 政府采购)."""
        family = "three_public.vehicle" if code.startswith("three_public.vehicle") else family_of(code)
        if family == "operating":
            family = "expenditure.operating"
        subjects = [self.state.subject, self.state.top, self.state.head]
        subjects += [
            self._subject_of(t) for t in self.local if t.kind == "measure" and t.term.strength == "strong"
        ]
        return any(
            subject is not None and subject.codes[0].startswith((family, family_of(code)))
            for subject in subjects
        )

    def _noise_between(self, token: Token, figure: Figure) -> bool:
        """Whether unknown words before the figure, or foreign ones at the measure, make it something else's."""
        between = [other for other in self.local if token.end <= other.start < figure.start]
        if any(other.kind in ("foreign", "spent_on") for other in between):
            return True
        if any(other.kind == "foreign" and other.end == token.start for other in self.local):
            return True
        weak = ("label", "bare", "item")
        unknown = [
            t for t in between if t.kind == "text" or (t.kind == "measure" and t.term.strength in weak)
        ]
        return sum(len(other.text) for other in unknown) > _LONGEST_NOISE

    def _subject_of(self, token: Token) -> Subject:
        return Subject(token.term.codes, None, self._original(token.start, token.end), token.term.strength)

    def _original(self, start: int, end: int) -> str:
        """The document's own words of a compact range, line breaks and blanks removed."""
        first, last = self.paragraph.span(start, end)
        return re.sub(r"\s+", "", self.document[first:last])

    # ---- lines of a list

    def _is_line(self, token: Token, subject: Subject) -> bool:
        """Whether a known word is only a piece of a list line's name ("残疾人事业项目经费")."""
        if self._list_code() is None or subject.item is not None:
            return False
        return any(
            other.kind == "text" and (other.end == token.start or other.start == token.end)
            for other in self.local
        )

    def _line_subject(self, unit: str) -> Subject | None:
        """The named line of an open list ("其中高新技术企业认定服务费 106.5 万")."""
        code = self._list_code()
        if code is None or in_unit(Decimal(1), unit, measures()[code].unit) is None:
            return None
        label = self._label(self.local)
        if label is None:
            return None
        return Subject((code,), label, label)

    def _label(self, tokens: Sequence[Token]) -> str | None:
        """A line's name: from the first meaningful word to the figure, function words at its ends left out."""
        kept = list(tokens)
        outside = ("among", "spent_on", "delimiter", "compared", "phase")
        while kept and (kept[0].kind in outside or kept[0].text in _LEADING):
            kept = kept[1:]
        while kept and (kept[-1].kind in ("phase", "spent_on", "delimiter") or kept[-1].text in _TRAILING):
            kept = kept[:-1]
        if not any(t.kind in ("text", "measure") for t in kept):
            return None
        label = self._quoted(kept[0].start, kept[-1].end)
        return None if label.endswith("获得") else label

    def _quoted(self, start: int, end: int) -> str:
        """The document's own words of a range, with the quotation marks that open or close at its edges."""
        first, last = self.paragraph.span(start, end)
        if first and self.document[first - 1] in "“‘" and re.search("[”’]", self.document[first:last]):
            first -= 1
        if self.document[last : last + 1] in ("”", "’") and re.search("[“‘]", self.document[first:last]):
            last += 1
        return re.sub(r"\s+", "", self.document[first:last])

    # ---- labels behind the figure

    def _subject_behind(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of "76,504.83 万元用于人员经费" or "5 家规模工业企业"."""
        if unit in _COUNT_UNITS:
            return self._counted_behind(figure)
        following = self._clause_after()
        if not following:
            return None
        if self._noise(self.local) > _LONGEST_NOISE:
            return None
        if following[0].kind not in ("spent_on", "among") and following[0].text not in (
            "的",
            "为",
            "是",
            "用于",
        ):
            return None
        rest = following[1:]
        named = [t for t in rest if t.kind == "measure" and self._usable(t, figure, unit)]
        strange = any(t.kind == "text" for t in rest)
        if named and not (strange and self._list_code()):
            return self._usable(named[0], figure, unit)
        code = self._list_code() or (self._list_code_of(self.state.subject) if not named else None)
        label = self._label(rest) if code else None
        return Subject((code,), label, label) if code and label else None

    def _clause_after(self) -> list[Token]:
        """The tokens between this figure and the next delimiter; none where another figure follows."""
        following: list[Token] = []
        for token in self.tokens[self.position + 1 :]:
            if token.kind == "figure":
                return []
            if token.kind == "delimiter" and token.text != "、":
                break
            following.append(token)
        return following

    def _counted_behind(self, figure: Figure) -> Subject | None:
        """The measure of enterprises that stand behind their count."""
        before = self.text[max(self.sentence_start, figure.start - 12) : figure.start].split(",")[-1]
        for pattern, entry in _COUNTED:
            match = pattern.match(self.text, figure.unit_end)
            if match is None:
                continue
            whole = entry.get("whole") if _WHOLLY.search(before) else None
            code = entry["new"] if _NEWLY.search(before + (match["applied"] or "")) else whole
            return Subject((code,), None, match[0]) if code else None
        return None

    # ---- inherited subjects

    def _inherited(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of a clause that has none of its own words."""
        reception = self._reception_count(unit)
        if reception is not None:
            return reception
        if any(t.kind == "weak" for t in self.local) and self.state.subject is None:
            return None
        if not self._only_function_words():
            return self._target_behind(figure, unit)
        if any(token.text.startswith("累计") for token in self.local) and unit in _COUNT_UNITS:
            return None
        subject = self.state.subject
        if self._speaks_of_the_whole():
            subject = self._whole()
            self.state = replace(self.state, head=None if self.after_semicolon else self.state.head)
        subject = self._bound_before(subject)
        if self._climbs_to_total():
            subject = Subject(("expenditure.total",), None, "")
        if subject is None and self._only_phase_before():
            subject = self.state.top or self._whole_budget()
        if subject is None or subject.item is not None:
            return None
        if unit == "个" and family_of(subject.codes[0]) == "staff":
            return None
        aimed = any(t.kind == "phase" and t.term.value == "target" for t in self.local)
        if unit in _COUNT_UNITS and not self._ends_clause() and not aimed:
            return None
        codes = tuple(code for code in subject.codes if self._fits(code, figure, unit))
        return replace(subject, codes=codes) if codes else None

    def _bound_before(self, subject: Subject | None) -> Subject | None:
        """After somebody else's figure, "预算 18 万元" still goes with the last bound one of its clause group."""
        return (
            self.bound
            if subject is None and self.bound is not None and self._only_phase_before()
            else subject
        )

    def _climbs_to_total(self) -> bool:
        """Whether a new sentence's 全年预算 is the whole's, although parts were spoken of last."""
        if self.state.anchored:
            return False
        whole = any(t.kind == "phase" and re.search("全年|追加|调整", t.text) for t in self.local)
        top = self.state.top
        spoken = any("expenditure.total" in mention.codes for mention in self.mentions)
        return whole and spoken and top is not None and descends_from(top.codes[0], "expenditure.total")

    def _whole_budget(self) -> Subject | None:
        """Total expenditure, for a paragraph that opens with "全年预算 11.29 亿元" and no other word."""
        speaks = any(t.kind == "phase" and "预算" in t.text for t in self.local)
        if not speaks or self.readings or any(t.kind in ("text", "foreign") for t in self.local):
            return None
        return Subject(("expenditure.total",), None, "")

    def _only_function_words(self) -> bool:
        allowed = (*_PHASE_ONLY, "base", "weak", "reach", "county_wide", "text")
        known = all(token.kind in allowed or token.text == "、" for token in self.local)
        return known and self._noise(self.local) <= _LONGEST_NOISE

    def _only_phase_before(self) -> bool:
        return any(token.kind == "phase" for token in self.local)

    def _speaks_of_the_whole(self) -> bool:
        """Whether a clause closes its list: "；全年预算 2,432.20 万元", "合计 2,432.20 万元"."""
        summed = any(token.text in _SUM_WORDS for token in self.local) and self._only_function_words()
        closes = self.after_semicolon and self.state.head is not None and self._only_phase_before()
        return summed or closes

    def _whole(self) -> Subject | None:
        """What a 合计 sums up: the open list's head, the statement's top, or the whole that a listed part is of."""
        top = self.state.head if self.state.head and not self.after_semicolon else self.state.top
        if top is None or not any(token.text in _SUM_WORDS for token in self.local):
            return top
        stated = [r.measure for r in self.readings if r.start >= self.paragraph.offsets[self.sentence_start]]
        whole = _WHOLES.get(family_of(top.codes[0]))
        if whole and top.codes[0] in stated and len(stated) > 1 and self.state.head is None:
            return Subject((whole,), None, "")
        return top

    def _reception_count(self, unit: str) -> Subject | None:
        """Receptions and their guests, which stand beside the reception's money."""
        named = [t.text for t in self.local if t.kind == "measure"]
        subject = self.state.subject
        about = bool(named and "接待" in named[-1]) or (
            not named and subject is not None and self._is_reception(subject)
        )
        about = about or any("接待" in token.text for token in self.local)
        about = about or (self.counting and self._only_function_words())
        if not about or any(t.kind == "measure" and "接待" not in t.text for t in self.local):
            return None
        if unit in ("批次", "批", "次"):
            return Subject(("three_public.reception_events",), None, "批次")
        return (
            Subject(("three_public.reception_visitors",), None, "人次")
            if unit in ("人次", "人", "名")
            else None
        )

    def _is_reception(self, subject: Subject) -> bool:
        return subject.codes[0].startswith("three_public.reception")

    def _target_behind(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of "超额完成年初 97 个的市定任务目标"."""
        subject = self.state.subject
        behind = self._clause_after()
        if subject is None or not behind or behind[0].text != "的":
            return None
        if not any(t.kind == "phase" and t.term.value == "target" for t in behind) or not subject.codes[
            0
        ].startswith("outcome."):
            return None
        return subject if self._fits(subject.codes[0], figure, unit) else None

    # ---- phases

    def _phase_for(self, subject: Subject) -> str | None:
        """The phase of a figure; one that a clause without its own measure says holds for it alone."""
        stated = self._stated_phase(subject)
        code = subject.codes[0]
        if not stated:
            phase = "target" if self.aiming else self.state.phase or self.setting.phase
            if phase in ("approved", "adjusted") and self._repeats(subject):
                phase = "executed"
        else:
            phase = stated
            if self._compares_with_budget():
                return self._phase_of_kind(code, phase)
            if self._named(self.local) or self.state.last_phase == "":
                self.state = replace(self.state, phase=stated)
        if not self._is_base_of_percentage() and not self._compares_with_budget():
            self.state = replace(self.state, last_phase=phase)
        return self._phase_of_kind(code, phase)

    def _compares_with_budget(self) -> bool:
        return any(t.kind == "base" and t.term.value == "budget" for t in self.local)

    def _is_base_of_percentage(self) -> bool:
        """Whether the figure is only what a percentage is taken of ("为预算 45 万的 87.82%")."""
        following = self.tokens[self.position + 1 : self.position + 3]
        figure = following[1].figure if len(following) == 2 else None
        return bool(following) and following[0].text == "的" and figure is not None and figure.unit == "%"

    def _repeats(self, subject: Subject) -> bool:
        """Whether the sentence names a measure again without a phase: first the budget, now what was spent."""
        last = self.readings[-1] if self.readings else None
        if last is None or last.start < self.paragraph.offsets[self.sentence_start]:
            return False
        named = self._named(self.local)
        return (
            bool(named)
            and last.measure == subject.codes[0]
            and last.phase != "executed"
            and last.item is None
        )

    def _phase_of_kind(self, code: str, phase: str) -> str | None:
        """The phase as the measure's kind knows it: staff and scores have none, outcomes only target and executed."""
        if not measures()[code].phased:
            return None
        if code.startswith("three_public.reception_"):
            return "executed"
        if code.startswith("outcome."):
            return "target" if phase in ("target", "approved") else "executed"
        return phase if phase != "target" or self.setting.phase == "target" else "approved"

    def _stated_phase(self, subject: Subject) -> str:
        behind = self._clause_after()
        if (
            behind
            and behind[0].text == "的"
            and any(t.kind == "phase" and t.term.value == "target" for t in behind)
        ):
            return "target"
        if self._compares_with_budget():
            return "approved"
        for token in reversed(self.local):
            if token.kind == "phase" or (token.kind == "weak" and token.term.value):
                return token.term.value
            carries = subject.codes[0] in token.term.codes or token.term.strength == "faint"
            if token.kind == "measure" and token.term.value and carries:
                return self._carried(token)
        return ""

    def _carried(self, token: Token) -> str:
        """The phase in a measure's own wording; under a heading 预算执行, 预算总收入 has been executed."""
        if self.setting.executing and token.term.value == "approved" and token.text.startswith("预算总"):
            return "executed"
        return token.term.value

    # ---- changes

    def _is_change_base(self) -> bool:
        """Whether the figure is what a change starts from ("较上年 33.165 万元增加 8.405 万元")."""
        compares = any(t.kind == "base" and t.term.value == "previous" for t in self.local) or any(
            t.kind == "compared" and any(u.kind == "year" for u in self.local[i + 1 : i + 3])
            for i, t in enumerate(self.local)
        )
        return compares and self._changes_after()

    def _changes_after(self) -> bool:
        for token in self.tokens[self.position + 1 :]:
            if token.kind == "change":
                return True
            if token.kind == "figure" or (token.kind == "delimiter" and token.text != ","):
                return False
        return False

    def _previous_level(self, token: Token, figure: Figure, unit: str) -> None:
        subject = self._changed_subject()
        if (
            subject is None
            or subject.item is not None
            or not all(self._fits(c, figure, unit) for c in subject.codes)
        ):
            return
        year = next((self._year_of(t) for t in reversed(self.local) if t.kind == "year"), self.state.year - 1)
        phase = self._phase_of_kind(subject.codes[0], self._change_phase(subject.codes[0]))
        if phase == "adjusted":
            phase = "executed"
        self._emit(subject, "level", token, figure, unit, phase, year)
        self.state = replace(self.state, subject=subject)

    def _changed_subject(self) -> Subject | None:
        """The subject of a change: named in its clause, else the last one."""
        named = [
            t for t in self.local if t.kind == "measure" and t.term.strength in ("strong", "label", "faint")
        ]
        if named:
            if self._is_tail_of_noun(named[-1]):
                return None
            subject = self._subject_of(named[-1])
            return self._faint(subject) or subject if named[-1].term.strength == "faint" else subject
        if self._noise(self.local) > _LONGEST_NOISE:
            return None
        closes = self.state.head is not None or self.state.subject is None
        if self.after_semicolon and closes and not self.stack:
            self.state = replace(self.state, subject=self.state.top, head=None)
        return self.state.subject

    def _fitting(self, subject: Subject, figure: Figure, unit: str) -> Subject:
        """The last subject that a change's unit fits: after a control rate, 减少 4 人 is the staff's."""
        if subject.codes[0] in ("staff.control_rate", "staff.authorized"):
            posts = [m for m in self.mentions if m.codes[0] == "staff.on_payroll"]
            return posts[-1] if posts else subject
        if self._fits(subject.codes[0], figure, unit):
            return subject
        near = [m for m in reversed(self.mentions) if family_of(m.codes[0]) == family_of(subject.codes[0])]
        return next((m for m in near if self._fits(m.codes[0], figure, unit)), subject)

    def _change_phase(self, code: str) -> str:
        """The phase of a change: what was executed, where the paragraph has said it, else the last figure's."""
        executed = any(r.measure == code and r.phase == "executed" for r in self.readings)
        return "executed" if executed else self._last_phase()

    def _last_phase(self) -> str:
        """The phase that a change or a share goes on with: the last figure's."""
        return self.state.last_phase or self.state.phase or self.setting.phase

    def _change(self, token: Token, figure: Figure, unit: str) -> None:
        """A change in amount; only one against the previous year is in the catalogue."""
        subject = self._changed_subject()
        named = any(t.kind == "measure" for t in self.local)
        if subject is None:
            self.state = replace(self.state, subject=None)
            return
        if named:
            self.state = replace(self.state, subject=subject)
        if self.state.base != "previous" or subject.item is not None:
            return
        subject = subject if named else self._fitting(subject, figure, unit)
        codes = tuple(code for code in subject.codes if self._fits(code, figure, unit))
        if codes and measures()[codes[0]].unit != "%":
            phase = self._phase_of_kind(codes[0], self._change_phase(codes[0]))
            self._emit(
                replace(subject, codes=codes),
                "yoy_change",
                token,
                figure,
                unit,
                phase,
                self.state.year,
                self._sign(),
            )

    def _sign(self) -> int:
        directions = [t.term.value for t in self.local if t.kind == "change"]
        if directions:
            self.direction = directions[-1]
        return -1 if self.direction == "down" and (directions or self.position in self.assigned) else 1

    # ---- percentages

    def _percent(self, token: Token, figure: Figure) -> None:
        share = next((i for i, t in enumerate(self.local) if t.kind == "share"), None)
        rate = self._rate_subject(figure, share)
        if rate is not None:
            self._rate(rate, token, figure)
        elif share is not None:
            self._share(token, figure, share)
        elif self._changes() or self.position in self.assigned:
            self._growth(token, figure)

    def _rate_subject(self, figure: Figure, share: int | None) -> Subject | None:
        """A measure that is itself a rate, named in the clause, or R&D's share of GDP."""
        for token in reversed(self.local[:share]):
            if token.kind == "measure":
                subject = self._usable(token, figure, "%")
                if subject and not self._noise_between(token, figure) and self._is_whole_rate(token, subject):
                    return subject
        words_before = "".join(token.text for token in self.local)
        subject = self.state.subject
        about = subject is not None and subject.codes[0] == "outcome.rd_spending" and subject.item is None
        about = about or any("outcome.rd_spending" in t.term.codes for t in self.local)
        if share is not None and re.search("GDP|地区生产总值|生产总值", words_before) and about:
            return Subject(("outcome.rd_share_gdp",), None, words_before)
        return None

    def _is_whole_rate(self, token: Token, subject: Subject) -> bool:
        """Whether 执行率 is the whole budget's and not a single line's."""
        if subject.codes[0] != "execution.rate":
            return True
        before = [t for t in self.local if t.kind == "measure" and t.end <= token.start]
        about = self._subject_of(before[-1]) if before else self.state.subject
        if about is None or about.item is not None:
            return about is None
        return (
            about.codes[0] in (*_TOTAL_FAMILIES, "execution.rate")
            or family_of(about.codes[0]) not in _MONEY_FAMILIES
        )

    def _rate(self, subject: Subject, token: Token, figure: Figure) -> None:
        code = subject.codes[0]
        if any(t.kind == "base" and t.term.value == "budget" for t in self.local):
            return
        year = self._clause_year()
        if year is not None:
            self.state = replace(self.state, year=year)
        stated = self._stated_phase(subject)
        inherited = "target" if self.aiming else self.state.phase or self.setting.phase
        phase = self._phase_of_kind(code, stated or inherited)
        grows = measures()[code].growth
        self._emit(subject, "level", token, figure, "%", phase, self.state.year, self._sign() if grows else 1)
        if code != "execution.rate":
            self.state = replace(self.state, subject=subject)

    def _share(self, token: Token, figure: Figure, share: int) -> None:
        """ "占基本支出的 81.99%": the subject's share, with its base as item."""
        after = self.local[share + 1 :]
        if any(t.kind == "phase" for t in after) and not any(t.kind == "measure" for t in after):
            return
        subject = self._share_subject(share)
        if subject is None or measures()[subject.codes[0]].unit != "万元":
            return
        base = self._base_words(after)
        if base is None and any(t.kind != "share" and t.text not in _SHARE_FILLERS for t in after):
            return
        item = subject.item or base or self._base_above(subject)
        phase = self._phase_of_kind(subject.codes[0], self._last_phase())
        self._emit(replace(subject, item=item), "share_pct", token, figure, "%", phase, self.state.year)

    def _share_subject(self, share: int) -> Subject | None:
        before = self.local[:share]
        named = [t for t in before if t.kind == "measure" and t.term.strength in ("strong", "label")]
        if named:
            return self._subject_of(named[-1])
        return None if self._noise(before) > _LONGEST_NOISE else self.state.subject

    def _base_words(self, after: Sequence[Token]) -> str | None:
        """The words of a share's base, "占" and "的" left out."""
        kept = [t for t in after if t.kind != "share"]
        measured = [i for i, t in enumerate(kept) if t.kind == "measure"]
        if not measured:
            return None
        first = measured[0]
        while first and kept[first - 1].kind == "text":
            first -= 1
        return self._original(kept[first].start, kept[measured[-1]].end)

    def _base_above(self, subject: Subject) -> str | None:
        """The base of a share that names none: the statement's head."""
        code = subject.codes[0]
        above = [m for m in self.mentions if m.words and descends_from(code, m.codes[0])]
        if above:
            return above[-1].words
        head = self.state.head or self.state.top
        if head is None or head.codes == subject.codes:
            return None
        return head.words or measures()[head.codes[0]].name

    def _series_growth(self) -> Subject | None:
        """The member of the last series that a growth of "同比分别增长 14.2%、8.6%" belongs to."""
        if any(t.kind == "respectively" or t.text == "分别" for t in self.local):
            run = self._run()
            if len(run) == len(self.series):
                self.assigned.update(zip(run, self.series, strict=True))
        member = self.assigned.get(self.position)
        return member if isinstance(member, Subject) else None

    def _growth(self, token: Token, figure: Figure) -> None:
        """A rate of change against the previous year."""
        subject = self._series_growth() or self._changed_subject()
        if subject is None or subject.item is not None:
            self.state = replace(self.state, subject=None)
            return
        if any(t.kind == "measure" for t in self.local):
            self.state = replace(self.state, subject=subject)
        if self.state.base in ("budget", "other"):
            return
        codes = tuple(code for code in subject.codes if measures()[code].unit not in ("%", "分"))
        if not codes:
            return
        year = self._clause_year()
        if year is not None:
            self.state = replace(self.state, year=year)
        phase = self._phase_of_kind(codes[0], self.state.last_phase or self.state.phase or self.setting.phase)
        self._emit(
            replace(subject, codes=codes), "yoy_pct", token, figure, "%", phase, self.state.year, self._sign()
        )

    # ---- 分别为 and 均为

    def _opens_series(self) -> bool:
        """Whether 分别为 or 均为 stands before the figure; assigns the run's members if so."""
        marker = next((i for i, t in enumerate(self.local) if t.kind in ("respectively", "each")), None)
        if marker is None:
            return False
        run = self._run()
        before = self._series_words(marker)
        measured = [t for t in before if t.kind == "measure"]
        if self.local[marker].kind == "each" and len(run) == 1:
            return self._assign_each([*self._measures_before_comma(), *measured], run)
        return self._assign_run(before, measured, run)

    def _measures_before_comma(self) -> list[Token]:
        """The measures of the clause before this one, where no figure stands between ("…与上年一致，都是 0")."""
        found: list[Token] = []
        for token in reversed(self.tokens[: self.position]):
            if token.kind == "figure" or token.text in (";", "。"):
                break
            if token.kind == "measure" and token not in self.local:
                found.append(token)
        return found[::-1]

    def _run(self) -> list[int]:
        """Positions of the figures that follow each other with nothing but 、 and 和 between them."""
        run = [self.position]
        for position in range(self.position + 1, len(self.tokens)):
            token = self.tokens[position]
            if token.kind == "figure":
                run.append(position)
            elif token.text not in ("、", "和", "及", "与", ",", "约", "为"):
                break
        return run

    def _series_words(self, marker: int) -> list[Token]:
        return [t for t in self.local[:marker] if t.kind in ("measure", "year", "phase", "text", "foreign")]

    def _assign_each(self, measured: list[Token], run: list[int]) -> bool:
        codes = tuple(code for token in measured for code in token.term.codes)
        if len(measured) < 2 or len(run) != 1:
            return False
        self.assigned[self.position] = Subject(codes, None, measured[0].text)
        return True

    def _assign_run(self, before: list[Token], measured: list[Token], run: list[int]) -> bool:
        dated = [t for t in before if t.kind == "year"]
        phased = [t for t in before if t.kind == "phase"]
        listed = [t for t in before if t.kind in ("measure", "text", "foreign")]
        if spanned := self._year_range(dated, len(run)):
            members: list[Subject | int | str] = [*spanned]
        elif len(dated) == len(run) > 1:
            members = [self._year_of(token) for token in dated]
        elif len(measured) == len(run) > 1:
            members = [self._subject_of(token) for token in measured]
        elif len(phased) == len(run) > 1:
            members = [token.term.value for token in phased]
        elif len(listed) == len(run) > 1:
            members = [self._subject_of(t) if t.kind == "measure" else Subject(()) for t in listed]
        else:
            return False
        if measured and not isinstance(members[0], Subject):
            self._take_subject(self._subject_of(measured[-1]))
        self.assigned.update(zip(run, members, strict=True))
        if isinstance(members[0], Subject):
            self.series = [member for member in members if isinstance(member, Subject)]
        return True

    def _year_range(self, dated: list[Token], length: int) -> list[int]:
        """The years of "2019 年至 2021 年", where they are as many as the figures."""
        if len(dated) != 2:
            return []
        first, last = (self._year_of(token) for token in dated)
        between = self.text[dated[0].end : dated[1].start]
        ranged = between in ("至", "到", "-", "—", "~", "～") and last - first + 1 == length
        return list(range(first, last + 1)) if ranged else []

    def _series_member(self, token: Token, figure: Figure, unit: str) -> None:
        member = self.assigned[self.position]
        subject = member if isinstance(member, Subject) else self.state.subject
        if subject is None or not subject.codes:
            return
        codes = tuple(code for code in subject.codes if self._fits(code, figure, unit) or not unit)
        if not codes:
            return
        year = member if isinstance(member, int) else self._clause_year() or self.state.year
        stated = next((t.term.value for t in reversed(self.local) if t.kind == "phase"), "")
        phase = member if isinstance(member, str) else stated or self.state.phase or self.setting.phase
        if stated and not isinstance(member, str):
            self.state = replace(self.state, phase=stated)
        if not isinstance(member, int):
            self.state = replace(self.state, year=year)
        self._emit(
            replace(subject, codes=codes),
            "level",
            token,
            figure,
            unit,
            self._phase_of_kind(codes[0], phase),
            year,
        )
        if isinstance(member, Subject) and len(codes) == 1:
            self.state = replace(self.state, subject=subject)

    # ---- stated zeros

    def _none(self, token: Token) -> None:
        """无政府性基金预算支出, 因公出国费未发生, and a section that says only 无, state a zero."""
        subjects = self._none_before() or self._none_after()
        for subject in subjects:
            codes = tuple(code for code in subject.codes if code in _ZERO_CODES)
            if codes:
                phase = self._phase_of_kind(codes[0], self.state.phase or self.setting.phase)
                self._emit_zero(replace(subject, codes=codes), token, phase)
        self.local.append(replace(token, kind="filler") if subjects else replace(token, kind="plain"))

    def _none_after(self) -> list[Subject]:
        """The measures right behind 无, function words between them allowed."""
        found: list[Subject] = []
        for following in self.tokens[self.position + 1 :]:
            if following.kind == "measure" and following.term.strength in ("strong", "label"):
                found.append(self._subject_of(following))
            elif following.kind == "figure":
                return []
            elif following.text in ("、", "和", "及", "与", "或", "也"):
                continue
            elif following.kind not in ("filler", "phase", "year") or found:
                break
        return found if not found or self._zeroed(found[0]) else []

    def _none_before(self) -> list[Subject]:
        """The measure right before 无 where nothing but the clause's end follows ("政府性基金预算支出：无")."""
        rest = self._clause_after()
        if any(t.kind not in ("filler", "phase") for t in rest):
            return []
        before = [t for t in self.local if t.kind not in ("filler", "phase", "plain")]
        if not before and (self._after_colon() or self.position == 0):
            subject = self.state.subject
            return [subject] if subject is not None and self._zeroed(subject) else []
        named = [self._subject_of(t) for t in before if t.kind == "measure" and t.term.strength == "strong"]
        strange = any(t.kind in ("text", "foreign") for t in before)
        return [] if strange else [subject for subject in named if self._zeroed(subject)]

    def _after_colon(self) -> bool:
        previous = self.tokens[self.position - 1] if self.position else None
        return previous is not None and previous.text == ":"

    def _zeroed(self, subject: Subject) -> bool:
        return any(code in _ZERO_CODES for code in subject.codes)

    def _emit_zero(self, subject: Subject, token: Token, phase: str | None) -> None:
        word = next((word for word in ("没有", "无") if token.text.startswith(word)), token.text)
        start, end = self.paragraph.span(token.start, token.start + len(word))
        quote = self._quote(token.start, token.end)
        for code in subject.codes:
            self.readings.append(
                Reading(code, phase, "level", self.state.year, None, Decimal(0), None, start, end, *quote)
            )

    # ------------------------------------------------------------------ output

    def _emit(
        self,
        subject: Subject,
        statistic: str,
        token: Token,
        figure: Figure,
        unit: str,
        phase: str | None,
        year: int,
        sign: int = 1,
    ) -> None:
        """Record a figure for each measure that it states."""
        start, end = self.paragraph.span(figure.start, figure.end)
        stated_unit = self._stated_unit(figure) if figure.unit else unit or None
        for code in subject.codes:
            catalogue_unit = "%" if statistic in ("share_pct", "yoy_pct") else measures()[code].unit
            value = figure.value if not unit else in_unit(figure.value, unit, catalogue_unit)
            if value is None:
                continue
            item = subject.item
            self.readings.append(
                Reading(
                    code,
                    phase,
                    statistic,
                    year,
                    item,
                    value * sign,
                    stated_unit,
                    start,
                    end,
                    *self._quote(token.start, token.end),
                )
            )

    def _stated_unit(self, figure: Figure) -> str:
        first, last = self.paragraph.span(figure.end, figure.unit_end)
        return re.sub(r"\s+", "", self.document[first:last])

    def _quote(self, start: int, end: int) -> tuple[int, int]:
        """The document range of the clause between ； or 。 that holds a compact range."""
        first = max(self.text.rfind(mark, 0, start) for mark in ";。") + 1
        ends = [position for mark in ";。" if (position := self.text.find(mark, end)) >= 0]
        return self.paragraph.span(first, min(ends, default=len(self.text)))


def read_paragraph(document: str, paragraph: Compact, setting: Setting) -> list[Reading]:
    """The readings of one paragraph.

    Args:
        document: The document text.
        paragraph: The paragraph's matching copy.
        setting: What the paragraph inherits from the report and its heading.

    Returns:
        The figures that could be placed, in reading order.
    """
    return _Reader(document, paragraph, setting).read()
