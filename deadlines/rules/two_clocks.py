"""Whose days were used: each calendar day of a period belongs to exactly one side and one cause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

STATE_REASONS = frozenset(
    {"late_handover", "state_delay", "planning_change", "request_pending", "request_granted"}
)
"""Reasons that lie with the State (R-1.23), the wait for an answer among them."""

_ONE_DAY = timedelta(days=1)


class Side(StrEnum):
    """Who used a day; NOBODY is charged with force majeure and courts."""

    BEARER = "bearer"
    STATE = "state"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days not counted: `end` None is still running. `reasons` are codes joined by ", ".

    `url` leads to the fact; `derived` tells days read off the facts from decided ones.
    """

    start: date
    end: date | None
    reasons: str
    reference: str = ""
    derived: bool = False
    about: str = ""
    url: str = ""

    @property
    def side(self) -> Side:
        """The State only if every reason lies with it."""
        is_states = STATE_REASONS.issuperset(self.reasons.split(", "))
        return Side.STATE if is_states else Side.NOBODY


@dataclass(frozen=True, slots=True)
class Share:
    """The days of a period that one pause took; None is the bearer, who has all the others."""

    pause: Pause | None
    stretches: tuple[Stretch, ...]

    @property
    def days(self) -> int:
        """How many days they are."""
        return sum(stretch.days for stretch in self.stretches)

    @property
    def side(self) -> Side:
        """Whose they are."""
        return self.pause.side if self.pause else Side.BEARER


def in_order(pauses: Iterable[Pause]) -> list[Pause]:
    """Which pause a day of several belongs to: the one that began first, decided before derived."""
    return sorted(pauses, key=lambda p: (p.start, p.derived, p.end or date.max, p.reference))


def shares(period: Stretch, pauses: Sequence[Pause]) -> list[Share]:
    """The period shared out: first the bearer, then each pause that took a day.

    A day of several pauses counts for the first of them, so the days add up to the period's.
    """
    free, taken = [period], []
    for pause in pauses:
        last = period.end if pause.end is None else min(pause.end, period.end)
        won = [part for stretch in free if (part := _common(stretch, pause.start, last))]
        if won:
            free = [left for stretch in free for left in _without(stretch, pause.start, last)]
            taken.append(Share(pause, tuple(won)))
    return [Share(None, tuple(free)), *taken]


def _common(stretch: Stretch, start: date, end: date) -> Stretch | None:
    first, last = max(stretch.start, start), min(stretch.end, end)
    return Stretch(first, last) if first <= last else None


def _without(stretch: Stretch, start: date, end: date) -> Iterable[Stretch]:
    if end < stretch.start or start > stretch.end or end < start:
        yield stretch
        return
    if stretch.start < start:
        yield Stretch(stretch.start, start - _ONE_DAY)
    if end < stretch.end:
        yield Stretch(end + _ONE_DAY, stretch.end)
