"""Counting site clearance: the commune, the land agency and the registry may enter it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deadlines.models import Flag, Obligation
from projects.models import ClearanceCount, Project
from tests.factories import ClearanceCounted, ProjectFactory, TrancheHandedOver, UserFactory
from tests.support.forms import address, boxes, errors, send

pytestmark = pytest.mark.django_db

COUNT = {
    "as_of_date": "30/6/2026",
    "households_total": "10",
    "households_agreed": "8",
    "users_total": "12",
    "users_agreed": "10",
    "area_total_m2": "5",
    "area_agreed_m2": "4,1",
}
PAST = {"by_agreement": "on", "agreement_deadline": "31/7/2026"}


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def page_of(desk: Client, project: Project) -> str:
    return " ".join(
        desk.get(reverse("projects:detail", args=[project.code])).content.decode().split()
    )


def test_a_count_is_recorded_with_its_bases(desk) -> None:
    project = ProjectFactory()
    send(desk, address("clearance_add", project), **COUNT)
    row = ClearanceCount.objects.get()
    assert (row.area_agreed_m2, row.users_agreed) == (Decimal(41_000), 10)
    page = page_of(desk, project)
    assert "80,00%" in page
    assert "8/10" in page
    assert "4,1/5 ha" in page


def test_a_new_count_starts_from_the_latest(desk) -> None:
    row = ClearanceCounted(by_agreement=True, agreement_deadline=date(2026, 12, 31))
    found = boxes(desk.get(address("clearance_add", row.project)))
    assert (found["households_agreed"], found["area_total_m2"]) == ("8", "5")
    assert found["agreement_deadline"] == "31/12/2026"
    assert found["as_of_date"] == f"{timezone.localdate():%-d/%-m/%Y}"


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"households_agreed": "11"}, "households_agreed"),
        ({"households_paid": "11"}, "households_paid"),
        ({"users_agreed": "13"}, "users_agreed"),
        ({"area_agreed_m2": "5,1"}, "area_agreed_m2"),
        ({"agreement_deadline": "31/7/2026"}, "by_agreement"),
        ({"as_of_date": "1/1/2199"}, "as_of_date"),
        ({"as_of_date": ""}, "as_of_date"),
        ({"households_total": "-1"}, "households_total"),
        (dict.fromkeys(list(COUNT)[1:], ""), "__all__"),
    ],
    ids=["agreed", "paid", "users", "area", "deadline alone", "later", "no day", "minus", "empty"],
)
def test_a_count_is_refused_at_its_box(desk, typed, box) -> None:
    page = send(desk, address("clearance_add", ProjectFactory()), **(COUNT | typed))
    assert page.status_code == 422
    assert box in errors(page)
    assert not ClearanceCount.objects.exists()


def test_one_count_a_day_of_the_same_land(desk) -> None:
    project = ProjectFactory()
    tranche = TrancheHandedOver(project=project)
    where = address("clearance_add", project)
    send(desk, where, **COUNT)
    assert "as_of_date" in errors(send(desk, where, **COUNT))
    send(desk, where, **COUNT, tranche=str(tranche.pk))
    assert project.clearance_counts.count() == 2


def test_a_count_is_corrected(desk) -> None:
    row = ClearanceCounted()
    send(desk, address("clearance_edit", row), households_agreed="9")
    row.refresh_from_db()
    assert (row.households_agreed, row.version) == (9, 2)


def test_a_count_of_another_project_is_not_found(desk) -> None:
    code, pk = ProjectFactory().code, ClearanceCounted().pk
    assert desk.get(reverse("projects:clearance_edit", args=[code, pk])).status_code == 404


def test_past_the_deadline_with_enough_agreed_the_page_says_so(desk) -> None:
    project = ProjectFactory()
    send(desk, address("clearance_add", project), **COUNT, **PAST)
    duty = Obligation.objects.get(kind="C1")
    assert (duty.clock, duty.due_date) == ("found", date(2026, 8, 1))
    flag = Flag.objects.get(obligation=duty)
    page = page_of(desk, project)
    assert reverse("deadlines:flag", args=[flag.pk]) in page
    assert "có thể đề nghị Hội đồng nhân dân tỉnh" in page
    shown = desk.get(reverse("deadlines:flag", args=[flag.pk])).content.decode()
    assert "83,33%" in shown
    assert "41.000" in shown


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"users_agreed": ""}, "Thiếu số liệu"),
        ({"agreement_deadline": "", "by_agreement": "on"}, "Thiếu số liệu"),
        ({"users_agreed": "9"}, "các tỷ lệ chưa đủ"),
        ({"agreement_deadline": "1/1/2199"}, "còn thời hạn thỏa thuận"),
    ],
    ids=["users not known", "no deadline", "exactly three quarters", "still time"],
)
def test_without_all_of_it_nothing_is_found_and_it_is_said_why(desk, typed, words) -> None:
    project = ProjectFactory()
    send(desk, address("clearance_add", project), **(COUNT | PAST | typed))
    assert not Flag.objects.filter(kind="C1").exists()
    assert words in page_of(desk, project)


def test_two_counts_draw_their_trend(desk) -> None:
    row = ClearanceCounted(by_agreement=True, agreement_deadline=date(2026, 12, 31))
    assert "gpmb-rong" not in page_of(desk, row.project)
    ClearanceCounted(project=row.project, as_of_date=date(2026, 7, 31), by_agreement=True)
    page = page_of(desk, row.project)
    assert "gpmb-rong" in page
    assert "phải trên 75%" in page


@pytest.mark.parametrize("role", ["commune_officer", "sector_agency"])
def test_the_commune_and_the_land_agency_may_count(client, role) -> None:
    project = ProjectFactory()
    user = UserFactory(**{role: True})
    if role == "commune_officer":
        project.units.add(user.agency.unit)
    else:
        TrancheHandedOver(project=project, agency=user.agency)
    client.force_login(user)
    send(client, address("clearance_add", project), **COUNT)
    assert ClearanceCount.objects.get().recorded_by_id == user.pk


def test_a_commune_does_not_count_for_another(client) -> None:
    client.force_login(UserFactory(commune_officer=True))
    assert client.get(address("clearance_add", ProjectFactory())).status_code == 404
