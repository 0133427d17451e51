"""Builds the warehouse: incrementally, repeatably, and in one step for whoever reads it.

A build writes a new file beside the old one and then swaps a pointer (see `location`), so that a
build that fails or is killed leaves the old warehouse as it was. What a file gave is taken over
from the previous build as long as neither the file nor the code that reads it has changed.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.extract import extract_file
from etl.records import Rejection
from etl.warehouse import content, findings, fingerprint, intake, location, rows, script
from etl.warehouse.content import BuildError
from etl.warehouse.filling import Filling

# Below this, starting worker processes takes longer than the work.
_FILES_WORTH_A_POOL = 64

# Called after every file with: files done, files in all, the file's name.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did.

    Attributes:
        build_id: Hash of inputs and code; the data version that pages and exports name.
        file: The warehouse file that is now current.
        files: Files looked at.
        reused: Files taken over from the previous build; all of them where nothing had changed.
        reports: Reports in the warehouse.
        observations: Observations in the warehouse.
        indicators: Indicator rows in the warehouse.
        rejected: The files that could not be loaded, and why, by file name.
        seconds: How long the build took.
    """

    build_id: str
    file: Path
    files: int
    reused: int
    reports: int
    observations: int
    indicators: int
    rejected: tuple[Rejection, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _Job:
    """What one build works with; the fields are `build`'s own arguments, and what it found."""

    build_id: str
    sources: list[intake.Source]
    previous: Path | None
    extract: intake.Extract
    executor: Executor | None
    progress: Progress | None


@contextmanager
def _executor_for(job: _Job) -> Iterator[Executor]:
    """The caller's executor; else one thread for a few files, a pool of processes for many."""
    if job.executor is not None:
        yield job.executor
    elif len(job.sources) < _FILES_WORTH_A_POOL:
        with ThreadPoolExecutor(1) as executor:
            yield executor
    else:
        # A fork would copy DuckDB's threads in whatever state they are.
        context = multiprocessing.get_context("forkserver")
        with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as executor:
            yield executor


def _attach_previous(connection: duckdb.DuckDBPyConnection, previous: Path | None) -> intake.Known:
    """Attach the previous build, and tell what the same extractor made of which file."""
    if previous is None:
        return {}
    extractor = [fingerprint.extractor_id()]
    try:
        connection.execute(script.read("statements/attach_previous.sql"), [str(previous)])
        reports = connection.execute(script.read("statements/known_reports.sql"), extractor).fetchall()
        rejections = connection.execute(script.read("statements/known_rejections.sql"), extractor).fetchall()
    except duckdb.Error:  # damaged, or of an older schema: everything is read anew
        return {}
    reports = {(row[0], row[1]): intake.Reuse(row[2], row[3]) for row in reports}
    return reports | {(row[0], row[1]): Rejection(*row) for row in rejections}


def _fill(connection: duckdb.DuckDBPyConnection, job: _Job) -> int:
    """Stream all files into the tables and check them; returns how many files were taken over."""
    known = _attach_previous(connection, job.previous)
    reused = sum((source.file, source.sha256) in known for source in job.sources)
    filling = Filling(connection, rows.Batch(connection))
    with _executor_for(job) as executor:
        settled = intake.outcomes(intake.by_precedence(job.sources), known, job.extract, executor)
        for done, (source, outcome) in enumerate(settled, start=1):
            filling.take(source, outcome)
            if job.progress:
                job.progress(done, len(job.sources), source.file)
        filling.end()
        findings.store(connection, executor)
    return reused


def _record(connection: duckdb.DuckDBPyConnection, job: _Job, reused: int, began: float) -> None:
    """Write the build's own account."""
    counted = connection.execute(script.read("statements/count_rows.sql")).fetchall()[0]
    account = dict(zip(("reports", "observations", "indicators", "rejected"), counted, strict=True))
    account |= {
        "build_id": job.build_id,
        "extractor_id": fingerprint.extractor_id(),
        "built_at": datetime.now(UTC).replace(tzinfo=None),
        "seconds": time.perf_counter() - began,
        "files": len(job.sources),
        "reused": reused,
    }
    rows.append(connection, "build", [account])


def _write(part: Path, job: _Job) -> None:
    """Write a complete warehouse to `part`."""
    began = time.perf_counter()
    with location.connect(part, read_only=False) as connection:
        content.create(connection)
        reused = _fill(connection, job)
        content.finish(connection)
        _record(connection, job, reused, began)


def summary_of(file: Path) -> BuildSummary:
    """What the build that wrote a warehouse file did."""
    with location.connect(file) as connection:
        names = ("build_id", "seconds", "files", "reused", "reports", "observations", "indicators")
        account = connection.execute(script.read("statements/summary.sql")).fetchall()[0]
        rejections = connection.execute(script.read("statements/rejections.sql")).fetchall()
    rejected = tuple(Rejection(*row) for row in rejections)
    return BuildSummary(file=file, rejected=rejected, **dict(zip(names, account, strict=True)))


def _intact(file: Path) -> BuildSummary | None:
    """What the build of these very inputs did; None where its file is damaged and must be written anew."""
    try:
        return summary_of(file)
    except duckdb.Error:
        return None


def build(
    reports: Path = location.DEFAULT_REPORTS,
    database: Path = location.DEFAULT_DATABASE,
    *,
    progress: Progress | None = None,
    executor: Executor | None = None,
    extract: intake.Extract = extract_file,
) -> BuildSummary:
    """Build the warehouse of all files below `reports`, and make it the current one.

    Args:
        reports: Folder of report files.
        database: The warehouse's pointer file (see `location`).
        progress: Told after each file.
        executor: Runs the extraction; a Dask client's executor does as well. By default one is chosen.
        extract: File → extraction; a test's own, for example.

    Returns:
        What was done; bad files are in `rejected`, all others are loaded.

    Raises:
        BuildError: If the reports folder is missing, a worker died, or the result failed its own checks.
            The old warehouse stays current. Also if the path is somebody's own file.
    """
    began = time.perf_counter()
    if not reports.is_dir():
        raise BuildError(f"没有找到报告目录 {reports}")
    if location.is_foreign(database):
        raise BuildError(f"{database} 不是绩览的数据仓库，不能覆盖，请换一个文件名")
    sources = intake.find_sources(reports)
    build_id = fingerprint.build_id(sources)
    file = location.file_of(database, build_id)
    previous = location.existing(database)
    if previous == file and (summary := _intact(file)):
        return replace(summary, reused=len(sources), seconds=time.perf_counter() - began)
    database.parent.mkdir(parents=True, exist_ok=True)
    part = location.part_of(file)
    try:
        _write(part, _Job(build_id, sources, previous, extract, executor, progress))
        part.replace(file)
    except BrokenExecutor as error:
        raise BuildError("提取进程意外退出（内存不足或文件异常），旧数据仓库保持不变") from error
    finally:
        location.remove(part)
    location.point(database, file)
    location.tidy(database, keep={file, previous or file})
    return summary_of(file)
