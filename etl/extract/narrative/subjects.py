"""Which measure a level figure states: named in its clause, a list's line, behind it, or inherited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.catalogue import descends_from, family_of
from etl.extract.narrative.lines import Lines
from etl.extract.narrative.model import Subject, Unplaced
from etl.extract.narrative.words import (
    APPLIED_FUND,
    APPROVED_POSTS,
    BECAME,
    CARRIED_OVER,
    COUNT_UNITS,
    COUNTED,
    COUNTY_TALK,
    EXPENDITURE_PARTS,
    FUNDS,
    HANDS_DOWN,
    INSIDE_NOUNS,
    KINDS_OF_POST,
    KINDS_OF_STAFF,
    LEFT_OVER,
    LONGEST_NOISE,
    MONEY_FAMILIES,
    NEWLY,
    NOT_IN_POST,
    OF_THEIR_OWN_KIND,
    ONE_BODY,
    OWNER,
    PART_OF_MARKS,
    PEOPLE_BEFORE,
    REST,
    SCORE_PART,
    SINGLE_ITEM,
    SPENDING_OF,
    SPENT_ON_LINES,
    SUM_WORDS,
    SUMS_OF,
    SUPPLEMENTS,
    TAILS,
    TOTAL_FAMILIES,
    WHOLLY,
)
from etl.extract.numbers import Figure
from etl.extract.tokens import Token


class Subjects(Lines):
    """Finds the subject of a level figure."""

    def _subject_for(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of a level figure: named in its clause, standing behind it, or inherited."""
        if self._is_the_countys() or self._overruns() or self._is_left_over(figure):
            return None
        if any(t.text in SUPPLEMENTS for t in self.local) or self._tells_a_source():
            return None
        if self._sums_up_what_it_pays_for():
            subject = self.state.subject
            return subject if subject is not None and self._fits(subject.codes[0], figure, unit) else None
        if self.local and self.local[-1].text == "中" and (part := self._subject_behind(figure, unit)):
            return part  # "全年支出中 3826 万元属对企业补助"
        if self._scores_the_execution(figure, unit):
            return Subject(("execution.score",), None, "")
        named = self._named_subject(figure, unit)
        if named is not None:
            return named if named.codes else None
        if not self.local and self.labelled is not None:  # "货物：图书、音响，84.20 万元"
            return self._usable(self.labelled, figure, unit)
        line = self._line_subject(figure, unit) or self._line_again(figure, unit)
        if line is not None:
            return line
        behind = self._subject_behind(figure, unit)
        if behind is not None:
            return behind
        return self._inherited(figure, unit)

    def _tells_a_source(self) -> bool:
        """Whether a part without a name only says where it came from ("其中 36 万元来自基金预算")."""
        behind = self._words_behind()
        named = any(t.kind in ("measure", "text") for t in self.local)
        tells = bool(behind) and behind[0].text.startswith(("来自", "来源于"))
        return tells and not named and self._list_code() is not None

    def _sums_up_what_it_pays_for(self) -> bool:
        """Whether the figure is of all that is listed: "用于在职人员工资、办公费、水电费等支出 856 万元"."""
        marks = [index for index, t in enumerate(self.local) if t.text == "、"]
        if not marks or not any("用于" in t.text for t in self.local[: marks[0]]):
            return False
        ended = next(
            (i for i in range(marks[-1], len(self.local)) if self.local[i].text.startswith("等")), None
        )
        if ended is None:
            return False
        named = ("text", "measure")  # "等公用经费" names the sum itself; a faint 支出 does not
        return not any(t.kind in named and t.term.strength != "faint" for t in self.local[ended:])

    def _overruns(self) -> bool:
        """Whether the figure is by how much the budget was overrun ("超年初预算 1.4 万元")."""
        return any(t.kind == "base" and t.text.startswith("超") for t in self.local)

    def _is_left_over(self, figure: Figure) -> bool:
        """Whether the figure is what was not spent ("未执行的 422 万元为质保金", "57 万元结转到 2025 年")."""
        behind = self._words_behind()
        if behind and behind[0].text.startswith(CARRIED_OVER) and not self._named(self.local):
            return True
        if LEFT_OVER.search(self.text, self.sentence_start, figure.start) is None:
            return False
        listed = bool(self._named(behind)) or self._list_code() is not None
        return not (listed and self._leads_to_a_name(behind))  # "剩余 49 人为事业人员"

    def _is_the_countys(self) -> bool:
        """Whether the clause speaks of the whole county's money or staff ("全县在编教职工 11,342 人")."""
        wide = [
            token
            for token in self.local
            if token.kind == "county_wide" and not self.text.startswith(HANDS_DOWN, token.end)
        ]
        codes = [code for token in self.local if token.kind == "measure" for code in token.term.codes]
        families = {family_of(code) for code in codes}
        if families and families <= MONEY_FAMILIES:
            start = self.tokens[self.position].start
            return bool(wide) or COUNTY_TALK.search(self.text, self.sentence_start, start) is not None
        town = all(token.text == "全镇" for token in wide)  # a town government's own staff
        return bool(wide) and families == {"staff"} and not town

    def _named_subject(self, figure: Figure, unit: str) -> Subject | None:
        """The nearest fitting measure of the clause; a subject without codes where the clause forbids one."""
        candidates = [t for t in self.local if t.kind == "measure"]
        for token in reversed(candidates):
            subject = self._usable(token, figure, unit)
            if subject is None:
                continue
            if self._is_line(token, subject):
                return None
            if self._names_all_posts(token):
                return Subject(("staff.authorized",))
            if self._sums_purchases(token, subject):
                return Subject(("procurement.total",))
            if self._is_a_piece(token, subject):
                return Subject(())
            if self._noise_between(token, figure):
                self._note_unplaced(subject, figure)
                return Subject(())
            return self._named_grant(token, subject)
        return None

    def _is_a_piece(self, token: Token, subject: Subject) -> bool:
        """Whether a word speaks of a piece of its measure: one indicator's score, another noun, a kind."""
        return (
            self._is_part_score(token, subject)
            or self._is_tail_of_noun(token)
            or self._is_part_of_itself(subject)
            or self._is_kind_of_post(token)
            or (family_of(subject.codes[0]) == "staff" and self._tells_of_a_change(token))
        )

    def _is_kind_of_post(self, token: Token) -> bool:
        """Whether 行政编制 are posts, not people in them: under 编制数, or after 核定."""
        head = self.state.head
        if token.text in KINDS_OF_STAFF:
            return head is not None and head.codes == ("staff.authorized",)
        if token.text not in KINDS_OF_POST:
            return False
        near = [head, self.state.subject]
        under = any(s is not None and s.codes == ("staff.authorized",) for s in near)
        inside = any(t.kind == "measure" and "staff.on_payroll" in t.term.codes for t in self.local)
        said = self.text[self.sentence_start : token.start]
        return (under and not inside) or APPROVED_POSTS.search(said) is not None

    def _names_all_posts(self, token: Token) -> bool:
        """Whether a bureau has posts of one kind only: "核定事业编制 68 名，年末在职 70 人"."""
        if token.text not in KINDS_OF_POST:
            return False
        kinds = [t for t in self.tokens if t.text in KINDS_OF_POST]
        sentence = self.text[self.sentence_start : token.start]
        coming = list(takewhile(lambda t: t.text not in ";。", self.tokens[self.position + 1 :]))
        staffed = any("staff.on_payroll" in t.term.codes for t in coming)
        totalled = any("staff.authorized" in t.term.codes for t in coming)
        stated = any(r.measure == "staff.authorized" for r in self.readings)
        if self._sums_posts(token):
            return True
        alone = kinds == [token] and staffed and not totalled and not stated
        return alone and ONE_BODY.search(sentence) is None and PEOPLE_BEFORE.search(sentence) is None

    def _sums_posts(self, token: Token) -> bool:
        """Whether the clause sums two kinds of posts: "政法专项编制和事业编制合计 486 名"."""
        after = [t for t in self.local if t.start >= token.end]
        other = any(t.text.endswith("编制") for t in self.local if t.end < token.start)
        return other and token.text in KINDS_OF_POST and any(t.text in SUM_WORDS for t in after)

    def _tells_of_a_change(self, token: Token) -> bool:
        """Whether people came or went: "招录公务员 31 人", "比上年末减少 1 人（退休 2 人、新录用 1 人）"."""
        bracketed = bool(self.stack) and bool(self.readings) and self.readings[-1].statistic == "yoy_change"
        return bracketed or self._speaks_of_hiring(token)

    def _sums_purchases(self, token: Token, subject: Subject) -> bool:
        """Whether the clause sums what was bought with a kind of it: "采购辅具及服务共计 42.86 万元"."""
        if not descends_from(subject.codes[0], "procurement.total"):
            return False
        joined = any(t.end == token.start and t.text in ("及", "和", "与", "、") for t in self.local)
        return joined and any(t.text in SUM_WORDS for t in self.local if t.start >= token.end)

    def _speaks_of_hiring(self, token: Token) -> bool:
        """Whether people of a kind are those who came or were trained this year ("招录公务员 31 人")."""
        return any(NOT_IN_POST.search(t.text) for t in self.local if t.start < token.start)

    def _is_part_of_itself(self, subject: Subject) -> bool:
        """Whether a list names its own measure again for a part ("离退休 68 人，其中退休 67 人")."""
        head = self.state.head
        return head is not None and head.codes == subject.codes and subject.codes[0] in OF_THEIR_OWN_KIND

    def _note_unplaced(self, subject: Subject, figure: Figure) -> None:
        """Remember a figure that stands by a measure's name but could not be given to it."""
        start, end = self.paragraph.span(figure.start, figure.end)
        self.unplaced.append(Unplaced(subject.codes[0], start, end))

    def _is_tail_of_noun(self, token: Token) -> bool:
        """Whether 收入, 支出 or 编制 only ends another noun ("业务收入", "培训支出", "政法专项编制")."""
        if token.text not in TAILS and token.term.strength != "faint":  # 居民医保基金全年支出
            return False
        before = next((t for t in self.local if t.end == token.start), None)
        if before is not None and before.text in INSIDE_NOUNS:  # 旅游综合收入
            before = next((t for t in self.local if t.end == before.start), None)
        if (
            before is not None
            and before.kind == "measure"
            and before.term.strength in ("label", "item", "bare")
        ):
            return not self._in_family(before.term.codes[0])
        if before is None or before.kind != "text":
            return False
        noun = self._words_up_to(before)
        return len(noun) > 1 and not OWNER.search(noun)

    def _words_up_to(self, last: Token) -> str:
        """The unbroken words that end in a token ("村集体经济", whose 经 is known as another word)."""
        noun, end = "", last.end
        for token in reversed(self.local):
            if token.end == end and token.kind in ("text", "filler"):
                noun, end = token.text + noun, token.start
        return noun

    def _named_grant(self, token: Token, subject: Subject) -> Subject:
        """The fund that "共计获得资金 864.08 万元" is about: named before in the sentence, else nobody's."""
        if subject.codes[0] != "outcome.funds_won" or not token.text.startswith("获") or "上级" in token.text:
            return subject
        named = APPLIED_FUND.findall(self.text[self.sentence_start : token.start])
        return subject._replace(item=named[-1]) if named else Subject(())

    def _is_part_score(self, token: Token, subject: Subject) -> bool:
        """Whether a score is only an indicator's ("产出指标得分 48 分")."""
        before = self.text[self.sentence_start : token.start]
        return subject.codes[0] == "score.total" and bool(
            SCORE_PART.search(before[-8:]) or SINGLE_ITEM.search(before) or PART_OF_MARKS.search(before)
        )

    def _counts_all_so_far(self, token: Token) -> bool:
        """Whether "累计建成 5G 基站 521 个" counts old ones, too, where the measure counts the new."""
        new = any(code.endswith("_new") or ".new_" in code for code in token.term.codes)
        return new and self.text.endswith("累计", 0, token.start) and not token.text.startswith("新")

    def _usable(self, token: Token, figure: Figure, unit: str) -> Subject | None:
        """The subject that a measure word gives to a figure here, or None."""
        codes = tuple(code for code in token.term.codes if self._fits(code, figure, unit))
        if not codes or self._counts_all_so_far(token):
            return None
        subject = self._subject_of(token)._replace(codes=codes)
        strength = token.term.strength
        if strength == "faint":
            return self._faint(subject)
        if strength == "label":
            return subject if self._in_family(codes[0]) and not self._qualified(token) else None
        if strength == "item":
            return (
                subject._replace(item=self._original(token.start, token.end))
                if self._in_family(codes[0])
                else None
            )
        if strength == "bare":
            before = self.text[self.sentence_start : token.start]
            total = re.search(r"总数|总量|累计|共有|达到", self.text[token.end : figure.start])
            reached = re.search(r"由|从|增加到|增至|达到|达", self.text[token.end : figure.start])
            newly = NEWLY.search(before) or NEWLY.match(self.text, token.end)
            if newly and not total and not reached:
                return subject
            whole = next(
                (entry.get("whole") for pattern, entry in COUNTED if pattern.fullmatch(token.text)), None
            )
            wholly = WHOLLY.search(before.split(",")[-1]) and not NEWLY.search(before)
            return subject._replace(codes=(whole,)) if whole and (wholly or reached) else None
        return subject

    def _faint(self, subject: Subject) -> Subject | None:
        """支出 and 收入 give way to a subject that the sentence or the heading already has."""
        if self._spends_on_guests(subject):
            return subject._replace(codes=("three_public.reception",))
        other = self._spoken_of()
        if any(t.kind == "measure" and t.term.strength == "strong" for t in self.local):
            return None
        fund = other is not None and other.codes[0] in SPENDING_OF and self.setting.heading in FUNDS
        if self._has_a_stage_of_its_own() and not fund:
            return subject
        if other is None and self.strange_group and len(subject.words) == 2:
            return None
        if other is None or other.codes[0] in TOTAL_FAMILIES:
            return subject
        if not self.state.anchored and len(subject.words) > 2 and other.codes[0] in EXPENDITURE_PARTS:
            return subject
        if other.codes[0] in SPENDING_OF and subject.codes == ("expenditure.total",):
            return subject._replace(codes=(SPENDING_OF[other.codes[0]],))
        if family_of(other.codes[0]) == "revenue" or family_of(subject.codes[0]) == "revenue":
            return subject
        if family_of(other.codes[0]) not in MONEY_FAMILIES:
            return subject
        return other

    def _spoken_of(self) -> Subject | None:
        """What the sentence or the heading speaks of, past a mere zero of one of its parts."""
        earlier = self._clause_year() not in (None, self.setting.year)  # "；2020年支出"
        other = self.state.subject or (self.state.top if earlier or not self.state.anchored else None)
        if other is not None and self.after_semicolon and self._was_only_a_zero(other):
            return self.state.top if self.state.top != other else None
        return other

    def _was_only_a_zero(self, subject: Subject) -> bool:
        """Whether the last that was stated is that there was none of it ("无出国费用；全年支出……")."""
        last = self.readings[-1] if self.readings else None
        return last is not None and last.value == 0 and last.measure in subject.codes

    def _has_a_stage_of_its_own(self) -> bool:
        """Whether the clause opens another statement: "其中项目支出 2 亿元；……，全年预算支出 3 亿元"."""
        phases = {t.term.value for t in self.local if t.kind == "phase"}
        listed = self.after_semicolon and self.state.head is not None
        return bool(phases) and (not self.state.anchored or ("adjusted" in phases and listed))

    def _spends_on_guests(self, subject: Subject) -> bool:
        """Whether 支出 goes on with a count of guests: "全年接待 98 批次 812 人，支出 6.18 万元"."""
        before = self.state.subject
        open_subject = before is None or before.codes[0] in ("three_public.total", "three_public.reception")
        open_subject = open_subject and not any(t.term.strength != "faint" for t in self._measures_said())
        goes_on = self._has_read() and not self.after_semicolon
        return self.counting and subject.words == "支出" and goes_on and open_subject

    def _measures_said(self) -> list[Token]:
        """The measures of the clause."""
        return [t for t in self.local if t.kind == "measure"]

    def _qualified(self, token: Token) -> bool:
        """Whether another family's measure stands right before a label ("三公经费控制率")."""
        before = next((t for t in self.local if t.end == token.start and t.kind == "measure"), None)
        return before is not None and family_of(before.term.codes[0]) != family_of(token.term.codes[0])

    def _resolved(self, token: Token) -> Subject:
        """The subject of a measure word, a faint one giving way to the statement's."""
        subject = self._subject_of(token)
        return self._faint(subject) or subject if token.term.strength == "faint" else subject

    def _in_family(self, code: str) -> bool:
        """Whether a short label stands in the company of its family ("货物" under 政府采购)."""
        family = "three_public.vehicle" if code.startswith("three_public.vehicle") else family_of(code)
        if family == "operating":
            family = "expenditure.operating"
        subjects = [self.state.subject, self.state.top, self.state.head]
        said = list(
            takewhile(lambda t: t.start >= self.sentence_start, reversed(self.tokens[: self.position]))
        )
        subjects += [self._subject_of(t) for t in said if t.kind == "measure" and t.term.strength == "strong"]
        return any(
            subject is not None and subject.codes[0].startswith((family, family_of(code)))
            for subject in subjects
        )

    def _noise_between(self, token: Token, figure: Figure) -> bool:
        """Whether unknown words before a figure, or foreign ones at the measure, make it another's."""
        between = [other for other in self.local if token.end <= other.start < figure.start]
        if any(other.kind in ("foreign", "spent_on") for other in between):
            return True
        before = token.start - self.text.endswith("的", 0, token.start)  # "授予中小企业的合同金额"
        if any(other.kind == "foreign" and other.end == before for other in self.local):
            return True
        weak = ("label", "bare", "item")
        unknown = [
            t for t in between if t.kind == "text" or (t.kind == "measure" and t.term.strength in weak)
        ]
        return bool(unknown) and sum(map(str.isalnum, "".join(t.text for t in unknown))) > LONGEST_NOISE

    def _subject_behind(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of "76,504.83 万元用于人员经费" or "5 家规模工业企业"."""
        following = self._clause_after()
        next_word = self.tokens[self.position + 1 : self.position + 2]
        if unit in ("名", "人", "个") and [t.text for t in next_word] == ["编制"]:
            return Subject(("staff.authorized",), None, "编制")
        if unit in COUNT_UNITS:
            return self._counted_behind(figure)
        if (adjoining := self._adjoining(figure)) is not None and self._only_function_words():
            subject = self._usable(adjoining, figure, unit)
            self.named_behind = adjoining if subject else None
            return subject
        if not following or self._noise([t for t in self.local if t.text not in REST]) > LONGEST_NOISE:
            return None
        opened = self._list_code() is not None and following[0].text in SPENT_ON_LINES
        if not (opened or self._leads_to_a_name(following)):
            return None
        rest = following[1:]
        named = [t for t in rest if t.kind == "measure" and self._usable(t, figure, unit)]
        strange = any(t.kind == "text" for t in rest)
        if named and not (strange and self._list_code()):
            return self._one_or_sum(named, figure, unit)
        code = self._list_code() or (self._list_code_of(self.state.subject) if not named else None)
        label = self._label(rest) if code else None
        return Subject((code,), label, label) if code and label else None

    def _adjoining(self, figure: Figure) -> Token | None:
        """The measure right behind its amount: "全年 5 万元支出", "内含 5 万元人员经费和 3 万元公用经费"."""
        for first in self.tokens[self.position + 1 : self.position + 2]:
            if first.kind == "measure" and first.start == figure.unit_end:
                return first if first.term.strength in ("faint", "strong") else None
        return None

    def _one_or_sum(self, named: Sequence[Token], figure: Figure, unit: str) -> Subject | None:
        """The measure behind a figure; of two joined ones ("为甲支出和乙支出") what they make up."""
        joined = len(named) > 1 and self.text[named[0].end : named[1].start] in ("和", "及", "与", "、")
        if not joined:
            return self._usable(named[0], figure, unit)
        whole = SUMS_OF.get(frozenset(code for t in named[:2] for code in t.term.codes))
        return Subject((whole,), None, "") if whole else None

    def _counted_behind(self, figure: Figure) -> Subject | None:
        """The measure of enterprises that stand behind their count."""
        before = self.text[max(self.sentence_start, figure.start - 12) : figure.start].split(",")[-1]
        for pattern, entry in COUNTED:
            match = pattern.match(self.text, figure.unit_end)
            if match is None:
                continue
            whole = entry.get("whole") if WHOLLY.search(before) else None
            became = BECAME.match(self.text, match.end()) is not None and not whole
            code = entry["new"] if became or NEWLY.search(before + (match["applied"] or "")) else whole
            return Subject((code,), None, match[0]) if code else None
        return None
