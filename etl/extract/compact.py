"""The matching copy of a stretch of text: no blanks, no quotation marks, half-width signs, with its way back.

Reports write "“三公”经费", "105.9 %" and "１２．５万元"; the catalogue writes each wording once. Every
position of the copy knows its offset in the document, so nothing is ever guessed back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_DROPPED = frozenset(" \t\r\n\u3000\xa0\u200b\ufeff\x0b\x0c“”\"‘’'『』「」")
_KEPT = re.compile(f"[^{re.escape(''.join(sorted(_DROPPED)))}]+")
# A full stop typed as a point: behind a word or a unit, no digit after it.
# A list number may follow it ("明细.1)低保"), so that only a digit without one is a decimal.
_ASCII_STOP = re.compile(  # the point comes first: the engine looks for it and not for what is before it
    r"\.(?:(?<=[\u4e00-\u9fff%)]\.)(?!\.|\d(?![)、]))|(?<=[\u4e00-\u9fff]\.)(?=[\d,]+\.\d)|(?:"
    + "|".join(rf"(?<=[\u4e00-\u9fff)]\d{{{count}}}\.)" for count in range(1, 7))
    + r")(?![\d.]))"
)
_SPECIAL = {
    "。": "。",
    "、": "、",
    "〔": "[",
    "〕": "]",
    "【": "[",
    "】": "]",
    "﹝": "[",
    "﹞": "]",
    "拔": "拨",
    "—": "—",
}


def _half_width(code: int) -> str | None:
    """The one-character compatibility form of a full-width sign, or None where it has none."""
    character = chr(code)
    form = unicodedata.normalize("NFKC", character)
    return form if len(form) == 1 and form != character else None


_TABLE: dict[int, str] = {code: form for code in range(0xFF00, 0xFFEF) if (form := _half_width(code))} | {
    ord(key): value for key, value in _SPECIAL.items()
}

_WITHOUT_DROPPED: dict[int, str | None] = {**_TABLE, **{ord(character): None for character in _DROPPED}}


@dataclass(frozen=True, slots=True)
class Compact:
    """A compacted stretch: `text`, and for each of its characters the document offset."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document offsets of the compact range [start, end)."""
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=8192)  # cells and labels repeat within a report and across reports
def normal(text: str) -> str:
    """A wording as the matching copy writes it."""
    return text.translate(_WITHOUT_DROPPED)


def compact(text: str, start: int, end: int) -> Compact:
    """The matching copy of text[start:end]."""
    kept = (range(*run.span()) for run in _KEPT.finditer(text, start, end))
    offsets = tuple(chain.from_iterable(kept))
    plain = text[start:end].translate(_WITHOUT_DROPPED)
    return Compact(_ASCII_STOP.sub("。", plain), offsets)
