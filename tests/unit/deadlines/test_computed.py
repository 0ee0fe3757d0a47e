"""The frozen obligation: its guards, its hash, and where it stands on a day."""

from dataclasses import replace
from datetime import date

import pytest

from deadlines.rules.clock import Clock, Step
from deadlines.rules.computed import Computed
from deadlines.rules.ladder import Audience, Level, Rung

RUNGS = (
    Rung(date(2026, 5, 22), Level.FINAL_WARNING, Audience.BEARER),
    Rung(date(2026, 6, 20), Level.OVERDUE, Audience.BEARER),
)
RUNNING = Computed(
    kind="L1",
    subject_kind="tranche",
    subject_id=7,
    project_id=3,
    bearer_investor_id=5,
    clock=Clock.RUNNING,
    base_date=date(2025, 3, 14),
    due_date=date(2026, 6, 19),
    excluded_days=97,
    rungs=RUNGS,
    audience=Audience.BEARER,
    rule_number=2,
    steps=(Step("term", {"months": 12}, date(2026, 3, 14)),),
)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        pytest.param({"bearer_investor_id": None}, "exactly one bearer", id="nobody bears it"),
        pytest.param({"bearer_agency_id": 9}, "exactly one bearer", id="two bear it"),
        pytest.param({"clock": Clock.UNKNOWN}, "missing fact", id="unknown without a fact"),
        pytest.param({"missing": "schedule"}, "missing fact", id="a missing fact while running"),
        pytest.param({"clock": Clock.VOID}, "reason", id="void without a reason"),
        pytest.param({"void_reason": "terminated"}, "reason", id="a void reason while running"),
    ],
)
def test_an_obligation_that_contradicts_itself_is_refused(
    change: dict[str, object], match: str
) -> None:
    with pytest.raises(ValueError, match=match):
        replace(RUNNING, **change)  # type: ignore[arg-type]


def test_the_key_names_one_obligation() -> None:
    assert RUNNING.key == ("L1", "tranche", 7, "")


def test_the_hash_is_stable_across_processes() -> None:
    assert RUNNING.facts_hash == replace(RUNNING).facts_hash
    assert RUNNING.facts_hash == "bbf4573447d361cf"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"due_date": date(2026, 6, 20)}, id="the due day"),
        pytest.param({"rungs": RUNGS[:1]}, id="the ladder"),
        pytest.param({"steps": (Step("term", {"months": 13}, date(2026, 3, 14)),)}, id="a step"),
        pytest.param({"advisory": True}, id="advisory"),
        pytest.param({"rule_number": 1}, id="the version"),
        pytest.param({"clock": Clock.MET, "met_date": date(2026, 6, 1)}, id="the clock"),
    ],
)
def test_the_hash_changes_with_any_fact(change: dict[str, object]) -> None:
    assert replace(RUNNING, **change).facts_hash != RUNNING.facts_hash  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "level", "next_change"),
    [
        pytest.param(date(2026, 5, 21), Level.CALM, date(2026, 5, 22), id="calm"),
        pytest.param(date(2026, 6, 19), Level.FINAL_WARNING, date(2026, 6, 20), id="due day"),
        pytest.param(date(2026, 6, 20), Level.OVERDUE, None, id="overdue"),
    ],
)
def test_a_live_clock_stands_on_its_ladder(
    on: date, level: Level, next_change: date | None
) -> None:
    assert RUNNING.standing(on) == (level, next_change)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"clock": Clock.MET, "met_date": date(2026, 7, 1)}, id="met"),
        pytest.param({"clock": Clock.VOID, "void_reason": "terminated"}, id="void"),
        pytest.param({"clock": Clock.UNKNOWN, "missing": "schedule"}, id="unknown"),
        pytest.param({"clock": Clock.NOT_STARTED}, id="not started"),
    ],
)
def test_a_clock_that_does_not_run_raises_nothing(change: dict[str, object]) -> None:
    still = replace(RUNNING, **change)  # type: ignore[arg-type]

    assert still.standing(date(2027, 1, 1)) == (Level.CALM, None)


@pytest.mark.parametrize(
    ("met", "late"),
    [
        pytest.param(date(2026, 6, 19), False, id="on the due day"),
        pytest.param(date(2026, 6, 20), True, id="the day after"),
    ],
)
def test_a_duty_fulfilled_after_its_day_is_late(met: date, late: bool) -> None:
    assert replace(RUNNING, clock=Clock.MET, met_date=met).met_late is late


def test_the_days_left_are_those_at_the_stop() -> None:
    stopped = replace(
        RUNNING, clock=Clock.STOPPED, due_date=date(2026, 9, 30), stopped_on=date(2026, 5, 12)
    )

    assert stopped.days_left == 141
    assert RUNNING.days_left is None
