"""One cell as its column means it, or the reason why it cannot be read without guessing."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from projects.importing import amounts, dates
from projects.importing.columns import Column, Kind
from sheets.reader import Cell, CellKind
from vn.dates import PartialDate
from vn.documents import bare_number
from vn.errors import Unreadable
from vn.text import fold, tidy

_NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})
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

_WORDS = {key: {w: v for v, ws in table.items() for w in ws} for key, table in CHOICES.items()}
_CERTIFICATE_DIGITS = (10, 11, 12, 13)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: `value` None is unknown; `hedge` is "hơn" and the like.

    `doubtful` marks a number that can be read two ways and was read the Vietnamese way; `other` is
    the other way. `more` is what the cell says of other columns, by their key ("6.361 tỷ đồng, tương
    đương 274,7 triệu USD"). `told` are codes of what is to be told of a cell that was read.
    """

    value: Value
    hedge: str = ""
    doubtful: bool = False
    other: Value = None
    more: Mapping[str, Reading] = field(default_factory=lambda: _NOTHING_MORE)
    told: tuple[str, ...] = ()


UNKNOWN = Reading(None)
_SILENT = frozenset({"", "-", "--", "...", "n/a", "chua ro", "khong ro", "chua co so lieu"})
_LONGEST_SILENCE = 30


def cleaned(cell: Cell) -> Cell:
    """The cell without what copying from a web page leaves in it: "&nbsp;", a trailing "./."."""
    if cell.kind is not CellKind.TEXT:
        return cell
    text = cell.text
    if "&" in text:
        text = html.unescape(text)
    stripped = text.strip()
    if stripped.endswith("./."):
        text = stripped.removesuffix("./.")
    if text == cell.text:
        return cell
    if not text.strip():
        return Cell(cell.row, cell.column, CellKind.EMPTY, None, "")
    return replace(cell, value=text, text=text)


def read_cell(cell: Cell, column: Column) -> Reading:
    """Read one cell.

    Raises `Unreadable` with the codes of `vn`, and `excel_error`, `not_a_choice`, `too_long`,
    `negative`, `too_precise`, `not_a_date`, `serial`, `no_unit`, `two_values`, `too_much`,
    `footnote_or_digit`.
    """
    if cell.kind is CellKind.EMPTY:
        return UNKNOWN
    if cell.kind is CellKind.ERROR:
        raise Unreadable("excel_error", cell.text)
    if (
        len(cell.text) <= _LONGEST_SILENCE
        and fold(cell.text) in _SILENT
        and column.known.key != "status"
    ):
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


def _certificate(cell: Cell, column: Column) -> Reading:
    """A certificate's number; one of digits alone has ten to thirteen of them."""
    reading = _text(cell, column)
    digits = bare_number(str(reading.value))
    odd = digits.isdigit() and len(digits) not in _CERTIFICATE_DIGITS
    return replace(reading, told=("certificate_digits",)) if odd else reading


def _amount(cell: Cell, column: Column) -> Reading:
    """Whole đồng, cents, hundredths of a square metre, per cents or plain numbers."""
    found = amounts.read(_asked(cell), column)
    more = {key: Reading(value, hedge) for key, (value, hedge) in found.more.items()}
    return Reading(found.value, found.hedge, found.doubtful, found.other, more, found.told)


def _partial(cell: Cell, _column: Column) -> Reading:
    """A day, month, quarter or year; never more than the cell says."""
    return Reading(dates.read(cell))


def _period(cell: Cell, column: Column) -> Reading:
    """From when to when: "2024 - 2027", "khởi công Quý I/2020, hoàn thành Quý IV/2022"."""
    start, end = dates.read_period(cell)
    more = {"start_planned": Reading(start), "completion_planned": Reading(end)}
    return Reading(tidy(cell.text), more={key: r for key, r in more.items() if r.value is not None})


def _asked(cell: Cell) -> amounts.Asked:
    """The number of a cell; one typed as a number can be read one way only."""
    value = cell.value
    if isinstance(value, Decimal):
        return amounts.Asked(f"{value:f}".replace(".", ","), value)
    return amounts.Asked(cell.text, None)


_READERS: Mapping[Kind, Callable[[Cell, Column], Reading]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.CERTIFICATE: _certificate,
    Kind.MONEY: _amount,
    Kind.USD: _amount,
    Kind.AREA: _amount,
    Kind.PERCENT: _amount,
    Kind.NUMBER: _amount,
    Kind.PARTIAL: _partial,
    Kind.PERIOD: _period,
}
