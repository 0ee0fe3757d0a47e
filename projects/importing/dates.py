"""Days and periods in cells, typed or written; nothing is completed (R-1.5, R-8.3)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from sheets.reader import Cell
from vn.dates import YEARS, PartialDate, Precision, day_text, parse_partial
from vn.errors import Unreadable
from vn.text import tidy

_SERIALS = range(20_000, 73_051)
"""Serial numbers of the days from 1954 to 2099, as Excel stores them."""

_EPOCH = date(1899, 12, 30)
_MONTHS = range(1, 13)
_LEAD = re.compile(r"^(?:tính )?(?:đến|tới) (?:hết )?(?:ngày )?(?=\d)", re.IGNORECASE)
_SPAN = re.compile(r"\s+(?:-|đến|tới)\s+|(?<=\d{4})-(?=\d{4}\b)|\s*(?:đến|tới)\s+", re.IGNORECASE)
_FROM = re.compile(r"^từ (?:năm )?", re.IGNORECASE)
_START = re.compile(r"khởi công(?: xây dựng)?:?\s*(?P<when>[^;,.]+)", re.IGNORECASE)
_END = re.compile(r"hoàn thành(?: và đưa vào \w+(?: \w+)?)?:?\s*(?P<when>[^;,.]+)", re.IGNORECASE)


def read(cell: Cell) -> PartialDate:
    """The partial date of a cell.

    Raises `Unreadable` as `parse_partial` does, and with `serial` for a number that may be a day as
    Excel counts days.
    """
    if isinstance(cell.value, date):
        return PartialDate(cell.value, Precision.DAY)
    if isinstance(cell.value, Decimal):
        return _typed(cell.value, cell.text)
    text = tidy(cell.text)
    if text.isdigit() and int(text) in _SERIALS:
        raise Unreadable("serial", cell.text)
    return parse_partial(text)


def serial_day(text: str) -> str:
    """The day that a serial number stands for: "44713" -> "1/6/2022"; "" when it is none."""
    digits = tidy(text)
    if not digits.isdigit() or int(digits) not in _SERIALS:
        return ""
    return day_text(_EPOCH + timedelta(days=int(digits)))


def _typed(value: Decimal, raw: str) -> PartialDate:
    """A number: a year, or a month and its year typed as 12.2024."""
    if value == value.to_integral_value():
        if int(value) in _SERIALS:
            raise Unreadable("serial", raw)
        return parse_partial(f"{int(value)}")
    month, _, year = f"{value:f}".partition(".")
    if int(month) in _MONTHS and len(year) == 4 and int(year) in YEARS:
        return PartialDate(date(int(year), int(month), 1), Precision.MONTH)
    raise Unreadable("not_a_date", raw)


def read_period(cell: Cell) -> tuple[PartialDate | None, PartialDate | None]:
    """From when to when. A single date is the end.

    Raises `Unreadable` when neither can be read.
    """
    if cell.value is not None and not isinstance(cell.value, str):
        return None, read(cell)
    text = tidy(cell.text)
    start, end = _START.search(text), _END.search(text)
    if start or end:
        return _date(start["when"] if start else ""), _date(end["when"] if end else "")
    parts = _SPAN.split(_FROM.sub("", text))
    if len(parts) == 2:
        return parse_partial(parts[0]), parse_partial(parts[1])
    return None, parse_partial(text)


def as_of(text: str) -> str:
    """The text of a day of reference without "tính đến hết ngày"."""
    return _LEAD.sub("", tidy(text))


def _date(text: str) -> PartialDate | None:
    return parse_partial(text) if text.strip() else None
