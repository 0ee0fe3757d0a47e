"""Changing many projects in the browser: tick, look, confirm, look back, undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from projects.models import BulkChange, Project, Sector
from projects.views import bulk_changing
from tests.factories import ProjectFactory, SectorFactory, UserFactory
from tests.functional.test_hostile_input import HOSTILE
from tests.support.forms import boxes, errors, said
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

WHERE = "/du-an/doi-nhieu/"


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def energy() -> Sector:
    row: Sector = SectorFactory(name="Năng lượng")
    return row


@pytest.fixture
def projects(energy: Sector) -> list[Project]:
    rows: list[Project] = [ProjectFactory(name=f"Chợ Nà Lầm {n}") for n in range(3)]
    Project.objects.filter(pk=rows[2].pk).update(sector=energy)
    return rows


def page_of(projects: list[Project], what: str = "linh-vuc") -> str:
    return f"{WHERE}?doi={what}" + "".join(f"&du_an={p.pk}" for p in projects)


def sectors(projects: list[Project]) -> list[str]:
    rows = Project.objects.in_bulk([p.pk for p in projects])
    return [rows[p.pk].sector.name for p in projects]


def change(desk: Client, projects: list[Project], energy: Sector, **typed: Any) -> Any:
    where = page_of(projects)
    sent = boxes(desk.get(where)) | {"value": energy.pk, "reason": "Rà soát"} | typed
    return desk.post(where, sent, follow="confirm" in typed)


def test_the_list_offers_to_change_what_is_ticked(desk: Client, projects: list[Project]) -> None:
    page = desk.get(reverse("projects:list")).content.decode()
    assert page.count('name="du_an"') == 3
    assert f'action="{WHERE}"' in page
    assert 'name="tat_ca"' in page


def test_who_may_not_change_many_is_offered_nothing(projects: list[Project]) -> None:
    reader = signed_in(UserFactory(supervisor=True))
    assert 'name="du_an"' not in reader.get(reverse("projects:list")).content.decode()
    assert reader.get(page_of(projects)).status_code == 403


def test_first_it_is_shown_then_it_is_done(
    desk: Client, projects: list[Project], energy: Sector
) -> None:
    before = sectors(projects)
    seen = change(desk, projects, energy)
    assert seen.status_code == 200
    lines = seen.context["posted"].form.lines()
    assert [line.differs for line in lines] == [True, True, False]
    assert [line.now for line in lines] == before
    assert sectors(projects) == before
    done = change(desk, projects, energy, confirm="1")
    assert sectors(projects) == ["Năng lượng"] * 3
    row = BulkChange.objects.get()
    assert done.redirect_chain[-1][0] == reverse("projects:bulk_done", args=[row.pk])
    assert row.reason == "Rà soát"


def test_all_that_a_list_finds_are_meant_not_only_its_page(
    desk: Client, projects: list[Project], energy: Sector
) -> None:
    for n in range(30):
        ProjectFactory(name=f"Chợ Tân Thanh {n}")
    ProjectFactory(name="Nhà máy gạch")
    page = desk.get(f"{WHERE}?doi=linh-vuc&q=cho&dong=25&tat_ca=1")
    assert len(page.context["cards"][0].form.projects) == 33
    sent = boxes(page) | {"value": energy.pk, "reason": "Rà soát", "confirm": "1"}
    desk.post(f"{WHERE}?doi=linh-vuc&q=cho&tat_ca=1", sent)
    assert Project.objects.filter(sector=energy).count() == 33
    assert BulkChange.objects.get().query == "q=cho"


def test_more_than_can_be_looked_through_is_refused_with_words(
    desk: Client, projects: list[Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_changing, "MOST_AT_ONCE", 2)
    page = desk.get(f"{WHERE}?tat_ca=1")
    assert page.status_code == 200
    assert page.context["cards"] == []
    assert page.context["too_many"] == 3


def test_nothing_ticked_says_what_to_do(desk: Client) -> None:
    page = desk.get(WHERE)
    assert page.status_code == 200
    assert page.context["cards"] == []


def test_a_change_needs_its_value_and_its_reason(
    desk: Client, projects: list[Project], energy: Sector
) -> None:
    answer = change(desk, projects, energy, value="", reason="")
    assert answer.status_code == 422
    assert set(errors(answer)) == {"value", "reason"}


def test_a_project_saved_between_looking_and_confirming(
    desk: Client, projects: list[Project], energy: Sector
) -> None:
    where = page_of(projects)
    sent = boxes(desk.get(where)) | {"value": energy.pk, "reason": "Rà soát", "confirm": "1"}
    Project.objects.filter(pk=projects[0].pk).update(version=5)
    answer = desk.post(where, sent)
    assert answer.status_code == 409
    assert projects[0].code in str(errors(answer))
    assert not BulkChange.objects.exists()
    form = answer.context["posted"].form
    assert (form["reason"].value(), f"{projects[0].pk}-5" in form["chosen"].value()) == (
        "Rà soát",
        True,
    )
    again = desk.post(where, sent | {"chosen": form["chosen"].value()})
    assert again.status_code == 302
    assert sectors(projects) == ["Năng lượng"] * 3


@pytest.mark.parametrize("chosen", ["1-x", "999999999-1", "", *HOSTILE])
def test_whatever_the_hidden_box_holds_nothing_is_changed(
    desk: Client, projects: list[Project], energy: Sector, chosen: str
) -> None:
    where = page_of(projects)
    sent = boxes(desk.get(where)) | {"value": energy.pk, "reason": "x", "confirm": "1"}
    answer = desk.post(where, sent | {"chosen": chosen})
    assert answer.status_code in (404, 409, 422)
    assert not BulkChange.objects.exists()


def test_a_class_of_handling_is_decided_on_its_own_page(
    desk: Client, projects: list[Project]
) -> None:
    tabs = desk.get(page_of(projects)).context["tabs"]
    address = tabs[-1]["url"]
    assert address.startswith(reverse("projects:handling_many"))
    page = desk.get(address)
    assert {project.pk for project, _now in page.context["chosen"]} == {p.pk for p in projects}
    page = desk.get(f"{reverse('projects:handling_many')}?q=cho+na+lam&tat_ca=1")
    assert len(page.context["chosen"]) == 3


def test_changes_made_are_listed_and_undone(
    desk: Client, projects: list[Project], energy: Sector
) -> None:
    before = sectors(projects)
    change(desk, projects, energy, confirm="1")
    row = BulkChange.objects.get()
    listed = desk.get(reverse("projects:bulk_changes"))
    assert [(each.pk, each.size) for each, _by in listed.context["rows"]] == [(row.pk, 2)]
    where = reverse("projects:bulk_done", args=[row.pk])
    page = desk.get(where)
    assert [line["now"] for line in page.context["lines"]] == ["Năng lượng"] * 2
    assert desk.post(where, {"reason": ""}).status_code == 422
    Project.objects.filter(pk=projects[1].pk).update(sector=SectorFactory(name="Y tế"))
    answer = desk.post(where, {"reason": "Nhầm danh sách"}, follow=True)
    assert projects[1].code in said(answer)
    assert sectors(projects) == [before[0], "Y tế", before[2]]
    assert desk.post(where, {"reason": "Nhầm"}).status_code == 409
    assert AuditEvent.objects.filter(verb="projects_changed").count() == 3
