"""Changes: 减少 1.66 万元, 较上年 33.165 万元增加, 由 A 降至 B; only against the previous year."""

from __future__ import annotations

from etl.catalogue import family_of, measures
from etl.extract.narrative.model import Reading, Subject
from etl.extract.narrative.phases import Phases
from etl.extract.narrative.words import LONGEST_NOISE, REASON_WITH_END
from etl.extract.numbers import Figure, in_unit
from etl.extract.tokens import Token


class Changes(Phases):
    """Reads changes in amount."""

    def _is_change_base(self) -> bool:
        """Whether the figure is what a change starts from ("较上年 33.165 万元增加 8.405 万元")."""
        compares = any(t.kind == "base" and t.term.value == "previous" for t in self.local) or any(
            t.kind == "compared" and any(u.kind == "year" for u in self.local[i + 1 : i + 3])
            for i, t in enumerate(self.local)
        )
        return compares and self._changes_after()

    def _brackets_last_year(self) -> bool:
        """Whether the figure stands in brackets behind what it is compared with: "比上年（3791 万元）多"."""
        clause = self.position - len(self.local)
        if clause < 2 or self.tokens[clause - 1].text != "(":
            return False
        base = self.tokens[clause - 2]
        return base.kind == "base" and base.term.value == "previous" and self._only_function_words()

    def _equals_last_year(self) -> bool:
        """Whether the figure is an earlier year's that this year's equals ("与 2022 年的 5.50 万元持平")."""
        behind = self._words_behind()
        return bool(behind) and behind[0].kind == "same" and self._compares_only()

    def _compares_only(self) -> bool:
        """Whether the figure stands behind "与 2021 年的" without a change: another year's, left out."""
        return self._compared_year() is not None

    def _compared_year(self) -> int | None:
        """The year that the clause compares with ("与 2021 年的……相比"), or None."""
        for index, token in enumerate(self.local):
            if token.kind == "compared":
                year = next((t for t in self.local[index + 1 : index + 3] if t.kind == "year"), None)
                if year is not None:
                    return self._year_of(year)
        return None

    def _changes_after(self) -> bool:
        for token in self.tokens[self.position + 1 :]:
            if token.kind == "change":
                return True
            if token.kind == "figure" or (token.kind == "delimiter" and token.text != ","):
                return False
        return False

    def _previous_level(self, token: Token, figure: Figure, unit: str) -> None:
        subject = self._like(self._changed_subject(), figure, unit)
        if subject is None or subject.item is not None:
            return
        subject = subject if self._named(self.local) else self._fitting(subject, figure, unit)
        if not all(self._fits(code, figure, unit) for code in subject.codes):
            return
        year = next((self._year_of(t) for t in reversed(self.local) if t.kind == "year"), self.state.year - 1)
        budget = any(t.kind == "phase" and t.term.value == "approved" for t in self.local)
        named = any(t.kind == "measure" for t in self.local)
        phase = "approved" if budget else "executed" if named else self._change_phase(subject.codes[0])
        phase = self._phase_of_kind(subject.codes[0], "executed" if phase == "adjusted" else phase)
        self._emit(subject, "level", token, figure, unit, phase, year)
        self.state.subject = subject

    def _like(self, subject: Subject | None, figure: Figure, unit: str) -> Subject | None:
        """Of a list's last part and its whole, the one whose figure is of the size of the previous year's."""
        if subject is None or any(t.kind == "measure" for t in self.local):
            return subject
        for candidate in (subject, self.state.head, self.state.top):
            if candidate is None or not self._fits(candidate.codes[0], figure, unit):
                continue
            base = in_unit(figure.value, unit, measures()[candidate.codes[0]].unit) if unit else figure.value
            stated = [
                r.value for r in self.readings if r.measure == candidate.codes[0] and r.statistic == "level"
            ]
            if base and stated and base / 3 <= stated[-1] <= base * 3:
                return candidate
        return subject

    def _changed_subject(self) -> Subject | None:
        """The subject of a change: named in its clause, else the last one."""
        if (member := self._former_or_latter()) is not None:
            return member
        said = self._behind_a_reason()
        named = [t for t in said if t.kind == "measure" and t.term.strength in ("strong", "label", "faint")]
        if named:
            strong = [t for t in named if t.term.strength == "strong"]
            if strong and named[-1].term.strength == "faint":  # "三公"经费决算支出减少
                named = strong
            if self._is_tail_of_noun(named[-1]):
                return None
            subject = self._subject_of(named[-1])
            return self._faint(subject) or subject if named[-1].term.strength == "faint" else subject
        if self._noise(said) > LONGEST_NOISE:
            return None
        closes = self.state.head is not None or self.state.subject is None or self._only_phase_before()
        if self.after_semicolon and closes and not self.stack:
            self.state.subject = self.state.top
            self.state.head = None
        return self.state.subject

    def _former_or_latter(self) -> Subject | None:
        """The one of the last two in a row that 前者 or 后者 speaks of."""
        start = self.local[0].start if self.local else 0
        said = [self.text.startswith(word, start) for word in ("前者", "后者")]
        return self.series[said.index(True)] if any(said) and len(self.series) == 2 else None

    def _behind_a_reason(self) -> list[Token]:
        """The clause without a reason that it opens with: "受价格波动影响同比下降 3%"."""
        reason = REASON_WITH_END.match(self.text, self.local[0].start) if self.local else None
        return [token for token in self.local if reason is None or token.start >= reason.end()]

    def _fitting(self, subject: Subject, figure: Figure, unit: str) -> Subject:
        """The last subject that a change's unit fits: after a control rate, 减少 4 人 is the staff's."""
        parts = ("staff.administrative", "staff.public_institution")
        listed = subject.codes[0] in parts and self.state.head is not None
        if subject.codes[0] in ("staff.control_rate", "staff.authorized") or listed:
            posts = [m for m in self.mentions if m.codes[0] == "staff.on_payroll"]
            return posts[-1] if posts else subject
        if self._fits(subject.codes[0], figure, unit):
            return subject
        near = [m for m in reversed(self.mentions) if family_of(m.codes[0]) == family_of(subject.codes[0])]
        return next((m for m in near if self._fits(m.codes[0], figure, unit)), subject)

    def _changing_member(self) -> Subject | None:
        """The subject of this figure in "分别比上年增加 80.5 万元、75.2 万元"; None outside such a run."""
        if self.position not in self.changing and self._changes():
            run = self._run(("change", "base"))
            members = self._changing_members(len(run))
            self.changing.update(zip(run, members, strict=False))
            self.respective = members
        member = self.changing.get(self.position)
        return member if member is not None and member.codes else None

    def _changing_members(self, count: int) -> list[Subject]:
        """What so many changes in a row belong to: named before 分别, or the figures or the run before."""
        marker = next((i for i, t in enumerate(self.local) if t.kind == "respectively"), None)
        if count < 2 or (marker is None and any(t.kind == "measure" for t in self.local)):
            return []
        if marker is None:
            return next((group for group in (self.respective, self.series) if len(group) == count), [])
        named = [self._resolved(t) for t in self.local[:marker] if t.kind == "measure"]
        choices = (named, self.series, self._last_subjects(count))
        return next((list(choice) for choice in choices if len(choice) == count), [])

    def _last_subjects(self, count: int) -> list[Subject]:
        """The subjects of the last figures, where they differ: "收入 5 万元、支出 4 万元，分别增长……"."""
        last = [reading.measure for reading in self.readings[-count:]]
        return [Subject((code,)) for code in last] if len(set(last)) == count else []

    def _change(self, token: Token, figure: Figure, unit: str) -> None:
        """A change in amount; only one against the previous year is in the catalogue."""
        member = self._changing_member()
        subject = member or self._changed_subject()
        self._follow_the_year_before(subject)
        named = member is not None or any(t.kind == "measure" for t in self.local)
        if subject is None:
            self.state.subject = None
            return
        if named:
            self.state.subject = subject
        net = family_of(subject.codes[0]) == "staff" and any(t.text.startswith("净") for t in self.local)
        self._leave_the_budget()
        if (self.state.base != "previous" and not net) or subject.item is not None or self.aiming:
            return
        subject = subject if named else self._fitting(subject, figure, unit)
        codes = tuple(code for code in subject.codes if self._fits(code, figure, unit))
        if codes and measures()[codes[0]].unit != "%":
            phase = self._phase_of_kind(codes[0], self._change_phase(codes[0]))
            self._emit(
                subject._replace(codes=codes),
                "yoy_change",
                token,
                figure,
                unit,
                phase,
                self.state.year,
                self._sign(),
            )

    def _leave_the_budget(self) -> None:
        """Let what follows a change against the budget be about the spending: "超支 9.7 万元。其中……"."""
        if self.state.base == "budget" and not any(t.kind == "year" for t in self.local):
            self.state.last_phase = "executed"
        if self.state.phase == "approved" and any(t.text == "超支" for t in self.local):
            self.state.phase = "executed"

    def _follow_the_year_before(self, subject: Subject | None) -> None:
        """Let a change with a year of its own be against the year just stated.

        "2017 年收入 3862 万元，2018 年增加 338 万元、增长 8.75%，达到 4200 万元".
        """
        year, last = self._clause_year(), self.readings[-1] if self.readings else None
        if last is None or subject is None or self.state.base:
            return
        if year is None and self._restates_the_year_before(last):
            self.state.base = "previous"
            self.state.year = self.setting.year
        elif year is None:
            return
        elif last.statistic == "level" and last.measure in subject.codes and last.year == year - 1:
            self.state.base = "previous"
            self.state.year = year

    def _restates_the_year_before(self, last: Reading) -> bool:
        """Whether the sentence gives this year's figure and then last year's: "28 亿，而上年 29 亿，减少"."""
        if last.statistic != "level" or last.year != self.setting.year - 1 or not self._has_read():
            return False
        start = self.paragraph.offsets[self.sentence_start]
        said = [r for r in self.readings if r.start >= start and r.statistic == "level"]
        before = [
            r for r in said if (r.measure, r.item) == (last.measure, last.item) and r.start < last.start
        ]
        return bool(before) and before[-1].year == self.setting.year

    def _sign(self) -> int:
        directions = [t.term.value for t in self.local if t.kind == "change"]
        if directions:
            self.direction = directions[-1]
        goes_on = directions or not self.local or self.position in self.changing
        return -1 if self.direction == "down" and goes_on else 1

    def _reaches_next(self) -> bool:
        """Whether "…降至" follows, so that this figure is the earlier one of two."""
        for token in self.tokens[self.position + 1 :]:
            if token.kind == "reach":
                budget = any(t.kind == "phase" and t.term.value == "approved" for t in self.local)
                return not (budget and token.text.startswith("调整"))  # another stage, and no earlier year
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
        self.readings[-count:] = [reading._replace(year=earlier) for reading in self.readings[-count:]]
        base = "previous" if earlier == self.setting.year - 1 else "other"
        self.state.year = self.setting.year
        self.state.base = base
