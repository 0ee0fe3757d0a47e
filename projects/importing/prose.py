"""Lists written as sentences, one project a cell: "Dự án ...; Chủ đầu tư là ...; diện tích là 3.000 m2"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from projects.importing.columns import KNOWN, Column
from sheets.reader import Cell, CellKind, Sheet
from vn.text import tidy

_NUMBERED = re.compile(r"^(?:\d{1,3}[.)]|[-+*])\s*")
_NAME = re.compile(r"^dự án:?\s+(?P<rest>.+)$", re.IGNORECASE)
_LABELS = (
    ("investor", r"(?:chủ đầu tư|nhà đầu tư)(?: là|:)?\s+"),
    ("location", r"(?:địa chỉ|địa điểm|vị trí)(?: tại| ở|:)?\s+"),
    ("approval_number", r"(?=(?:số )?(?:quyết định|giấy chứng nhận|văn bản|ngày chấp thuận))"),
    ("area", r"diện tích(?: đất)?(?: sử dụng)?(?: là|:)?\s+"),
    ("capital", r"(?:tổng )?(?:vốn|mức) (?:đầu tư|đăng ký)(?: đăng ký)?(?: là|:)?\s+"),
    ("delay_reason", r"(?:lý do|nguyên nhân)(?: chậm)?(?: là|:)?\s+"),
)
_PATTERNS = tuple((key, re.compile(rf"^{words}(?P<rest>.+)$", re.I)) for key, words in _LABELS)
_BY_KEY = {known.key: known for known in KNOWN}
_FEWEST = 2
_TITLES = {
    "name": "Dự án",
    "investor": "Chủ đầu tư",
    "location": "Địa chỉ",
    "approval_number": "Chấp thuận đầu tư",
    "area": "Diện tích",
    "capital": "Vốn đầu tư",
    "delay_reason": "Lý do chậm",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One project: the cell that tells of it, its parts as cells, and what no part covers."""

    cell: Cell
    parts: tuple[tuple[Cell, Column], ...]
    rest: tuple[str, ...]


def lines_of(sheet: Sheet) -> list[Line]:
    """The projects of a sheet without a header; none when it is no such list."""
    found = [line for row in sheet.rows if (line := _line(row))]
    return found if len(found) >= _FEWEST else []


def _line(row: Sequence[Cell]) -> Line | None:
    for cell in row:
        if cell.kind is not CellKind.TEXT or ";" not in cell.text:
            continue
        pieces = [piece.strip() for piece in tidy(cell.text).split(";")]
        name = _NAME.match(_NUMBERED.sub("", pieces[0]))
        if name is None:
            continue
        parts = [_part(cell, "name", name["rest"])]
        rest = []
        for piece in filter(None, pieces[1:]):
            key, text = _labelled(piece)
            if key and key not in {column.key for _, column in parts}:
                parts.append(_part(cell, key, text))
            else:
                rest.append(piece)
        if len(parts) > 1:
            return Line(cell, tuple(parts), tuple(rest))
    return None


def _labelled(piece: str) -> tuple[str, str]:
    for key, pattern in _PATTERNS:
        if found := pattern.match(piece):
            return key, found["rest"].rstrip(".")
    return "", piece


def _part(cell: Cell, key: str, text: str) -> tuple[Cell, Column]:
    column = Column(cell.column, _TITLES[key], _BY_KEY[key])
    return Cell(cell.row, cell.column, CellKind.TEXT, text, text), column


def texts(lines: Sequence[Line]) -> Iterator[str]:
    """All texts of numbers, which decide together which mark is decimal."""
    for line in lines:
        yield from (cell.text for cell, column in line.parts if column.key in ("area", "capital"))
