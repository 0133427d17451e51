"""Hashes of code and inputs: they tell what a build may reuse, and whether it has anything to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from etl.catalogue.counties import COUNTIES, FORMER_COUNTIES
from etl.warehouse.intake import Source
from etl.warehouse.location import PROJECT

# What decides the rows that a file gives. A change here re-extracts every file.
_EXTRACTOR = ("records.py", "read", "extract", "catalogue", "warehouse/schema.sql", "warehouse/rows.py")
# What decides everything else in a warehouse.
_BUILDER = ("warehouse", "check")
_SUFFIXES = (".py", ".sql", ".yml", ".csv")


def _files(names: Iterable[str]) -> list[Path]:
    paths = [PROJECT / "etl" / name for name in names]
    found = {file for path in paths for file in (path.rglob("*") if path.is_dir() else (path,))}
    return sorted(file for file in found if file.suffix in _SUFFIXES)


def _digest(parts: Iterable[bytes]) -> str:
    """A hash that also tells where one part ends and the next begins."""
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:16]


@cache
def extractor_id() -> str:
    """Hash of the code and catalogue that turn a file into rows."""
    files = [*_files(_EXTRACTOR), COUNTIES, FORMER_COUNTIES]
    return _digest(part for file in files for part in (file.name.encode(), file.read_bytes()))


@cache
def _builder_id() -> str:
    return _digest(file.read_bytes() for file in _files(_BUILDER))


def build_id(sources: Iterable[Source]) -> str:
    """Identity of a build: the same files and the same code give the same id, and the same content."""
    named = (f"{source.file}\0{source.sha256}".encode() for source in sources)
    return _digest([extractor_id().encode(), _builder_id().encode(), *named])
