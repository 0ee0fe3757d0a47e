"""A certificate on file is read; a person ticks what is right, and it is taken as one act."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from projects.models import Instrument, Project
from tests.factories import DocumentFileFactory, DocumentOnFile, ProjectFactory, UserFactory
from tests.support import files
from tests.support.certificates import CHANGED, FIRST, printed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


@pytest.fixture
def project() -> Project:
    return ProjectFactory(certificate_code="", objective="")


def on_file(project: Project, content: bytes) -> str:
    """A document of the project with this content; the address where it is read."""
    document = DocumentOnFile(project=project, owner_kind="project", owner_id=project.pk)
    kept = document.files.first() or DocumentFileFactory(document=document)
    default_storage.delete(kept.path)
    default_storage.save(kept.path, ContentFile(content))
    return reverse("projects:document_read", args=[document.pk])


def sent(page: Any, *ticked: str) -> dict[str, object]:
    form = page.context["cards"][0].form
    return {"act": "", "seen_version": form["seen_version"].value()} | dict.fromkeys(ticked, "on")


def test_each_value_stands_beside_its_line_and_nothing_is_ticked(desk, project) -> None:
    page = desk.get(on_file(project, printed(FIRST)))
    html = page.content.decode()
    assert "1. Tên dự án đầu tư: NHÀ MÁY CHẾ BIẾN HỒI NÀ LẦM" in html
    assert project.name in html
    assert "Chạy thử: sau 3 tháng kể từ khi hoàn thành" in html
    assert " checked" not in html
    assert page.context["cards"][0].form.sections[2].fields == ("step_0", "step_1", "step_2")


def test_what_is_ticked_is_taken_as_one_act(desk, project) -> None:
    url = on_file(project, printed(FIRST))
    ticked = ("number", "issued", "authority", "capital_vnd", "objective", "term_years")
    boxes = [f"take_{key}" for key in ticked] + ["step_0"]
    answer = desk.post(url, sent(desk.get(url), *boxes), follow=True)
    assert answer.redirect_chain, answer.context["posted"].form.errors
    project.refresh_from_db()
    assert project.certificate_code == "8472650193"
    assert project.registered_capital_vnd == 1_250_000_000_000
    assert project.term_years == 50
    paper = Instrument.objects.get(project=project)
    assert (paper.kind, paper.number) == ("registration_certificate", "8472650193")
    assert (paper.authority, paper.issuer_name) == ("department", "SỞ TÀI CHÍNH")
    assert paper.loan_vnd is None
    (item,) = project.schedule_items.all()
    assert (item.name, item.instrument) == ("Khởi công xây dựng", paper)
    verbs = set(AuditEvent.objects.filter(project_id=project.pk).values_list("verb", flat=True))
    assert verbs == {"instrument_recorded", "schedule_item_added", "project_changed"}


def test_without_a_tick_nothing_is_taken(desk, project) -> None:
    url = on_file(project, printed(FIRST))
    answer = desk.post(url, sent(desk.get(url)))
    assert answer.status_code == 422
    assert not Instrument.objects.exists()


def test_a_document_on_record_is_filled_and_not_entered_twice(desk, project) -> None:
    url = on_file(project, printed(FIRST))
    known = ("take_number", "take_issued", "take_authority")
    for box in ("take_authority", "take_loan_vnd"):
        answer = desk.post(url, sent(desk.get(url), *known, box), follow=True)
        assert answer.redirect_chain, answer.context["posted"].form.errors
    paper = Instrument.objects.get(project=project)
    assert paper.loan_vnd == 1_000_000_000_000


def test_the_investor_is_found_or_entered(desk, project) -> None:
    url = on_file(project, printed(CHANGED))
    desk.post(url, sent(desk.get(url), "take_investor_name", "take_tax_code"))
    project.refresh_from_db()
    assert project.investor.name == "Công ty Cổ phần Kho vận Đông Bắc"
    assert project.investor.tax_code == "4900123450"
    assert not Instrument.objects.exists()


def test_a_tax_code_alone_belongs_to_nobody(desk, project) -> None:
    url = on_file(project, printed(FIRST))
    answer = desk.post(url, sent(desk.get(url), "take_tax_code"))
    assert "take_tax_code" in answer.context["posted"].form.errors


def test_a_project_changed_meanwhile_is_compared_anew(desk, project) -> None:
    url = on_file(project, printed(FIRST))
    typed = sent(desk.get(url), "take_objective")
    Project.objects.filter(pk=project.pk).update(version=project.version + 1, objective="Kho")
    answer = desk.post(url, typed)
    assert answer.status_code == 409
    assert "<strong>Kho</strong>" in answer.content.decode() or "Kho" in answer.content.decode()
    again = desk.post(url, sent(answer, "take_objective"))
    assert again.status_code == 302
    project.refresh_from_db()
    assert project.objective.startswith("Sản xuất tinh dầu hồi")


def test_a_scan_says_that_it_has_no_text(desk, project) -> None:
    page = desk.get(on_file(project, files.pdf(2)))
    assert page.status_code == 200
    assert page.context["cards"] == []


def test_a_file_that_resists_is_read_as_nothing(desk, project) -> None:
    page = desk.get(on_file(project, b"%PDF-1.7 broken"))
    assert page.status_code == 200
    assert page.context["cards"] == []


def test_the_document_page_leads_there_for_those_who_may(desk, client, project) -> None:
    url = on_file(project, printed(FIRST))
    shows = url.removesuffix("doc/")
    assert url in desk.get(shows).content.decode()
    client.force_login(UserFactory(supervisor=True))
    assert url not in client.get(shows).content.decode()
    assert client.get(url).status_code == 403
