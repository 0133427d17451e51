"""Stated zeros: 无政府性基金预算支出, 因公出国费未发生."""

from __future__ import annotations

import re
from decimal import Decimal

from etl.extract.narrative.model import Reading, Subject
from etl.extract.narrative.percentages import Percentages
from etl.extract.narrative.words import SPENDING_OF, ZERO_CODES
from etl.extract.tokens import Token


class Zeros(Percentages):
    """Reads stated zeros."""

    def _none(self, token: Token) -> None:
        """无政府性基金预算支出, 因公出国费未发生, and a section that says only 无, state a zero."""
        subjects = [] if self._states_the_zero_itself() else self._none_before() or self._none_after()
        for subject in subjects:
            codes = tuple(code for code in subject.codes if code in ZERO_CODES)
            if codes:
                phase = self._phase_of_kind(codes[0], self._phase_of_none(token))
                self._emit_zero(subject._replace(codes=codes), token, phase)
        self.local.append(token._replace(kind="filler" if subjects else "plain"))

    def _phase_of_none(self, token: Token) -> str:
        """The phase of a stated zero: "年初未安排" is a budget of none, 未发生 no spending."""
        if any(t.text.startswith("年初") for t in self.local):
            return "approved"
        return "executed" if "发生" in token.text else self.state.phase or self.setting.phase

    def _states_the_zero_itself(self) -> bool:
        """Whether the sentence goes on with the figure: "没有……预算安排，支出为 0"."""
        rest = self.text[self.tokens[self.position].end :].split("。")[0]
        return re.search(r"支出(?:为|数为)?0(?!\.\d*[1-9])", rest) is not None

    def _none_after(self) -> list[Subject]:
        """The measures right behind 无, function words between them allowed."""
        found: list[Subject] = []
        for following in self.tokens[self.position + 1 :]:
            if following.kind == "measure" and following.term.strength in ("strong", "label"):
                found.append(self._spending_of(following))
            elif following.kind == "figure":
                return []
            elif following.text in ("、", "和", "及", "与", "或", "也"):
                continue
            elif following.kind not in ("filler", "phase", "year") or found:
                break
        return found if not found or self._zeroed(found[0]) else []

    def _spending_of(self, token: Token) -> Subject:
        """The subject of a word behind 无; a fund's short label means its spending."""
        subject = self._subject_of(token)
        if token.term.strength != "label" or subject.codes[0] not in SPENDING_OF:
            return subject
        return Subject((SPENDING_OF[subject.codes[0]],), None, subject.words)

    def _none_before(self) -> list[Subject]:
        """The measure right before 无 at the clause's end ("政府性基金预算支出：无")."""
        rest = self._clause_after()
        if any(t.kind not in ("filler", "phase") for t in rest):
            return []
        before = [t for t in self.local if t.kind not in ("filler", "phase", "plain")]
        if not before and (self._after_colon() or self.position == 0):
            subject = self.state.subject
            return [subject] if subject is not None and self._zeroed(subject) else []
        named = [self._subject_of(t) for t in before if t.kind == "measure" and t.term.strength == "strong"]
        if not named:
            faint = [t for t in before if t.kind == "measure" and t.term.strength == "faint"]
            named = [s for t in faint[-1:] if (s := self._faint(self._subject_of(t))) is not None]
        named += self._funds_joined_to(named, before)
        strange = any(t.kind in ("text", "foreign") for t in before)
        return [] if strange else [subject for subject in named if self._zeroed(subject)]

    def _funds_joined_to(self, named: list[Subject], before: list[Token]) -> list[Subject]:
        """The funds shortened before the one that says 支出: "国有资本经营预算、社会保险基金预算支出"."""
        labels = [t for t in before if t.kind == "measure" and t.term.strength == "label"]
        return [self._spending_of(token) for token in labels] if named else []

    def _after_colon(self) -> bool:
        """Whether the clause follows a colon ("支出情况：本部门不涉及")."""
        first = self.position - len(self.local)
        previous = self.tokens[first - 1] if first else None
        return previous is not None and previous.text == ":"

    def _zeroed(self, subject: Subject) -> bool:
        return any(code in ZERO_CODES for code in subject.codes)

    def _emit_zero(self, subject: Subject, token: Token, phase: str | None) -> None:
        word = next((word for word in ("没有", "无", "零") if word in token.text), token.text)
        first = token.start + token.text.index(word)
        start, end = self.paragraph.span(first, first + len(word))
        quote = self._quote(token.start, token.end)
        for code in subject.codes:
            self.readings.append(
                Reading(
                    code,
                    phase,
                    "level",
                    self._clause_year() or self.state.year,
                    None,
                    Decimal(0),
                    None,
                    start,
                    end,
                    *quote,
                )
            )
