"""Land by agreement read a second time, day by day (C1), and what any slow reading says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.rules.clearance_facts import ClearanceFacts
from tests.support.slow_clock import DAY

_RESOLUTION_254 = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Read:
    """What the slow reading says of one obligation."""

    clock: str
    due: date | None = None
    met: date | None = None
    stopped: date | None = None
    why: str = ""
    amounts: tuple[int | None, int | None] = (None, None)
    version: int | None = None


def rest(counts: list[ClearanceFacts], on: date) -> Read | None:
    """C1 of counts of one land, the earliest first; None where there is nothing to say."""
    latest = counts[-1]
    if not latest.by_agreement or latest.deadline is None or _nothing_left(latest):
        return None
    if not _three_quarters(latest):
        return None
    if on < _RESOLUTION_254:
        return Read("void", why="no_rule_in_force")
    day = max(latest.deadline + DAY, _RESOLUTION_254, counts[0].day)
    while not all(_three_quarters(c) for c in _from(counts, day)):
        day += DAY
    if day > on:
        return Read("not_started", version=1)
    return Read("found", day, version=1)


def _three_quarters(count: ClearanceFacts) -> bool:
    """More than three of every four square metres and users."""
    pairs = ((count.users_agreed, count.users_total), (count.area_agreed, count.area_total))
    return count.by_agreement and all(
        agreed is not None and whole and 4 * agreed > 3 * whole for agreed, whole in pairs
    )


def _nothing_left(count: ClearanceFacts) -> bool:
    """Everything that was counted is agreed."""
    pairs = ((count.users_agreed, count.users_total), (count.area_agreed, count.area_total))
    return not [1 for agreed, whole in pairs if agreed is not None and agreed != whole]


def _from(counts: list[ClearanceFacts], day: date) -> list[ClearanceFacts]:
    """The count that stood on the day, and all later ones."""
    before = [count for count in counts if count.day <= day]
    return [*before[-1:], *(count for count in counts if count.day > day)]
