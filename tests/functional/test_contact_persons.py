"""Contact persons: whole for who handles the file, masked for others, and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.digests import digest
from accounts.models import AuditEvent, User
from desk.models import Draft
from projects.models import ContactPerson, Project
from tests.factories import (
    DeputyshipFactory,
    PersonSpeaking,
    ProjectFactory,
    ProjectUnderConstruction,
    UserFactory,
)
from tests.support.forms import address, boxes, errors, said, send

pytestmark = pytest.mark.django_db

PHONE, EMAIL = "0912 345 321", "man.nong@example.vn"
MASKED = ("09•• ••• 321", "m•••@…")
NEW = {"name": "Hoàng Thị Sáo", "phone": "0987654321", "speaks": "here"}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def detail(user: User, project: Project) -> str:
    page = browser(user).get(reverse("projects:detail", args=[project.code]))
    assert page.status_code == 200
    return str(page.content.decode())


@pytest.fixture
def officer() -> User:
    return UserFactory(specialist=True)


@pytest.fixture
def row(officer: User) -> ContactPerson:
    project = ProjectUnderConstruction(officer=officer)
    return PersonSpeaking(project=project, investor=project.investor)


def about(row: ContactPerson) -> Project:
    assert row.project is not None
    return row.project


def head_of(project: Project) -> User:
    return UserFactory(department_leader=True, agency=project.agency)


def deputy_of(project: Project) -> User:
    today = timezone.localdate()
    user = UserFactory(specialist=True)
    DeputyshipFactory(
        absent=project.officer,
        deputy=user,
        from_date=today - timedelta(days=1),
        to_date=today + timedelta(days=1),
    )
    return user


HANDLERS = {
    "officer": lambda project: project.officer,
    "deputy": deputy_of,
    "head": head_of,
}
OTHERS = {
    "a colleague": lambda _: UserFactory(specialist=True),
    "a head of another agency": lambda _: UserFactory(department_leader=True),
    "a leader of the province": lambda _: UserFactory(committee_leader=True),
    "an inspector": lambda _: UserFactory(inspector=True),
    "an administrator": lambda _: UserFactory(administrator=True),
    "a sector agency": lambda project: UserFactory(sector_agency=True, agency=project.agency),
}
STRANGERS = {
    "a supervisor": lambda _: UserFactory(supervisor=True),
    "an owner": lambda project: UserFactory(owner=True, agency=project.agency),
}


@pytest.mark.parametrize("who", HANDLERS)
def test_who_handles_the_file_sees_everything(row: ContactPerson, who: str) -> None:
    text = detail(HANDLERS[who](about(row)), about(row))
    assert row.name in text
    assert PHONE in text
    assert EMAIL in text


@pytest.mark.parametrize("who", OTHERS)
def test_others_see_a_name_and_masks(row: ContactPerson, who: str) -> None:
    text = detail(OTHERS[who](about(row)), about(row))
    assert row.name in text
    assert all(mask in text for mask in MASKED)
    assert PHONE not in text
    assert EMAIL not in text


@pytest.mark.parametrize("who", STRANGERS)
def test_those_who_follow_nothing_see_nobody(row: ContactPerson, who: str) -> None:
    user = STRANGERS[who](about(row))
    text = detail(user, about(row))
    assert row.name not in text
    assert not any(mask in text for mask in MASKED)
    assert browser(user).post(address("person_show", row)).status_code == 403


def test_showing_is_an_act_that_the_history_keeps(row: ContactPerson) -> None:
    user = UserFactory(specialist=True, display_name="Trần Chuyên Viên")
    client = browser(user)
    assert client.get(address("person_show", row)).status_code == 405
    page = client.post(address("person_show", row))
    text = page.content.decode()
    assert PHONE in text
    assert EMAIL in text
    assert "no-store" in page["Cache-Control"]
    event = AuditEvent.objects.get(verb="contact_person_shown")
    assert (event.by_id, event.by_name) == (user.pk, "Trần Chuyên Viên")
    assert (event.subject_kind, event.subject_id) == ("contact_person", row.pk)
    assert event.project_id == row.project_id
    assert PHONE not in detail(user, about(row)), "the page itself stays masked"


def test_a_person_of_another_project_does_not_exist(row: ContactPerson, officer: User) -> None:
    other = ProjectFactory(officer=officer)
    client = browser(officer)
    for name in ("person_edit", "person_end"):
        assert client.get(reverse(f"projects:{name}", args=[other.code, row.pk])).status_code == 404
    gone = client.post(reverse("projects:person_show", args=[other.code, row.pk]))
    assert gone.status_code == 404
    assert not AuditEvent.objects.filter(verb="contact_person_shown").exists()


def test_a_person_of_the_investor_stands_in_all_its_projects(row: ContactPerson) -> None:
    ContactPerson.objects.filter(pk=row.pk).update(project=None)
    sister = ProjectFactory(investor=row.investor)
    assert row.name in detail(UserFactory(specialist=True), sister)


# ------------------------------------------------------------ entering


def test_a_person_is_entered_and_the_history_keeps_digests(officer: User) -> None:
    project = ProjectUnderConstruction(officer=officer)
    page = send(browser(officer), address("person_add", project), **NEW)
    row = ContactPerson.objects.get()
    assert (row.name, row.phone, row.investor_id) == (
        NEW["name"],
        NEW["phone"],
        project.investor_id,
    )
    assert said(page)
    event = AuditEvent.objects.get(verb="contact_person_added")
    assert event.new["name"] == digest(NEW["name"])
    assert event.new["phone"] == digest(NEW["phone"])
    history = browser(officer).get(reverse("projects:history", args=[project.code]))
    assert "Người liên hệ" in history.content.decode() or "Contact person" in str(event.summary)
    for kept in (NEW["name"], NEW["phone"], event.new["phone"]):
        assert kept not in history.content.decode()


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"phone": ""}, "phone"),
        ({"phone": "chín một"}, "phone"),
        ({"phone": "0912"}, "phone"),
        ({"phone": "", "email": "khong-phai-thu"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_a_mistake_is_said_beside_its_box(officer: User, typed: dict[str, str], box: str) -> None:
    where = address("person_add", ProjectUnderConstruction(officer=officer))
    client = browser(officer)
    page = client.post(where, boxes(client.get(where)) | NEW | typed)
    assert page.status_code == 422
    assert box in errors(page)
    assert ContactPerson.objects.count() == 0


def test_the_same_person_is_not_entered_twice(row: ContactPerson, officer: User) -> None:
    page = send(browser(officer), address("person_add", row.project), **(NEW | {"name": row.name}))
    assert page.status_code == 422


def test_a_project_without_an_investor_has_nobody_to_speak_for(officer: User) -> None:
    project = ProjectFactory(investor=None, officer=officer)
    page = send(browser(officer), address("person_add", project), **NEW)
    assert page.status_code == 422


def test_only_who_handles_the_file_corrects(row: ContactPerson, officer: User) -> None:
    where = address("person_edit", row)
    refused = browser(UserFactory(specialist=True)).get(where)
    assert refused.status_code == 403
    assert PHONE not in refused.content.decode()
    send(browser(officer), where, phone="0200 555 666", speaks="everywhere")
    row.refresh_from_db()
    assert (row.phone, row.project_id, row.version) == ("0200 555 666", None, 2)


def test_a_colleague_ends_a_person_without_seeing_more(row: ContactPerson) -> None:
    client = browser(UserFactory(specialist=True))
    assert PHONE not in client.get(address("person_end", row)).content.decode()
    send(client, address("person_end", row), until_date="1/8/2026")
    row.refresh_from_db()
    assert str(row.until_date) == "2026-08-01"
    send(client, address("person_end", row), until_date="")
    row.refresh_from_db()
    assert row.until_date is None


# ------------------------------------------------------------ nowhere else


def test_lists_search_programs_and_exports_know_nobody(row: ContactPerson, officer: User) -> None:
    client = browser(officer)
    for words in (row.name, PHONE, EMAIL):
        found = client.get(reverse("projects:list"), {"q": words}).content.decode()
        assert row.project.code not in found
    pages: list[Any] = [
        client.get(f"/api/v1/projects/{row.project.code}/"),
        client.get(reverse("projects:list"), {"dang": "xlsx"}),
        client.get(reverse("projects:history", args=[row.project.code])),
    ]
    for page in pages:
        body = b"".join(page) if page.streaming else page.content
        assert all(kept.encode() not in body for kept in (PHONE, EMAIL))


def test_what_was_typed_waits_for_its_writer_alone(officer: User) -> None:
    where = address("person_add", ProjectUnderConstruction(officer=officer))
    client = browser(officer)
    typed = boxes(client.get(where)) | NEW | {"name": ""}
    client.post(where, typed, headers={"Sec-Fetch-Site": "same-origin"})
    draft = Draft.objects.get()
    assert draft.user_id == officer.pk
    other = browser(UserFactory(specialist=True))
    asked = other.get(draft.address)
    assert NEW["phone"] not in asked.content.decode()
    assert NEW["phone"] not in other.get(reverse("desk:drafts")).content.decode()


def test_a_page_of_two_versions_is_only_for_who_handles_the_file(
    row: ContactPerson, officer: User
) -> None:
    where = address("person_edit", row)
    client = browser(officer)
    opened = boxes(client.get(where))
    ContactPerson.objects.filter(pk=row.pk).update(phone="0200 111 222", version=2)
    page = client.post(where, opened | {"phone": "0200 333 444"})
    assert page.status_code == 409
    Project.objects.filter(pk=about(row).pk).update(officer=None)
    again = client.post(where, opened | {"phone": "0200 333 444"})
    assert again.status_code == 403
    assert "0200 111 222" not in again.content.decode()
