"""An agency only asked for its opinion learns nothing of a project by ordering, narrowing or grouping."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, User
from projects.lists.columns import COLUMNS
from projects.lists.question import ListQuestion
from projects.models import HandlingDecision, Project
from tests.factories import (
    DecisionInForce,
    DepositPaid,
    FlagOpen,
    ObligationRunning,
    OpinionAsked,
    ProjectNotStarted,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/du-an/"
HIDDEN = [column.key for column in COLUMNS if column.needs and column.order]


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(specialist=True, display_name="Hoàng Văn Kín")
    return user


@pytest.fixture
def asked(officer) -> Any:
    """A project under handling, in charge of an officer, that the agency was asked about."""
    row = OpinionAsked()
    project = row.proposal.project
    Project.objects.filter(pk=project.pk).update(officer=officer)
    DecisionInForce(project=project)
    DepositPaid(project=project)
    FlagOpen(project_id=project.pk)
    project.refresh_from_db()
    return row


@pytest.fixture
def sector(asked) -> User:
    user: User = UserFactory(sector_agency=True, agency=asked.agency)
    return user


@pytest.fixture
def client(sector) -> Client:
    browser = Client()
    browser.force_login(sector)
    return browser


@pytest.fixture
def project(asked) -> Project:
    found: Project = asked.proposal.project
    return found


def question(user: User, query: str) -> ListQuestion:
    return ListQuestion(user, QueryDict(query), on=timezone.localdate())


@pytest.mark.parametrize("column", HIDDEN)
@pytest.mark.parametrize("turned", ["", "-"])
def test_a_hidden_column_orders_nothing(sector, project, column, turned) -> None:
    ProjectNotStarted(agency=sector.agency)
    found = question(sector, f"sap={turned}{column}").page()
    (row,) = (row for row in found.rows if row.keys[-1] == project.pk)
    assert row.segment == 1
    assert row.keys[0] == project.sort_key


def test_a_hidden_flag_brings_nothing_to_the_top(sector, project) -> None:
    own = ProjectNotStarted(agency=sector.agency, name="A")
    FlagOpen(project_id=own.pk)
    rows = question(sector, "sap=muc").page().rows
    assert [(row.segment, row.keys[-1]) for row in rows] == [(0, own.pk), (1, project.pk)]


@pytest.mark.parametrize("condition", ["can_bo", "dien", "giai_doan", "chat_luong", "thieu"])
def test_no_condition_on_what_is_hidden_finds_it(client, project, officer, condition) -> None:
    choices = client.get(LIST).context["groups"]
    box = next(box for _words, boxes in choices for box in boxes if box.name == condition)
    values = [value for value, _words in box.field.choices if value not in ("", "toi")]
    if condition == "thieu":
        values = [value for value in values if value.startswith("ho-so.")]
    assert values
    found = {
        value: client.get(LIST, {condition: value}).context["totals"].projects for value in values
    }
    assert set(found.values()) == {0}


@pytest.mark.parametrize("grouping", ["can_bo", "dien"])
def test_no_grouping_tells_what_is_hidden(client, sector, project, grouping) -> None:
    lines = client.get(LIST, {"nhom": grouping}).context["lines"]
    assert [(line["url"].rpartition("trong=")[2], line["projects"]) for line in lines] == [
        ("khong", "1")
    ]
    held = {"can_bo": project.officer_id, "dien": HandlingDecision.objects.get().handling_class_id}
    assert question(sector, f"nhom={grouping}&trong={held[grouping]}").totals.projects == 0
    assert question(sector, f"nhom={grouping}&trong=khong").totals.projects == 1


def test_its_officer_is_not_found_in_the_search_box(client, sector, officer) -> None:
    assert (
        b"Ho\xc3\xa0ng V\xc4\x83n K\xc3\xadn"
        not in client.get("/tim-kiem/", {"q": "hoang van kin"}).content
    )
    ProjectNotStarted(agency=sector.agency, officer=officer)
    assert (
        b"Ho\xc3\xa0ng V\xc4\x83n K\xc3\xadn"
        in client.get("/tim-kiem/", {"q": "hoang van kin"}).content
    )


@pytest.mark.parametrize("role", ["sector_agency", "supervisor", "specialist"])
def test_a_comparison_names_officers_only_to_whom_the_list_names_them(
    asked, project, officer, role
) -> None:
    now = timezone.now()
    Project.objects.filter(pk=project.pk).update(created_at=now - timedelta(days=8))
    past = {"verb": "project_changed", "subject_kind": "project", "by_name": "Cũ"}
    about = {"project_id": project.pk, "subject_id": project.pk}
    with time_machine.travel(now - timedelta(days=9), tick=False):
        AuditEvent.objects.create(**past, **about)
    change = {"old": {"officer": "Vũ Thị Trước"}, "new": {"officer": str(officer)}}
    with time_machine.travel(now - timedelta(days=1), tick=False):
        AuditEvent.objects.create(**past, **about, **change)
    agency = asked.agency if role == "sector_agency" else None
    browser = Client()
    browser.force_login(UserFactory(**{role: True}, **({"agency": agency} if agency else {})))
    day = timezone.localdate() - timedelta(days=3)
    page = browser.get(LIST, {"so_voi": f"{day:%d/%m/%Y}"})
    assert page.context["comparison"].now.projects == 1
    told = "Vũ Thị Trước" in page.content.decode()
    assert (told, len(page.context["changed"])) == (
        (True, 1) if role == "specialist" else (False, 0)
    )


def test_the_ready_made_lists_count_what_they_lead_to(client, sector, asked, project) -> None:
    duty = ObligationRunning(
        project_id=project.pk,
        kind="T2",
        subject_kind="opinion",
        subject_id=asked.pk,
        bearer_agency=sector.agency,
        due_date=date(2026, 6, 1),
    )
    FlagOpen(obligation=duty, project_id=project.pk)
    own = ProjectNotStarted(agency=sector.agency)
    FlagOpen(project_id=own.pk)
    views = client.get(LIST).context["views"]
    found = {view.url: client.get(view.url).context["totals"].projects for view in views}
    assert found == {view.url: int(view.count) for view in views}
    assert found[f"{LIST}?canh_bao=co"] == 2
