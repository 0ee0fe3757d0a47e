"""The rows of one planned sheet, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from projects.importing import dates, prose
from projects.importing.cells import Reading, Value, cleaned, read_cell
from projects.importing.columns import MEASURED, Column, Kind, Vocabulary
from projects.importing.corrections import Corrections, SheetAnswers
from projects.importing.layout import Role, Style
from projects.importing.messages import Message, Severity
from projects.importing.numerals import column_style
from projects.importing.parsed import ParsedRow
from projects.importing.proposing import Plan
from projects.importing.row_roles import RowIs
from projects.importing.terms import read_term
from projects.rules.pci import rank_looks_like_score
from sheets.reader import Cell, CellKind
from vn.dates import PartialDate, Precision
from vn.errors import Unreadable
from vn.numbers import decimal_text
from vn.text import tidy

_FATAL = frozenset({"excel_error", "too_long"})
"""Codes that no wise person imports around: the workbook is to be corrected first."""

_ONLY_TOLD = frozenset({"two_currencies", "remark", "read_as_usd"})
_SCALES: dict[str, int] = {"tỷ": 10**9, "triệu": 10**6, "đồng": 1}
_STORED = {Kind.MONEY: "đồng", Kind.USD: "USD", Kind.AREA: "m2", Kind.PERCENT: "%"}
_PLACES = 6


@dataclass(slots=True)
class Counted:
    """What a sheet holds, row by row: the row as read, None for a total or section (`roles`)."""

    rows: list[ParsedRow | None] = field(default_factory=list)
    roles: list[RowIs] = field(default_factory=list)


class RowReader:
    """Reads the rows of one sheet and gathers what is to be said of them."""

    def __init__(
        self, plan: Plan, on: date, corrections: Corrections, vocabulary: Vocabulary
    ) -> None:
        self.messages: list[Message] = []
        self._sheet = plan.sheet.name
        self._columns = plan.columns
        self._on = on
        self._answers = corrections
        self._required = vocabulary.required
        known = {column.index for column in plan.columns}
        titles = plan.header.titles if plan.header else ()
        left = {c.index for c in plan.layout.columns if c.why == "person" and not c.key}
        self._others = [t for t in titles if t.index not in known | left and not t.is_numbering]

    def read(self, cells: Sequence[Cell], section: tuple[str, ...]) -> ParsedRow | None:
        """The row, or None when it has no name; what is wrong goes to `messages`."""
        pairs = [(cells[c.index], c) for c in self._columns if c.index < len(cells)]
        row = self.read_pairs(cells[0].row, pairs, section)
        for title in self._others:
            if title.index < len(cells) and cells[title.index].kind is not CellKind.EMPTY:
                row.others[title.title] = tidy(cleaned(cells[title.index]).text)
        if row.text(self._required) or self._required in row.unread:
            return row
        column = next((c for c in self._columns if c.key == self._required), None)
        address = cells[column.index].address if column else str(row.number)
        self.messages.append(Message(Severity.ERROR, self._sheet, address, "name_missing"))
        return None

    def read_pairs(
        self, number: int, pairs: Sequence[tuple[Cell, Column]], section: tuple[str, ...]
    ) -> ParsedRow:
        """A row of these cells. What a cell says of another column counts where that is silent."""
        row = ParsedRow(self._sheet, number + 1, section=section)
        more: list[tuple[str, Reading, Cell, Column]] = []
        for written, column in pairs:
            cell = self._answered(cleaned(written))
            key = column.key
            row.titles[key] = column.title
            row.written[key] = written.text.strip()
            row.addresses[key] = written.address
            reading = self._read(row, cell, self._decided(cell, column))
            if reading is not None:
                if key not in row.unread:
                    row.values[key] = reading
                more += [(k, r, cell, column) for k, r in reading.more.items()]
        for key, reading, cell, column in more:
            self._add(row, key, reading, (cell, column))
        self._ask_about_ranks(row, pairs)
        return row

    def _ask_about_ranks(self, row: ParsedRow, pairs: Sequence[tuple[Cell, Column]]) -> None:
        """A rank that is the rounded score is a known slip of printed tables: it is not taken."""
        for cell, column in pairs:
            rank = row.decimal(column.key) if column.known.key == "rank" else None
            if rank is None:
                continue
            score = row.decimal(column.key.replace("rank", "score", 1))
            if rank_looks_like_score(score, int(rank)):
                row.unread[column.key] = cell.text.strip()
                del row.values[column.key]
                self._say(cell, column, "rank_is_score")

    def _answered(self, cell: Cell) -> Cell:
        """The cell, or what a person says it should hold."""
        answers = self._answers.texts
        text = answers.get(f"{self._sheet}!{cell.address}") if answers else None
        if text is None:
            return cell
        kind = CellKind.TEXT if text.strip() else CellKind.EMPTY
        return Cell(cell.row, cell.column, kind, text or None, text)

    def _decided(self, cell: Cell, column: Column) -> Column:
        styles = self._answers.cell_styles
        style = styles.get(f"{self._sheet}!{cell.address}") if styles else None
        return replace(column, style=style, sure=True) if style else column

    def _read(self, row: ParsedRow, cell: Cell, column: Column) -> Reading | None:
        key = column.key
        try:
            reading = _possible(read_cell(cell, column), cell, column, self._on)
        except Unreadable as error:
            row.unread[key] = cell.text.strip()
            self._refuse(row, cell, column, error.code)
            return None
        if reading.doubtful:
            both = (_shown(reading.value, column), _shown(reading.other, column))
            row.unread[key], row.doubts[key] = cell.text.strip(), both
            self._say(cell, column, "doubtful", hint=" / ".join(both))
            return reading
        for code in reading.told:
            severity = Severity.NOTE if code in _ONLY_TOLD else Severity.WARNING
            self._say(cell, column, code, severity, hint=_shown(reading.value, column))
        return reading

    def _refuse(self, row: ParsedRow, cell: Cell, column: Column, code: str) -> None:
        term = read_term(cell.text) if column.known.kind in (Kind.PARTIAL, Kind.PERIOD) else None
        if term is not None:
            row.terms[column.key] = term
            code = "term" if term.event else "term_without_event"
        fatal = code in _FATAL or column.key == self._required
        hint = dates.serial_day(cell.text) if code == "serial" else ""
        self._say(cell, column, code, Severity.ERROR if fatal else Severity.WARNING, hint=hint)

    def _add(self, row: ParsedRow, key: str, reading: Reading, at: tuple[Cell, Column]) -> None:
        cell, column = at
        own = row.values.get(key)
        if key in row.unread or (own is not None and own.value is not None):
            if own is None or own.value != reading.value:
                self._say(cell, column, "other_column_differs")
            return
        row.values[key] = reading
        row.titles.setdefault(key, column.title)
        row.written[key] = row.written.get(key) or cell.text.strip()
        row.addresses.setdefault(key, cell.address)

    def _say(
        self,
        cell: Cell,
        column: Column,
        code: str,
        severity: Severity = Severity.WARNING,
        *,
        hint: str = "",
    ) -> None:
        text = cell.text.strip()
        self.messages.append(
            Message(severity, self._sheet, cell.address, code, text, column.title, hint)
        )


def read_sheet(plan: Plan, reader: RowReader, answers: SheetAnswers) -> Counted:
    """All rows of a sheet, under the sections they stand in."""
    if plan.lines:
        return _read_prose(plan, reader)
    counted = Counted()
    sections: list[tuple[int, str]] = []
    for one, cells in _below(plan):
        if one.role is Role.SECTION:
            sections = [s for s in sections if s[0] < one.level] + [(one.level, one.text)]
        row = None
        if one.role is Role.DATA:
            if one.row in plan.sheet.hidden_rows and answers.hidden_rows is False:
                continue
            row = reader.read(cells, tuple(text for _, text in sections))
        if row is not None or one.role in (Role.SECTION, Role.TOTAL):
            counted.rows.append(row)
            counted.roles.append(one)
    return counted


def _below(plan: Plan) -> Iterator[tuple[RowIs, Sequence[Cell]]]:
    rows = islice(plan.sheet.rows, plan.layout.header_rows[-1], None)
    return zip(plan.roles, rows, strict=True)


def _read_prose(plan: Plan, reader: RowReader) -> Counted:
    counted = Counted()
    style, _ = column_style(prose.texts(plan.lines))
    for line in plan.lines:
        pairs = [(cell, _with_style(column, style)) for cell, column in line.parts]
        row = reader.read_pairs(line.cell.row, pairs, ())
        for number, text in enumerate(line.rest, start=1):
            row.others[str(number)] = text
        counted.rows.append(row)
        counted.roles.append(RowIs(line.cell.row, Role.DATA))
    return counted


def _with_style(column: Column, style: Style) -> Column:
    return replace(column, style=style) if column.known.kind in MEASURED else column


def _possible(reading: Reading, cell: Cell, column: Column, on: date) -> Reading:
    """The reading, if such a day can be stored. Raises `in_the_future` or `needs_day`."""
    value = reading.value
    if isinstance(value, PartialDate):
        if column.known.has_happened and value.first > on:
            raise Unreadable("in_the_future", cell.text)
        if column.known.to_the_day and value.precision is not Precision.DAY:
            raise Unreadable("needs_day", cell.text)
    return reading


def _shown(value: Value, column: Column) -> str:
    """A number in the unit of its column, for a question."""
    if isinstance(value, int | Decimal):
        unit = column.unit
        scale = _SCALES.get(unit, 1) if isinstance(unit, str) else unit
        number = decimal_text(Decimal(value) / scale, _PLACES, trim=True)
        return f"{number} {column.unit_text or _STORED.get(column.known.kind, '')}".strip()
    return "" if value is None else str(value)
