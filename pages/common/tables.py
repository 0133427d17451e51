"""Tables as plain HTML (readable by screen readers, printable) and as downloads.

Every figure of a table is a link to the place in the report that it came from. All text is escaped.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from pages.common import evidence, excel, wording
from pages.common.rows import records

FLAG = f'<sup class="conflict" title="报告内各处数值不一致，或勾稽核验不符">{wording.CONFLICT}</sup>'

SIGNS = f"标注（{wording.CONFLICT}数值不一或核验不符，{wording.DERIVED}推算或按公式计算）"
NARROW = 4  # columns that a telephone shows side by side
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")  # what opens a formula in Excel

Link = Callable[[str, str | None], str]


def anchor(words: str, report: str, figure: str | None, link: Link, title: str = "") -> str:
    """A link to a figure's place in its report; the click is followed without reloading the page."""
    shown = f' title="{escape(title)}"' if title else ""
    figure_attribute = f' data-figure="{escape(figure)}"' if figure else ""
    return (
        f'<a class="figure" href="{escape(link(report, figure))}" target="_self"'
        f' data-report="{escape(report)}"{figure_attribute}{shown}>{escape(words)}</a>'
    )


def cell(row: Mapping[str, Any], link: Link, *, with_unit: bool = False) -> str:
    """One figure as HTML: the linked value with its flags, or the reason why it is missing."""
    if wording.is_missing(row["value"]):
        reason = wording.MISSING if wording.is_missing(row.get("reason")) else str(row["reason"])
        return f'<span class="reason" title="{escape(_text(row.get("detail")))}">{escape(reason)}</span>'
    unit = str(row["unit"])
    words = wording.number(float(row["value"]), wording.decimals_of(unit, float(row["value"])))
    words += "%" if unit == "%" else (unit if with_unit else "")
    formula = _text(row.get("formula"))
    if formula and len(_inputs(row)) > 1:
        html = _reckoned(row, words, formula, link)
    else:
        html = _stated(row, words, formula, link)
    part = wording.stands_for(row)
    return f"{html}<small>{escape(part)}</small>" if part else html


def _stated(row: Mapping[str, Any], words: str, formula: str, link: Link) -> str:
    """A figure with at most one input, linked to its place, with its signs."""
    figure, report = row.get("observation_id"), row.get("report_id")
    linked = isinstance(figure, str) and isinstance(report, str)
    html = anchor(words, str(report), str(figure), link, formula) if linked else escape(words)
    if row.get("origin") in {"derived", "computed"}:
        word = "推算" if row["origin"] == "derived" else "按公式计算"
        html += f'<sup class="derived" title="{word}：{escape(formula)}">{wording.DERIVED}</sup>'
    return html + FLAG if row.get("conflict") is True else html


def _reckoned(row: Mapping[str, Any], words: str, formula: str, link: Link) -> str:
    """A figure that rests on several: it opens to its formula and a link to each of them."""
    flag = FLAG if row.get("conflict") is True else ""
    inputs = "　".join(
        anchor(f"原文{place}", each.partition("@")[0], each, link)
        for place, each in enumerate(_inputs(row), start=1)
    )
    word = "推算" if row.get("origin") == "derived" else "按公式计算"
    return (
        f'<details class="reckoned"><summary title="{word}：{escape(formula)}">{escape(words)}'
        f'<sup class="derived">{wording.DERIVED}</sup>{flag}</summary>'
        f"<small>{escape(formula)}<br>{inputs}</small></details>"
    )


def _head(name: str) -> str:
    """A column's head; what stands in brackets at its end goes to a second line."""
    words, _, rest = name.rpartition("（")
    if not words or not name.endswith("）"):
        return escape(name)
    return f"{escape(words)}<small>{escape(rest.removesuffix('）'))}</small>"


def table(
    head: Sequence[str], body: Iterable[Sequence[str]], *, caption: str = "", numeric: Iterable[int] = ()
) -> str:
    """An HTML table from cells that are HTML already.

    Args:
        head: Column heads, plain text.
        body: Rows of HTML cells; the first cell is the row's head.
        caption: What the table shows, for screen readers.
        numeric: Columns to align right.
    """
    right = dict.fromkeys(numeric, " class=number")
    heads = "".join(
        f'<th scope="col"{right.get(place, "")}>{_head(name)}</th>' for place, name in enumerate(head)
    )
    rows = "".join(f"<tr>{_cells(cells, right)}</tr>" for cells in body)
    words = f"<caption>{escape(caption)}</caption>" if caption else ""
    hint = f'<p class="swipe">← 左右滑动，共{len(head)}列 →</p>' if len(head) > NARROW else ""
    return (
        f'{hint}<div class="table"><table>{words}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cells(cells: Sequence[str], right: Mapping[int, str]) -> str:
    """The cells of one row; the first one is its head."""
    rest = "".join(f"<td{right.get(place, '')}>{html}</td>" for place, html in enumerate(cells[1:], start=1))
    return f'<th scope="row">{cells[0]}</th>{rest}'


def twin(figures: pd.DataFrame, link: Link, caption: str) -> str:
    """The chart's figures as a table: labels down, series across."""
    series = list(dict.fromkeys(figures["series"]))
    rows: dict[str, dict[str, str]] = {}
    for row in records(figures):
        rows.setdefault(str(row["label"]), {})[str(row["series"])] = cell(row, link)
    body = [[escape(label), *(cells.get(name, "—") for name in series)] for label, cells in rows.items()]
    return table(["县区（年度）", *series], body, caption=caption, numeric=range(1, len(series) + 1))


def long_list(figures: pd.DataFrame, link: Link, caption: str, heading: str = "项目") -> str:
    """The figures one below the other, for lists whose series differ from label to label."""
    body = [
        [escape(str(row["label"])), escape(str(row["series"])), cell(row, link)] for row in records(figures)
    ]
    return table(["县区（年度）", heading, "数值"], body, caption=caption, numeric=[2])


def _inputs(row: Mapping[str, Any]) -> list[str]:
    given = row.get("inputs")
    ids = (
        [each for each in given if isinstance(each, str)]
        if given is not None and not isinstance(given, float)
        else []
    )
    return list(
        dict.fromkeys(ids or ([row["observation_id"]] if isinstance(row.get("observation_id"), str) else []))
    )


def input_ids(figures: pd.DataFrame) -> list[str]:
    """All observations that a frame's figures rest on."""
    return list(dict.fromkeys(each for row in records(figures) for each in _inputs(row)))


def quotation(sentence: Mapping[str, Any]) -> str:
    """The words around a number, the number marked; cells of a table are set apart by a bar."""
    pieces = [str(sentence[part]) for part in ("before", "stated", "after")]
    before, stated, after = (escape(" ".join(piece.replace("\t", "│").split())) for piece in pieces)
    return f"…{before.lstrip('│ ')}<mark>{stated}</mark>{after.rstrip('│ ')}…"


def sources(figures: pd.DataFrame, sentences: Mapping[str, Mapping[str, Any]], link: Link) -> str:
    """Where each figure comes from: its formula, and the sentence of each input with a link to it."""
    return f'<dl class="sources">{"".join(_source(row, sentences, link) for row in records(figures))}</dl>'


def _source(row: Mapping[str, Any], sentences: Mapping[str, Mapping[str, Any]], link: Link) -> str:
    name = f"{row['label']}　{row['series']}"
    head = f"<dt>{escape(name)}　{cell(row, link, with_unit=True)}</dt>"
    if wording.is_missing(row["value"]):
        return f"{head}<dd>{escape(_text(row.get('detail')))}</dd>"
    formula = _text(row.get("formula"))
    lines = [f'<dd class="formula">{escape(formula)}</dd>'] if formula else []
    lines += [_quoted(sentences[each], link) for each in _inputs(row) if each in sentences]
    return head + "".join(lines)


def _text(value: Any) -> str:
    return "" if wording.is_missing(value) else str(value)


def _quoted(sentence: Mapping[str, Any], link: Link) -> str:
    name = evidence.figure_name(dict(sentence))
    more = anchor("查看原文 →", str(sentence["report_id"]), str(sentence["observation_id"]), link)
    return f"<dd><b>{escape(name)}</b>　{quotation(sentence)}　{more}</dd>"


def flat(figures: pd.DataFrame, sentences: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """The figures as rows for a download, with reasons in words."""
    rows = []
    for row in records(figures):
        quotes = [sentences[each] for each in _inputs(row) if each in sentences]
        missing = wording.is_missing(row["value"])
        rows.append(
            {
                "县区（年度）": row["label"],
                "项目": row["series"],
                "数值": None if missing else float(row["value"]),
                "单位": row["unit"],
                "缺失原因": (row.get("reason") or wording.MISSING) if missing else "",
                "说明": _text(row.get("detail")),
                "算式": _text(row.get("formula")),
                "推算": "是" if row.get("origin") == "derived" else "",
                "冲突": "是" if row.get("conflict") is True else "",
                "原文": "；".join(" ".join(str(quote["quote"]).split()) for quote in quotes),
                "出处": "；".join(f"{quote['file']} {evidence.section_name(quote)}" for quote in quotes),
            }
        )
    return pd.DataFrame(rows)


def csv(figures: pd.DataFrame, sentences: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The rows as CSV with a byte order mark, which Excel needs for Chinese; no text is a formula."""
    rows = flat(figures, sentences).map(_inert)
    return rows.to_csv(index=False).encode("utf-8-sig")


def _inert(value: Any) -> Any:
    """A text that Excel would compute, with the apostrophe that keeps it a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _plain(row: Mapping[str, Any]) -> str | float:
    """A number as a number; words where it is missing, or is but a part of what its column says."""
    if wording.is_missing(row["value"]):
        return row.get("reason") or wording.MISSING
    part = wording.stands_for(row)
    return wording.number(float(row["value"])) + part if part else float(row["value"])


def _as_shown(figures: pd.DataFrame) -> pd.DataFrame:
    """Labels down, series with their unit across; a missing figure is its reason; signs stand at the end."""
    shown = {(row["label"], row["series"]): _plain(row) for row in records(figures)}
    units = dict(zip(figures["series"], figures["unit"], strict=True))
    signs: dict[str, list[str]] = {}
    for row in records(figures):
        if sign := _signs(row):
            signs.setdefault(str(row["label"]), []).append(f"{row['series']}{sign}")
    body = [
        [label, *(shown.get((label, name), "—") for name in units), "、".join(signs.get(str(label), []))]
        for label in dict.fromkeys(figures["label"])
    ]
    heads = [f"{name}（{unit}）" for name, unit in units.items()]
    return pd.DataFrame(body, columns=pd.Index(["县区（年度）", *heads, SIGNS]))


def _signs(row: Mapping[str, Any]) -> str:
    """The signs that a figure bears on screen."""
    if wording.is_missing(row["value"]):
        return ""
    reckoned = wording.DERIVED if row.get("origin") in {"derived", "computed"} else ""
    return reckoned + (wording.CONFLICT if row.get("conflict") is True else "")


def xlsx(
    figures: pd.DataFrame, sentences: Mapping[str, Mapping[str, Any]], notes: Mapping[str, str]
) -> bytes:
    """A workbook: 数据 as on screen, 明细 with reasons and quotes, 说明 with filters and sources.

    Args:
        figures: The chart's frame.
        sentences: By observation id, from evidence.sentences.
        notes: Lines of the sheet 说明.
    """
    pages = {
        "数据": _as_shown(figures),
        "明细": flat(figures, sentences),
        "说明": pd.DataFrame(list(notes.items()), columns=pd.Index(["项", "内容"])),
    }
    return workbook(pages)


def workbook(pages: Mapping[str, pd.DataFrame]) -> bytes:
    """A workbook of the given sheets, numbers with thousands separators, columns fitted."""
    target = io.BytesIO()
    with excel.writer(target) as writer:
        number = writer.book.add_format({"num_format": "#,##0.00"})
        head = writer.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for name, frame in pages.items():
            frame.to_excel(writer, sheet_name=name, index=False)
            page = writer.sheets[name]
            for place, column in enumerate(frame.columns):
                page.write(0, place, str(column), head)
                page.set_column(place, place, None, number)
            page.autofit(360)
            page.freeze_panes(1, 1)
    return target.getvalue()


def indicator_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The indicator rows for a download, under Chinese heads."""
    names = {
        "label": "县区（年度）",
        "scope": "自评表",
        "level1": "一级指标",
        "level2": "二级指标",
        "level3": "三级指标",
        "target": "年度指标值",
        "actual": "实际完成值",
        "weight": "分值",
        "score": "得分",
        "lost": "扣分",
        "explanation": "偏差原因及改进措施",
        "signs": SIGNS,
    }
    against = {"weight_conflict": f"分值{wording.CONFLICT}", "conflict": f"得分{wording.CONFLICT}"}
    signs = [
        "、".join(words for name, words in against.items() if row[name] is True) for row in records(rows)
    ]
    renamed = rows.assign(signs=signs)[list(names)].rename(columns=names)
    texts = renamed.columns.difference(["分值", "得分", "扣分"])
    renamed[texts] = renamed[texts].map(lambda value: "" if wording.is_missing(value) else str(value))
    return renamed.replace({"自评表": {"department": "部门整体支出"}})
