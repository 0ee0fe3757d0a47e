"""The ladder: on which day an obligation becomes how serious, and who is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from vn.dates import add_months


class Level(IntEnum):
    """How serious an obligation is today; a flag exists iff the level is at least OVERDUE."""

    CALM = 0
    NOTICE = 1
    WARNING = 2
    FINAL_WARNING = 3
    OVERDUE = 4
    OVERDUE_90 = 5
    OVERDUE_180 = 6
    OVERDUE_365 = 7

    @property
    def is_flag(self) -> bool:
        """Whether a flag exists at this level."""
        return self >= Level.OVERDUE


class Audience(StrEnum):
    """The widest circle that may be told."""

    STAFF = "staff"
    BEARER = "bearer"
    PUBLIC = "public"
    CASE = "case"


Day = date  # for fields that are themselves called `date`


@dataclass(frozen=True, slots=True)
class Rung:
    """From `date` on (that day included) the obligation stands at `level`."""

    date: Day
    level: Level
    audience: Audience


@dataclass(frozen=True, slots=True)
class Mark:
    """A reminder of a rule: `at` is months after the base, or days or months before the due day."""

    level: Level
    at: int
    audience: Audience = Audience.STAFF


OVERDUE_LEVELS = (Level.OVERDUE, Level.OVERDUE_90, Level.OVERDUE_180, Level.OVERDUE_365)
OVERDUE_DAYS = (1, 90, 180, 365)


def rungs_after_base(
    marks: Iterable[Mark], day_after_months: Callable[[int], date | None]
) -> tuple[Rung, ...]:
    """Reminders counted in months after the base (L4).

    `day_after_months` walks the same clock as the deadline, so excluded days shift reminders
    too; it gives None for a day the clock has not reached because it is stopped.
    """
    days = ((mark, day_after_months(mark.at)) for mark in marks)
    return tuple(Rung(day, mark.level, mark.audience) for mark, day in days if day is not None)


def rungs_before_due(marks: Iterable[Mark], due: date) -> tuple[Rung, ...]:
    """Reminders counted in calendar days before the due day (L4)."""
    return tuple(Rung(due - timedelta(mark.at), mark.level, mark.audience) for mark in marks)


def rungs_months_before_due(marks: Iterable[Mark], due: date) -> tuple[Rung, ...]:
    """Reminders counted in calendar months before the due day (I9)."""
    return tuple(Rung(add_months(due, -m.at), m.level, m.audience) for m in marks)


def overdue_rungs(
    due: date, audience: Audience, days: Sequence[int] = OVERDUE_DAYS
) -> tuple[Rung, ...]:
    """Grades by days late, 1-89, 90-179, 180-364 and from 365 (I1); `due` itself is on time."""
    graded = zip(days, OVERDUE_LEVELS, strict=True)
    return tuple(Rung(due + timedelta(late), level, audience) for late, level in graded)


def ordered(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """Rungs strictly increasing in date and level.

    Where two fall on one day the higher stays; one that would lower the level is dropped.
    """
    kept: list[Rung] = []
    for rung in sorted(rungs, key=lambda r: (r.date, r.level)):
        if rung.level <= (kept[-1].level if kept else Level.CALM):
            continue
        if kept and rung.date == kept[-1].date:
            kept.pop()
        kept.append(rung)
    return tuple(kept)


def until(rungs: Iterable[Rung], stopped_on: date | None) -> tuple[Rung, ...]:
    """Only the rungs reached before the clock stopped: a stopped clock does not climb."""
    return tuple(r for r in rungs if stopped_on is None or r.date < stopped_on)


def not_before(rungs: Iterable[Rung], day: date) -> tuple[Rung, ...]:
    """Rungs moved to `day` where they would fall earlier, in order: a rule warns of nothing
    before it is in force."""
    return ordered(Rung(max(r.date, day), r.level, r.audience) for r in rungs)


def for_staff(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """The same ladder kept among staff: an advisory rule is not told to the bearer."""
    return tuple(Rung(r.date, r.level, Audience.STAFF) for r in rungs)


def standing(rungs: Sequence[Rung], on: date) -> tuple[Level, date | None]:
    """The level on the day `on`, and the day it next changes (None: it does not)."""
    level = Level.CALM
    for rung in rungs:
        if rung.date > on:
            return level, rung.date
        level = rung.level
    return level, None
