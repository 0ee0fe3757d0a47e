"""What became of a fine, by what was paid of it."""

from __future__ import annotations

import pytest

from inspections.rules.paying import Paid, paid_state


@pytest.mark.parametrize(
    ("fine", "paid", "state"),
    [
        (None, 0, Paid.NO_FINE),
        (0, 0, Paid.NO_FINE),
        (120, 0, Paid.UNPAID),
        (120, 1, Paid.PART),
        (120, 119, Paid.PART),
        (120, 120, Paid.PAID),
        (120, 121, Paid.PAID),
    ],
)
def test_the_state_of_a_fine(fine: int | None, paid: int, state: Paid) -> None:
    assert paid_state(fine, paid) == state
