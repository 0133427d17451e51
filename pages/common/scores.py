"""Tables about scores as HTML: indicator rows, recomputed points, common indicators, the assessment form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from pages.common import tables, wording
from pages.common.rows import Row

INDICATOR_HEAD = (
    "指标（一级 · 二级）",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "扣分",
    "偏差原因及改进措施",
)


def text(value: object) -> str:
    """A cell of an indicator table; a blank cell is said to be blank."""
    if wording.is_missing(value):
        return '<span class="reason" title="表中为空">空白</span>'
    return escape(str(value))


def points(value: object) -> str:
    """Points as they are written, without needless decimals."""
    return text(None) if wording.is_missing(value) else f"{float(str(value)):g}"


def difference(value: float) -> str:
    """A difference of points with its sign, without needless decimals."""
    return f"{value:+.2f}".rstrip("0").rstrip(".")


def _long(words: str) -> str:
    """Words that may be broken, but not into a pillar of single characters."""
    return f'<span class="long">{escape(words)}</span>'


def _long_head(name: object, above: Sequence[object]) -> str:
    """A row's own name with what it belongs to in small letters below, so that one column holds both."""
    known = " · ".join(str(each) for each in above if not wording.is_missing(each))
    named = text(None) if wording.is_missing(name) else _long(str(name))
    return f"{named}<small>{escape(known)}</small>"


def _flag(contradicted: object) -> str:
    return tables.FLAG if contradicted is True else ""


def _linked(words: str, row: Row, figure: object, link: tables.Link) -> str:
    return tables.anchor(words, str(row["report_id"]), str(figure), link) if figure else escape(words)


def indicator_table(rows: Iterable[Row], link: tables.Link) -> str:
    """The indicator rows of one self-evaluation table, the score linked to its place."""
    body = [
        [
            _long_head(row["level3"], (row["level1"], row["level2"])),
            text(row["target"]),
            text(row["actual"]),
            points(row["weight"]) + _flag(row.get("weight_conflict")),
            text(None)
            if wording.is_missing(row["score"])
            else _linked(points(row["score"]), row, row["indicator_id"], link) + _flag(row.get("conflict")),
            f"<b>{points(row['lost'])}</b>" if not wording.is_missing(row["lost"]) and row["lost"] else "—",
            text(row["explanation"]),
        ]
        for row in rows
    ]
    return tables.table(INDICATOR_HEAD, body, caption="绩效自评指标", numeric=[3, 4, 5])


def side_by_side(recomputed: Iterable[Row], assessed: Iterable[Row], link: tables.Link) -> str:
    """Claimed, recomputed, and what the assessment form supports, a line for each table."""
    spans = {row["label"]: f"{row['lowest']:g}～{row['highest']:g}" for row in assessed}
    body = []
    for row in recomputed:
        own = row["scope"] == "部门整体支出"
        gap = row["difference"]
        body.append(
            [
                escape(row["label"]),
                _long(row["scope"]),
                _claimed(row, link),
                _not_recomputed(row) if row["reason"] else points(row["recomputed"]) + _made_of(row),
                "—" if gap is None else difference(gap),
                "—" if row["share"] is None else f"{row['share']:.0f}%",
                escape(spans.get(row["label"], "—")) if own else "—",
            ]
        )
    head = (
        "县区（年度）",
        "自评表",
        "自评得分",
        "复算得分",
        "差额",
        "可复算分值占比",
        "考核评分表可支持的分数（满分100）",
    )
    return tables.table(head, body, caption="自评、复算与考核评分表对照", numeric=[2, 3, 4, 5, 6])


def _claimed(row: Row, link: tables.Link) -> str:
    """The claimed total, linked to its place."""
    if row["claimed"] is None:
        return f'<span class="reason">{wording.MISSING if row["report_id"] else "未收集"}</span>'
    return _linked(points(row["claimed"]), row, row["figure"], link)


def _not_recomputed(row: Row) -> str:
    return f'<span class="reason">无从复算</span><small>{escape(row["reason"])}</small>'


def _kept(table: Row) -> tuple[float, float]:
    """Weight and points of a table's rows that cannot be recomputed; they count as claimed."""
    rows = [row for row in table["rows"] if not row["computed"]]
    weight = sum(row["weight"] or 0.0 for row in rows)
    return weight, sum(row["recomputed"] or 0.0 for row in rows)


def _made_of(table: Row) -> str:
    """How the part that cannot be recomputed has come into a recomputed total; empty if there is none."""
    weight, kept = _kept(table)
    if not weight or table["recomputed"] is None:
        return ""
    computed = points(round(table["recomputed"] - kept, 2))
    return f"<small>复算项{computed}＋其余{points(weight)}分照自评计{points(round(kept, 2))}</small>"


def recomputed_rows(table: Row, link: tables.Link) -> str:
    """One table's rows, claimed beside recomputed, with the reason."""
    body = []
    for row in table["rows"]:
        gap = row["difference"]
        body.append(
            [
                _long(row["name"]),
                text(row["target"]),
                text(row["actual"]),
                points(row["weight"]),
                _linked(points(row["claimed"]), table, row["figure"], link) + _flag(row.get("conflict"))
                if row["claimed"] is not None
                else text(None),
                points(row["recomputed"]) if row["computed"] else _as_claimed(row),
                f"<b>{difference(gap)}</b>" if gap else "—",
                _long(row["reason"]),
            ]
        )
    body.append(_recomputed_total(table))
    head = ("指标", "目标", "完成", "分值", "自评", "复算", "差额", "说明")
    return tables.table(head, body, caption="逐项复算", numeric=[3, 4, 5, 6])


def _as_claimed(row: Row) -> str:
    """A row that cannot be recomputed, with the points that it brings into the total."""
    return f'<span class="reason">无法复算</span><small>照自评计{points(row["recomputed"])}</small>'


def _recomputed_total(table: Row) -> list[str]:
    """The table's last row; it says how the rows that cannot be recomputed count."""
    weight, kept = _kept(table)
    told = f"无法复算的{points(weight)}分照自评计入{points(round(kept, 2))}分" if weight else "各项均已复算"
    whole = sum(row["weight"] or 0.0 for row in table["rows"])
    gap = table["difference"]
    shown = "—" if not gap else f"<b>{difference(gap)}</b>"
    totals = [points(value) for value in (whole, table["claimed"], table["recomputed"])]
    return ["合计", "", "", *totals, shown, _long(told)]


def _report_of(figure: str) -> str:
    """The report that a figure stands in: last year's may be of last year's own report."""
    return figure.partition("@")[0]


def common_indicator_table(found: Sequence[Row], link: tables.Link) -> str:
    """共性指标 down, reports across; each value with its calculation, each gap with what is missing."""
    labels = list(dict.fromkeys(row["label"] for row in found))
    cells: dict[str, dict[str, str]] = {}
    heads: dict[str, str] = {}
    for row in found:
        shown = tables.cell(row, link)
        told = escape(row["formula"] or row["detail"] or "")
        stand_in = f' <span class="stand-in">{escape(row["note"])}</span>' if row["note"] else ""
        places = "".join(
            f" {tables.anchor(f'[{place}]', _report_of(figure), figure, link)}"
            for place, figure in enumerate(row["inputs"], start=1)
        )
        cells.setdefault(row["series"], {})[row["label"]] = f"{shown}{stand_in}<small>{told}{places}</small>"
        expected = f"　标准值{row['expected']}" if row["expected"] else ""
        heads[row["series"]] = f"{escape(row['series'])}<small>{escape(row['rule'] + expected)}</small>"
    body = [[heads[name], *(own.get(label, "—") for label in labels)] for name, own in cells.items()]
    return tables.table(["共性指标", *labels], body, caption="共性指标")


def assessment_table(form: Row, link: tables.Link) -> str:
    """自评工作考核评分表 of one report; what no document can decide waits for a person."""
    body = []
    for line in form["lines"]:
        known = line["lowest"] == line["highest"]
        span = f"{line['lowest']:g}" if known else f"{line['lowest']:g}～{line['highest']:g}"
        more = _linked("查看原文", form, line["figure"], link) if line["figure"] else ""
        waiting = line["status"] == "待人工"
        body.append(
            [
                _long_head(line["item"], [line["part"]]),
                f"{line['points']:g}",
                '<span class="reason">待人工</span>' if waiting else span,
                f"{_long(line['reason'])}　{more}",
            ]
        )
    total = f"{form['lowest']:g}～{form['highest']:g}"
    body.append(["合计", "100", total, "文件可支持的最低分～最高分；待人工的各项从0分算到满分"])
    head = ("指标", "分值", "可支持的分数", "理由")
    return tables.table(head, body, caption="自评工作考核评分表", numeric=[1, 2])
