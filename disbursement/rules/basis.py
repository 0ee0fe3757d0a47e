"""What a rate of public investment is a share of, and the day it speaks of (R-3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vn.numbers import ratio_percent

PLACES = 2
"""Decimals of a rate (R-3.2)."""


class Basis(StrEnum):
    """The denominators that reports use; two of them never stand in one rate.

    The first three are capital of the year alone, so what was paid from carried-over or advanced
    capital is not in the numerator either. DEPLOYED ("vốn triển khai") is all that may be paid
    from: allocated, carried over and advanced.
    """

    PM = "pm"
    PROVINCE = "province"
    ALLOCATED = "allocated"
    DEPLOYED = "deployed"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of a base on a day; amounts in whole đồng. An estimate is never an actual."""

    numerator: int | None
    denominator: int
    basis: Basis
    day: date
    is_estimate: bool = False

    @property
    def percent(self) -> Decimal | None:
        """Rounded half up to two decimals from unrounded amounts; None when the base is 0."""
        return ratio_percent(self.numerator, self.denominator, PLACES)

    def points_from(self, other: Rate) -> Decimal | None:
        """Percentage points above (+) or below (-) another rate; None when either is unknown."""
        if self.percent is None or other.percent is None:
            return None
        return self.percent - other.percent
