"""Handing projects from one officer to another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.permissions import Role
from projects.actions import handing_over
from projects.models import Project
from tests.factories import ProjectFactory, UserFactory
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader() -> User:
    user: User = UserFactory(department_leader=True)
    return user


@pytest.fixture
def desk(leader: User) -> Client:
    return signed_in(leader)


@pytest.fixture
def officer() -> User:
    """An officer with three projects."""
    user: User = UserFactory(display_name="Trần Văn Bình")
    for _n in range(3):
        ProjectFactory(officer=user)
    return user


@pytest.fixture
def heir() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


def send(
    desk: Client,
    officer: User,
    heir: User,
    ticked: list[Project],
    said: dict[str, Any] | None = None,
) -> Any:
    typed = {"to": heir.pk, "reason": "Chuyển công tác", "projects": [p.pk for p in ticked]}
    return desk.post(reverse("projects:hand_over", args=[officer.pk]), typed | (said or {}))


def of(officer: User) -> list[Project]:
    return list(Project.objects.filter(officer=officer).order_by("pk"))


def test_all_projects_are_ticked_to_begin_with(desk: Client, officer: User) -> None:
    page = desk.get(reverse("projects:hand_over", args=[officer.pk]))
    assert [ticked for _project, ticked in page.context["form"].rows()] == [True] * 3


def test_ticked_projects_change_hands_each_with_its_history(
    desk: Client, officer: User, heir: User, leader: User
) -> None:
    first, second, third = of(officer)
    page = send(desk, officer, heir, [first, second])
    assert page.status_code == 200
    assert [project.code for project in page.context["done"]] == [first.code, second.code]
    assert (of(heir), of(officer)) == ([first, second], [third])
    events = list(AuditEvent.objects.filter(verb="project_handed_over").order_by("project_id"))
    assert [event.project_id for event in events] == [first.pk, second.pk]
    event = events[0]
    assert (event.by_id, event.reason) == (leader.pk, "Chuyển công tác")
    assert (event.old, event.new) == ({"officer": "Trần Văn Bình"}, {"officer": "Lê Thu Hà"})
    now = Project.objects.get(pk=first.pk)
    assert now.version == first.version + 1, "who edits meanwhile is told"


def test_the_list_of_officers_counts_and_shows_who_left(desk: Client, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(is_active=False)
    ProjectFactory(officer=UserFactory())
    page = desk.get(reverse("projects:portfolios"))
    people = list(page.context["people"])
    assert (people[0], people[0].portfolio_size, len(people)) == (officer, 3, 2)


@pytest.mark.parametrize(
    "wrong",
    [{"is_active": False}, {"commune_officer": True}, {"investor": True}, {"administrator": True}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_who_does_not_edit_projects_cannot_take_them(
    desk: Client, officer: User, leader: User, wrong: dict[str, Any]
) -> None:
    person = UserFactory(**wrong)
    page = send(desk, officer, person, of(officer))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["to"])
    wanted = handing_over.HandOver(
        from_id=officer.pk, to=person, project_ids=[of(officer)[0].pk], reason="x"
    )
    with pytest.raises(handing_over.NotAnOfficer):
        handing_over.hand_over(by=leader, on=timezone.localdate(), at=timezone.now(), wanted=wanted)
    assert len(of(officer)) == 3


@pytest.mark.parametrize(
    ("said", "box"),
    [({"projects": []}, "projects"), ({"reason": " "}, "reason"), ({"to": ""}, "to")],
    ids=["nothing ticked", "no reason", "nobody"],
)
def test_what_is_missing_is_said_and_ticks_are_kept(
    desk: Client, officer: User, heir: User, said: dict[str, Any], box: str
) -> None:
    first = of(officer)[0]
    page = send(desk, officer, heir, [first], said)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [box])
    ticked = [project for project, on in page.context["form"].rows() if on]
    assert ticked == ([] if box == "projects" else [first])


def test_a_project_that_changed_hands_meanwhile_is_refused(
    desk: Client, officer: User, heir: User, leader: User
) -> None:
    projects = of(officer)
    Project.objects.filter(pk=projects[0].pk).update(officer=leader)
    page = send(desk, officer, heir, projects)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["projects"])
    assert of(heir) == []
    wanted = handing_over.HandOver(
        from_id=officer.pk, to=heir, project_ids=[p.pk for p in projects], reason="x"
    )
    with pytest.raises(handing_over.NoLongerTheirs):
        handing_over.hand_over(by=leader, on=timezone.localdate(), at=timezone.now(), wanted=wanted)


def test_a_specialist_hands_nothing_over(officer: User) -> None:
    desk = signed_in(UserFactory(**{Role.SPECIALIST.value: True}))
    assert desk.get(reverse("projects:portfolios")).status_code == 403
    assert desk.get(reverse("projects:hand_over", args=[officer.pk])).status_code == 403


def test_nobody_with_no_projects_and_nobody_at_all(desk: Client) -> None:
    idle = UserFactory()
    assert desk.get(reverse("projects:hand_over", args=[idle.pk])).status_code == 200
    assert desk.get(reverse("projects:hand_over", args=[999_999])).status_code == 404
