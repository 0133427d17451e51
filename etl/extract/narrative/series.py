"""Series: "2021 年、2022 年、2023 年……分别为 A、B、C", "均为 0", and the growths that follow one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.catalogue import descends_from
from etl.extract.narrative.changes import Changes
from etl.extract.narrative.model import Subject
from etl.extract.narrative.words import TOTAL_FAMILIES
from etl.extract.numbers import Figure
from etl.extract.tokens import Token

JOINTS = ("、", "和", "及", "与")
COUNTED_LINES = re.compile("等?[两二三四五六七八九十]+(?:个|项|大)*(?:专项|项目|工程|类|项)?(?:支出|资金)?$")
RANGE = ("至", "到", "-", "—", "~", "～")


class Series(Changes):
    """Reads series of figures."""

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

    def _opens_series_behind(self) -> bool:
        """Whether the measures follow their figures: "398.74 万元和 53.44 万元分别为人员经费和公用经费"."""
        run = self._run()
        after = self.tokens[run[-1] + 1 :]
        behind = list(takewhile(lambda t: t.kind != "figure" and t.text not in (",", ";", "。"), after))
        if len(run) < 2 or not behind or behind[0].kind != "respectively":
            return False
        named = [self._subject_of(t) for t in behind if t.kind == "measure"]
        if len(named) != len(run):
            return False
        self.assigned.update(zip(run, named, strict=True))
        self.series, self.series_year = named, self._compared_year()
        return True

    def _years_before_comma(self) -> list[Token]:
        """The years of a clause before that says nothing else: "2018 至 2020 年，"三公"经费依次为……"."""
        end = self.position - len(self.local) - 1
        if end < 0 or self.tokens[end].text != ",":
            return []
        clause = list(takewhile(lambda t: t.kind != "delimiter", reversed(self.tokens[:end])))[::-1]
        only = all(t.kind in ("year", "filler") or t.text in RANGE for t in clause)
        return [t for t in clause if t.kind == "year"] if only else []

    def _measures_before_comma(self) -> list[Token]:
        """The measures of the clause before, no figure standing between ("…与上年一致，都是 0")."""
        found: list[Token] = []
        for token in reversed(self.tokens[: self.position]):
            if token.kind == "figure" or token.text in (";", "。"):
                break
            if token.kind == "measure" and token not in self.local:
                found.append(token)
        return found[::-1]

    def _series_words(self, marker: int) -> list[Token]:
        return [t for t in self.local[:marker] if t.kind in ("measure", "year", "phase", "text", "foreign")]

    def _opens_comparison(self) -> bool:
        """Whether the last subjects' earlier figures follow: "与 2021 年的 A、B 相比，收入减少……"."""
        run = self._run() if self._compares_only() else []
        members = self._last_subjects(len(run)) if len(run) > 1 else []
        if not members:
            return False
        self.series_year = self._compared_year()
        self.assigned.update(zip(run, members, strict=True))
        return True

    def _assign_each(self, measured: list[Token], run: list[int]) -> bool:
        totals = all(code in TOTAL_FAMILIES for token in measured for code in token.term.codes)
        both = [token for token in measured if len(token.term.codes) > 1]  # 收支均为
        strong = both or [t for t in measured if totals or t.term.strength != "faint"] or measured
        codes = tuple(dict.fromkeys(code for token in strong for code in token.term.codes))
        if len(codes) < 2 or len(run) != 1:
            return False
        self.assigned[self.position] = Subject(codes, None, measured[0].text)
        self.series_year = self._compared_year()
        return True

    def _assign_run(self, before: list[Token], measured: list[Token], run: list[int]) -> bool:
        members = self._dated_members(before, measured, run) or self._named_members(before, measured, run)
        if not members:
            return False
        if measured and not isinstance(members[0], Subject):
            self._take_subject(self._resolved(measured[-1]))
        self.assigned.update(zip(run, members, strict=True))
        self.divided = self.readings[-1] if self.readings and self._has_read() else None
        self.series_year = self._compared_year()
        self.years_in_a_row = [member for member in members if isinstance(member, int)]
        if isinstance(members[0], Subject):
            self.series = [member for member in members if isinstance(member, Subject)]
        return True

    def _dated_members(self, before: list[Token], measured: list[Token], run: list[int]) -> list[int]:
        """The years that the figures of a run belong to: said, or those of the row before."""
        dated = [t for t in before if t.kind == "year"] or self._years_before_comma()
        if spanned := self._year_range(dated, len(run)):
            return spanned
        if len(dated) == len(run) > 1:
            return [self._year_of(token) for token in dated]
        staged = any(t.kind == "phase" for t in before) and not dated and not measured
        # "2022 年、2023 年预算分别为 8 万、6 万，决算分别为……"
        return self.years_in_a_row if staged and len(self.years_in_a_row) == len(run) else []

    def _named_members(
        self, before: list[Token], measured: list[Token], run: list[int]
    ) -> Sequence[Subject | int | str]:
        """The measures or the stages that the figures of a run belong to."""
        phased = [t for t in before if t.kind == "phase"]
        listed = [t for t in before if t.kind in ("measure", "text", "foreign")]
        if len(measured) == len(run) > 1:
            return [self._subject_of(token) for token in measured]
        if len(measured) == len(run) + 1 > 2 and _is_whole_of(measured):  # "政府采购货物、服务分别为"
            return [self._subject_of(token) for token in measured[1:]]
        if len(measured) == 1 and len(measured[0].term.codes) == len(run) > 1:  # 收、支分别
            return [Subject((code,), words=measured[0].text) for code in measured[0].term.codes]
        if len(phased) == len(run) > 1:
            return [token.term.value for token in phased]
        if lines := self._line_members(len(run)):
            return lines
        if len(listed) == len(run) > 1:
            return [self._subject_of(t) if t.kind == "measure" else Subject(()) for t in listed]
        again = not listed and len(phased) == 1 and len(self.series) == len(run) > 1
        return self.series if again else []  # "人员经费、公用经费预算分别为 7 万、2 万，决算分别为……"

    def _line_members(self, length: int) -> list[Subject]:
        """The named lines of a list, as many as the figures: "甲、乙、丙三个项目分别为 3 万、2 万、1 万"."""
        whole = self.state.head or self.state.subject or self.state.top
        code = self._list_code_of(whole) if length > 1 else None
        if code is None:
            return []
        parts: list[list[Token]] = [[]]
        for token in takewhile(lambda t: t.kind != "respectively", self.local):
            if token.text in JOINTS:
                parts.append([])
            else:
                parts[-1].append(token)
        labels = [COUNTED_LINES.sub("", self._label(part) or "") for part in parts]
        if len(labels) != length or not all(labels):
            return []
        if self._list_code() is None:
            self.state.subject = whole
            self._open_list()
        return [Subject((code,), label, label) for label in labels]

    def _year_range(self, dated: list[Token], length: int) -> list[int]:
        """The years of "2019 年至 2021 年", where they are as many as the figures."""
        if len(dated) != 2:
            return []
        first, last = (self._year_of(token) for token in dated)
        between = self.text[dated[0].end : dated[1].start]
        ranged = between in RANGE and last - first + 1 == length
        return list(range(first, last + 1)) if ranged else []

    def _series_member(self, token: Token, figure: Figure, unit: str) -> None:
        member = self.assigned[self.position]
        subject = member if isinstance(member, Subject) else self.state.subject
        if subject is None or not subject.codes:
            return
        codes = tuple(code for code in subject.codes if self._fits(code, figure, unit) or not unit)
        if not codes:
            return
        year = (
            member if isinstance(member, int) else self.series_year or self._clause_year() or self.state.year
        )
        stated = self._stated_phase(subject)
        inherited = self._phase_of_the_whole(subject) or self.state.phase or self.setting.phase
        phase = member if isinstance(member, str) else stated or inherited
        if stated and not isinstance(member, str):
            self.state.phase = stated
        if not isinstance(member, int) and self.series_year is None:
            self.state.year = year
        self.state.last_phase = phase
        self._emit(
            subject._replace(codes=codes),
            "level",
            token,
            figure,
            unit,
            self._phase_of_kind(codes[0], phase),
            year,
        )
        if isinstance(member, Subject):
            self.mentions.append(subject)
            if len(codes) == 1:
                self.state.subject = subject
            elif "expenditure.total" in codes:  # 收入、支出均为: a budget named later is the expenditure's
                self.state.top = Subject(("expenditure.total",), words=subject.words)

    def _phase_of_the_whole(self, part: Subject) -> str:
        """The phase of the figure that the series divides ("采购 112 万元，货物、服务分别为……")."""
        code = part.codes[0]
        known = self.divided is not None and descends_from(code, self.divided.measure)
        return (self.divided.phase or "") if known and self.divided and self.divided.measure != code else ""


def _is_whole_of(measured: list[Token]) -> bool:
    """Whether the first measure is the whole of those behind it."""
    whole = measured[0].term.codes[0]
    return all(descends_from(token.term.codes[0], whole) for token in measured[1:])
