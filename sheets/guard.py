"""Checks made on an uploaded file before anything unpacks it into memory.

A workbook is a zip: a few kilobytes can unpack to gigabytes, and a single cell at XFD1048576 makes
a reader reserve sixteen billion cells. Both are refused here, by sizes and addresses alone.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from sheets.errors import UnreadableWorkbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# In an OLE container the stream of an encrypted workbook has this name, in UTF-16.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_CHUNK = 1 << 20
# What a damaged archive raises, depending on where the damage is.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
# Longest beginning of a tag carried over to the next chunk.
_LONGEST_TAG = 4096


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may cost. `rows` is per sheet, counted down to the last cell written."""

    rows: int = 20_000
    cells: int = 4_000_000
    unpacked_bytes: int = 300_000_000


def column_index(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _extent(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """Rows and columns of a worksheet part, from the addresses of its cells."""
    rows = columns = 0
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            for letters, number in _CELL.findall(text):
                rows = max(rows, int(number))
                columns = max(columns, column_index(letters.decode()) + 1)
            tail = text[max(text.rfind(b"<"), len(text) - _LONGEST_TAG) :]
    return rows, columns


def _check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        known = names & {"xl/workbook.bin", "content.xml"}
        raise UnreadableWorkbook("unsupported_format" if known else "not_a_workbook")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise UnreadableWorkbook("too_large")
    for name in sorted(names):
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            rows, columns = _extent(archive, name)
            if rows > limits.rows:
                raise UnreadableWorkbook("too_many_rows", name)
            if rows * columns > limits.cells:
                raise UnreadableWorkbook("too_large", name)


def check(content: bytes, limits: Limits) -> None:
    """Raise `UnreadableWorkbook` unless `content` is an .xlsx, .xlsm or .xls of bearable size."""
    if content.startswith(_OLE):
        if _ENCRYPTED_STREAM in content:
            raise UnreadableWorkbook("encrypted")
        return
    if not content.startswith(_ZIP):
        raise UnreadableWorkbook("not_a_workbook")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive, limits)
    except DAMAGE as error:
        raise UnreadableWorkbook("corrupt") from error
