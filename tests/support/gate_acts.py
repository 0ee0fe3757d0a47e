"""Acts that carry a project into a further stage, and what a closed gate says to each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects.actions import instruments, land, projects
from projects.actions.acts import Seen, version_of
from projects.actions.instruments import InstrumentFacts
from projects.actions.land import Handover, TrancheFacts
from projects.actions.projects import State
from projects.querysets.stages import stages_of
from projects.rules.stage import Stage
from tests.factories import (
    TODAY,
    AgencyFactory,
    InstrumentFactory,
    TrancheDecided,
)
from vn.dates import parse_partial

CERTIFICATE = InstrumentFacts(
    kind="registration_certificate",
    number="4900000001",
    issued=parse_partial("3/8/2026"),
    authority="department",
)
HANDOVER = Handover("22/BB-BG", parse_partial("20/8/2026"), Decimal(381_000))
SEEN_BUILDING = State("under_construction", "not_operating", TODAY, "Biên bản kiểm tra 03/BB")


def seen(row: Any) -> Seen:
    return Seen(row.pk, version_of(row))


def stage_now(project: Any) -> Stage:
    return stages_of([project.pk])[project.pk][0]


def record(facts: InstrumentFacts) -> Callable[[Any, Any], Any]:
    return lambda act, project: instruments.record(**act, project_id=project.pk, facts=facts)


def state(physical: str, operating: str, note: str = "") -> Callable[[Any, Any], Any]:
    said = State(physical, operating, TODAY, note)
    return lambda act, project: projects.set_state(**act, seen=seen(project), state=said)


def turn_into_certificate(act: Any, project: Any) -> Any:
    row = InstrumentFactory(project=project)
    return instruments.change(**act, seen=seen(row), facts=replace(CERTIFICATE, issued=None))


def decide_land(act: Any, project: Any) -> Any:
    facts = TrancheFacts(label="Đợt 1", agency=AgencyFactory(), decision_date=date(2026, 8, 3))
    return land.add_tranche(**act, project_id=project.pk, facts=facts)


def decide_known_land(act: Any, project: Any) -> Any:
    row = TrancheDecided(project=project, decision_number="", decision_date=None)
    facts = TrancheFacts(label=row.label, agency=row.agency, decision_number="500/QĐ-UBND")
    return land.change_tranche(**act, seen=seen(row), facts=facts)


def hand_over(act: Any, project: Any) -> Any:
    row = TrancheDecided(project=project)
    return land.hand_over(**act, seen=seen(row), handover=replace(HANDOVER, minutes_number=""))


FORWARD = [
    pytest.param(
        record(replace(CERTIFICATE, kind="policy_approval", authority="unknown")),
        Stage.APPROVED,
        {"approval_authority"},
        id="an approval of nobody",
    ),
    pytest.param(
        record(replace(CERTIFICATE, kind="investor_approval", number="", authority="committee")),
        Stage.APPROVED,
        {"approval_number"},
        id="an investor approval without number",
    ),
    pytest.param(
        record(replace(CERTIFICATE, issued=None)),
        Stage.CERTIFIED,
        {"certificate_day"},
        id="a certificate without day",
    ),
    pytest.param(
        turn_into_certificate,
        Stage.CERTIFIED,
        {"certificate_day"},
        id="a document that turns out to be a certificate",
    ),
    pytest.param(
        record(replace(CERTIFICATE, kind="land_lease")),
        Stage.LAND_DECIDED,
        {"founding_act"},
        id="a lease of land for a project without founding act",
    ),
    pytest.param(
        decide_land,
        Stage.LAND_DECIDED,
        {"founding_act", "land_number"},
        id="land decided without number",
    ),
    pytest.param(
        decide_known_land,
        Stage.LAND_DECIDED,
        {"founding_act", "land_day"},
        id="a decision on land on record",
    ),
    pytest.param(
        hand_over,
        Stage.LAND_RECEIVED,
        {"founding_act", "minutes"},
        id="a handover without minutes",
    ),
    pytest.param(
        state("under_construction", "not_operating"),
        Stage.CONSTRUCTION,
        {"founding_act", "operation_plan", "start_proof"},
        id="construction that nothing shows",
    ),
    pytest.param(
        state("completed", "not_operating"),
        Stage.COMPLETED,
        {"founding_act", "operation_plan", "start_proof", "completion_proof"},
        id="completion that nothing shows",
    ),
    pytest.param(
        state("completed", "operating"),
        Stage.OPERATING,
        {"founding_act", "operation_plan", "start_proof", "completion_proof", "operation_proof"},
        id="operation that nothing shows",
    ),
]
