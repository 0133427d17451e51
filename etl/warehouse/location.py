"""Where the current warehouse lies, so that a build can replace it while others read.

The database path that users name is a small pointer file; it holds the name of the real file
beside it, `warehouse-<pointer's name>-<build id>.duckdb`. One process cannot safely reopen a replaced
DuckDB file under the same path, therefore every build has a path of its own.
"""

from __future__ import annotations

import os
import re
import time
import uuid
from pathlib import Path

import duckdb

PROJECT = Path(__file__).parents[2]
DEFAULT_REPORTS = PROJECT / "data" / "reports"
DEFAULT_DATABASE = PROJECT / "data" / "warehouse" / "jilan.duckdb"
OLD_AFTER_SECONDS = 60
ABANDONED_AFTER_SECONDS = 3600
_POINTER = re.compile(rb"warehouse-[^/\\\n]+\.duckdb\s*")
_LONGEST_POINTER = 500  # bytes

# Extensions would be fetched from the network; everything used here is built in.
_OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
_REMEDY = "请先运行 python -m etl build"


class MissingWarehouseError(Exception):
    """There is no warehouse yet; the text says in Chinese how to get one."""


def file_of(database: Path, build_id: str) -> Path:
    """The file that holds the build `build_id` of the warehouse `database`."""
    return database.with_name(f"warehouse-{database.stem}-{build_id}.duckdb")


def is_foreign(database: Path) -> bool:
    """Whether a file that is no pointer lies at the path: somebody's own file, never to be written over."""
    try:
        with database.open("rb") as file:
            content = file.read(_LONGEST_POINTER + 1)
    except OSError:
        return database.exists()
    return bool(content.strip()) and _POINTER.fullmatch(content) is None


def current(database: Path = DEFAULT_DATABASE) -> Path:
    """The file of the current build.

    Raises:
        MissingWarehouseError: If nothing was built yet, or the pointer names a file that is gone.
    """
    try:
        name = database.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise MissingWarehouseError(f"没有找到数据仓库 {database.name}，{_REMEDY}") from error
    file = database.with_name(Path(name).name)
    if not name or not file.is_file():
        raise MissingWarehouseError(f"数据仓库 {database.name} 指向的文件已不存在，{_REMEDY}")
    return file


def existing(database: Path = DEFAULT_DATABASE) -> Path | None:
    """The file of the current build, or None before the first one."""
    try:
        return current(database)
    except MissingWarehouseError:
        return None


def part_of(file: Path) -> Path:
    """Where a build writes what is to become `file`: a hidden name, another one each time."""
    name = f".{file.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}.part"
    return file.with_name(name)


def remove(part: Path) -> None:
    """Remove an unfinished file and DuckDB's log beside it, if they are there."""
    part.unlink(missing_ok=True)
    part.with_name(part.name + ".wal").unlink(missing_ok=True)


def point(database: Path, file: Path) -> None:
    """Make `file` the current build, in one step that cannot be seen half done."""
    pointer = part_of(database)
    pointer.write_text(file.name + "\n", encoding="utf-8")
    pointer.replace(database)


def tidy(database: Path, keep: set[Path]) -> None:
    """Remove old builds except `keep`, and what killed builds left behind.

    Young files stay: another process may be about to point at one, or still be writing it.
    """
    builds = [file for file in database.parent.glob("warehouse-*.duckdb") if _is_build_of(database, file)]
    parts = list(database.parent.glob(".*.part*"))
    for files, age in ((builds, OLD_AFTER_SECONDS), (parts, ABANDONED_AFTER_SECONDS)):
        for file in files:
            if file not in keep and file.is_file() and time.time() - file.stat().st_mtime > age:
                file.unlink(missing_ok=True)


def _is_build_of(database: Path, file: Path) -> bool:
    """Whether the file is of this warehouse; "jilan-*" would also match those of "jilan-2022"."""
    build_id = file.stem.rpartition("-")[2]
    return file == file_of(database, build_id)


def connect(file: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Open a warehouse file; nothing is ever fetched from the network.

    Args:
        file: The real file, as `current` gives it.
        read_only: False only for the build that writes a new file.
    """
    return duckdb.connect(str(file), read_only=read_only, config=dict(_OFFLINE))
