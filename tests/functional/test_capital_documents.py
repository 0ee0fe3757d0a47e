"""Documents about decisions on capital and drafts of reallocation: who sees, keeps and finds them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from disbursement.models import PlanDecision, Reallocation
from projects.models import Document
from tests.factories import AgencyFactory, UserFactory
from tests.factories.plans import EntryAssigned
from tests.factories.reallocations import LineThatGives
from tests.functional.test_permission_matrix import signed_in
from tests.support import files
from tests.support.forms import boxes, said

pytestmark = pytest.mark.django_db

TYPED = {"kind": "decision", "title": "Nghị quyết giao vốn", "number": "27/NQ-HĐND"}


@pytest.fixture
def specialist() -> Client:
    return signed_in(UserFactory(specialist=True))


@pytest.fixture
def owner() -> Client:
    return signed_in(UserFactory(role="owner", agency=AgencyFactory()))


@pytest.fixture
def decision() -> PlanDecision:
    return EntryAssigned().decision


@pytest.fixture
def draft() -> Reallocation:
    return LineThatGives().reallocation


def put(client: Client, name: str, key: int) -> Any:
    where = reverse(f"disbursement:{name}_document_add", args=[key])
    sheet = client.get(where)
    file = SimpleUploadedFile("nq.pdf", files.pdf(2))
    return client.post(where, boxes(sheet) | TYPED | {"file": file}, follow=True)


def page_of(document: Document, name: str = "document", *more: int) -> str:
    return reverse(f"projects:{name}", args=[document.pk, *more])


def test_a_decision_is_put_on_file_and_stands_on_its_page(
    specialist: Client, decision: PlanDecision
) -> None:
    page = put(specialist, "plan_decision", decision.pk)
    home = reverse("disbursement:plan_decision", args=[decision.pk])
    assert page.redirect_chain[-1][0] == home
    assert [row["title"] for row in page.context["documents"]] == [TYPED["title"]]
    document = Document.objects.get()
    about = (document.owner_kind, document.owner_id, document.project_id, document.audience)
    assert about == ("plan_decision", decision.pk, None, "staff")
    # Sent again it is no second document.
    assert put(specialist, "plan_decision", decision.pk).status_code == 422
    shown = specialist.get(page_of(document))
    assert shown.context["crumbs"][0][1] == home
    assert decision.number in shown.context["crumbs"][0][0]
    found = specialist.get(reverse("projects:search"), {"q": "27/NQ-HĐND"})
    assert page_of(document) in found.content.decode()


def test_it_is_corrected_and_withdrawn_by_who_keeps_plans(
    specialist: Client, owner: Client, decision: PlanDecision
) -> None:
    put(specialist, "plan_decision", decision.pk)
    document = Document.objects.get()
    # An owner sees the decision and its document, and keeps documents of its own projects only.
    assert owner.get(page_of(document)).context["links"] == {}
    file: Any = owner.get(page_of(document, "document_file", 1))
    assert b"".join(file.streaming_content)
    for name in ("document_edit", "document_version", "document_withdraw"):
        assert owner.get(page_of(document, name)).status_code == 403
    where = page_of(document, "document_edit")
    form = specialist.get(where)
    assert "owner" not in form.context["cards"][0].form.fields
    saved = specialist.post(where, boxes(form) | {"title": "Tên mới"}, follow=True)
    assert "Tên mới" in said(saved) or saved.redirect_chain[-1][0] == page_of(document)
    document.refresh_from_db()
    assert (document.title, document.owner_id) == ("Tên mới", decision.pk)
    where = page_of(document, "document_withdraw")
    gone = specialist.post(where, boxes(specialist.get(where)) | {"reason": "Nhầm"}, follow=True)
    assert gone.redirect_chain[-1][0] == reverse("disbursement:plan_decision", args=[decision.pk])
    assert [row["withdrawn"] for row in gone.context["documents"]] == [True]
    assert owner.get(page_of(document)).status_code == 404


def test_a_document_of_a_draft_is_for_those_who_see_the_draft(
    specialist: Client, owner: Client, draft: Reallocation
) -> None:
    page = put(specialist, "reallocation", draft.pk)
    document = Document.objects.get()
    assert [row["url"] for row in page.context["documents"]] == [page_of(document)]
    assert owner.get(page_of(document)).status_code == 404
    assert owner.get(page_of(document, "document_file", 1)).status_code == 404
    leader = signed_in(UserFactory(committee_leader=True))
    assert leader.get(page_of(document)).status_code == 200
    # Whoever sees plans without papers sees none here either.
    supervisor = signed_in(UserFactory(role="supervisor"))
    shown = supervisor.get(reverse("disbursement:reallocation", args=[draft.pk]))
    assert (shown.context["documents"], shown.context["document_add_url"]) == ([], "")
