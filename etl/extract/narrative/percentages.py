"""Percentages: measures that are rates, shares of a base, and rates of change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from etl.catalogue import descends_from, family_of, measures
from etl.extract.narrative.model import Subject
from etl.extract.narrative.series import Series
from etl.extract.narrative.words import (
    GDP,
    GDP_BASE,
    LONGEST_NOISE,
    MONEY_FAMILIES,
    SHARE_FILLERS,
    TOTAL_FAMILIES,
    WHOLE_OF_BASE,
)
from etl.extract.numbers import Figure
from etl.extract.tokens import Token

FORMULA_ENDS = (",", ";", "。", ":")


class Percentages(Series):
    """Reads percentages."""

    def _percent(self, token: Token, figure: Figure) -> None:
        share = next((i for i, t in enumerate(self.local) if t.kind == "share"), None)
        rate = self._rate_subject(figure, share)
        if rate is not None:
            self._rate(rate, token, figure)
        elif share is not None:
            self._share(token, figure, share)
        elif self.share_base is not None and self.position in self.assigned:
            self._member_share(token, figure)
        elif self._changes() or self.position in self.changing:
            self._growth(token, figure)
        elif (part := self._part_behind()) is not None:
            self._share_of(part, token, figure)
        elif self._only_repeats_a_change():
            self._growth(token, figure)
        elif (rate := self._rate_of_a_stated_base()) is not None:
            phase = self._phase_of_kind(rate, "executed")
            self._emit(Subject((rate,)), "level", token, figure, "%", phase, self.state.year)

    def _rate_of_a_stated_base(self) -> str | None:
        """The measure of a rate behind its base ("占调整预算 8,965 万的 97.18%", "占 GDP 289 亿的 2%")."""
        last = self.readings[-1] if self.readings and self._has_read() else None
        base = self.tokens[self.position - 2] if self.position > 1 else None
        if last is None or base is None or base.kind != "figure" or [t.text for t in self.local] != ["的"]:
            return None
        if (last.measure, last.phase) == ("expenditure.total", "adjusted"):
            return "execution.rate"
        said = self.text[self.sentence_start : base.start]
        of_gdp = last.measure == "outcome.rd_spending" and GDP_BASE.search(said)
        return "outcome.rd_share_gdp" if of_gdp else None

    def _part_behind(self) -> Subject | None:
        """The part whose share the figure is, where it stands behind: "87.56%为人员经费"."""
        behind = self._words_behind()
        if self._noise(self.local) or len(behind) < 2 or behind[0].text not in ("为", "是", "用于"):
            return None
        subject = self.state.subject or self.state.top
        part = self._subject_of(behind[1]) if behind[1].kind == "measure" else None
        known = subject is not None and part is not None and descends_from(part.codes[0], subject.codes[0])
        return part if known else None

    def _share_of(self, part: Subject, token: Token, figure: Figure) -> None:
        """Record the share of a part that the figure precedes; its base stays the statement's subject."""
        whole = self.state.subject or self.state.top
        assert whole is not None
        phase = self._phase_of_kind(part.codes[0], self._last_phase())
        item = whole.words or measures()[whole.codes[0]].name
        self._emit(part._replace(item=item), "share_pct", token, figure, "%", phase, self.state.year)

    def _only_repeats_a_change(self) -> bool:
        """Whether a bare rate follows a change: "增 737.55 万元，12.08%"."""
        last = self.readings[-1] if self.readings and self._has_read() else None
        before = self.tokens[self.position - 2 : self.position]
        bare = not self.local and len(before) == 2 and before[0].kind == "figure" and before[1].text in ",("
        return bare and last is not None and last.statistic == "yoy_change" and self.state.base != "budget"

    def _rate_subject(self, figure: Figure, share: int | None) -> Subject | None:
        """A measure that is itself a rate, named in the clause, or R&D's share of GDP."""
        for token in reversed(self.local[:share]):
            if token.kind == "measure":
                subject = self._usable(token, figure, "%")
                if subject and not self._noise_between(token, figure) and self._is_whole_rate(token, subject):
                    return subject
        if (bracketed := self._bracketed_rate(share) or self._formula_rate()) is not None:
            return bracketed
        if (aimed := self._rate_aimed_at()) is not None:
            return aimed
        words_before = "".join(token.text for token in self.local)
        subject = self.state.subject
        about = subject is not None and subject.codes[0] == "outcome.rd_spending" and subject.item is None
        about = about or any("outcome.rd_spending" in t.term.codes for t in self.local)
        if share is not None and GDP.search(words_before) and about:
            return Subject(("outcome.rd_share_gdp",), None, words_before)
        return None

    def _rate_aimed_at(self) -> Subject | None:
        """The rate just stated, where its target follows: "增速 4.6%，低于年初 7%的预期", "……，目标为 7%"."""
        last = self.readings[-1] if self.readings and self._has_read() else None
        if last is None or last.statistic != "level" or measures()[last.measure].unit != "%":
            return None
        unnamed = not self._named(self.local) and self._names_target_behind()
        direct = any(self._is_target(t) or t.text == "为" for t in self.local[-1:])
        alone = any(map(self._is_target, self.local)) and self._only_function_words()
        return Subject((last.measure,)) if unnamed or (direct and alone) else None

    def _bracketed_rate(self, share: int | None) -> Subject | None:
        """The rate that closing parentheses have just named: "编制使用率(在职人员控制率)为 97.74%"."""
        before = self.tokens[: self.position - len(self.local)]
        closes = len(before) > 1 and before[-1].text == ")" and before[-2].kind == "measure"
        if not closes or share is not None or not self._only_function_words():
            return None
        subject = self._subject_of(before[-2])
        return subject if measures()[subject.codes[0]].unit == "%" else None

    def _formula_rate(self) -> Subject | None:
        """The rate that a formula comes to: "在职人员控制率＝(44÷46)×100%＝95.65%"."""
        if [t.text for t in self.local[-1:]] != ["="]:
            return None
        said = takewhile(lambda t: t.text not in FORMULA_ENDS, reversed(self.tokens[: self.position]))
        rates = [t for t in said if t.kind == "measure" and measures()[t.term.codes[0]].unit == "%"]
        return self._subject_of(rates[-1]) if rates else None

    def _is_whole_rate(self, token: Token, subject: Subject) -> bool:
        """Whether 执行率 is the whole budget's and not a single line's."""
        if subject.codes[0] != "execution.rate":
            return True
        before = [t for t in self.local if t.kind == "measure" and t.end <= token.start]
        opens = bool(self.local) and self.local[0].start == self.sentence_start
        if not before and opens and self.local[0].text.startswith("全年"):
            return True
        about = self._subject_of(before[-1]) if before else self.state.subject
        if about is None and self._has_read():
            about = Subject((self.readings[-1].measure,), self.readings[-1].item)
        if about is None or about.item is not None:
            return about is None and not self.strange_group  # "科创专项资金预算 200 万元，……，执行率 92.8%"
        return (
            about.codes[0] in (*TOTAL_FAMILIES, "execution.rate")
            or family_of(about.codes[0]) not in MONEY_FAMILIES
        )

    def _rate(self, subject: Subject, token: Token, figure: Figure) -> None:
        code = subject.codes[0]
        if any(t.kind == "base" and t.term.value == "budget" for t in self.local):
            return
        year = self._clause_year()
        if year is not None:
            self.state.year = year
        stated = self._stated_phase(subject)
        inherited = "target" if self.aiming else self.state.phase or self.setting.phase
        phase = self._phase_of_kind(code, stated or inherited)
        grows = measures()[code].growth
        self._emit(subject, "level", token, figure, "%", phase, self.state.year, self._sign() if grows else 1)
        if code != "execution.rate":
            self.state.subject = subject

    def _share(self, token: Token, figure: Figure, share: int) -> None:
        """The subject's share of a base, "占基本支出的 81.99%"; the base's words become the item."""
        after = self.local[share + 1 :]
        if self._opens_shares(share, after):
            self._member_share(token, figure)
            return
        spent = any(t.kind == "phase" and t.text.endswith("支出") for t in after)  # "占实际支出的 34.07%"
        if any(t.kind == "phase" for t in after) and not (spent or any(t.kind == "measure" for t in after)):
            return
        subject = self._each_of_the_last(share) or self._share_subject(share)
        if subject is None or measures()[subject.codes[0]].unit != "万元":
            return
        base = self._base_words(after)
        if base is None and any(t.kind != "share" and t.text not in SHARE_FILLERS for t in after):
            return
        item = subject.item or base or self._base_above(subject)
        phase = self._phase_of_kind(subject.codes[0], self._last_phase())
        self._emit(subject._replace(item=item), "share_pct", token, figure, "%", phase, self.state.year)

    def _each_of_the_last(self, share: int) -> Subject | None:
        """The parts that have just been given one figure: "货物、服务均为 93.25 万元，各占 50%"."""
        last = self.readings[-1] if self.readings else None
        if last is None or not any(t.text == "各" for t in self.local[:share]):
            return None
        codes = tuple(r.measure for r in self.readings if r.start == last.start and r.statistic == "level")
        return Subject(codes) if len(codes) > 1 else None

    def _opens_shares(self, share: int, after: Sequence[Token]) -> bool:
        """Whether 分别占 opens a series of shares; it goes with the measures before it or the last series."""
        respectively = any(t.kind == "respectively" for t in self.local)  # "占……的比重分别为"
        if not respectively and len(self._run()) != len(self.series):
            return False
        named = [self._subject_of(t) for t in self.local[:share] if t.kind == "measure"]
        run = self._run()
        members = (
            named or self._parts_of_base(after, len(run)) or self.series or self._last_subjects(len(run))
        )
        if len(members) != len(run) or len(run) < 2:
            return False
        self.assigned.update(zip(run, members, strict=True))
        self.share_base = self._base_words(after) or ""
        return True

    def _parts_of_base(self, after: Sequence[Token], count: int) -> list[Subject]:
        """The last so many parts of the base that the clause names: "……，两项分别占基本支出的 90%、10%"."""
        bases = [code for t in after if t.kind == "measure" for code in t.term.codes]
        stated = [r.measure for r in self.readings if bases and measures()[r.measure].parent == bases[-1]]
        parts = list(dict.fromkeys(stated))[-count:]
        return [Subject((code,)) for code in parts] if len(parts) == count else []

    def _member_share(self, token: Token, figure: Figure) -> None:
        """A share of a series, with the base that the series has named."""
        member = self.assigned[self.position]
        if not isinstance(member, Subject) or not member.codes:
            return
        if measures()[member.codes[0]].unit != "万元":
            return
        phase = self._phase_of_kind(member.codes[0], self._change_phase(member.codes[0]))
        item = self.share_base or self._base_above(member)
        self._emit(member._replace(item=item), "share_pct", token, figure, "%", phase, self.state.year)

    def _share_subject(self, share: int) -> Subject | None:
        before = self.local[:share]
        named = [t for t in before if t.kind == "measure" and t.term.strength in ("strong", "label")]
        if named:
            fits = named[-1].term.strength == "strong" or self._in_family(named[-1].term.codes[0])
            return self._subject_of(named[-1]) if fits else None
        return None if self._noise(before) > LONGEST_NOISE else self.state.subject

    def _base_words(self, after: Sequence[Token]) -> str | None:
        """The words of a share's base, "占" and "的" left out."""
        kept = [t for t in after if t.kind != "share"]
        measured = [
            i
            for i, t in enumerate(kept)
            if t.kind == "measure" or (t.kind == "phase" and t.text.endswith("支出"))
        ]
        if not measured:
            return None
        first = measured[0]
        while first and (kept[first - 1].kind == "text" or kept[first - 1].text in WHOLE_OF_BASE):
            first -= 1
        return self._quoted(kept[first].start, kept[measured[-1]].end)

    def _base_above(self, subject: Subject) -> str | None:
        """The base of a share that names none: the statement's head."""
        code = subject.codes[0]
        above = [m for m in self.mentions if m.words and descends_from(code, m.codes[0])]
        if above:
            return above[-1].words
        head = self.state.head or self.state.top
        if head is None or not descends_from(code, head.codes[0]):
            parent = measures()[code].parent
            return measures()[parent].name if parent in TOTAL_FAMILIES else None
        return head.words or measures()[head.codes[0]].name

    def _growth(self, token: Token, figure: Figure) -> None:
        """A rate of change against the previous year."""
        subject = self._changing_member() or self._changed_subject()
        self._follow_the_year_before(subject)
        if subject is None or subject.item is not None:
            self.state.subject = None
            return
        if any(t.kind == "measure" for t in self.local):
            self.state.subject = subject
        if self.state.base in ("budget", "other") or self.aiming:
            return
        codes = tuple(code for code in subject.codes if measures()[code].unit not in ("%", "分"))
        if not codes:
            return
        year = self._clause_year()
        if year is not None:
            self.state.year = year
        phase = self._phase_of_kind(codes[0], self._change_phase(codes[0]))
        self._emit(
            subject._replace(codes=codes), "yoy_pct", token, figure, "%", phase, self.state.year, self._sign()
        )
