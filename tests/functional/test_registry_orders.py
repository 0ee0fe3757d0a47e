"""The registry list: orders, keyset pages, and what a page costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from desk import paging
from projects.models import Project
from projects.querysets import listing
from tests.factories import (
    CommuneFactory,
    ObligationRunning,
    ProjectFactory,
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


# ---------------------------------------------------------------- orders and pages


def walk(client: Client, **conditions: Any) -> list[str]:
    """All codes, following "next" to the end; then back to the start, which must agree."""
    found: list[str] = []
    pages: list[list[str]] = []
    url = LIST + "?" + "&".join(f"{name}={value}" for name, value in conditions.items())
    while url:
        page = client.get(url)
        pages.append([row["code"] for row in page.context["rows"]])
        found += pages[-1]
        last, url = url, page.context["pager"]["older_url"]
    back, url = [], last
    while url:
        page = client.get(url)
        back.append([row["code"] for row in page.context["rows"]])
        url = page.context["pager"]["newer_url"]
    assert back == pages[::-1]
    return found


@pytest.mark.parametrize("order", ["ten", "-ten", "von", "-von", "moi", "muc"])
def test_pages_show_every_project_once_in_every_order(desk, order) -> None:
    moment = timezone.now()
    for number in range(61):
        project = ProjectFactory(
            name="Cùng một tên" if number % 3 else f"Dự án {number:02d}",
            registered_capital_vnd=None if number % 4 == 0 else (number % 5) * BILLION,
        )
        if number % 3 == 0:
            raised(project=project, kind="L1" if number % 2 else "I1", days=1 + number % 4)
    Project.objects.filter(pk__gt=0).update(updated_at=moment)
    found = walk(desk, sap=order, dong=25)
    assert len(found) == 61
    assert set(found) == set(Project.objects.values_list("code", flat=True))


def test_capital_puts_the_largest_first_and_the_unknown_last(desk) -> None:
    unknown = ProjectFactory(registered_capital_vnd=None)
    small = ProjectFactory(registered_capital_vnd=BILLION)
    large = ProjectFactory(registered_capital_vnd=9 * BILLION)
    assert codes(desk, sap="von") == [large.code, small.code, unknown.code]
    assert codes(desk, sap="-von") == [small.code, large.code, unknown.code]


def test_names_come_in_vietnamese_order(desk) -> None:
    names = ["Ân", "Ban", "Đa", "An", "Da", "Ăn"]
    for name in names:
        ProjectFactory(name=name)
    page = desk.get(LIST, {"sap": "ten"})
    assert [row["texts"]["ten"] for row in page.context["rows"]] == [
        "An",
        "Ăn",
        "Ân",
        "Ban",
        "Da",
        "Đa",
    ]


def test_severity_comes_first_then_days_late_then_the_name(desk) -> None:
    calm = ProjectFactory(name="A")
    advisory = ProjectFactory(name="B")
    raised(project=advisory, kind="L6", days=400, advisory=True, level=7)
    warned, worse = ProjectFactory(name="C"), ProjectFactory(name="D")
    raised(project=warned, kind="I1", days=5)
    raised(project=worse, kind="I1", days=80)
    serious = ProjectFactory(name="E")
    raised(project=serious, kind="L1", days=2)
    expected = [serious.code, worse.code, warned.code, advisory.code, calm.code]
    assert codes(desk) == expected
    assert codes(desk, sap="muc") == expected


def test_old_flags_of_small_weight_do_not_lift_a_grave_one(desk) -> None:
    mixed, plain = ProjectFactory(), ProjectFactory()
    raised(project=mixed, kind="L1", days=5)
    raised(project=mixed, kind="L6", days=900, advisory=True)
    raised(project=plain, kind="L1", days=50)
    assert codes(desk) == [plain.code, mixed.code]


@pytest.mark.parametrize("cursor", ["x", "W10", "WzAsMCwieCIsIjEiXQ", "WzAsOSwiYSIsIjEiXQ", "=="])
def test_a_cursor_nobody_made_leads_to_the_first_page(desk, cursor) -> None:
    project = ProjectFactory()
    assert codes(desk, trang=cursor) == [project.code]


def test_only_three_sizes_of_a_page_are_known(desk) -> None:
    for number in range(30):
        ProjectFactory(name=f"{number}")
    assert len(codes(desk, dong="25")) == 25
    assert len(codes(desk, dong="1000000")) == 30


# ---------------------------------------------------------------- cost


def cost(client: Client, **conditions: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST, conditions).status_code == 200
    return len(queries)


@pytest.mark.parametrize("order", ["muc", "ten", "von", "moi"])
def test_a_page_costs_the_same_whatever_its_size(desk, order) -> None:
    def grow(count: int) -> None:
        for _ in range(count):
            project = ProjectFactory(units=[CommuneFactory()])
            raised(project=project, days=7)
            ObligationRunning(project_id=project.pk)

    grow(2)
    few = cost(desk, sap=order)
    grow(23)
    assert cost(desk, sap=order) <= few
    assert few <= 26


def test_the_list_itself_takes_five_queries(django_assert_num_queries, officer) -> None:
    for _ in range(3):
        raised(project=ProjectFactory(units=[CommuneFactory()]))
    projects = Project.objects.all()
    with django_assert_num_queries(5):
        page = paging.page(listing.segments(projects, "muc", officer), cursor=None, size=2)
        listing.totals(projects)
        listing.rows(projects, page)
        listing.live_flags(page.ids, officer)
        listing.nearest_duties(page.ids, officer, on=timezone.localdate())
    assert len(page.ids) == 2
