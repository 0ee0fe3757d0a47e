"""Owners in the order of their rates, beside an average; exact shares decide, not rounded ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from disbursement.rules.basis import Rate


class Side(StrEnum):
    """Where a rate stands beside an average."""

    ABOVE = "above"
    EVEN = "even"
    BELOW = "below"


def share(rate: Rate) -> Fraction | None:
    """The exact share; None when the base is 0 or what was paid is not known."""
    if rate.numerator is None or not rate.denominator:
        return None
    return Fraction(rate.numerator, rate.denominator)


def side(rate: Rate, average: Rate | Decimal) -> Side | None:
    """Beside an average, which is a rate of the same base or a published one in percent."""
    mine = share(rate)
    other = share(average) if isinstance(average, Rate) else Fraction(average) / 100
    if mine is None or other is None:
        return None
    if mine == other:
        return Side.EVEN
    return Side.ABOVE if mine > other else Side.BELOW


def ranks(rates: Mapping[int, Rate], codes: Mapping[int, str]) -> dict[int, int]:
    """The place of each, the highest rate first, ties by code; who has no base has no place."""
    known = {key: found for key, rate in rates.items() if (found := share(rate)) is not None}
    ordered = sorted(known, key=lambda key: (-known[key], codes[key]))
    return {key: place for place, key in enumerate(ordered, 1)}
