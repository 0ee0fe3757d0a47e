"""The API reads what the pages show: same conditions, same order, same eyes."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.addresses import CURSOR, ORDER, SIZE
from projects.models import Project
from reporting.builders.non_budget import document
from tests.factories import (
    TODAY,
    ExclusionClosed,
    FlagConfirmed,
    FlagOpen,
    InstrumentFactory,
    ItemPlannedByQuarter,
    ObligationOverdue,
    ObligationRunning,
    ObligationUnknown,
    ProjectFactory,
    ProjectOperating,
    ProjectTerminated,
    ReportQueued,
    ReportReady,
    TrancheDecided,
    UserFactory,
)
from tests.factories.reporting import PaperDraft
from tests.functional.test_permission_matrix import signed_in
from tests.support import report_samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    return signed_in(UserFactory(specialist=True))


def read(client: Client, name: str, query: str = "", *args: Any) -> Any:
    answer = client.get(reverse(f"api:{name}", args=args) + query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(client: Client, name: str, query: str) -> dict[str, list[str]]:
    answer = client.get(reverse(f"api:{name}") + query)
    assert answer.status_code == 422
    assert answer.json()["code"] == "unprocessable"
    fields: dict[str, list[str]] = answer.json()["fields"]
    return fields


def codes_on_page(client: Client, query: str) -> list[str]:
    rows = client.get(reverse("projects:list") + query).context["rows"]
    return [row["code"] for row in rows]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?sap=ten",
        "?sap=-von",
        "?sap=moi",
        "?tinh_trang=dang_theo_doi&sap=von",
        "?q=cong%20ty&tinh_trang=operating",
        "?canh_bao=co",
        "?thieu=van_ban",
        "?von_tu=1.000",
        "?q=&tinh_trang=",
    ],
)
def test_the_address_of_a_filtered_page_asks_the_same(officer: Client, query: str) -> None:
    for n, factory in enumerate([ProjectOperating, ProjectTerminated, ProjectFactory] * 2):
        project = factory(registered_capital_vnd=n * 600_000_000_000 or None)
        if n % 2:
            FlagOpen(obligation=ObligationOverdue(project_id=project.pk), project_id=project.pk)
            InstrumentFactory(project=project)
    found = [row["code"] for row in read(officer, "projects", query)["results"]]
    assert found == codes_on_page(officer, query)


@pytest.mark.parametrize("order", ["", "ten", "von", "moi", "muc"])
def test_following_next_reads_each_row_once(officer: Client, order: str) -> None:
    made = {ProjectFactory(registered_capital_vnd=n * 10 or None).code for n in range(7)}
    address, seen = f"{reverse('api:projects')}?{SIZE}=2&{ORDER}={order}", []
    while address:
        page = officer.get(address).json()
        assert len(page["results"]) <= 2
        seen += [row["code"] for row in page["results"]]
        address = page["next"]
    assert sorted(seen) == sorted(made)


def test_the_end_of_the_list_is_an_empty_page_not_the_first_again(officer: Client) -> None:
    for _ in range(3):
        ProjectFactory()
    following = read(officer, "projects", f"?{SIZE}=2&{ORDER}=ten")["next"]
    Project.objects.order_by("sort_key").last().delete()
    assert officer.get(following).json() == {"results": [], "next": None}


def test_a_row_tells_facts_as_they_are_stored(officer: Client) -> None:
    ProjectOperating(registered_capital_vnd=None, land_area_m2=None, sector=None)
    (row,) = read(officer, "projects")["results"]
    assert row["registered_capital_vnd"] is None
    assert row["land_area_m2"] is None
    assert row["sector_name"] is None
    Project.objects.update(registered_capital_vnd=1_480_000_000_001, land_area_m2="426000.10")
    (row,) = read(officer, "projects")["results"]
    assert row["registered_capital_vnd"] == 1_480_000_000_001
    assert row["land_area_m2"] == "426000.10"


def test_a_project_comes_with_its_acts(officer: Client) -> None:
    project = ProjectFactory()
    InstrumentFactory(project=project, number="", capital_vnd=None, issued_date=date(2026, 1, 1))
    ItemPlannedByQuarter(project=project)
    TrancheDecided(project=project, planned_handover_date=date(2026, 1, 31))
    ExclusionClosed(project=project)
    found = read(officer, "project", "", project.code)
    assert found["instruments"][0]["number"] is None
    assert found["milestones"][0]["planned"]["precision"] == "quarter"
    assert found["milestones"][0]["actual"] is None
    assert found["tranches"][0]["handover"] is None
    assert [period["derived"] for period in found["excluded_periods"]] == [False, True]
    assert found["agency"] == project.agency.short_name


def test_staff_only_facts_stay_with_staff() -> None:
    officer = UserFactory(commune_officer=True)
    project = ProjectFactory(units=[officer.agency.unit], officer=UserFactory(specialist=True))
    told = ObligationOverdue(project_id=project.pk, audience="bearer")
    kept = ObligationOverdue(project_id=project.pk, audience="staff", subject_id=99)
    FlagOpen(obligation=told, project_id=project.pk)
    client = signed_in(officer)
    found = read(client, "project", "", project.code)
    assert found["flags"] is None
    assert found["officer"] is None
    assert [duty["id"] for duty in found["obligations"]] == [told.pk]
    assert [row["id"] for row in read(client, "obligations")["results"]] == [told.pk]
    assert client.get(reverse("api:obligation", args=[kept.pk])).status_code == 404
    assert client.get(reverse("api:flags")).status_code == 403


def test_obligations_come_soonest_first_and_unknown_days_last(officer: Client) -> None:
    project = ProjectFactory()
    late = ObligationOverdue(project_id=project.pk)
    unknown = ObligationUnknown(project_id=project.pk, missing="land_handover_date")
    running = ObligationRunning(project_id=project.pk)
    found = read(officer, "obligations", f"?{SIZE}=1")["results"]
    found += read(officer, "obligations")["results"][1:]
    assert [row["id"] for row in found] == [late.pk, running.pk, unknown.pk]
    assert [row["overdue"] for row in found] == [True, False, False]
    assert found[2]["missing"] == "land_handover_date"
    assert found[2]["due_date"] is None


def test_obligations_are_narrowed(officer: Client) -> None:
    project = ProjectFactory(name="Kho vận Nà Lầm")
    late = ObligationOverdue(project_id=project.pk)
    ObligationUnknown(project_id=ProjectFactory(name="Thủy điện").pk, missing="schedule")

    def ids(query: str) -> list[int]:
        return [row["id"] for row in read(officer, "obligations", query)["results"]]

    day = late.due_date.isoformat()
    assert ids("?trang_thai=running") == [late.pk]
    assert ids(f"?han_tu={day}&han_den={day}") == [late.pk]
    assert ids(f"?q=kho+van&quy_tac={late.kind}") == [late.pk]
    assert late.pk not in ids("?thieu=schedule")
    assert len(ids("?thieu=schedule")) == 1


def test_flags_are_those_of_the_page_and_tell_their_story(officer: Client) -> None:
    project = ProjectFactory()
    opened = FlagOpen(obligation=ObligationOverdue(project_id=project.pk), project_id=project.pk)
    other = ObligationOverdue(project_id=project.pk, subject_id=98)
    confirmed = FlagConfirmed(obligation=other, project_id=project.pk)
    assert {row["id"] for row in read(officer, "flags")["results"]} == {opened.pk, confirmed.pk}
    (row,) = read(officer, "flags", "?trang_thai=confirmed&sap=moi")["results"]
    found = read(officer, "flag", "", confirmed.pk)
    assert {name: found[name] for name in row} == row
    assert found["obligation"]["id"] == other.pk
    assert isinstance(found["obligation"]["steps"], list)


def test_reports_give_their_figures_byte_for_byte(officer: Client) -> None:
    text = document(report_samples.empty()).to_json()
    digest = hashlib.sha256(text.encode()).hexdigest()
    ready = PaperDraft(run=ReportReady(snapshot=text, snapshot_sha256=digest)).run
    PaperDraft(run=ReportQueued(period_start=date(2026, 7, 1)))
    first, second = read(officer, "reports")["results"]
    assert (first["state"], second["state"], second["pdf_url"]) == ("ready", "queued", None)
    assert officer.get(first["pdf_url"])["Content-Type"] == "application/pdf"
    answer = officer.get(first["snapshot_url"])
    assert hashlib.sha256(answer.content).hexdigest() == first["snapshot_sha256"] == digest
    again = officer.get(first["snapshot_url"], headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert read(officer, "report", "", ready.pk) == first


@pytest.mark.parametrize(
    ("name", "query", "wrong"),
    [
        ("projects", "?tinh_trang=chay&von_tu=nhieu&nam=0", {"tinh_trang", "von_tu", "nam"}),
        ("projects", "?tinhtrang=operating", {"tinhtrang"}),
        ("projects", f"?{ORDER}=gia&{SIZE}=101", {ORDER, SIZE}),
        ("projects", f"?{SIZE}=0", {SIZE}),
        ("projects", f"?{SIZE}=-1", {SIZE}),
        ("projects", f"?{CURSOR}=abc", {CURSOR}),
        ("projects", "?q=a%00b", {"q"}),
        ("projects", "?linh_vuc=999999", {"linh_vuc"}),
        ("obligations", "?han_tu=31/02/2026&trang_thai=late", {"han_tu", "trang_thai"}),
        ("obligations", f"?{ORDER}=ten", {ORDER}),
        ("flags", "?muc=4&can_bo=ai", {"muc", "can_bo"}),
        ("reports", "?nam=2026", {"nam"}),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    officer: Client, name: str, query: str, wrong: set[str]
) -> None:
    fields = refused(officer, name, query)
    assert set(fields) == wrong
    assert all(said and said[0] for said in fields.values())


def test_a_place_in_a_list_of_another_order_is_refused(officer: Client) -> None:
    for _ in range(3):
        ProjectFactory()
    following = read(officer, "projects", f"?{SIZE}=1&{ORDER}=ten")["next"]
    assert set(refused(officer, "projects", "?" + following.split("?")[1] + "&sap=muc")) == {CURSOR}


def test_conditions_for_staff_are_unknown_to_others() -> None:
    client = signed_in(UserFactory(supervisor=True))
    assert set(refused(client, "projects", "?canh_bao=co&co_quan=1")) == {"canh_bao", "co_quan"}


def test_refusals_have_one_form(officer: Client, settings) -> None:
    stranger = Client().get(reverse("api:projects"))
    assert (stranger.status_code, stranger["WWW-Authenticate"]) == (401, "Session")
    investor = signed_in(UserFactory(investor=True)).get(reverse("api:projects"))
    missing = officer.get(reverse("api:project", args=["KHONG-CO"]))
    nowhere = officer.get(settings.API_ROOT + "khong-co/")
    posted = officer.post(reverse("api:projects"), {"name": "x"})
    said = [answer.json() for answer in (stranger, investor, missing, nowhere, posted)]
    assert [answer["code"] for answer in said] == [
        "not_authenticated",
        "permission_denied",
        "not_found",
        "not_found",
        "method_not_allowed",
    ]
    assert all(set(answer) == {"code", "message", "fields"} for answer in said)
    assert posted["Allow"] == "GET, HEAD"


def test_an_error_of_ours_is_told_as_one_with_its_code(monkeypatch) -> None:
    monkeypatch.setattr("projects.providing.visible", lambda user: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(
        UserFactory(specialist=True),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    answer = client.get(reverse("api:projects"))
    assert answer.status_code == 500
    assert answer.json()["code"] == "server_error"
    assert len(answer.json()["fields"]["lookup_code"][0]) == 8


def test_without_a_second_factor_nothing_is_read(officer: Client, settings) -> None:
    settings.SECOND_FACTOR = True
    answer = officer.get(reverse("api:projects"))
    assert answer.status_code == 403
    assert answer.json()["code"] == "second_factor_required"


def test_answers_have_one_form_whatever_is_preferred(officer: Client) -> None:
    ProjectFactory(state_as_of=TODAY)
    answer = officer.get(reverse("api:projects"), headers={"Accept": "application/xml"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
