"""Q1 and Q3, each case reckoned by hand: since which day, and what tells it from another."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook
from projects.rules.facts import OperatingState, PhysicalState, ProjectFacts, SuspensionFacts
from projects.rules.facts_record import RecordFacts
from projects.rules.obligations import compute
from tests.support.project_facts import AGENCY, item, project, tranche
from vn.calendar import vietnam_calendar

ON = date(2026, 11, 22)
ENTERED, UPDATED = date(2026, 1, 5), date(2026, 8, 1)
CALENDAR = vietnam_calendar(range(2015, 2032))
BOOK = LawBook()


def asked(on: date = ON, *, record: dict[str, Any] | None = None, **facts: Any) -> list[Computed]:
    kept: dict[str, Any] = {
        "updated_on": UPDATED,
        "entered_on": ENTERED,
        "legal_state": "valid",
    } | (record or {})
    known: ProjectFacts = replace(project(**facts), record=RecordFacts(**kept))
    return [
        each for each in compute(known, law=BOOK, calendar=CALENDAR, on=on) if each.kind[0] == "Q"
    ]


def contradictions(*, record: dict[str, Any] | None = None, **facts: Any) -> list[tuple[str, date]]:
    found = [each for each in asked(record=record, **facts) if each.kind == "Q3"]
    return [(each.cycle, each.due_date) for each in found if each.due_date is not None]


# 1 August and 90 days are 30 October; the question stands from the 31st on.
@pytest.mark.parametrize(
    ("on", "clock", "since"),
    [
        (date(2026, 10, 30), Clock.NOT_STARTED, None),
        (date(2026, 10, 31), Clock.FOUND, date(2026, 10, 31)),
        (date(2027, 3, 1), Clock.FOUND, date(2026, 10, 31)),
    ],
)
def test_a_record_is_asked_about_on_the_day_after_its_period(
    on: date, clock: Clock, since: date | None
) -> None:
    (found,) = asked(on)
    assert (found.kind, found.clock, found.due_date) == ("Q1", clock, since)
    assert (found.bearer_agency_id, found.advisory) == (AGENCY, True)
    assert found.recompute_on == (date(2026, 10, 31) if clock is Clock.NOT_STARTED else None)


def test_another_update_is_another_question() -> None:
    (first,) = asked()
    (second,) = asked(record={"updated_on": date(2026, 8, 2)})
    assert first.fingerprint != second.fingerprint


def test_a_record_never_measured_is_not_asked_about() -> None:
    known = project()
    assert [c for c in compute(known, law=BOOK, calendar=CALENDAR, on=ON) if c.kind[0] == "Q"] == []


def test_a_terminated_project_is_only_asked_for_its_decision() -> None:
    ended = {"terminated_on": date(2026, 3, 1)}
    state = {"legal_state": "terminated"}
    assert asked(record=state | {"has_termination": True}, **ended) == []
    (found,) = asked(record=state, terminated_on=date.min)
    assert (found.kind, found.cycle, found.due_date) == ("Q3", "terminated_undecided", ENTERED)
    assert found.clock is Clock.FOUND


def test_a_proposal_is_not_asked_about() -> None:
    assert asked(proposed=True) == []


OPERATING: dict[str, Any] = {"operating_state": OperatingState.OPERATING}
DONE = item("completion", date(2026, 1, 1), actual=date(2026, 2, 3))
PLANNED = item("completion", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("physical", "items", "code"),
    [
        (PhysicalState.NOT_STARTED, (), "operating_not_started"),
        (PhysicalState.UNDER_CONSTRUCTION, (PLANNED,), "operating_unfinished"),
        (PhysicalState.UNDER_CONSTRUCTION, (DONE,), None),
        (PhysicalState.COMPLETED, (), None),
        (PhysicalState.UNKNOWN, (), None),
    ],
)
def test_what_operates_was_built(physical: str, items: tuple[Any, ...], code: str | None) -> None:
    found = contradictions(physical_state=physical, items=items, **OPERATING)
    assert found == ([(code, ENTERED)] if code else [])


def test_operation_was_reached_where_nothing_was_built() -> None:
    reached = item("operation", date(2026, 1, 1), actual=date(2026, 4, 5))
    found = contradictions(items=(reached,), physical_state=PhysicalState.NOT_STARTED)
    assert found == [("operated_unbuilt", date(2026, 4, 5))]
    built = contradictions(items=(reached,), physical_state=PhysicalState.COMPLETED)
    assert built == []


def test_land_was_handed_over_by_no_decision() -> None:
    handed = date(2026, 2, 2)
    bare = tranche(decision_number="", decision_date=None, handover_date=handed)
    (found,) = [c for c in asked(tranches=(bare,)) if c.kind == "Q3"]
    assert (found.subject_kind, found.subject_id) == ("tranche", bare.id)
    assert (found.cycle, found.due_date) == ("handed_undecided", handed)
    assert contradictions(tranches=(replace(bare, decision_number="1/QĐ-UBND"),)) == []
    assert contradictions(tranches=(replace(bare, handover_date=None),)) == []


def test_a_suspension_that_goes_on_while_the_project_is_in_force() -> None:
    pause = SuspensionFacts(id=9, start=date(2026, 5, 6), reference="7/QĐ")
    assert contradictions(suspensions=(pause,)) == [("suspended_in_force", date(2026, 5, 6))]
    assert contradictions(suspensions=(pause,), record={"legal_state": "suspended"}) == []
    over = replace(pause, resumed_on=date(2026, 6, 7))
    assert contradictions(suspensions=(over,)) == []


@pytest.mark.parametrize(
    ("parts", "total", "asks"),
    [(90, 100, True), (100, 100, False), (None, 100, False), (90, None, False)],
)
def test_parts_of_the_capital_make_the_whole(
    parts: int | None, total: int | None, asks: bool
) -> None:
    found = contradictions(record={"parts_vnd": parts, "capital_vnd": total})
    assert found == ([("capital_parts", ENTERED)] if asks else [])
