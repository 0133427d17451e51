"""Streams the settled files of a build into its tables: stores, reuses, or writes down the rejection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import duckdb

from etl.records import Extraction, Rejection
from etl.warehouse import content, rows, script
from etl.warehouse.intake import Outcome, Reuse, Source

_BATCH = 50


@dataclass(slots=True)
class Filling:
    """The tables of one build while files stream into them.

    Attributes:
        connection: The new warehouse; the previous one is attached where anything is reused.
        giver: The file that gives each report_id.
        reused: Rows of the table of reports to copy from the previous build.
        batch: Extractions waiting to be stored.
        rejected: Rows of the table of that name.
    """

    connection: duckdb.DuckDBPyConnection
    giver: dict[str, str] = field(default_factory=dict)
    reused: list[rows.Row] = field(default_factory=list)
    batch: list[Extraction] = field(default_factory=list)
    rejected: list[rows.Row] = field(default_factory=list)

    def take(self, source: Source, outcome: Outcome) -> None:
        """Account for one file; of two files that give the same report, the first taken counts."""
        refusal = rows.refusal_of(outcome) if isinstance(outcome, Extraction) else None
        if refusal:
            outcome = Rejection(source.file, source.sha256, refusal)
        if isinstance(outcome, Rejection):
            self._reject(source, outcome.reason)
            return
        report_id = outcome.report_id if isinstance(outcome, Reuse) else outcome.report.report_id
        giver = self.giver.setdefault(report_id, source.file)
        if giver != source.file:
            self._reject(source, f"重复：{giver} 已给出同一份报告（{report_id}）", report_id)
        elif isinstance(outcome, Reuse):
            self.reused.append({"report_id": report_id})
        else:
            self._store(replace(outcome, report=replace(outcome.report, file=source.file)))

    def _reject(self, source: Source, reason: str, report_id: str | None = None) -> None:
        row = {"file": source.file, "sha256": source.sha256, "reason": reason, "report_id": report_id}
        self.rejected.append(row)

    def _store(self, extraction: Extraction) -> None:
        self.batch.append(extraction)
        if len(self.batch) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        content.store(self.connection, self.batch)
        self.batch.clear()

    def end(self) -> None:
        """Write what is left, and copy what the previous build already knew."""
        self._flush()
        rows.append(self.connection, "rejected", sorted(self.rejected, key=lambda row: row["file"]))
        if self.reused:
            self.connection.execute(script.read("statements/create_reused.sql"))
            rows.append(self.connection, "reused", self.reused)
            self.connection.execute(script.read("statements/reuse.sql"))
