"""Days of an appraisal (T1) and of opinions (T2) against a table reckoned on a wall calendar.

Days off here: Tết, Monday 16/2 to Friday 20/2/2026; 30/4 and 1/5/2026 (Thursday, Friday).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.computed import Computed
from deadlines.rules.law import LawBook
from projects.rules.appraisal_facts import (
    AreaFacts,
    OpinionFacts,
    OverlapFacts,
    ProposalFacts,
    SupplementFacts,
)
from projects.rules.facts import ProjectFacts
from projects.rules.obligations import compute
from tests.support.project_facts import AGENCY, project
from vn.calendar import WorkCalendar

RUNNING, STOPPED, MET, VOID = Clock.RUNNING, Clock.STOPPED, Clock.MET, Clock.VOID
UNKNOWN, FOUND = Clock.UNKNOWN, Clock.FOUND
HANDLER, ASKED = 13, 17
CALENDAR = WorkCalendar(
    days_off=frozenset(
        {date(2026, 4, 30), date(2026, 5, 1)}
        | {date(2026, 2, 16) + timedelta(days=n) for n in range(5)}
    )
)
ON = date(2026, 8, 31)


def day(text: str) -> date:
    """12/2 of 2026."""
    number, month = map(int, text.split("/"))
    return date(2026, month, number)


def proposal(received: str, limit: int | None, **said: Any) -> ProposalFacts:
    bare = ProposalFacts(id=71, agency_id=HANDLER, received=day(received), limit_days=limit)
    return replace(bare, **said)


def papers(*spans: str) -> tuple[SupplementFacts, ...]:
    """ "3/3-12/3" asked and answered; "3/3-" still open."""
    pairs = (span.split("-") for span in spans)
    return tuple(
        SupplementFacts(asked=day(a), answered=day(b) if b else None, reference="7/CV")
        for a, b in pairs
    )


def asked(on: str, limit: int, **said: Any) -> OpinionFacts:
    bare = OpinionFacts(id=81, agency_id=ASKED, asked=day(on), limit_days=limit)
    return replace(bare, **said)


def found(kind: str, *proposals: ProposalFacts, on: date = ON, **said: Any) -> list[Computed]:
    facts = project(proposals=proposals, proposed=True, **said)
    rows = compute(facts, law=LawBook(), calendar=CALENDAR, on=on)
    return [row for row in rows if row.kind == kind]


CALENDAR_DAYS = {"working_days": False}
# Facts -> clock, due day, and what else is to be seen.
APPRAISALS: list[tuple[str, ProposalFacts, Clock, str, dict[str, Any]]] = [
    ("ten working days, no day off", proposal("2/3", 10), RUNNING, "16/3", {}),
    ("received on a Friday", proposal("6/3", 1), RUNNING, "9/3", {}),
    ("received on a Saturday", proposal("7/3", 1), RUNNING, "9/3", {}),
    ("over Tết", proposal("12/2", 5), RUNNING, "26/2", {}),
    ("received in Tết", proposal("17/2", 2), RUNNING, "24/2", {}),
    ("over 30/4 and 1/5", proposal("28/4", 3), RUNNING, "5/5", {}),
    ("calendar days run through", proposal("2/3", 30, **CALENDAR_DAYS), RUNNING, "1/4", {}),
    (
        "the last calendar day rolls over Tết",
        proposal("6/2", 10, **CALENDAR_DAYS),
        RUNNING,
        "23/2",
        {},
    ),
    (
        "the last calendar day rolls over 30/4",
        proposal("31/3", 30, **CALENDAR_DAYS),
        RUNNING,
        "4/5",
        {},
    ),
    (
        "a supplement answered moves it by its working days",
        proposal("2/3", 10, supplements=papers("5/3-12/3")),
        RUNNING,
        "23/3",
        {"excluded_days": 5},
    ),
    (
        "a supplement over Tết takes out only the working days",
        proposal("9/2", 5, supplements=papers("11/2-24/2")),
        RUNNING,
        "27/2",
        {"excluded_days": 4},
    ),
    (
        "calendar days: all of its days",
        proposal("2/3", 20, supplements=papers("5/3-12/3"), **CALENDAR_DAYS),
        RUNNING,
        "30/3",
        {"excluded_days": 7},
    ),
    (
        "an open supplement stops the clock",
        proposal("2/3", 10, supplements=papers("5/3-")),
        STOPPED,
        "16/3",
        {"stopped_on": date(2026, 3, 5), "days_left": 11},
    ),
    (
        "asked on the last day still stops it",
        proposal("2/3", 10, supplements=papers("16/3-")),
        STOPPED,
        "16/3",
        {"days_left": 0},
    ),
    (
        "asked on the last day and answered a week later",
        proposal("2/3", 10, supplements=papers("16/3-23/3")),
        RUNNING,
        "23/3",
        {},
    ),
    (
        "asked after the last day stops nothing",
        proposal("2/3", 10, supplements=papers("17/3-")),
        RUNNING,
        "16/3",
        {"stopped_on": None},
    ),
    (
        "answered on the day it was asked",
        proposal("2/3", 10, supplements=papers("5/3-5/3")),
        RUNNING,
        "16/3",
        {"excluded_days": 0},
    ),
    (
        "two that overlap count once",
        proposal("2/3", 10, supplements=papers("5/3-12/3", "10/3-17/3")),
        RUNNING,
        "26/3",
        {"excluded_days": 8},
    ),
    (
        "two apart are added up",
        proposal("2/3", 10, supplements=papers("4/3-6/3", "10/3-11/3")),
        RUNNING,
        "19/3",
        {"excluded_days": 3},
    ),
    (
        "one answered, the next one open",
        proposal("2/3", 10, supplements=papers("4/3-6/3", "10/3-")),
        STOPPED,
        "18/3",
        {"stopped_on": date(2026, 3, 10)},
    ),
    (
        "submitted in time",
        proposal("2/3", 10, submitted=day("16/3")),
        MET,
        "16/3",
        {"met_date": date(2026, 3, 16), "met_late": False},
    ),
    (
        "submitted late",
        proposal("2/3", 10, submitted=day("17/3"), decided=day("30/3")),
        MET,
        "16/3",
        {"met_date": date(2026, 3, 17), "met_late": True},
    ),
    (
        "decided without a submission",
        proposal("2/3", 10, decided=day("13/3")),
        MET,
        "16/3",
        {"met_date": date(2026, 3, 13), "met_late": False},
    ),
    (
        "withdrawn while papers are awaited is not late",
        proposal("2/3", 10, supplements=papers("5/3-"), decided=day("4/5")),
        MET,
        "14/5",
        {"met_late": False},
    ),
]


@pytest.mark.parametrize(
    ("facts", "clock", "due", "more"),
    [pytest.param(*case[1:], id=case[0]) for case in APPRAISALS],
)
def test_appraisal(facts: ProposalFacts, clock: Clock, due: str, more: dict[str, Any]) -> None:
    (row,) = found("T1", facts)
    assert (row.clock, row.due_date) == (clock, day(due))
    assert (row.bearer_agency_id, row.bearer_investor_id) == (HANDLER, None)
    assert {name: getattr(row, name) for name in more} == more
    assert row.advisory


OPINIONS: list[tuple[str, OpinionFacts, dict[str, Any], Clock, str, dict[str, Any]]] = [
    ("over Tết", asked("12/2", 7), {}, RUNNING, "2/3", {}),
    ("calendar days", asked("2/3", 15, working_days=False), {}, RUNNING, "17/3", {}),
    (
        "answered on the last day",
        asked("2/3", 5, answered=day("9/3")),
        {},
        MET,
        "9/3",
        {"met_late": False},
    ),
    (
        "answered late",
        asked("2/3", 5, answered=day("10/3")),
        {},
        MET,
        "9/3",
        {"met_late": True},
    ),
    (
        "an open supplement is the registry's, not the agency's",
        asked("2/3", 5),
        {"supplements": papers("4/3-")},
        RUNNING,
        "9/3",
        {},
    ),
    (
        "decided without it",
        asked("2/3", 5),
        {"decided": day("20/3")},
        VOID,
        "9/3",
        {"void_reason": "proposal_decided"},
    ),
    (
        "answered late, then decided",
        asked("2/3", 5, answered=day("12/3")),
        {"decided": day("20/3")},
        MET,
        "9/3",
        {"met_late": True},
    ),
]


@pytest.mark.parametrize(
    ("opinion", "of_proposal", "clock", "due", "more"),
    [pytest.param(*case[1:], id=case[0]) for case in OPINIONS],
)
def test_opinion(
    opinion: OpinionFacts,
    of_proposal: dict[str, Any],
    clock: Clock,
    due: str,
    more: dict[str, Any],
) -> None:
    (row,) = found("T2", proposal("2/3", 20, opinions=(opinion,), **of_proposal))
    assert (row.clock, row.due_date) == (clock, day(due))
    assert (row.bearer_agency_id, row.bearer_investor_id) == (ASKED, None)
    assert {name: getattr(row, name) for name in more} == more


def test_without_a_number_of_days_it_is_unknown_and_says_so() -> None:
    (row,) = found("T1", proposal("2/3", None))
    assert (row.clock, row.missing, row.due_date) == (UNKNOWN, "proposal_limit", None)


def test_done_without_a_number_of_days_nothing_is_asked_any_more() -> None:
    (row,) = found("T1", proposal("2/3", None, submitted=day("10/3")))
    assert (row.clock, row.void_reason) == (VOID, "done_without_limit")


def test_the_order_of_supplements_does_not_matter() -> None:
    spans = papers("10/3-11/3", "4/3-6/3", "5/3-9/3")
    (one,) = found("T1", proposal("2/3", 10, supplements=spans))
    (other,) = found("T1", proposal("2/3", 10, supplements=spans[::-1]))
    assert one.facts_hash == other.facts_hash


def test_a_proposed_project_owes_nothing_under_an_approval_it_does_not_have() -> None:
    facts = project(proposed=True, proposals=(proposal("2/3", 10),))
    kinds = {row.kind for row in compute(facts, law=LawBook(), calendar=CALENDAR, on=ON)}
    assert kinds == {"T1"}


def test_a_project_in_force_has_its_proposals_beside_its_other_duties() -> None:
    rows = compute(
        project(proposals=(proposal("2/3", 10),)), law=LawBook(), calendar=CALENDAR, on=ON
    )
    assert {"T1", "L1"} <= {row.kind for row in rows}


def _areas(**said: Any) -> ProjectFacts:
    return project(areas=(AreaFacts(id=91, since=day("2/3"), **said),), proposed=True)


def test_an_overlap_beyond_the_tolerance_is_a_question_to_the_agency_in_charge() -> None:
    facts = _areas(overlaps=(OverlapFacts(other_id=92, m2=51), OverlapFacts(other_id=93, m2=900)))
    (row,) = compute(facts, law=LawBook(), calendar=CALENDAR, on=ON)
    assert (row.kind, row.clock, row.due_date) == ("Q2", FOUND, day("2/3"))
    assert (row.subject_kind, row.subject_id, row.bearer_agency_id) == ("site_area", 91, AGENCY)
    assert [step.params["m2"] for step in row.steps if step.kind == "overlap"] == [900, 51]


def test_a_sliver_is_no_overlap() -> None:
    facts = _areas(overlaps=(OverlapFacts(other_id=92, m2=50),))
    assert compute(facts, law=LawBook(), calendar=CALENDAR, on=ON) == ()


def test_another_neighbour_is_another_finding() -> None:
    one, other = (
        compute(
            _areas(overlaps=(OverlapFacts(other_id=n, m2=400),)),
            law=LawBook(),
            calendar=CALENDAR,
            on=ON,
        )[0]
        for n in (92, 93)
    )
    assert one.fingerprint != other.fingerprint
