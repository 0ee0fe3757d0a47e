"""Suspension and the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from deadlines.models import Obligation
from projects.actions.acts import Seen
from projects.actions.periods import (
    AlreadySuspended,
    NotSuspended,
    SuspensionFacts,
    resume,
    suspend,
)
from projects.actions.refusals import InTheFuture, Invalid, Stale
from projects.actions.terminating import (
    AlreadyTerminated,
    TerminationFacts,
    TerminationIncomplete,
    terminate,
)
from projects.models import Project
from tests.factories import (
    TODAY,
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

NOTICE = SuspensionFacts(
    decided_by="investor", start_date=date(2026, 8, 1), document_number="12/TB-BA"
)
END = TerminationFacts(
    ground="investor_decision",
    number="301/QĐ-STC",
    date=date(2026, 8, 15),
    authority="Sở Tài chính",
)


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
    terminate(**act, seen=seen(project), facts=replace(END, whole=False, scope_text="Giai đoạn 2"))
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
