"""What the rules found, as HTML with both sides quoted and linked, and as rows for the 核验单."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any

import pandas as pd

from pages.common import evidence, marks, queries, tables, wording
from pages.common.rows import Row, records

OUTCOMES = ("不符", "存疑", "无法核验", "符合")
SEVERITIES = {"错误": "重要", "疑点": "一般", "提示": "提示"}  # the rules' words, and what a reader sees
SIDES = {"left": "一方", "right": "另一方", "context": "相关"}
SUMS = {"left": "合计", "right": "分项", "context": "相关"}
SUM_FAMILY = "分项与合计"
MARKS = {"不符": "✗", "存疑": "？", "无法核验": "－", "符合": "✓"}
COLUMNS = (
    *("序号", "核验结果", "核验事项", "问题说明", "原文", "依据", "建议"),
    *("人工标记", "单位核实情况"),
)
SHOWN_PLACES = 6
SENTENCE_END = re.compile(r"[。！？；]|\n(?!\t)")  # a line that opens with TAB is a table's next cell


def place_id(start: int, end: int) -> str:
    """Name of a piece of text in a link to the reader."""
    return f"place@{start}-{end}"


def place_of(figure: str) -> tuple[int, int] | None:
    """The offsets that a link names, if it names a piece of text."""
    kind, _, numbers = figure.partition("@")
    start, dash, end = numbers.partition("-")
    return (int(start), int(end)) if kind == "place" and dash and start.isdigit() and end.isdigit() else None


def target(row: Mapping[str, Any]) -> str:
    """What a link to this evidence names: a figure, an indicator row, or a place."""
    for key in ("observation_id", "indicator_id"):
        if not wording.is_missing(row[key]):
            return str(row[key])
    return place_id(int(row["start"]), int(row["end"]))


def quotes(findings: Iterable[str]) -> dict[str, list[Row]]:
    """The evidence of each finding, every piece with the words around it and a name where it has one."""
    wanted = sorted(set(findings))
    rows = records(queries.read("finding_evidence", findings=wanted)) if wanted else []
    named = evidence.sentences(row["observation_id"] for row in rows)
    texts = {report: evidence.text_of(report) for report in {str(row["report_id"]) for row in rows}}
    found: dict[str, list[Row]] = {}
    for row in rows:
        observation = named.get(str(row["observation_id"]))
        name = evidence.figure_name(observation) if observation else _indicator_name(row)
        around = evidence.window(texts[str(row["report_id"])], int(row["start"]), int(row["end"]))
        found.setdefault(str(row["finding_id"]), []).append({**row, **around, "name": name})
    return found


def _indicator_name(row: Row) -> str:
    """The indicator's name; projects repeat each other's indicators, so a project is named with it."""
    if wording.is_missing(row["level3"]):
        return ""
    project = "" if row["indicator_scope"] == "department" else f"（{row['indicator_scope']}）"
    return f"指标“{' '.join(str(row['level3']).split())}”{project}"


def cards(
    rows: Iterable[Row],
    quoted: Mapping[str, list[Row]],
    link: tables.Link,
    marked: Mapping[str, marks.Mark] = MappingProxyType({}),
) -> str:
    """The findings as a list, each with its sentence, its two sides, what to do, and a person's mark."""
    return "".join(
        _card(row, quoted.get(str(row["finding_id"]), []), link, marked.get(str(row["finding_id"])))
        for row in rows
    )


def chosen(pieces: list[Row]) -> list[Row]:
    """The pieces that are quoted: the first ones, but always one of each side that there is."""
    firsts = {str(piece["side"]): place for place, piece in reversed(list(enumerate(pieces)))}
    others = [place for place in range(len(pieces)) if place not in firsts.values()]
    kept = {*firsts.values(), *others[: max(SHOWN_PLACES - len(firsts), 0)]}
    return [pieces[place] for place in sorted(kept)]


def badge(row: Mapping[str, Any]) -> str:
    """The outcome as a small label."""
    outcome = str(row["outcome"])
    return f'<span class="outcome state{OUTCOMES.index(outcome)}">{escape(outcome)}</span>'


def _card(row: Row, pieces: list[Row], link: tables.Link, mark: marks.Mark | None) -> str:
    words = {name: escape(str(row[name])) for name in ("label", "rule_title", "cites", "advice")}
    message = escape(str(row["message"]))
    said = marks.line(mark, str(row.get("fingerprint")))
    origin = escape(f"{row['family']} · {SEVERITIES[row['severity']]}")
    number = escape(f"规则编号：{row['rule']}")
    names = side_names(row, pieces)
    sides = "".join(_side(piece, names, link) for piece in chosen(pieces))
    more = len(pieces) - SHOWN_PLACES
    rest = f'<p class="unit">另有{more}处</p>' if more > 0 else ""
    rest += _explained(row)
    return (
        f'<article class="case"><header>{badge(row)}<b>{words["label"]}</b>　{words["rule_title"]}'
        f'<span class="unit" title="{number}">　{origin}</span></header><p>{message}</p>{sides}{rest}'
        f'<p class="unit">依据：{words["cites"]}　建议：{words["advice"]}</p>{said}</article>'
    )


def _explained(row: Row) -> str:
    """Which finding explains this one: both rest on one figure, so that one correction may settle both."""
    words = _explanation(row)
    return f'<p class="unit">{escape(words)}</p>' if words else ""


def _explanation(row: Row) -> str:
    title = row.get("follows_title")
    return "" if wording.is_missing(title) else f"与“{title}”一条出自同一个数，更正那一处后再看本条。"


def side_names(row: Row, pieces: list[Row]) -> Mapping[str, str]:
    """What the sides of a finding are called: a sum has a total and parts, parts alone have no total."""
    if row["family"] != SUM_FAMILY:
        return SIDES
    return SUMS if any(piece["side"] == "right" for piece in pieces) else {**SUMS, "left": "分项"}


def _side(piece: Row, names: Mapping[str, str], link: tables.Link) -> str:
    side = names.get(str(piece["side"]), "相关")
    name = f"<b>{escape(piece['name'])}</b>　" if piece["name"] else ""
    more = tables.anchor("查看原文 →", str(piece["report_id"]), target(piece), link)
    return f'<p class="side"><i>{side}</i>{name}{tables.quotation(piece)}　{more}</p>'


def matrix_cells(findings: pd.DataFrame) -> pd.DataFrame:
    """One cell for each rule and report: the gravest outcome and how many findings it has.

    Returns:
        label, series (the rule's title), state, text, hover, key (rule and label).
    """
    cells: list[Row] = []
    for (title, label), group in findings.groupby(["rule_title", "label"], sort=False):
        outcomes = list(group["outcome"])
        state = next(outcome for outcome in OUTCOMES if outcome in outcomes)
        count = outcomes.count(state)
        cells.append(
            {
                "label": label,
                "series": title,
                "state": state,
                "text": str(count) if state in OUTCOMES[:2] else MARKS[state],
                "hover": f"<b>{label}</b> {title}<br>{state}{f' {count}处' if state in OUTCOMES[:2] else ''}",
                "key": f"{title}|{label}",
            }
        )
    return pd.DataFrame(cells, columns=pd.Index(["label", "series", "state", "text", "hover", "key"]))


def gravest_first(found: pd.DataFrame) -> pd.DataFrame:
    """The findings by outcome, severity and size of the gap against its figures; 误报 stand last."""
    ranks = found.assign(
        dismissed=marks.is_dismissed(found),
        outcome_rank=found["outcome"].map(OUTCOMES.index),
        severity_rank=found["severity"].map(list(SEVERITIES).index),
        smallness=-found["size"],
    )
    order = ["dismissed", "outcome_rank", "severity_rank", "smallness", "subject_order", "ordinal"]
    return found.loc[ranks.sort_values(order, kind="stable").index]


def sheet(
    rows: Iterable[Row],
    quoted: Mapping[str, list[Row]],
    marked: Mapping[str, marks.Mark] = MappingProxyType({}),
) -> pd.DataFrame:
    """The 核验单 of one report, contradictions first, with room for the bureau's answer."""
    lines = []
    ordered = sorted(rows, key=lambda row: OUTCOMES.index(str(row["outcome"])))
    for number, row in enumerate(ordered, start=1):
        lines.append(
            {
                "序号": number,
                "核验结果": f"{row['outcome']}\n{SEVERITIES[row['severity']]}",
                "核验事项": row["rule_title"],
                "问题说明": str(row["message"]) + _explanation(row),
                "原文": _places(quoted.get(str(row["finding_id"]), [])),
                "依据": row["cites"],
                "建议": row["advice"],
                "人工标记": marks.words(marked.get(str(row["finding_id"])), str(row.get("fingerprint"))),
                "单位核实情况": "",
            }
        )
    return pd.DataFrame(lines, columns=pd.Index(COLUMNS))


def _places(pieces: list[Row]) -> str:
    """The quotes of a finding, a line each; one that is about something absent has none."""
    lines = [_plain(piece) for piece in chosen(pieces)]
    if len(pieces) > SHOWN_PLACES:
        lines.append(f"另有{len(pieces) - SHOWN_PLACES}处")
    return "\n".join(lines) or "报告中未见"


def _plain(piece: Row) -> str:
    """Section and sentence of a quote without markup, for whoever has the report on paper: the place in 【】.

    The place is marked, for a row of a table repeats many a number.
    """
    section = piece.get("section_title")
    where = "" if wording.is_missing(section) else f"“{' '.join(str(section).split())}”："
    before, stated, after = (_joined(part) for part in _sentence(piece))
    gap, rest = " " * before.endswith("│"), " " * after.startswith("│")
    words = f"{before.lstrip('│ ')}{gap}【{stated or '空白'}】{rest}{after.rstrip('│ ')}"
    return f"{piece['name'] or '原文'}　{where}{words}"


def _joined(words: str) -> str:
    """The words in one line, cells apart by a stroke that a line may be broken at."""
    return " ".join(words.replace("\t", " │ ").split())


def _sentence(piece: Row) -> tuple[str, str, str]:
    """The words around a place as far as its sentence or its table's row goes, dots where they are cut."""
    before, after = str(piece["before"]), str(piece["after"])
    opened = list(SENTENCE_END.finditer(before))
    closed = SENTENCE_END.search(after)
    start = opened[-1].end() if opened else 0
    lead = "" if opened or len(before) < evidence.WINDOW else "…"
    trail = "" if closed or len(after) < evidence.WINDOW else "…"
    return lead + before[start:], str(piece["stated"]), after[: closed.end() if closed else None] + trail
