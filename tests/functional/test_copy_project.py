"""A new project takes from a similar one what the two share, and nothing that is its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Project
from tests.factories import (
    CommuneFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectFactory,
    SectorFactory,
    UserFactory,
)
from tests.support.forms import boxes

pytestmark = pytest.mark.django_db

ADD = "/du-an/them/"


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def desk(client: Client, officer) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


@pytest.fixture
def pattern(officer) -> Project:
    project = ProjectFactory(
        name="Nhà máy ván ép Bản Chu",
        sector=SectorFactory(),
        agency=officer.agency,
        approval_path=Project.ApprovalPath.POLICY,
        registered_capital_vnd=5 * 10**11,
        certificate_code="8472650193",
        units=[CommuneFactory()],
    )
    paper = PolicyApproval(project=project)
    ItemPlanned(project=project, instrument=paper, name="Khởi công", planned_date=date(2027, 1, 1))
    return project


def test_one_is_found_by_a_part_of_its_name(desk, pattern) -> None:
    page = desk.get(ADD, {"tim": "van ep"})
    assert [row.pk for row in page.context["alike"]] == [pattern.pk]
    assert f'href="?tu={pattern.code}"' in page.content.decode()
    assert desk.get(ADD, {"tim": "khong co"}).context["alike"] == []


def test_what_is_shared_is_filled_and_marked_and_nothing_of_its_own(desk, pattern) -> None:
    page = desk.get(ADD, {"tu": pattern.code})
    form = page.context["cards"][0].form
    assert form["sector"].value() == pattern.sector.pk
    assert form["approval_path"].value() == pattern.approval_path
    assert list(form["units"].value()) == [unit.pk for unit in pattern.units.all()]
    for own in ("name", "certificate_code", "registered_capital_vnd", "land_area_m2", "investor"):
        assert not form[own].value()
    marked = {row.field.name for _section, rows in form.parts() for row in rows if row.was}
    assert {"sector", "units", "agency", "approval_path"} <= marked
    assert "name" not in marked


@pytest.mark.parametrize(("ticked", "names"), [({"milestones": "on"}, ["Khởi công"]), ({}, [])])
def test_milestones_come_without_days_if_wanted(desk, pattern, ticked, names) -> None:
    url = f"{ADD}?tu={pattern.code}"
    typed = boxes(desk.get(url)) | {"name": "Nhà máy ván ép Nà Lầm"} | ticked
    desk.post(url, typed)
    project = Project.objects.get(name="Nhà máy ván ép Nà Lầm")
    rows = list(project.schedule_items.all())
    assert [row.name for row in rows] == names
    assert all(row.planned_date is None and row.instrument is None for row in rows)
    assert project.registered_capital_vnd is None


def test_a_project_one_may_not_see_or_that_is_not_there_is_no_pattern(desk) -> None:
    page = desk.get(ADD, {"tu": "DA-9999"})
    assert page.status_code == 200
    assert page.context["pattern"] is None


def test_shortcuts_are_listed_and_switched_off(desk) -> None:
    page = desk.get(reverse("shortcuts"))
    assert "<kbd>↓</kbd>" in page.content.decode(), "the keys of the grid of payments"
    assert "<kbd>Ctrl</kbd>" in page.content.decode()
    assert reverse("shortcuts") in desk.get("/du-an/").content.decode()
    desk.post(reverse("preferences"), {"keys": "off", "next": "/phim-tat/"})
    assert 'data-keys="off"' in desk.get("/phim-tat/").content.decode()
    assert Client().get(reverse("shortcuts")).status_code == 302
