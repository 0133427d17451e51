"""The command line as the data contract fixes it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.warehouse import location
from etl.warehouse.location import PROJECT

REPORTS = sorted((PROJECT / "data" / "reports").glob("*.txt"))
OBSERVATION_FIELDS = [
    "report_id", "measure", "phase", "statistic", "year", "item", "scope", "value", "unit", "stated_value",
    "stated_unit", "quote", "start", "end", "section", "table", "row", "column", "method",
]  # fmt: skip


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in REPORTS[:2]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def database(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    database = tmp_path / "jilan.duckdb"
    assert main(["build", "--reports", str(reports), "--db", str(database)]) == 0
    capsys.readouterr()
    return database


def test_extract_prints_the_contracts_fields_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(REPORTS[0])]) == 0
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert list(report) == ["report", "observations", "indicators", "sections"]
    assert list(report["observations"][0]) == OBSERVATION_FIELDS
    assert all(isinstance(one["value"], int | float) for one in report["observations"])


def test_extract_gives_the_text_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["extract", str(REPORTS[0])])
    assert "text" not in json.loads(capsys.readouterr().out)["reports"][0]["report"]
    main(["extract", "--with-text", str(REPORTS[0])])
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert report["report"]["text"] == REPORTS[0].read_bytes().decode("utf-8")
    assert all(
        report["report"]["text"][one["start"] : one["end"]] == one["stated_value"]
        for one in report["observations"]
    )


def test_extract_names_a_bad_file_and_still_prints_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    status = main(["extract", str(empty), str(tmp_path / "absent.txt"), str(REPORTS[0])])
    printed = capsys.readouterr()
    problems = printed.err.splitlines()
    assert status == 2
    assert len(json.loads(printed.out)["reports"]) == 1
    assert problems[0] == f"{empty}: 文件为空"
    assert problems[1].startswith(f"{tmp_path / 'absent.txt'}: ")
    assert len(problems) == 2


def test_extract_of_bad_files_only_is_an_empty_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", str(tmp_path / "absent.txt")]) == 2
    assert json.loads(capsys.readouterr().out) == {"reports": []}


def test_build_prints_a_summary(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--reports", str(reports), "--db", str(tmp_path / "jilan.duckdb")]) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert (lines["files"], lines["reports"], lines["rejected"]) == ("2", "2", "0")


BAD = {
    "empty.txt": (b"", "文件为空"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "broken.zip": (b"PK\x03\x04" + bytes(100), "zip"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "密"),
    "nowhere.txt": ("某部门整体支出绩效自评报告，支出100万元。".encode(), "县"),
    "noise.bin": (bytes(range(256)) * 90_000, "过大"),
}


def test_every_kind_of_bad_file_is_one_line_and_exit_status_two(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, (content, _) in BAD.items():
        (reports / name).write_bytes(content)
    database = tmp_path / "jilan.duckdb"
    assert main(["build", "--reports", str(reports), "--db", str(database)]) == 2
    said = dict(line.split(": ", 1) for line in capsys.readouterr().err.splitlines())
    assert set(said) == set(BAD)
    assert all(reason in said[name] for name, (_, reason) in BAD.items())
    with location.connect(location.current(database)) as connection:
        recorded = connection.execute("SELECT file, reason FROM rejected").fetchall()
        assert dict(recorded) == said
        assert connection.execute("SELECT count(*) FROM report").fetchall() == [(2,)]


def test_a_rejected_file_is_named_again_though_nothing_has_changed(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (reports / "empty.txt").touch()
    command = ["build", "--reports", str(reports), "--db", str(tmp_path / "jilan.duckdb")]
    assert [main(command), main(command)] == [2, 2]
    assert capsys.readouterr().err.splitlines() == ["empty.txt: 文件为空"] * 2


def test_a_missing_reports_folder_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["build", "--reports", str(tmp_path / "none"), "--db", str(tmp_path / "jilan.duckdb")])
    assert status == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_check_prints_findings_in_the_contracts_form(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", "--db", str(database)]) == 0
    findings = json.loads(capsys.readouterr().out)
    assert list(findings[0]) == ["rule", "outcome", "report_id", "title", "message", "gap", "observations"]
    evidence = next(one["observations"][0] for one in findings if one["observations"])
    assert list(evidence) == ["measure", "value", "stated_value", "start", "end"]
    assert {one["outcome"] for one in findings} == {"符合", "不符", "存疑", "无法核验"}


def test_check_for_people_lists_contradictions_and_counts(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--db", str(database)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[-4:]] == ["符合", "不符", "存疑", "无法核验"]


@pytest.mark.parametrize("command", [["check"], ["export", "--format", "csv", "out"]])
def test_without_a_warehouse_the_one_line_says_what_to_do(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--db", str(tmp_path / "jilan.duckdb")]) == 1
    assert capsys.readouterr().err == "没有找到数据仓库 jilan.duckdb，请先运行 python -m etl build\n"


def test_check_of_a_broken_warehouse_fails_in_one_line(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    location.current(database).write_bytes(b"broken")
    assert main(["check", "--db", str(database)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("kind", "file"), [("csv", "budget.csv"), ("parquet", "budget.parquet"), ("xlsx", "jilan.xlsx")]
)
def test_export_writes_the_named_format(database: Path, tmp_path: Path, kind: str, file: str) -> None:
    folder = tmp_path / "out" / kind
    assert main(["export", "--format", kind, "--db", str(database), str(folder)]) == 0
    assert (folder / file).stat().st_size > 0


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "extract", "absent.txt"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
