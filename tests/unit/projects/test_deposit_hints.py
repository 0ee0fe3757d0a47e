"""What may become of a deposit next (R-1.33): hints by hand-made stories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from projects.rules.deposit_hints import DepositStory, Hint, hints
from tests.support.money_facts import back, guarantee, paid

ON = date(2026, 8, 31)
PAID = paid(date(2025, 1, 2), 9)
LAND = (date(2025, 6, 1), None)
BUILT = (date(2025, 9, 1), date(2025, 9, 1))
DONE = (date(2026, 7, 1), date(2026, 7, 1))
DAY = timedelta(days=1)


def late(reached: tuple[date, date]) -> tuple[date, date]:
    """A day after its last day."""
    return reached[0], reached[1] - DAY


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (DepositStory(), []),
        (DepositStory(land=LAND), []),
        (DepositStory(land=LAND, construction=BUILT), [Hint.FIRST_HALF]),
        (DepositStory(land=LAND, construction=late(BUILT)), []),
        (DepositStory(construction=BUILT), []),
        (DepositStory(land=LAND, construction=BUILT, accepted=DONE), [Hint.REST]),
        (DepositStory(land=LAND, construction=BUILT, accepted=late(DONE)), [Hint.FIRST_HALF]),
        (DepositStory(ground="no_contact", accepted=DONE), [Hint.FORFEIT]),
        (DepositStory(ground="investor_decision", accepted=DONE), []),
    ],
    ids=[
        "nothing happened",
        "land alone",
        "land and start on time",
        "start a day late",
        "land not in hand",
        "accepted on time",
        "accepted a day late",
        "ended by fault",
        "ended without fault",
    ],
)
def test_what_may_be_done_with_what_is_held(story: DepositStory, expected: list[Hint]) -> None:
    assert list(hints((PAID,), story, ON)) == expected


def test_the_first_half_is_released_once() -> None:
    half = paid(date(2025, 1, 2), 9, outcomes=(back(date(2026, 1, 2), 4),))
    assert list(hints((half,), DepositStory(land=LAND, construction=BUILT), ON)) == []
    accepted = DepositStory(land=LAND, construction=BUILT, accepted=DONE)
    assert list(hints((half,), accepted, ON)) == [Hint.REST]


def test_nothing_is_hinted_where_nothing_is_held() -> None:
    gone = paid(date(2025, 1, 2), 9, outcomes=(back(date(2026, 1, 2), 9),))
    over = guarantee(date(2025, 1, 2), 9, ON - DAY)
    accepted = DepositStory(accepted=DONE)
    assert list(hints((gone, over), accepted, ON)) == []
    assert list(hints((), accepted, ON)) == []
