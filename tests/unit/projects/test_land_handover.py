"""L6: the State hands over decided land, and while it does not, the schedule stands still."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock, Exclusion
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.evidence import derived_exclusions
from projects.rules.facts import TrancheFacts
from tests.support.project_facts import (
    AGENCY,
    LAND_AGENCY,
    every,
    item,
    one,
    project,
    tranche,
)

DECIDED = tranche(decision_number="684/QĐ-UBND", decision_date=date(2026, 5, 12))


def decided(**said: object) -> TrancheFacts:
    facts = {"decision_number": "684/QĐ-UBND", "decision_date": date(2026, 5, 12)}
    return tranche(**facts | said)


# ---------------------------------------------------------------- L6


@pytest.mark.parametrize(
    ("day", "due"),
    [
        pytest.param(date(2026, 5, 12), date(2026, 6, 11), id="thirty days"),
        pytest.param(date(2024, 1, 30), date(2024, 2, 29), id="to a leap day"),
        pytest.param(date(2026, 1, 20), date(2026, 2, 23), id="ends in Tết"),
        pytest.param(date(2026, 5, 14), date(2026, 6, 15), id="ends on a Saturday"),
    ],
)
def test_the_state_hands_over_within_30_days(day: date, due: date) -> None:
    computed = one(project(tranches=(decided(decision_date=day),)), "L6")

    assert (computed.clock, computed.due_date) == (Clock.RUNNING, due)


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        pytest.param(date(2026, 12, 31), date(2026, 12, 31), id="by stages: the planned day"),
        pytest.param(date(2026, 8, 1), date(2026, 8, 3), id="planned for a Saturday"),
        pytest.param(date(2026, 5, 20), date(2026, 6, 11), id="planned within the 30 days"),
    ],
)
def test_a_handover_planned_for_later_is_not_late_before(planned: date, due: date) -> None:
    computed = one(project(tranches=(decided(planned_handover=planned),)), "L6")

    assert computed.due_date == due


def test_the_land_agency_bears_it_and_only_staff_are_told() -> None:
    computed = one(project(tranches=(DECIDED,)), "L6")

    assert (computed.bearer_agency_id, computed.bearer_investor_id) == (LAND_AGENCY, None)
    assert (computed.advisory, computed.audience) == (True, Audience.STAFF)


def test_without_a_land_agency_the_managing_agency_bears_it() -> None:
    computed = one(project(tranches=(decided(land_agency_id=None),)), "L6")

    assert computed.bearer_agency_id == AGENCY


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param(date(2026, 6, 3), Level.CALM, id="eight days before"),
        pytest.param(date(2026, 6, 4), Level.NOTICE, id="seven days before"),
        pytest.param(date(2026, 6, 11), Level.NOTICE, id="the due day"),
        pytest.param(date(2026, 6, 12), Level.OVERDUE, id="the day after"),
    ],
)
def test_it_warns_a_week_ahead(on: date, level: Level) -> None:
    assert one(project(tranches=(DECIDED,)), "L6").standing(on)[0] is level


@pytest.mark.parametrize(
    ("handover", "late"),
    [
        pytest.param(date(2026, 6, 11), False, id="on the due day"),
        pytest.param(date(2026, 6, 12), True, id="the day after"),
    ],
)
def test_the_handover_meets_it(handover: date, late: bool) -> None:
    computed = one(project(tranches=(decided(handover_date=handover),)), "L6")

    assert (computed.clock, computed.met_late) == (Clock.MET, late)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        pytest.param(date(2026, 2, 28), 1, id="last day of the Investment Law 2020"),
        pytest.param(date(2026, 3, 1), 2, id="first day of the Investment Law 2025"),
    ],
)
def test_the_law_is_that_of_the_decision(day: date, number: int) -> None:
    assert one(project(tranches=(decided(decision_date=day),)), "L6").rule_number == number


def test_a_law_that_has_ended_binds_nobody() -> None:
    ended = LawBook([v for v in SHIPPED_VERSIONS if v.number == 1])

    assert one(project(tranches=(DECIDED,)), "L6", law=ended).void_reason == "no_rule_in_force"


def test_a_decision_without_its_day_cannot_be_computed() -> None:
    computed = one(project(tranches=(decided(decision_date=None),)), "L6")

    assert (computed.clock, computed.missing) == (Clock.UNKNOWN, "land_decision_date")


@pytest.mark.parametrize(
    "land",
    [
        pytest.param(tranche(), id="no decision on record"),
        pytest.param(
            decided(decision_date=None, handover_date=date(2026, 6, 1)), id="carried out already"
        ),
    ],
)
def test_there_is_no_duty_where_nothing_is_left_to_compute(land: TrancheFacts) -> None:
    assert "L6" not in {c.kind for c in every(project(tranches=(land,)))}


@pytest.mark.parametrize(
    ("land", "state"),
    [
        pytest.param(decided(in_use_date=date(2026, 6, 1)), "unknown", id="land in use"),
        pytest.param(DECIDED, "completed", id="construction completed"),
    ],
)
def test_the_state_is_not_blamed_for_land_that_is_plainly_handed_over(
    land: TrancheFacts, state: str
) -> None:
    computed = one(project(tranches=(land,), physical_state=state), "L6")

    assert (computed.clock, computed.void_reason) == (Clock.VOID, "achieved_date_unknown")


# ---------------------------------------------------------------- derived exclusions


@pytest.mark.parametrize(
    ("land", "start", "end"),
    [
        pytest.param(DECIDED, date(2026, 5, 12), None, id="decided, not handed over"),
        pytest.param(
            decided(handover_date=date(2026, 9, 1)),
            date(2026, 5, 12),
            date(2026, 8, 31),
            id="handed over: until the day before",
        ),
        pytest.param(
            decided(planned_handover=date(2026, 6, 30)),
            date(2026, 7, 1),
            None,
            id="from the day after the planned handover",
        ),
        pytest.param(
            decided(planned_handover=date(2026, 1, 31)),
            date(2026, 5, 12),
            None,
            id="planned before the decision: from the decision",
        ),
        pytest.param(
            decided(decision_date=None, planned_handover=date(2026, 6, 30)),
            date(2026, 7, 1),
            None,
            id="a decision without its day",
        ),
        pytest.param(
            decided(in_use_date=date(2026, 9, 1)), date(2026, 5, 12), date(2026, 8, 31), id="in use"
        ),
    ],
)
def test_land_kept_back_is_excluded_from_the_schedule(
    land: TrancheFacts, start: date, end: date | None
) -> None:
    derived = derived_exclusions(project(tranches=(land,)), phase=1)

    assert derived == (
        Exclusion(start, end, "late_handover", derived=True, reference="684/QĐ-UBND"),
    )


@pytest.mark.parametrize(
    "land",
    [
        pytest.param(tranche(), id="not decided"),
        pytest.param(decided(decision_date=None), id="nothing to count from"),
        pytest.param(decided(handover_date=date(2026, 5, 12)), id="handed over the same day"),
        pytest.param(
            decided(planned_handover=date(2026, 6, 30), handover_date=date(2026, 6, 30)),
            id="handed over as planned",
        ),
        pytest.param(decided(phase=2), id="land of another phase"),
    ],
)
def test_land_in_order_excludes_nothing(land: TrancheFacts) -> None:
    assert derived_exclusions(project(tranches=(land,)), phase=1) == ()


def test_a_completed_project_has_its_land() -> None:
    facts = project(tranches=(DECIDED,), physical_state="completed")

    assert derived_exclusions(facts, phase=1) == ()


def test_the_schedule_stops_while_the_state_keeps_the_land() -> None:
    facts = project(tranches=(DECIDED,), items=(item("completion", date(2026, 9, 30)),))

    computed = one(facts, "I1")

    assert (computed.clock, computed.stopped_on) == (Clock.STOPPED, date(2026, 5, 12))
    assert (computed.due_date, computed.days_left) == (date(2026, 9, 30), 141)
    assert computed.steps[-2].params["derived"] == 1


def test_the_handover_gives_back_every_day_the_state_took() -> None:
    land = decided(handover_date=date(2026, 9, 1))

    computed = one(project(tranches=(land,), items=(item("completion", date(2026, 9, 30)),)), "I1")

    assert (computed.due_date, computed.excluded_days) == (date(2027, 1, 20), 112)


def test_a_pause_derived_for_a_later_day_is_recomputed_then() -> None:
    land = decided(planned_handover=date(2026, 6, 30))
    facts = project(tranches=(land,), items=(item("completion", date(2026, 9, 30)),))

    before = one(facts, "I1", date(2026, 6, 30))

    assert (before.clock, before.recompute_on) == (Clock.RUNNING, date(2026, 7, 1))
    assert one(facts, "I1", date(2026, 7, 1)).stopped_on == date(2026, 7, 1)
