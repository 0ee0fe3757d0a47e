"""The product against a slow reading of the same rules, day by day, on invented projects."""

from datetime import date, timedelta
from random import Random

from deadlines.rules.clock import Clock
from deadlines.rules.law import LawBook
from projects.rules.facts import ProjectFacts
from projects.rules.obligations import compute
from tests.support.law_table import CALENDAR
from tests.support.random_projects import Dice
from tests.support.slow_reading import KINDS, quick, slow

FIRST = date(2026, 2, 1)  # the Investment Law of 2025 takes effect within the sixty days
LAW = LawBook()


def read(project: ProjectFacts, on: date) -> tuple[dict, dict]:
    return quick(project, law=LAW, calendar=CALENDAR, on=on), slow(
        project, calendar=CALENDAR, on=on
    )


def test_it_says_the_same_of_random_projects_on_random_days() -> None:
    dice, days = Dice(4, FIRST), Random(5)  # noqa: S311 -- repeatable on purpose
    seen: set[tuple[str, Clock]] = set()
    for number in range(600):
        project = dice.project(number)
        on = FIRST + timedelta(days.randint(0, 60))
        found, naive = read(project, on)
        assert found == naive, (number, on)
        seen |= {(key[0], said.clock) for key, said in found.items()}
    assert {kind for kind, _clock in seen} == set(KINDS)
    stopped = {kind for kind, clock in seen if clock is Clock.STOPPED}
    assert stopped == {"I1", "I3", "I10", "L1", "L2"}


def test_a_day_is_named_before_the_same_facts_say_something_else() -> None:
    dice = Dice(9, FIRST)
    named = 0
    for number in range(200):
        project = dice.project(number)
        known = compute(project, law=LAW, calendar=CALENDAR, on=FIRST)
        turns = [c.recompute_on for c in known if c.recompute_on]
        named += bool(turns)
        last = min((day - timedelta(1) for day in turns), default=FIRST + timedelta(60))
        for on in (FIRST + timedelta(7), FIRST + timedelta(30), last):
            if on <= last:
                assert compute(project, law=LAW, calendar=CALENDAR, on=on) == known, (number, on)
    assert named > 20
