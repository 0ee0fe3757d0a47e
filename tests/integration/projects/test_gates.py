"""No act carries a project into a further stage past a closed gate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy

from accounts.models import AuditEvent
from projects.actions import instruments, land, periods, projects
from projects.actions.acts import Change, Deed, Seen, settle
from projects.actions.gates import BackWithoutReason, GateClosed, going_on
from projects.actions.periods import SuspensionFacts
from projects.models import StageMove
from projects.querysets.gate_facts import gate_facts
from projects.rules.gates import is_forward, missing
from projects.rules.stage import Stage
from tests.factories import (
    TODAY,
    AgencyFactory,
    ItemPlanned,
    ProjectFactory,
    ProjectFounded,
    ProjectImported,
    ProjectOperating,
    ProjectPlanned,
    ProjectUnderConstruction,
    RegistrationCertificate,
    TrancheDecided,
    UserFactory,
)
from tests.support.gate_acts import (
    CERTIFICATE,
    FORWARD,
    HANDOVER,
    SEEN_BUILDING,
    hand_over,
    record,
    seen,
    stage_now,
    state,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("do", "stage", "codes"), FORWARD)
def test_an_act_is_stopped_at_a_closed_gate_and_leaves_nothing(act, do, stage, codes) -> None:
    project = ProjectFactory()
    with pytest.raises(GateClosed) as closed:
        do(act, project)
    assert (closed.value.stage, {need.code for need in closed.value.needs}) == (stage, codes)
    assert closed.value.status == 422
    assert not StageMove.objects.exists()
    assert not AuditEvent.objects.filter(project_id=project.pk).exists()


@pytest.mark.parametrize(("do", "stage", "codes"), FORWARD)
def test_a_leader_lets_the_step_pass_for_a_reason(act, do, stage, codes) -> None:
    project, leader = ProjectFactory(), UserFactory(department_leader=True)
    with going_on("Hồ sơ gốc thất lạc"):
        do(act | {"by": leader}, project)
    move = StageMove.objects.get(project=project)
    assert (move.new_stage, set(move.missing)) == (stage, codes)
    assert is_forward(Stage(move.old_stage), stage)
    assert (move.reason, move.recorded_by_id, move.date) == (
        "Hồ sơ gốc thất lạc",
        leader.pk,
        TODAY,
    )
    told = AuditEvent.objects.get(project_id=project.pk, verb="gate_overridden")
    assert (told.reason, set(told.new["missing"])) == ("Hồ sơ gốc thất lạc", codes)
    assert stage_now(project) == stage


@pytest.mark.parametrize(("do", "stage", "codes"), FORWARD)
def test_a_specialist_may_not_let_a_step_pass(act, do, stage, codes) -> None:
    project = ProjectFactory()
    with pytest.raises(PermissionDenied), going_on("Cứ làm"):
        do(act, project)
    assert not StageMove.objects.exists()


def test_a_reason_of_blanks_opens_no_gate(act) -> None:
    with pytest.raises(GateClosed), going_on("  "):
        hand_over(act | {"by": UserFactory(department_leader=True)}, ProjectFactory())


def test_an_open_gate_leaves_a_step_without_reason(act, history) -> None:
    project = ProjectFounded()
    record(CERTIFICATE)(act, project)
    row = TrancheDecided(project=project)
    land.hand_over(**act, seen=seen(row), handover=HANDOVER)
    moves = list(StageMove.objects.order_by("pk"))
    assert [(move.old_stage, move.new_stage) for move in moves] == [
        ("approved", "certified"),
        ("land_decided", "land_received"),
    ]
    assert [(move.missing, move.reason) for move in moves] == [([], ""), ([], "")]
    assert moves[1].act == history(project)[-1].summary


def test_construction_begins_once_the_operation_is_planned(act) -> None:
    project = ProjectFounded()
    with pytest.raises(GateClosed) as closed:
        projects.set_state(**act, seen=seen(project), state=SEEN_BUILDING)
    assert [need.code for need in closed.value.needs] == ["operation_plan"]
    ItemPlanned(project=project, kind="operation", instrument=project.instruments.get())
    projects.set_state(**act, seen=seen(project), state=SEEN_BUILDING)
    assert StageMove.objects.get().new_stage == "construction"


def test_a_required_deposit_is_asked_for_before_land(act) -> None:
    project = ProjectFounded(deposit_duty="required")
    facts = replace(CERTIFICATE, kind="land_lease", authority="committee")
    with pytest.raises(GateClosed) as closed:
        record(facts)(act, project)
    assert [need.code for need in closed.value.needs] == ["deposit"]


# ------------------------------------------------------------ back and aside


def test_going_back_needs_a_reason_and_anybody_may_give_it(act) -> None:
    project = ProjectPlanned()
    projects.set_state(**act, seen=seen(project), state=SEEN_BUILDING)
    project.refresh_from_db()
    back = replace(SEEN_BUILDING, physical="not_started")
    with pytest.raises(BackWithoutReason):
        projects.set_state(**act, seen=seen(project), state=back)
    projects.set_state(**act, seen=Seen(project.pk, project.version, "Ghi nhầm"), state=back)
    move = StageMove.objects.first()
    assert (move.old_stage, move.new_stage, move.reason) == ("construction", "approved", "Ghi nhầm")


def test_what_was_handed_over_by_mistake_goes_back_for_a_reason(act) -> None:
    row = RegistrationCertificate(project=ProjectFounded())
    as_other = replace(CERTIFICATE, kind="other")
    with pytest.raises(BackWithoutReason):
        instruments.change(**act, seen=seen(row), facts=as_other)
    with going_on("Là bản sao công văn"):
        instruments.change(**act, seen=seen(row), facts=as_other)
    assert StageMove.objects.get().reason == "Là bản sao công văn"


def test_a_way_aside_asks_for_nothing_and_is_written(act) -> None:
    project = ProjectUnderConstruction()
    facts = SuspensionFacts(decided_by="investor", start_date=TODAY, document_number="7/TB")
    periods.suspend(**act, seen=seen(project), facts=facts)
    project.refresh_from_db()
    periods.resume(**act, seen=seen(project), resumed_date=TODAY)
    project.refresh_from_db()
    state("under_construction", "stopped")(act, project)
    steps = StageMove.objects.order_by("pk").values_list("old_stage", "new_stage", "missing")
    assert list(steps) == [
        ("construction", "suspended", []),
        ("suspended", "construction", []),
        ("construction", "stopped", []),
    ]


def test_land_is_not_handed_over_unasked_while_a_project_is_suspended(act) -> None:
    project = ProjectFactory(legal_state="suspended")
    with pytest.raises(GateClosed):
        hand_over(act, project)
    with going_on("Biên bản đang sao lục"):
        hand_over(act | {"by": UserFactory(department_leader=True)}, project)
    move = StageMove.objects.get()
    assert (move.old_stage, move.new_stage) == ("land_decided", "land_received")
    assert stage_now(project) is Stage.SUSPENDED


def test_a_stopped_project_operates_again_through_its_gate(act) -> None:
    project = ProjectOperating(operating_state="stopped")
    with pytest.raises(GateClosed):
        state("completed", "operating")(act, project)


# ------------------------------------------------------------ what is left alone


def test_a_legacy_project_is_repaired_fact_by_fact(act) -> None:
    project = ProjectImported(
        investor=None,
        location_text="",
        registered_capital_vnd=None,
        physical_state="completed",
        operating_state="operating",
    )
    assert len(missing(Stage.OPERATING, gate_facts([project.pk])[project.pk])) > 5
    facts = projects.ProjectFacts(
        name=project.name, agency=project.agency, registered_capital_vnd=12_000_000_000
    )
    projects.change(**act, seen=seen(project), facts=facts)
    record(replace(CERTIFICATE, issued=None))(act, project)
    TrancheDecided(project=project)
    land.hand_over(
        **act, seen=seen(project.tranches.get()), handover=replace(HANDOVER, area_m2=None)
    )
    assert not StageMove.objects.exists()


def test_a_new_project_takes_no_step(act) -> None:
    facts = projects.ProjectFacts(name="Nhà máy A", agency=AgencyFactory())
    projects.create(**act, prefix="DA", facts=facts)
    assert not StageMove.objects.exists()


def test_a_deed_on_a_project_that_nobody_locked_is_an_error(act) -> None:
    project = ProjectFactory()
    deed = Deed("project_changed", project, project, gettext_lazy("x"), Change())
    with pytest.raises(TypeError):
        settle(deed, **act)
