"""Time that does not count, suspension, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deadlines.models import Obligation
from projects.actions.acts import Seen
from projects.actions.periods import (
    AlreadySuspended,
    AlreadyTerminated,
    ExclusionFacts,
    NotSuspended,
    SuspensionFacts,
    TerminationFacts,
    TerminationIncomplete,
    close_exclusion,
    exclude,
    resume,
    suspend,
    terminate,
)
from projects.actions.refusals import (
    AlreadyRecorded,
    InTheFuture,
    Invalid,
    NotOfThisProject,
    Stale,
)
from projects.models import ExcludedPeriod, Project
from tests.factories import (
    TODAY,
    ExclusionClosed,
    ExclusionOpen,
    ProjectFactory,
    ProjectNotStarted,
    ProjectSuspended,
    ProjectTerminated,
    ProjectUnderConstruction,
    SuspensionRunning,
    TerminationWhole,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db

FLOOD = ExclusionFacts(
    reason=ExcludedPeriod.Reason.FORCE_MAJEURE,
    start_date=date(2026, 5, 1),
    end_date=date(2026, 7, 31),
    document_number="77/TB-UBND",
    document_date=date(2026, 5, 4),
)
NOTICE = SuspensionFacts(
    decided_by="investor", start_date=date(2026, 8, 1), document_number="12/TB-BA"
)
END = TerminationFacts(
    ground="schedule_24m", number="301/QĐ-STC", date=date(2026, 8, 15), authority="Sở Tài chính"
)


def due_of(row) -> date:
    due = Obligation.objects.get(kind="L1", project_id=row.project_id).due_date
    assert due is not None
    return due


def test_excluded_days_move_the_deadline(act, seen) -> None:
    row = TrancheHandedOver(project=ProjectNotStarted(), handover_date=date(2025, 9, 22))
    outcome = exclude(**act, project_id=row.project_id, facts=FLOOD)
    assert outcome.moved > 0
    assert due_of(row) > date(2026, 9, 22)


def test_excluded_days_may_concern_one_tranche(act) -> None:
    row = TrancheHandedOver()
    facts = replace(FLOOD, scope="tranche", tranche=row)
    period = exclude(**act, project_id=row.project_id, facts=facts).row
    assert (period.scope, period.tranche) == ("tranche", row)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param(FLOOD, AlreadyRecorded, id="the same days by the same document"),
        pytest.param(replace(FLOOD, document_number=" "), Invalid, id="without a document"),
        pytest.param(
            replace(FLOOD, start_date=date(2026, 8, 1)), Invalid, id="ending before it begins"
        ),
        pytest.param(
            replace(FLOOD, scope="tranche", start_date=date(2026, 1, 1)),
            Invalid,
            id="for a tranche that is not named",
        ),
    ],
)
def test_excluded_days_are_refused(act, facts, refusal) -> None:
    project = ProjectFactory()
    exclude(**act, project_id=project.pk, facts=FLOOD)
    with pytest.raises(refusal) as refused:
        exclude(**act, project_id=project.pk, facts=facts)
    assert str(refused.value)
    assert project.excluded_periods.count() == 1


def test_a_tranche_of_another_project_is_refused(act) -> None:
    facts = replace(FLOOD, scope="tranche", tranche=TrancheHandedOver())
    with pytest.raises(NotOfThisProject):
        exclude(**act, project_id=ProjectFactory().pk, facts=facts)


def test_an_open_period_is_closed_and_told(act, seen, history) -> None:
    row = ExclusionOpen()
    close_exclusion(**act, seen=seen(row), end_date=date(2026, 8, 30))
    row.refresh_from_db()
    assert row.end_date == date(2026, 8, 30)
    assert "30/8/2026" in history(row.project)[-1].summary


def test_a_wrong_last_day_is_corrected(act, seen, history) -> None:
    row = ExclusionClosed()
    close_exclusion(**act, seen=seen(row), end_date=date(2026, 8, 30))
    assert history(row.project)[-1].old == {"end_date": "2026-07-31"}


def test_a_last_day_before_the_first_is_refused(act, seen) -> None:
    with pytest.raises(Invalid):
        close_exclusion(**act, seen=seen(ExclusionOpen()), end_date=date(2026, 4, 30))


def test_a_period_that_a_colleague_closed_is_stale(act, seen) -> None:
    row = ExclusionOpen()
    before = seen(row)
    close_exclusion(**act, seen=before, end_date=date(2026, 8, 30))
    with pytest.raises(Stale):
        close_exclusion(**act, seen=before, end_date=date(2026, 8, 29))


def test_a_suspension_is_told_in_the_legal_state(act, seen) -> None:
    project = ProjectUnderConstruction()
    row = suspend(**act, seen=seen(project), facts=NOTICE).row
    project.refresh_from_db()
    assert (project.legal_state, project.bucket) == ("suspended", "stopped")
    assert (row.document_number, project.version) == ("12/TB-BA", 2)


def test_a_suspended_project_is_not_suspended_again(act, seen) -> None:
    project = ProjectSuspended()
    with pytest.raises(AlreadySuspended):
        suspend(**act, seen=seen(project), facts=NOTICE)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        pytest.param(replace(NOTICE, start_date=date(2026, 9, 1)), InTheFuture, id="from tomorrow"),
        pytest.param(replace(NOTICE, document_number=""), Invalid, id="without a document"),
    ],
)
def test_a_suspension_is_refused(act, seen, facts, refusal) -> None:
    project = ProjectUnderConstruction()
    with pytest.raises(refusal):
        suspend(**act, seen=seen(project), facts=facts)
    assert Project.objects.get(pk=project.pk).legal_state == "valid"


def test_a_suspended_project_resumes(act, seen) -> None:
    row = SuspensionRunning()
    resume(**act, seen=seen(row.project), resumed_date=date(2026, 8, 30))
    row.refresh_from_db()
    assert row.resumed_date == date(2026, 8, 30)
    assert Project.objects.get(pk=row.project_id).legal_state == "valid"


def test_a_suspended_project_without_its_notice_on_record_resumes(act, seen) -> None:
    project = ProjectSuspended()
    resume(**act, seen=seen(project), resumed_date=date(2026, 8, 30))
    assert Project.objects.get(pk=project.pk).legal_state == "valid"


@pytest.mark.parametrize(
    ("make", "day", "refusal"),
    [
        pytest.param(ProjectFactory, TODAY, NotSuspended, id="a project that is not suspended"),
        pytest.param(ProjectSuspended, date(2026, 9, 1), InTheFuture, id="from tomorrow"),
    ],
)
def test_resuming_is_refused(act, seen, make, day, refusal) -> None:
    with pytest.raises(refusal):
        resume(**act, seen=seen(make()), resumed_date=day)


def test_resuming_before_the_suspension_is_refused(act, seen) -> None:
    row = SuspensionRunning(start_date=date(2026, 4, 1))
    with pytest.raises(Invalid):
        resume(**act, seen=seen(row.project), resumed_date=date(2026, 3, 31))
    assert Project.objects.get(pk=row.project_id).legal_state == "suspended"


def test_a_whole_termination_ends_the_project_and_its_clocks(act, seen) -> None:
    row = TrancheHandedOver(project=ProjectNotStarted())
    outcome = terminate(**act, seen=seen(row.project), facts=END)
    project = Project.objects.get(pk=row.project_id)
    assert (project.legal_state, project.bucket) == ("terminated", "terminated")
    assert outcome.moved > 0
    assert Obligation.objects.get(kind="L1", project_id=project.pk).clock == "void"


def test_the_end_of_a_part_leaves_the_project_in_force(act, seen) -> None:
    project = ProjectUnderConstruction()
    terminate(**act, seen=seen(project), facts=replace(END, whole=False, capital_vnd=5))
    project.refresh_from_db()
    assert (project.legal_state, project.terminations.get().whole) == ("valid", False)


@pytest.mark.parametrize(
    ("missing", "value"),
    [("ground", ""), ("number", " "), ("date", None), ("authority", "")],
    ids=["no ground", "no number", "no day", "no authority"],
)
def test_a_project_never_ends_with(act, seen, missing, value) -> None:
    project = ProjectFactory()
    with pytest.raises(TerminationIncomplete):
        terminate(**act, seen=seen(project), facts=replace(END, **{missing: value}))
    assert Project.objects.get(pk=project.pk).legal_state == "valid"


@pytest.mark.parametrize("act_on", [terminate, suspend], ids=["ended again", "suspended"])
def test_a_terminated_project_is_not(act, seen, act_on) -> None:
    row = TerminationWhole(number="300/QĐ-STC")
    with pytest.raises(AlreadyTerminated) as refusal:
        act_on(**act, seen=seen(row.project), facts=END if act_on is terminate else NOTICE)
    assert "300/QĐ-STC" in str(refusal.value)


def test_a_published_end_without_its_decision_is_still_an_end(act, seen) -> None:
    with pytest.raises(AlreadyTerminated):
        terminate(**act, seen=seen(ProjectTerminated()), facts=END)


def test_an_end_tomorrow_is_refused(act, seen) -> None:
    with pytest.raises(InTheFuture):
        terminate(**act, seen=seen(ProjectFactory()), facts=replace(END, date=date(2026, 9, 1)))


@pytest.mark.parametrize("act_on", [terminate, suspend], ids=["ended", "suspended"])
def test_a_project_seen_before_a_colleague_changed_it_is_not(act, act_on) -> None:
    project = ProjectFactory()
    with pytest.raises(Stale):
        act_on(**act, seen=Seen(project.pk, 9), facts=END if act_on is terminate else NOTICE)
