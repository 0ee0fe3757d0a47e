"""Periods that come round again, and the day a report about one of them is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vn.dates import Precision, add_months, last_day


class Period(StrEnum):
    """What a periodic report is about."""

    MONTH = "month"
    QUARTER = "quarter"
    FIRST_HALF = "first_half"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class CycleDay:
    """A report of every `period`: its day is `day` of the month, `months` after the period.

    A month without that day gives its last one.
    """

    period: Period
    months: int
    day: int

    def target(self, end: date) -> date:
        """The day named for the period that ends on `end`."""
        first = add_months(end.replace(day=1), self.months)
        return first.replace(day=min(self.day, last_day(first, Precision.MONTH).day))


@dataclass(frozen=True, slots=True)
class Cycle:
    """One period, by its last day; `code` is 2026-08, 2026-Q3, 2026-H1 or 2026."""

    period: Period
    end: date

    @property
    def code(self) -> str:
        """How filings and obligations name it."""
        if self.period is Period.MONTH:
            return f"{self.end.year}-{self.end.month:02d}"
        if self.period is Period.QUARTER:
            return f"{self.end.year}-Q{self.end.month // 3}"
        return f"{self.end.year}-H1" if self.period is Period.FIRST_HALF else str(self.end.year)


_LENGTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.FIRST_HALF: 12, Period.YEAR: 12}


def cycles(period: Period, since: date) -> Iterator[Cycle]:
    """The periods that end on or after `since`, in order and without end."""
    end = _first_end(period, since)
    while True:
        yield Cycle(period, end)
        months = _LENGTHS[period]
        end = last_day(add_months(end, months), Precision.MONTH)


def _first_end(period: Period, since: date) -> date:
    if period is Period.MONTH:
        return last_day(since, Precision.MONTH)
    if period is Period.QUARTER:
        return last_day(since, Precision.QUARTER)
    if period is Period.YEAR:
        return last_day(since, Precision.YEAR)
    half = date(since.year, 6, 30)
    return half if since <= half else date(since.year + 1, 6, 30)
