"""The facts of the gates as the tables hold them, and the stage as a condition of lists."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle, product

import pytest

from projects.filters.stage import OVERRIDDEN, in_stage
from projects.models import Instrument, Project
from projects.querysets.gate_facts import gate_facts
from projects.querysets.stages import stages_of
from projects.rules.stage import Stage
from tests.factories import (
    InstrumentFactory,
    PolicyApproval,
    ProjectFactory,
    ProjectFounded,
    ProjectPlanned,
    RegistrationCertificate,
    StageMoveLetPass,
    StepDone,
    TerminationWhole,
    TrancheDecided,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db


def test_the_facts_of_a_whole_project_are_found() -> None:
    project = ProjectPlanned(
        registered_capital_usd=Decimal(50), state_note="Biên bản", legal_state="suspended"
    )
    RegistrationCertificate(project=project)
    tranche = TrancheHandedOver(project=project)
    facts = gate_facts([project.pk])[project.pk]
    assert (facts.stage, facts.furthest) == (Stage.SUSPENDED, Stage.LAND_RECEIVED)
    assert (
        facts.approval.number
        == PolicyApproval._meta.model.objects.get(project=project, kind="policy_approval").number
    )
    assert facts.land.of_tranche
    assert facts.tranches == (tranche.pk,)
    assert facts.handed[0].minutes == "22/BB-BG"
    assert facts.planned == {"operation"}
    assert facts.has_dollars
    assert not facts.is_secured


def test_the_fullest_document_of_a_kind_proves_it() -> None:
    project = ProjectFounded()
    InstrumentFactory(project=project, kind="policy_approval", number="", authority="unknown")
    whole = Instrument.objects.filter(project=project).exclude(number="").get()
    assert gate_facts([project.pk])[project.pk].approval.pk == whole.pk


def test_a_thousand_projects_cost_what_one_costs(django_assert_num_queries) -> None:
    rows = [ProjectFounded() for _ in range(5)]
    for row in rows:
        TrancheHandedOver(project=row)
    with django_assert_num_queries(3):
        gate_facts([rows[0].pk])
    with django_assert_num_queries(3):
        assert len(gate_facts([row.pk for row in rows])) == 5


def test_the_list_finds_by_stage_what_the_rule_says() -> None:
    states = product(
        Project.LegalState.values, Project.PhysicalState.values, Project.OperatingState.values
    )
    rows = [
        ProjectFactory(
            investor=None,
            sector=None,
            legal_state=legal,
            physical_state=physical,
            operating_state=operating,
        )
        for legal, physical, operating in states
    ]
    acts = cycle(
        [
            lambda row: None,
            lambda row: PolicyApproval(project=row),
            lambda row: RegistrationCertificate(project=row),
            lambda row: InstrumentFactory(project=row, kind="land_lease"),
            lambda row: TrancheDecided(project=row),
            lambda row: TrancheHandedOver(project=row),
            lambda row: StepDone(kind="liquidation", termination=TerminationWhole(project=row)),
        ]
    )
    for row, do in zip(rows, acts, strict=False):
        do(row)
    said = {pk: stage for pk, (stage, _furthest) in stages_of([r.pk for r in rows]).items()}
    found = {
        pk: stage
        for stage in Stage
        for pk in in_stage(Project.objects.all(), stage).values_list("pk", flat=True)
    }
    assert found == said


def test_the_list_finds_what_was_let_pass() -> None:
    move = StageMoveLetPass()
    ProjectFactory()
    assert [row.pk for row in in_stage(Project.objects.all(), OVERRIDDEN)] == [move.project_id]
