"""L2: land use 24 months behind the schedule in force."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock, Exclusion
from deadlines.rules.ladder import Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.facts import ItemFacts
from tests.support.project_facts import TODAY, item, one, pause, project, tranche

LAND = tranche(handover_date=date(2024, 8, 1))


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        pytest.param(date(2024, 6, 30), date(2026, 6, 30), id="a quarter's end"),
        pytest.param(date(2024, 2, 29), date(2026, 3, 2), id="a leap day: 28/2/2026 is a Saturday"),
        pytest.param(date(2026, 2, 28), date(2028, 2, 28), id="28/2 into a leap year"),
        pytest.param(date(2024, 2, 18), date(2026, 2, 23), id="ends in Tết"),
        pytest.param(date(2023, 12, 31), date(2025, 12, 31), id="a year's end"),
    ],
)
def test_24_months_after_the_milestone(planned: date, due: date) -> None:
    computed = one(project(tranches=(LAND,), items=(item("works", planned),)), "L2")

    assert (computed.base_date, computed.due_date) == (planned, due)
    assert computed.rule_number == 2


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param(date(2025, 6, 29), Level.CALM, id="under 12 months behind"),
        pytest.param(date(2025, 6, 30), Level.NOTICE, id="12 months behind"),
        pytest.param(date(2025, 12, 30), Level.WARNING, id="18 months behind"),
        pytest.param(date(2026, 5, 30), Level.FINAL_WARNING, id="23 months behind"),
        pytest.param(date(2026, 6, 30), Level.FINAL_WARNING, id="the due day"),
        pytest.param(date(2026, 7, 1), Level.OVERDUE, id="the day after"),
    ],
)
def test_it_warns_at_12_18_and_23_months(on: date, level: Level) -> None:
    facts = project(tranches=(LAND,), items=(item("works", date(2024, 6, 30)),))

    assert one(facts, "L2").standing(on)[0] is level


@pytest.mark.parametrize(
    ("exclusions", "due", "days"),
    [
        pytest.param(
            (pause(date(2024, 1, 1), date(2024, 1, 30), "court"),),
            date(2026, 7, 30),
            30,
            id="before the milestone",
        ),
        pytest.param(
            (pause(date(2025, 1, 1), date(2025, 1, 30), "state_delay"),),
            date(2026, 7, 30),
            30,
            id="after it",
        ),
        pytest.param(
            (pause(date(2024, 6, 30), date(2024, 7, 29), "court"),),
            date(2026, 7, 30),
            30,
            id="across it",
        ),
        pytest.param(
            (pause(date(2022, 1, 1), date(2022, 5, 31), "court"),),
            date(2026, 6, 30),
            0,
            id="before the schedule was approved",
        ),
        pytest.param(
            (pause(date(2026, 7, 1), date(2026, 7, 30), "court"),),
            date(2026, 6, 30),
            0,
            id="after the due day",
        ),
    ],
)
def test_every_reason_of_the_schedule_counts(
    exclusions: tuple[Exclusion, ...], due: date, days: int
) -> None:
    works = item("works", date(2024, 6, 30))
    of_project = project(tranches=(LAND,), items=(works,), exclusions=exclusions)
    of_item = project(
        tranches=(LAND,), items=(item("works", works.planned, exclusions=exclusions),)
    )
    land = tranche(handover_date=LAND.handover_date, exclusions=exclusions)
    of_land = project(tranches=(land,), items=(works,))

    for facts in (of_project, of_item, of_land):
        computed = one(facts, "L2")
        assert (computed.due_date, computed.excluded_days) == (due, days)


@pytest.mark.parametrize(
    ("start", "level"),
    [
        pytest.param(date(2024, 3, 1), Level.CALM, id="before the milestone"),
        pytest.param(date(2025, 9, 1), Level.NOTICE, id="when it is 14 months behind"),
    ],
)
def test_an_open_pause_stops_it_where_it_is(start: date, level: Level) -> None:
    facts = project(
        tranches=(LAND,),
        items=(item("works", date(2024, 6, 30)),),
        exclusions=(pause(start, None),),
    )

    computed = one(facts, "L2")

    assert (computed.clock, computed.stopped_on) == (Clock.STOPPED, start)
    assert computed.standing(date(2030, 1, 1)) == (level, None)


def test_the_earliest_open_milestone_of_the_phase_counts() -> None:
    items = (
        item("start", date(2023, 3, 31), id=1, actual=date(2023, 3, 1)),
        item("completion", date(2025, 3, 31), id=2),
        item("works", date(2024, 9, 30), id=3),
        item("capital", date(2023, 1, 31), id=4),
        item("works", date(2023, 6, 30), id=5, phase=2),
    )
    of_phase = tranche(handover_date=date(2024, 8, 1), phase=1)

    assert one(project(tranches=(of_phase,), items=items), "L2").base_date == date(2024, 9, 30)
    assert one(project(tranches=(LAND,), items=items), "L2").base_date == date(2023, 6, 30)


@pytest.mark.parametrize(
    ("items", "missing"),
    [
        pytest.param((), "schedule", id="no milestone at all"),
        pytest.param((item("capital", date(2024, 6, 30)),), "schedule", id="only capital"),
        pytest.param((item("works", None),), "schedule", id="a milestone without a day"),
        pytest.param(
            (item("works", date(2024, 6, 30), instrument_date=None),),
            "schedule_instrument",
            id="a day no instrument sets",
        ),
        pytest.param(
            (item("works", None, actual=date(2024, 1, 1)),),
            "schedule",
            id="reached but never planned",
        ),
        pytest.param(
            (item("works", date(2024, 1, 1), instrument_date=None, actual=date(2024, 1, 1)),),
            "schedule_instrument",
            id="reached, planned by no instrument",
        ),
    ],
)
def test_without_a_binding_schedule_it_is_unknown(
    items: tuple[ItemFacts, ...], missing: str
) -> None:
    computed = one(project(tranches=(LAND,), items=items), "L2")

    assert (computed.clock, computed.missing) == (Clock.UNKNOWN, missing)


def test_it_starts_only_with_the_handover() -> None:
    facts = project(tranches=(tranche(),), items=(item("works", date(2024, 6, 30)),))

    assert one(facts, "L2").clock is Clock.NOT_STARTED


@pytest.mark.parametrize(
    ("last", "late"),
    [
        pytest.param(date(2026, 6, 30), False, id="on the due day"),
        pytest.param(date(2026, 7, 1), True, id="the day after"),
    ],
)
def test_all_milestones_reached_meet_it(last: date, late: bool) -> None:
    items = (
        item("start", date(2023, 3, 31), id=1, actual=date(2023, 3, 1)),
        item("operation", date(2024, 6, 30), id=2, actual=last),
    )

    computed = one(project(tranches=(LAND,), items=items), "L2")

    assert (computed.clock, computed.met_date, computed.met_late) == (Clock.MET, last, late)


def test_a_milestone_reached_on_an_unknown_day_leaves_no_date_to_judge() -> None:
    items = (
        item("start", date(2023, 3, 31), id=1, achieved_undated=True),
        item("operation", date(2024, 6, 30), id=2, actual=date(2024, 6, 1)),
    )

    assert one(project(tranches=(LAND,), items=items), "L2").void_reason == "achieved_date_unknown"


@pytest.mark.parametrize(
    "state", [{"physical_state": "completed"}, {"operating_state": "operating"}], ids=str
)
def test_a_finished_project_without_a_schedule_is_not_asked_for_one(state: dict[str, str]) -> None:
    assert one(project(tranches=(LAND,), **state), "L2").void_reason == "achieved_date_unknown"


@pytest.mark.parametrize(
    ("planned", "number", "advisory"),
    [
        pytest.param(date(2022, 7, 29), 1, True, id="24 months behind on 29/7/2024"),
        pytest.param(date(2022, 8, 1), 2, False, id="24 months behind on 1/8/2024"),
    ],
)
def test_the_law_is_that_of_the_due_day(planned: date, number: int, advisory: bool) -> None:
    computed = one(project(tranches=(LAND,), items=(item("works", planned),)), "L2")

    assert (computed.rule_number, computed.advisory) == (number, advisory)


def test_an_old_handover_keeps_it_advisory() -> None:
    old = tranche(handover_date=date(2024, 7, 31))

    computed = one(project(tranches=(old,), items=(item("works", date(2024, 6, 30)),)), "L2")

    assert (computed.rule_number, computed.advisory) == (2, True)


def test_a_law_that_has_ended_flags_nothing() -> None:
    ended = LawBook([v for v in SHIPPED_VERSIONS if v.number == 1])
    facts = project(tranches=(LAND,), items=(item("works", date(2024, 6, 30)),))

    assert one(facts, "L2", TODAY, ended).void_reason == "no_rule_in_force"
