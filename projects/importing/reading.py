"""A workbook as rows of projects, with one message for each cell that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from projects.importing.cells import Reading, read_cell
from projects.importing.columns import REQUIRED, Column, Header, find_header, repeated
from projects.importing.corrections import NOTHING_ANSWERED, Corrections, Meaning
from projects.importing.layout import Alike, Layout, PublishedSum
from projects.importing.messages import Message, Severity
from projects.importing.terms import Term
from sheets.reader import Cell, CellKind, Sheet
from vn.dates import PartialDate, Precision
from vn.errors import Unreadable
from vn.places import bare
from vn.text import fold

_FATAL = frozenset({"excel_error", "too_long"})
"""Codes that no wise person imports around: the workbook is to be corrected first."""


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One project as the workbook tells it.

    `values` holds what was read, by the column's key; `unread` the text of cells that were not;
    `written` the text of all cells, and `titles` the headers under which they stand, `addresses`
    where. `section` are the headings above the row, outermost first. `others` are the cells of
    columns without a meaning, by title. `doubts` are cells that can be read two ways and are
    therefore in `unread`: both readings in words, the one with a decimal comma first. `terms` are
    the terms counted from an event that stand where a day was expected (they are in `unread` too).
    """

    sheet: str
    number: int
    values: dict[str, Reading] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    section: tuple[str, ...] = ()
    others: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, tuple[str, str]] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text of a column, empty when unknown."""
        value = self._value(key)
        return value if isinstance(value, str) else ""

    def whole(self, key: str) -> int | None:
        """The whole number of a column (đồng)."""
        value = self._value(key)
        return value if isinstance(value, int) else None

    def decimal(self, key: str) -> Decimal | None:
        """The decimal of a column (US dollars, square metres)."""
        value = self._value(key)
        return value if isinstance(value, Decimal) else None

    def day(self, key: str) -> PartialDate | None:
        """The partial date of a column."""
        value = self._value(key)
        return value if isinstance(value, PartialDate) else None

    def hedge(self, key: str) -> str:
        """The word before a rounded amount."""
        return self.values[key].hedge if key in self.values else ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes a project the same when the workbook gives it no number of its own."""
        name, investor = (fold(self.text(key)) for key in ("name", "investor"))
        return (name, investor, bare(self.text("province")))

    def _value(self, key: str) -> object:
        return self.values[key].value if key in self.values else None


@dataclass(frozen=True, slots=True)
class Table:
    """All projects of a workbook and all that is to be said about it.

    `layouts` say how each sheet was read, `sums` compare published totals with their rows, and
    `alike` are rows that may be one project.
    """

    rows: tuple[ParsedRow, ...]
    messages: tuple[Message, ...]
    layouts: tuple[Layout, ...] = ()
    sums: tuple[PublishedSum, ...] = ()
    alike: tuple[Alike, ...] = ()

    @property
    def errors(self) -> tuple[Message, ...]:
        """What keeps the whole workbook from being written."""
        return tuple(m for m in self.messages if m.severity is Severity.ERROR)


def read_table(
    sheets: Sequence[Sheet],
    *,
    on: date,
    corrections: Corrections = NOTHING_ANSWERED,
    remembered: Mapping[str, Mapping[int, Meaning]] = MappingProxyType({}),
) -> Table:
    """Read every visible sheet that has a header naming projects; other sheets are notes.

    `on` is the day of reading: what is said to have happened later cannot be right. `corrections`
    are a person's answers, which win over `remembered`: the columns of known layouts by signature.
    """
    rows: list[ParsedRow] = []
    messages: list[Message] = []
    found = False
    for sheet in sheets:
        header = None if sheet.hidden else find_header(sheet.rows)
        if header is None:
            continue
        found = True
        messages += _about_header(sheet.name, header)
        for cells in sheet.rows[header.row + 1 :]:
            row = _read_row(sheet.name, cells, header.columns, on, messages)
            if row is not None:
                rows.append(row)
    if not found:
        name = sheets[0].name if sheets else ""
        messages.append(Message(Severity.ERROR, name, "", "no_header"))
    messages += _twins(rows)
    return Table(tuple(rows), tuple(messages))


def _about_header(sheet: str, header: Header) -> Iterator[Message]:
    for cell in header.unknown:
        yield Message(Severity.WARNING, sheet, cell.address, "unknown_column", cell.text.strip())
    number = header.row + 1
    for column in repeated(header.columns):
        yield Message(
            Severity.ERROR, sheet, f"{_letters(column)}{number}", "repeated_column", column.title
        )


def _letters(column: Column) -> str:
    return Cell(0, column.index, CellKind.EMPTY, None, "").address.rstrip("1")


def _read_row(
    sheet: str,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    on: date,
    messages: list[Message],
) -> ParsedRow | None:
    """The row, or None when it is empty or has no name; what is wrong goes to `messages`."""
    known = [(cells[column.index], column) for column in columns if column.index < len(cells)]
    if all(cell.kind is CellKind.EMPTY for cell, _ in known):
        return None
    row = ParsedRow(sheet, cells[0].row + 1)
    for cell, column in known:
        row.titles[column.known.key] = column.title
        row.written[column.known.key] = cell.text.strip()
        try:
            reading = _possible(read_cell(cell, column), cell, column, on)
        except Unreadable as error:
            row.unread[column.known.key] = cell.text.strip()
            messages.append(_message(sheet, cell, column, error.code))
            continue
        row.values[column.known.key] = reading
        if reading.doubtful:
            messages.append(_message(sheet, cell, column, "doubtful"))
    if not row.text(REQUIRED) and REQUIRED not in row.unread:
        cell = next(cell for cell, column in known if column.known.key == REQUIRED)
        messages.append(Message(Severity.ERROR, sheet, cell.address, "name_missing"))
        return None
    return row


def _possible(reading: Reading, cell: Cell, column: Column, on: date) -> Reading:
    """The reading, if such a day can be stored. Raises `in_the_future` or `needs_day`."""
    value = reading.value
    if isinstance(value, PartialDate):
        if column.known.has_happened and value.first > on:
            raise Unreadable("in_the_future", cell.text)
        if column.known.to_the_day and value.precision is not Precision.DAY:
            raise Unreadable("needs_day", cell.text)
    return reading


def _message(sheet: str, cell: Cell, column: Column, code: str) -> Message:
    fatal = code in _FATAL or column.known.key == REQUIRED
    severity = Severity.ERROR if fatal and code != "doubtful" else Severity.WARNING
    return Message(severity, sheet, cell.address, code, cell.text.strip(), column.title)


def _twins(rows: Iterable[ParsedRow]) -> Iterator[Message]:
    """Two rows that an import could not tell apart."""
    seen: dict[object, ParsedRow] = {}
    for row in rows:
        first = seen.setdefault(row.text("id") or row.identity, row)
        if first is not row:
            text = f"{first.sheet}!{first.number}"
            yield Message(Severity.ERROR, row.sheet, str(row.number), "twin", text)
