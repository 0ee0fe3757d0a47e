"""The registry list: what a row and the totals say, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from tests.factories import (
    CommuneFactory,
    ObligationOverdue,
    ObligationRunning,
    ProjectFactory,
    ProjectNotStarted,
    ProjectOperating,
    ProjectUnderConstruction,
    TrancheDecided,
    UserFactory,
)
from tests.support.flags import raised

pytestmark = pytest.mark.django_db

LIST = "/du-an/"
BILLION = 10**9


@pytest.fixture
def officer() -> User:
    return UserFactory()


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


def codes(client: Client, **conditions: Any) -> list[str]:
    response = client.get(LIST, conditions)
    assert response.status_code == 200
    return [row["code"] for row in response.context["rows"]]


# ---------------------------------------------------------------- what is on the list


def test_the_list_is_open_to_people_who_may_read_the_registry(desk) -> None:
    project = ProjectUnderConstruction(location_text="Xã Đồng Đăng")
    page = desk.get(LIST)
    (row,) = page.context["rows"]
    assert (row["code"], row["texts"]["ten"]) == (project.code, project.name)
    assert (row["texts"]["von"], row["texts"]["dien_tich"]) == ("1.250,0", "42,6")
    assert 'class="tag build"' in row["cells"]
    assert row["texts"]["dia_ban"] == "Xã Đồng Đăng"


def test_the_name_is_the_only_link_of_a_row_and_its_heading(desk) -> None:
    project = ProjectFactory()
    html = desk.get(LIST).content.decode()
    assert html.count(f'href="{reverse("projects:detail", args=[project.code])}"') == 1
    assert f'<th scope="row"><a class="pn" href="/du-an/{project.code}/">' in html


def test_an_unknown_amount_is_not_printed_as_zero(desk) -> None:
    ProjectFactory(registered_capital_vnd=None, land_area_m2=None)
    (row,) = desk.get(LIST).context["rows"]
    assert (row["texts"]["von"], row["texts"]["dien_tich"]) == ("", "")


def test_totals_say_how_many_projects_lack_capital(desk) -> None:
    ProjectFactory(registered_capital_vnd=100 * BILLION)
    ProjectFactory(registered_capital_vnd=50 * BILLION)
    ProjectFactory(registered_capital_vnd=None)
    totals = desk.get(LIST).context["totals"]
    assert (totals.projects, totals.capital_vnd, totals.without_capital) == (3, 150 * BILLION, 1)


def test_totals_are_those_of_the_filter_and_not_of_the_page(desk) -> None:
    for _ in range(30):
        ProjectOperating(registered_capital_vnd=BILLION)
    ProjectNotStarted()
    page = desk.get(LIST, {"tinh_trang": "operating", "dong": "25"})
    assert page.context["totals"].projects == 30
    assert len(page.context["rows"]) == 25


def test_an_empty_registry_and_an_empty_answer_say_different_things(desk) -> None:
    nothing = desk.get(LIST).content
    ProjectFactory()
    none = desk.get(LIST, {"q": "không có dự án này"}).content
    assert b'class="empty"' in nothing
    assert b'class="empty"' in none
    assert nothing.count(b'href="/du-an/"') < none.count(b'href="/du-an/"')


def test_at_most_two_flags_are_named_the_gravest_first(desk) -> None:
    project = ProjectFactory()
    raised(project=project, kind="I1", days=40)
    raised(project=project, kind="L1", days=5)
    raised(project=project, kind="L6", days=300, advisory=True)
    raised(project=project, kind="I4", days=3)
    (row,) = desk.get(LIST).context["rows"]
    assert [mark for mark, _words, _advisory in row["flags"]] == ["crit", "crit"]
    assert row["more"] == 2


def test_the_deadline_shown_is_the_next_one_and_else_the_one_longest_overdue(desk) -> None:
    today = timezone.localdate()
    both, late = ProjectFactory(), ProjectFactory()
    ObligationOverdue(project_id=both.pk, due_date=today - timedelta(days=9))
    ObligationRunning(project_id=both.pk, due_date=today + timedelta(days=30))
    ObligationRunning(project_id=both.pk, due_date=today + timedelta(days=90))
    ObligationOverdue(project_id=late.pk, due_date=today - timedelta(days=3))
    ObligationOverdue(project_id=late.pk, due_date=today - timedelta(days=70))
    shown = {row["code"]: (row["due"], row["late"]) for row in desk.get(LIST).context["rows"]}
    ahead, behind = today + timedelta(days=30), today - timedelta(days=70)
    assert shown[both.code] == (f"{ahead.day}/{ahead.month}/{ahead.year}", False)
    assert shown[late.code] == (f"{behind.day}/{behind.month}/{behind.year}", True)


# ---------------------------------------------------------------- who sees what


def test_a_commune_officer_sees_the_projects_of_the_commune_and_no_flags(client) -> None:
    officer = UserFactory(commune_officer=True)
    own = ProjectFactory(units=[officer.agency.unit])
    ProjectFactory(units=[CommuneFactory()])
    raised(project=own)
    client.force_login(officer)
    page = client.get(LIST)
    assert [row["code"] for row in page.context["rows"]] == [own.code]
    assert page.context["rows"][0]["flags"] == []
    assert page.context["views"] == []
    assert "canh_bao" not in [each["key"] for each in page.context["headings"]]
    assert b'name="canh_bao"' not in page.content


def test_conditions_on_flags_are_not_answered_to_people_who_see_none(client) -> None:
    officer = UserFactory(commune_officer=True)
    own = ProjectFactory(units=[officer.agency.unit])
    client.force_login(officer)
    assert codes(client, canh_bao="co", sap="muc", can_bo="toi") == [own.code]


def test_a_sector_agency_sees_a_project_with_two_of_its_tranches_once(client) -> None:
    user = UserFactory(sector_agency=True)
    project = ProjectFactory()
    TrancheDecided(project=project, agency=user.agency)
    TrancheDecided(project=project, agency=user.agency)
    ProjectFactory()
    client.force_login(user)
    page = client.get(LIST)
    assert [row["code"] for row in page.context["rows"]] == [project.code]
    assert page.context["totals"].projects == 1


def test_whoever_sees_no_flags_reads_only_deadlines_told_to_the_bearer(client) -> None:
    officer = UserFactory(commune_officer=True)
    told, kept = (ProjectFactory(units=[officer.agency.unit]) for _ in range(2))
    due = timezone.localdate() + timedelta(days=20)
    ObligationRunning(project_id=told.pk, due_date=due, audience="bearer")
    ObligationRunning(project_id=kept.pk, due_date=due, audience="staff")
    client.force_login(officer)
    shown = {row["code"]: bool(row["due"]) for row in client.get(LIST).context["rows"]}
    assert shown == {told.code: True, kept.code: False}
