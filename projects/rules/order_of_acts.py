"""Which act comes before a termination, by its ground (R-1.44)."""

from dataclasses import dataclass
from datetime import date

MINUTES, RECOVERY = "minutes", "recovery"
ARTICLE = "NĐ 31/2021/NĐ-CP, các Điều 57 đến 59"
ORDERED_SINCE = date(2021, 3, 26)
"""First day of the decree that orders it; decisions of before are recorded as they were made."""

FIRST = {
    "not_remedied": MINUTES,
    "schedule_24m": MINUTES,
    "site_lost": MINUTES,
    "no_deposit": MINUTES,
    "land_recovered": RECOVERY,
}
"""Minutes of the violation for a, a1, b and đ of art. 48.2, the land recovery decision for d."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The termination's ground and day, and the days of the acts that may come before it."""

    ground: str
    day: date | None
    minutes: date | None = None
    recovery: date | None = None


def missing(acts: Acts) -> str:
    """What must come before this termination and does not: "minutes", "recovery" or nothing.

    An act that is dated after the decision does not come before it.
    """
    wanted = FIRST.get(acts.ground, "")
    if not wanted or acts.day is None or acts.day < ORDERED_SINCE:
        return ""
    found = {MINUTES: acts.minutes, RECOVERY: acts.recovery}[wanted]
    return "" if found is not None and found <= acts.day else wanted
