"""The year in a few sentences for a reader with one minute, each with how many counties it speaks for."""

from __future__ import annotations

import pandas as pd

from pages.common import book, data, filters, queries, wording
from pages.common.rows import Row

SPENT = data.Asked(data.PHASES[-1:], basis="占比", base=("expenditure.total", "approved"))
KEPT = data.Asked(
    [("three_public.total", "executed", "控制率")], basis="占比", base=("three_public.total", "approved")
)


def sentences(selection: filters.Selection, spent: pd.DataFrame, kept: pd.DataFrame) -> list[str]:
    """What the chosen reports say about budget, “三公”, self-scores and themselves.

    Args:
        selection: The filters.
        spent: The frame of SPENT.
        kept: The frame of KEPT.
    """
    findings = queries.read("outcomes", **selection.parameters())
    return [
        wording.count_title(spent, "支出决算与年初预算相比", "县区超出", "县区低于", level=100),
        wording.count_title(kept, "“三公”经费决算与预算相比", "县区超出", "县区未超", level=100),
        scores(queries.read("scores", **selection.parameters()), recomputed(selection)),
        contradictions(findings, len(selection.subjects)),
    ]


def recomputed(selection: filters.Selection) -> list[Row]:
    """The tables' totals under the first convention, pro rata."""
    return book.recomputed(selection, next(iter(book.CONVENTIONS.values())))


def scores(claimed: pd.DataFrame, recomputed: list[Row]) -> str:
    """`自评总分97～99分（有数3/5）；附表可复算的2份中，2份复算低于自评`.

    Args:
        claimed: The frame of scores.sql.
        recomputed: The tables of book.recomputed.
    """
    known = claimed["value"].dropna()
    if known.empty:
        return f"自评总分：{wording.too_few(claimed)}"
    low, high = f"{known.min():g}", f"{known.max():g}"
    words = f"自评总分{low if low == high else f'{low}～{high}'}分{wording.share_of_subjects(claimed)}"
    gaps = [
        float(table["difference"])
        for table in recomputed
        if table["scope"] == book.DEPARTMENT and table["difference"] is not None
    ]
    below = sum(gap < 0 for gap in gaps)
    return f"{words}；附表可复算的{len(gaps)}份中，{below}份复算低于自评" if gaps else words


def contradictions(findings: pd.DataFrame, subjects: int) -> str:
    """`2/3份报告自相矛盾：不符16处，另有存疑66处；另2个县区没有该年度报告`.

    Args:
        findings: The frame of outcomes.sql.
        subjects: How many departments and years were asked for.
    """
    reports = findings["label"].nunique()
    if not reports:
        return "勾稽核验：没有该年度报告"
    wrong = findings[findings["outcome"] == "不符"]
    doubtful = int((findings["outcome"] == "存疑").sum())
    rest = f"；另{subjects - reports}个县区没有该年度报告" if reports < subjects else ""
    if wrong.empty:
        return f"勾稽核验{reports}份报告没有发现不符，存疑{doubtful}处{rest}"
    words = f"{wrong['label'].nunique()}/{reports}份报告自相矛盾"
    return f"{words}：不符{len(wrong)}处，另有存疑{doubtful}处{rest}"


def contradiction(row: Row) -> str:
    """`收入合计（年初预算）：“收入合计等于各来源之和”不成立，相差85.40万元`.

    Args:
        row: A contradiction of attention.sql.
    """
    about = "" if wording.is_missing(row["about"]) else f"{row['about']}："
    words = f"{about}“{row['rule_title']}”不成立"
    if wording.is_missing(row["gap"]) or wording.is_missing(row["unit"]):
        return words
    return f"{words}，相差{wording.amount(abs(float(row['gap'])), str(row['unit']))}"
