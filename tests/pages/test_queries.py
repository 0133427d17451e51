"""What every page gets from the warehouse."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.warehouse import content, location
from pages.common import queries

WORDS = "写“填表人：赵晓丽 联系电话：13812345678”"
FINDING = """
    INSERT INTO finding (finding_id, report_id, rule, outcome, title, message, fingerprint)
    VALUES ('f', 'r', 'R', '不符', '', ?, '1')
"""


@pytest.fixture
def quoting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse with one finding whose message quotes a person."""
    file = location.file_of(tmp_path / "jilan.duckdb", "test")
    with duckdb.connect(str(file)) as connection:
        content.create(connection)
        connection.execute("INSERT INTO rule VALUES ('R', 1, '', '标题', '', '错误', '', '', '', '')")
        connection.execute(FINDING, [WORDS])
        connection.execute("INSERT INTO finding_evidence VALUES ('f', 1, 'left', 'r', 'r@1', NULL, 0, 1)")
    location.point(tmp_path / "jilan.duckdb", file)
    monkeypatch.setenv("JILAN_WAREHOUSE", str(tmp_path / "jilan.duckdb"))
    monkeypatch.setenv("JILAN_MARKS", str(tmp_path / "marks.tsv"))


@pytest.mark.usefixtures("quoting")
def test_a_person_that_a_finding_quotes_is_masked_before_a_page_sees_it() -> None:
    found = queries.read("figure_findings", figure="r@1", report="", start=-1, end=-1)
    assert list(found["message"]) == ["写“填表人：＊＊＊ 联系电话：＊＊＊＊＊＊＊＊＊＊＊”"]


def test_an_empty_name_of_a_warehouse_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JILAN_WAREHOUSE", "")
    assert queries.is_own_warehouse()
    assert queries.database() == queries.POINTER
