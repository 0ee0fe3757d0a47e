"""The clock against tables of boundary days."""

from datetime import date, timedelta

import pytest

from deadlines.rules.clock import Boundary, Exclusion, Term, run, run_to, then
from vn.calendar import WorkCalendar

DAY = timedelta(days=1)
TET_2026 = frozenset(date(2026, 2, 16) + n * DAY for n in range(5))
CALENDAR = WorkCalendar(days_off=TET_2026 | {date(2025, 9, 1), date(2025, 9, 2)})


def pause(start: date, end: date | None, reason: str = "force_majeure") -> Exclusion:
    return Exclusion(start, end, reason, reference="2214/UBND-KT")


@pytest.mark.parametrize(
    ("base", "term", "due"),
    [
        pytest.param(date(2025, 3, 14), Term(12), date(2026, 3, 14), id="a year is twelve months"),
        pytest.param(date(2024, 2, 29), Term(12), date(2025, 2, 28), id="a leap day ends on 28/2"),
        pytest.param(
            date(2024, 2, 29), Term(48), date(2028, 2, 29), id="and on 29/2 in leap years"
        ),
        pytest.param(
            date(2023, 2, 28), Term(12), date(2024, 2, 28), id="28/2 stays in a leap year"
        ),
        pytest.param(date(2025, 1, 31), Term(1), date(2025, 2, 28), id="31/1 and a month is 28/2"),
        pytest.param(date(2023, 12, 31), Term(24), date(2025, 12, 31), id="a year end stays one"),
        pytest.param(date(2026, 5, 12), Term(days=30), date(2026, 6, 11), id="days are calendar"),
        pytest.param(date(2026, 5, 12), Term(), date(2026, 5, 12), id="no term ends at its base"),
    ],
)
def test_an_unpaused_term_ends_by_the_calendar(base: date, term: Term, due: date) -> None:
    walked = run(base=base, term=term, exclusions=[])

    assert (walked.due, walked.stopped_on, walked.excluded_days) == (due, None, 0)


BASE = date(2025, 3, 14)  # and twelve months: 14/3/2026


@pytest.mark.parametrize(
    ("exclusions", "due", "days"),
    [
        pytest.param(
            [pause(date(2025, 10, 6), date(2026, 1, 10))],
            date(2026, 6, 19),
            97,
            id="97 days of force majeure move the day by 97",
        ),
        pytest.param(
            [
                pause(date(2025, 10, 6), date(2025, 11, 20)),
                pause(date(2025, 11, 21), date(2026, 1, 10)),
            ],
            date(2026, 6, 19),
            97,
            id="adjacent pauses count as one",
        ),
        pytest.param(
            [
                pause(date(2025, 10, 6), date(2025, 12, 31)),
                pause(date(2025, 11, 1), date(2026, 1, 10), "court"),
            ],
            date(2026, 6, 19),
            97,
            id="a day in two pauses counts once",
        ),
        pytest.param(
            [pause(date(2026, 3, 14), date(2026, 3, 14))],
            date(2026, 3, 15),
            1,
            id="the due day itself",
        ),
        pytest.param(
            [pause(date(2026, 3, 15), date(2026, 4, 30))],
            date(2026, 3, 14),
            0,
            id="a pause from the day after the due day changes nothing",
        ),
        pytest.param(
            [
                pause(date(2026, 3, 14), date(2026, 3, 23)),
                pause(date(2026, 3, 24), date(2026, 3, 24)),
            ],
            date(2026, 3, 25),
            11,
            id="a pause reached only because of another counts",
        ),
        pytest.param(
            [pause(date(2025, 1, 1), date(2025, 3, 13))],
            date(2026, 3, 14),
            0,
            id="a pause over before the base is not in the run",
        ),
        pytest.param(
            [pause(date(2025, 1, 1), date(2025, 3, 20))],
            date(2026, 3, 21),
            7,
            id="a pause that covers the base counts from the base on",
        ),
    ],
)
def test_excluded_days_inside_the_run_are_added(
    exclusions: list[Exclusion], due: date, days: int
) -> None:
    walked = run(base=BASE, term=Term(12), exclusions=exclusions)

    assert (walked.due, walked.stopped_on, walked.excluded_days) == (due, None, days)


@pytest.mark.parametrize(
    ("exclusions", "stopped_on", "due"),
    [
        pytest.param(
            [pause(date(2025, 10, 6), None)], date(2025, 10, 6), date(2026, 3, 14), id="open"
        ),
        pytest.param(
            [pause(date(2026, 3, 14), None)],
            date(2026, 3, 14),
            date(2026, 3, 14),
            id="from the due day",
        ),
        pytest.param(
            [pause(date(2026, 3, 15), None)], None, date(2026, 3, 14), id="a day too late"
        ),
        pytest.param(
            [pause(date(2026, 3, 20), None), pause(date(2025, 6, 1), date(2025, 6, 10))],
            date(2026, 3, 20),
            date(2026, 3, 24),
            id="in time only because an earlier pause moved the due day",
        ),
        pytest.param(
            [pause(date(2025, 10, 6), date(2025, 10, 9)), pause(date(2025, 10, 10), None)],
            date(2025, 10, 6),
            date(2026, 3, 14),
            id="an open pause that continues a closed one",
        ),
    ],
)
def test_only_an_open_pause_begun_in_time_stops_the_clock(
    exclusions: list[Exclusion], stopped_on: date | None, due: date
) -> None:
    walked = run(base=BASE, term=Term(12), exclusions=exclusions)

    assert (walked.stopped_on, walked.due) == (stopped_on, due)


def test_before_the_10th_means_the_9th_at_the_latest() -> None:
    by = run_to(start=date(2026, 7, 1), target=date(2026, 7, 10), exclusions=[])
    before = run_to(
        start=date(2026, 7, 1), target=date(2026, 7, 10), exclusions=[], boundary=Boundary.BEFORE
    )

    assert (by.due, before.due) == (date(2026, 7, 10), date(2026, 7, 9))
    assert [step.kind for step in before.steps] == ["target", "before"]


def test_a_pause_from_the_day_named_by_before_is_too_late() -> None:
    walked = run_to(
        start=date(2026, 7, 1),
        target=date(2026, 7, 10),
        exclusions=[pause(date(2026, 7, 10), None)],
        boundary=Boundary.BEFORE,
    )

    assert (walked.due, walked.stopped_on) == (date(2026, 7, 9), None)


@pytest.mark.parametrize(
    ("base", "exclusions", "due"),
    [
        pytest.param(date(2025, 2, 17), [], date(2026, 2, 23), id="Tết and the weekend after it"),
        pytest.param(
            date(2024, 8, 31), [], date(2025, 9, 3), id="a Sunday before the National Day"
        ),
        pytest.param(
            date(2025, 2, 13), [], date(2026, 2, 13), id="the last working day before Tết"
        ),
        pytest.param(
            date(2025, 2, 14),
            [pause(date(2026, 2, 15), date(2026, 2, 23))],
            date(2026, 2, 24),
            id="a pause that begins between the day off and the next working day",
        ),
    ],
)
def test_a_last_day_that_is_a_day_off_rolls_forward(
    base: date, exclusions: list[Exclusion], due: date
) -> None:
    walked = run(base=base, term=Term(12), exclusions=exclusions, calendar=CALENDAR, roll=True)

    assert walked.due == due


def test_an_open_pause_stops_a_clock_whose_last_day_was_still_rolling() -> None:
    # 14/3/2026 is a Saturday, so Monday the 16th is the last day; the pause begins on Sunday.
    walked = run(
        base=BASE,
        term=Term(12),
        exclusions=[pause(date(2026, 3, 15), None)],
        calendar=CALENDAR,
        roll=True,
    )

    assert (walked.due, walked.stopped_on) == (date(2026, 3, 16), date(2026, 3, 15))


def test_working_days_skip_weekends_holidays_and_pauses() -> None:
    friday = date(2026, 2, 13)
    plain = run(base=friday, term=Term(working_days=3), exclusions=[], calendar=CALENDAR)
    paused = run(
        base=friday,
        term=Term(working_days=3),
        exclusions=[pause(date(2026, 2, 21), date(2026, 2, 24))],
        calendar=CALENDAR,
    )

    assert plain.due == date(2026, 2, 25)
    assert (paused.due, paused.excluded_days) == (date(2026, 2, 27), 2)


@pytest.mark.parametrize(
    ("term", "roll"),
    [
        pytest.param(Term(months=1), True, id="rolling"),
        pytest.param(Term(working_days=5), False, id="working days"),
    ],
)
def test_days_off_need_a_calendar(term: Term, roll: bool) -> None:
    with pytest.raises(ValueError, match="work calendar"):
        run(base=BASE, term=term, exclusions=[], roll=roll)


def test_rolling_a_fixed_day_needs_a_calendar() -> None:
    with pytest.raises(ValueError, match="work calendar"):
        run_to(start=BASE, target=BASE, exclusions=[], roll=True)


def test_an_exclusion_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        pause(date(2026, 1, 2), date(2026, 1, 1))


def test_a_milestone_ignores_pauses_older_than_its_instrument() -> None:
    walked = run_to(
        start=date(2025, 10, 1),
        target=date(2026, 9, 30),
        exclusions=[
            pause(date(2025, 1, 1), date(2025, 9, 30)),
            pause(date(2026, 5, 12), date(2026, 8, 31)),
        ],
    )

    assert (walked.due, walked.excluded_days) == (date(2027, 1, 20), 112)


def test_a_second_clock_adds_only_the_days_the_first_did_not_use() -> None:
    pauses = [
        pause(date(2023, 12, 1), date(2024, 1, 30)),
        pause(date(2025, 1, 1), date(2025, 1, 10)),
    ]
    first = run_to(start=date(2021, 1, 1), target=date(2023, 12, 31), exclusions=pauses)

    second = then(first, term=Term(24), exclusions=pauses)

    assert first.due == date(2024, 3, 1)
    assert (second.due, second.excluded_days) == (date(2026, 3, 11), 71)


def test_a_second_clock_stands_still_with_the_first() -> None:
    first = run_to(
        start=date(2021, 1, 1),
        target=date(2023, 12, 31),
        exclusions=[pause(date(2023, 5, 1), None)],
    )

    second = then(first, term=Term(24), exclusions=[pause(date(2023, 5, 1), None)])

    assert (second.stopped_on, second.due) == (date(2023, 5, 1), date(2025, 12, 31))
    assert [step.kind for step in second.steps] == ["target", "stopped", "term"]


def test_the_steps_are_the_arithmetic_as_data() -> None:
    walked = run(
        base=BASE,
        term=Term(12),
        exclusions=[
            pause(date(2025, 10, 6), date(2026, 1, 10)),
            Exclusion(
                date(2026, 6, 1), None, "late_handover", derived=True, reference="684/QĐ-UBND"
            ),
        ],
    )

    assert [(s.kind, s.date) for s in walked.steps] == [
        ("term", date(2026, 3, 14)),
        ("excluded", date(2026, 6, 19)),
        ("stopped", date(2026, 6, 1)),
    ]
    assert walked.steps[1].params == {
        "days": 97,
        "start": "2025-10-06",
        "end": "2026-01-10",
        "reasons": "force_majeure",
        "references": "2214/UBND-KT",
        "derived": 0,
    }
    assert walked.steps[2].params["derived"] == 1
