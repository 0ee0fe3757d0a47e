"""SA and SF: days reckoned by hand; 2026 has Tết from 16/2 to 20/2 and no other day off till 26/4."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock, DerivedReason
from deadlines.rules.law import LawBook
from projects.rules.support import Round, Stretch, SupportFacts, Told, Wait, duties
from vn.calendar import WorkCalendar
from vn.dates import parse_partial

# The days off of Tết Bính Ngọ as a calendar that holds nothing else.
CALENDAR = WorkCalendar(
    days_off=frozenset(date(2026, 2, day) for day in range(16, 21)),
)
QUESTION, OUTSIDE = DerivedReason.QUESTION, DerivedReason.OUTSIDE_BODY


def day(text: str) -> date:
    return parse_partial(text).first


def wait(since: str, until: str | None, reason: DerivedReason = QUESTION) -> Wait:
    return Wait(since=day(since), until=day(until) if until else None, reason=reason)


def compute(on: str, *rounds: Round, **said: Any) -> list[Any]:
    given = {"id": 1, "code": "YC-2026-1", "kind": "obstacle", "project_id": 5}
    facts = SupportFacts(**{**given, "rounds": rounds, **said})
    return list(duties(facts, Told(law=LawBook(), calendar=CALENDAR, on=day(on))))


def opened(text: str, **said: Any) -> Round:
    return Round(number=1, opened=day(text), holder_id=9, **said)


@pytest.mark.parametrize(
    ("filed", "waits", "on", "due", "clock"),
    [
        # 3/3 is working day 1; weeks 3-6, 9-13, 16-20 give 14; Monday 23/3 is the fifteenth.
        ("2/3/2026", (), "2/3/2026", "23/3/2026", Clock.RUNNING),
        # Filed on a Saturday: Monday 9/3 is day 1, Friday 27/3 day 15.
        ("7/3/2026", (), "9/3/2026", "27/3/2026", Clock.RUNNING),
        # Over Tết: 10-13/2 give four, 23-27/2 nine, 2-6/3 fourteen; Monday 9/3 is the fifteenth.
        ("9/2/2026", (), "9/2/2026", "9/3/2026", Clock.RUNNING),
        # Asked on 9/3, replied on 16/3: five working days do not count.
        ("2/3/2026", (wait("9/3/2026", "16/3/2026"),), "17/3/2026", "30/3/2026", Clock.RUNNING),
        # Asked and replied on one day: nothing stands still.
        ("2/3/2026", (wait("9/3/2026", "9/3/2026"),), "17/3/2026", "23/3/2026", Clock.RUNNING),
        # The reply is still to come.
        ("2/3/2026", (wait("9/3/2026", None),), "30/3/2026", "23/3/2026", Clock.STOPPED),
        # A question after the last day stops nothing.
        ("2/3/2026", (wait("24/3/2026", None),), "30/3/2026", "23/3/2026", Clock.RUNNING),
        # Outside from Thursday 5/3 to Thursday 19/3: ten working days.
        (
            "2/3/2026",
            (wait("5/3/2026", "19/3/2026", OUTSIDE),),
            "20/3/2026",
            "6/4/2026",
            Clock.RUNNING,
        ),
    ],
)
def test_the_day_for_an_answer(filed, waits, on, due, clock) -> None:
    (found,) = compute(on, opened(filed, waits=waits))
    assert (found.kind, found.cycle, found.bearer_agency_id) == ("SA", "1", 9)
    assert (found.due_date, found.clock) == (day(due), clock)
    assert found.advisory
    assert found.project_id == 5


def test_a_day_set_by_a_document_is_not_moved_by_a_question() -> None:
    limit = {"limit": day("10/4/2026"), "limit_basis": "12/UBND"}
    (found,) = compute("1/4/2026", opened("2/3/2026", waits=(wait("9/3/2026", None),), **limit))
    assert (found.due_date, found.clock) == (day("10/4/2026"), Clock.RUNNING)


def test_each_round_is_owed_anew() -> None:
    first = opened("2/3/2026", answered=day("25/3/2026"))
    again = Round(number=2, opened=day("26/3/2026"), holder_id=4)
    one, two = compute("30/3/2026", first, again)
    assert (one.clock, one.met_date, one.met_late) == (Clock.MET, day("25/3/2026"), True)
    # From Thursday 26/3: 27/3 is day 1; 30/3-3/4 six, 6-10/4 eleven, Thursday 16/4 fifteen.
    assert (two.cycle, two.due_date, two.bearer_agency_id) == ("2", day("16/4/2026"), 4)


def test_what_was_withdrawn_or_is_before_a_court_is_owed_by_nobody() -> None:
    assert compute("5/3/2026", opened("2/3/2026", withdrawn=day("4/3/2026"))) == []
    assert compute("5/3/2026", opened("2/3/2026"), kind="lawsuit") == []


def test_the_body_outside_is_asked_again_after_so_many_days() -> None:
    stay = Stretch(
        number=1,
        since=day("5/3/2026"),
        until=None,
        every_days=7,
        holder_id=9,
        asked_again=(day("13/3/2026"),),
    )
    one, two = compute("16/3/2026", opened("2/3/2026"), kind="lawsuit", stretches=(stay,))
    assert (one.kind, one.cycle, one.due_date, one.met_late) == (
        "SF",
        "1.1",
        day("12/3/2026"),
        True,
    )
    assert (two.cycle, two.due_date, two.clock) == ("1.2", day("20/3/2026"), Clock.RUNNING)


def test_a_day_off_moves_the_asking_to_the_next_working_day() -> None:
    stay = Stretch(number=1, since=day("7/3/2026"), until=None, every_days=7, holder_id=9)
    (found,) = compute("9/3/2026", stretches=(stay,))
    # 14/3 is a Saturday.
    assert found.due_date == day("16/3/2026")


def test_once_it_is_back_nothing_more_is_asked() -> None:
    stay = Stretch(
        number=1, since=day("5/3/2026"), until=day("10/3/2026"), every_days=7, holder_id=9
    )
    assert compute("11/3/2026", stretches=(stay,)) == []
