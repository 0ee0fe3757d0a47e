"""The columns an import knows, by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sheets.reader import Cell, CellKind
from vn.text import fold


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CHOICE = "choice"
    MONEY = "money"
    USD = "usd"
    AREA = "area"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Known:
    """A column: `headers` are the folded words it may be headed with, without the unit.

    `longest` is how many characters are kept (0: any). `has_happened` is for facts, which cannot
    lie in the future; `to_the_day` for dates that are stored only when the day is known.
    """

    key: str
    kind: Kind
    headers: tuple[str, ...]
    longest: int = 0
    has_happened: bool = False
    to_the_day: bool = False


KNOWN = (
    Known("id", Kind.TEXT, ("ma dong", "ma du an", "ma trong nguon", "id"), 60),
    Known("province", Kind.TEXT, ("tinh", "tinh (ten khi cong bo)", "tinh, thanh pho"), 200),
    Known("name", Kind.TEXT, ("ten du an", "du an"), 400),
    Known("investor", Kind.TEXT, ("nha dau tu", "chu dau tu", "ten nha dau tu"), 300),
    Known("investor_kind", Kind.CHOICE, ("loai nha dau tu", "hinh thuc nha dau tu")),
    Known("kind_basis", Kind.TEXT, ("can cu xac dinh loai nha dau tu",), 60),
    Known("country", Kind.TEXT, ("quoc gia", "nuoc", "quoc tich"), 60),
    Known("sector", Kind.TEXT, ("linh vuc", "nganh, linh vuc"), 120),
    Known("location", Kind.TEXT, ("dia diem", "dia ban", "dia diem thuc hien"), 300),
    Known("zone", Kind.CHOICE, ("khu", "khu, cum", "trong khu")),
    Known("approval_number", Kind.TEXT, ("so van ban chap thuan", "so quyet dinh")),
    Known("approval_date", Kind.PARTIAL, ("ngay chap thuan", "ngay quyet dinh"), has_happened=True),
    Known("irc_code", Kind.TEXT, ("ma so gcn dang ky dau tu", "so gcn dang ky dau tu"), 120),
    Known(
        "capital", Kind.MONEY, ("von dang ky", "tong von dang ky", "von dau tu", "tong von dau tu")
    ),
    Known("capital_usd", Kind.USD, ("von dang ky", "tong von dang ky", "von dau tu")),
    Known("area", Kind.AREA, ("dien tich", "dien tich dat")),
    Known("handover_planned", Kind.PARTIAL, ("ban giao dat theo ke hoach",), to_the_day=True),
    Known(
        "handover", Kind.PARTIAL, ("ban giao dat thuc te", "ngay ban giao dat"), has_happened=True
    ),
    Known("start_planned", Kind.PARTIAL, ("khoi cong theo ke hoach", "khoi cong")),
    Known("completion_planned", Kind.PARTIAL, ("hoan thanh theo ke hoach", "hoan thanh")),
    Known("status_text", Kind.TEXT, ("tinh trang theo nguon", "tinh hinh thuc hien")),
    Known("status", Kind.CHOICE, ("tinh trang", "trang thai")),
    Known("delay_reason", Kind.TEXT, ("ly do cham", "kho khan, vuong mac")),
    Known("handling", Kind.TEXT, ("huong xu ly", "kien nghi, huong xu ly")),
    Known("implemented", Kind.TEXT, ("von thuc hien", "von da thuc hien")),
    Known("capital_text", Kind.TEXT, ("von theo nguyen van",)),
    Known("area_text", Kind.TEXT, ("dien tich theo nguyen van",)),
    Known("source", Kind.TEXT, ("nguon", "dia chi nguon")),
    Known("source_date", Kind.TEXT, ("ngay cua nguon", "ngay nguon", "so lieu den"), 40),
    Known("note", Kind.TEXT, ("ghi chu",)),
)
NUMBERING = frozenset({"stt", "tt", "so tt"})
REQUIRED = "name"
_FEWEST = 3
_UNIT = re.compile(r"\s*\(([^()]*)\)\s*$")
_MONEY_UNITS = {
    "ty": "tỷ",
    "ty dong": "tỷ",
    "ty vnd": "tỷ",
    "trieu": "triệu",
    "trieu dong": "triệu",
    "dong": "đồng",
    "vnd": "đồng",
}
_USD_UNITS = {"trieu usd": 1_000_000, "usd": 1}
_AREA_UNITS = {"ha": 10_000, "m2": 1, "m²": 1}


@dataclass(frozen=True, slots=True)
class Column:
    """A recognised column of a sheet. `unit` is that of its plain numbers.

    A word of `vn.money` for đồng; how many US dollars or square metres one is, for the others.
    """

    index: int
    title: str
    known: Known
    unit: str | int = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a sheet: what was recognised, and the titles that were not."""

    row: int
    columns: tuple[Column, ...]
    unknown: tuple[Cell, ...]


def find_header(rows: Sequence[Sequence[Cell]], *, within: int = 20) -> Header | None:
    """The first row that names the project and at least two other known columns."""
    for cells in rows[:within]:
        columns = [column for cell in cells if (column := recognise(cell)) is not None]
        keys = [column.known.key for column in columns]
        if len(columns) >= _FEWEST and REQUIRED in keys:
            taken = {column.index for column in columns}
            unknown = [c for c in cells if c.column not in taken and not _is_silent(c)]
            return Header(cells[0].row, tuple(columns), tuple(unknown))
    return None


def repeated(columns: Sequence[Column]) -> list[Column]:
    """Columns whose meaning an earlier column of the row already has."""
    seen: set[str] = set()
    again = []
    for column in columns:
        if column.known.key in seen:
            again.append(column)
        seen.add(column.known.key)
    return again


def recognise(cell: Cell) -> Column | None:
    """The known column a header cell names, or None."""
    if cell.kind is not CellKind.TEXT:
        return None
    title = fold(cell.text)
    whole = _column(cell, title, "")
    if whole is not None:
        return whole
    found = _UNIT.search(title)
    return _column(cell, title[: found.start()], found[1].strip()) if found else None


def _column(cell: Cell, title: str, unit: str) -> Column | None:
    for known in KNOWN:
        if title in known.headers:
            measured = _measure(known, unit)
            if measured is not None:
                return Column(cell.column, cell.text.strip(), known, measured)
    return None


def _measure(known: Known, unit: str) -> str | int | None:
    """The unit in the terms of the column's kind; None when the column has no such unit."""
    if known.kind is Kind.MONEY:
        return _MONEY_UNITS.get(unit) if unit else "đồng"
    if known.kind is Kind.USD:
        return _USD_UNITS.get(unit)
    if known.kind is Kind.AREA:
        return _AREA_UNITS.get(unit)
    return ""


def _is_silent(cell: Cell) -> bool:
    return cell.kind is CellKind.EMPTY or fold(cell.text) in NUMBERING
