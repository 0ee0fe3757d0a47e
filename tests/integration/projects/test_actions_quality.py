"""What keeps a record's quality, which acts renew it, and how its questions are answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent
from deadlines.actions import reconciling, settling
from deadlines.actions.flags import Decision
from deadlines.actions.law import load_defaults
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation
from projects.actions.acts import Change, Deed, lock_project, settle
from projects.actions.quality import keep, keep_all
from projects.actions.record_checks import Ended, NotAsked, SayWhy, confirm_record, keep_as_it_is
from projects.models import Project, ProjectQuality, RecordCheck
from tests.factories import (
    AuditEventFactory,
    ProjectNotStarted,
    ProjectTerminated,
    QualityComplete,
    UserFactory,
    question_open,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
OLD = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def law(time_machine: Any) -> None:
    time_machine.move_to(AT)  # a row made today is never older than the day looked at
    load_defaults()


def updated(project: Project) -> date:
    return ProjectQuality.objects.get(pk=project.pk).updated_on


def asked(project: Project) -> list[tuple[str, str]]:
    rows = Obligation.objects.filter(project_id=project.pk, kind__startswith="Q")
    return sorted(rows.values_list("kind", "clock"))


def test_a_new_record_begins_with_the_day_of_its_state() -> None:
    project = ProjectNotStarted(state_as_of=OLD)
    assert keep(project_ids=[project.pk], at=AT) == 1
    assert updated(project) == OLD
    row = ProjectQuality.objects.get(pk=project.pk)
    assert (row.asked, row.missing) == (4, ["founding_act"])
    assert keep(project_ids=[project.pk], at=AT) == 0


def test_a_record_put_in_before_begins_with_its_last_act_of_a_person() -> None:
    project = ProjectNotStarted(state_as_of=date(2020, 1, 1))
    AuditEventFactory(project_id=project.pk, verb="decide_flag", by_id=7)
    AuditEventFactory(project_id=project.pk, verb="project_changed", by_id=None)
    keep(project_ids=[project.pk], at=AT)
    assert updated(project) == date(2020, 1, 1)
    ProjectQuality.objects.all().delete()
    act = AuditEventFactory(project_id=project.pk, verb="project_changed", by_id=7)
    keep(project_ids=[project.pk], at=AT)
    assert updated(project) == (act.at + timedelta(hours=7)).date()


def test_the_night_measures_and_renews_nothing() -> None:
    project = ProjectNotStarted(state_as_of=OLD)
    assert keep_all(on=ON, at=AT) == 1
    assert asked(project) == [("Q1", "found")]
    keep_all(on=ON + timedelta(days=1), at=AT)
    assert updated(project) == OLD
    assert reconciling.reconcile(on=ON, at=AT) == 0


def test_confirming_closes_the_question_and_counts_as_an_update() -> None:
    project, officer = ProjectNotStarted(state_as_of=OLD), UserFactory(specialist=True)
    keep_all(on=ON, at=AT)
    flag = Flag.objects.get(project_id=project.pk, kind="Q1")
    assert flag.due_date == date(2026, 8, 31)  # 1 June, 90 days, the day after
    confirm_record(by=officer, on=ON, at=AT, project_id=project.pk, note=" gọi điện ")
    assert updated(project) == ON
    assert asked(project) == [("Q1", "not_started")]
    flag.refresh_from_db()
    assert flag.state in (Flag.State.MOVED, Flag.State.RESOLVED)
    assert RecordCheck.objects.get().note == "gọi điện"
    event = AuditEvent.objects.get(verb="record_confirmed")
    assert (event.by_id, event.project_id) == (officer.pk, project.pk)


def test_the_portal_itself_renews_nothing() -> None:
    project = lock_project(QualityComplete(updated_on=OLD).pk)
    deed = Deed("project_changed", project, project, _("Edit project"), Change({}, {"name": "x"}))
    settle(deed, by=None, on=ON, at=AT)
    assert updated(project) == OLD
    settle(deed, by=UserFactory(), on=ON, at=AT)
    assert updated(project) == ON


def test_a_record_that_is_closed_is_not_confirmed() -> None:
    with pytest.raises(Ended):
        confirm_record(by=UserFactory(), on=ON, at=AT, project_id=ProjectTerminated().pk)


def contradicting() -> Any:
    """Operating, yet construction not started: a question of its own."""
    project = ProjectNotStarted(operating_state="operating", state_as_of=ON)
    keep_all(on=ON, at=AT)
    return project, Flag.objects.get(project_id=project.pk, kind="Q3")


def say(flag: Flag, reason: str = "Thuê lại nhà xưởng có sẵn") -> Decision:
    return Decision(flag.pk, Flag.State.DISMISSED, flag.version, reason)


def test_an_answer_holds_until_the_facts_change() -> None:
    project, flag = contradicting()
    keep_as_it_is(by=UserFactory(), on=ON, at=AT, flag=say(flag))
    flag.refresh_from_db()
    assert flag.state == Flag.State.DISMISSED
    assert flag.document_number
    refresh(project_ids=[project.pk], on=ON, at=AT, cause="test")
    settling.settle(on=ON, at=AT)
    flag.refresh_from_db()
    assert flag.state == Flag.State.DISMISSED
    Project.objects.filter(pk=project.pk).update(physical_state="under_construction")
    refresh(project_ids=[project.pk], on=ON, at=AT, cause="test")
    live = Flag.objects.filter(project_id=project.pk, kind="Q3").live()
    assert [each.obligation.cycle for each in live] == ["operating_unfinished"]


def test_leaving_a_contradiction_needs_a_reason() -> None:
    _project, flag = contradicting()
    with pytest.raises(SayWhy):
        keep_as_it_is(by=UserFactory(), on=ON, at=AT, flag=say(flag, " "))


def test_a_question_somebody_answered_is_not_answered_twice() -> None:
    flag = question_open(ProjectNotStarted())
    keep_as_it_is(by=UserFactory(), on=ON, at=AT, flag=say(flag))
    with pytest.raises(NotAsked):
        keep_as_it_is(by=UserFactory(), on=ON, at=AT, flag=say(flag))
