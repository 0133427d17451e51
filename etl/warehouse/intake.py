"""Takes report files in, one at a time, and accounts for every one of them.

A file ends as an extraction, as a reuse of what the previous build extracted from the same bytes,
or as a rejection with its reason. One bad file never stops the others.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from etl.extract.identity import declares_its_report
from etl.read import MAXIMUM_BYTES, Unreadable
from etl.records import Extraction, Rejection
from etl.warehouse.ahead import done, run_ahead

log = logging.getLogger(__name__)

Extract = Callable[[Path], Extraction]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the reports folder.

    Attributes:
        path: Where it lies.
        file: Its path below the reports folder, with `/`: how the warehouse names it.
        sha256: Hash of its bytes, or of as many as a report can have; empty where it cannot be opened.
    """

    path: Path
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reuse:
    """The report that the previous build extracted from the very same file, and whether it has figures."""

    report_id: str
    has_figures: bool


Outcome = Extraction | Reuse | Rejection
Known = Mapping[tuple[str, str], Reuse | Rejection]


def _hash(path: Path) -> str:
    """The file's identity; a file too large to be a report is hashed no further than the reader would go."""
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(MAXIMUM_BYTES + 1)).hexdigest()
    except OSError:
        return ""


def readable(path: Path) -> str:
    """A path as text, with `/`; names from old archives are GBK bytes rather than UTF-8."""
    name = os.fsencode(path.as_posix())
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def find_sources(folder: Path) -> list[Source]:
    """The files below the reports folder in name order; hidden files and editors' lock files are none."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        Source(path, readable(path.relative_to(folder)), _hash(path))
        for path in paths
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    ]


def by_precedence(sources: Iterable[Source]) -> list[Source]:
    """The files in the order in which they count: of two that give one report, the first of them does.

    A name in the contract's form says which report it is; a draft's does not. Else the later name counts.
    """
    last_first = sorted(sources, key=lambda source: source.file, reverse=True)
    return sorted(last_first, key=lambda source: not declares_its_report(source.path.name))


def _rejection(source: Source, error: BaseException) -> Rejection:
    """Why a file gave nothing (Chinese); an error that is not the file's is logged in full."""
    if isinstance(error, Unreadable):
        return Rejection(source.file, source.sha256, str(error))
    log.warning("extraction of %s failed", source.file, exc_info=error)
    return Rejection(source.file, source.sha256, f"提取程序出错（{type(error).__name__}）")


def outcomes(
    sources: Iterable[Source], known: Known, extract: Extract, executor: Executor
) -> Iterator[tuple[Source, Outcome]]:
    """What became of each file, in the order given; only a few are in memory at a time.

    Args:
        sources: The files.
        known: What the previous build made of a (file, hash).
        extract: File → extraction; raises `Unreadable` for bad input. Must be picklable for a process pool.
        executor: Runs it; any executor of the `concurrent.futures` interface.

    Raises:
        BrokenExecutor: If a worker died.
    """

    def begin(source: Source) -> Future[Outcome]:
        settled = known.get((source.file, source.sha256))
        return done(settled) if settled else executor.submit(extract, source.path)

    for source, future in run_ahead((source, begin(source)) for source in sources):
        error = future.exception()
        yield source, _rejection(source, error) if error else future.result()
