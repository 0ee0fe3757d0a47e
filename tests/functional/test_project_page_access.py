"""Who may open a project page, and what it says of whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from deadlines.actions.refreshing import refresh
from projects.models import Project
from tests.factories import (
    AuditEventFactory,
    CommuneFactory,
    ExclusionClosed,
    FlagOpen,
    InvestorMemberFactory,
    ItemPlanned,
    ObligationOverdue,
    ObligationRunning,
    PolicyApproval,
    ProjectFactory,
    ProjectNotStarted,
    TrancheDecided,
    TrancheHandedOver,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def open_page(client: Client, project: Project):
    response = client.get(reverse("projects:detail", args=[project.code]))
    assert response.status_code == 200
    return response


def computed(project: Project) -> None:
    """The obligations and flags as the portal computes them today."""
    refresh(project_ids=[project.pk], on=timezone.localdate(), at=timezone.now(), cause="test")


# ---------------------------------------------------------------- who may open it


def test_a_code_that_does_not_exist_is_404(desk) -> None:
    assert desk.get("/du-an/KHONG-CO/").status_code == 404


@pytest.mark.parametrize(
    "stranger",
    ["commune_officer", "sector_agency", "owner"],
)
def test_a_project_one_may_not_see_does_not_exist(client, stranger) -> None:
    project = ProjectFactory(units=[CommuneFactory()])
    client.force_login(UserFactory(**{stranger: True}))
    assert client.get(reverse("projects:detail", args=[project.code])).status_code == 404


def test_the_commune_of_the_project_may_open_it(client) -> None:
    officer = UserFactory(commune_officer=True)
    project = ProjectFactory(units=[officer.agency.unit, CommuneFactory()])
    client.force_login(officer)
    page = open_page(client, project)
    assert b'id="canh-bao"' not in page.content
    assert b'id="lich-su"' not in page.content


def test_the_agency_that_hands_over_the_land_may_open_it(client) -> None:
    user = UserFactory(sector_agency=True)
    tranche = TrancheDecided(agency=user.agency)
    client.force_login(user)
    page = open_page(client, tranche.project)
    land = {"tranche_add", "area_add", "clearance_add", "point_add", "site_import"}
    assert set(page.context["links"]) == land | {"document_add"}


def test_the_registry_is_closed_to_an_investor_even_on_the_own_project(client) -> None:
    member = InvestorMemberFactory()
    project = ProjectFactory(investor=member.investor)
    client.force_login(member.user)
    for url in (reverse("projects:detail", args=[project.code]), reverse("projects:list")):
        assert client.get(url).status_code == 403


def test_whoever_sees_no_flags_sees_neither_history_nor_the_officer(client) -> None:
    reader = UserFactory(commune_officer=True)
    officer: User = UserFactory(display_name="Hoàng Văn Páo")
    project = ProjectFactory(units=[reader.agency.unit], officer=officer)
    duty = ObligationOverdue(project_id=project.pk, audience="bearer")
    FlagOpen(obligation=duty, project_id=project.pk)
    ObligationRunning(project_id=project.pk, audience="staff", kind="I3", advisory=True)
    AuditEventFactory(project_id=project.pk, summary="Sửa vốn đăng ký")
    client.force_login(reader)
    page = open_page(client, project)
    assert "Hoàng Văn Páo" not in page.content.decode()
    assert "Sửa vốn đăng ký" not in page.content.decode()
    assert "flags" not in page.context
    assert page.context["marks"] == []
    assert [row["pk"] for row in page.context["duties"]["open"]] == [duty.pk]
    assert set(page.context["links"]) == {"clearance_add"}, "its commune counts the land users"


# ---------------------------------------------------------------- history


def test_history_tells_who_when_and_each_fact_before_and_after(desk) -> None:
    project = ProjectFactory()
    AuditEventFactory(
        project_id=project.pk,
        subject_kind="project",
        subject_id=project.pk,
        by_name="Lê Thu Hà",
        summary="Sửa dự án",
        old={"registered_capital_vnd": 640 * 10**9, "physical_state": "not_started", "version": 1},
        new={
            "registered_capital_vnd": 675 * 10**9,
            "physical_state": "under_construction",
            "version": 2,
        },
    )
    (row,) = open_page(desk, project).context["history"]
    assert (row["by"], row["summary"]) == ("Lê Thu Hà", "Sửa dự án")
    assert len(row["changes"]) == 2
    amounts = [(before[:4], after[:4]) for _fact, before, after in row["changes"]]
    assert ("640 ", "675 ") in amounts


def test_history_prints_a_partial_date_in_its_precision(desk) -> None:
    project = ProjectFactory()
    AuditEventFactory(
        project_id=project.pk,
        subject_kind="schedule_item",
        subject_id=1,
        summary="Điều chỉnh mốc",
        old={"planned_date": None, "planned_precision": "day"},
        new={"planned_date": "2027-01-01", "planned_precision": "quarter"},
    )
    (row,) = open_page(desk, project).context["history"]
    ((_fact, _before, after),) = row["changes"]
    assert after == "Quý I/2027"


# ---------------------------------------------------------------- cost


def test_the_page_costs_the_same_however_much_there_is(desk) -> None:
    def fill(project: Project, count: int) -> None:
        for _ in range(count):
            approval = PolicyApproval(project=project)
            ItemPlanned(project=project, instrument=approval)
            TrancheHandedOver(project=project)
            ExclusionClosed(project=project)
            AuditEventFactory(project_id=project.pk)
        computed(project)

    def cost(project: Project) -> int:
        with CaptureQueriesContext(connection) as queries:
            open_page(desk, project)
        return len(queries)

    small, large = ProjectNotStarted(), ProjectNotStarted()
    fill(small, 1)
    fill(large, 12)
    assert cost(large) <= cost(small) <= 51
