"""Cuts a compact paragraph into the tokens that the narrative grammar reads.

Tokens are the figures, the known words, the delimiters, and what is left: unknown text. Titles in
《》 and document numbers in 〔〕 are no part of a sentence's meaning and are dropped.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from etl.catalogue import measures
from etl.extract.compact import Compact
from etl.extract.lexicon import Term, find_terms, gapped_wordings
from etl.extract.numbers import Figure, figures, years

DELIMITERS = frozenset(",;。:、()!?")
_QUOTED_TITLE = re.compile(r"《[^》]*》|\[[^\]]{0,12}\]\d*号?")
_ENUMERATOR = re.compile(
    r"(?:(?<=[;。:,!?)])|^)(?:\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d)|\d{1,2}\.(?=(?:19|20)\d\d年|[345]G)|\d{1,2}\.\d{1,2}(?=(?![万亿千元家人个名分批次户件台辆年月日号位条座处倍]|项(?!目))[\u4e00-\u9fff])|\d{1,2}\)|[①-⑳㈠-㈩⑴-⒇])"
)
_CIRCLED = re.compile(r"[①-⑳](?<=[\d元万%].)")  # numbers the next line of a list without punctuation
_DASHED = re.compile(r"[—-](?:(?<=[\d元万%;。:].)|(?<=^.))[—-]?(?=[\u4e00-\u9fff])")  # opens such a line
_DAY = re.compile(r"(?<![年度\d])(?:截至|截止|至|到)?\d{1,2}月\d{1,2}日止?")  # of the year spoken of
_EMPTY_PARENTHESES = re.compile(r"\([^()\d]*\)")
_PIECE = re.compile(r"[,;。:、()!?]|[^,;。:、()!?\x00]+")
_YEARS_IN_PARENTHESES = re.compile(r"\((\d{4}年?(?:至|到|-|—|、)\d{4}年?)\)")
_START = attrgetter("start")
_TEXT = Term("text")
_DELIMITER = Term("delimiter")
_FIGURE = Term("figure")
_YEAR = Term("year")
_DATE_REST = re.compile(
    r"年?度?\d{1,2}月(?:\d{1,2}日)?|年度?[初底末]?|[初底末]|\d{1,2}-\d{1,2}月|\d{1,2}月份?"
)


class Token(NamedTuple):
    """A token with its compact span; `figure` and `year` only where the kind says so."""

    kind: str
    start: int
    end: int
    text: str
    term: Term
    figure: Figure | None = None
    year: int | None = None


def _blanked(text: str) -> str:
    """The text with titles, document numbers and list numbers blanked out, lengths unchanged."""
    text = _CIRCLED.sub(";", text)
    text = _DASHED.sub(lambda match: ";" + "\x00" * (len(match[0]) - 1), text)
    days = (_DAY,) if "日" in text else ()
    for pattern in (_QUOTED_TITLE, _ENUMERATOR, *days):
        text = pattern.sub(lambda match: "\x00" * len(match[0]), text)
    return _YEARS_IN_PARENTHESES.sub("\x00\\1\x00", text)


def _without_remarks(text: str, taken: list[tuple[int, int]]) -> str:
    """The text with parentheses that hold no figure blanked out, unless a known word spans them.

    "政府购买服务人员（森林消防队员）18人": the remark must not come between the word and its number.
    """

    def blank(match: re.Match[str]) -> str:
        inside = any(start < match.end() and match.start() < end for start, end in taken)
        return match[0] if inside else "\x00" * len(match[0])

    return _EMPTY_PARENTHESES.sub(blank, _EMPTY_PARENTHESES.sub(blank, text))


def _gapped(text: str, known: list[Token]) -> list[Token]:
    """Wordings with a gap, such as 争取……资金, where no known measure already stands."""
    found: list[Token] = []
    for pattern, code in gapped_wordings():
        for match in pattern.finditer(text):
            term = Term("measure", (code,), "", "strong")
            shared = [
                token
                for token in known
                if code in token.term.codes and token.start < match.end() and match.start() < token.end
            ]
            if not any(token.end - token.start >= len(match[0]) for token in shared):
                found.append(Token("measure", match.start(), match.end(), match[0], term))
    return found


def _known_tokens(text: str) -> list[Token]:
    """Figures, years and known words, sorted, without overlaps; figures win over words."""
    numbers = [
        Token("figure", figure.start, figure.unit_end, text[figure.start : figure.unit_end], _FIGURE, figure)
        for figure in figures(text)
    ]
    dates = [_year_token(text, start, end, year) for start, end, year in years(text)]
    bare = _overwritten(text, [*numbers, *dates])
    words = [Token(term.kind, start, end, text[start:end], term) for start, end, term in find_terms(bare)]
    gapped = _gapped(text, words)
    tokens = gapped + _outside(gapped, numbers, len(text))
    tokens += _outside(tokens, dates, len(text))
    tokens += _outside(gapped, words, len(text))  # words were looked for outside numbers and dates
    return sorted(tokens, key=_START)


def _outside(taken: list[Token], tokens: list[Token], length: int) -> list[Token]:
    """The tokens that share no position with those taken before."""
    if not taken:
        return tokens
    free = bytearray(b"\x01" * length)
    for token in taken:
        free[token.start : token.end] = bytes(token.end - token.start)
    return [token for token in tokens if 0 not in free[token.start : token.end]]


def _overwritten(text: str, tokens: list[Token]) -> str:
    """The text with figures and years blanked, so that "2022年度支出预算" is not read as 年度支出."""
    pieces: list[str] = []
    position = 0
    for start, end in sorted([(token.start, token.end) for token in tokens]):
        pieces += (text[position:start], "\x00" * (end - max(start, position)))
        position = max(position, end)
    return "".join([*pieces, text[position:]])


def _year_token(text: str, start: int, end: int, year: int) -> Token:
    rest = _DATE_REST.match(text, end)
    stop = rest.end() if rest else end
    return Token("year", start, stop, text[start:stop], _YEAR, year=year)


def _pieces(text: str) -> list[Token]:
    """The delimiters of a text and the unknown words between them; blanked stretches are left out."""
    pieces: list[Token] = []
    for match in _PIECE.finditer(text):
        piece = match[0]
        kind, term = ("delimiter", _DELIMITER) if piece in DELIMITERS else ("text", _TEXT)
        start, end = match.span()
        pieces.append(Token(kind, start, end, piece, term))
    return pieces


def tokenize(paragraph: Compact) -> list[Token]:
    """The tokens of a compact paragraph in reading order."""
    text = _blanked(paragraph.text)
    known = _known_tokens(text)
    remarks = _without_remarks(text, [(token.start, token.end) for token in known if token.kind == "measure"])
    if remarks != text:
        known = [token for token in known if "\x00" not in remarks[token.start : token.end]]
    return sorted(known + _pieces(_overwritten(remarks, known)), key=_START)


def unit_of(code: str) -> str:
    """The catalogue unit of a measure."""
    return measures()[code].unit
