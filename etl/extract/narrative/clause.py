"""What a clause says and what it inherits: the tokens since the last delimiter, the statement so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import dropwhile, takewhile

from etl.catalogue import descends_from, family_of, measures
from etl.catalogue.units import MONEY
from etl.extract.compact import Compact
from etl.extract.narrative.model import Reading, Setting, Statement, Subject, Unplaced
from etl.extract.narrative.words import (
    ALL_OF_IT,
    BEHIND_A_FIGURE,
    BRACKETS,
    LIST_ITEM,
    LONGEST_NOISE,
    NUMBERED,
    PHASE_ONLY,
    REST,
    RIGHT_BEHIND_A_FIGURE,
)
from etl.extract.numbers import Figure, in_unit
from etl.extract.tokens import Token, tokenize

THIS_YEAR = ("今年", "本年", "本年度")
VEHICLES = ("台", "辆")
A_LITTLE = Decimal("0.05")  # 万元: a price of some 元 may stand among the amounts


class Clause:
    """The state of a reading: the tokens since the last delimiter (`local`) and the statement."""

    def __init__(self, document: str, paragraph: Compact, setting: Setting) -> None:
        self.document = document
        self.paragraph = paragraph
        self.text = paragraph.text
        self.setting = setting
        self.tokens = tokenize(paragraph)
        heading = Subject((setting.heading,), words="") if setting.heading else None
        self.state = Statement(year=setting.year, top=heading, subject=heading)
        self.stack: list[tuple[Statement, Subject | None]] = []
        if heading and NUMBERED.match(self.text) and measures()[heading.codes[0]].is_list:
            self.state.head = heading
        self.local: list[Token] = []
        self.readings: list[Reading] = []
        self.unplaced: list[Unplaced] = []
        self.sentence_start = 0
        self.assigned: dict[int, Subject | int | str] = {}
        self.changing: dict[int, Subject] = {}
        self.respective: list[Subject] = []
        self.after_semicolon = False
        self.position = 0
        self.series: list[Subject] = []
        self.series_year: int | None = None
        self.years_in_a_row: list[int] = []
        self.direction = ""
        self.mentions: list[Subject] = []
        self.counting = False
        self.bound: Subject | None = None
        self.aiming = False
        self.lists_aims = False
        self.separator = ""
        self.share_base: str | None = None
        self.chain_year: int | None = None
        self.strange_group = False
        self.joined: set[int] = set()
        self.named_behind: Token | None = None
        self.labelled: Token | None = None
        self.divided: Reading | None = None

    def _noise(self, tokens: Sequence[Token]) -> int:
        """How many characters of a clause the grammar does not know."""
        unknown = "".join(token.text for token in tokens if token.kind in ("text", "foreign"))
        return len(unknown) if unknown.isalnum() else sum(map(str.isalnum, unknown))

    def _named(self, tokens: Sequence[Token]) -> list[Token]:
        """The measures that a clause names strongly enough to speak about them."""
        return [t for t in tokens if t.kind == "measure" and t.term.strength in ("strong", "faint")]

    def _only_function_words(self) -> bool:
        allowed = (*PHASE_ONLY, "base", "weak", "reach", "county_wide", "text")
        if self._is_base_of_percentage():  # "占调整预算 8,965.40 万的 97.18%"
            allowed = (*allowed, "share")
        known = all(token.kind in allowed or token.text == "、" for token in self.local)
        return known and self._noise(self.local) <= LONGEST_NOISE

    def _is_base_of_percentage(self) -> bool:
        """Whether the figure is only what a percentage is taken of ("为预算 45 万的 87.82%")."""
        following = self.tokens[self.position + 1 : self.position + 3]
        figure = following[1].figure if len(following) == 2 else None
        return bool(following) and following[0].text == "的" and figure is not None and figure.unit == "%"

    def _only_phase_before(self) -> bool:
        return any(token.kind == "phase" for token in self.local)

    def _compares_with_budget(self) -> bool:
        return any(
            (t.kind == "base" and t.term.value == "budget") or t.text.startswith("控制在") for t in self.local
        )

    def _changes(self) -> bool:
        """Whether the clause speaks of a change; in "税费减免" the word is only a piece of a noun."""
        return any(t.kind == "change" and self._is_change(index, t) for index, t in enumerate(self.local))

    def _has_read(self) -> bool:
        """Whether the sentence has already stated a figure."""
        last = self.readings[-1] if self.readings else None
        return last is not None and last.start >= self.paragraph.offsets[self.sentence_start]

    def _is_change(self, index: int, token: Token) -> bool:
        before = self.local[index - 1] if index else None
        after = self.local[index + 1] if index + 1 < len(self.local) else None
        if after is not None and after.start == token.end and self._is_piece_of_noun(after):
            return False
        if token.text == "净增" and before is not None and before.term.strength == "bare":
            return False
        if token.text in ("多", "少"):
            # "比上年的 5 万元多 1 万元", "比预算 5 万元少 1 万元"
            behind_base = before is None and self.state.base in ("previous", "budget")
            return after is None and (behind_base or (before is not None and before.kind in ("base", "year")))
        compared = any(
            t.kind == "compared" and any(u.kind == "year" for u in self.local[i + 1 : i + 3])
            for i, t in enumerate(self.local)
        )
        named = compared or any(t.kind in ("base", "measure") for t in self.local)
        tail = before is not None and before.kind == "text" and before.end == token.start
        return not (tail and not named and self._list_code() is not None)

    @staticmethod
    def _is_piece_of_noun(token: Token) -> bool:
        """Whether a token is only a piece of a longer noun: unknown words, or a short label such as 工程."""
        return token.kind == "text" or (
            token.kind == "measure" and token.term.strength in ("label", "bare", "item")
        )

    def _clause_after(self) -> list[Token]:
        """The tokens between this figure and the next delimiter; none where another figure follows."""
        following: list[Token] = []
        for index, token in enumerate(self.tokens[self.position + 1 :], start=self.position + 1):
            if token.figure is not None and token.figure.unit in VEHICLES:  # "用于 1 台执法用车的运行维护"
                continue
            if token.kind == "figure":
                return []
            if token.kind == "delimiter" and (token.text != "、" or self._parts_figures(index)):
                break
            following.append(token)
        return following

    def _parts_figures(self, index: int) -> bool:
        """Whether a 、 parts figures that stand before their names: "742 万元用于甲、384 万元用于乙"."""
        following = [t for t in self.tokens[index + 1 : index + 5] if t.text not in REST]
        if not following or following[0].kind != "figure":
            return False
        said = list(takewhile(lambda t: t.kind not in ("figure", "delimiter"), reversed(self.tokens[:index])))
        position = index - len(said) - 1
        led = self._leads_to_a_name(said[::-1]) and self._leads_to_a_name(following[1:])
        return position >= 0 and self.tokens[position].kind == "figure" and led

    @staticmethod
    def _names_an_amount(clause: Sequence[Token]) -> bool:
        """Whether a clause is a name and an amount of money, and says nothing else."""
        figure = clause[-1].figure if clause else None
        kinds = {token.kind for token in clause[:-1]}
        named = "text" in kinds and kinds <= {"text", "measure", "filler", "plain", "compared", "foreign"}
        return figure is not None and figure.unit in MONEY and named

    @staticmethod
    def _leads_to_a_name(following: Sequence[Token]) -> bool:
        """Whether the words behind a figure say what it was for, or who it is: "为…", "用在基本支出"."""
        following = list(dropwhile(lambda t: t.text in ALL_OF_IT, following))
        if not following:
            return False
        first = following[0]
        if first.kind in ("spent_on", "among") or first.text in BEHIND_A_FIGURE:
            return True
        return first.text in RIGHT_BEHIND_A_FIGURE and [t.kind for t in following[1:2]] == ["measure"]

    def _words_behind(self) -> list[Token]:
        """The tokens between this figure and the next figure or delimiter."""
        behind: list[Token] = []
        for token in self.tokens[self.position + 1 :]:
            if token.kind in ("figure", "delimiter"):
                break
            behind.append(token)
        return behind

    def _ends_clause(self) -> bool:
        following = self.tokens[self.position + 1] if self.position + 1 < len(self.tokens) else None
        return following is None or following.kind == "delimiter" or following.text in ("以上", "左右")

    def _follows_figure(self) -> bool:
        previous = self.tokens[self.position - 1] if self.position else None
        return previous is not None and (previous.kind == "figure" or previous.text == ")")

    def _original(self, start: int, end: int) -> str:
        """The document's own words of a compact range, line breaks and blanks removed."""
        first, last = self.paragraph.span(start, end)
        return "".join(self.document[first:last].split())

    def _quoted(self, start: int, end: int) -> str:
        """The document's own words of a range, with the marks and brackets that close at its edges."""
        first, last = self.paragraph.span(start, end)
        if first and self.document[first - 1] in "“‘" and re.search("[”’]", self.document[first:last]):
            first -= 1
        if self.document[last : last + 1] in ("”", "’") and re.search("[“‘]", self.document[first:last]):
            last += 1
        closing = self.document[last : last + 1]
        if (
            closing in BRACKETS
            and "".join(re.findall("[（(）)]", self.document[first:last])) == BRACKETS[closing]
        ):
            last += 1
        if self.document[last : last + 1] == '"' and self.document.count('"', first, last) % 2:
            last += 1
        return "".join(self.document[first:last].split())

    def _subject_of(self, token: Token) -> Subject:
        return Subject(token.term.codes, None, self._quoted(token.start, token.end), token.term.strength)

    def _set_base(self) -> None:
        """What a following change is measured against, where the clause says so."""
        if self.state.year == self.setting.year - 1 and any(t.text in THIS_YEAR for t in self.local):
            self.state.year = self.setting.year  # "去年 62 万元，今年……减少 9 万元"
            self.state.base = "previous"
        for index, token in enumerate(self.local):
            if token.kind == "base":
                self._date_what_is_compared(index)
                self.state.base = token.term.value
                if self._dates_its_base(index):
                    self._compare_with(self.local[index + 1 : index + 2])
            elif token.kind == "compared":
                self._date_what_is_compared(index)
                self._compare_with(self.local[index + 1 : index + 3])

    def _date_what_is_compared(self, index: int) -> None:
        """Let the year right before the comparison be the change's own ("其中2020年比2019年减少")."""
        token, before = self.local[index], self.local[index - 1] if index else None
        if before is not None and before.kind == "year" and before.year and before.end == token.start:
            self.state.year = before.year

    def _dates_its_base(self, index: int) -> bool:
        """Whether a year right behind 同比 only says what is compared with ("同比2021年下降")."""
        token, following = self.local[index], self.local[index + 1 : index + 2]
        adjoins = bool(following) and following[0].kind == "year" and following[0].start == token.end
        return token.kind == "base" and token.term.value == "previous" and adjoins

    def _compare_with(self, following: Sequence[Token]) -> None:
        year = next((token for token in following if token.kind == "year"), None)
        if year is not None:
            budget = any(t.kind == "phase" and t.term.value == "approved" for t in following)
            base = "previous" if self._year_of(year) == self.state.year - 1 else "other"
            self.state.base = "budget" if budget else base

    def _year_of(self, token: Token) -> int:
        return token.year if token.year is not None else self.setting.year + int(token.term.value)

    def _set_year(self) -> None:
        """Let a year that is not a comparison's set the statement's year."""
        year = self._clause_year()
        if year is None:
            return
        relative = any(t.kind == "year" and t.year is None for t in self.local)
        if not (relative and self._noise(self.local)):
            self.state.year = year

    def _clause_year(self) -> int | None:
        compared = False
        found = None
        for index, token in enumerate(self.local):
            if token.kind == "compared" or (token.kind == "base" and self._dates_its_base(index)):
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
            self.state.head = None
        top = self.state.top
        part = top is not None and self.state.anchored and descends_from(subject.codes[0], top.codes[0])
        if self.state.head is None and not part:
            top = subject
        self.state.subject = subject
        self.state.top = top
        self.state.anchored = True
        self.mentions.append(subject)
        self.after_semicolon = False

    def _leaves_list(self, subject: Subject) -> bool:
        head = self.state.head
        if head is None or self.stack:
            return False
        code, above = subject.codes[0], head.codes[0]
        if code == above:
            return True
        related = descends_from(code, above) or (
            family_of(code) == family_of(above) and above.endswith(".total")
        )
        if family_of(code) == "staff" == family_of(above):
            related = True
        return not related

    def _phase_of_parts(self) -> str:
        """The phase that the amounts to come add up to, where the last figure may only be a remark."""
        last = self.readings[-1] if self.readings else None
        if last is None or last.phase not in ("approved", "adjusted") or last.statistic != "level":
            return ""
        coming = takewhile(lambda t: t.text != "。", self.tokens[self.position + 1 :])
        figures = [t.figure for t in coming if t.figure is not None and t.figure.unit in MONEY]
        summed = sum((f.value * MONEY[f.unit] for f in figures), Decimal(0))
        stated = [
            r for r in self.readings if (r.measure, r.year, r.statistic) == (last.measure, last.year, "level")
        ]
        return next((r.phase or "" for r in stated if abs(r.value - summed) < A_LITTLE < summed), "")

    def _phase_last_stated(self) -> str:
        """The phase in which the subject was stated last, else the statement's.

        "全年预算数 5 万元，实际支出 4 万元，年末结转 1 万元。具体是……" goes on with what was spent.
        """
        codes = self.state.subject.codes if self.state.subject else ()
        stated = [r.phase for r in self.readings if r.measure in codes and r.statistic == "level"]
        return (stated[-1] if stated else None) or self.state.phase

    def _open_list(self) -> None:
        """其中: what follows are parts of the last subject, in the phase of its figure."""
        phase = self._phase_of_parts() or self.state.last_phase or self._phase_last_stated()
        year = self.state.last_year or self.state.year
        self.state.head = self.state.subject
        self.state.phase = phase
        self.state.spoken_phase = phase
        self.state.year = year
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
        return LIST_ITEM.get(code, "expenditure.project_item")

    def _fits(self, code: str, figure: Figure, unit: str) -> bool:
        catalogue_unit = measures()[code].unit
        if not unit:
            exact = figure.decimals > 0 or figure.value == 0
            return catalogue_unit == "万元" and exact and self._ends_clause()
        if code.startswith("staff.") and unit == "个" and code != "staff.authorized":
            return False
        return in_unit(figure.value, unit, catalogue_unit) is not None

    def _run(self, passing: tuple[str, ...] = ()) -> list[int]:
        """Positions of the figures that follow each other with nothing but 、 and 和 between them.

        Args:
            passing: Kinds of words that may stand between them as well ("增长 5.2%和下降 3.1%").
        """
        run = [self.position]
        for position in range(self.position + 1, len(self.tokens)):
            token = self.tokens[position]
            if token.kind == "figure":
                if passing and not self._same_kind(token):
                    break
                run.append(position)
            elif token.kind not in passing and token.text not in ("、", "和", "及", "与", ",", "约", "为"):
                break
        return run

    def _same_kind(self, token: Token) -> bool:
        """Whether a figure is a percentage like the current one, or an amount like it."""
        current = self.tokens[self.position].figure
        assert token.figure is not None
        assert current is not None
        return (token.figure.unit == "%") == (current.unit == "%")

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

    def _stated_unit(self, figure: Figure) -> str:
        first, last = self.paragraph.span(figure.end, figure.unit_end)
        return "".join(self.document[first:last].split())

    def _quote(self, start: int, end: int) -> tuple[int, int]:
        """The document range of the clause between ； or 。 that holds a compact range."""
        first = max(self.text.rfind(mark, 0, start) for mark in ";。") + 1
        ends = [position for mark in ";。" if (position := self.text.find(mark, end)) >= 0]
        return self.paragraph.span(first, min(ends, default=len(self.text)))

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
        if year > self.setting.year:  # a plan for the next year, nothing that this report accounts for
            return
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
