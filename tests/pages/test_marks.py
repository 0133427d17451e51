from __future__ import annotations

from pathlib import Path

import pytest

from pages.common import marks


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "marks" / "findings.tsv"
    monkeypatch.setenv("JILAN_MARKS", str(path))
    return path


def mark(**changes: str) -> marks.Mark:
    values = {
        "finding_id": "f",
        "fingerprint": "1",
        "state": "已核实",
        "note": "",
        "who": "甲",
        "at": "2026-11-21 09:00",
        **changes,
    }
    return marks.Mark(**values)


def test_without_a_file_nothing_is_marked() -> None:
    assert marks.read() == {}


def test_a_mark_is_kept_with_who_and_when() -> None:
    marks.add(mark())
    assert marks.read() == {"f": mark()}


def test_the_newest_mark_of_a_finding_counts() -> None:
    marks.add(mark())
    marks.add(mark(state="误报"))
    assert marks.read()["f"].state == "误报"


def test_a_note_cannot_break_the_file() -> None:
    marks.add(mark(note="一\t二\n三"))
    assert marks.read()["f"].note == "一 二 三"


def test_a_mark_whose_evidence_changed_is_flagged() -> None:
    assert "证据已变化" in marks.line(mark(), "2")
    assert "证据已变化" not in marks.line(mark(), "1")


def test_a_note_cannot_become_markup() -> None:
    assert "&lt;b&gt;" in marks.line(mark(note="<b>"), "1")


def test_a_finding_without_a_mark_counts_as_unmarked() -> None:
    assert marks.state({"f": mark(state="待整改")}, "f") == "待整改"
    assert marks.state({}, "f") == "未标记"


def test_only_a_false_alarm_on_unchanged_evidence_is_dismissed() -> None:
    assert marks.is_dismissed(mark(state="误报"), "1")
    assert not marks.is_dismissed(mark(state="误报"), "2")
    assert not marks.is_dismissed(mark(state="已核实"), "1")
