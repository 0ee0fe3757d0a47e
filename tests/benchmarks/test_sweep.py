"""The nightly sweep against the same predicates as bare counts."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from deadlines.actions import sweeping
from deadlines.models import Flag, Obligation
from tests.benchmarks import database, floors
from tests.benchmarks.harness import Goal, Ledger, Line, in_turn, ratio, seconds, took
from tests.benchmarks.province import AT, DAY

FIRST, UNCHANGED, NEXT = Goal(4), Goal(2), Goal(0.3)
NOTE = (
    "PostgreSQL gives a bare count all cores and a statement that may write only one: on two cores "
    "that alone is nearly a factor of two."
)
REPEATS = 3
FEW_ROWS = (
    "A night is some fifty statements, for plans, months and cases too, and hardly longer for a "
    "hundred thousand projects; a count of so few rows takes little."
)


def test_first_night(size: str, unswept, ledger: Ledger) -> None:
    source, work = unswept(size), database.name_of(size, "work")
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(REPEATS):
        database.copy(source, work)
        with database.using(work):
            count = partial(floors.sweep_as_counts, DAY, before_the_night=True)
            count()
            taken["floor"].append(seconds(count))
            taken["ours"].append(seconds(partial(sweeping.sweep, on=DAY, at=AT)))
            assert Flag.objects.live().count() == Obligation.objects.overdue().count() > 0
    add(ledger, "Sweep, first night: levels move, flags open", size, taken, FIRST)
    assert_nights_are_cheap_and_complete(size, ledger)
    database.drop(work)


def assert_nights_are_cheap_and_complete(size: str, ledger: Ledger) -> None:
    """Three more nights of the registry just swept; afterwards a full sweep finds nothing."""
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    with database.using(database.name_of(size, "work")):
        database.run("VACUUM (ANALYZE)")
        for night in nights():
            count = partial(floors.sweep_as_counts, night, before_the_night=True)
            count()
            taken["floor"].append(seconds(count))
            taken["ours"].append(seconds(partial(sweeping.sweep, on=night, at=AT)))
            assert floors.sweep_as_counts(night, before_the_night=False) == [0, 0, 0, 0]
        full = sweeping.sweep_all(on=night, at=AT)
        assert (full.opened, full.closed) == (0, 0)
    add(ledger, "Sweep, each next night", size, taken, NEXT, FEW_ROWS)


def nights() -> list[date]:
    """The nights after the first."""
    return [DAY + timedelta(days=n) for n in range(1, REPEATS + 1)]


def test_nothing_changed(registry: str, ledger: Ledger) -> None:
    taken = in_turn(
        {
            "floor": lambda: floors.sweep_as_counts(DAY, before_the_night=False),
            "ours": lambda: sweeping.sweep_all(on=DAY, at=AT),
        },
        repeats=REPEATS,
    )
    add(ledger, "Sweep of all rows, nothing changed", registry, taken, UNCHANGED)


def add(
    ledger: Ledger,
    work: str,
    size: str,
    taken: dict[str, list[float]],
    goal: Goal,
    note: str = NOTE,
) -> None:
    """One line against the bare counts."""
    ours, floor = taken["ours"], taken["floor"]
    value = ratio(ours, floor)
    ledger.add(Line(work, size, took(ours), f"bare counts {took(floor)}", value, goal, note))
