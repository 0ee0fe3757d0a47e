"""A deputy for a period: whose rights, on which days, and what the history says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent, Deputyship, User
from accounts.permissions import Permission, Role
from projects.models import Project
from tests.factories import (
    AgencyFactory,
    DeputyshipFactory,
    FlagOpen,
    ObligationOverdue,
    ProjectFactory,
    TrancheDecided,
    UserFactory,
)
from tests.support.forms import boxes, errors
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 10)
PAGE = "accounts:deputies"


def noon(day: date) -> datetime:
    """Noon in Vietnam."""
    return datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(noon(FIRST), tick=False) as travelled:
        yield travelled


def on(person: User, day: date) -> User:
    """The person as a request on that day knows him or her."""
    known: User = User.objects.get(pk=person.pk)
    known.today = day
    return known


@pytest.fixture
def absent() -> User:
    """A specialist who is away."""
    user: User = UserFactory(specialist=True, display_name="Trần Văn Bình")
    return user


@pytest.fixture
def deputy() -> User:
    """A supervisor: sees the province and no flags, and changes nothing in the own right."""
    user: User = UserFactory(supervisor=True, display_name="Lê Thu Hà")
    return user


@pytest.fixture
def period(absent: User, deputy: User) -> Deputyship:
    row: Deputyship = DeputyshipFactory(absent=absent, deputy=deputy, from_date=FIRST, to_date=LAST)
    return row


DAYS = [
    pytest.param(FIRST - timedelta(days=1), False, id="the day before"),
    pytest.param(FIRST, True, id="the first day"),
    pytest.param(LAST, True, id="the last day"),
    pytest.param(LAST + timedelta(days=1), False, id="the day after"),
]


@pytest.mark.parametrize(("day", "acts"), DAYS)
def test_rights_hold_from_the_first_day_to_the_last(
    clock: Any, period: Deputyship, deputy: User, day: date, acts: bool
) -> None:
    project = ProjectFactory()
    now = on(deputy, day)
    assert now.can(Permission.EDIT_PROJECT) is acts
    assert now.can(Permission.VIEW_FLAGS) is acts
    clock.move_to(noon(day))
    page = signed_in(deputy).get(reverse("projects:edit", args=[project.code]))
    assert page.status_code == (200 if acts else 403)


@pytest.mark.parametrize(("day", "acts"), DAYS)
def test_sight_holds_from_the_first_day_to_the_last(day: date, acts: bool) -> None:
    here, there = UserFactory(commune_officer=True), UserFactory(commune_officer=True)
    DeputyshipFactory(absent=there, deputy=here, from_date=FIRST, to_date=LAST)
    project = ProjectFactory(units=[there.agency.unit])
    assert Project.objects.visible_to(on(here, day)).filter(pk=project.pk).exists() is acts


def test_the_day_is_the_one_in_vietnam(clock: Any, period: Deputyship, deputy: User) -> None:
    url = reverse("projects:create")
    clock.move_to(datetime(2026, 8, 31, 16, 59, tzinfo=UTC))
    assert signed_in(deputy).get(url).status_code == 403
    clock.move_to(datetime(2026, 8, 31, 17, 0, tzinfo=UTC))
    assert signed_in(deputy).get(url).status_code == 200


def test_outside_a_request_nobody_stands_in(period: Deputyship, deputy: User) -> None:
    assert not User.objects.get(pk=deputy.pk).can(Permission.EDIT_PROJECT)


def test_keeping_the_system_is_never_passed_on(deputy: User) -> None:
    DeputyshipFactory(absent=UserFactory(administrator=True), deputy=deputy)
    now = on(deputy, FIRST)
    assert now.can(Permission.HAND_OVER)
    assert not now.can(Permission.MANAGE_SYSTEM)


def test_a_deputy_of_a_deputy_inherits_nothing(period: Deputyship, deputy: User) -> None:
    third = UserFactory(supervisor=True)
    DeputyshipFactory(absent=deputy, deputy=third)
    assert not on(third, FIRST).can(Permission.EDIT_PROJECT)


def test_two_narrow_scopes_add_up() -> None:
    here, there = UserFactory(sector_agency=True), UserFactory(sector_agency=True)
    DeputyshipFactory(absent=there, deputy=here)
    ours = ProjectFactory(agency=here.agency)
    ground = TrancheDecided(agency=here.agency).project
    theirs = ProjectFactory(agency=there.agency)
    ProjectFactory()
    assert set(Project.objects.visible_to(on(here, FIRST))) == {ours, ground, theirs}
    assert set(Project.objects.visible_to(here)) == {ours, ground}


def test_my_projects_are_also_those_of_the_absent_person(
    clock: Any, period: Deputyship, absent: User, deputy: User
) -> None:
    theirs, own = ProjectFactory(officer=absent), ProjectFactory(officer=deputy)
    flag = FlagOpen(obligation=ObligationOverdue(project_id=theirs.pk), project_id=theirs.pk)
    ProjectFactory(officer=UserFactory())
    desk = signed_in(deputy)
    page = desk.get(reverse("projects:list"), {"can_bo": "toi"})
    assert {row["code"] for row in page.context["rows"]} == {theirs.code, own.code}
    counted = {view.label: view.count for view in page.context["views"]}
    assert counted["Tôi phụ trách"] == "2"
    flags = desk.get(reverse("deadlines:flags"), {"can_bo": "toi"})
    assert [row["url"] for row in flags.context["rows"]] == [
        reverse("deadlines:flag", args=[flag.pk])
    ]
    clock.move_to(noon(LAST + timedelta(days=1)))
    assert signed_in(deputy).get(reverse("deadlines:flags")).status_code == 403


def test_the_history_names_both(period: Deputyship, deputy: User) -> None:
    desk = signed_in(deputy)
    page = desk.get(reverse("projects:create"))
    typed = boxes(page) | {"name": "Nhà máy chè", "agency": AgencyFactory().pk}
    answer = desk.post(reverse("projects:create"), typed)
    assert answer.status_code == 302, errors(answer)
    event = AuditEvent.objects.get(verb="project_created")
    assert event.by_id == deputy.pk
    assert event.by_name == "Lê Thu Hà (thay Trần Văn Bình)"


def test_the_menu_says_for_whom_and_until_when(period: Deputyship, deputy: User) -> None:
    page = signed_in(deputy).get(reverse("projects:list")).content.decode()
    assert "Đang thay: Trần Văn Bình đến 10/9/2026" in page


def test_who_stands_in_for_nobody_pays_one_question_at_most(deputy: User, absent: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            signed_in(deputy).get(reverse("projects:list"))
        return sum("accounts_deputyship" in query["sql"] for query in asked)

    assert cost() == 1
    DeputyshipFactory(absent=absent, deputy=deputy)
    assert cost() == 1


# Naming a deputy


def sent(desk: Client, **said: Any) -> Any:
    typed = {"from_date": "1/9/2026", "to_date": "10/9/2026", "reason": "Nghỉ phép"} | said
    return desk.post(reverse(PAGE), typed)


def refused(page: Any, box: str) -> str:
    assert page.status_code == 422
    form = page.context["form"]
    assert list(form.errors) == [box]
    assert Deputyship.objects.count() == 0
    return str(form.errors[box])


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.COMMUNE_OFFICER, Role.SUPERVISOR])
def test_anybody_of_the_state_names_the_own_deputy(role: Role) -> None:
    person, deputy = UserFactory(**{role.value: True}), UserFactory(**{role.value: True})
    assert sent(signed_in(person), deputy=deputy.pk, document_number="12/QĐ").status_code == 302
    (row,) = Deputyship.objects.all()
    assert (row.absent, row.deputy, row.from_date, row.to_date) == (person, deputy, FIRST, LAST)
    (event,) = AuditEvent.objects.filter(verb="deputy_named")
    assert (event.subject_id, event.by_id, event.reason) == (person.pk, person.pk, "Nghỉ phép")


def test_nobody_arranges_it_for_a_colleague_without_the_right(absent: User, deputy: User) -> None:
    person = UserFactory(specialist=True)
    sent(signed_in(person), absent=absent.pk, deputy=deputy.pk)
    (row,) = Deputyship.objects.all()
    assert row.absent == person, "the box of the absent person is not offered, so not read"


@pytest.mark.parametrize("role", [Role.DEPARTMENT_LEADER, Role.ADMINISTRATOR])
def test_who_hands_work_over_names_deputies_of_others(
    role: Role, absent: User, deputy: User
) -> None:
    leader = UserFactory(**{role.value: True})
    assert sent(signed_in(leader), absent=absent.pk, deputy=deputy.pk).status_code == 302
    assert Deputyship.objects.get().absent == absent


def test_nobody_takes_the_rights_of_others_for_oneself(absent: User) -> None:
    leader = UserFactory(department_leader=True)
    page = sent(signed_in(leader), absent=absent.pk, deputy=leader.pk)
    refused(page, "deputy")


def test_a_deputy_is_somebody_else(absent: User) -> None:
    leader = signed_in(UserFactory(department_leader=True))
    said = refused(sent(leader, absent=absent.pk, deputy=absent.pk), "deputy")
    assert "chọn người khác" in said


@pytest.mark.parametrize(
    "wrong",
    [{"investor": True}, {"is_active": False}],
    ids=["an investor", "a closed account"],
)
def test_a_deputy_works_for_the_state_and_may_sign_in(wrong: dict[str, Any], absent: User) -> None:
    refused(sent(signed_in(absent), deputy=UserFactory(**wrong).pk), "deputy")


UNLIKE = [
    pytest.param(Role.SPECIALIST, Role.SECTOR_AGENCY, id="an agency's for the province"),
    pytest.param(Role.SECTOR_AGENCY, Role.SPECIALIST, id="the province's for an agency"),
    pytest.param(Role.SECTOR_AGENCY, Role.OWNER, id="one scope, two roles"),
    pytest.param(Role.COMMUNE_OFFICER, Role.SECTOR_AGENCY, id="an agency's for a commune"),
]


@pytest.mark.parametrize(("away", "there"), UNLIKE)
def test_nobody_gets_a_right_over_what_neither_may_touch(away: Role, there: Role) -> None:
    absent, deputy = UserFactory(**{away.value: True}), UserFactory(**{there.value: True})
    own = signed_in(absent)
    assert deputy not in own.get(reverse(PAGE)).context["form"].fields["deputy"].queryset
    refused(sent(own, deputy=deputy.pk), "deputy")
    leader = signed_in(UserFactory(department_leader=True))
    said = refused(sent(leader, absent=absent.pk, deputy=deputy.pk), "deputy")
    assert str(away.label) in said


@pytest.mark.parametrize(("away", "there"), UNLIKE)
def test_a_period_counts_for_nothing_once_roles_no_longer_go_together(
    away: Role, there: Role
) -> None:
    absent, deputy = UserFactory(**{away.value: True}), UserFactory(**{there.value: True})
    DeputyshipFactory(absent=absent, deputy=deputy, from_date=FIRST, to_date=LAST)
    now = on(deputy, FIRST)
    assert (now.acting_for, now.permissions, now.scope) == ((), deputy.permissions, deputy.scope)


@pytest.mark.parametrize(
    ("said", "box"),
    [
        pytest.param({"to_date": "31/8/2026"}, "to_date", id="ends before it begins"),
        pytest.param(
            {"from_date": "1/8/2026", "to_date": "31/8/2026"}, "to_date", id="is over already"
        ),
        pytest.param({"from_date": "31/02/2026"}, "from_date", id="no such day"),
        pytest.param({"reason": ""}, "reason", id="without a reason"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    said: dict[str, str], box: str, absent: User, deputy: User
) -> None:
    refused(sent(signed_in(absent), deputy=deputy.pk, **said), box)


def test_one_deputy_at_a_time(period: Deputyship, absent: User) -> None:
    other = UserFactory()
    page = sent(signed_in(absent), deputy=other.pk, from_date="10/9/2026", to_date="12/9/2026")
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["from_date"])
    page = sent(signed_in(absent), deputy=other.pk, from_date="11/9/2026", to_date="12/9/2026")
    assert page.status_code == 302


def test_a_deputy_is_there(period: Deputyship, absent: User) -> None:
    page = sent(signed_in(UserFactory()), deputy=absent.pk)
    assert list(page.context["form"].errors) == ["deputy"]


# Coming back


def end(person: User, row: Deputyship) -> int:
    url = reverse("accounts:end_deputy", args=[row.pk])
    return int(signed_in(person).post(url).status_code)


def test_coming_back_early_ends_the_rights_at_once(
    clock: Any, period: Deputyship, absent: User, deputy: User
) -> None:
    clock.move_to(noon(date(2026, 9, 5)))
    assert on(deputy, date(2026, 9, 5)).can(Permission.EDIT_PROJECT)
    assert end(absent, period) == 302
    assert not on(deputy, date(2026, 9, 5)).can(Permission.EDIT_PROJECT)
    period.refresh_from_db()
    assert period.to_date == date(2026, 9, 4)
    assert AuditEvent.objects.filter(verb="deputy_ended", subject_id=absent.pk).exists()


def test_a_period_that_has_not_run_is_taken_back(period: Deputyship, absent: User) -> None:
    assert end(absent, period) == 302
    assert not Deputyship.objects.exists()


def test_the_deputy_does_not_end_it_and_strangers_do_not_see_it(
    period: Deputyship, deputy: User
) -> None:
    stranger = UserFactory()
    assert end(stranger, period) == 404
    assert list(signed_in(stranger).get(reverse(PAGE)).context["rows"]) == []
    end(deputy, period)
    assert Deputyship.objects.filter(pk=period.pk, to_date=LAST).exists()


def test_a_period_that_is_over_stays(clock: Any, period: Deputyship, absent: User) -> None:
    clock.move_to(noon(LAST + timedelta(days=1)))
    assert end(absent, period) == 404
    assert Deputyship.objects.filter(pk=period.pk, to_date=LAST).exists()


def test_a_person_closed_for_idleness_is_still_stood_in_for(
    period: Deputyship, absent: User, deputy: User
) -> None:
    User.objects.filter(pk=absent.pk).update(is_active=False)
    assert on(deputy, LAST).can(Permission.EDIT_PROJECT)
