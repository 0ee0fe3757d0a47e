"""Sums that a list publishes, beside what the rows they stand for add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.importing import amounts
from projects.importing.cells import cleaned
from projects.importing.columns import Column, Kind
from projects.importing.layout import PublishedSum, Role, Style
from projects.importing.messages import Message, Severity
from projects.importing.parsed import ParsedRow
from projects.importing.proposing import Plan
from projects.importing.row_roles import RowIs
from projects.importing.rows import Counted
from projects.rules.published import Reading as Interval
from sheets.reader import Cell, CellKind
from vn.errors import Unreadable
from vn.numbers import decimal_text
from vn.text import fold, tidy

_SUMMED = frozenset({Kind.MONEY, Kind.USD, Kind.AREA})
_COUNT = re.compile(r"(\d{1,5}) ?(?:du an|projects?)\b")
_LAST = re.compile(r"^(?:cong|sub-?total)\b")
_MONEY_SCALES: dict[str, int] = {"tỷ": 10**9, "triệu": 10**6, "đồng": 1}
_PLACES = 6
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Sum:
    low: Decimal
    high: Decimal
    parts: int
    unread: int


def compare(plan: Plan, counted: Counted) -> tuple[list[PublishedSum], list[Message]]:
    """Each number of a total or section row beside its rows; messages for those that differ."""
    columns = [c for c in plan.columns if c.known.kind in _SUMMED]
    found: list[PublishedSum] = []
    messages: list[Message] = []
    for place, one in enumerate(counted.roles):
        if one.role is Role.DATA:
            continue
        parts = _rows_of(counted, place)
        messages += _count(plan, one.row, one.text, len(parts))
        cells = plan.sheet.rows[one.row]
        for column in columns:
            cell = cleaned(cells[column.index])
            published = _published(cell, column)
            if published is not None:
                result = _beside(published, cell, column, parts)
                told = PublishedSum(plan.sheet.name, cell.address, one.text, column.title, *result)
                found.append(told)
                messages += _message(told)
    return found, messages


def _rows_of(counted: Counted, place: int) -> list[ParsedRow]:
    """The rows a total or section stands for.

    A section has those below it, a "cộng" those above it up to the last sum or outermost section,
    a "tổng cộng" all of the sheet.
    """
    one = counted.roles[place]
    if one.role is Role.SECTION:
        until = place + 1
        while until < len(counted.roles) and not _closes(counted, until, one.level):
            until += 1
        return [row for row in counted.rows[place + 1 : until] if row]
    if _LAST.match(fold(one.text)):
        since = place
        while since and not _ends_before(counted.roles[since - 1]):
            since -= 1
        return [row for row in counted.rows[since:place] if row]
    return [row for row in counted.rows if row]


def _ends_before(one: RowIs) -> bool:
    """Whether a "cộng" further down does not count what stands above this row."""
    return one.role is Role.TOTAL or (one.role is Role.SECTION and one.level == 1)


def _closes(counted: Counted, place: int, level: int) -> bool:
    one = counted.roles[place]
    return one.role is Role.SECTION and one.level <= level


def _published(cell: Cell, column: Column) -> Interval | None:
    """The number of a sum, as an interval of what its last digit and its word leave open."""
    if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
        return None
    typed = cell.value if isinstance(cell.value, Decimal) else None
    try:
        amount = amounts.read(amounts.Asked(cell.text, typed), column)
    except Unreadable:
        return None
    if amount.value is None or amount.doubtful:
        return None
    return _interval(Decimal(amount.value), amount.hedge, cell.text, column)


def _interval(value: Decimal, hedge: str, text: str, column: Column) -> Interval:
    scale = _scale(column)
    step = Decimal(1).scaleb(-_decimals(text, column.style)) * scale
    whole = int(value / step)
    zeros = len(str(whole)) - len(str(whole).rstrip("0")) if whole else 0
    return Interval(value, hedge, step, step / 2, step.scaleb(zeros))


def _scale(column: Column) -> Decimal:
    unit = column.unit
    return Decimal(unit if isinstance(unit, int) else _MONEY_SCALES.get(unit, 1))


def _decimals(text: str, style: Style) -> int:
    """How many decimals a number is written with."""
    number = re.search(r"\d[\d.,]*", text)
    if number is None:
        return 0
    mark = "." if style is Style.POINT else ","
    return len(number[0].rpartition(mark)[2]) if mark in number[0] else 0


def _beside(
    published: Interval, cell: Cell, column: Column, rows: Sequence[ParsedRow]
) -> tuple[str, str, str, str, int, int, bool, bool]:
    total = _sum(rows, column)
    # A part that could not be read can only add to the sum.
    is_short = total.high < published.low and total.unread > 0
    agrees = is_short or (total.low <= published.high and total.high >= published.low)
    shown = _shown(total.low, column)
    if total.high != total.low:
        shown = f"{shown} - {_shown(total.high, column)}"
    return (
        column.key,
        tidy(cell.text),
        _shown(published.value, column),
        shown,
        total.parts,
        total.unread,
        agrees,
        is_short,
    )


def _sum(rows: Sequence[ParsedRow], column: Column) -> _Sum:
    low = high = _ZERO
    parts = unread = 0
    for row in rows:
        reading = row.values.get(column.key)
        if reading is None or not isinstance(reading.value, int | Decimal):
            unread += column.key in row.unread or reading is None or reading.value is None
            continue
        value = Decimal(reading.value)
        parts += 1
        if reading.hedge:
            part = _interval(value, reading.hedge, row.written[column.key], column)
            low, high = low + part.low, high + part.high
        else:
            low, high = low + value, high + value
    return _Sum(low, high, parts, unread)


def _shown(value: Decimal, column: Column) -> str:
    return decimal_text(value / _scale(column), _PLACES, trim=True)


def _message(told: PublishedSum) -> Iterator[Message]:
    if not told.agrees:
        yield Message(
            Severity.WARNING,
            told.sheet,
            told.address,
            "sum_differs",
            told.published_text,
            told.column,
            told.computed,
        )
    elif told.is_short:
        yield Message(
            Severity.NOTE,
            told.sheet,
            told.address,
            "sum_incomplete",
            told.published_text,
            told.column,
            f"{told.computed}; {told.parts}/{told.parts + told.unread}",
        )


def _count(plan: Plan, row: int, text: str, rows: int) -> Iterator[Message]:
    said = _COUNT.search(fold(text))
    if said and int(said[1]) != rows:
        yield Message(
            Severity.WARNING, plan.sheet.name, str(row + 1), "count_differs", text, "", str(rows)
        )
