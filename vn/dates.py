"""Days and partial dates: months, quarters and years whose deadline is their last day (R-1.5)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vn.errors import Unreadable
from vn.notation import in_english
from vn.text import fold

_ROMAN = ("I", "II", "III", "IV")
_ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
YEARS = range(1900, 2200)
"""Years a day is believed to lie in."""


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS_IN = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month, quarter or year. `first` is always the first day of the period."""

    first: date
    precision: Precision

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", first_day(self.first, self.precision))

    @property
    def last(self) -> date:
        """The last day of the period, which is the deadline (Quý III/2029 is 30/9/2029, R-1.5)."""
        return last_day(self.first, self.precision)

    def __str__(self) -> str:
        return partial_text(self.first, self.precision)


def first_day(day: date, precision: Precision) -> date:
    """First day of the month, quarter or year that holds `day`; the day itself for DAY."""
    if precision is Precision.DAY:
        return day
    months = _MONTHS_IN[precision]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day(first: date, precision: Precision) -> date:
    """Last day of the period that holds `first` (R-1.5)."""
    if precision is Precision.DAY:
        return first
    start = first_day(first, precision)
    month = start.month + _MONTHS_IN[precision] - 1
    return date(start.year, month, monthrange(start.year, month)[1])


# ---------------------------------------------------------------- reading

# All patterns run on folded text: no diacritics, lower case, no spaces around "-" and "/".
_YEAR = r"(?P<y>\d{4})"
_OF_YEAR = rf"(?: nam |[-/., ] ?){_YEAR}"
_DAY_PATTERNS = (
    rf"(?P<d>\d{{1,2}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep){_YEAR}",
    rf"{_YEAR}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})",
    rf"(?P<d>\d{{1,2}}) thang (?P<m>\d{{1,2}}){_OF_YEAR}",
)
_MONTH_PATTERNS = (
    rf"(?:thang ?|t ?)?(?P<m>\d{{1,2}})[-/.]{_YEAR}",
    rf"(?:thang ?|t ?)(?P<m>\d{{1,2}}){_OF_YEAR}",
    rf"{_YEAR}[-/](?P<m>\d{{1,2}})",
)
_QUARTER_PATTERNS = (
    rf"(?:quy ?|q ?)(?P<q>[ivx]+|\d{{1,2}}){_OF_YEAR}",
    rf"{_YEAR}[-/ ]?q(?P<q>\d{{1,2}})",
)
_YEAR_PATTERNS = (rf"(?:nam )?{_YEAR}",)

# Why a text is refused, tried in this order once no pattern has matched.
_REFUSALS = (
    (
        "relative",
        r"ke tu|tinh tu|sau khi|sau ngay|trong vong|trong thoi han|^\d+ (?:thang|ngay|nam|quy)\b"
        r"|^t ?[+] ?\d|^t0$",
    ),
    ("range", r"\bden\b.*\d|\btoi\b.*\d|^tu (?:ngay |thang |quy |nam )?\d|\d{4}\D.*\d{4}"),
    ("range", r"\d+-\d+/\d|\d{1,2}/\d{1,2}-\d|[ivx]+-(?:quy )?[ivx]+\b|^(?:quy|thang) \d+-\d"),
    (
        "vague",
        r"\b(?:dau|giua|cuoi|khoang|du kien|truoc|sau|het|den|som nhat|cham nhat|trong) "
        r"(?:\S+ ){0,2}(?:[ivx]+\b|\d)|\bchua xac dinh\b",
    ),
    (
        "year_missing",
        r"^(?:ngay )?\d{1,2}[-/.]\d{1,2}$|^(?:ngay )?\d{1,2} thang \d{1,2}$"
        r"|^(?:thang|t) ?\d{1,2}$|^(?:quy|q) ?(?:[ivx]+|\d)$",
    ),
    ("short_year", r"^(?:ngay )?\d{1,2}([-/.])\d{1,2}\1\d{2}$"),
)


def _match(patterns: tuple[str, ...], text: str) -> dict[str, str] | None:
    for pattern in patterns:
        found = re.fullmatch(pattern, text, re.ASCII)
        if found:
            return {name: value for name, value in found.groupdict().items() if value}
    return None


def _year(parts: dict[str, str], raw: str) -> int:
    year = int(parts["y"])
    if year not in YEARS:
        raise Unreadable("no_such_year", raw)
    return year


def _read_day(parts: dict[str, str], raw: str) -> PartialDate:
    try:
        day = date(_year(parts, raw), int(parts["m"]), int(parts["d"]))
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("no_such_day", raw) from error
    return PartialDate(day, Precision.DAY)


def _read_month(parts: dict[str, str], raw: str) -> PartialDate:
    month = int(parts["m"])
    if not 1 <= month <= 12:
        raise Unreadable("no_such_month", raw)
    return PartialDate(date(_year(parts, raw), month, 1), Precision.MONTH)


def _read_quarter(parts: dict[str, str], raw: str) -> PartialDate:
    quarter = _QUARTERS.get(parts["q"].lstrip("0"))
    if quarter is None:
        raise Unreadable("no_such_quarter", raw)
    return PartialDate(date(_year(parts, raw), quarter * 3 - 2, 1), Precision.QUARTER)


def _read_year(parts: dict[str, str], raw: str) -> PartialDate:
    return PartialDate(date(_year(parts, raw), 1, 1), Precision.YEAR)


_READERS: tuple[tuple[tuple[str, ...], Callable[[dict[str, str], str], PartialDate]], ...] = (
    (_DAY_PATTERNS, _read_day),
    (_MONTH_PATTERNS, _read_month),
    (_QUARTER_PATTERNS, _read_quarter),
    (_YEAR_PATTERNS, _read_year),
)


def parse_partial(text: str) -> PartialDate:
    """Read a day, month, quarter or year as Vietnamese files write them (R-8.3, R-1.5).

    Raises `Unreadable` with code `empty`, `no_such_day`, `no_such_month`, `no_such_quarter`,
    `no_such_year`, `year_missing`, `short_year`, `range`, `relative`, `vague` or `not_a_date`.
    A date is never completed: "15/9" has no year, and "cuối năm 2021" has no day.
    """
    folded = fold(text).removesuffix("./.").rstrip(" .;,")
    if folded in ("", "-"):
        raise Unreadable("empty", text)
    plain = folded.removeprefix("ngay ")
    for patterns, read in _READERS:
        parts = _match(patterns, plain)
        if parts:
            return read(parts, text)
    for code, pattern in _REFUSALS:
        if re.search(pattern, folded, re.ASCII):
            raise Unreadable(code, text)
    raise Unreadable("not_a_date", text)


# ---------------------------------------------------------------- writing


def day_text(day: date) -> str:
    """Short day for screens: 31/8/2026, no padding; 31 Aug 2026 where `vn.notation` says English."""
    if in_english():
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year:04d}"
    return f"{day.day}/{day.month}/{day.year:04d}"


def partial_text(first: date, precision: Precision) -> str:
    """31/8/2026, tháng 8/2026, Quý III/2026 or 2026. `parse_partial` reads it back."""
    if precision is Precision.DAY:
        return day_text(first)
    if in_english() and precision is not Precision.YEAR:
        month = precision is Precision.MONTH
        quarter = f"Q{(first.month - 1) // 3 + 1}"
        return f"{_ENGLISH_MONTHS[first.month - 1] if month else quarter} {first.year:04d}"
    if precision is Precision.MONTH:
        return f"tháng {first.month}/{first.year:04d}"
    if precision is Precision.QUARTER:
        return f"Quý {_ROMAN[(first.month - 1) // 3]}/{first.year:04d}"
    return f"{first.year:04d}"


def _official_parts(day: date) -> tuple[str, str, str]:
    # Nghị định 30/2020, Phụ lục I (law.md 6.2, cell 4): days below 10 and months 1 and 2 take a 0.
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}", month, f"{day.year:04d}"


def official_date(day: date) -> str:
    """The date of an official document: ngày 05 tháng 9 năm 2026 (NĐ 30/2020, Phụ lục I)."""
    number, month, year = _official_parts(day)
    return f"ngày {number} tháng {month} năm {year}"


def official_short(day: date) -> str:
    """The padding of `official_date` with slashes: 05/9/2026."""
    return "/".join(_official_parts(day))


# ---------------------------------------------------------------- counting


def add_months(day: date, months: int) -> date:
    """Add calendar months; a day the month does not have becomes its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_months_to_plan(last: date, months: int) -> date:
    """The last possible day of a plan that is `months` later.

    A plan of a month runs to its end: February 2022 and 24 months are February 2024, the 29th.
    """
    found = add_months(last, months)
    if last.day < monthrange(last.year, last.month)[1]:
        return found
    return found.replace(day=monthrange(found.year, found.month)[1])


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """Full calendar months from `start` to `end`, then the days left over.

    Always `add_months(start, months) + days == end` with as many months as fit.
    Raises ValueError when `end` is before `start`.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def lateness_text(months: int, days: int) -> str:
    """Words for a length of delay: 2 tháng 12 ngày; 12 ngày; 2 tháng; 0 ngày."""
    parts = []
    if months:
        parts.append(f"{months} tháng")
    if days or not months:
        parts.append(f"{days} ngày")
    return " ".join(parts)
