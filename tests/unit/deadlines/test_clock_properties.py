"""The clock in closed form against a slow clock that counts every day, and its laws."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines.rules.clock import Exclusion, Run, Term, run, run_to
from vn.calendar import WorkCalendar
from vn.dates import add_months

EXHAUSTIVE = settings(max_examples=150, deadline=None, derandomize=True, database=None)
DAY = timedelta(days=1)
CALENDAR = WorkCalendar(days_off=frozenset(date(2026, 2, 16) + n * DAY for n in range(5)))
FIRST = date(2024, 1, 1)
terms = st.builds(Term, months=st.integers(0, 30), days=st.integers(0, 90))
bases = st.integers(0, 800).map(lambda n: FIRST + n * DAY)


@st.composite
def closed_pauses(draw: st.DrawFn) -> Exclusion:
    start = FIRST + draw(st.integers(-200, 2000)) * DAY
    reason = draw(st.sampled_from(["force_majeure", "court"]))
    return Exclusion(start, start + draw(st.integers(0, 200)) * DAY, reason)


open_pauses = st.integers(-200, 2500).map(lambda n: Exclusion(FIRST + n * DAY, None, "state_delay"))
pauses = st.tuples(st.lists(closed_pauses(), max_size=5), st.lists(open_pauses, max_size=1)).map(
    lambda both: [*both[0], *both[1]]
)


def is_excluded(exclusions: list[Exclusion], day: date) -> bool:
    return any(x.start <= day and (x.end is None or day <= x.end) for x in exclusions)


def slow_clock(base: date, end: date, exclusions: list[Exclusion]) -> tuple[date, date | None]:
    """Count day after day from the base: an excluded day does not count, whatever the reason."""
    opened = [x.start for x in exclusions if x.end is None]
    closed = [x for x in exclusions if x.end is not None]
    last = max((x.end for x in closed if x.end is not None), default=base)
    forever = min(opened, default=None)
    to_count = (end - base).days + 1
    day = base
    while True:
        if not is_excluded(exclusions, day):
            to_count -= 1
        elif forever is not None and day >= forever and day > last:
            stop = day
            while stop > base and is_excluded(exclusions, stop - DAY):
                stop -= DAY
            before = [
                Exclusion(x.start, min(x.end, stop - DAY), x.reason)
                for x in closed
                if x.end is not None and x.start < stop
            ]
            return slow_clock(base, end, before)[0], stop
        if to_count == 0:
            return day, None
        day += DAY


def where(walked: Run) -> tuple[date, date | None]:
    return walked.due, walked.stopped_on


@EXHAUSTIVE
@given(base=bases, term=terms, exclusions=pauses)
def test_the_closed_form_equals_counting_every_day(
    base: date, term: Term, exclusions: list[Exclusion]
) -> None:
    end = add_months(base, term.months) + term.days * DAY

    walked = run(base=base, term=term, exclusions=exclusions)

    assert where(walked) == slow_clock(base, end, exclusions)
    assert walked.excluded_days == (walked.due - end).days


@EXHAUSTIVE
@given(base=bases, term=terms, exclusions=pauses)
def test_rolling_lands_on_the_first_working_day_that_counts(
    base: date, term: Term, exclusions: list[Exclusion]
) -> None:
    day = run(base=base, term=term, exclusions=exclusions).due
    rolled = run(base=base, term=term, exclusions=exclusions, calendar=CALENDAR, roll=True)
    if rolled.stopped_on is not None:
        assert day <= rolled.due
        assert rolled.stopped_on <= rolled.due
        return

    while not CALENDAR.is_working(day) or is_excluded(exclusions, day):
        day += DAY
    assert rolled.due == day


@EXHAUSTIVE
@given(
    base=bases, term=terms, exclusions=pauses, gap=st.integers(1, 400), length=st.integers(0, 300)
)
def test_a_pause_beginning_after_the_due_day_changes_nothing(
    base: date, term: Term, exclusions: list[Exclusion], gap: int, length: int
) -> None:
    before = run(base=base, term=term, exclusions=exclusions)
    late = before.due + gap * DAY
    added = [Exclusion(late, late + length * DAY, "court"), Exclusion(late, None, "court")]

    if before.stopped_on is None:
        assert run(base=base, term=term, exclusions=[*exclusions, added[0]]) == before
        assert run(base=base, term=term, exclusions=[*exclusions, added[1]]) == before


@EXHAUSTIVE
@given(base=bases, term=terms, exclusions=pauses, data=st.data())
def test_the_order_of_exclusions_is_irrelevant(
    base: date, term: Term, exclusions: list[Exclusion], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(exclusions))

    assert run(base=base, term=term, exclusions=shuffled) == run(
        base=base, term=term, exclusions=exclusions
    )


@EXHAUSTIVE
@given(
    base=bases,
    term=terms,
    exclusions=st.lists(closed_pauses(), max_size=5),
    more=closed_pauses(),
    roll=st.booleans(),
)
def test_another_exclusion_never_shortens_the_time(
    base: date, term: Term, exclusions: list[Exclusion], more: Exclusion, roll: bool
) -> None:
    fewer = run(base=base, term=term, exclusions=exclusions, calendar=CALENDAR, roll=roll)
    added = run(base=base, term=term, exclusions=[*exclusions, more], calendar=CALENDAR, roll=roll)

    assert added.due >= fewer.due


@EXHAUSTIVE
@given(base=bases, term=terms, exclusions=pauses, data=st.data())
def test_cutting_a_pause_in_two_changes_nothing(
    base: date, term: Term, exclusions: list[Exclusion], data: st.DataObject
) -> None:
    cut: list[Exclusion] = []
    for whole in exclusions:
        longest = 50 if whole.end is None else (whole.end - whole.start).days
        at = whole.start + data.draw(st.integers(0, longest)) * DAY
        if at == whole.start:
            cut.append(whole)
        else:
            cut.append(Exclusion(whole.start, at - DAY, whole.reason))
            cut.append(Exclusion(at, whole.end, whole.reason))

    assert where(run(base=base, term=term, exclusions=cut)) == where(
        run(base=base, term=term, exclusions=exclusions)
    )


@EXHAUSTIVE
@given(base=bases, days=st.integers(-100, 900), exclusions=pauses)
def test_a_clock_to_a_fixed_day_is_the_same_walk(
    base: date, days: int, exclusions: list[Exclusion]
) -> None:
    walked = run_to(start=base, target=base + days * DAY, exclusions=exclusions)

    if days >= 0:
        term_run = run(base=base, term=Term(days=days), exclusions=exclusions)
        assert where(walked) == where(term_run)
    else:
        assert where(walked) == (base + days * DAY, None)
