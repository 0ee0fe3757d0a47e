"""Deadlines that cannot be computed, by the fact that is missing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import (
    ItemPlanned,
    ObligationRunning,
    ObligationUnknown,
    PolicyApproval,
    ProjectFactory,
    TrancheDecided,
    UserFactory,
)

pytestmark = pytest.mark.django_db

FLAGS = "/canh-bao/"
UNKNOWN = "/chua-tinh-duoc-han/"


@pytest.fixture
def officer() -> User:
    return UserFactory(display_name="Lê Thu Hà")


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


# ---------------------------------------------------------------- what cannot be computed


def test_uncomputable_deadlines_are_grouped_by_the_missing_fact(desk) -> None:
    project = ProjectFactory()
    for _ in range(2):
        ObligationUnknown(project_id=project.pk, missing="land_handover_date")
    ObligationUnknown(project_id=ProjectFactory().pk, missing="schedule", kind="I1")
    ObligationRunning(project_id=project.pk)
    page = desk.get(UNKNOWN)
    groups = [(group["code"], group["count"]) for group in page.context["groups"]]
    assert groups == [("land_handover_date", "2"), ("schedule", "1")]
    summary = page.context["summary"]
    assert (summary["computed"], summary["all"], summary["unknown"]) == ("1", "4", "3")
    assert (summary["lacking"], summary["projects"]) == ("2", "2")


def test_each_row_leads_to_where_the_fact_is_entered(desk) -> None:
    tranche = TrancheDecided(decision_date=None)
    item = ItemPlanned(project=tranche.project, planned_date=None, instrument=PolicyApproval())
    code = tranche.project.code
    about = {"project_id": tranche.project_id}
    ObligationUnknown(subject_id=tranche.pk, missing="land_handover_date", **about)
    ObligationUnknown(
        subject_kind="schedule_item", subject_id=item.pk, kind="I1", missing="schedule", **about
    )
    ObligationUnknown(
        subject_kind="project", subject_id=tranche.project_id, missing="land_decision_date", **about
    )
    groups = desk.get(UNKNOWN).context["groups"]
    found = {group["code"]: group["rows"][0]["fix_url"] for group in groups}
    assert found == {
        "land_handover_date": reverse("projects:tranche_edit", args=[code, tranche.pk]),
        "schedule": reverse("projects:item_edit", args=[code, item.pk]),
        "land_decision_date": reverse("projects:tranche_add", args=[code]),
    }


def test_readers_without_the_right_to_edit_are_led_to_the_project(client) -> None:
    tranche = TrancheDecided()
    ObligationUnknown(
        subject_id=tranche.pk, missing="land_handover_date", project_id=tranche.project_id
    )
    client.force_login(UserFactory(committee_leader=True))
    page = client.get(UNKNOWN)
    (group,) = page.context["groups"]
    assert group["rows"][0]["fix_url"] == ""
    assert f"#dot-{tranche.pk}" in page.content.decode()


def test_a_long_group_shows_its_first_ten_and_pages_through_all(desk) -> None:
    for _ in range(31):
        ObligationUnknown(project_id=ProjectFactory().pk, missing="schedule")
    (group,) = desk.get(UNKNOWN).context["groups"]
    assert (len(group["rows"]), group["count"]) == (10, "31")
    seen, url = 0, group["all_url"] + "&dong=25"
    while url:
        page = desk.get(url)
        seen += len(page.context["groups"][0]["rows"])
        url = page.context["pager"]["older_url"]
    assert seen == 31


def test_nothing_missing_is_said(desk) -> None:
    assert b'class="empty"' in desk.get(UNKNOWN).content


def test_an_agency_counts_its_own_uncomputable_deadlines_only(client) -> None:
    user = UserFactory(sector_agency=True)
    tranche = TrancheDecided(agency=user.agency)
    ObligationUnknown(project_id=tranche.project_id, missing="schedule")
    ObligationUnknown(project_id=ProjectFactory().pk, missing="schedule")
    client.force_login(user)
    assert client.get(UNKNOWN).context["summary"]["unknown"] == "1"
