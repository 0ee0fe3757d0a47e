"""The day's work: every row in one group for one reader, and nothing of others."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from deadlines.actions import assigning
from deadlines.actions.assigning import Giving, give, pass_on
from deadlines.models import Flag, FlagEvent
from deadlines.rules.escalation import DEFAULTS
from deadlines.work import Desk, Group
from desk.models import Notification
from projects.actions.handing_over import HandOver, hand_over
from tests import factories as f

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 22)
YESTERDAY = date(2026, 9, 21)
AT = datetime(2026, 9, 22, 3, 0, tzinfo=UTC)


def desk(user: User, on: date = TODAY) -> Desk:
    user.today = on
    return Desk(user=user, on=on, since=YESTERDAY, ladder=DEFAULTS)


def mine(user: User) -> Counter[str]:
    return desk(user).mine().counts()


@pytest.fixture
def officer() -> User:
    user: User = f.UserFactory(specialist=True)
    return user


def project_of(officer: User | None, **more: Any) -> Any:
    agency = officer.agency if officer else f.AgencyFactory()
    return f.ProjectNotStarted(**{"officer": officer, "agency": agency} | more)


def flag(project: Any, *, opened: date = date(2026, 9, 15), **more: Any) -> Flag:
    duty = f.ObligationOverdue(project_id=project.pk)
    row: Flag = f.FlagOpen(obligation=duty, project_id=project.pk, opened_on=opened, **more)
    return row


def soon(project: Any, due: date, **more: Any) -> Any:
    values = {"project_id": project.pk, "due_date": due, "next_change_on": due + timedelta(1)}
    return f.ObligationRunning(**values | more)


def test_each_reason_is_a_group(officer: User) -> None:
    project = project_of(officer)
    flag(project, opened=TODAY)
    flag(project)
    flag(project, state="confirmed", decided_at=AT, decided_by_id=1)
    f.ObligationStopped(project_id=project.pk)
    soon(project, TODAY + timedelta(30))
    soon(project, TODAY + timedelta(31))
    answered = flag(project)
    f.StatementFactory(flag=answered)
    assert mine(officer) == {
        Group.NEW: 1,
        Group.LATE: 1,
        Group.WAITING: 2,
        Group.SOON: 1,
        Group.RETURNED: 1,
    }


def test_a_hint_waits_for_nobody(officer: User) -> None:
    project = project_of(officer)
    duty = f.ObligationOverdue(project_id=project.pk, kind="D9")
    f.FlagOpen(obligation=duty, project_id=project.pk, kind="D9", opened_on=TODAY)
    assert mine(officer) == {}
    assert not Flag.objects.warnings().exists()


def test_a_flag_given_to_me_is_mine_and_no_longer_my_colleagues(officer: User) -> None:
    colleague = f.UserFactory(specialist=True, agency=officer.agency)
    flag(project_of(colleague), officer=officer)
    assert mine(officer).total() == 1
    assert mine(colleague).total() == 0


def test_what_the_own_agency_owes_is_shared_unless_a_colleague_has_it() -> None:
    officer = f.UserFactory(sector_agency=True)
    colleague = f.UserFactory(sector_agency=True, agency=officer.agency)
    follower = f.UserFactory(specialist=True)
    project = project_of(follower)
    f.TrancheHandedOver(project=project, agency=officer.agency)
    soon(project, TODAY + timedelta(3), bearer_agency=officer.agency, audience="bearer")
    assert mine(officer).total() == mine(colleague).total() == mine(follower).total() == 1


def test_nothing_of_others_and_nothing_settled(officer: User) -> None:
    flag(project_of(None))
    for state in ("dismissed", "resolved", "moved"):
        flag(project_of(officer), state=state, closed_on=TODAY, reason="x", document_number="1")
    f.ObligationMet(project_id=project_of(officer).pk)
    assert mine(officer).total() == 0


def test_a_deputy_has_the_work_of_the_absent_person(officer: User) -> None:
    deputy = f.UserFactory(specialist=True)
    f.DeputyshipFactory(absent=officer, deputy=deputy, from_date=YESTERDAY, to_date=TODAY)
    flag(project_of(officer))
    assert mine(deputy).total() == 1
    tomorrow = desk(User.objects.get(pk=deputy.pk), TODAY + timedelta(1))
    assert tomorrow.mine().counts().total() == 0


def test_the_groups_of_an_agency_add_up_to_those_of_its_people(officer: User) -> None:
    leader = f.UserFactory(department_leader=True, agency=officer.agency)
    project = project_of(officer)
    flag(project)
    flag(project, opened=TODAY)
    flag(project_of(None, agency=officer.agency))
    flag(project_of(None))
    table = desk(leader).of_agency()
    assert table.by_person() == {
        officer.pk: {Group.NEW: 1, Group.LATE: 1},
        None: {Group.LATE: 1},
    }
    assert table.counts() == {Group.NEW: 1, Group.LATE: 2}


@pytest.mark.parametrize(("days", "risen"), [(9, 0), (10, 1), (29, 1), (30, 1)])
def test_a_flag_nobody_decided_on_comes_up(officer: User, days: int, risen: int) -> None:
    leader = f.UserFactory(department_leader=True, agency=officer.agency)
    committee = f.UserFactory(
        committee_leader=True, agency=f.AgencyFactory(kind="committee", name="UBND tỉnh")
    )
    flag(project_of(officer), opened=TODAY - timedelta(days))
    assert mine(leader)[Group.RISEN] == risen
    assert mine(committee)[Group.RISEN] == (days >= 30)


def test_only_flags_of_the_own_agency_that_bind_somebody_come_up(officer: User) -> None:
    leader = f.UserFactory(department_leader=True)
    long_ago = TODAY - timedelta(40)
    flag(project_of(officer), opened=long_ago)
    flag(project_of(None, agency=leader.agency), opened=long_ago, advisory=True)
    flag(project_of(None, agency=leader.agency), opened=long_ago, state="contested")
    assert mine(leader).total() == 0


def test_a_flag_that_came_back_climbs_from_the_day_it_came_back(officer: User) -> None:
    leader = f.UserFactory(department_leader=True, agency=officer.agency)
    again = flag(project_of(officer), opened=TODAY - timedelta(80), version=3)
    FlagEvent.objects.create(flag=again, on=YESTERDAY, old_state="resolved", new_state="open")
    assert mine(leader).total() == 0
    assert mine(officer) == {Group.LATE: 1}


def test_a_returned_result_is_returned_until_it_is_handed_in_again() -> None:
    officer = f.UserFactory(sector_agency=True)
    lead = f.LeadFactory(agency=officer.agency)
    day = TODAY + timedelta(5)
    duty = f.ObligationOfOrder(
        subject_id=lead.pk,
        bearer_agency=officer.agency,
        due_date=day,
        next_change_on=day + timedelta(1),
        audience="bearer",
    )
    f.ResultReturned(lead=lead, cycle=duty.cycle)
    assert mine(officer) == {Group.RETURNED: 1}
    f.ResultSubmitted(lead=lead, cycle=duty.cycle)
    assert mine(officer) == {Group.SOON: 1}


def test_giving_flags_is_written_and_told_once(officer: User) -> None:
    leader = f.UserFactory(department_leader=True)
    ids = [flag(project_of(None)).pk for _ in range(3)]
    giving = Giving(flag_ids=ids, to=officer, handle_by=TODAY, note="Làm sớm")
    assert give(by=leader, on=TODAY, at=AT, giving=giving) == 3
    assert Flag.objects.filter(officer=officer, handle_by=TODAY).count() == 3
    (told,) = Notification.objects.filter(user=officer, kind="order")
    assert "Làm sớm" in told.body
    assert AuditEvent.objects.filter(verb="flag_given", by_id=leader.pk).count() == 3
    back = Giving(flag_ids=ids, to=None, handle_by=TODAY)
    give(by=leader, on=TODAY, at=AT, giving=back)
    assert Flag.objects.filter(officer=None, handle_by=None).count() == 3


def test_giving_is_refused_with_what_to_do(officer: User) -> None:
    leader = f.UserFactory(department_leader=True)
    live, closed = flag(project_of(None)), flag(project_of(None), state="moved", closed_on=TODAY)
    refused = [
        (assigning.NothingChosen, Giving(flag_ids=[], to=officer)),
        (assigning.TooMany, Giving(flag_ids=range(2001), to=officer)),
        (assigning.NotAnOfficer, Giving(flag_ids=[live.pk], to=f.UserFactory(owner=True))),
        (assigning.DayIsPast, Giving(flag_ids=[live.pk], to=officer, handle_by=YESTERDAY)),
        (assigning.NotLive, Giving(flag_ids=[live.pk, closed.pk], to=officer)),
    ]
    for refusal, giving in refused:
        with pytest.raises(refusal):
            give(by=leader, on=TODAY, at=AT, giving=giving)
    assert not Flag.objects.exclude(officer=None).exists()


def test_flags_go_along_with_projects_and_with_who_leaves(officer: User) -> None:
    leader, heir = f.UserFactory(department_leader=True), f.UserFactory(specialist=True)
    project = project_of(officer)
    along = flag(project, officer=officer, handle_by=TODAY)
    other = flag(project_of(None), officer=officer)
    wanted = HandOver(from_id=officer.pk, to=heir, project_ids=[project.pk], reason="Chuyển việc")
    hand_over(by=leader, on=TODAY, at=AT, wanted=wanted)
    along.refresh_from_db()
    other.refresh_from_db()
    assert (along.officer, along.handle_by, other.officer) == (heir, TODAY, officer)
    pass_on(by=leader, on=TODAY, at=AT, from_id=officer.pk, to=None, reason="Nghỉ")
    other.refresh_from_db()
    assert (other.officer, other.handle_by) == (None, None)
