"""All words that the grammar knows, from the catalogue, found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick

from etl.catalogue import measures, read_yaml, words
from etl.extract.compact import normal

# Names of funds that contain 预算 without saying that a figure is a budget figure.
_FUND_NAMES = re.compile(
    r"一般公共预算|公共财政预算|一般预算|(?:政府性?)?基金预算|国有资本(?:经营)?预算|社会保险基金预算|社保基金预算|社会保险预算"
)
_WHOLE_YEAR = re.compile(r"(?:全年|当年|本年)(?:总|实际)?(?:收入|支出)")
_APPROVED = re.compile(r"年初|预算|控制数")
_EXECUTED = re.compile(r"决算|实际")


@dataclass(frozen=True, slots=True)
class Term:
    """What a wording can mean.

    Attributes:
        kind: `measure`, `phase`, `base`, `change`, `reach`, `share`, `compared`, `respectively`, `each`,
            `among`, `none`, `year`, `filler`, `foreign`, `county_wide`, `weak` or `plain`.
        codes: The measures that a `measure` wording states (two for 收支).
        value: The phase, direction, base or year offset of the other kinds; for a measure the phase
            that its wording carries (决算收入) or "".
        strength: Of a measure: `strong`, `faint` (yields to other subjects), `bare` (only where new
            ones are counted), `label` (only beside its family) or `item` (a named line of it).
    """

    kind: str
    codes: tuple[str, ...] = ()
    value: str = ""
    strength: str = "strong"


def carried_phase(alias: str) -> str:
    """The phase that a measure's own wording states: 决算收入 is executed, 年初预算支出 approved."""
    rest = _FUND_NAMES.sub("", alias)
    if _WHOLE_YEAR.match(rest) and "预算" not in rest:
        return "executed"
    if _EXECUTED.search(rest):
        return "executed"
    return "approved" if _APPROVED.search(rest) else ""


def _word_terms() -> Iterator[tuple[str, Term]]:
    """The grammar's words, weaker kinds first so that stronger ones replace them."""
    content = read_yaml("words.yml")
    for kind in ("filler", "plain", "county_wide", "foreign", "none", "each", "respectively", "same"):
        yield from ((word, Term(kind)) for word in words(content[kind]))
    yield from ((word, Term("plain")) for word in words(content["both_phases"]))
    yield from ((word, Term("foreign")) for word in words(content["supplements"]))
    yield from ((word, Term("weak", value=carried_phase(word))) for word in words(content["weak"]))
    yield from ((word, Term("among")) for word in words(content["among"]))
    yield from (
        (word, Term("spent_on")) for word in words(content["spent_on"]) if word not in words(content["among"])
    )
    for kind in ("share", "compared"):
        yield from ((word, Term(kind)) for word in words(content[kind]))
    for kind in ("year", "phase", "base", "change"):
        for value, wordings in content[kind].items():
            yield from ((word, Term(kind, value=str(value))) for word in words(wordings))
    yield from ((word, Term("reach", value="to")) for word in words(content["reach"]["to"]))
    yield from ((word, Term("filler")) for word in words(content["reach"]["from"]))


def _measure_terms() -> Iterator[tuple[str, Term]]:
    """The measures' wordings, by strength."""
    for measure in measures().values():
        for strength, wordings in (
            ("label", measure.labels),
            ("item", measure.items),
            ("faint", measure.faint),
            ("bare", measure.bare),
            ("strong", measure.aliases),
        ):
            for word in wordings:
                yield word, Term("measure", (measure.code,), carried_phase(word), strength)


@cache
def terms() -> dict[str, Term]:
    """Every known wording in its matching form; one that two measures share states both."""
    known: dict[str, Term] = {}
    for word, term in _word_terms():
        known[normal(word)] = term
    labelled: dict[str, Term] = {}
    for word, term in _measure_terms():
        key = normal(word)
        earlier = labelled.get(key)
        if earlier and earlier.strength == term.strength and term.codes[0] not in earlier.codes:
            term = Term("measure", (*earlier.codes, *term.codes), term.value, term.strength)
        labelled[key] = term
    return known | labelled


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, term in terms().items():
        automaton.add_word(word, (len(word), term))
    automaton.make_automaton()
    return automaton


def find_terms(text: str) -> list[tuple[int, int, Term]]:
    """The known words of a compact text, leftmost longest first, as (start, end, term)."""
    return [(end - length + 1, end + 1, term) for end, (length, term) in _automaton().iter_long(text)]


@cache
def gapped_wordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The wordings with gaps, as (pattern, measure code)."""
    return tuple(
        (re.compile(measure.gapped), measure.code) for measure in measures().values() if measure.gapped
    )
