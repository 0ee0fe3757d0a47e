"""One cell as its column means it, or the reason why it cannot be read without guessing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from projects.importing.columns import Column, Kind
from sheets.reader import Cell, CellKind
from vn.dates import PartialDate, Precision, parse_partial
from vn.errors import Unreadable
from vn.money import DefaultUnit, parse_money
from vn.numbers import parse_number
from vn.text import fold, tidy

Value = str | int | Decimal | PartialDate | None

CHOICES = {
    "status": {
        "operating": ("dang hoat dong", "hoat dong", "operating"),
        "under_construction": (
            "dang xay dung",
            "dang dau tu xay dung",
            "dang thi cong",
            "under_construction",
        ),
        "not_started": ("chua khoi cong", "chua trien khai", "not_started"),
        "suspended": ("tam ngung", "ngung hoat dong", "tam dung", "suspended"),
        "terminated": ("da cham dut", "cham dut", "terminated"),
        "unknown": ("chua ro", "khong ro", "unknown"),
    },
    "zone": {
        "none": ("ngoai khu, cum", "ngoai khu", "none"),
        "industrial_zone": ("khu cong nghiep", "kcn"),
        "industrial_cluster": ("cum cong nghiep", "cum", "ccn"),
        "border_gate_zone": ("kkt cua khau", "khu kinh te cua khau"),
        "economic_zone": ("khu kinh te", "kkt"),
    },
    "investor_kind": {
        "domestic": ("trong nuoc", "domestic"),
        "foreign": ("nuoc ngoai", "fdi", "foreign"),
    },
}
"""What a choice may be called, folded, by the column's key."""

_CENT = Decimal("0.01")
_WORDS = {key: {w: v for v, ws in table.items() for w in ws} for key, table in CHOICES.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: `value` None is unknown; `hedge` is "hơn" and the like.

    `doubtful` marks a number that can be read two ways and was read the Vietnamese way.
    """

    value: Value
    hedge: str = ""
    doubtful: bool = False


UNKNOWN = Reading(None)
_SILENT = frozenset({"", "-", "--", "...", "n/a", "chua ro", "khong ro", "chua co so lieu"})


def read_cell(cell: Cell, column: Column) -> Reading:
    """Read one cell.

    Raises `Unreadable` with the codes of `vn`, and `excel_error`, `not_a_choice`, `too_long`,
    `negative`, `too_precise`, `not_a_date`.
    """
    if cell.kind is CellKind.EMPTY:
        return UNKNOWN
    if cell.kind is CellKind.ERROR:
        raise Unreadable("excel_error", cell.text)
    if fold(cell.text) in _SILENT and column.known.key != "status":
        return UNKNOWN
    return _READERS[column.known.kind](cell, column)


def _text(cell: Cell, column: Column) -> Reading:
    text = tidy(cell.text)
    if column.known.longest and len(text) > column.known.longest:
        raise Unreadable("too_long", cell.text)
    return Reading(text)


def _choice(cell: Cell, column: Column) -> Reading:
    value = _WORDS[column.known.key].get(fold(cell.text))
    if value is None:
        raise Unreadable("not_a_choice", cell.text)
    return Reading(value)


def _money(cell: Cell, column: Column) -> Reading:
    """Whole đồng. A number typed in the cell is in the unit of the header, exactly."""
    unit = cast(DefaultUnit, column.unit)
    found = parse_money(_written(cell), unit)
    if found.currency != "VND":
        raise Unreadable("other_currency", cell.text)
    if found.vnd is not None and found.vnd < 0:
        raise Unreadable("negative", cell.text)
    return Reading(found.vnd, found.hedge, _is_doubtful(cell, doubtful=found.doubtful))


def _usd(cell: Cell, column: Column) -> Reading:
    """US dollars to the cent."""
    return _measured(cell, column, allowed=("usd", "trieu usd"))


def _area(cell: Cell, column: Column) -> Reading:
    """Square metres to two decimals."""
    return _measured(cell, column, allowed=("ha", "m2", "m²"))


def _measured(cell: Cell, column: Column, allowed: tuple[str, ...]) -> Reading:
    number = parse_number(_written(cell))
    if number.value is None:
        return UNKNOWN
    scale = int(column.unit)
    if number.unit:
        if fold(number.unit) not in allowed:
            raise Unreadable("unknown_unit", cell.text)
        scale = _SCALES[fold(number.unit)]
    amount = number.value * scale
    if amount < 0:
        raise Unreadable("negative", cell.text)
    if amount != amount.quantize(_CENT):
        raise Unreadable("too_precise", cell.text)
    doubtful = _is_doubtful(cell, doubtful=number.doubtful)
    return Reading(amount.quantize(_CENT), number.hedge, doubtful)


def _partial(cell: Cell, _column: Column) -> Reading:
    """A day, month, quarter or year; never more than the cell says."""
    if isinstance(cell.value, date):
        return Reading(PartialDate(cell.value, Precision.DAY))
    return Reading(parse_partial(_written(cell)))


def _written(cell: Cell) -> str:
    """The text of a cell; of a typed number, its digits with a decimal comma and no grouping."""
    value = cell.value
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else cell.text


def _is_doubtful(cell: Cell, *, doubtful: bool) -> bool:
    """A number typed as a number can be read one way only."""
    return doubtful and cell.kind is CellKind.TEXT


_SCALES = {"usd": 1, "trieu usd": 1_000_000, "ha": 10_000, "m2": 1, "m²": 1}
_READERS = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.MONEY: _money,
    Kind.USD: _usd,
    Kind.AREA: _area,
    Kind.PARTIAL: _partial,
}
