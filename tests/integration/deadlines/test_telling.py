"""What a night tells people: once, to the right ones, and made up after a missed night."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Agency, User
from accounts.permissions import Role
from deadlines.actions import telling
from deadlines.actions.escalating import load_steps
from deadlines.escalation import people
from deadlines.models import EscalationStep, Flag, FlagEvent, SweepRun
from deadlines.rules.escalation import DEFAULTS, Step, first_step, rises
from desk.models import Notification
from tests import factories as f
from tests.support.together import at_once

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 9, 22)  # a Tuesday
AT = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def officer() -> User:
    user: User = f.UserFactory(specialist=True)
    return user


def flag(follower: User, opened: date = NIGHT, **more: Any) -> Flag:
    project = f.ProjectNotStarted(officer=follower, agency=follower.agency)
    tranche = f.TrancheHandedOver(project=project)
    duty = f.ObligationOverdue(project_id=project.pk, subject_id=tranche.pk)
    values = {"obligation": duty, "project_id": project.pk, "opened_on": opened}
    row: Flag = f.FlagOpen(**values | more)
    FlagEvent.objects.create(flag=row, on=opened, new_state="open")
    return row


def told(person: User, kind: str) -> list[str]:
    rows = Notification.objects.filter(user=person, kind=kind).order_by("pk")
    return list(rows.values_list("title", flat=True))


def test_each_officer_is_told_once_of_all_new_flags(officer: User) -> None:
    other = f.UserFactory(specialist=True)
    flag(officer)
    flag(officer)
    flag(other, officer=officer)
    flag(officer, opened=NIGHT - timedelta(1))
    flag(officer, state="confirmed", decided_at=AT, decided_by_id=1)
    for _ in range(2):
        telling.tell_new_flags(night=NIGHT, at=AT)
    (row,) = Notification.objects.all()
    assert (row.user, row.kind) == (officer, "new_flags")
    assert row.title.startswith("3 ")
    assert row.body.count("\n") == 2
    assert row.path == "/viec-hom-nay/"


def test_a_long_list_ends_with_a_number(officer: User) -> None:
    for _ in range(12):
        flag(officer)
    telling.tell_new_flags(night=NIGHT, at=AT)
    body = Notification.objects.get().body
    assert len(body.splitlines()) == 11
    assert "2" in body.splitlines()[-1]


def test_a_step_tells_its_people_and_who_stands_in_once(officer: User) -> None:
    f.EscalationStepFactory(after_days=10)
    leader = f.UserFactory(department_leader=True, agency=officer.agency)
    elsewhere = f.UserFactory(department_leader=True)
    deputy = f.UserFactory(department_leader=True)
    f.DeputyshipFactory(absent=leader, deputy=deputy, from_date=NIGHT, to_date=NIGHT)
    flag(officer, opened=NIGHT - timedelta(10))
    flag(officer, opened=NIGHT - timedelta(10), advisory=True)
    flag(officer, opened=NIGHT - timedelta(11))
    for _ in range(2):
        telling.tell_risen(night=NIGHT, at=AT)
    assert [title[:2] for title in told(leader, "escalated")] == ["1 "]
    assert "27/9/2026" in told(leader, "escalated")[0]
    assert told(deputy, "escalated") == told(leader, "escalated")
    assert told(elsewhere, "escalated") == []


def test_where_the_agency_has_nobody_it_comes_up_to_the_committee(officer: User) -> None:
    f.EscalationStepFactory(after_days=10, role="committee_leader")
    committee = f.AgencyFactory(kind="committee", name="UBND tỉnh")
    head = f.UserFactory(committee_leader=True, agency=committee)
    flag(officer, opened=NIGHT - timedelta(10))
    telling.tell_risen(night=NIGHT, at=AT)
    assert len(told(head, "escalated")) == 1


def test_a_body_without_a_leader_is_answered_for_by_the_registry() -> None:
    board = f.AgencyFactory(kind=Agency.Kind.ZONE_BOARD)
    head = f.UserFactory(
        department_leader=True, agency=f.AgencyFactory(kind=Agency.Kind.DEPARTMENT)
    )
    f.UserFactory(department_leader=True, agency=f.AgencyFactory(kind=Agency.Kind.SECTOR))
    steps = (Step(7, Role.DEPARTMENT_LEADER, 5),)
    assert people(steps, [board.pk]).of(Role.DEPARTMENT_LEADER, board.pk) == [head]


def test_a_flag_that_came_back_climbs_anew(officer: User) -> None:
    f.EscalationStepFactory(after_days=10)
    leader = f.UserFactory(department_leader=True, agency=officer.agency)
    again = flag(officer, opened=NIGHT - timedelta(10))
    FlagEvent.objects.create(flag=again, on=NIGHT, old_state="resolved", new_state="open")
    telling.tell_risen(night=NIGHT, at=AT)
    assert told(leader, "escalated") == []
    telling.tell_new_flags(night=NIGHT, at=AT)
    assert len(told(officer, "new_flags")) == 1


def test_once_a_week_each_hears_how_much_is_due(officer: User) -> None:
    bearer = f.UserFactory(sector_agency=True)
    colleague = f.UserFactory(sector_agency=True, agency=bearer.agency)
    due = {"due_date": NIGHT + timedelta(30), "next_change_on": NIGHT + timedelta(31)}
    project = f.ProjectNotStarted(officer=officer)
    f.ObligationRunning(project_id=project.pk, bearer_agency=bearer.agency, **due)
    f.ObligationRunning(project_id=project.pk, bearer_agency=officer.agency, **due)
    for day in range(7):
        telling.tell_due_soon(on=NIGHT + timedelta(day), at=AT)
    assert [title[:2] for title in told(officer, "due_soon")] == ["2 ", "2 "], "two weeks began"
    assert len(told(bearer, "due_soon")) == len(told(colleague, "due_soon")) == 2


def test_missed_nights_are_made_up_and_old_ones_let_be(officer: User) -> None:
    for days in (0, 1, 8):
        SweepRun.objects.create(on=NIGHT - timedelta(days), finished_at=AT)
        flag(officer, opened=NIGHT - timedelta(days))
    telling.tell_all(on=NIGHT, at=AT)
    telling.tell_all(on=NIGHT, at=AT)
    assert len(told(officer, "new_flags")) == 2


def test_two_workers_tell_once(real) -> None:
    officer = f.UserFactory(specialist=True)
    SweepRun.objects.create(on=NIGHT, finished_at=AT)
    flag(officer)
    act = lambda: telling.tell_all(on=NIGHT, at=AT)  # noqa: E731 -- two of the same
    at_once(act, act)
    assert len(told(officer, "new_flags")) == 1


def test_the_shipped_ladder_is_written_once_and_then_the_provinces_own() -> None:
    assert load_steps() == len(DEFAULTS)
    EscalationStep.objects.filter(after_days=30).update(after_days=45)
    assert load_steps() == 0
    assert list(EscalationStep.objects.values_list("after_days", flat=True)) == [10, 45]


def test_the_rungs_of_a_flag_with_their_days() -> None:
    steps = (Step(30, "committee_leader", 10), Step(10, "department_leader", 5))
    low, high = rises(date(2026, 1, 31), steps)
    assert (low.on, low.return_by) == (date(2026, 2, 10), date(2026, 2, 15))
    assert (high.on, high.return_by) == (date(2026, 3, 2), date(2026, 3, 12))
    assert first_step(steps, "committee_leader") == steps[0]
    assert first_step(steps, "inspector") is None
