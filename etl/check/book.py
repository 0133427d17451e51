"""By the book: what the official formulas and forms give on each report of a bureau, all of it unofficial.

The warehouse stores it with the findings, so that pages and analysts read the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.check.assessment import Assessed, assess
from etl.check.recompute import CONVENTIONS, TableScore, recompute
from etl.check.standard import StandardResult, standard

if TYPE_CHECKING:
    from etl.records import Extraction


@dataclass(frozen=True, slots=True)
class Book:
    """One report by the book.

    Attributes:
        report_id: The report.
        indicators: The common indicators (共性指标), in the framework's order.
        scores: Each self-evaluation table recomputed under each convention.
        form: The lines of 自评工作考核评分表, as far as the document shows.
    """

    report_id: str
    indicators: tuple[StandardResult, ...]
    scores: tuple[TableScore, ...]
    form: tuple[Assessed, ...]


def by_the_book(extractions: Sequence[Extraction]) -> list[Book]:
    """Each report by the book; the same bureau's other years give last year's figures.

    Args:
        extractions: What the reports of one bureau yield.
    """
    return [
        _book(extraction, [other for other in extractions if other is not extraction])
        for extraction in extractions
    ]


def _book(extraction: Extraction, others: Sequence[Extraction]) -> Book:
    return Book(
        report_id=extraction.report.report_id,
        indicators=standard(extraction, others),
        scores=tuple(score for code in CONVENTIONS for score in recompute(extraction, code)),
        form=assess(extraction),
    )
