"""How far a clock may be from the last night swept before a person is asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from deadlines.rules.present import Present, present

LAST = date(2026, 9, 22)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-365, Present.BEHIND),
        (-1, Present.BEHIND),
        (0, Present.CURRENT),
        (1, Present.CURRENT),
        (2, Present.LATE),
        (35, Present.LATE),
        (36, Present.AHEAD),
        (365, Present.AHEAD),
    ],
)
def test_a_day_against_the_last_night(days: int, expected: Present) -> None:
    assert present(on=LAST + timedelta(days), last=LAST, most=35) is expected


def test_before_the_first_sweep_nothing_speaks_against_the_clock() -> None:
    assert present(on=LAST, last=None, most=35) is Present.NEVER
