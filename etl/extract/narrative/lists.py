"""Lists of named lines: what opens one, and which sentences and clauses go on with it."""

from __future__ import annotations

import re
from itertools import takewhile

from etl.catalogue import descends_from, measures
from etl.extract.narrative.model import Subject
from etl.extract.narrative.words import (
    CIRCLED,
    FEWEST_NAMED,
    FUNDS,
    NUMBERED,
    NUMBERING,
    SUM_WORDS,
    WON,
)
from etl.extract.narrative.zeros import Zeros
from etl.extract.tokens import Token


class Lists(Zeros):
    """Tells where named lines begin."""

    def _spends_on_a_figure_before(self) -> bool:
        """Whether 主要用于 follows a figure whose label comes after it ("5 万元主要用于……")."""
        token = self.tokens[self.position]
        previous = self.tokens[self.position - 1] if self.position else None
        return token.text.endswith("用于") and previous is not None and previous.kind == "figure"

    def _opens_lines_or_parts(self) -> bool:
        """Whether 用于 opens the lines of a list, or 分别为 the parts of the figure before it."""
        if self.tokens[self.position].kind == "spent_on":
            return self._spends_on_lines()
        return self._divides_the_last_figure()

    def _divides_the_last_figure(self) -> bool:
        """Whether 分别为 names the parts of the figure before it: "采购 156 万元，分别为工程 92 万元、……"."""
        before = self.tokens[max(self.position - 2, 0) : self.position]
        follows = [t.kind for t in before] == ["figure", "delimiter"] and before[1].text in ",:"
        behind = self.tokens[self.position + 1 : self.position + 2]
        return follows and any(t.kind == "measure" for t in behind)

    def _numbers_lines(self) -> bool:
        """Whether 二是 only numbers the next line of a list that is open already."""
        numbers = NUMBERING.fullmatch(self.tokens[self.position].text) is not None
        subject = self.state.subject
        line = subject is not None and subject.item is not None
        return self.state.head is not None and (line or numbers)

    def _spends_on_lines(self) -> bool:
        """Whether 用于 opens the lines of a list measure: "项目支出 5 万元，用于农业普查 3 万元、……"."""
        previous = self.tokens[self.position - 1] if self.position else None
        subject = self.state.subject or self.state.top
        opens = not self.local and (previous is None or previous.kind == "delimiter")
        if not opens or self.state.head is not None or self._list_code_of(subject) is None:
            return False
        self.state.subject = subject
        return True

    def _lists_lines_under_heading(self, position: int) -> bool:
        """Whether a sentence under 项目支出 only names lines: "2024 年列支甲 860 万元、乙 486 万元、丙……"."""
        about = self.setting.heading == "expenditure.project"
        opened = all((r.measure, r.item) == ("expenditure.project", None) for r in self.readings)
        return about and opened and self._names_amounts(position, leading=("year", "phase"))

    def _lists_lines_of_last_total(self, position: int) -> bool:
        """Whether the sentence names the lines of a total: "项目支出 894 万元。甲 264 万元，乙 215 万元"."""
        last = self.readings[-1] if position and self.readings else None
        total = last is not None and (last.measure, last.item) == ("expenditure.project", None)
        stated = self.tokens[position - 2].kind == "figure" if position > 1 else False
        return total and stated and self._names_amounts(position)

    def _names_amounts(self, position: int, leading: tuple[str, ...] = ()) -> bool:
        """Whether the rest of the sentence is a list of names with amounts: three or more, or two before 等.

        Args:
            position: Where the list may begin.
            leading: Kinds of words that may stand before the first name.
        """
        clauses: list[list[Token]] = [[]]
        while position < len(self.tokens) and self.tokens[position].kind in leading:
            position += 1
        ends = frozenset("。!?等") | SUM_WORDS  # a sum may close the list: "……42.60 万元，合计 2064 万元"
        listed = list(takewhile(lambda t: t.text not in ends, self.tokens[position:]))
        goes_on = [t.text for t in self.tokens[position + len(listed) :][:1]] == ["等"]
        for token in listed:
            if token.text in ",;、":
                clauses.append([])
            else:
                clauses[-1].append(token)
        named = [clause for index, clause in enumerate(clauses) if clause or index + 1 < len(clauses)]
        return len(named) >= FEWEST_NAMED - goes_on and all(self._names_an_amount(clause) for clause in named)

    def _titled_list(self, position: int, top: Subject | None) -> Subject | None:
        """The list measure whose title stands before numbered lines: "项目支出明细。1)低保 5 万元;……"."""
        if top is None or not self.state.anchored or not measures()[top.codes[0]].is_list:
            return None
        if (
            top.codes[0] == self.setting.heading
            and top.codes[0] in FUNDS
            and self._only_names_lines(position)
        ):
            return top
        start = self.tokens[position - 1].end
        several = re.search(r"[;；][(（]?2[、.)）]", self.text[start:].partition("。")[0])
        numbered = NUMBERED.match(self.text, start) and (several or not self.readings)
        marked = CIRCLED.match(self.text, start) or numbered
        return top if marked else None

    def _only_names_lines(self, position: int) -> bool:
        """Whether a sentence under a fund's heading lists what it paid for: "甲 5 万元；乙 4 万元。"."""
        sentence = takewhile(lambda t: t.text != "。", self.tokens[position:])
        kinds = ["、" if t.text in ";,、" else t.kind for t in sentence]
        lines = [line.split() for line in " ".join(kinds).split("、")]
        return len(lines) > 1 and all(line[-1:] == ["figure"] and line[:1] == ["text"] for line in lines)

    def _goes_on_with_list(self, position: int) -> bool:
        """Whether a sentence only adds a part to the list before it: "……118 万元。其他收入 0 万元"."""
        head = self.state.head
        if head is None:
            return False
        clause = list(takewhile(lambda t: t.kind not in ("figure", "delimiter"), self.tokens[position:]))
        named = [t for t in clause if t.kind == "measure"]
        if not named or any(t.kind in ("phase", "year", "text") for t in clause):
            return False
        if self._has_stated(named[-1].term.codes[0], self.state.phase):  # the list has this part already
            return False
        return not named[0].term.value and descends_from(named[0].term.codes[0], head.codes[0])

    def _has_stated(self, code: str, phase: str) -> bool:
        """Whether the paragraph has stated a measure in the report's year and a phase."""
        said = [r for r in self.readings if r.measure == code and r.statistic == "level"]
        return any(r.year == self.setting.year and (r.phase or "") == phase for r in said)

    def _lists_lines(self) -> bool:
        """Whether named lines follow their total at once: "项目支出 448 万元，甲 165 万、乙 93 万、……"."""
        subject = self.state.subject
        total = subject is not None and subject.item is None and self.state.head is None
        listed = self._list_code_of(subject) == "expenditure.project_item"
        if not (total and listed and self.readings and self._follows_figure()):
            return False
        rest = self.tokens[self.position + 1 :]
        kinds = [
            t.text if t.text == "、" else t.kind for t in takewhile(lambda t: t.text not in "。;,", rest)
        ]
        lines = " ".join(kinds).split("、")
        named = [line.endswith("figure ") and ("text" in line or "measure" in line) for line in lines[:-1]]
        return (len(named) > 1 and all(named)) or self._names_amounts(self.position + 1)

    def _lists_funds(self) -> bool:
        """Whether the fund just stated is the first of several: "争取甲资金 5 万元、乙资金 4 万元"."""
        last, subject = self.readings[-1] if self.readings else None, self.state.subject
        if last is None or subject is None or self.state.head is not None or last.item is not None:
            return False
        if last.measure != "outcome.funds_won" or subject.codes != (last.measure,):
            return False
        following = [
            t.kind for t in takewhile(lambda t: t.kind != "delimiter", self.tokens[self.position + 1 :])
        ]
        return "figure" in following and "text" in following

    def _name_fund(self) -> None:
        """Give the fund just stated the name that stands in its own wording."""
        assert self.state.subject is not None
        name = WON.sub("", self.state.subject.words)
        self.readings[-1] = self.readings[-1]._replace(item=name or None)

    def _opens_list(self) -> bool:
        """Whether a colon opens a list: behind a figure, or behind a measure that has named lines."""
        subject = self.state.subject or self.state.top
        listed = self._list_code_of(subject) is not None and (self.state.anchored or not self._has_read())
        following = self.tokens[self.position + 1 : self.position + 2]
        listed = listed and not any(t.kind == "figure" for t in following)  # 项目支出:100 万元
        if listed:
            self.state.subject = subject
        return listed or (self.state.subject is not None and self._follows_figure())
