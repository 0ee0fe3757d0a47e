"""A clock walked one day after the other: the slow twin of `deadlines.rules.clock`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from deadlines.rules.clock import Exclusion
from vn.calendar import WorkCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ran:
    """Where a clock ended, walked one day after the other."""

    due: date
    stopped_on: date | None = None


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or the last one that month has."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def walk(
    base: date, end: date, pauses: Iterable[Exclusion], calendar: WorkCalendar | None = None
) -> Ran:
    """Count the days from `base` to `end`, leaving out those of the pauses; then roll."""
    pauses = list(pauses)
    out = {n for p in pauses if p.end for n in range(p.start.toordinal(), p.end.toordinal() + 1)}
    still = min((p.start.toordinal() for p in pauses if p.end is None), default=None)
    day, left = base.toordinal(), (end - base).days + 1
    while still is not None and still - 1 in out and still > day:
        still -= 1
    if still is not None:
        still = max(still, day)
    if left < 1:
        return Ran(end)
    while True:
        if still is not None and day >= still:
            return _stopped(still, day + left - 1, calendar)
        if day not in out:
            left -= 1
        if left == 0:
            return _rolled(day, out, still, calendar)
        day += 1


def _stopped(still: int, due: int, calendar: WorkCalendar | None) -> Ran:
    day = date.fromordinal(due)
    while calendar is not None and not calendar.is_working(day):
        day += DAY
    return Ran(day, date.fromordinal(still))


def _rolled(due: int, out: set[int], still: int | None, calendar: WorkCalendar | None) -> Ran:
    if calendar is None:
        return Ran(date.fromordinal(due))
    day = due
    while not calendar.is_working(date.fromordinal(day)) or day in out:
        if calendar.is_working(date.fromordinal(day)) and still is not None and day >= still:
            break
        day += 1
    stopped = still is not None and day >= still
    return Ran(date.fromordinal(day), date.fromordinal(still) if stopped and still else None)
