"""Open whatever spreadsheet a person sends, or say in one code why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from sheets.delimited import read_delimited
from sheets.guard import Limits
from sheets.reader import Sheet, read

_DELIMITED = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Book:
    """A spreadsheet as it was opened.

    `kind` is "xlsx", "xls" or "csv". `links` are the other workbooks its formulas point to: their
    stored results were read, and may be old.
    """

    sheets: tuple[Sheet, ...]
    kind: str
    links: tuple[str, ...] = ()


def open_book(name: str, content: bytes, *, limits: Limits | None = None) -> Book:
    """Open an .xlsx, .xlsm, .xls, .csv or .tsv. Raises `UnreadableWorkbook`."""
    if name.lower().endswith(_DELIMITED):
        return Book((read_delimited(content, limits=limits),), "csv")
    return Book(tuple(read(content, limits=limits)), "xlsx")
