"""Takes report files in, one at a time, and accounts for every one of them.

A file ends as an extraction, as a reuse of what the previous build extracted from the same bytes,
or as a rejection with its reason. One bad file never stops the others.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from pathlib import Path

from etl.read import MAXIMUM_BYTES, Unreadable
from etl.records import Extraction, Rejection

# Files in work at once: enough to keep every worker busy, few enough to hold in memory.
_IN_WORK = 64

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
    """The report that the previous build extracted from the very same file."""

    report_id: str


Outcome = Extraction | Reuse | Rejection
Known = Mapping[tuple[str, str], Reuse | Rejection]


def _hash(path: Path) -> str:
    """The file's identity; a file too large to be a report is hashed no further than the reader would go."""
    try:
        with path.open("rb") as file:
            return hashlib.sha256(file.read(MAXIMUM_BYTES + 1)).hexdigest()
    except OSError:
        return ""


def find_sources(folder: Path) -> list[Source]:
    """The files below the reports folder in name order; hidden files and editors' lock files are none."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        Source(path, path.relative_to(folder).as_posix(), _hash(path))
        for path in paths
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    ]


def reason_of(error: BaseException, file: str) -> str:
    """The Chinese reason of a failed extraction; an error that is not the file's is logged in full."""
    if isinstance(error, Unreadable):
        return str(error)
    log.error("extraction of %s failed", file, exc_info=error)
    return f"提取程序出错（{type(error).__name__}）"


def _settle(source: Source, work: Future[Extraction] | Outcome) -> Outcome:
    if not isinstance(work, Future):
        return work
    error = work.exception()
    if isinstance(error, BrokenExecutor):
        raise error
    if error is not None:
        return Rejection(source.file, source.sha256, reason_of(error, source.file))
    return work.result()


def _begin(
    source: Source, known: Known, extract: Extract, executor: Executor
) -> Future[Extraction] | Outcome:
    return known.get((source.file, source.sha256)) or executor.submit(extract, source.path)


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
        BrokenExecutor: If a worker died; it cannot be known which file did it.
    """
    working: deque[tuple[Source, Future[Extraction] | Outcome]] = deque()
    for source in sources:
        working.append((source, _begin(source, known, extract, executor)))
        if len(working) >= _IN_WORK:
            first, work = working.popleft()
            yield first, _settle(first, work)
    for source, work in working:
        yield source, _settle(source, work)
