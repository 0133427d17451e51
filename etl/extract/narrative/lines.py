"""Named lines: the projects of 项目支出 and the funds that were won bear the names that the text gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from etl.extract.narrative.inherited import Inherited
from etl.extract.narrative.model import Subject
from etl.extract.narrative.words import (
    FEWEST_NAMED,
    LEADING,
    NO_GRANT,
    OF_THE_MONEY,
    PER_UNIT,
    REST,
    TRAILING,
)
from etl.extract.numbers import Figure
from etl.extract.tokens import Token


class Lines(Inherited):
    """Finds the name of a line."""

    def _is_line(self, token: Token, subject: Subject) -> bool:
        """Whether a known word is only a piece of a list line's name ("残疾人事业项目经费")."""
        if self._list_code() is None or (subject.item is not None and token.term.strength != "faint"):
            return False
        return any(
            other.kind == "text" and (other.end == token.start or other.start == token.end)
            for other in self.local
        )

    def _line_subject(self, figure: Figure, unit: str) -> Subject | None:
        """The named line of an open list ("其中高新技术企业认定服务费 106.5 万")."""
        code = self._list_code()
        if code is None or not self._fits(code, figure, unit):
            return None
        if not self.local and self._leads_to_a_name(self._words_behind()):
            return None  # "产业培育类，382 万元用于特色产业集群培育"
        label = self._label(self.local) if self.local else self._label_before_comma()
        if label is None or self._is_remark_on_a_line():
            return None
        if code == "outcome.funds_won" and NO_GRANT.search(label):
            return None
        return Subject((code,), label, label)

    def _line_again(self, figure: Figure, unit: str) -> Subject | None:
        """A line that the paragraph has named before: "与 2022 年相比，雨露计划由 853 万元增至 902 万元"."""
        line = self.state.subject
        if line is not None and line.item and all(t.kind == "reach" for t in self.local) and self.local:
            return line if self._fits(line.codes[0], figure, unit) else None
        if not any(r.item for r in self.readings) or not any(t.kind == "text" for t in self.local):
            return None
        label = self._label([t for t in self.local if t.kind != "reach" and t.text not in ("由", "从")])
        stated = [r for r in self.readings if r.item == label and r.statistic == "level"] if label else []
        fits = bool(stated) and self._fits(stated[-1].measure, figure, unit)
        return Subject((stated[-1].measure,), label, label or "") if fits else None

    def _label_before_comma(self) -> str | None:
        """The name in the clause before, where it has no figure ("1．科技创新奖补，318.50 万元；")."""
        before: list[Token] = []
        for token in reversed(self.tokens[: self.position - 1]):
            if token.kind == "figure":
                return None
            if token.kind == "delimiter" and token.text != "、":
                break
            before.append(token)
        return self._label(before[::-1]) if before else None

    def _is_remark_on_a_line(self) -> bool:
        """Whether a clause only remarks on the line before it, where semicolons part the lines."""
        before = self.tokens[: self.position - len(self.local)]
        mark = before[-1].text if before and before[-1].kind == "delimiter" else ""
        if mark in (";", ":"):
            self.separator = mark if mark == ";" else self.separator
        remarks = mark == "," and self.separator == ";" and bool(self.local)
        return remarks and not self._only_names_amounts()

    def _only_names_amounts(self) -> bool:
        """Whether the clauses since the last semicolon are all names with amounts: lines, and no remarks."""
        start = max((i + 1 for i in range(self.position) if self.tokens[i].text in ";。:"), default=0)
        clauses: list[list[Token]] = [[]]
        for token in takewhile(lambda t: t.text not in ";。", self.tokens[start:]):
            if token.text in (",", "、"):
                clauses.append([])
            else:
                clauses[-1].append(token)
        if clauses[-1] and clauses[-1][0].text in REST:  # "……，其余 197 万元为河长制工作经费"
            clauses.pop()
        return len(clauses) >= FEWEST_NAMED and all(self._names_an_amount(clause) for clause in clauses)

    def _label(self, tokens: Sequence[Token]) -> str | None:
        """A line's name: the words up to the figure, function words at both ends left out."""
        kept = list(tokens)
        outside = ("among", "spent_on", "delimiter", "compared", "phase")
        if [t.kind for t in kept[:2]] in (["year", "phase"], ["year", "filler"]):  # "2024 年列支前期费"
            kept = kept[2:]
        while kept and (kept[0].kind in outside or kept[0].text in LEADING):
            kept = kept[1:]
        while kept and (kept[-1].kind in ("phase", "spent_on", "delimiter") or kept[-1].text in TRAILING):
            kept = kept[:-1]
        if not any(t.kind in ("text", "measure", "plain") for t in kept) or any(
            t.text in PER_UNIT for t in kept
        ):
            return None
        label = OF_THE_MONEY.sub("", self._quoted(kept[0].start, kept[-1].end))
        return None if label.endswith("获得") else label
