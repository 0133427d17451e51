"""The narrative grammar: which measure, phase, year and statistic a figure in a sentence states.

A paragraph is read once, left to right. Words before a figure say what it is; what a clause does not
say it inherits from the statement that it stands in:

* a clause with a measure binds its figures to the nearest one ("基本支出中人员支出 651.94 万元");
* a clause with nothing but phase words inherits the subject ("……，实际支出 5 万元");
* 其中 opens a list below the last subject; parentheses open one and close it again;
* under a list measure (项目支出, 争取资金) unknown nouns are the names of its lines;
* a word of change makes a figure a change, measured against the previous year or, to no use, the budget;
* unknown or foreign words between delimiter and figure make it somebody else's figure.

What the grammar cannot place it leaves out: a missing figure can be shown as missing, a wrong one not.
"""

from __future__ import annotations

from etl.extract.compact import Compact
from etl.extract.narrative.model import Reading, Setting, Unplaced
from etl.extract.narrative.reader import Reader

__all__ = ["Reading", "Setting", "Unplaced", "read_paragraph"]


def read_paragraph(
    document: str, paragraph: Compact, setting: Setting
) -> tuple[list[Reading], list[Unplaced]]:
    """The readings of one paragraph.

    Args:
        document: The document text.
        paragraph: The paragraph's matching copy.
        setting: What the paragraph inherits from the report and its heading.

    Returns:
        The figures that could be placed, in reading order, and those beside a measure that could not.
    """
    reader = Reader(document, paragraph, setting)
    return reader.read(), reader.unplaced
