"""A workbook of certificates as lines: its columns by their headers, or as a person chose them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sheets.reader import Cell, CellKind, Sheet, column_letters
from vn.dates import Precision, parse_partial
from vn.errors import Unreadable
from vn.text import fold, tidy

HEADERS: dict[str, tuple[str, ...]] = {
    "number": (
        *("so gcn", "so giay chung nhan", "so gcndt", "so gcndkdt", "so gcn dkdt", "ma so du an"),
        *("ma so gcn dang ky dau tu", "so gcn dang ky dau tu", "so giay chung nhan dau tu"),
        *(
            "so giay chung nhan dang ky dau tu",
            "ma so gcn",
            "so, ky hieu",
            "so ky hieu",
            "ma du an",
        ),
    ),
    "issued": (
        *("ngay cap", "ngay cap gcn", "ngay cap gcndkdt", "ngay ky", "ngay chung nhan"),
        *("ngay cap giay chung nhan", "ngay ban hanh", "ngay"),
    ),
    "project": ("ten du an", "du an", "ten du an dau tu"),
    "investor": ("nha dau tu", "ten nha dau tu", "chu dau tu", "doanh nghiep"),
    "capital": (
        "von dau tu",
        "tong von dau tu",
        "von dang ky",
        "tong von dang ky",
        "von",
        "tong von",
    ),
}
"""The folded words each column may be headed with, without the unit."""

COLUMNS = tuple(HEADERS)
_LONGEST = {"number": 120, "issued": 40, "project": 400, "investor": 300, "capital": 60}
_UNIT = re.compile(r"\s*\(([^()]*)\)\s*$")
_MONEY = {
    "dong": "đồng",
    "vnd": "đồng",
    "trieu dong": "triệu đồng",
    "trieu": "triệu đồng",
    "ty dong": "tỷ đồng",
    "ty": "tỷ đồng",
    "usd": "USD",
    "trieu usd": "triệu USD",
}
_WITHIN = 20


class NoColumns(ValueError):
    """Neither number nor project was found; `seen` are the titles of the fullest of the first rows."""

    def __init__(self, seen: Sequence[str]) -> None:
        super().__init__("no columns")
        self.seen = tuple(seen)


class NoLines(ValueError):
    """The columns are there, and nothing stands under them."""


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One line as it was written; `issued` None when it is not a whole day."""

    line: int
    number: str
    issued_text: str
    issued: date | None
    project: str
    investor: str
    capital_text: str


@dataclass(frozen=True, slots=True)
class _Found:
    row: int
    columns: Mapping[str, int]
    unit: str


def read_lines(sheets: Sequence[Sheet], chosen: Mapping[str, int]) -> list[ListedLine]:
    """The lines of the first visible sheet with such columns; `chosen` columns count from 0.

    Raises `NoColumns` and `NoLines`.
    """
    seen: list[str] = []
    for sheet in sheets:
        if sheet.hidden:
            continue
        found = _header(sheet.rows, chosen)
        if found is None:
            seen = seen or _titles(sheet.rows)
            continue
        lines = [line for cells in sheet.rows[found.row + 1 :] if (line := _line(cells, found))]
        if not lines:
            raise NoLines
        return lines
    raise NoColumns(seen)


def _header(rows: Sequence[Sequence[Cell]], chosen: Mapping[str, int]) -> _Found | None:
    """The row of the titles: where most columns are recognised, or above the first line of data."""
    best: _Found | None = None
    for cells in rows[:_WITHIN]:
        columns: dict[str, int] = {}
        unit = ""
        for cell in cells:
            key, its_unit = _recognise(cell)
            if key and key not in columns:
                columns[key] = cell.column
                unit = its_unit if key == "capital" else unit
        if columns and (best is None or len(columns) > len(best.columns)):
            best = _Found(cells[0].row, columns, unit)
    columns = {**(best.columns if best else {}), **chosen}
    if not columns.keys() & {"number", "project"}:
        return None
    return _Found(
        best.row if best else _before_data(rows, columns), columns, best.unit if best else ""
    )


def _before_data(rows: Sequence[Sequence[Cell]], columns: Mapping[str, int]) -> int:
    """With every column chosen by hand: the row above the first that has a day or number there."""
    for cells in rows:
        if any(
            _cell(cells, at).kind in (CellKind.NUMBER, CellKind.DATE) for at in columns.values()
        ):
            return cells[0].row - 1
    return 0


def _recognise(cell: Cell) -> tuple[str, str]:
    """(column, unit of money) that a title names."""
    if cell.kind is not CellKind.TEXT:
        return "", ""
    title, unit = fold(cell.text), ""
    if (found := _UNIT.search(title)) is not None:
        title = title[: found.start()]
        unit = _MONEY.get(found[1].strip(), "")
    key = next((key for key, words in HEADERS.items() if title in words), "")
    return key, unit


def _titles(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """What stands in the fullest of the first rows, with the letters of the columns."""
    fullest = max(rows[:_WITHIN], key=lambda cells: sum(bool(c.text) for c in cells), default=[])
    return [f"{column_letters(c.column)}: {tidy(c.text)[:40]}" for c in fullest if c.text]


def _cell(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else Cell(0, at, CellKind.EMPTY, None, "")


def _line(cells: Sequence[Cell], found: _Found) -> ListedLine | None:
    said = {key: _cell(cells, at) for key, at in found.columns.items()}
    texts = {key: tidy(cell.text)[: _LONGEST[key]] for key, cell in said.items()}
    if not texts.get("number") and not texts.get("project"):
        return None
    capital = texts.get("capital", "")
    if capital and found.unit and capital[-1:].isdigit():
        capital = f"{capital} {found.unit}"[: _LONGEST["capital"]]
    return ListedLine(
        line=cells[0].row + 1,
        number=texts.get("number", ""),
        issued_text=texts.get("issued", ""),
        issued=_day(said.get("issued")),
        project=texts.get("project", ""),
        investor=texts.get("investor", ""),
        capital_text=capital,
    )


def _day(cell: Cell | None) -> date | None:
    if cell is None:
        return None
    if isinstance(cell.value, date):
        return cell.value
    try:
        found = parse_partial(cell.text)
    except Unreadable:
        return None
    return found.first if found.precision is Precision.DAY else None
