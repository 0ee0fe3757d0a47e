"""How long a project stood still (R-1.40)."""

from collections.abc import Iterable
from datetime import date, timedelta

from projects.rules.facts import SuspensionFacts

NOTICE_WITHIN = 5
"""Working days an investor has to tell of its own decision to suspend."""

_ONE_DAY = timedelta(days=1)


def days_suspended(suspensions: Iterable[SuspensionFacts], on: date) -> int:
    """Days the project was suspended up to and with `on`; a day in two suspensions counts once.

    The day on which it resumed is a day of operation. A period that a court or an agency ordered
    counts as it ran: only the twelve months of I4 leave it out.
    """
    counted, reached = 0, date.min
    for each in sorted(suspensions, key=lambda s: s.start):
        start = max(each.start, reached)
        end = min(each.resumed_on or on + _ONE_DAY, on + _ONE_DAY)
        if end > start:
            counted += (end - start).days
            reached = end
    return counted
