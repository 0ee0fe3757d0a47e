"""A specialist enters a project, corrects it, and says what state it is in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from projects.models import Investor, Project
from tests.factories import (
    CommuneFactory,
    InvestorFactory,
    ProjectFactory,
    ProjectPlanned,
    SectorFactory,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.forms import boxes, errors

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
def typed(officer) -> dict[str, object]:
    """What the specialist types for a new project."""
    return {
        "act": "",
        "name": "Trung tâm logistics Nà Lầm",
        "funding": "non_budget",
        "sector": SectorFactory().pk,
        "investor": "Công ty TNHH Bắc Á",
        "tax_code": "0100109106",
        "investor_kind": "domestic",
        "units": [CommuneFactory().pk, "", ""],
        "zone": "none",
        "registered_capital_vnd": "hơn 1.250,0",
        "land_area_m2": "42,6",
        "agency": officer.agency.pk,
        "officer": officer.pk,
    }


def test_the_page_offers_an_empty_form_for_the_own_agency(desk, officer) -> None:
    page = desk.get(ADD)
    assert page.status_code == 200
    assert page.context["cards"][0].form["agency"].value() == officer.agency.pk


def test_a_new_project_is_entered_and_shown(desk, typed) -> None:
    answer = desk.post(ADD, typed)
    project = Project.objects.get()
    assert answer.headers["Location"] == reverse("projects:detail", args=["DA-0001"])
    assert (project.registered_capital_vnd, project.capital_hedge) == (1_250_000_000_000, "hơn")
    assert project.land_area_m2 == 426_000
    assert project.investor.name == "Công ty TNHH Bắc Á"
    assert project.units.count() == 1


def test_a_form_with_errors_comes_back_whole_with_the_summary_first(desk, typed) -> None:
    typed |= {
        "name": "",
        "registered_capital_vnd": "1.430",
        "adjustment_pending_since": "31/6/2026",
    }
    page = desk.post(ADD, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert text.index('class="errsum"') < text.index('<form class="card"')
    assert 'href="#id_registered_capital_vnd"' in text
    assert 'value="1.430"' in text
    assert 'value="42,6"' in text
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("box", "text", "said"),
    [
        ("registered_capital_vnd", "1.430", ["1.430,0", "1,43"]),
        ("land_area_m2", "42.600", ["42.600,0", "42,6"]),
        ("adjustment_pending_since", "31/6/2026", ["31/6/2026", "30"]),
        ("registered_capital_vnd", "5 triệu USD", ["USD"]),
        ("registered_capital_usd", "12 EUR", ["12 EUR", "USD"]),
    ],
    ids=[
        "both readings of one group of thousands",
        "both readings of an area",
        "the days the month has",
        "dollars have their own box",
        "the units that may follow",
    ],
)
def test_an_unreadable_box_says_what_to_write(desk, typed, box, text, said) -> None:
    with translation.override("en"):
        messages = errors(desk.post(ADD, typed | {box: text}))[box]
    assert all(words in messages[0] for words in said)


def test_a_wrong_check_digit_is_kept_with_a_note(desk, typed) -> None:
    page = desk.post(ADD, typed | {"tax_code": "0100109107"}, follow=True)
    assert page.status_code == 200
    assert "0100109107" in page.content.decode()
    assert Investor.objects.get().tax_code == "0100109107"


def test_a_refusal_of_the_action_is_shown_at_its_box(desk, typed) -> None:
    InvestorFactory(name="Hợp tác xã Mẫu Sơn", tax_code="0100109106")
    page = desk.post(ADD, typed)
    assert page.status_code == 422
    assert "Hợp tác xã Mẫu Sơn" in errors(page)["tax_code"][0]


def test_the_same_project_twice_is_refused_with_its_code(desk, typed) -> None:
    desk.post(ADD, typed)
    page = desk.post(ADD, typed)
    assert page.status_code == 422
    assert "DA-0001" in errors(page)["name"][0]


def test_opening_and_saving_changes_nothing(desk) -> None:
    project = ProjectFactory(registered_capital_vnd=1_480_000_000_000, land_area_m2=426_123)
    address = reverse("projects:edit", args=[project.code])
    desk.post(address, boxes(desk.get(address)))
    project.refresh_from_db()
    assert (project.version, project.registered_capital_vnd) == (1, 1_480_000_000_000)
    assert project.land_area_m2 == 426_123


def test_a_correction_says_what_changed(desk) -> None:
    project = ProjectFactory()
    address = reverse("projects:edit", args=[project.code])
    sent = boxes(desk.get(address)) | {"location_text": "Khu 2, thị trấn Lộc Bình"}
    page = desk.post(address, sent, follow=True)
    assert page.redirect_chain[0][1] == 302
    project.refresh_from_db()
    assert (project.location_text, project.version) == ("Khu 2, thị trấn Lộc Bình", 2)


def test_a_failed_correction_shows_the_value_before(desk) -> None:
    project = ProjectFactory(location_text="Xã Đồng Đăng")
    address = reverse("projects:edit", args=[project.code])
    sent = boxes(desk.get(address)) | {"location_text": "Khu 2", "name": ""}
    page = desk.post(address, sent)
    rows = [row for _section, rows in page.context["posted"].form.parts() for row in rows]
    changed = {row.field.name: row.was for row in rows if row.css.endswith("chg")}
    assert page.status_code == 422
    assert set(changed) == {"name", "location_text"}
    assert "Xã Đồng Đăng" in changed["location_text"]


def test_a_state_is_recorded(desk) -> None:
    project = ProjectPlanned()
    TrancheHandedOver(project=project)
    address = reverse("projects:state", args=[project.code])
    sent = boxes(desk.get(address)) | {
        "physical_state": "under_construction",
        "state_as_of": "31/8/2026",
        "state_note": "Thông báo khởi công 12/TB",
    }
    page = desk.post(address, sent)
    assert page.status_code == 302
    project.refresh_from_db()
    assert project.bucket == "under_construction"
    sent = boxes(desk.get(address)) | {
        "physical_state": "completed",
        "operating_state": "operating",
        "state_as_of": "1/9/2026",
        "state_note": "Thông báo đưa vào hoạt động 15/TB",
    }
    page = desk.post(address, sent)
    assert page.status_code == 302, page.context["form"].errors
    project.refresh_from_db()
    assert project.bucket == "operating"


def test_contradicting_states_are_refused_at_the_box(desk) -> None:
    project = ProjectFactory()
    address = reverse("projects:state", args=[project.code])
    sent = boxes(desk.get(address)) | {
        "physical_state": "not_started",
        "operating_state": "operating",
    }
    page = desk.post(address, sent)
    assert page.status_code == 422
    assert errors(page)["operating_state"]


def test_an_investor_is_corrected_for_all_its_projects(desk) -> None:
    investor = InvestorFactory(name="Công ty Bắc A")
    first, second = ProjectFactory(investor=investor), ProjectFactory(investor=investor)
    address = reverse("projects:investor_edit", args=[first.code])
    desk.post(address, boxes(desk.get(address)) | {"name": "Công ty Bắc Á Mới"})
    assert set(Project.objects.search("bac a moi")) == {first, second}


def test_a_project_without_investor_has_none_to_correct(desk) -> None:
    project = ProjectFactory(investor=None)
    address = reverse("projects:investor_edit", args=[project.code])
    assert desk.get(address).status_code == 404
