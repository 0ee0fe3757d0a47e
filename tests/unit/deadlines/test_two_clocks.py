"""Each calendar day belongs to one side and one cause: the days add up to those of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deadlines.rules.two_clocks import Pause, Share, Side, Stretch, in_order, shares

FIRST = date(2025, 1, 1)
YEAR = Stretch(FIRST, date(2025, 12, 31))


def pause(start: int, end: int | None, reason: str = "force_majeure", **more: object) -> Pause:
    """From the n-th day of the year to the m-th, both included."""
    last = None if end is None else FIRST + timedelta(days=end)
    return Pause(start=FIRST + timedelta(days=start), end=last, reasons=reason, **more)  # type: ignore[arg-type]


def days(found: list[Share]) -> list[tuple[Side, int]]:
    return [(share.side, share.days) for share in found]


def test_without_a_pause_every_day_is_the_bearers() -> None:
    assert days(shares(YEAR, [])) == [(Side.BEARER, 365)]


def test_a_day_of_two_causes_counts_once_for_the_one_that_began_first() -> None:
    late = pause(10, 19, "late_handover", derived=True)
    flood = pause(15, 24)
    found = shares(YEAR, in_order([flood, late]))
    assert days(found) == [(Side.BEARER, 350), (Side.STATE, 10), (Side.NOBODY, 5)]


def test_decided_wins_over_derived_that_began_on_the_same_day() -> None:
    derived = pause(10, 19, "late_handover", derived=True)
    decided = pause(10, 14, "state_delay", reference="12/QĐ")
    found = shares(YEAR, in_order([derived, decided]))
    assert [(share.pause, share.days) for share in found[1:]] == [(decided, 5), (derived, 5)]


def test_a_pause_inside_another_takes_no_day_and_is_not_told() -> None:
    assert len(shares(YEAR, in_order([pause(10, 40), pause(20, 30)]))) == 2


def test_an_open_pause_runs_to_the_end_of_the_period() -> None:
    assert days(shares(YEAR, [pause(355, None, "request_pending")])) == [
        (Side.BEARER, 355),
        (Side.STATE, 10),
    ]


def test_days_outside_the_period_count_for_nobody() -> None:
    assert days(shares(YEAR, [pause(-30, -1), pause(400, 410)])) == [(Side.BEARER, 365)]


def test_a_reason_of_both_sides_is_not_charged_to_the_state() -> None:
    assert pause(1, 2, "force_majeure, late_handover").side is Side.NOBODY
    assert pause(1, 2, "late_handover, request_pending").side is Side.STATE


_PAUSES = st.lists(
    st.builds(
        lambda start, length, reason, derived: pause(
            start, None if length is None else start + length, reason, derived=derived
        ),
        st.integers(-100, 460),
        st.none() | st.integers(0, 200),
        st.sampled_from(["force_majeure", "late_handover", "court", "request_pending"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(_PAUSES)
def test_the_days_always_add_up_to_the_calendar(pauses: list[Pause]) -> None:
    found = shares(YEAR, in_order(pauses))
    assert sum(share.days for share in found) == 365
    told = [
        stretch.start + timedelta(days=n)
        for share in found
        for stretch in share.stretches
        for n in range(stretch.days)
    ]
    assert len(told) == len(set(told)) == 365
    covered = {
        FIRST + timedelta(days=n)
        for n in range(365)
        for each in pauses
        if each.start <= FIRST + timedelta(days=n) <= (each.end or YEAR.end)
    }
    assert found[0].days == 365 - len(covered)
