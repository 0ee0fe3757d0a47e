"""Scenarios of disbursement: set, pasted, begun from a sample, changed, withdrawn; the panel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Agency, AuditEvent
from disbursement.forms.scenarios import BOXES
from disbursement.models import PlanLine, Scenario
from disbursement.rules.scenario import HAI_DUONG_2025
from tests.factories import AgencyFactory, UserFactory
from tests.factories.payments import YearPlan
from tests.factories.public import PublicProjectFactory
from tests.factories.scenarios import ScenarioOfOwner, ScenarioOfProject, ScenarioOfProvince
from tests.support.capital import Book
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

LIST, SET = "/kich-ban-giai-ngan/", "/kich-ban-giai-ngan/nam-2026/dat/"
TY = 1_000_000_000
CURVE = [str(each).replace(".", ",") for each in HAI_DUONG_2025.percents]


def typed(*percents: str, **more: str) -> dict[str, str]:
    return {"act": "", **dict(zip(BOXES, percents, strict=False)), **more}


@pytest.fixture
def specialist() -> Client:
    return signed_in(UserFactory(specialist=True))


def held() -> list[list[Decimal]]:
    return [row.percents for row in Scenario.objects.order_by("pk")]


def test_a_scenario_is_typed_or_pasted(specialist: Client) -> None:
    YearPlan()
    owner = PublicProjectFactory().owner
    sent = specialist.post(SET, typed(*CURVE, decision_number="12/KH-UBND"))
    assert (sent.status_code, sent["Location"]) == (302, f"{LIST}?nam=2026")
    pasted = "\t".join(f"{each}%" for each in CURVE)
    assert specialist.post(SET, typed(pasted=pasted, owner=str(owner.pk))).status_code == 302
    assert held() == [list(HAI_DUONG_2025.percents)] * 2
    event = AuditEvent.objects.filter(verb="scenario_set").first()
    assert event is not None
    assert str(owner) in event.summary
    again = specialist.post(SET, typed(*CURVE))
    assert again.status_code == 422
    assert len(held()) == 2


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(typed(*CURVE[:5], "36", *CURVE[6:]), id="falls in June"),
        pytest.param(typed(*CURVE[:12], "100,01"), id="over a hundred"),
        pytest.param(typed(*CURVE[:12]), id="a month is missing"),
        pytest.param(typed(pasted="3 8 19"), id="a row too short"),
        pytest.param(typed(pasted="\t".join(["x", *CURVE[1:]])), id="not a number"),
        pytest.param(typed(*CURVE, project_code="DA-0000"), id="no such project"),
    ],
)
def test_what_is_no_scenario_is_said_and_kept(specialist: Client, sent: dict[str, str]) -> None:
    YearPlan()
    page = specialist.post(SET, sent)
    assert page.status_code == 422
    assert held() == []
    text = page.content.decode()
    kept = sent.get("pasted") or sent.get("project_code") or sent["m1"]
    assert f'value="{kept}"' in text
    assert 'class="err"' in text


def test_an_owner_or_a_project_not_both(specialist: Client) -> None:
    YearPlan()
    public = PublicProjectFactory()
    both = typed(*CURVE, owner=str(public.owner_id), project_code=public.budget_code)
    assert specialist.post(SET, both).status_code == 422
    sent = specialist.post(SET, typed(*CURVE, project_code=public.budget_code))
    assert sent.status_code == 302
    assert Scenario.objects.get().project == public.project


def test_a_year_without_a_plan_has_no_scenario(specialist: Client) -> None:
    assert specialist.get(LIST).status_code == 200
    assert specialist.post(SET.replace("2026", "2031"), typed(*CURVE)).status_code == 422


def test_the_sample_fills_the_boxes_and_names_its_source(specialist: Client) -> None:
    text = specialist.get(f"{SET}?mau={HAI_DUONG_2025.key}").content.decode()
    assert 'value="99,7"' in text
    assert HAI_DUONG_2025.source in text
    assert HAI_DUONG_2025.source_url in text


def test_a_scenario_is_changed_and_withdrawn_for_a_reason(specialist: Client) -> None:
    row = ScenarioOfProvince()
    address = f"{LIST}{row.pk}/"
    seen = {"row": str(row.pk), "version": "1", "before": "{}"}
    seen |= {"decision_number": row.decision_number, "decision_date": "15/1/2026"}
    changed = typed("4", *CURVE[1:], why="Điều chỉnh theo công văn", **seen)
    assert specialist.post(address, changed).status_code == 302
    row.refresh_from_db()
    assert (row.percents[0], row.version) == (4, 2)
    assert specialist.post(address, typed("5", *CURVE[1:], **seen)).status_code == 409
    same = typed("4", *CURVE[1:], **(seen | {"version": "2"}))
    assert specialist.post(address, same).status_code == 302
    row.refresh_from_db()
    assert row.version == 2
    leave = seen | {"act": "", "version": "2"}
    assert specialist.post(f"{address}bo/", leave | {"reason": ""}).status_code == 422
    assert specialist.post(f"{address}bo/", leave | {"reason": "Ban hành lại"}).status_code == 302
    assert held() == []
    told = AuditEvent.objects.filter(subject_kind="scenario").values_list("verb", "reason")
    assert set(told) == {
        ("scenario_changed", "Điều chỉnh theo công văn"),
        ("scenario_withdrawn", "Ban hành lại"),
    }


@pytest.fixture
def line() -> PlanLine:
    """A line of 10 tỷ at 40% by August, on another scenario than the province's."""
    book, owner = Book(2026), AgencyFactory(name="Ban Quản lý dự án một")
    row = book.line(owner, 10 * TY)
    book.paid(row, date(2026, 7, 1), advance_vnd=3 * TY)
    book.paid(row, date(2026, 8, 1), volume_vnd=TY, estimate_vnd=TY)
    ScenarioOfOwner(owner=owner, percents=[Decimal(50)] * 13)
    ScenarioOfProject(project=row.project, percents=[Decimal(45)] * 13)
    return row


def owner_of(line: PlanLine) -> Agency:
    agency: Agency = line.project.public.owner
    return agency


def test_the_page_measures_owners_and_shows_rows_to_their_own(line: PlanLine) -> None:
    own = signed_in(UserFactory(owner=True, agency=owner_of(line)))
    for client, may_see in (
        (signed_in(UserFactory(committee_leader=True)), True),
        (own, True),
        (signed_in(UserFactory(owner=True)), False),
    ):
        page = client.get(f"{LIST}?thang=8")
        text = page.content.decode()
        assert "−10,00" in text
        assert (line.project.name in text) == may_see
        assert SET not in text
        assert client.get(SET).status_code == 403


@pytest.mark.parametrize("query", ["?nam=x&thang=99", "?thang=-1", "?chu_dau_tu=0", "?nam=2019"])
def test_a_strange_address_shows_the_last_month(
    line: PlanLine, query: str, specialist: Any
) -> None:
    assert "31/8/2026" in specialist.get(LIST + query).content.decode()


def test_the_project_page_shows_its_money_to_who_may_see_it(line: PlanLine) -> None:
    address = f"/du-an/{line.project.code}/"
    for user in (
        UserFactory(specialist=True),
        UserFactory(owner=True, agency=owner_of(line)),
    ):
        text = signed_in(user).get(address).content.decode()
        assert 'id="von-giai-ngan"' in text
        assert "40%" in text
        assert "−5,0" in text
        assert 'class="chart"' in text
    follower = UserFactory(sector_agency=True)
    line.project.agency = follower.agency
    line.project.save(update_fields=["agency"])
    page = signed_in(follower).get(address)
    assert (page.status_code, 'id="von-giai-ngan"' in page.content.decode()) == (200, False)


@pytest.mark.parametrize("year", [0, 1, 9999, 2**63, 10**30])
def test_an_absurd_year_has_no_scenario(specialist: Client, year: int) -> None:
    assert specialist.get(f"/kich-ban-giai-ngan/nam-{year}/dat/").status_code == 404
