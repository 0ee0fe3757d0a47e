"""Deposits read a second time: what is needed, held and left of them on a day (I7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from projects.rules.facts_money import DepositFacts, SecurityFacts
from tests.support.slow_clock import DAY

_SLICES = ((300, 3), (1_000, 2))
_BILLION = 1_000_000_000


def sum_needed(security: SecurityFacts) -> int | None:
    """3 % to 300 tỷ, 2 % to 1.000 tỷ, 1 % above, less the reduction: rounded half up, once."""
    agreed, base = security.agreed_vnd, security.base_vnd
    if agreed is not None or base is None:
        return agreed
    hundredths, below = 0, 0
    for billions, percent in _SLICES:
        edge = min(base, billions * _BILLION)
        hundredths += max(edge - below, 0) * percent
        below = max(edge, below)
    hundredths += base - below
    kept = hundredths * (100 - (security.reduction_percent or 0))
    return (kept + 5_000) // 10_000


def left_of(deposit: DepositFacts, day: date) -> int:
    return deposit.amount_vnd - sum(o.amount_vnd for o in deposit.outcomes if o.day <= day)


def last_forfeited(deposit: DepositFacts, on: date) -> bool:
    gone = sorted((o.day, o.forfeited) for o in deposit.outcomes if o.day <= on)
    return bool(gone) and gone[-1][1]


def outliving(deposits: Iterable[DepositFacts], last: date, day: date) -> int:
    """What is in hand on the day and is still in hand when the guarantee is past."""
    found = 0
    for deposit in deposits:
        if deposit.paid > day:
            continue
        after = last + DAY if last + DAY > day else day
        if deposit.valid_until is None or deposit.valid_until >= after:
            found += left_of(deposit, after)
    return found


def still_needed(
    known: Iterable[DepositFacts], needed: int | None, held: DepositFacts, day: date
) -> int:
    """The sum after what was given back while all of it was secured."""
    if needed is None:
        return left_of(held, day)
    deposits = tuple(known)
    for turn in days_of((o.day for d in deposits for o in d.outcomes), day):
        back = sum(
            o.amount_vnd for d in deposits for o in d.outcomes if o.day == turn and not o.forfeited
        )
        if back and held_on(deposits, turn - DAY) >= needed > held_on(deposits, turn):
            needed = max(needed - back, held_on(deposits, turn))
    return needed


def held_on(deposits: Iterable[DepositFacts], day: date) -> int:
    return sum(
        left_of(d, day)
        for d in deposits
        if d.paid <= day and (d.valid_until is None or day <= d.valid_until)
    )


def days_of(days: Iterable[date], on: date) -> list[date]:
    return sorted({day for day in days if day <= on})
