"""Text dumps: decoding, tables and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read import Unreadable, read, read_bytes
from etl.read.text import document_tables

cells = st.text(alphabet="甲乙丙123.%", max_size=6)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_dumped_grid_reads_back_cell_by_cell(grid: list[list[str]]) -> None:
    text = "表\n" + "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in grid) + "\n\n\n后文"
    tables = document_tables(text)
    assert [[cell.text for cell in row] for row in tables[0].rows] == [
        [c.strip() for c in row] for row in grid
    ]
    for row in tables[0].rows:
        for cell in row:
            assert text[cell.start : cell.end] == cell.text


def test_two_tables_with_a_title_between_are_two() -> None:
    assert len(document_tables("\t甲\n\t1\n\n\n附件二\n\n2023年度自评表\n\t乙\n\t2\n")) == 2


def test_a_cell_may_run_over_lines() -> None:
    table = document_tables("\t偏差原因分析\n及改进措施\n\t5\n")[0]
    assert [cell.text for cell in table.rows[0]] == ["偏差原因分析\n及改进措施", "5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    assert read_bytes("a.txt", "衡山县".encode(encoding)).text == "衡山县"


def test_carriage_returns_stay_in_the_text() -> None:
    assert read_bytes("a.txt", "甲\r\n乙".encode()).text == "甲\r\n乙"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "为空"),
        (b"  \n", "为空"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"PK\x03\x04broken", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (bytes(range(256)) * 50, "文本"),
        (b"no chinese at all", "中文"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_bytes("a.txt", content)


def test_a_file_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "noise.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Unreadable, match="过大"):
        read(path)


def test_a_numbered_sentence_between_two_tables_belongs_to_neither() -> None:
    above, below = "\t项目\n\t金额\n\n\t甲\n\t—\n", "\t类别\n\t预算\n\n\t货物\n\t86.00\n"
    text = f"{above}\n4)政府采购。2024年政府采购情况见下表。\n{below}"
    first, second = document_tables(text)
    assert [cell.text for cell in first.rows[-1]] == ["甲", "—"]
    assert [cell.text for cell in second.rows[0]] == ["类别", "预算"]
