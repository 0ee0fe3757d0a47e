"""On which days the period of a report ends, asked of each day: the slow twin of the cycles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta


def month_end(day: date) -> date:
    """The last day of the month."""
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _quarter(day: date) -> str:
    ends = day == month_end(day) and day.month in (3, 6, 9, 12)
    return f"{day.year}-Q{day.month // 3}" if ends else ""


def _first_half(day: date) -> str:
    return f"{day.year}-H1" if (day.month, day.day) == (6, 30) else ""


def _year(day: date) -> str:
    return str(day.year) if (day.month, day.day) == (12, 31) else ""


ENDINGS: dict[str, Callable[[date], str]] = {
    "quarter": _quarter,
    "first_half": _first_half,
    "year": _year,
}
"""The code of the period that ends on a day, or nothing."""
