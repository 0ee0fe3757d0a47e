"""L1: land put to use within 12 months of its handover in the field."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock, Exclusion
from deadlines.rules.ladder import Audience, Level
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from projects.rules.facts import TrancheFacts
from tests.support.project_facts import (
    AGENCY,
    INVESTOR,
    every,
    one,
    pause,
    project,
    tranche,
)
from vn.dates import Precision

HANDOVER = date(2025, 3, 14)
FLOOD = pause(date(2025, 10, 6), date(2026, 1, 10))


def handed(**said: object) -> TrancheFacts:
    return tranche(**{"handover_date": HANDOVER, "minutes_number": "07/BB-BG"} | said)


# ---------------------------------------------------------------- L1: the due day


def test_the_worked_example_is_due_on_19_june_2026() -> None:
    computed = one(project(tranches=(handed(exclusions=(FLOOD,)),)), "L1")

    assert computed.clock is Clock.RUNNING
    assert (computed.base_date, computed.due_date) == (HANDOVER, date(2026, 6, 19))
    assert (computed.excluded_days, computed.rule_number, computed.advisory) == (97, 2, False)
    assert (computed.bearer_investor_id, computed.bearer_agency_id) == (INVESTOR, None)
    assert [(s.kind, s.date) for s in computed.steps] == [
        ("base", HANDOVER),
        ("term", date(2026, 3, 14)),
        ("excluded", date(2026, 6, 19)),
        ("due", date(2026, 6, 19)),
    ]
    assert computed.steps[0].params == {"fact": "land_handover", "reference": "07/BB-BG"}


@pytest.mark.parametrize(
    ("on", "level", "next_change"),
    [
        pytest.param(date(2025, 9, 13), Level.CALM, date(2025, 9, 14), id="before month 6"),
        pytest.param(date(2025, 9, 14), Level.NOTICE, date(2026, 3, 21), id="month 6"),
        pytest.param(date(2026, 3, 20), Level.NOTICE, date(2026, 3, 21), id="before month 9"),
        pytest.param(date(2026, 3, 21), Level.WARNING, date(2026, 5, 22), id="month 9 and 97 days"),
        pytest.param(date(2026, 5, 22), Level.FINAL_WARNING, date(2026, 6, 20), id="month 11"),
        pytest.param(date(2026, 6, 19), Level.FINAL_WARNING, date(2026, 6, 20), id="the due day"),
        pytest.param(date(2026, 6, 20), Level.OVERDUE, date(2026, 9, 17), id="the day after"),
        pytest.param(date(2026, 9, 16), Level.OVERDUE, date(2026, 9, 17), id="89 days late"),
        pytest.param(date(2026, 9, 17), Level.OVERDUE_90, date(2026, 12, 16), id="90 days late"),
    ],
)
def test_the_reminders_are_shifted_by_excluded_days(
    on: date, level: Level, next_change: date
) -> None:
    computed = one(project(tranches=(handed(exclusions=(FLOOD,)),)), "L1", on)

    assert computed.standing(on) == (level, next_change)


def test_the_first_reminder_stays_among_staff() -> None:
    computed = one(project(tranches=(handed(),)), "L1")

    assert [rung.audience for rung in computed.rungs[:3]] == [
        Audience.STAFF,
        Audience.BEARER,
        Audience.BEARER,
    ]


@pytest.mark.parametrize(
    ("handover", "due"),
    [
        pytest.param(date(2024, 2, 29), date(2025, 2, 28), id="a leap day"),
        pytest.param(date(2023, 2, 28), date(2024, 2, 28), id="28/2 into a leap year"),
        pytest.param(date(2024, 10, 31), date(2025, 10, 31), id="a month end"),
        pytest.param(date(2024, 8, 31), date(2025, 9, 3), id="a Sunday, then the National Day"),
        pytest.param(date(2025, 2, 17), date(2026, 2, 23), id="Tết"),
        pytest.param(date(2025, 2, 13), date(2026, 2, 13), id="the last working day before Tết"),
    ],
)
def test_twelve_months_end_on_a_working_day(handover: date, due: date) -> None:
    computed = one(project(tranches=(handed(handover_date=handover),)), "L1")

    assert computed.due_date == due
    assert computed.steps[-1].date == due


@pytest.mark.parametrize(
    ("exclusions", "due"),
    [
        pytest.param(
            (pause(date(2025, 5, 1), date(2025, 5, 30), "court"),), date(2026, 3, 16), id="court"
        ),
        pytest.param(
            (pause(date(2025, 5, 1), date(2025, 5, 30), "late_handover"),),
            date(2026, 3, 16),
            id="late handover of other land",
        ),
        pytest.param(
            (pause(date(2025, 5, 1), date(2025, 5, 30)),), date(2026, 4, 13), id="force majeure"
        ),
        pytest.param(
            (pause(date(2026, 3, 17), date(2026, 5, 1)),), date(2026, 3, 16), id="too late"
        ),
        pytest.param(
            (
                pause(date(2025, 5, 1), date(2025, 5, 20)),
                pause(date(2025, 5, 11), date(2025, 5, 30)),
            ),
            date(2026, 4, 13),
            id="overlapping pauses count once",
        ),
    ],
)
def test_only_force_majeure_in_time_is_not_counted(
    exclusions: tuple[Exclusion, ...], due: date
) -> None:
    on_the_tranche = one(project(tranches=(handed(exclusions=exclusions),)), "L1")
    on_the_project = one(project(tranches=(handed(),), exclusions=exclusions), "L1")

    assert (on_the_tranche.due_date, on_the_project.due_date) == (due, due)


def test_open_force_majeure_stops_the_clock_and_its_ladder() -> None:
    stopped = one(project(tranches=(handed(exclusions=(pause(date(2025, 10, 6), None),)),)), "L1")

    assert (stopped.clock, stopped.stopped_on) == (Clock.STOPPED, date(2025, 10, 6))
    assert stopped.days_left == 161
    assert stopped.standing(date(2028, 1, 1)) == (Level.NOTICE, None)


def test_a_pause_still_to_come_has_not_stopped_anything() -> None:
    facts = project(tranches=(handed(exclusions=(pause(date(2025, 10, 6), None),)),))

    before = one(facts, "L1", date(2025, 10, 5))

    assert (before.clock, before.recompute_on) == (Clock.RUNNING, date(2025, 10, 6))
    assert one(facts, "L1", date(2025, 10, 6)).clock is Clock.STOPPED


def test_a_pause_to_come_on_the_due_day_itself_is_in_time() -> None:
    facts = project(tranches=(handed(exclusions=(pause(date(2026, 3, 16), None),)),))

    assert one(facts, "L1", date(2026, 3, 15)).recompute_on == date(2026, 3, 16)
    assert one(facts, "L1", date(2026, 3, 16)).clock is Clock.STOPPED


def test_a_pause_recorded_after_the_due_day_neither_stops_nor_recomputes() -> None:
    facts = project(tranches=(handed(exclusions=(pause(date(2026, 3, 17), None),)),))

    for on in (date(2026, 3, 1), date(2026, 8, 31)):
        computed = one(facts, "L1", on)
        assert (computed.clock, computed.recompute_on) == (Clock.RUNNING, None)


@pytest.mark.parametrize(
    "precision", [p for p in Precision if p is not Precision.DAY], ids=lambda p: f"only the {p}"
)
def test_a_partial_handover_day_is_said_in_the_steps(precision: Precision) -> None:
    computed = one(project(tranches=(handed(handover_precision=precision),)), "L1")

    assert (computed.steps[1].kind, computed.steps[1].params) == (
        "last_day",
        {"precision": precision.value},
    )


# ---------------------------------------------------------------- L1: the law


@pytest.mark.parametrize(
    ("handover", "number", "advisory"),
    [
        pytest.param(date(2023, 7, 31), 1, True, id="due 31/7/2024: Land Law 2013"),
        pytest.param(date(2023, 8, 1), 2, True, id="due 1/8/2024: new law, old handover"),
        pytest.param(date(2024, 7, 31), 2, True, id="handed over on the old law's last day"),
        pytest.param(date(2024, 8, 1), 2, False, id="handed over on the new law's first day"),
    ],
)
def test_the_law_is_that_of_the_due_day(handover: date, number: int, advisory: bool) -> None:
    computed = one(project(tranches=(handed(handover_date=handover),)), "L1")

    assert (computed.rule_number, computed.advisory) == (number, advisory)
    assert computed.audience is (Audience.STAFF if advisory else Audience.BEARER)
    if advisory:
        assert {rung.audience for rung in computed.rungs} == {Audience.STAFF}


def test_excluded_days_can_carry_the_due_day_over_the_change_of_law() -> None:
    plain = handed(handover_date=date(2023, 7, 3))
    carried = handed(
        handover_date=date(2023, 7, 3), exclusions=(pause(date(2023, 9, 1), date(2023, 9, 30)),)
    )

    assert one(project(tranches=(plain,)), "L1").rule_number == 1
    assert one(project(tranches=(carried,)), "L1").rule_number == 2


def test_land_older_than_any_law_in_the_book_is_flagged_from_its_first_day() -> None:
    computed = one(project(tranches=(handed(handover_date=date(2010, 3, 1)),)), "L1")

    assert (computed.due_date, computed.rule_number, computed.advisory) == (
        date(2011, 3, 1),
        1,
        True,
    )
    assert computed.rungs[0].date == date(2014, 7, 1)
    assert computed.rungs[0].level is Level.OVERDUE_365


def test_a_law_that_has_ended_flags_nothing() -> None:
    ended = LawBook([v for v in SHIPPED_VERSIONS if v.number == 1])

    computed = one(project(tranches=(handed(),)), "L1", law=ended)

    assert (computed.clock, computed.void_reason) == (Clock.VOID, "no_rule_in_force")


# ---------------------------------------------------------------- L1: how it ends


@pytest.mark.parametrize(
    ("used", "late"),
    [
        pytest.param(date(2026, 3, 16), False, id="on the due day"),
        pytest.param(date(2026, 3, 17), True, id="the day after"),
    ],
)
def test_land_in_use_meets_it(used: date, late: bool) -> None:
    computed = one(project(tranches=(handed(in_use_date=used),)), "L1")

    assert (computed.clock, computed.met_date, computed.met_late) == (Clock.MET, used, late)
    assert [rung.level for rung in computed.rungs][-1] is (
        Level.OVERDUE if late else Level.FINAL_WARNING
    )


@pytest.mark.parametrize(
    ("facts", "clock", "missing"),
    [
        pytest.param(tranche(decision_number="684/QĐ-UBND"), Clock.NOT_STARTED, "", id="decided"),
        pytest.param(tranche(decision_date=date(2026, 5, 12)), Clock.NOT_STARTED, "", id="dated"),
        pytest.param(tranche(), Clock.UNKNOWN, "land_handover_date", id="nothing known"),
        pytest.param(
            tranche(decision_number="684/QĐ-UBND", in_use_date=date(2026, 1, 1)),
            Clock.UNKNOWN,
            "land_handover_date",
            id="in use but never handed over",
        ),
    ],
)
def test_land_not_handed_over_has_no_due_day(
    facts: TrancheFacts, clock: Clock, missing: str
) -> None:
    computed = one(project(tranches=(facts,)), "L1")

    assert (computed.clock, computed.missing, computed.due_date) == (clock, missing, None)
    assert computed.rule_number == 2


@pytest.mark.parametrize("state", ["under_construction", "partly_built", "completed"])
def test_land_that_must_be_in_use_is_not_flagged(state: str) -> None:
    computed = one(project(tranches=(handed(),), physical_state=state), "L1")

    assert (computed.clock, computed.void_reason) == (Clock.VOID, "achieved_date_unknown")
    assert (computed.due_date, computed.rungs) == (date(2026, 3, 16), ())


def test_an_operating_project_uses_its_land() -> None:
    computed = one(project(tranches=(handed(),), operating_state="operating"), "L1")

    assert computed.void_reason == "achieved_date_unknown"


@pytest.mark.parametrize("state", ["unknown", "not_started"])
def test_nothing_built_excuses_nothing(state: str) -> None:
    computed = one(project(tranches=(handed(),), physical_state=state), "L1")

    assert computed.clock is Clock.RUNNING


@pytest.mark.parametrize(
    "phase",
    [
        pytest.param(2, id="of a later phase"),
        pytest.param(1, id="of the same phase"),
        pytest.param(None, id="of every phase"),
    ],
)
def test_building_on_one_tranche_says_nothing_of_another(phase: int | None) -> None:
    used = handed(id=1, phase=1, in_use_date=date(2025, 6, 1))
    idle = handed(id=2, phase=phase)
    facts = project(tranches=(used, idle), physical_state="under_construction")

    clocks = {c.subject_id: c.clock for c in every(facts) if c.kind == "L1"}

    assert clocks == {1: Clock.MET, 2: Clock.RUNNING}


def test_construction_on_no_named_tranche_is_that_of_the_first_phase() -> None:
    first, second = handed(id=1, phase=1), handed(id=2, phase=2)
    facts = project(tranches=(second, first), physical_state="under_construction")

    clocks = {c.subject_id: c.clock for c in every(facts) if c.kind == "L1"}

    assert clocks == {1: Clock.VOID, 2: Clock.RUNNING}


def test_completed_construction_uses_land_whose_handover_was_never_recorded() -> None:
    facts = project(tranches=(tranche(decision_number="684/QĐ-UBND"),), physical_state="completed")

    assert one(facts, "L1").void_reason == "achieved_date_unknown"


def test_a_project_without_investor_leaves_the_duty_to_the_managing_agency() -> None:
    computed = one(project(investor_id=None, tranches=(handed(),)), "L1")

    assert (computed.bearer_agency_id, computed.bearer_investor_id) == (AGENCY, None)
