"""What one figure is: its full name, how the report wrote it, and the other places that state it."""

from __future__ import annotations

from html import escape

from pages.common import evidence, filters, findings, marks, queries, tables, wording
from pages.common.rows import Row, records


def panel(figure: str, report: str) -> str:
    """What a link has chosen, as HTML.

    Args:
        figure: An observation, a row of a self-evaluation table, or a place of the text.
        report: The report that is shown.
    """
    found = evidence.sentences([figure]).get(figure)
    if found:
        return _observation(found)
    if findings.place_of(figure):
        return f'<div class="sentence"><b>核验所指之处</b>{_found(figure, report)}</div>'
    return _indicator(figure)


def _observation(found: Row) -> str:
    figure = str(found["observation_id"])
    unit = "%" if found["statistic"] in {"yoy_pct", "share_pct"} else str(found["unit"])
    name = f"{found['county']} {evidence.figure_name(found)}"
    flag = tables.FLAG if conflicting(figure) else ""
    value = wording.amount(float(found["value"]), unit)
    scope = "" if found["scope"] == "department" else f"　项目：{found['scope']}"
    told = f"原文写作“{stated(found)}”　{evidence.section_name(found)}{scope}"
    return (
        f'<div class="sentence"><b>{escape(name)}</b>　{escape(value)}{flag}'
        f'　<span class="status">{escape(told)}</span>'
        f"<br>{tables.quotation(found)}<br>"
        f'<span class="status">口径：{escape(str(found["definition"]))}</span>'
        f"{_places(figure)}{_found(figure)}</div>"
    )


def _indicator(indicator: str) -> str:
    rows = records(queries.read("indicator", indicator=indicator))
    if not rows:
        return "<p></p>"
    row = rows[0]
    names = " · ".join(
        str(row[level]) for level in ("level1", "level2", "level3") if not wording.is_missing(row[level])
    )
    facts = (
        ("年度指标值", "target"),
        ("实际完成值", "actual"),
        ("分值", "weight"),
        ("得分", "score"),
        ("偏差原因", "reason"),
    )
    words = "　".join(f"{name}：{_shown(row[key])}" for name, key in facts)
    return f'<div class="sentence"><b>{escape(names)}</b><br>{escape(words)}{_found(indicator)}</div>'


def _shown(value: object) -> str:
    if wording.is_missing(value):
        return "空白"
    return f"{value:g}" if isinstance(value, float) else str(value)


def stated(row: Row) -> str:
    """The number with its unit as the report wrote them."""
    unit = "" if wording.is_missing(row["stated_unit"]) else str(row["stated_unit"])
    value = str(row["stated_value"])
    return value if value.endswith(unit) else value + unit


def _found(figure: str, report: str = "") -> str:
    """What the rules found about this figure, or about this place of the report."""
    start, end = findings.place_of(figure) or (-1, -1)
    found = queries.read("figure_findings", figure=figure, report=report, start=start, end=end)
    if found.empty:
        return ""
    marked = marks.read()
    lines = "".join(
        f"<li>{findings.badge(row)}{escape(_told(row))}"
        f"{marks.line(marked.get(str(row['finding_id'])), str(row['fingerprint']))}</li>"
        for row in records(found)
    )
    dismissed = int(marks.is_dismissed(found).sum())
    but = f"，其中{dismissed}项已标为误报" if dismissed else ""
    told = f"勾稽核验涉及{len(found)}项{but}"
    return f'<details><summary>{told}</summary><ul class="places">{lines}</ul></details>'


def _told(row: Row) -> str:
    return f"{row['rule_title']}：{row['message']}"


def _places(figure: str) -> str:
    """All places that state the same figure: which one is used, and why the others are not."""
    rows = records(queries.read("occurrences", figure=figure))
    if len(rows) < 2:
        return ""
    lines = "".join(_place(row, figure) for row in rows)
    told = f"同一指标共有{len(rows)}处" + (
        "，数值不尽相同" if len({row["value"] for row in rows}) > 1 else ""
    )
    return f'<details><summary>{told}</summary><ol class="places">{lines}</ol></details>'


def _place(row: Row, figure: str) -> str:
    used = "采用" if row["rank"] == 1 else f"未采用：{row['reason_lost']}"
    method = "表格" if row["method"] == "table" else "文字"
    where = f"{row['fiscal_year']}年度报告·{evidence.section_name(row)}·{method}"
    here = "（本处）" if row["observation_id"] == figure else ""
    link = filters.selection().link
    number = tables.anchor(stated(row), str(row["report_id"]), str(row["observation_id"]), link)
    return f"<li>{number}　{escape(where)}{here}　<i>{escape(used)}</i></li>"


def conflicting(figure: str) -> bool:
    """Whether the places of this figure do not agree."""
    rows = queries.read("report_figures", report=figure.partition("@")[0])
    return bool(rows.loc[rows["observation_id"] == figure, "conflict"].any())
