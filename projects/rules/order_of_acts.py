"""Which act comes before a termination, by its ground (R-1.44)."""

from dataclasses import dataclass
from datetime import date

from deadlines.rules.law_schedule import DECREE_96_START

MINUTES, RECOVERY = "minutes", "recovery"
_ARTICLE = "NĐ 31/2021/NĐ-CP, các Điều 57 đến 59"
_ARTICLE_2026 = f"{_ARTICLE}; từ ngày 31/3/2026 là NĐ 96/2026/NĐ-CP, chưa đối chiếu điều, khoản"
ORDERED_SINCE = date(2021, 3, 26)
"""First day of the decree that orders it; decisions of before are recorded as they were made."""

FIRST = {
    "not_remedied": MINUTES,
    "site_lost": MINUTES,
    "no_deposit": MINUTES,
    "land_recovered": RECOVERY,
}
"""Minutes of the violation for a, b and đ of art. 48.2, the land recovery decision for d."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The termination's ground and day, and the days of the acts that may come before it."""

    ground: str
    day: date | None
    minutes: date | None = None
    recovery: date | None = None


def article(day: date | None) -> str:
    """What orders it for a decision of this day; of the later decree no article was read yet."""
    return _ARTICLE_2026 if day is not None and day >= DECREE_96_START else _ARTICLE


def missing(acts: Acts) -> str:
    """What must come before this termination and does not: "minutes", "recovery" or nothing.

    An act that is dated after the decision does not come before it.
    """
    wanted = FIRST.get(acts.ground, "")
    if not wanted or acts.day is None or acts.day < ORDERED_SINCE:
        return ""
    found = {MINUTES: acts.minutes, RECOVERY: acts.recovery}[wanted]
    return "" if found is not None and found <= acts.day else wanted
