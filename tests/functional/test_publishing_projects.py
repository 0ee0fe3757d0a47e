"""Publishing projects and reports: who may, what is refused, what the history tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from projects.models import Interest, Publication
from reporting.models import PublicReport
from tests.factories import CallInForce, ProjectNotStarted, UserFactory
from tests.factories.reporting import issued_with_its_words
from tests.functional.test_publishing import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(UserFactory(department_leader=True))
    return client


def test_one_project_is_published_changed_and_taken_back(desk: Client, client: Client) -> None:
    project = ProjectNotStarted(code="DA-0500", objective="Sản xuất gạch")
    url = "/cong-bo/DA-0500/"
    form = form_of(desk, url, objective_en="Makes bricks")
    assert form["objective"] == "Sản xuất gạch"
    assert desk.post(url, form).status_code == 302
    row = Publication.objects.get()
    assert (row.project, row.objective_en) == (project, "Makes bricks")
    assert "Makes bricks" in client.get("/en/cong-khai/du-an/DA-0500/").content.decode()

    assert desk.post(url, form_of(desk, url, objective="Gạch và ngói")).status_code == 302
    assert "Gạch và ngói" in client.get("/cong-khai/du-an/DA-0500/").content.decode()

    away = "/cong-bo/DA-0500/rut/"
    assert desk.post(away, form_of(desk, away, reason=" ")).status_code == 422
    assert desk.post(away, form_of(desk, away, reason="Công bố nhầm")).status_code == 302
    assert client.get("/cong-khai/du-an/DA-0500/").status_code == 404
    assert desk.get(away).status_code == 302
    verbs = AuditEvent.objects.filter(subject_kind="publication").order_by("pk")
    assert [each.verb for each in verbs] == [
        "project_published",
        "publication_changed",
        "publication_withdrawn",
    ]
    assert verbs.last().reason == "Công bố nhầm"


def test_many_are_published_together_or_none(desk: Client) -> None:
    for n in range(3):
        ProjectNotStarted(code=f"DA-051{n}", objective="Sản xuất")
    marked = ProjectNotStarted(code="DA-0519", objective="TỐI MẬT: kho dự trữ")
    ticked = ["DA-0510", "DA-0511", marked.code]
    refused: Any = desk.post("/cong-bo/", {"ma": ticked})
    assert refused.status_code == 422
    assert "DA-0519" in refused.context["refused"]
    assert refused.context["ticked"] == ticked
    assert not Publication.objects.exists()
    assert desk.post("/cong-bo/", {"ma": ticked[:2]}).status_code == 302
    assert Publication.objects.count() == 2
    assert desk.post("/cong-bo/", {"ma": ticked[:2]}).status_code == 422  # nothing left to publish
    assert desk.post("/cong-bo/").status_code == 422
    page: Any = desk.get("/cong-bo/?trang_thai=chua&q=DA-051")
    assert page.context["count"] == 2


def test_a_proposal_is_not_published(desk: Client) -> None:
    ProjectNotStarted(code="DA-0520", legal_state="proposed")
    url = "/cong-bo/DA-0520/"
    assert desk.post(url, form_of(desk, url)).status_code == 422
    assert not Publication.objects.exists()
    assert "DA-0520" not in desk.get("/cong-bo/").content.decode()


def test_it_is_seen_before_it_is_published(desk: Client, client: Client) -> None:
    ProjectNotStarted(code="DA-0530", objective="Sản xuất gạch")
    page = desk.get("/cong-bo/DA-0530/xem-thu/")
    assert "Sản xuất gạch" in page.content.decode()
    assert client.get("/cong-bo/DA-0530/xem-thu/").status_code == 302
    assert not Publication.objects.exists()


def test_an_issued_report_is_published_and_taken_back(desk: Client, client: Client) -> None:
    paper = issued_with_its_words(period_start=timezone.localdate().replace(day=1))
    url, file = f"/bao-cao/{paper.run_id}/cong-bo/", f"/cong-khai/bao-cao/{paper.pk}.pdf"
    assert client.get(file).status_code == 404
    assert desk.post(url, form_of(desk, url)).status_code == 302
    assert paper.official_number in client.get("/cong-khai/bao-cao/").content.decode()
    assert client.get(file).status_code == 200
    assert desk.post(url, form_of(desk, url, reason="Đăng nhầm")).status_code == 302
    assert PublicReport.objects.get().withdrawn_reason == "Đăng nhầm"
    assert client.get(file).status_code == 404


# ---------------------------------------------------------------- interest in a call

TOLD = {
    "full_name": "Jane Doe",
    "organisation": "Acme Holdings",
    "country": "Singapore",
    "email": "jane@acme.example",
    "phone": "+65 6000 0000",
    "words": "Please send the planning documents.",
}


def test_an_interest_is_kept_thanked_for_and_answered(desk: Client, client: Client) -> None:
    CallInForce(call__code="GDT-8")
    url = "/en/cong-khai/moi-goi/GDT-8/quan-tam/"
    sent: Any = client.post(url, TOLD)
    assert (sent.status_code, sent.headers["Location"]) == (302, "/en/cong-khai/moi-goi/da-gui/")
    row = Interest.objects.get()
    assert (row.organisation, row.language, row.state) == ("Acme Holdings", "en", "new")
    assert "Acme Holdings" in desk.get("/quan-tam/").content.decode()
    own = f"/quan-tam/{row.pk}/"
    assert (
        desk.post(own, form_of(desk, own, state="contacted", handled_words="")).status_code == 422
    )
    form = form_of(desk, own, state="contacted", handled_words="Đã gửi hồ sơ quy hoạch")
    assert desk.post(own, form).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.handled_words) == ("contacted", "Đã gửi hồ sơ quy hoạch")
    told = "".join(
        f"{each.summary}{each.old}{each.new}"
        for each in AuditEvent.objects.filter(subject_kind="interest")
    )
    assert not any(value in told for value in TOLD.values())


def test_what_was_typed_is_not_lost_by_an_error_or_by_haste(client: Client) -> None:
    CallInForce(call__code="GDT-8")
    url = "/cong-khai/moi-goi/GDT-8/quan-tam/"
    wrong: Any = client.post(url, TOLD | {"email": "khong-phai"})
    assert wrong.status_code == 422
    assert "Please send the planning documents." in wrong.content.decode()
    answers = [client.post(url, TOLD).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429] * 2
    late: Any = client.post(url, TOLD)
    assert "Please send the planning documents." in late.content.decode()
    assert Interest.objects.count() == 10


def test_the_form_is_bound_to_our_own_page() -> None:
    CallInForce(call__code="GDT-8")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/cong-khai/moi-goi/GDT-8/quan-tam/", TOLD).status_code == 403
