"""A closed gate on the screen: what is missing, where to enter it, who may let a step pass."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Instrument, Project, StageMove
from tests.factories import (
    AgencyFactory,
    InstrumentFactory,
    PolicyApproval,
    ProjectFactory,
    ProjectFounded,
    StageMoveLetPass,
    TrancheDecided,
    UserFactory,
)
from tests.support.forms import boxes

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


@pytest.fixture
def leader() -> Client:
    """The browser of a leader of the department."""
    client = Client()
    client.force_login(UserFactory(department_leader=True))
    return client


def add_certificate(client: Client, project: Project, **typed: object) -> Any:
    """Send a certificate without its day."""
    sent = boxes(client.get(_add(project))) | {
        "kind": "registration_certificate",
        "number": "4900000001",
        "authority": "department",
    }
    return client.post(_add(project), sent | typed)


def _add(project: Project) -> str:
    return reverse("projects:instrument_add", args=[project.code])


def test_a_closed_gate_answers_422_and_names_what_is_missing(desk) -> None:
    project = ProjectFactory(registered_capital_vnd=None)
    answer = add_certificate(desk, project)
    assert answer.status_code == 422
    gate = answer.context["posted"].gate
    edit = reverse("projects:edit", args=[project.code])
    assert [item["url"] for item in gate["needs"]] == [
        f"{edit}#id_registered_capital_vnd",
        _add(project),
    ]
    assert answer.context["posted"].form["number"].value() == "4900000001"
    assert not Instrument.objects.exists()


def test_a_specialist_is_told_whom_to_ask_and_gets_no_box(desk) -> None:
    answer = add_certificate(desk, ProjectFactory())
    assert answer.context["posted"].gate["may_go_on"] is False
    assert b"gate_reason" not in answer.content


def test_a_specialist_who_sends_a_reason_all_the_same_is_refused(desk) -> None:
    answer = add_certificate(desk, ProjectFactory(), gate_reason="Cứ làm")
    assert answer.status_code == 403
    assert not StageMove.objects.exists()


def test_a_leader_gets_the_box_and_lets_the_step_pass(leader) -> None:
    project = ProjectFactory()
    answer = add_certificate(leader, project)
    assert answer.status_code == 422
    assert b'name="gate_reason"' in answer.content
    answer = add_certificate(leader, project, gate_reason="Bản gốc thất lạc")
    assert answer.status_code == 302
    move = StageMove.objects.get()
    assert (move.missing, move.reason) == (["certificate_day"], "Bản gốc thất lạc")
    page = leader.get(reverse("projects:detail", args=[project.code]))
    assert "Bản gốc thất lạc" in page.content.decode()


def test_a_reason_survives_another_mistake(leader) -> None:
    answer = add_certificate(leader, ProjectFactory(), gate_reason="Thất lạc", issued="hôm qua")
    assert answer.status_code == 422
    assert "Thất lạc" in answer.content.decode()


def test_going_back_asks_for_a_reason_in_the_box_of_the_correction(desk) -> None:
    project = ProjectFounded(
        physical_state="under_construction", state_as_of="2026-08-01", state_note="Biên bản"
    )
    address = reverse("projects:state", args=[project.code])
    sent = boxes(desk.get(address)) | {"physical_state": "not_started"}
    answer = desk.post(address, sent)
    assert answer.status_code == 422
    assert "why" in answer.context["posted"].form.errors
    assert desk.post(address, sent | {"why": "Ghi nhầm dự án"}).status_code == 302
    assert StageMove.objects.get().reason == "Ghi nhầm dự án"


def test_the_page_tells_what_the_stage_lacks_and_where_it_is_entered(desk) -> None:
    project = ProjectFounded(location_text="")
    document = project.instruments.get()
    Instrument.objects.update(authority="unknown")
    TrancheDecided(project=project, decision_number="")
    gate = desk.get(reverse("projects:detail", args=[project.code])).context["gate"]
    lacking = {str(item["url"]) for item in gate["own"] if not item["met"]}
    edit = reverse("projects:edit", args=[project.code])
    tranche = reverse("projects:tranche_edit", args=[project.code, project.tranches.get().pk])
    assert lacking == {
        f"{edit}#id_location_text",
        f"{reverse('projects:instrument_edit', args=[project.code, document.pk])}#id_authority",
        f"{tranche}#decision-decision_number",
    }
    assert (len(gate["done"]) + len(lacking), gate["asked"]) == (
        len(gate["own"]),
        len(gate["own"]) + len(gate["ahead"]),
    )


def test_every_place_is_a_page_with_that_box(desk) -> None:
    project = ProjectFactory(
        investor=None,
        location_text="",
        registered_capital_vnd=None,
        land_area_m2=None,
        deposit_duty="required",
        physical_state="completed",
        operating_state="operating",
    )
    InstrumentFactory(project=project, kind="registration_certificate", authority="unknown")
    InstrumentFactory(project=project, kind="policy_approval", number="", authority="unknown")
    TrancheDecided(project=project)
    gate = desk.get(reverse("projects:detail", args=[project.code])).context["gate"]
    places = {item["url"] for item in gate["own"] if not item["met"]}
    assert len(places) > 5
    for place in places:
        address, _hash, box = place.partition("#")
        assert f'id="{box}"' in desk.get(address).content.decode(), place


def test_who_may_not_enter_a_fact_reads_it_as_text(client) -> None:
    project = ProjectFactory(location_text="")
    client.force_login(UserFactory(inspector=True))
    gate = client.get(reverse("projects:detail", args=[project.code])).context["gate"]
    assert {item["url"] for item in gate["own"] + gate["ahead"]} == {""}


def test_who_may_not_see_flags_sees_no_list_of_what_is_missing(client) -> None:
    client.force_login(UserFactory(supervisor=True))
    page = client.get(reverse("projects:detail", args=[ProjectFactory().code]))
    assert "gate" not in page.context


def test_an_agency_enters_land_but_not_the_rest(client) -> None:
    agency = AgencyFactory(sector=True)
    project = ProjectFactory(agency=agency, location_text="")
    PolicyApproval(project=project)
    tranche = TrancheDecided(project=project, agency=agency, decision_date=None)
    client.force_login(UserFactory(agency=agency, sector_agency=True))
    gate = client.get(reverse("projects:detail", args=[project.code])).context["gate"]
    linked = [
        item["url"] for item in gate["own"] + gate["ahead"] if item["url"] and not item["met"]
    ]
    assert linked
    assert all(f"/dat/{tranche.pk}/" in url for url in linked)


def test_the_list_finds_by_stage_and_what_was_let_pass(desk) -> None:
    founded = ProjectFounded()
    move = StageMoveLetPass()
    for value, expected in (("approved", founded.code), ("cho_qua", move.project.code)):
        page = desk.get(reverse("projects:list"), {"giai_doan": value})
        assert [row["code"] for row in page.context["rows"]] == [expected]


def test_programs_read_stage_and_missing_facts(desk, client) -> None:
    project = ProjectFounded(location_text="")
    address = f"/api/v1/projects/{project.code}/"
    read = desk.get(address).json()
    assert (read["stage"], read["next_stage"]) == ("approved", "certified")
    assert read["missing"] == ["place"]
    client.force_login(UserFactory(supervisor=True))
    read = client.get(address).json()
    assert (read["stage"], read["missing"]) == ("approved", None)
