"""One module a file format: a file becomes a `Document`, or is refused with one clear line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from etl.read.text import decode, document_tables
from etl.records import Document

MAXIMUM_BYTES = 20_000_000  # a report is tens of kilobytes; what is a thousand times that is no report


class Unreadable(Exception):
    """The file is no report that can be read; the message is one Chinese line for a person."""


def _refuse_known_formats(content: bytes) -> None:
    """Raise for content whose first bytes give it away as something other than text."""
    signatures = {
        b"\x89PNG": "这是图片（PNG），不含可读取的文字",
        b"\xff\xd8\xff": "这是图片（JPEG），不含可读取的文字",
        b"GIF8": "这是图片（GIF），不含可读取的文字",
        b"BM": "这是图片（BMP），不含可读取的文字",
        b"II*\x00": "这是图片（TIFF），不含可读取的文字",
        b"MM\x00*": "这是图片（TIFF），不含可读取的文字",
        b"%PDF": "PDF 文件暂不支持，请先转为文本",
        b"PK": "压缩或 Office 文件（zip/docx/xlsx）暂不支持或已损坏，请先转为文本",
        b"\xd0\xcf\x11\xe0": "旧版 Office 或加密的 Office 文件暂不支持，请先解除密码并转为文本",
        b"Rar!": "压缩文件（RAR）暂不支持，请先解压",
        b"7z\xbc\xaf": "压缩文件（7z）暂不支持，请先解压",
    }
    for signature, reason in signatures.items():
        if content.startswith(signature):
            raise Unreadable(reason)


def read(path: Path) -> Document:
    """The document of a report file.

    Args:
        path: A text file (UTF-8, with or without BOM, or GB18030).

    Returns:
        The document; its text is the decoded file, unchanged.

    Raises:
        Unreadable: If the file is empty, too large, or not a text in Chinese.
    """
    try:
        size = path.stat().st_size
        if size > MAXIMUM_BYTES:
            raise Unreadable(f"文件过大（{size / 1_000_000:.0f} MB，上限 {MAXIMUM_BYTES // 1_000_000} MB）")
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件无法打开：{error.strerror}") from error
    return read_bytes(path.name, content)


def read_bytes(name: str, content: bytes) -> Document:
    """The document of a file's content; see `read`."""
    if not content.strip():
        raise Unreadable("文件为空")
    _refuse_known_formats(content)
    text = decode(content)
    if text is None:
        raise Unreadable("不是文本文件，或编码既非 UTF-8 也非 GB18030")
    if not any("\u4e00" <= character <= "\u9fff" for character in text):
        raise Unreadable("文件中没有中文文字，不是自评报告")
    sha256 = hashlib.sha256(content).hexdigest()
    return Document(name=name, sha256=sha256, format="txt", text=text, tables=document_tables(text))
