"""Papers of a case: put on file by those who work on it, read by its people alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.closed_history import without_closed
from accounts.models import AuditEvent
from projects.models import Document
from tests.factories import UserFactory
from tests.factories.cases import ConclusionPublished
from tests.functional.test_case_page import at, head
from tests.functional.test_permission_matrix import signed_in
from tests.functional.test_publishing import form_of
from tests.support.files import pdf

pytestmark = pytest.mark.django_db


def test_papers_of_a_case_stay_with_its_people() -> None:
    """Also when the conclusion they are about is published, and in every history."""
    conclusion: Any = ConclusionPublished()
    case = conclusion.case
    ours, reader = head(case), UserFactory(specialist=True)
    for pages, (name, key) in enumerate(
        (("case_document_add", ()), ("conclusion_document_add", (1,))), start=1
    ):
        url = at(case, name, *key)
        file = SimpleUploadedFile("giay.pdf", pdf(pages), "application/pdf")
        sent = {"kind": "official_letter", "title": f"Giấy {name}", "file": file}
        assert ours.post(url, form_of(ours, url) | sent).status_code in (302, 303)
        assert signed_in(reader).get(url).status_code == 403
    page = ours.get(at(case, "case"))
    shown = [each["documents"][0]["row"] for each in page.context["papers"]]
    assert [row.owner_kind for row in shown] == ["case", "conclusion"]
    assert "Giấy conclusion_document_add" in page.content.decode()
    assert "Giấy" not in signed_in(reader).get(at(case, "case")).content.decode()
    assert not Document.objects.visible_to(reader).exists()
    told = AuditEvent.objects.filter(subject_kind="document")
    assert told.count() == 2
    assert not without_closed(told).exists()
