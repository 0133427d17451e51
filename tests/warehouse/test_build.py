"""A build is incremental, repeatable and atomic, and accounts for every file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.read import Unreadable, read
from etl.records import Extraction
from etl.warehouse import filling, location
from etl.warehouse.content import BuildError
from etl.warehouse.load import BuildSummary, build
from tests.warehouse.records import figure, report_of, row

Extract = Callable[[Path], Extraction]


def extract(path: Path) -> Extraction:
    """A stand-in for the extractor: the file says `<county code> <year> <amount>`."""
    read(path)
    code, year, amount = path.read_text(encoding="utf-8").split()[:3]
    if amount == "crash":
        raise ZeroDivisionError("a mistake of the extractor")
    given = report_of(
        *([] if amount == "none" else [figure("expenditure.total", amount)]),
        code=code,
        year=int(year),
        indicators=(row("产出指标", "10", "9"),),
    )
    digest = sha256(path.read_bytes()).hexdigest()
    return replace(given, report=replace(given.report, sha256=digest, file=path.name))


class Counting:
    """The same, and it remembers which files it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, path: Path) -> Extraction:
        self.asked.append(path.name)
        return extract(path)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    write(folder, "a.txt", "430423 2022 10")
    write(folder, "b.txt", "430423 2023 11")
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "jilan.duckdb"


def write(folder: Path, name: str, words: str) -> None:
    (folder / name).write_text(words + " 自评报告", encoding="utf-8")


def run(reports: Path, database: Path, extract: Extract = extract, **options: Any) -> BuildSummary:
    return build(reports, database, extract=extract, **options)


def age(file: Path, seconds: float) -> None:
    """Make a file look older than so many seconds."""
    then = time.time() - 2 * seconds
    os.utime(file, (then, then))


def dump(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables and views but the build's own account, in order."""
    with location.connect(location.current(database)) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name <> 'build'"
        ).fetchall()
        return {name: connection.execute(f"FROM {name} ORDER BY ALL").fetchall() for (name,) in sorted(names)}


def test_the_summary_says_what_was_done(reports: Path, database: Path) -> None:
    summary = run(reports, database)
    done = (summary.files, summary.reused, summary.reports, summary.observations, summary.indicators)
    assert done == (2, 0, 2, 2, 2)
    assert summary.file == location.current(database)


def test_the_same_inputs_give_the_same_content(reports: Path, database: Path, tmp_path: Path) -> None:
    run(reports, database)
    other = tmp_path / "other" / "jilan.duckdb"
    run(reports, other)
    assert dump(database) == dump(other)
    assert location.current(database).name == location.current(other).name


def test_an_unchanged_folder_is_not_built_again(reports: Path, database: Path) -> None:
    first = run(reports, database)
    changed = first.file.stat().st_mtime_ns
    counting = Counting()
    second = run(reports, database, counting)
    assert (counting.asked, second.reused, first.file.stat().st_mtime_ns) == ([], 2, changed)


def test_only_new_and_changed_files_are_read_again(reports: Path, database: Path) -> None:
    run(reports, database)
    write(reports, "b.txt", "430423 2023 12")
    write(reports, "c.txt", "430611 2023 13")
    counting = Counting()
    summary = run(reports, database, counting)
    assert (sorted(counting.asked), summary.reused, summary.reports) == (["b.txt", "c.txt"], 1, 3)


def test_an_incremental_build_equals_a_fresh_one(reports: Path, database: Path, tmp_path: Path) -> None:
    run(reports, database)
    write(reports, "b.txt", "430423 2023 12")
    write(reports, "c.txt", "430611 2023 13")
    (reports / "a.txt").unlink()
    run(reports, database)
    fresh = tmp_path / "fresh" / "jilan.duckdb"
    run(reports, fresh)
    assert dump(database) == dump(fresh)


def test_a_changed_extractor_reads_every_file_again(
    reports: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(reports, database)
    monkeypatch.setattr("etl.warehouse.fingerprint.extractor_id", lambda: "another")
    counting = Counting()
    run(reports, database, counting)
    assert counting.asked == ["b.txt", "a.txt"]


def test_a_process_pool_gives_the_same_content(reports: Path, database: Path, tmp_path: Path) -> None:
    run(reports, database)
    pooled = tmp_path / "pooled" / "jilan.duckdb"
    with ProcessPoolExecutor(2) as executor:
        run(reports, pooled, executor=executor)
    assert dump(pooled) == dump(database)


def test_of_two_files_with_the_same_report_the_later_name_counts(reports: Path, database: Path) -> None:
    write(reports, "c.txt", "430423 2023 99")
    summary = run(reports, database)
    assert [(one.file, one.reason) for one in summary.rejected] == [
        ("b.txt", "重复：c.txt 已给出同一份报告（430423-kjgx-2023）")
    ]
    assert dump(database)["observation"][-1][8] == 99


def test_a_file_that_declares_its_report_counts_before_one_that_does_not(
    reports: Path, database: Path
) -> None:
    write(reports, "430423-kjgx-2023.txt", "430423 2023 99")
    run(reports, database)
    assert 99 in [row[8] for row in dump(database)["observation"]]


def test_a_draft_without_figures_never_replaces_the_report(reports: Path, database: Path) -> None:
    write(reports, "草稿.txt", "430423 2023 none")
    for _ in range(2):  # the second time the draft is known from the build before
        summary = run(reports, database)
        assert [one.file for one in summary.rejected] == ["草稿.txt"]
        write(reports, "new.txt", "430611 2021 9")


def test_a_duplicate_is_loaded_once_the_other_file_is_gone(reports: Path, database: Path) -> None:
    write(reports, "c.txt", "430423 2023 99")
    run(reports, database)
    (reports / "c.txt").unlink()
    summary = run(reports, database)
    assert (summary.rejected, summary.reports) == ((), 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        (b"PK\x03\x04broken", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "加密"),
    ],
)
def test_a_bad_file_is_rejected_with_its_reason_and_the_others_are_loaded(
    reports: Path, database: Path, content: bytes, reason: str
) -> None:
    (reports / "bad.docx").write_bytes(content)
    summary = run(reports, database)
    assert [one.file for one in summary.rejected] == ["bad.docx"]
    assert reason in summary.rejected[0].reason
    assert summary.reports == 2


def test_an_enormous_file_is_rejected_without_being_read(reports: Path, database: Path) -> None:
    with (reports / "noise.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    began = time.perf_counter()
    summary = run(reports, database)
    assert "过大" in summary.rejected[0].reason
    assert time.perf_counter() - began < 20


def test_a_rejected_file_is_not_read_again(reports: Path, database: Path) -> None:
    write(reports, "x.txt", "430423 2020 crash")
    run(reports, database)
    write(reports, "c.txt", "430611 2023 13")
    counting = Counting()
    summary = run(reports, database, counting)
    assert (counting.asked, len(summary.rejected)) == (["c.txt"], 1)


def test_a_mistake_of_the_extractor_costs_one_file_only(reports: Path, database: Path) -> None:
    write(reports, "x.txt", "430423 2020 crash")
    summary = run(reports, database)
    assert [one.reason for one in summary.rejected] == ["提取程序出错（ZeroDivisionError）"]
    assert summary.reports == 2


def test_a_figure_beyond_any_budget_is_a_gap_that_says_where_it_stands(reports: Path, database: Path) -> None:
    write(reports, "x.txt", f"430611 2020 {'9' * 25}")
    summary = run(reports, database)
    assert (summary.rejected, summary.reports) == ((), 3)
    (gap,) = dump(database)["gap"]
    assert (gap[0], gap[1], gap[5]) == ("430611-kjgx-2020", "expenditure.total", "未识别")


def test_a_file_with_thousands_of_figures_is_no_report(
    reports: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "MOST_FIGURES", 0)
    summary = run(reports, database)
    assert {one.reason for one in summary.rejected} == {"数字过多（1 个），不像一份自评报告"}


def test_files_below_the_folder_are_found_and_hidden_ones_are_not(reports: Path, database: Path) -> None:
    (reports / "2021").mkdir()
    write(reports / "2021", "a.txt", "430423 2021 9")
    write(reports, ".hidden.txt", "430611 2021 9")
    write(reports, "~$open.docx", "430611 2021 9")
    run(reports, database)
    assert [row[9] for row in dump(database)["report"]] == ["2021/a.txt", "a.txt", "b.txt"]


def test_a_file_name_in_gbk_bytes_is_read_as_chinese(reports: Path, database: Path) -> None:
    name = os.fsdecode("衡山县.txt".encode("gb18030"))
    write(reports, name, "430611 2021 9")
    run(reports, database)
    assert [row[9] for row in dump(database)["report"]] == ["a.txt", "b.txt", "衡山县.txt"]


def test_progress_is_told_after_every_file(reports: Path, database: Path) -> None:
    told: list[tuple[int, int, str]] = []
    run(reports, database, progress=lambda *step: told.append(step))
    assert told == [(1, 2, "b.txt"), (2, 2, "a.txt")]


def test_a_missing_folder_is_one_clear_error(database: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="没有找到报告目录"):
        run(tmp_path / "nowhere", database)


def test_an_empty_folder_gives_an_empty_warehouse(database: Path, tmp_path: Path) -> None:
    assert run(tmp_path, database).reports == 0


def shifted(path: Path) -> Extraction:
    """An extractor whose offsets are one off."""
    given = extract(path)
    wrong = tuple(replace(one, start=one.start + 1, end=one.end + 1) for one in given.observations)
    return replace(given, observations=wrong)


def test_a_figure_that_does_not_point_at_its_number_stops_the_build(reports: Path, database: Path) -> None:
    before = run(reports, database).file
    write(reports, "c.txt", "430611 2023 13")
    with pytest.raises(BuildError, match="observation_points_at_its_number"):
        run(reports, database, shifted)
    assert location.current(database) == before
    assert sorted(path.name for path in database.parent.iterdir()) == sorted([before.name, database.name])


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from etl.warehouse import {module}
    from tests.warehouse.test_build import run

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    {module}.{function} = die
    run(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("module", "function"), [("content", "finish"), ("location", "point"), ("location", "connect")]
)
def test_a_killed_build_leaves_the_old_warehouse(
    reports: Path, database: Path, module: str, function: str
) -> None:
    run(reports, database)
    before = dump(database)
    write(reports, "b.txt", "430423 2023 12")
    program = textwrap.dedent(KILLED.format(module=module, function=function))
    died = subprocess.run([sys.executable, "-c", program, reports, database], cwd=Path.cwd(), check=False)
    assert died.returncode == -signal.SIGKILL
    assert dump(database) == before
    assert run(reports, database).reports == 2
    assert dump(database) != before


def test_a_reader_keeps_its_warehouse_while_a_new_one_is_built(reports: Path, database: Path) -> None:
    run(reports, database)
    query = "SELECT sum(value) FROM observation"
    with location.connect(location.current(database)) as reader:
        old = reader.execute(query).fetchall()
        write(reports, "b.txt", "430423 2023 12")
        run(reports, database)
        assert reader.execute(query).fetchall() == old
        with location.connect(location.current(database)) as newer:
            assert newer.execute(query).fetchall() != old


def test_old_warehouses_are_removed_but_for_the_previous_one(reports: Path, database: Path) -> None:
    built: list[Path] = []
    for amount in ("12", "13", "14"):
        write(reports, "b.txt", f"430423 2023 {amount}")
        built.append(run(reports, database).file)
        age(built[-1], location.OLD_AFTER_SECONDS)
    assert sorted(database.parent.glob("warehouse-*.duckdb")) == sorted(built[1:])


def test_a_build_that_another_process_has_just_finished_is_not_removed(reports: Path, database: Path) -> None:
    run(reports, database)
    other = location.file_of(database, "of-another-process")
    other.touch()
    write(reports, "b.txt", "430423 2023 12")
    run(reports, database)
    assert other.exists()


def test_what_a_killed_build_left_behind_is_removed_later(reports: Path, database: Path) -> None:
    database.parent.mkdir()
    left = database.parent / ".warehouse-x.duckdb.1.part"
    left.write_bytes(b"")
    age(left, location.ABANDONED_AFTER_SECONDS)
    run(reports, database)
    assert not left.exists()


def test_a_damaged_previous_warehouse_is_built_anew(reports: Path, database: Path) -> None:
    damaged = run(reports, database).file
    damaged.write_bytes(b"not a database")
    write(reports, "b.txt", "430423 2023 12")
    assert run(reports, database).reports == 2


def test_a_damaged_warehouse_of_the_same_inputs_is_built_anew(reports: Path, database: Path) -> None:
    run(reports, database)
    location.current(database).write_bytes(b"torn")
    summary = run(reports, database)
    assert (summary.reports, len(dump(database)["report"])) == (2, 2)


def test_a_file_that_is_no_warehouse_is_not_written_over(reports: Path, database: Path) -> None:
    database.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(database)) as own:
        own.execute("CREATE TABLE mine AS SELECT 1")
    with pytest.raises(BuildError, match="不能覆盖"):
        run(reports, database)
    with duckdb.connect(str(database)) as own:
        assert own.table("mine").fetchall() == [(1,)]


@pytest.mark.parametrize(("one", "other"), [("one", "other"), ("one-more", "one"), ("ones", "one[s]")])
def test_two_warehouses_of_one_folder_leave_each_other_alone(
    reports: Path, database: Path, one: str, other: str
) -> None:
    kept, rebuilt = (database.with_name(f"{name}.duckdb") for name in (one, other))
    for path in (kept, rebuilt):
        run(reports, path)
    os.utime(location.current(kept), (0, 0))
    write(reports, "new.txt", "430611 2021 9")
    run(reports, rebuilt)
    assert len(dump(kept)["report"]) == 2


def test_two_builds_of_one_process_at_once_both_give_the_warehouse(reports: Path, database: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        summaries = list(threads.map(lambda _: run(reports, database), range(2)))
    assert [summary.reports for summary in summaries] == [2, 2]
    assert len(dump(database)["report"]) == 2


def test_without_a_warehouse_the_message_says_how_to_get_one(database: Path) -> None:
    with pytest.raises(location.MissingWarehouseError, match="python -m etl build"):
        location.current(database)


def test_an_unreadable_file_is_no_traceback(reports: Path, database: Path) -> None:
    def refuse(path: Path) -> Extraction:
        raise Unreadable("无法确定是哪个县")

    assert {one.reason for one in run(reports, database, refuse).rejected} == {"无法确定是哪个县"}
