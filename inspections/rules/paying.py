"""What became of a fine, from what it is and what was paid (law.md §4.4)."""

from __future__ import annotations

from enum import StrEnum


class Paid(StrEnum):
    """How much of a fine was paid."""

    NO_FINE = "no_fine"
    UNPAID = "unpaid"
    PART = "part"
    PAID = "paid"


def paid_state(fine_vnd: int | None, paid_vnd: int) -> Paid:
    """The state of a fine, both amounts in whole đồng; a warning has no fine."""
    if not fine_vnd:
        return Paid.NO_FINE
    if paid_vnd <= 0:
        return Paid.UNPAID
    return Paid.PAID if paid_vnd >= fine_vnd else Paid.PART
