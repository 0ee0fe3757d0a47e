"""The stage of a project from its acts and states."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from projects.models import Instrument, Project
from projects.rules import stage as rules
from projects.rules.stage import Stage, is_settled, stage
from projects.wording import STAGES

DONE = date(2026, 3, 2)
NOT_BEGUN = ("valid", "not_started", "not_operating")
ALL_ACTS = ("policy_approval", "registration_certificate", "land_lease")


def found(states=NOT_BEGUN, acts=(), *, decided: bool = False, received: bool = False) -> Stage:
    return stage(states=states, acts=acts, land_decided=decided, land_received=received)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("terminated", "completed", "operating"), Stage.TERMINATED),
        (("suspended", "under_construction", "not_operating"), Stage.SUSPENDED),
        (("valid", "completed", "stopped"), Stage.STOPPED),
        (("valid", "partly_built", "operating"), Stage.OPERATING),
        (("valid", "completed", "not_operating"), Stage.COMPLETED),
        (("valid", "partly_built", "unknown"), Stage.CONSTRUCTION),
        (("valid", "under_construction", "unknown"), Stage.CONSTRUCTION),
    ],
)
def test_what_is_recorded_goes_before_the_acts(states, expected) -> None:
    assert found(states, ALL_ACTS, decided=True, received=True) == expected


@pytest.mark.parametrize("states", [NOT_BEGUN, ("valid", "unknown", "unknown")])
def test_else_the_furthest_act_counts(states) -> None:
    assert found(states, ALL_ACTS, decided=True, received=True) == Stage.LAND_RECEIVED
    assert found(states, ALL_ACTS[:2], decided=True) == Stage.LAND_DECIDED
    assert found(states, ALL_ACTS) == Stage.LAND_DECIDED
    assert found(states, ALL_ACTS[:2]) == Stage.CERTIFIED
    assert found(states, ("investor_approval",)) == Stage.APPROVED
    assert found(states, ALL_ACTS[:1]) == Stage.APPROVED
    assert found(states, ("adjustment",)) == Stage.UNKNOWN


def test_only_a_terminated_project_is_liquidated() -> None:
    settled = partial(stage, acts=(), land_decided=False, land_received=False, settled=True)
    assert settled(states=("terminated", "unknown", "unknown")) == Stage.LIQUIDATED
    assert settled(states=("suspended", "unknown", "unknown")) == Stage.SUSPENDED


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), False),
        ((("tax", DONE),), False),
        ((("land", DONE), ("deposit", DONE)), False),
        ((("liquidation", DONE),), True),
        ((("liquidation", DONE), ("land", None)), False),
        ((("liquidation", DONE), ("land", DONE), ("tax", None)), True),
    ],
)
def test_liquidated_means_liquidation_land_and_deposit_are_done(steps, expected) -> None:
    assert is_settled(steps) is expected


def test_every_stage_has_words() -> None:
    assert set(STAGES) == set(Stage)


def test_the_rule_knows_the_stored_values() -> None:
    assert set(rules._BY_LEGAL_STATE) <= set(Project.LegalState.values)
    assert set(rules._BY_OPERATION) <= set(Project.OperatingState.values)
    assert set(rules._BY_CONSTRUCTION) <= set(Project.PhysicalState.values)
    assert {kind for kind, _reached in rules._BY_ACT} <= set(Instrument.Kind.values)
