"""Walks a paragraph's tokens: delimiters, clauses without a figure, and figures."""

from __future__ import annotations

from copy import copy
from itertools import islice, takewhile

from etl.catalogue import descends_from, family_of, measures
from etl.catalogue.units import MONEY
from etl.extract.narrative.lists import Lists
from etl.extract.narrative.model import Reading, Statement, Subject
from etl.extract.narrative.words import (
    AIMS,
    BOTH_PHASES,
    COUNT_UNITS,
    DONE,
    FULL_MARKS,
    LIMIT,
    LISTS_AIMS,
    LONGEST_NOISE,
    MILESTONES,
    REASONS,
    REMARKS,
    SUM_WORDS,
)
from etl.extract.numbers import Figure
from etl.extract.tokens import Token


class Reader(Lists):
    """Reads one paragraph; each layer below knows only the ones below itself."""

    def read(self) -> list[Reading]:
        """All readings of the paragraph, in reading order."""
        last = max((i for i, t in enumerate(self.tokens) if t.kind in ("figure", "none")), default=-1)
        self._begin_sentence(0)
        for position, token in enumerate(self.tokens[: last + 1]):  # words behind it state nothing
            self.position = position
            if token.kind == "figure":
                self._figure(token)
            elif token.kind == "delimiter":
                self._delimiter(token)
            elif token.kind == "none":
                self._none(token)
            elif token.kind == "among" and not self._spends_on_a_figure_before():
                self._commit()
                if not self._numbers_lines():
                    self._open_list()
                self.local.append(token)
            elif token.kind in ("spent_on", "respectively") and self._opens_lines_or_parts():
                self._open_list()
                self.local.append(token)
            else:
                self.local.append(token)
        return self.readings

    def _begin_sentence(self, position: int) -> None:
        """Start a sentence: one that begins with 其中 goes on with the last statement, others anew."""
        self.sentence_start = self.tokens[position].start if position < len(self.tokens) else len(self.text)
        self.local = []
        self.after_semicolon = False
        self.strange_group = False
        self.bound = None
        self.aiming = self.lists_aims = self.setting.aims and not self._tells_what_was_done()
        self.years_in_a_row = []
        first = next((t for t in self.tokens[position:] if t.kind not in ("filler", "plain")), None)
        if first is not None and first.kind == "among":
            self.state.subject = self.state.subject or self.state.top
            if self._ends_in_a_remark_on_the_budget():
                self.state.last_phase = "executed"
            if self._ended_with_the_year_before(position):
                self.state.year = self.state.last_year = self.setting.year
            return
        if self._goes_on_with_list(position):
            return
        self.stack = []
        top = self.state.top
        phase = self._titled_phase(position)
        head = self.state.head if position == 0 else self._titled_list(position, top)
        year = self._year_of_parts(position)
        if head is None and self._lists_lines_under_heading(position):
            head = top
        if self._lists_lines_of_last_total(position):
            last = self.readings[-1]
            head, year, phase = Subject((last.measure,)), last.year, last.phase or ""
        self.state = Statement(year=year, top=top, subject=top, head=head, phase=phase, spoken_phase=phase)

    def _tells_what_was_done(self) -> bool:
        """Whether a sentence under a heading about plans speaks of results all the same."""
        return DONE.search(self.text[self.sentence_start :].partition("。")[0]) is not None

    def _ends_in_a_remark_on_the_budget(self) -> bool:
        """Whether the last figure is a nameless budget behind the spending ("支出 5 万元；预算 6 万元")."""
        last = self.readings[-1] if self.readings else None
        if last is None or last.phase not in ("approved", "adjusted") or last.statistic != "level":
            return False
        spent = any(
            (r.measure, r.phase, r.year) == (last.measure, "executed", last.year) for r in self.readings
        )
        before = [t for t in self.tokens if self.paragraph.offsets[t.start] < last.start]
        clause = takewhile(lambda t: t.kind != "delimiter", reversed(before))
        return spent and not any(t.kind == "measure" for t in clause)

    def _ended_with_the_year_before(self, position: int) -> bool:
        """Whether the sentence before gave this year's figure and last year's beside it."""
        ends = [t.end for t in self.tokens[: max(position - 1, 0)] if t.text == "。"]
        start = self.paragraph.offsets[ends[-1]] if ends else 0
        said = [r for r in self.readings if r.start >= start and r.statistic == "level"]
        if not said or said[-1].year != self.setting.year - 1:
            return False
        last = (said[-1].measure, said[-1].item, self.setting.year)
        return any((r.measure, r.item, r.year) == last for r in said)

    def _year_of_parts(self, position: int) -> int:
        """The year of a sentence; one that opens with parts of the last figure is about its year."""
        last = self.readings[-1] if self.readings else None
        if last is None or last.year == self.setting.year or self._ended_with_the_year_before(position):
            return self.setting.year
        clause = list(takewhile(lambda t: t.kind not in ("figure", "delimiter"), self.tokens[position:]))
        named = [t for t in clause if t.kind == "measure"]
        if not named or any(t.kind not in ("measure", "filler") for t in clause):
            return self.setting.year
        code = named[0].term.codes[0]
        part = len(named) == len(clause) and descends_from(code, last.measure)
        staff = family_of(code) == "staff" == family_of(last.measure)  # "截至……在职……。退休 8 人。"
        continues = last.statistic == "level" and (part or staff)
        return last.year if continues else self.setting.year

    def _titled_phase(self, position: int) -> str:
        """The phase that a title at the paragraph's head sets for what follows: "1、年初预算。……"."""
        spoken = (t for t in self.tokens[: max(position - 1, 0)] if t.kind not in ("filler", "plain"))
        before = list(islice(spoken, 2))
        titled = len(before) == 1 and before[0].kind == "phase" and before[0].term.value != "target"
        return before[0].term.value if titled else ""

    def _delimiter(self, token: Token) -> None:
        mark = token.text
        if self.position in self.joined or self._joins_figure(mark):
            return
        if mark == "、" and not self._follows_figure() and not self._parts_figures(self.position):
            self.local.append(token)
            return
        if mark != "、":
            self.chain_year = None
        elif self._lists_funds():
            self._name_fund()
            self._open_list()
        if mark == "," and self._lists_lines():
            self._open_list()
        self._commit()
        self.aiming = self.aiming or any(t.text in AIMS for t in self.local)
        if mark in ":;。":
            self.labelled = self._short_label() if mark == ":" else None
        self.local = []
        self._cross(mark)
        if mark in ",;" and self.state.phase == "target" and not self.aiming:
            self.state.phase = ""
            self.state.last_phase = ""
        if mark in "。!?":
            self._begin_sentence(self.position + 1)

    def _cross(self, mark: str) -> None:
        """What a delimiter opens or closes: parentheses, a list behind a colon, a group of clauses."""
        if mark == "(":
            self.stack.append((copy(self.state), self.bound))
            self._open_list()
        elif mark == ")" and self.stack:
            self.state, self.bound = self.stack.pop()
        elif mark == ":":
            self._begin_list()
        elif mark == ";":
            self._begin_group()

    def _begin_list(self) -> None:
        """A colon opens the parts of a figure, the lines of a measure, or what is aimed at."""
        said = self.text[self.sentence_start : self.tokens[self.position].start]
        self.lists_aims = self.aiming = self.aiming or LISTS_AIMS.search(said) is not None
        if self._opens_list():
            self._open_list()

    def _begin_group(self) -> None:
        """A semicolon ends the phases and changes of its clauses, not the statement."""
        self.after_semicolon = True
        self.strange_group = False
        self.bound = None
        self.aiming = self.lists_aims
        self.state.base = "previous" if self.state.base == "previous" else ""
        if self.state.last_phase != self.state.phase:
            self.state.phase = self.state.spoken_phase

    def _joins_figure(self, mark: str) -> bool:
        """Whether parentheses hold just the figure of the words before them: "医疗救助配套（820 万元）"."""
        if mark == ":":
            return self._labels_the_next_figure()
        if mark != "(":
            return False
        following = self.tokens[self.position + 1 : self.position + 4]
        if [t.kind for t in following] == ["measure", "delimiter", "figure"]:
            self.joined.add(self.position + 2)
            return True
        following = following[:2]
        joins = [t.kind for t in following] == ["figure", "delimiter"] and following[1].text == ")"
        named = any(t.kind in ("text", "measure") for t in self.local)
        if not (joins and named and self.tokens[self.position - 1].kind != "figure"):
            return False
        self.joined.add(self.position + 2)
        return True

    def _labels_the_next_figure(self) -> bool:
        """Whether a short label or 合计 stands alone before its amount: "货物：86.30 万元"."""
        if [t.kind for t in self.tokens[self.position + 1 : self.position + 2]] != ["figure"]:
            return False
        sums = any(t.text in SUM_WORDS for t in self.local) and not self._noise(self.local)
        return sums or self._short_label() is not None

    def _short_label(self) -> Token | None:
        """The one short label that the clause ends in ("货物")."""
        labels = [t for t in self.local if t.kind == "measure" and t.term.strength == "label"]
        return labels[0] if len(labels) == 1 and labels == self.local[-1:] else None

    def _commit(self) -> None:
        """Let a clause without a figure set the statement: "基本支出中，", "2019年，", "与上年相比，"."""
        if not self.local:
            return
        self._set_base()
        self._set_year()
        named = self._named(self._before_enumeration())
        strange = self._noise(self.local) > LONGEST_NOISE
        phase = next((token.term.value for token in reversed(self.local) if token.kind == "phase"), "")
        if phase and self._follows_its_figure():  # "18 万元的预算以内" only says what that figure was
            phase = ""
        if named and self._speaks_about(strange):
            self._take_subject(self._subject_of(named[-1]))
            if self.local[-1].text == "中":
                self.state.last_phase = phase or self._last_said(named[-1]) or self.state.last_phase
                self._open_list()
        if phase and (named or not strange):
            self.state.phase = phase
            self.state.last_phase = phase
            self.state.spoken_phase = phase

    def _before_enumeration(self) -> list[Token]:
        """The clause without what it only lists in words: "基本支出主要用于办公费、水电费等"."""
        opened = next((i for i, t in enumerate(self.local) if t.kind == "among"), None)
        if opened is None or not any(t.text == "、" for t in self.local[opened:]):
            return self.local
        return self.local[:opened]

    def _follows_its_figure(self) -> bool:
        """Whether the clause is only the rest of one that has had its figure."""
        start = self.local[0].start
        before = next((t for t in reversed(self.tokens[: self.position]) if t.end <= start), None)
        return before is not None and before.kind == "figure"

    def _last_said(self, token: Token) -> str:
        """The phase of a measure stated before: "……预算收支 5 万元。收入中，……"; its spending if stated."""
        codes = self._subject_of(token).codes
        said = [r.phase for r in self.readings if r.measure in codes and r.phase]
        return "executed" if "executed" in said else said[-1] if said else ""

    def _speaks_about(self, strange: bool) -> bool:
        """Whether a clause that names a measure makes it the subject; a remark on a figure does not."""
        first = self.local[0]
        reasons = first.kind != "measure" and first.text.startswith(REASONS)
        if reasons or any(token.kind == "spent_on" for token in self.local):
            return False
        if self.local[-1].kind == "phase" and self.local[-1].text.endswith("后"):  # "人员经费追加后，"
            return False
        said = takewhile(lambda t: t.start >= self.sentence_start, reversed(self.tokens[: self.position]))
        figures = any(t.kind == "figure" for t in said)
        if self.after_semicolon and first.kind == "measure" and first.term.strength == "strong":
            return True
        return not figures or not (strange or self.local[0].text in REMARKS)

    def _is_milestone(self, figure: Figure) -> bool:
        """Whether a figure is only a round mark that was passed ("突破 340 亿元大关，达 348.62 亿元")."""
        return self.text.startswith(MILESTONES, figure.unit_end)

    def _figure(self, token: Token) -> None:
        """Bind a figure, or leave it as somebody else's."""
        figure = token.figure
        assert figure is not None
        if self.named_behind is not None:  # it named the figure before
            self.local = [t for t in self.local if t is not self.named_behind]
        if self.text.endswith(("×", "*"), 0, figure.start):  # a formula's factor: "…÷预算数×100%＝98.94%"
            return
        if figure.unit in MONEY and LIMIT.match(self.text, figure.unit_end):
            self.local = []
            return
        if self._is_milestone(figure):
            if named := self._named(self.local):
                self._take_subject(self._subject_of(named[-1]))
            self.local = []
            return
        self.aiming = self.aiming or any(t.text in AIMS for t in self.local)
        self._set_base()
        unit = figure.unit or self._unit_of_run() or self._unit_of_kind(token)
        if unit == "%":
            self._percent(token, figure)
        elif unit in ("‰", "个百分点", "个百分比"):
            pass
        else:
            self._amount(token, figure, unit)
        self.local = []
        self.labelled = None
        self.after_semicolon = False

    def _unit_of_kind(self, token: Token) -> str:
        """人 for a bare count of people: "年末在职 172 人。行政 27，事业 145"."""
        kind = self.local[-1] if self.local and self.local[-1].end == token.start else None
        counted = any(r.measure.startswith("staff.") and r.statistic == "level" for r in self.readings)
        people = kind is not None and kind.kind == "measure" and kind.term.codes[0].startswith("staff.")
        return "人" if people and counted and self._ends_clause() else ""

    def _amount(self, token: Token, figure: Figure, unit: str) -> None:
        if self._changing_member() is not None:
            self._change(token, figure, unit)
        elif (
            self.position in self.assigned
            or self._opens_series()
            or self._opens_series_behind()
            or self._opens_comparison()
        ):
            self._series_member(token, figure, unit)
        elif self._changes():
            self._change(token, figure, unit)
        elif self._is_change_base() or self._equals_last_year() or self._brackets_last_year():
            self._previous_level(token, figure, unit)
        elif self._compares_only():
            self.state.subject = None
        else:
            self._level(token, figure, unit)

    def _drop_wider_count(self, subject: Subject, figure: Figure) -> None:
        """Take back "干部职工 68 人" where its own list has fewer in post ("其中在职 42 人、退休 26 人")."""
        posts = ("staff.on_payroll",)
        if self.state.head is None or not self.state.head.codes == subject.codes == posts:
            return
        stated = [i for i, r in enumerate(self.readings) if r.measure in posts and r.statistic == "level"]
        if stated and self.readings[stated[-1]].value > figure.value and self._has_read():
            del self.readings[stated[-1]]

    def _counts_something(self, figure: Figure) -> bool:
        """Whether a figure that is nobody's has a unit that is not money, or one not known (万人次)."""
        following = self.tokens[self.position + 1] if self.position + 1 < len(self.tokens) else None
        unknown = following is not None and following.kind == "text" and following.start == figure.unit_end
        return figure.unit not in MONEY if figure.unit else unknown

    def _plans_anothers(self, figure: Figure) -> bool:
        """Whether a figure is an unknown thing's budget: "科创专项资金预算 200 万元，……，支出 185.6 万元"."""
        planned = any(t.kind == "phase" and t.term.value in ("approved", "adjusted") for t in self.local)
        named = self._noise([t for t in self.local if t.kind == "text"]) > LONGEST_NOISE
        return figure.unit in MONEY and planned and named

    def _drop_full_marks(self, subject: Subject) -> None:
        """Take back "总分 100 分" where the points given follow ("，自评得分 97.8 分")."""
        last = self.readings[-1] if self.readings and self._has_read() else None
        if (
            last is not None
            and last.measure == "score.total" == subject.codes[0]
            and last.value == FULL_MARKS
        ):
            del self.readings[-1]

    def _level(self, token: Token, figure: Figure, unit: str) -> None:
        subject = self._subject_for(figure, unit)
        if subject is None and self._overruns():  # "超预算 72 万元，占总支出的 21%" goes on with its subject
            return
        if subject is None:
            said = next((t.term.value for t in reversed(self.local) if t.kind == "phase"), "")
            counted = said == "executed" and unit in COUNT_UNITS  # "计划新认定 8 家，实际……9 家"
            phase = said if said == "target" or counted else self.state.phase
            self.state.subject = None
            self.state.last_phase = ""
            self.strange_group = (
                self.strange_group or self._counts_something(figure) or self._plans_anothers(figure)
            )
            self.state.phase = phase
            self._set_year()
            return
        self._drop_wider_count(subject, figure)
        self._drop_full_marks(subject)
        phase = self._phase_for(subject)
        year = self._year_for(subject)
        self.counting = subject.codes[0].startswith("three_public.reception_")
        if subject.item is not None:
            self.state.subject = subject
        elif not self.counting:
            self._take_subject(subject)
        elif any("three_public.reception" in t.term.codes for t in self.local):
            self.state.subject = Subject(("three_public.reception",))
        self.bound = (
            subject if measures()[subject.codes[0]].unit == "万元" and subject.item is None else self.bound
        )
        both = any(t.text in BOTH_PHASES for t in self.local)
        for stage in ("approved", "executed") if both else (phase,):
            self._emit(subject, "level", token, figure, unit, stage, year)
        if self._reaches_next():
            self._amend_reach(subject)
