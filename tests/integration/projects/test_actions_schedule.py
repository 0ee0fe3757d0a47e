"""Milestones planned, moved by an act, reached, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deadlines.models import Obligation
from projects.actions.acts import Seen
from projects.actions.refusals import (
    AlreadyRecorded,
    InTheFuture,
    Invalid,
    NotOfThisProject,
    Stale,
)
from projects.actions.schedule import (
    Achievement,
    DayOrUndated,
    ItemFacts,
    Plan,
    SamePlan,
    achieve,
    add_item,
    revise,
)
from projects.models import ScheduleItem
from tests.factories import (
    Adjustment,
    ItemAchieved,
    ItemPlanned,
    ItemWithoutPlan,
    PolicyApproval,
    ProjectUnderConstruction,
)
from vn.dates import parse_partial

pytestmark = pytest.mark.django_db

KIND = ScheduleItem.Kind


def test_the_first_plan_is_the_baseline(act) -> None:
    project = ProjectUnderConstruction()
    facts = ItemFacts(
        kind=KIND.COMPLETION,
        name="Hoàn thành giai đoạn 1",
        instrument=PolicyApproval(project=project),
        planned=parse_partial("Quý IV/2026"),
    )
    row = add_item(**act, project_id=project.pk, facts=facts).row
    row.refresh_from_db()
    assert (row.planned_date, row.planned_precision) == (date(2026, 10, 1), "quarter")
    assert (row.baseline_date, row.baseline_precision) == (date(2026, 10, 1), "quarter")


def test_a_milestone_with_a_plan_gets_a_deadline(act) -> None:
    project = ProjectUnderConstruction()
    facts = ItemFacts(
        kind=KIND.COMPLETION,
        name="Hoàn thành giai đoạn 1",
        instrument=PolicyApproval(project=project),
        planned=parse_partial("Quý IV/2026"),
    )
    outcome = add_item(**act, project_id=project.pk, facts=facts)
    assert outcome.moved > 0
    due = Obligation.objects.filter(project_id=project.pk, kind="I1").values_list("due_date")
    assert list(due) == [(date(2026, 12, 31),)]


def test_a_milestone_without_a_plan_is_kept_without_a_baseline(act) -> None:
    facts = ItemFacts(kind=KIND.START, name="Khởi công")
    row = add_item(**act, project_id=ProjectUnderConstruction().pk, facts=facts).row
    assert (row.planned_date, row.baseline_date) == (None, None)


def test_the_same_milestone_twice_is_refused(act) -> None:
    row = ItemPlanned(kind=KIND.START, name="Khởi công")
    with pytest.raises(AlreadyRecorded) as refusal:
        add_item(
            **act,
            project_id=row.project_id,
            facts=ItemFacts(kind=KIND.START, name=" Khởi  công"),
        )
    assert refusal.value.field == "name"


def test_a_plan_that_ends_before_it_starts_is_refused(act) -> None:
    facts = ItemFacts(
        kind=KIND.WORKS,
        name="Xây dựng",
        planned_from=date(2026, 6, 1),
        planned=parse_partial("31/5/2026"),
    )
    with pytest.raises(Invalid) as refusal:
        add_item(**act, project_id=ProjectUnderConstruction().pk, facts=facts)
    assert str(refusal.value)


def test_a_document_of_another_project_cannot_set_a_plan(act) -> None:
    facts = ItemFacts(kind=KIND.START, name="Khởi công", instrument=PolicyApproval())
    with pytest.raises(NotOfThisProject):
        add_item(**act, project_id=ProjectUnderConstruction().pk, facts=facts)


def test_an_adjusting_act_moves_the_plan_and_keeps_the_baseline(act, seen, history) -> None:
    row = ItemPlanned(planned_date=date(2026, 6, 30))
    adjustment = Adjustment(project=row.project, number="1644/QĐ-UBND")
    revise(**act, seen=seen(row), plan=Plan(adjustment, parse_partial("31/3/2027")))
    row.refresh_from_db()
    assert (row.planned_date, row.baseline_date) == (date(2027, 3, 31), date(2026, 6, 30))
    assert (row.instrument, row.version) == (adjustment, 2)
    revision = row.revisions.get()
    assert (revision.old_date, revision.new_date) == (date(2026, 6, 30), date(2027, 3, 31))
    line = history(row.project)[-1]
    assert "30/6/2026" in line.summary
    assert "31/3/2027" in line.summary
    assert "1644/QĐ-UBND" in line.summary


def test_moving_the_plan_moves_the_deadline(act, seen) -> None:
    row = ItemPlanned(planned_date=date(2026, 6, 30))
    plan = Plan(Adjustment(project=row.project), parse_partial("30/9/2026"))
    assert revise(**act, seen=seen(row), plan=plan).moved > 0
    row.refresh_from_db()
    plan = Plan(Adjustment(project=row.project), parse_partial("31/3/2027"))
    assert revise(**act, seen=seen(row), plan=plan).moved > 0
    obligation = Obligation.objects.get(project_id=row.project_id, kind="I1")
    assert (obligation.first_due_date, obligation.due_date) == (
        date(2026, 9, 30),
        date(2027, 3, 31),
    )
    assert obligation.changes.get().cause == "schedule_item_revised"


def test_the_first_plan_of_a_milestone_that_had_none_becomes_its_baseline(act, seen) -> None:
    row = ItemWithoutPlan()
    plan = Plan(PolicyApproval(project=row.project), parse_partial("2027"))
    revise(**act, seen=seen(row), plan=plan)
    row.refresh_from_db()
    assert (row.baseline_date, row.baseline_precision) == (date(2027, 1, 1), "year")


def test_the_document_of_a_plan_is_set_without_moving_the_plan(act, seen, history) -> None:
    row = ItemPlanned(planned_date=date(2026, 10, 1), planned_precision="quarter")
    approval = PolicyApproval(project=row.project)
    revise(**act, seen=seen(row), plan=Plan(approval, parse_partial("Quý IV/2026")))
    row.refresh_from_db()
    assert row.instrument == approval
    assert not row.revisions.exists()
    assert "Quý IV/2026" in history(row.project)[-1].summary


def test_a_move_names_its_exception_and_can_be_given_one_later(act, seen, history) -> None:
    row = ItemPlanned(planned_date=date(2026, 6, 30))
    plan = Plan(Adjustment(project=row.project), parse_partial("31/12/2028"))
    revise(**act, seen=seen(row), plan=plan)
    row.refresh_from_db()
    outcome = revise(**act, seen=seen(row), plan=replace(plan, exception="planning_change"))
    assert row.revisions.get().exception == "planning_change"
    assert outcome.changed == ("exception",)
    assert history(row.project)[-1].old == {"exception": ""}


def test_an_exception_without_a_move_has_nothing_to_stand_with(act, seen) -> None:
    row = ItemPlanned(planned_date=date(2026, 6, 30))
    plan = Plan(PolicyApproval(project=row.project), parse_partial("30/6/2026"), "force_majeure")
    revise(**act, seen=seen(row), plan=plan)
    row.refresh_from_db()
    with pytest.raises(SamePlan):
        revise(**act, seen=seen(row), plan=plan)


def test_the_capital_of_a_milestone_is_planned_and_adjusted(act, seen) -> None:
    project = ProjectUnderConstruction()
    approval = PolicyApproval(project=project)
    facts = ItemFacts(
        kind=KIND.CAPITAL,
        name="Góp vốn đợt 1",
        instrument=approval,
        planned=parse_partial("Quý IV/2026"),
        amount_vnd=100,
    )
    row = add_item(**act, project_id=project.pk, facts=facts).row
    row.refresh_from_db()
    plan = Plan(approval, parse_partial("Quý IV/2026"), amount_vnd=250)
    assert revise(**act, seen=seen(row), plan=plan).row.amount_vnd == 250


def test_only_capital_has_an_amount(act) -> None:
    facts = ItemFacts(kind=KIND.START, name="Khởi công", amount_vnd=1)
    with pytest.raises(Invalid):
        add_item(**act, project_id=ProjectUnderConstruction().pk, facts=facts)


def test_the_plan_already_in_force_is_refused(act, seen) -> None:
    row = ItemPlanned(planned_date=date(2026, 6, 30))
    plan = Plan(PolicyApproval(project=row.project), parse_partial("30/6/2026"))
    revise(**act, seen=seen(row), plan=plan)
    row.refresh_from_db()
    with pytest.raises(SamePlan) as refusal:
        revise(**act, seen=seen(row), plan=plan)
    assert "30/6/2026" in str(refusal.value)


def test_a_plan_by_a_document_of_another_project_is_refused(act, seen) -> None:
    row = ItemPlanned()
    with pytest.raises(NotOfThisProject):
        revise(**act, seen=seen(row), plan=Plan(Adjustment(), parse_partial("2027")))


def test_a_plan_seen_before_a_colleague_moved_it_is_stale(act) -> None:
    row = ItemPlanned()
    plan = Plan(Adjustment(project=row.project), parse_partial("2027"))
    with pytest.raises(Stale):
        revise(**act, seen=Seen(row.pk, 2), plan=plan)


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        pytest.param(
            Achievement(parse_partial("10/12/2024"), evidence="15/BC-BA"),
            (date(2024, 12, 10), "day", False),
            id="on a day",
        ),
        pytest.param(
            Achievement(parse_partial("tháng 12/2024")),
            (date(2024, 12, 1), "month", False),
            id="in a month",
        ),
        pytest.param(Achievement(undated=True), (None, "day", True), id="on a day nobody knows"),
    ],
)
def test_a_milestone_is_reached(act, seen, reached, expected) -> None:
    row = ItemPlanned()
    achieve(**act, seen=seen(row), reached=reached)
    row.refresh_from_db()
    assert (row.actual_date, row.actual_precision, row.achieved_undated) == expected
    assert row.version == 2


def test_reaching_a_milestone_meets_its_deadline(act, seen) -> None:
    row = ItemPlanned(planned_date=date(2026, 6, 30))
    plan = Plan(Adjustment(project=row.project), parse_partial("30/9/2026"))
    revise(**act, seen=seen(row), plan=plan)
    row.refresh_from_db()
    achieve(**act, seen=seen(row), reached=Achievement(parse_partial("1/8/2026")))
    obligation = Obligation.objects.get(project_id=row.project_id, kind="I1")
    assert (obligation.clock, obligation.met_date) == ("met", date(2026, 8, 1))


def test_a_mistaken_record_is_taken_back_and_told(act, seen, history) -> None:
    row = ItemAchieved()
    achieve(**act, seen=seen(row), reached=Achievement())
    row.refresh_from_db()
    assert (row.actual_date, row.evidence) == (None, "")
    line = history(row.project)[-1]
    assert (line.verb, line.old["actual_date"]) == ("schedule_item_reopened", "2026-08-01")


def test_not_reached_said_again_changes_nothing(act, seen, history) -> None:
    row = ItemPlanned()
    assert achieve(**act, seen=seen(row), reached=Achievement()).changed == ()
    assert history(row.project) == []


@pytest.mark.parametrize(
    ("reached", "refusal"),
    [
        pytest.param(Achievement(parse_partial("1/9/2026")), InTheFuture, id="tomorrow"),
        pytest.param(
            Achievement(parse_partial("1/8/2026"), undated=True),
            DayOrUndated,
            id="a day and no day",
        ),
    ],
)
def test_an_achievement_is_refused(act, seen, reached, refusal) -> None:
    row = ItemPlanned()
    with pytest.raises(refusal):
        achieve(**act, seen=seen(row), reached=reached)
    assert ScheduleItem.objects.get(pk=row.pk).actual_date is None
