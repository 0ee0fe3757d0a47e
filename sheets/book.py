"""Open whatever spreadsheet a person sends, or say in one code why it cannot be read."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

from sheets import guard, parts
from sheets.delimited import read_delimited
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.reader import Sheet, read

_DELIMITED = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet as it was opened.

    `kind` is "xlsx", "xls" or "csv". `links` are the other workbooks its formulas point to: their
    stored results were read, and may be old. An .xls does not tell its links, nor which of its rows
    and columns are hidden.
    """

    sheets: tuple[Sheet, ...]
    kind: str
    links: tuple[str, ...] = ()


def open_book(name: str, content: bytes, *, limits: Limits | None = None) -> Book:
    """Open an .xlsx, .xlsm, .xls, .csv or .tsv; a workbook is known by its content.

    Raises `UnreadableWorkbook`.
    """
    if content.startswith(guard.OLE):
        return Book(tuple(read(content, limits=limits)), "xls")
    if content.startswith(guard.ZIP):
        return Book(tuple(read(content, limits=limits)), "xlsx", _links(content))
    if not name.lower().endswith(_DELIMITED) or not content.strip():
        guard.check(content, limits or Limits())
    return Book((read_delimited(content, limits=limits),), "csv")


def _links(content: bytes) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return parts.links(archive)
    except guard.DAMAGE as error:
        raise UnreadableWorkbook("corrupt") from error
