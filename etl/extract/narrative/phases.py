"""Which phase and year a figure is about: said in its clause, carried by its measure's wording, inherited."""

from __future__ import annotations

import re

from etl.catalogue import descends_from, family_of, measures
from etl.extract.narrative.model import Subject
from etl.extract.narrative.subjects import Subjects
from etl.extract.narrative.words import MONEY_FAMILIES, STAGE, SUM_WORDS, YEAR_END
from etl.extract.tokens import Token

COUNTED_GUESTS = "three_public.reception_"  # batches and guests beside the reception's money


class Phases(Subjects):
    """Finds the phase and the year of a figure."""

    def _phase_for(self, subject: Subject) -> str | None:
        """The phase of a figure; one that a clause without its own measure says holds for it alone."""
        stated = "" if subject.item is not None else self._stated_phase(subject)
        code = subject.codes[0]
        if not stated:
            phase = "target" if self.aiming else self._phase_in_hand(subject) or self.setting.phase
            if phase in ("approved", "adjusted") and self._looks_back():
                phase = "executed"
            if phase in ("approved", "adjusted") and (self._repeats(subject) or self._follows_a_pair()):
                phase = "executed"
        else:
            phase = stated
            if self._compares_with_budget():
                return self._phase_of_kind(code, phase)
            done = stated == "executed" and code.startswith("outcome.")
            if self._named(self.local) or not self._has_read() or done:
                self.state.phase = stated
        if not self._is_base_of_percentage() and not self._compares_with_budget():
            self.state.last_phase = phase
        return self._phase_of_kind(code, phase)

    def _phase_in_hand(self, subject: Subject) -> str:
        """The statement's phase; the last figure's for the next of a row, for a sum and for its parts.

        "预算 330 万元，实际采购货物 128 万元、服务 88 万元，总计 216 万元": all but the first were spent.
        """
        last = self.readings[-1] if self.readings and self._has_read() else None
        whole = last.measure if last and (last.statistic, last.phase) == ("level", "executed") else ""
        if whole and self.state.phase == "approved" and descends_from(subject.codes[0], whole):
            return "executed"
        before = self.tokens[self.position - len(self.local) - 1] if self.position > len(self.local) else None
        chained = before is not None and before.text == "、" and bool(self._has_read())
        sums = any(t.text in SUM_WORDS for t in self.local) and self._has_read()
        return (self.state.last_phase if chained or sums else "") or self.state.phase

    def _looks_back(self) -> bool:
        """Whether the clause only says 上年: what was spent then, whatever budget was spoken of before."""
        before = any(t.kind == "year" and t.term.value == "-1" for t in self.local)
        return before and not self._named(self.local)

    def _repeats(self, subject: Subject) -> bool:
        """Whether the sentence names a measure again without a phase: first its budget, now its spending."""
        last = self.readings[-1] if self.readings else None
        if last is None or last.start < self.paragraph.offsets[self.sentence_start]:
            return False
        named = self._named(self.local)
        return (
            bool(named)
            and subject.codes[0] in {r.measure for r in self.readings if r.start == last.start}
            and last.phase != "executed"
            and last.item is None
        )

    def _follows_a_pair(self) -> bool:
        """Whether the measure before had its budget and its spending: "预算 14 万、决算 11 万，购置费 0"."""
        start = self.paragraph.offsets[self.sentence_start]
        money = [r for r in self.readings if r.start >= start and not r.measure.startswith(COUNTED_GUESTS)]
        pair = money[-2:]
        return (
            bool(self._named(self.local))
            and len({r.measure for r in pair}) == 1
            and [r.phase in ("approved", "adjusted") for r in pair] == [True, False]
            and pair[1].phase == "executed"
        )

    def _phase_of_kind(self, code: str, phase: str) -> str | None:
        """The phase as the measure's kind knows it: none for staff, target or executed for outcomes."""
        if not measures()[code].phased:
            return None
        if code.startswith(COUNTED_GUESTS):
            return "executed"
        if code.startswith("outcome."):
            return "target" if phase in ("target", "approved") else "executed"
        return phase if phase != "target" or self.setting.phase == "target" else "approved"

    def _stated_phase(self, subject: Subject) -> str:
        code_family = family_of(subject.codes[0])
        behind = self._words_behind()
        if behind and behind[0].text == "的":
            said = [t.term.value for t in behind if t.kind == "phase"]
            if said or any(t.text.startswith("任务") for t in behind):
                return said[0] if said else "target"
        if stage := self._stage_behind(behind):
            return stage
        if self._compares_with_budget():
            full = any(t.kind == "base" and re.search("全年|调整", t.text) for t in self.local)
            return "adjusted" if full else "approved"
        for token in reversed(self.local):
            if token.kind == "reach" and token.text.startswith("调整") and code_family in MONEY_FAMILIES:
                return "adjusted"
            if token.kind == "phase" or (token.kind == "weak" and token.term.value):
                return token.term.value
            carries = subject.codes[0] in token.term.codes or token.term.strength == "faint"
            if token.kind == "measure" and carries and self._only_says_the_year(token):
                continue
            if token.kind == "measure" and token.term.value and carries:
                return self._carried(token)
        return ""

    def _only_says_the_year(self, token: Token) -> bool:
        """Whether a stage stands before wording that says 全年 alone: "批复我局全年支出 2486 万元"."""
        staged = any(t.kind == "phase" for t in self.local if t.start < token.start)
        return staged and STAGE.search(token.text) is None

    def _carried(self, token: Token) -> str:
        """The phase in a measure's own wording; beside 年末结转 or under 预算执行, 预算总收入 is executed."""
        said = self.text[self.sentence_start :].partition("。")[0]
        executing = self.setting.executing or YEAR_END.search(said) is not None
        if (
            executing
            and token.term.value == "approved"
            and "预算总" in self.text[token.start : token.end + 1]
        ):
            return "executed"
        return token.term.value

    def _year_for(self, subject: Subject) -> int:
        """The year of a level figure; one that a clause without its own measure says holds for it alone."""
        if (bracketed := self._bracketed_year()) is not None:
            return bracketed
        stated = self._clause_year()
        if subject.codes[0] == "score.total":
            return stated or self.setting.year
        relative = any(t.kind == "year" and t.year is None and t.term.value != "0" for t in self.local)
        own = stated == self.setting.year or bool(self._named(self.local))
        if stated is not None and own and not relative:
            self.state.year = stated
        chained = self.tokens[self.position - len(self.local) - 1].text == "、" if self.position else False
        year = stated or (self.chain_year if chained else None) or self.state.year
        if stated is not None and relative:
            self.chain_year = stated
        looks_back = stated == self.setting.year - 1 and (relative or not self._named(self.local))
        if looks_back:
            self.state.base = "previous"
        else:
            self.state.last_year = year
        return year

    def _bracketed_year(self) -> int | None:
        """The year in brackets right behind the figure: "16.8 万元（2020 年）、13.4 万元（2021 年）"."""
        behind = self.tokens[self.position + 1 : self.position + 4]
        if len(behind) < 3 or behind[1].kind != "year" or behind[0].text + behind[2].text != "()":
            return None
        return self._year_of(behind[1])

    def _last_phase(self) -> str:
        """The phase that a change or a share goes on with: the last figure's."""
        return self.state.last_phase or self.state.phase or self.setting.phase

    def _change_phase(self, code: str) -> str:
        """The phase of a change: executed where the paragraph has said that figure, else the last one's."""
        spent = any(t.kind == "phase" and t.term.value == "executed" for t in self.local)
        executed = spent or any(r.measure == code and r.phase == "executed" for r in self.readings)
        return "executed" if executed else self._last_phase()
