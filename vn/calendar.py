"""Working days: weekends, public holidays and days swapped by the Prime Minister's decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
# A calendar in which nothing is a working day for this long is a mistake, not a holiday.
_LONGEST_BREAK = 60


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days count in a term of working days (ngày làm việc).

    `days_off` are holidays and days given off; `working_swaps` are weekend days worked in
    exchange, and win over everything else.
    """

    days_off: frozenset[date] = frozenset()
    working_swaps: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Monday to Friday unless off; a weekend day only when it was swapped in."""
        if day in self.working_swaps:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def _seek(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_BREAK):
            if self.is_working(day):
                return day
            day += step
        raise ValueError(f"no working day within {_LONGEST_BREAK} days of {day}")

    def next_working(self, day: date) -> date:
        """The day itself when it is a working day, else the first working day after it."""
        return self._seek(day, _ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which is itself not counted.

        A negative count goes back. Zero returns the day unchanged.
        """
        step = _ONE_DAY if count >= 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day = self._seek(day + step, step)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        span = range(1, (end - start).days + 1)
        return sum(self.is_working(start + timedelta(days=offset)) for offset in span)


def vietnam_days(year: int) -> dict[date, str]:
    """Public holidays, substitute days and days given off by swap, with Vietnamese names.

    Taken from the `holidays` package, offline. Future Tết and Hùng Kings days are computed;
    what is decided year by year is only known to the release that is installed: version 0.109
    lacks the swap of 2/1/2026 for 10/1/2026 and every decision made after it was published.
    So these days are a first filling of the calendar table, which an administrator corrects.
    """
    found = holidays.country_holidays("VN", years=year, language="vi")
    return {day: found[day] for day in sorted(found) if day.year == year}


def vietnam_working_swaps(year: int) -> frozenset[date]:
    """Weekend days worked in exchange for a day off, as far as the package knows them."""
    found = holidays.country_holidays("VN", years=year, language="vi")
    return frozenset(day for day in found.weekend_workdays if day.year == year)


def vietnam_calendar(years: Iterable[int]) -> WorkCalendar:
    """The calendar of the package for these years, with its gaps (see `vietnam_days`)."""
    wanted = tuple(years)
    return WorkCalendar(
        days_off=frozenset(day for year in wanted for day in vietnam_days(year)),
        working_swaps=frozenset(day for year in wanted for day in vietnam_working_swaps(year)),
    )
