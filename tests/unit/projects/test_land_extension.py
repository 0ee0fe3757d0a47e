"""L3: the one extension of land use, of at most 24 months."""

from datetime import date

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import TrancheFacts
from tests.support.project_facts import extension, item, one, pause, project, tranche


def handed(**said: object) -> TrancheFacts:
    return tranche(**{"handover_date": date(2025, 3, 14)} | said)


def test_an_extension_closes_l1_and_l2_and_opens_l3() -> None:
    facts = project(tranches=(handed(extension=extension()),))

    first, second, third = (one(facts, kind) for kind in ("L1", "L2", "L3"))

    assert (first.void_reason, second.void_reason) == ("moved_to_extension",) * 2
    assert (third.clock, third.cycle) == (Clock.RUNNING, "901/QĐ-UBND")
    assert (third.subject_kind, third.subject_id) == ("extension", 41)
    assert (third.base_date, third.due_date) == (date(2026, 6, 20), date(2028, 6, 20))


def test_an_extension_moves_land_whose_handover_is_unknown() -> None:
    facts = project(tranches=(tranche(extension=extension()),))

    assert one(facts, "L1").void_reason == "moved_to_extension"
    assert one(facts, "L3").advisory is False


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param(date(2028, 3, 21), Level.CALM, id="91 days before"),
        pytest.param(date(2028, 3, 22), Level.WARNING, id="90 days before"),
        pytest.param(date(2028, 5, 21), Level.FINAL_WARNING, id="30 days before"),
        pytest.param(date(2028, 6, 20), Level.FINAL_WARNING, id="the last day of the extension"),
        pytest.param(date(2028, 6, 21), Level.OVERDUE, id="the day after"),
    ],
)
def test_an_extension_warns_90_and_30_days_ahead(on: date, level: Level) -> None:
    assert one(project(tranches=(handed(extension=extension()),)), "L3").standing(on)[0] is level


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        pytest.param(date(2026, 2, 28), 24, date(2028, 2, 28), id="into a leap year"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="from a leap day"),
        pytest.param(date(2025, 8, 16), 6, date(2026, 2, 23), id="ends in Tết"),
    ],
)
def test_an_extension_ends_by_the_calendar(start: date, months: int, due: date) -> None:
    granted = extension(from_date=start, months=months)

    assert one(project(tranches=(handed(extension=granted),)), "L3").due_date == due


def test_more_months_than_allowed_are_counted_and_said() -> None:
    computed = one(project(tranches=(handed(extension=extension(months=30)),)), "L3")

    assert computed.due_date == date(2028, 12, 20)
    assert ("over_cap", {"months": 30, "cap": 24}) in [(s.kind, s.params) for s in computed.steps]


@pytest.mark.parametrize(
    ("used", "late"),
    [
        pytest.param(date(2028, 6, 20), False, id="on the last day"),
        pytest.param(date(2028, 6, 21), True, id="the day after"),
    ],
)
def test_land_in_use_meets_the_extension(used: date, late: bool) -> None:
    facts = project(tranches=(handed(extension=extension(), in_use_date=used),))

    third = one(facts, "L3")

    assert (third.clock, third.met_late) == (Clock.MET, late)
    assert one(facts, "L1").void_reason == "moved_to_extension"


def test_land_used_from_the_first_day_of_its_extension_meets_it() -> None:
    facts = project(tranches=(handed(extension=extension(), in_use_date=date(2026, 6, 20)),))

    assert one(facts, "L1").void_reason == "moved_to_extension"
    assert one(facts, "L3").met_date == date(2026, 6, 20)


def test_land_used_before_its_extension_must_still_catch_up() -> None:
    land = handed(in_use_date=date(2025, 12, 1), extension=extension())
    open_item = item("operation", date(2024, 6, 30))
    done_item = item("operation", date(2024, 6, 30), actual=date(2027, 1, 15))

    behind = project(tranches=(land,), items=(open_item,))
    caught_up = project(tranches=(land,), items=(done_item,))

    assert one(behind, "L1").met_date == date(2025, 12, 1)
    assert one(behind, "L3").clock is Clock.RUNNING
    assert one(caught_up, "L3").met_date == date(2027, 1, 15)


def test_force_majeure_moves_the_end_of_an_extension() -> None:
    land = handed(extension=extension(), exclusions=(pause(date(2027, 1, 1), date(2027, 1, 10)),))

    assert one(project(tranches=(land,)), "L3").due_date == date(2028, 6, 30)


@pytest.mark.parametrize(
    ("handover", "advisory"),
    [
        pytest.param(date(2024, 7, 31), True, id="before the Land Law 2024"),
        pytest.param(date(2024, 8, 1), False, id="under it"),
    ],
)
def test_an_extension_of_an_old_handover_stays_advisory(handover: date, advisory: bool) -> None:
    facts = project(tranches=(handed(handover_date=handover, extension=extension()),))

    assert one(facts, "L3").advisory is advisory


def test_an_extension_that_ran_out_under_the_old_law_is_judged_by_it() -> None:
    old = extension(from_date=date(2022, 7, 29), months=24)
    new = extension(from_date=date(2022, 8, 1), months=24)

    numbers = [
        one(project(tranches=(handed(extension=granted),)), "L3").rule_number
        for granted in (old, new)
    ]

    assert numbers == [1, 2]


def test_a_long_decision_number_is_cut_to_the_length_of_a_cycle() -> None:
    granted = extension(decision_number="9" * 80)

    assert one(project(tranches=(handed(extension=granted),)), "L3").cycle == "9" * 60
