"""Payments of a month: which months pay a line, what is outstanding, what a scenario programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vn.dates import add_months
from vn.numbers import ratio_percent, rounded

CARRIED_OVER = "carried_over"
DECEMBER = 12

MONEY = ("advance_vnd", "volume_vnd", "recovery_vnd", "estimate_vnd", "awaiting_vnd")
CELLS = (*MONEY, "physical_percent", "difficulty")
"""What a person may type of a line in a month; the first five are whole đồng."""

PAID = ("advance_vnd", "volume_vnd", "recovery_vnd")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """In `month` only `available_vnd` of advances was left to recover."""

    month: date
    available_vnd: int


def last_month(year: int, bucket: str, *, added_late: bool) -> date:
    """The last month in which capital of the plan of a year is paid (D1, D2).

    Capital of the year to January of the next; what was added after 30/9 to its December; what was
    carried over into the plan to December of the plan's year.
    """
    if bucket == CARRIED_OVER:
        return date(year, DECEMBER, 1)
    return date(year + 1, DECEMBER if added_late else 1, 1)


def late_from(year: int) -> date:
    """The day from which capital added to the plan of a year has the longer window (D1)."""
    return date(year, 10, 1)


def month_of(day: date) -> date:
    """The month of a day, as its first day."""
    return day.replace(day=1)


def before(month: date, count: int = 1) -> date:
    """The month that lies `count` months earlier."""
    return add_months(month, -count)


def disbursed(advance: int | None, volume: int | None) -> int | None:
    """What was paid, in đồng; None when neither is known. Recovering changes nothing of it."""
    if advance is None and volume is None:
        return None
    return (advance or 0) + (volume or 0)


def shortfall(movements: Iterable[tuple[date, int, int]]) -> Shortfall | None:
    """The first month that recovers more than was advanced up to it; None when none does.

    `movements` are (month, advance, recovery) in đồng, in any order.
    """
    outstanding = 0
    for month, advance, recovery in sorted(movements):
        outstanding += advance
        if recovery > outstanding:
            return Shortfall(month, outstanding)
        outstanding -= recovery
    return None


def programmed(
    percents: Sequence[Decimal] | None, base_vnd: int, *, year: int, month: date
) -> int | None:
    """What a cumulative scenario gives a month of the capital, in đồng; None without a scenario.

    `percents` are the thirteen month-ends from January of `year` to the next January.
    """
    if percents is None:
        return None
    index = (month.year - year) * 12 + month.month - 1
    if not 0 <= index < len(percents):
        return None
    step = percents[index] - (percents[index - 1] if index else Decimal(0))
    return int(rounded(base_vnd * step / 100, 0))


def is_entered(cells: Mapping[str, object], *, may_pay: bool, has_next: bool) -> bool:
    """Whether the owner said all that is asked of a line: the payments, and the estimate.

    Of a line whose window is over nothing is asked: only an advance may still be recovered.
    """
    if not may_pay:
        return True
    asked = (*PAID, "estimate_vnd") if has_next else PAID
    return all(cells.get(name) is not None for name in asked)


def rate(disbursed_vnd: int, base_vnd: int) -> Decimal | None:
    """Per cent of the capital of the line, two decimals, rounded half up; None without capital."""
    return ratio_percent(disbursed_vnd, base_vnd)
