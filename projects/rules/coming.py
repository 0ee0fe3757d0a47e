"""Facts that lie ahead of the day of looking: the day on which a result must be computed again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from deadlines.rules.computed import Computed


def first_after(days: Iterable[date | None], on: date) -> date | None:
    """The earliest of the days that comes after `on`."""
    return min((day for day in days if day is not None and day > on), default=None)


def passed(day: date | None, on: date) -> date | None:
    """The day, once it has come."""
    return day if day is not None and day <= on else None


def again_by(computed: Computed, *days: date | None) -> Computed:
    """The same result, to be computed again on the earliest of its day and these."""
    first = min((day for day in days if day is not None), default=None)
    known = computed.recompute_on
    if first is None or (known is not None and known <= first):
        return computed
    return replace(computed, recompute_on=first)
