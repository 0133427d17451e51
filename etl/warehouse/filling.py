"""Streams the settled files of a build into its tables: stores, reuses, or writes down the rejection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import duckdb

from etl.records import Extraction, Rejection
from etl.warehouse import content, rows, script
from etl.warehouse.intake import Outcome, Reuse, Source

MOST_FIGURES = 3_000  # ten times a long report's; every figure is compared with many others


@dataclass(slots=True)
class Filling:
    """The tables of one build while files stream into them.

    Attributes:
        connection: The new warehouse; the previous one is attached where anything is reused.
        batch: Rows on their way into the tables.
        giver: The file that gives each report_id.
        reused: Rows of the table of reports to copy from the previous build.
        rejected: Rows of the table of that name.
        empty: Files whose report has no figure; they count where no other file gives the report.
    """

    connection: duckdb.DuckDBPyConnection
    batch: rows.Batch
    giver: dict[str, str] = field(default_factory=dict)
    reused: list[rows.Row] = field(default_factory=list)
    rejected: list[rows.Row] = field(default_factory=list)
    empty: list[tuple[Source, Extraction | Reuse]] = field(default_factory=list)

    def take(self, source: Source, outcome: Outcome) -> None:
        """Account for one file; of two files that give the same report, the first with figures counts."""
        if isinstance(outcome, Extraction) and len(outcome.observations) > MOST_FIGURES:
            self._reject(source, f"数字过多（{len(outcome.observations):,} 个），不像一份自评报告")
        elif isinstance(outcome, Rejection):
            self._reject(source, outcome.reason)
        elif outcome.has_figures:
            self._load(source, outcome)
        else:
            self.empty.append((source, outcome))

    def _load(self, source: Source, outcome: Extraction | Reuse) -> None:
        report_id = outcome.report_id if isinstance(outcome, Reuse) else outcome.report.report_id
        giver = self.giver.setdefault(report_id, source.file)
        if giver != source.file:
            self._reject(source, f"重复：{giver} 已给出同一份报告（{report_id}）", report_id)
        elif isinstance(outcome, Reuse):
            self.reused.append({"report_id": report_id})
        else:
            named = replace(outcome, report=replace(outcome.report, file=source.file))
            content.add(self.batch, rows.storable(named))

    def _reject(self, source: Source, reason: str, report_id: str | None = None) -> None:
        row = {"file": source.file, "sha256": source.sha256, "reason": reason, "report_id": report_id}
        self.rejected.append(row)

    def end(self) -> None:
        """Write what is left, and copy what the previous build already knew."""
        for source, outcome in self.empty:
            self._load(source, outcome)
        self.batch.flush()
        rows.append(self.connection, "rejected", sorted(self.rejected, key=lambda row: row["file"]))
        if self.reused:
            self.connection.execute(script.read("statements/create_reused.sql"))
            rows.append(self.connection, "reused", self.reused)
            self.connection.execute(script.read("statements/reuse.sql"))
