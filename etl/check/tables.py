"""The indicator tables of a report; projects whose tables are copies of one another stand as one.

A mistake that was copied into three project tables is one mistake: it is reported once, with all places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.check.words import squeezed

if TYPE_CHECKING:
    from etl.check.case import Case
    from etl.records import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A self-evaluation table.

    Attributes:
        scope: `department` or the project's name.
        rows: Its indicator rows.
        copies: Further projects whose tables have the very same rows.
        copied_rows: The rows of those tables.
    """

    scope: str
    rows: tuple[Indicator, ...]
    copies: tuple[str, ...] = ()
    copied_rows: tuple[Indicator, ...] = ()

    @property
    def name(self) -> str:
        """The table's name in a sentence."""
        also = f"（另有 {len(self.copies)} 个项目的表相同：{'、'.join(self.copies)}）" if self.copies else ""
        return scope_name(self.scope) + also

    @property
    def places(self) -> tuple[Indicator, ...]:
        """The rows of the table and of its copies."""
        return self.rows + self.copied_rows


def scope_name(scope: str) -> str:
    """A table's name in a sentence."""
    return "部门整体支出绩效自评表" if scope == "department" else f"项目“{scope}”绩效自评表"


def row_content(row: Indicator) -> tuple[object, ...]:
    """What an indicator row says, without the layout."""
    texts = (row.level2, row.level3, row.target, row.actual)
    return *(squeezed(text) for text in texts), row.weight, row.score


def indicator_tables(case: Case) -> list[IndicatorTable]:
    """The report's tables, copies folded into their first; the department's table is never folded."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for scope in case.scopes:
        content = tuple(row_content(row) for row in case.indicators if row.scope == scope)
        alike.setdefault(("department",) if scope == "department" else content, []).append(scope)
    return [_table(case, scopes) for scopes in alike.values()]


def _table(case: Case, scopes: list[str]) -> IndicatorTable:
    def rows(wanted: list[str]) -> tuple[Indicator, ...]:
        return tuple(row for row in case.indicators if row.scope in wanted)

    return IndicatorTable(scopes[0], rows(scopes[:1]), tuple(scopes[1:]), rows(scopes[1:]))
