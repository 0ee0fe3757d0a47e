"""A list that an administrator sends as a workbook: read, shown, carried on until it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.utils.translation import gettext

from sheets.delimited import read_delimited
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.reader import Sheet, read

Row = TypeVar("Row")

LARGEST = 2 * 1024 * 1024
"""Bytes of a workbook that holds a list and nothing else."""

_SALT = "list from a workbook"
_GOOD_FOR = 12 * 60 * 60


class UnreadableList(Exception):
    """The file as a whole says nothing; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which workbook rows came from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SentList(Generic[Row]):
    """The rows of a workbook, as they were written, and which workbook it was."""

    rows: list[Row]
    source: Source

    def carried(self) -> str:
        """For a hidden box: the browser carries it, and cannot change it."""
        kept: dict[str, Any] = {"rows": [asdict(row) for row in self.rows]}  # type: ignore[call-overload]
        return signing.dumps(kept | {"source": asdict(self.source)}, salt=_SALT, compress=True)


def carried_on(text: str, row: type[Row]) -> SentList[Row] | None:
    """What `carried` gave for rows of this type; None when it is not that, or too old."""
    try:
        kept = signing.loads(text, salt=_SALT, max_age=_GOOD_FOR)
        return SentList([row(**facts) for facts in kept["rows"]], Source(**kept["source"]))
    except (signing.BadSignature, TypeError):
        return None


def sheets_of(name: str, content: bytes, limits: Limits) -> Sequence[Sheet]:
    """The sheets of an .xlsx, the one of a .csv. Raises `UnreadableList`."""
    try:
        if name.lower().endswith(".csv"):
            return [read_delimited(content, limits=limits)]
        return read(content, limits=limits)
    except UnreadableWorkbook as error:
        raise UnreadableList(_why(error.code)) from error


def _why(code: str) -> str:
    if code == "encrypted":
        return gettext("The workbook is locked with a password. Take the password off.")
    if code in ("too_large", "too_many_rows"):
        return gettext("The file is too large for a list. Keep the list only.")
    return gettext("This is not an Excel workbook (.xlsx) or a .csv file in UTF-8.")
