"""The end of projects and parts in the order of its acts, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import AuditEvent
from deadlines.models import Obligation
from projects.actions.acts import Seen, version_of
from projects.actions.closing import (
    BeforeTheEnd,
    DoneFacts,
    ProofMissing,
    StepFacts,
    add_step,
    change_step,
    finish_step,
)
from projects.actions.refusals import InTheFuture, NotOfThisProject, Stale
from projects.actions.terminating import (
    MinutesFirst,
    MoreThanThereIs,
    Orders,
    PartUnnamed,
    RecoveryFacts,
    RecoveryFirst,
    TerminationFacts,
    correct,
    terminate,
)
from projects.models import ClosureStep, Instrument, Project, Termination
from projects.querysets.own import stage_of
from projects.rules.stage import Stage
from tests.factories import (
    DepositPaid,
    InstrumentFactory,
    ItemPlanned,
    ProjectUnderConstruction,
    StepDone,
    StepOpen,
    TerminationPartial,
    TerminationWhole,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 8, 15)
END = TerminationFacts(
    ground="not_remedied",
    number=" 301/QĐ-STC ",
    date=DAY,
    authority="Sở Tài chính",
    minutes_number="14/BB-STC",
    minutes_date=date(2026, 8, 3),
)
PART = replace(
    END,
    ground="contract",
    whole=False,
    scope_text="Giai đoạn 2: xưởng số 2",
    minutes_number="",
    minutes_date=None,
)


def kinds(row: Termination) -> list[str]:
    return list(row.steps.values_list("kind", flat=True))


def recovery(project: Project, day: date | None = date(2026, 8, 1)) -> Instrument:
    return InstrumentFactory(
        project=project, kind="land_recovery", number="77/QĐ-UBND", issued_date=day
    )


# ------------------------------------------------------------ the order of acts


def test_an_end_with_its_minutes_sets_what_follows(act, seen) -> None:
    project = ProjectUnderConstruction()
    InstrumentFactory(project=project, kind="registration_certificate")
    tranche = TrancheHandedOver(project=project)
    DepositPaid(project=project)
    due = {"liquidation": date(2027, 2, 15)}
    row = terminate(**act, seen=seen(project), facts=END, orders=Orders(due=due)).row
    assert (row.number, row.kind, row.minutes_number) == ("301/QĐ-STC", "termination", "14/BB-STC")
    assert kinds(row) == ["liquidation", "land", "deposit", "certificate", "tax"]
    steps = {step.kind: step for step in row.steps.all()}
    assert (steps["land"].agency_id, steps["deposit"].agency_id) == (
        tranche.agency_id,
        project.agency_id,
    )
    assert steps["certificate"].what != "", "the certificate is not revoked yet"
    duty = Obligation.objects.get(kind="T3")
    assert (duty.due_date, duty.bearer_investor_id, duty.clock) == (
        date(2027, 2, 15),
        project.investor_id,
        "running",
    )
    alive = Obligation.objects.filter(project_id=project.pk).exclude(clock__in=("void", "met"))
    assert list(alive) == [duty]


def test_a_certificate_revoked_at_once_is_only_handed_back(act, seen) -> None:
    project = ProjectUnderConstruction()
    InstrumentFactory(project=project, kind="registration_certificate")
    facts = replace(END, revocation_number="9/QĐ", revocation_date=DAY)
    row = terminate(**act, seen=seen(project), facts=facts).row
    assert row.steps.get(kind="certificate").what == ""


def test_a_day_ordered_for_what_the_ground_does_not_list_is_followed(act, seen) -> None:
    orders = Orders(due={"deposit": date(2026, 12, 1)})
    row = terminate(**act, seen=seen(ProjectUnderConstruction()), facts=END, orders=orders).row
    assert kinds(row) == ["liquidation", "tax", "deposit"]


@pytest.mark.parametrize("ground", ["not_remedied", "site_lost", "no_deposit"])
@pytest.mark.parametrize(
    ("number", "day"), [("", None), ("14/BB", date(2026, 8, 16))], ids=["none", "after the end"]
)
def test_without_minutes_before_it_nothing_ends(act, seen, ground, number, day) -> None:
    project = ProjectUnderConstruction()
    facts = replace(END, ground=ground, minutes_number=number, minutes_date=day)
    with pytest.raises(MinutesFirst) as refusal:
        terminate(**act, seen=seen(project), facts=facts)
    assert "Điều 57 đến 59" in str(refusal.value)
    assert Project.objects.get(pk=project.pk).legal_state == "valid"


def test_land_is_recovered_before_the_project_ends_for_it(act, seen) -> None:
    project = ProjectUnderConstruction()
    facts = replace(END, ground="land_recovered", minutes_number="", minutes_date=None)
    for late in (None, recovery(project, date(2026, 8, 16))):
        with pytest.raises(RecoveryFirst):
            terminate(**act, seen=seen(project), facts=replace(facts, recovery=late))
    done = terminate(**act, seen=seen(project), facts=replace(facts, recovery=recovery(project)))
    assert done.row.recovery.number == "77/QĐ-UBND"
    assert "land" in kinds(done.row)


def test_a_recovery_decision_is_entered_with_the_end(act, seen) -> None:
    project = ProjectUnderConstruction()
    facts = replace(END, ground="land_recovered", minutes_number="", minutes_date=None)
    entered = RecoveryFacts(number="88/QĐ-UBND", date=date(2026, 8, 2), issuer_name="UBND tỉnh")
    row = terminate(**act, seen=seen(project), facts=facts, orders=Orders(recovery=entered)).row
    document = project.instruments.get(kind="land_recovery")
    assert (row.recovery_id, document.number) == (document.pk, "88/QĐ-UBND")
    assert AuditEvent.objects.filter(verb="instrument_recorded", subject_id=document.pk).exists()


def test_a_recovery_decision_of_another_project_is_refused(act, seen) -> None:
    facts = replace(END, ground="land_recovered", recovery=recovery(ProjectUnderConstruction()))
    with pytest.raises(NotOfThisProject):
        terminate(**act, seen=seen(ProjectUnderConstruction()), facts=facts)


@pytest.mark.parametrize("name", ["minutes_date", "revocation_date"])
def test_an_act_of_tomorrow_is_refused(act, seen, name) -> None:
    later: dict[str, Any] = {name: date(2026, 9, 1), "revocation_number": "9/QĐ"}
    facts = replace(END, **later)
    with pytest.raises(InTheFuture):
        terminate(**act, seen=seen(ProjectUnderConstruction()), facts=facts)


def test_a_step_due_before_the_end_is_refused(act, seen) -> None:
    orders = Orders(due={"tax": date(2026, 8, 14)})
    with pytest.raises(BeforeTheEnd) as refusal:
        terminate(**act, seen=seen(ProjectUnderConstruction()), facts=END, orders=orders)
    assert refusal.value.field == "due_tax"


# ------------------------------------------------------------ a part


def test_a_part_takes_its_capital_and_land_along(act, seen) -> None:
    project = ProjectUnderConstruction(registered_capital_vnd=100, land_area_m2=Decimal(5000))
    facts = replace(PART, capital_vnd=30, land_area_m2=Decimal(1200))
    terminate(**act, seen=seen(project), facts=facts)
    project.refresh_from_db()
    assert (project.registered_capital_vnd, project.land_area_m2) == (70, Decimal(3800))
    event = AuditEvent.objects.get(verb="project_part_terminated")
    assert (event.old["registered_capital_vnd"], event.new["registered_capital_vnd"]) == (100, 70)
    assert Decimal(event.new["area_left_m2"]) == 3800
    assert Decimal(event.new["land_area_m2"]) == 1200


def test_what_is_not_known_is_not_lessened(act, seen) -> None:
    project = ProjectUnderConstruction(registered_capital_vnd=None, land_area_m2=None)
    facts = replace(PART, capital_vnd=30, land_area_m2=Decimal(1200))
    terminate(**act, seen=seen(project), facts=facts)
    project.refresh_from_db()
    assert (project.registered_capital_vnd, project.land_area_m2) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"capital_vnd": 100}, MoreThanThereIs),
        ({"land_area_m2": Decimal(5000)}, MoreThanThereIs),
        ({"scope_text": " "}, PartUnnamed),
    ],
    ids=["all the capital", "all the land", "no name"],
)
def test_a_part_is_refused(act, seen, wrong, refusal) -> None:
    project = ProjectUnderConstruction(registered_capital_vnd=100, land_area_m2=Decimal(5000))
    with pytest.raises(refusal):
        terminate(**act, seen=seen(project), facts=replace(PART, **wrong))
    project.refresh_from_db()
    assert (project.registered_capital_vnd, project.terminations.count()) == (100, 0)


def test_the_phase_that_ended_is_flagged_no_more(act, seen) -> None:
    project = ProjectUnderConstruction()
    for phase in (1, 2):
        ItemPlanned(project=project, phase=phase, planned_date=date(2025, 1, 1))
    terminate(**act, seen=seen(project), facts=replace(PART, phase=2))
    clocks = {
        row.subject_id: (row.clock, row.void_reason)
        for row in Obligation.objects.filter(kind="I1", project_id=project.pk)
    }
    first, second = project.schedule_items.order_by("phase").values_list("pk", flat=True)
    assert clocks[second] == ("void", "part_terminated")
    assert clocks[first][1] != "part_terminated"


# ------------------------------------------------------------ corrected


def said_of(row: Termination) -> TerminationFacts:
    names = ("ground", "number", "date", "authority", "whole", "scope_text", "capital_vnd")
    return TerminationFacts(**{name: getattr(row, name) for name in names})


def test_a_row_of_before_without_minutes_is_repaired_bit_by_bit(act, seen) -> None:
    row = TerminationWhole(ground="not_remedied")
    correct(**act, seen=seen(row), facts=replace(said_of(row), authority="UBND tỉnh"))
    row.refresh_from_db()
    facts = replace(said_of(row), minutes_number="3/BB", minutes_date=date(2026, 8, 1))
    correct(**act, seen=seen(row), facts=facts)
    row.refresh_from_db()
    assert (row.authority, row.minutes_number) == ("UBND tỉnh", "3/BB")
    with pytest.raises(MinutesFirst):
        correct(**act, seen=seen(row), facts=said_of(row))


def test_a_corrected_part_moves_the_figures_by_the_difference(act, seen) -> None:
    project = ProjectUnderConstruction(registered_capital_vnd=100)
    row = TerminationPartial(project=project, scope_text="Xưởng 2", capital_vnd=30)
    correct(**act, seen=seen(row), facts=replace(said_of(row), capital_vnd=45))
    project.refresh_from_db()
    assert project.registered_capital_vnd == 85
    row.refresh_from_db()
    correct(**act, seen=seen(row), facts=replace(said_of(row), capital_vnd=None))
    project.refresh_from_db()
    assert project.registered_capital_vnd == 130


def test_correcting_nothing_writes_nothing_and_an_old_page_is_stale(act, seen) -> None:
    row = TerminationWhole(ground="contract")
    assert correct(**act, seen=seen(row), facts=said_of(row)).changed == ()
    with pytest.raises(Stale):
        correct(**act, seen=Seen(row.pk, version_of(row) + 1), facts=said_of(row))


# ------------------------------------------------------------ what follows


def test_a_step_is_done_by_a_document(act, seen) -> None:
    row = StepOpen(due_date=date(2026, 8, 20))
    with pytest.raises(ProofMissing):
        finish_step(**act, seen=seen(row), facts=DoneFacts(done_date=date(2026, 8, 30)))
    facts = DoneFacts(done_date=date(2026, 8, 30), document_number=" 12/BB-TL ")
    finish_step(**act, seen=seen(row), facts=facts)
    row.refresh_from_db()
    duty = Obligation.objects.get(kind="T3", subject_id=row.pk)
    assert (row.document_number, duty.clock, duty.met_date) == (
        "12/BB-TL",
        "met",
        date(2026, 8, 30),
    )
    finish_step(**act, seen=seen(row), facts=DoneFacts(done_date=None))
    assert Obligation.objects.get(kind="T3", subject_id=row.pk).clock == "running"


@pytest.mark.parametrize(
    ("day", "refusal"), [(date(2026, 8, 14), BeforeTheEnd), (date(2026, 9, 1), InTheFuture)]
)
def test_a_step_is_not_done_before_the_end_or_tomorrow(act, seen, day, refusal) -> None:
    facts = DoneFacts(done_date=day, document_number="1/BB")
    with pytest.raises(refusal):
        finish_step(**act, seen=seen(StepOpen()), facts=facts)


def test_steps_are_added_and_corrected(act, seen) -> None:
    end = TerminationWhole()
    facts = StepFacts(kind="other", what=" Trả lương người lao động ", due_date=date(2026, 12, 1))
    row = add_step(**act, termination_id=end.pk, facts=facts).row
    assert (row.what, Obligation.objects.get(kind="T3").due_date) == (
        "Trả lương người lao động",
        date(2026, 12, 1),
    )
    change_step(**act, seen=seen(row), facts=replace(facts, due_date=None))
    assert Obligation.objects.get(kind="T3").clock == "void"
    with pytest.raises(Stale):
        change_step(**act, seen=Seen(row.pk, 1), facts=facts)
    row.refresh_from_db()
    with pytest.raises(BeforeTheEnd):
        change_step(**act, seen=seen(row), facts=replace(facts, due_date=date(2026, 1, 1)))
    same = replace(facts, due_date=None)
    assert change_step(**act, seen=seen(row), facts=same).changed == ()


def test_a_project_is_liquidated_when_liquidation_land_and_deposit_are_done() -> None:
    row = StepDone(kind="liquidation")
    land = StepOpen(termination=row.termination, kind="land")
    StepOpen(termination=row.termination, kind="tax")
    project = row.termination.project
    assert stage_of(project) == Stage.TERMINATED
    ClosureStep.objects.filter(pk=land.pk).update(done_date=DAY, document_number="1/BB")
    assert stage_of(project) == Stage.LIQUIDATED
