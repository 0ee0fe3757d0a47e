"""The printed file of a case: who reads what of it, what every page carries, and its margins."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Agency, AuditEvent, User
from inspections.models import Conclusion
from reporting import case_file
from tests.functional.test_permission_matrix import signed_in
from tests.support import measure_pdf
from tests.support.planted_case import CODE, DAY, OPEN, PERSON, SECRET, World, plant, world

pytestmark = pytest.mark.django_db

URL = reverse("reporting:case_file", args=[CODE])


def pages(client: Client) -> list[str]:
    """The text of each page of the file; its margins and its file are measured on the way."""
    response: Any = client.get(URL)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert measure_pdf.geometry(response.content) == []
    with pdfplumber.open(io.BytesIO(response.content), unicode_norm="NFC") as document:
        return [page.extract_text() for page in document.pages]


def reader(made: World, name: str) -> User:
    user = made.readers[name]
    assert user is not None
    return user


def printed_by() -> list[str]:
    rows = AuditEvent.objects.filter(verb="printed", subject_kind="case", project_id=None)
    return list(rows.values_list("by_name", flat=True))


def test_its_people_print_all_of_it_marked_on_every_page_and_its_history_says_so() -> None:
    made = world()
    planted = plant(made)
    member = reader(made, "member")
    found = pages(signed_in(member))
    whole = " ".join(" ".join(found).split())
    assert len(found) > 1
    for text in found:
        assert text.count("CHƯA CÔNG KHAI") >= 1
        assert f"Người in: {member}" in text
    for words in (
        f"HỒ SƠ VỤ VIỆC {CODE}",
        PERSON,
        f"{SECRET} xin tạm dừng",
        "Gia hạn 25 ngày",
        f"{SECRET} phát hiện",
        f"{SECRET} nộp lại",
        f"{SECRET} thu hồi",
        f"{SECRET} xử phạt",
        "09/6/2026",
        "Luật Thanh tra",
    ):
        assert words in whole, words
    assert printed_by() == [str(member)]
    Conclusion.objects.filter(case=planted.case).update(published_date=DAY, published_place="Cổng")
    assert all("CÓ NỘI DUNG CHƯA CÔNG KHAI" in text for text in pages(signed_in(member)))


def test_others_print_what_is_published_and_nobody_hears_of_it_before() -> None:
    made = world()
    planted = plant(made)
    client = signed_in(reader(made, "committee leader"))
    assert client.get(URL).status_code == 404
    Conclusion.objects.filter(pk=planted.first.pk).update(
        published_date=DAY, published_place="Cổng thông tin của tỉnh"
    )
    text = " ".join(pages(client))
    assert f"{OPEN} phát hiện" in text
    for words in (SECRET, PERSON, "CHƯA CÔNG KHAI", "Người tham gia"):
        assert words.lower() not in text.lower(), words
    assert printed_by() == []
    assert Client().get(URL).status_code == 302


def test_it_is_set_and_archived_like_every_official_document(tmp_path: Path) -> None:
    made = world()
    plant(made)
    content = signed_in(reader(made, "member")).get(URL).content
    assert measure_pdf.file(content, tmp_path / "case.pdf") == []


@pytest.mark.parametrize(
    ("kind", "parent", "head"),
    [
        ("inspectorate", True, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("commune", False, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("party", False, "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
)
def test_the_letterhead_is_that_of_the_body(kind: str, parent: bool, head: str) -> None:
    made = world()
    case = plant(made).case
    Agency.objects.filter(pk=made.body.pk).update(kind=kind, name="Cơ quan ấy")
    case.refresh_from_db()
    html = case_file.page(case, reader(made, "member"), date(2026, 9, 5))
    assert head in html
    assert ("UBND tỉnh" in html.split("</b>")[0]) is parent
