"""Checks made on an uploaded file before anything unpacks it into memory.

A workbook is a zip: a few kilobytes can unpack to gigabytes, and a single cell at XFD1048576 makes
a reader reserve sixteen billion cells. Both are refused here, by sizes and addresses alone.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from sheets.errors import UnreadableWorkbook
from sheets.parts import PartFacts, facts_of

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of an OLE container are named in UTF-16: an encrypted workbook, an old Word file.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_PARTS_OF_OTHERS = (
    ("xl/workbook.bin", "unsupported_format", "xlsb"),
    ("Index/Document.iwa", "unsupported_format", "numbers"),
    ("Index.zip", "unsupported_format", "numbers"),
    ("content.xml", "unsupported_format", "ods"),
    ("word/document.xml", "not_a_workbook", "word"),
)
# What a damaged archive raises, depending on where the damage is.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may cost. `rows` is per sheet, counted down to the last cell written."""

    rows: int = 20_000
    cells: int = 4_000_000
    unpacked_bytes: int = 300_000_000


def _check_archive(archive: zipfile.ZipFile, limits: Limits) -> dict[str, PartFacts]:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        for name, code, detail in _PARTS_OF_OTHERS:
            if name in names:
                raise UnreadableWorkbook(code, detail)
        raise UnreadableWorkbook("not_a_workbook", "zip")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise UnreadableWorkbook("too_large")
    is_sheet = (n for n in names if n.startswith("xl/worksheets/") and n.endswith(".xml"))
    return {name: _bearable(archive, name, limits) for name in sorted(is_sheet)}


def _bearable(archive: zipfile.ZipFile, name: str, limits: Limits) -> PartFacts:
    facts = facts_of(archive, name, limits.rows, limits.cells)
    if facts.rows > limits.rows:
        raise UnreadableWorkbook("too_many_rows", name)
    if facts.rows * facts.columns > limits.cells:
        raise UnreadableWorkbook("too_large", name)
    return facts


def _refuse_text(content: bytes) -> None:
    """Say what a file without the mark of a workbook is."""
    beginning = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content.strip(b"\0 \r\n\t"):
        raise UnreadableWorkbook("not_a_workbook", "empty")
    if beginning.startswith(b"%pdf"):
        raise UnreadableWorkbook("not_a_workbook", "pdf")
    if beginning.startswith(
        (b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"mime-version")
    ):
        raise UnreadableWorkbook("not_a_workbook", "web_page")
    if beginning.startswith(b"<?xml"):
        is_page = b"<html" in beginning or b"<table" in beginning
        raise UnreadableWorkbook("not_a_workbook", "web_page" if is_page else "xml")
    raise UnreadableWorkbook("not_a_workbook", "" if b"\0" in content[:4096] else "text")


def check(content: bytes, limits: Limits) -> dict[str, PartFacts]:
    """What the sheet parts of an .xlsx say, by name; nothing for an .xls.

    Raises `UnreadableWorkbook` unless `content` is an .xlsx, .xlsm or .xls of bearable size.
    """
    if content.startswith(OLE):
        if _ENCRYPTED_STREAM in content:
            raise UnreadableWorkbook("encrypted")
        if _WORD_STREAM in content:
            raise UnreadableWorkbook("not_a_workbook", "word")
        return {}
    if not content.startswith(ZIP):
        _refuse_text(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _check_archive(archive, limits)
    except DAMAGE as error:
        raise UnreadableWorkbook("corrupt") from error
