"""Which measure a figure takes over from before: the list's head, the statement's subject, the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from etl.catalogue import descends_from, family_of, measures
from etl.catalogue.units import MONEY
from etl.extract.lexicon import carried_phase
from etl.extract.narrative.clause import Clause
from etl.extract.narrative.model import Subject
from etl.extract.narrative.words import (
    COUNT_UNITS,
    COUNTED_PARTS,
    COUNTS,
    MOST_POINTS_OF_A_PART,
    MOST_SUMMED,
    NEW_OF,
    NEWLY,
    NO_GUESTS,
    REACHED,
    SPENDING_OF,
    SPENT,
    SUM_WORDS,
    SUMS_OF,
    WHOLES,
)
from etl.extract.numbers import Figure
from etl.extract.tokens import Token

LONGEST_NAME_OF_GUESTS = 2  # 来宾, 客人
MOST_POINTS_OF_THE_EXECUTION = 20
BOTH_SIDES = ("revenue.total", "expenditure.total")


class Inherited(Clause):
    """Finds the subject of a figure whose clause names none."""

    def _inherited(self, figure: Figure, unit: str) -> Subject | None:
        """The subject of a clause that has none of its own words."""
        reception = self._reception_count(unit)
        if reception is not None:
            return reception
        if any(t.kind == "phase" and "采购" in t.text for t in self.local):  # "占采购预算 90 万元的 96%"
            return Subject(("procurement.total",), None, "")
        if self._spends_without_a_subject() or self._names_another_behind(figure) or self._is_named_behind():
            return None
        if not self._only_function_words() or self._names_target_behind():
            return self._target_behind(figure, unit)
        if unit in COUNT_UNITS and not self._goes_on_counting():
            return None
        if self._sums_points(figure, unit):
            return Subject(("score.total",), None, "")
        subject = self._statement_subject()
        if subject is None or subject.item is not None or self._says_too_little(subject, unit):
            return None
        return self._counted_on(subject, figure, unit)

    def _says_too_little(self, subject: Subject, unit: str) -> bool:
        """Whether a score or a staff figure would need more words to be the statement's."""
        family = family_of(subject.codes[0])
        if family == "score":
            return not any(t.text == "得" or t.text in SUM_WORDS for t in self.local)
        posts = subject.codes == ("staff.authorized",) and not self.local
        return family == "staff" and not posts and (unit == "个" or bool(self._noise(self.local)))

    def _counted_on(self, subject: Subject, figure: Figure, unit: str) -> Subject | None:
        """The inherited subject, or the whole or the new ones that the clause turns to."""
        words = "".join(t.text for t in self.local)
        if re.search("总数|总量|共有", words) or self._reaches_the_whole(subject, words):
            return self._whole_of(subject, figure, unit)
        if subject.codes[0] in NEW_OF and NEWLY.search(words):
            subject = subject._replace(codes=(NEW_OF[subject.codes[0]],))
        codes = tuple(code for code in subject.codes if self._fits(code, figure, unit))
        return subject._replace(codes=codes) if codes else None

    def _scores_the_execution(self, figure: Figure, unit: str) -> bool:
        """Whether points are those of the execution: "执行率 98.15%，得 9.8 分", "预算执行率得 9.8 分"."""
        if unit != "分" or figure.value > MOST_POINTS_OF_THE_EXECUTION:
            return False
        if not any(t.text in ("得", "得分") for t in self.local):
            return False
        last = self.readings[-1] if self.readings and self._has_read() else None
        named = [t for t in self.local if t.kind == "measure" and "execution.rate" in t.term.codes]
        return bool(named) or (last is not None and last.measure == "execution.rate")

    def _sums_points(self, figure: Figure, unit: str) -> bool:
        """Whether the figure sums up the parts' points: "投入类得 15 分、……，合计 94.5 分"."""
        sums = any(t.text in SUM_WORDS for t in self.local)
        return unit == "分" and sums and figure.value > MOST_POINTS_OF_A_PART

    def _names_another_behind(self, figure: Figure) -> bool:
        """Whether an unknown noun right behind the amount says whose it is ("对 2.6 亿元扶贫资金")."""
        following = self.tokens[self.position + 1 : self.position + 2]
        adjoins = bool(following) and following[0].kind == "text" and following[0].start == figure.unit_end
        return figure.unit in MONEY and adjoins and len(following[0].text) > 1

    def _is_named_behind(self) -> bool:
        """Whether an amount with no word before it has an unknown name behind ("38.9 万元是 11 台车的……")."""
        if self.local:
            return False
        behind = self._words_behind()
        return not self._stage_behind(behind) and self._leads_to_a_name(behind)

    @staticmethod
    def _stage_behind(behind: Sequence[Token]) -> str:
        """The stage that stands behind an amount: "8 万元是当年预算，6.42 万元是实际支出", "5 万元列支"."""
        if not behind:
            return ""
        if behind[0].text in ("列支", "开支"):
            return "executed"
        said = behind[1:] if behind[0].text in ("是", "为", "系") else []
        known = bool(said) and all(t.kind in ("phase", "year", "filler") for t in said)
        return next((t.term.value for t in said if known and t.kind == "phase"), "")

    def _spends_without_a_subject(self) -> bool:
        """Whether the clause only says 财政拨款支出, and nothing before it is an expenditure."""
        before = self.state.subject
        none = before is None or family_of(before.codes[0]) == "revenue"
        return none and any(t.kind == "weak" and (before is None or "支出" in t.text) for t in self.local)

    def _reaches_the_whole(self, subject: Subject, words: str) -> bool:
        """Whether 达到 follows a count of new ones: "净增 9 家，达到 61 家"."""
        return subject.codes[0] in NEW_OF.values() and REACHED.fullmatch(words) is not None

    def _whole_of(self, subject: Subject, figure: Figure, unit: str) -> Subject | None:
        """The whole's measure behind a count of new ones: "新增 12 家，总数达到 168 家"."""
        wholes = [whole for whole, new in NEW_OF.items() if new == subject.codes[0]]
        fits = wholes and self._fits(wholes[0], figure, unit)
        return subject._replace(codes=(wholes[0],)) if fits else None

    def _goes_on_counting(self) -> bool:
        """Whether a bare count is the subject's ("实际新增 38 家，"), not a total or other enterprises."""
        subject = self.state.subject
        if any(token.text.startswith("累计") for token in self.local):
            return subject is not None and subject.codes[0] in NEW_OF.values() and self._ends_clause()
        aimed = any(t.kind == "phase" and t.term.value == "target" for t in self.local)
        return aimed or self._compares_with_budget() or self._ends_clause()

    def _statement_subject(self) -> Subject | None:
        """The subject that the statement hands down to a clause of phase words only."""
        if self._sums_up_money():
            return self._sum_of_the_last()
        subject = self._bound_before(self.state.subject)
        if self._speaks_of_the_whole():
            subject = self._whole()
            if self.after_semicolon:
                self.state.head = None
        if subject is not None and self._turns_to_spending(subject) and self.state.head is None:
            subject = Subject((SPENDING_OF.get(subject.codes[0], "expenditure.total"),), None, "")
        elif self._climbs_to_total() or self._turns_to_spending(subject) or self._explains_the_execution():
            subject = Subject(("expenditure.total",), None, "")
        if subject is None and self._only_phase_before() and not self.strange_group:
            subject = self.state.top or self._whole_budget()
        if subject is not None and subject.codes == ("revenue.total",) and self._opens_with_the_budget():
            subject = subject._replace(codes=BOTH_SIDES)
        if subject is not None and subject.codes == BOTH_SIDES and self._spends_at_once():
            return subject._replace(codes=("expenditure.total",))
        return subject

    def _sums_up_money(self) -> bool:
        """Whether a bare 共 stands before an amount in a sentence that has stated others."""
        figure = self.tokens[self.position].figure
        money = figure is not None and figure.unit in MONEY
        return money and [t.text for t in self.local] == ["共"] and self._has_read()

    def _sum_of_the_last(self) -> Subject | None:
        """What 共 sums up, the sum of the last figures: "接待 9 万元、用车 14 万元，共 23 万元"."""
        figure = self.tokens[self.position].figure
        assert figure is not None
        levels = [r for r in self.readings if r.statistic == "level"]
        amount = figure.value * MONEY[figure.unit]
        counts = range(2, min(len(levels), MOST_SUMMED) + 1)
        fitting = [count for count in counts if sum(r.value for r in levels[-count:]) == amount]
        return self._whole_of_parts(fitting[0]) if fitting else None

    def _spends_at_once(self) -> bool:
        """Whether parts follow at once that are expenditure ("年初预算 628 万元(基本支出 412 万元、……)")."""
        behind = [t for t in self.tokens[self.position + 1 : self.position + 4] if t.kind != "delimiter"]
        bracketed = self.tokens[self.position + 1 : self.position + 2]
        opened = [t.kind for t in behind[:1]] == ["among"]
        parts = behind[opened : opened + 1] if opened or [t.text for t in bracketed] == ["("] else []
        codes = [code for t in parts if t.kind == "measure" for code in t.term.codes]
        return any(descends_from(code, "expenditure.total") for code in codes)

    def _opens_with_the_budget(self) -> bool:
        """Whether a paragraph under 收入情况 opens with a bare 年初预算, which is that of both sides."""
        planned = any(t.kind == "phase" and t.term.value == "approved" for t in self.local)
        sided = any("收入" in t.text for t in self.local)
        return planned and not sided and not self.readings and not self.state.anchored

    def _bound_before(self, subject: Subject | None) -> Subject | None:
        """After somebody else's figure, "预算 18 万元" still goes with the last bound one."""
        return (
            self.bound
            if subject is None and self.bound is not None and self._only_phase_before()
            else subject
        )

    def _turns_to_spending(self, subject: Subject | None) -> bool:
        """Whether 实际支出 follows a revenue: "实际收入 5 万元，实际支出 4 万元"."""
        spends = any(t.kind == "phase" and SPENT.search(t.text) for t in self.local)
        if subject is None and any("可用资金" in t.text for t in self.local):
            return True
        anew = not self.state.anchored  # "收入……。全年预算 721.46 万元": a new sentence's budget
        if (
            subject is not None
            and subject.codes == ("revenue.total",)
            and (anew or carried_phase(subject.words))
        ):
            spends = spends or any(t.kind == "phase" and t.term.value == "adjusted" for t in self.local)
        return spends and subject is not None and family_of(subject.codes[0]) == "revenue"

    def _climbs_to_total(self) -> bool:
        """Whether a new sentence's 全年预算 is the whole's, although parts were spoken of last."""
        if self.state.anchored and not self.after_semicolon:
            return False
        whole = any(t.kind == "phase" and re.search("全年|追加|调整", t.text) for t in self.local)
        top = self.state.top
        spoken = any("expenditure.total" in mention.codes for mention in self.mentions)
        if top is None or not (whole and spoken):
            return False
        return "expenditure.total" in top.codes or descends_from(top.codes[0], "expenditure.total")

    def _explains_the_execution(self) -> bool:
        """Whether the clause's figure is one that the execution rate is computed of."""
        about = self.state.top is not None and self.state.top.codes[0] == "execution.rate"
        return about and self._only_phase_before() and not self._noise(self.local)

    def _whole_budget(self) -> Subject | None:
        """Total expenditure: "全年预算 11.29 亿元" at a paragraph's head, or behind the totals' changes."""
        dated = any(t.kind == "year" or t.text.startswith(("全年", "当年", "本年")) for t in self.local)
        speaks = any(
            t.kind == "phase" and ("预算" in t.text or (dated and SPENT.search(t.text))) for t in self.local
        )
        about_totals = all(r.measure in BOTH_SIDES for r in self.readings[-1:])
        if not (speaks and about_totals) or any(t.kind in ("text", "foreign") for t in self.local):
            return None
        return Subject(("expenditure.total",), None, "")

    def _speaks_of_the_whole(self) -> bool:
        """Whether a clause closes its list: "；全年预算 2,432.20 万元", "合计 2,432.20 万元"."""
        summed = any(token.text in SUM_WORDS for token in self.local) and not self._noise(self.local)
        adjusts = any(t.kind == "reach" and t.text.startswith("调整") for t in self.local)
        said = self._only_phase_before() or adjusts
        closes = self.after_semicolon and self.state.head is not None and said
        return summed or closes

    def _whole(self) -> Subject | None:
        """What a 合计 sums up: the open list's head, the top, or the whole that a part is of."""
        counted = next((t.text for t in self.local if COUNTED_PARTS.fullmatch(t.text)), None)
        if counted is not None:
            return self._whole_of_parts(COUNTS.index(counted.removeprefix("以上")[0]) + 2)
        top = self.state.head if self.state.head and not self.after_semicolon else self.state.top
        if top is None or not any(token.text in SUM_WORDS for token in self.local):
            return top
        stated = [r.measure for r in self.readings if r.start >= self.paragraph.offsets[self.sentence_start]]
        whole = WHOLES.get(family_of(top.codes[0]))
        if whole and top.codes[0] in stated and len(stated) > 1 and self.state.head is None:
            return Subject((whole,), None, "")
        return top

    def _whole_of_parts(self, count: int) -> Subject | None:
        """What the last so many figures make up: their common parent, else their family's whole."""
        parts = [r for r in self.readings if r.statistic == "level"][-count:]
        same = {r.measure for r in parts if r.item is not None and r.measure.startswith("operating.")}
        # 会议费 and 培训费 are one measure.
        parents = set(same) or {measures()[r.measure].parent for r in parts}
        families = {family_of(r.measure) for r in parts}
        whole = WHOLES.get(families.pop()) if len(families) == 1 else None
        if len(parents) == 1:
            whole = parents.pop()
        whole = SUMS_OF.get(frozenset(r.measure for r in parts), whole)
        listed = bool(parts) and parts[-1].item is not None
        stated = any((r.measure, r.item) == (whole, None) for r in self.readings)
        if listed and (stated or (not same and self._lists_more())):
            return None  # "以上三项合计" of some lines of a total
        return Subject((whole,), None, "") if whole else None

    def _lists_more(self) -> bool:
        """Whether further amounts follow in the sentence."""
        coming = takewhile(lambda t: t.text != "。", self.tokens[self.position + 1 :])
        return any(t.figure is not None and t.figure.unit in MONEY for t in coming)

    def _reception_count(self, unit: str) -> Subject | None:
        """Receptions and their guests, which stand beside the reception's money."""
        named = [t.text for t in self.local if t.kind == "measure"]
        subject = self.state.subject
        said = self.text[self.sentence_start : self.tokens[self.position].start]
        abroad = max(said.rfind("出国"), said.rfind("出境")) > said.rfind("接待")  # "出国团组 1 个 2 人次"
        if abroad or NO_GUESTS.search(said):
            return None
        about = bool(named and "接待" in named[-1]) or (
            not named and subject is not None and self._is_reception(subject)
        )
        about = about or any("接待" in token.text for token in self.local)
        about = about or (self.counting and self._only_function_words())
        goes_on = self._noise(self.local) <= LONGEST_NAME_OF_GUESTS  # "接待读者 18 万人次，培训骨干 548 人次"
        about = about or ("接待" in said and goes_on and unit in ("个批次", "批次", "批", "人次"))
        if not about or any(t.kind == "measure" and "接待" not in t.text for t in self.local):
            return None
        if unit in ("个批次", "批次", "批", "次"):
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
        if subject is None or not self._names_target_behind() or family_of(subject.codes[0]) != "outcome":
            return None
        return subject if self._fits(subject.codes[0], figure, unit) else None

    def _names_target_behind(self) -> bool:
        """Whether "的年度目标" follows the figure."""
        behind = self._words_behind()
        return bool(behind) and behind[0].text == "的" and any(map(self._is_target, behind))

    @staticmethod
    def _is_target(token: Token) -> bool:
        return (token.kind == "phase" and token.term.value == "target") or token.text.startswith("任务")
