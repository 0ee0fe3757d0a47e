"""What documents state and rest on, and what is asked of a project beside them."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from projects.models import Instrument, Project
from tests.factories import PolicyApproval, ProjectNotStarted, UserFactory
from tests.factories.bases import BasisOfTheParty
from tests.support.forms import boxes, errors, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(UserFactory(display_name="Lê Thu Hà"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def project() -> Project:
    row = ProjectNotStarted(name="Nhà máy A")
    PolicyApproval(project=row, number="1644/QĐ-UBND", capital_vnd=10**12)
    return row


def where(name: str, project: Project, *keys: int) -> str:
    return reverse(f"projects:{name}", args=[project.code, *keys])


# ---------------------------------------------------------------- what it rests on

PASTED = """- Kết luận số 111-KL/TU ngày 20/5/2026 của BTV Tỉnh ủy về chủ trương điều chỉnh dự án;
- Công văn số 2210/CV-CAT-PA04 ngày 01/6/2026 của Công an tỉnh về việc góp ý."""


def test_pasted_lines_are_put_into_boxes_and_saved_only_when_looked_at(client, project) -> None:
    document = project.instruments.get()
    BasisOfTheParty(instrument=document, number="100-KL/TU")
    address = where("instrument_bases", project, document.pk)
    read = client.post(address, boxes(client.get(address)) | {"paste": PASTED})
    assert read.status_code == 422
    assert document.bases.count() == 1
    form = read.context["posted"].form
    assert (form["number_0"].value(), form["number_1"].value()) == ("100-KL/TU", "111-KL/TU")
    assert form["paste"].value() == ""
    sent = {name: form[name].value() or "" for name in form.fields if name != "paste"}
    done = client.post(address, sent | {"act": ""})
    assert done.status_code == 302
    assert list(document.bases.values_list("number", "issuer")) == [
        ("100-KL/TU", "BTV Tỉnh ủy"),
        ("111-KL/TU", "BTV Tỉnh ủy"),
        ("2210/CV-CAT-PA04", "Công an tỉnh"),
    ]
    assert "111-KL/TU" in client.get(where("detail", project)).content.decode()


def test_a_line_without_its_issuer_is_told_at_the_box(client, project) -> None:
    address = where("instrument_bases", project, project.instruments.get().pk)
    sent = boxes(client.get(address)) | {"number_1": "1644/QĐ-UBND"}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert list(errors(page)) == ["issuer_1"]


def test_a_colleagues_list_is_not_overwritten(client, project) -> None:
    document = project.instruments.get()
    address = where("instrument_bases", project, document.pk)
    opened = boxes(client.get(address)) | {"issuer_0": "Công an tỉnh", "number_0": "22/CV-CAT"}
    BasisOfTheParty(instrument=document, number="100-KL/TU")
    assert client.post(address, opened).status_code == 409
    assert list(document.bases.values_list("number", flat=True)) == ["100-KL/TU"]


# ---------------------------------------------------------------- documents and the project


def sent_document(client: Client, project: Project, **typed: Any) -> Instrument:
    address = where("instrument_add", project)
    known = set(project.instruments.values_list("pk", flat=True))
    page = client.post(address, boxes(client.get(address)) | typed)
    assert page.status_code == 302, errors(page)
    return project.instruments.exclude(pk__in=known).get()


@pytest.mark.parametrize(
    ("issued", "authority"), [("28/2/2026", "committee"), ("1/3/2026", "chairperson")]
)
def test_the_usual_authority_follows_from_kind_and_day(client, project, issued, authority) -> None:
    typed = {"kind": "policy_approval", "number": "77/QĐ-UBND", "issued": issued}
    assert sent_document(client, project, **typed).authority == authority


def test_a_document_keeps_what_it_states_of_the_project(client, project) -> None:
    typed = {
        "kind": "registration_certificate",
        "number": "4906123456",
        "issued": "1/8/2025",
        "investor_name": "Công ty A",
        "objective": "Sản xuất ván",
        "equity_vnd": "300,0",
        "loan_vnd": "700,0",
        "capital_vnd": "1.000,0",
        "capital_usd": "38.500.000,00",
        "term_years": "50",
    }
    row = sent_document(client, project, **typed)
    assert (row.investor_name, row.objective, row.term_years) == ("Công ty A", "Sản xuất ván", 50)
    assert (row.equity_vnd, row.loan_vnd) == (300 * 10**9, 700 * 10**9)


def test_the_code_of_a_certificate_is_ten_digits(client, project) -> None:
    address = where("edit", project)
    wrong = client.post(address, boxes(client.get(address)) | {"certificate_code": "49061"})
    assert wrong.status_code == 422
    assert list(errors(wrong)) == ["certificate_code"]
    assert "is not 10 digits" in wrong.content.decode()
    typed = {
        "certificate_code": "4906 123 456",
        "approval_path": "policy_and_investor",
        "selection": "direct",
        "objective": "Sản xuất ván",
    }
    assert client.post(address, boxes(client.get(address)) | typed).status_code == 302
    project.refresh_from_db()
    assert project.certificate_code == "4906123456"
    assert (project.approval_path, project.selection) == ("policy_and_investor", "direct")


def test_a_code_that_another_project_has_is_worth_a_look(client, project) -> None:
    other = ProjectNotStarted(certificate_code="4906123456")
    address = where("edit", project)
    sent = boxes(client.get(address)) | {"certificate_code": "4906123456"}
    assert other.code in said(client.post(address, sent, follow=True))
