"""How much of what a careful reader found the rules find, and how many of their contradictions are false.

`expected.tsv` lists what people found in the labelled reports (a contradiction's rule and a piece of its
message). `python -m tests.check.measure` prints recall and precision by corpus, on the labels and on what
the extractor really reads.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.check import Finding, run
from etl.extract import extract_file
from etl.records import Extraction
from tests.check import labelled

EXPECTED = Path(__file__).parent / "expected.tsv"
FOUND = ("不符", "存疑")


@dataclass(frozen=True)
class Expected:
    corpus: str
    report: str
    planted: str
    rules: str
    key: str
    note: str

    def matches(self, finding: Finding) -> bool:
        same = finding.report_id == self.report and finding.rule in self.rules.split("|")
        return same and self.key in finding.message


@dataclass(frozen=True)
class Measure:
    corpus: str
    expected: tuple[Expected, ...]
    missed: tuple[Expected, ...]
    contradictions: int
    false: tuple[Finding, ...]

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / len(self.expected)

    @property
    def precision(self) -> float:
        return 1 - len(self.false) / self.contradictions if self.contradictions else 1.0


def expectations(corpus: str) -> tuple[Expected, ...]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = [Expected(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return tuple(row for row in rows if row.corpus == corpus)


def measure(corpus: str, extractions: Sequence[Extraction], *, planted: bool = False) -> Measure:
    """Recall over the expected findings (or only the planted mistakes), precision over all 不符."""
    expected = expectations(corpus)
    judged = {entry.report for entry in expected}  # a report that nobody has judged yet proves nothing
    findings = [entry for entry in run(extractions) if entry.report_id in judged]
    wanted = [entry for entry in expected if entry.planted or not planted]
    found = [finding for finding in findings if finding.outcome in FOUND]
    contradictions = [finding for finding in findings if finding.outcome == "不符"]
    return Measure(
        corpus=corpus,
        expected=tuple(wanted),
        missed=tuple(entry for entry in wanted if not any(entry.matches(f) for f in found)),
        contradictions=len(contradictions),
        false=tuple(f for f in contradictions if not any(entry.matches(f) for entry in expected)),
    )


def extracted(corpus: str) -> list[Extraction]:
    """What the extractor reads from the same files."""
    if corpus == "golden":
        return [extract_file(path) for path in sorted(labelled.REPORTS.glob("*.txt"))]
    if corpus == "samples":
        return [extract_file(path) for path in sorted((labelled.TESTS / "samples").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        copies: list[Path] = []
        for path in sorted((labelled.TESTS / "invented").glob("*/report.txt")):
            copy = Path(folder) / f"{path.parent.name}.txt"
            copy.write_bytes(path.read_bytes())
            copies.append(copy)
        return [extract_file(copy) for copy in copies]


def report(result: Measure, kind: str) -> str:
    lines = [
        f"{result.corpus} ({kind}): recall {result.recall:.3f} of {len(result.expected)}, "
        f"precision {result.precision:.3f} of {result.contradictions}"
    ]
    lines += [f"  missed {entry.report} {entry.rules} {entry.key} ({entry.note})" for entry in result.missed]
    lines += [f"  false  {finding.report_id} {finding.rule} {finding.message}" for finding in result.false]
    return "\n".join(lines)


if __name__ == "__main__":
    for name, extractions in labelled.corpora().items():
        sys.stdout.write(report(measure(name, extractions), "labels") + "\n")
        sys.stdout.write(report(measure(name, extracted(name)), "extractor") + "\n")
