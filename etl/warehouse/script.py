"""Finds and runs the SQL files of this room; no statement is written inside Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent


def read(name: str) -> str:
    """The text of an SQL file of this folder, such as `schema.sql`."""
    return (FOLDER / name).read_text(encoding="utf-8")


def in_folder(name: str) -> Iterator[tuple[str, str]]:
    """Name and text of the SQL files of a subfolder, in name order."""
    for path in sorted((FOLDER / name).glob("*.sql")):
        yield path.stem, path.read_text(encoding="utf-8")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the semantic layer: views, and tables where many stand on one; files build on earlier ones."""
    for _, text in in_folder("views"):
        connection.execute(text)
