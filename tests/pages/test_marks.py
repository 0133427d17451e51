from __future__ import annotations

from pathlib import Path

import pandas as pd
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
    found = pd.DataFrame({"finding_id": ["f", "f", "g"], "fingerprint": ["1", "2", "1"]})
    marks.add(mark(state="误报"))
    marks.add(mark(finding_id="g"))
    assert list(marks.is_dismissed(found)) == [True, False, False]
    assert list(marks.standing(found)["fingerprint"]) == ["2", "1"]


def test_a_file_that_excel_has_saved_is_read_and_continued_in_its_encoding(file: Path) -> None:
    marks.add(mark(note="已电话核对"))
    file.write_bytes(file.read_text(encoding="utf-8").rstrip().encode("gb18030"))
    marks.add(mark(finding_id="g", note="待补附件"))
    assert [each.note for each in marks.read().values()] == ["已电话核对", "待补附件"]
    assert file.read_bytes().decode("gb18030").count("\n") == 2


def test_a_file_with_a_byte_order_mark_is_read(file: Path) -> None:
    marks.add(mark())
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert marks.read() == {"f": mark()}


def test_a_file_in_an_unknown_encoding_is_said_to_be_unreadable(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes("标记".encode("utf-16"))
    assert not marks.readable()
    assert marks.read() == {}
