"""A leader writes on the page of a project; it becomes a task that the page keeps showing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deadlines.models import Assignment, Obligation
from desk.models import Notification
from projects.models import Project
from tests.factories import ProjectFactory, UserFactory
from tests.functional.test_permission_matrix import signed_in
from tests.support.forms import boxes, errors
from tests.support.orders import give, report
from vn.dates import day_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    row: Project = ProjectFactory()
    return row


@pytest.fixture
def leader() -> Client:
    return signed_in(UserFactory(committee_leader=True))


def write(client: Client, project: Project, **typed: Any) -> Any:
    url = reverse("projects:directive_add", args=[project.code])
    due = day_text(timezone.localdate() + timedelta(20))
    usual = {"text": "Làm rõ nguyên nhân chậm bàn giao đất", "due_date": due}
    return client.post(url, boxes(client.get(url)) | usual | typed)


def shown(client: Client, project: Project) -> Any:
    return client.get(reverse("projects:detail", args=[project.code]))


def test_a_directive_becomes_a_task_of_the_agency_named(leader, project) -> None:
    officer = UserFactory(sector_agency=True)
    assert write(leader, project, agency=officer.agency_id).status_code == 302
    order = Assignment.objects.get()
    assert (order.origin, order.project_id) == ("directive", project.pk)
    duty = Obligation.objects.get(subject_kind="order")
    assert (duty.kind, duty.bearer_agency_id, duty.project_id) == (
        "A1",
        officer.agency_id,
        project.pk,
    )
    assert Notification.objects.get().user_id == officer.pk
    assert reverse("deadlines:order", args=[order.pk]) in shown(leader, project).content.decode()


def test_the_page_lists_directives_with_their_state(leader, project) -> None:
    officer = UserFactory(sector_agency=True)
    writer = UserFactory(department_leader=True)
    agency = officer.agency_id or 0
    give(writer, agency, origin="directive", project_id=project.pk, text="Ý kiến thứ nhất")
    second = give(writer, agency, origin="directive", project_id=project.pk, text="Ý kiến thứ hai")
    report(officer, second)
    rows = shown(leader, project).context["directives"]
    assert [row["text"] for row in rows] == ["Ý kiến thứ hai", "Ý kiến thứ nhất"]
    assert [row["mark"] for row in rows] == ["hold", ""]
    assert day_text(timezone.localdate()) in rows[0]["standing"]


def test_who_may_not_write_has_no_way_to(project) -> None:
    specialist = signed_in(UserFactory(specialist=True))
    url = reverse("projects:directive_add", args=[project.code])
    assert specialist.get(url).status_code == 403
    assert url not in shown(specialist, project).content.decode()


def test_a_supervisor_reads_it_without_a_way_into_the_register(leader, project) -> None:
    give(
        UserFactory(department_leader=True),
        UserFactory(sector_agency=True).agency_id or 0,
        origin="directive",
        project_id=project.pk,
        text="Báo cáo tiến độ",
    )
    html = shown(signed_in(UserFactory(supervisor=True)), project).content.decode()
    assert "Báo cáo tiến độ" in html
    assert "/nhiem-vu/" not in html


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"text": " "}, "text"),
        ({"due_date": ""}, "due_date"),
        ({"due_date": "Quý III/2027"}, "due_date"),
        ({"due_date": "1/1/2020"}, "due_date"),
        ({"due_date": "1/1/2199"}, "due_date"),
        ({"agency": "999999999"}, "agency"),
        ({"source_date": "32/1/2026"}, "source_date"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(leader, project, typed, box) -> None:
    refused = write(leader, project, **typed)
    assert refused.status_code == 422
    assert box in errors(refused)
    assert not Assignment.objects.exists()


def test_writing_costs_the_same_however_many_stand_there(leader, project) -> None:
    url = reverse("projects:directive_add", args=[project.code])
    writer, agency = UserFactory(department_leader=True), UserFactory(sector_agency=True).agency_id
    asked = []
    for count in (1, 12):
        for _ in range(count):
            give(writer, agency or 0, origin="directive", project_id=project.pk)
        leader.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert leader.get(url).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
