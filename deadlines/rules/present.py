"""Whether a clock may be believed: its day against the last night swept, the only other witness."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Present(StrEnum):
    """How a day given by the clock stands to the last night swept."""

    NEVER = "never"  # nothing was swept yet, so nothing speaks against the clock
    CURRENT = "current"
    LATE = "late"  # nights are missing, few enough to be made up without asking
    AHEAD = "ahead"  # so many nights are missing that the clock is more likely wrong
    BEHIND = "behind"  # a night after this day was swept


def present(*, on: date, last: date | None, most: int) -> Present:
    """Judge the day `on`; `last` is the last night swept, `most` the days that may pass unasked."""
    if last is None:
        return Present.NEVER
    if on < last:
        return Present.BEHIND
    if on - last > timedelta(days=most):
        return Present.AHEAD
    return Present.LATE if on - last > timedelta(days=1) else Present.CURRENT
