"""Documents: put on file, looked at, handed out only through a permission."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects import tasks
from projects.models import Document, DocumentFile
from tests.factories import (
    DocumentFileFactory,
    DocumentOnFile,
    InvestorMemberFactory,
    ProjectFactory,
    TrancheHandedOver,
    UserFactory,
)
from tests.support import files
from tests.support.forms import boxes, errors, said
from tests.support.little_disk import little_disk

pytestmark = pytest.mark.django_db

TYPED = {"kind": "report", "title": "Báo cáo quý III", "issued": "8/2026", "number": "12/BC"}
MEGABYTE = 1 << 20


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


@pytest.fixture
def project():
    return ProjectFactory()


def upload(content: bytes, name: str = "bao-cao.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(desk: Client, project: Any, file: Any, **typed: object) -> Any:
    """Open the page, type, choose the file, press the button."""
    where = reverse("projects:document_add", args=[project.code])
    sent = boxes(desk.get(where)) | TYPED | typed | ({"file": file} if file else {})
    return desk.post(where, sent, follow=True)


def address(name: str, document: Any, *more: int) -> str:
    return reverse(f"projects:{name}", args=[document.pk, *more])


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


# ------------------------------------------------------------------ putting on file


def test_a_document_is_put_on_file_and_stands_on_the_project_page(desk, project) -> None:
    tranche = TrancheHandedOver(project=project, label="Đợt 1")
    page = put(desk, project, upload(files.pdf(2)), owner=f"tranche:{tranche.pk}")
    assert page.redirect_chain[-1][0] == f"/du-an/{project.code}/#tai-lieu"
    html = page.content.decode()
    assert "Báo cáo quý III" in html
    assert "Đất: Đợt 1" in html
    assert "Chưa quét vi-rút" in html
    kept = DocumentFile.objects.get()
    assert (kept.pages, kept.document.owner_kind) == (2, "tranche")


def test_a_photograph_tells_its_day_and_place_on_its_page(desk, project) -> None:
    put(desk, project, upload(files.photograph(), "anh.jpg"), kind="photograph")
    document = Document.objects.get()
    tasks.look_after_file(document.files.get().pk)
    html = desk.get(address("document", document)).content.decode()
    assert "1/5/2026, 10:30" in html
    assert "21.85347; 106.75000" in html
    assert address("document_page", document, 1) in html


def test_a_newer_version_stands_above_the_earlier_one(desk, project) -> None:
    put(desk, project, upload(files.pdf()))
    document = Document.objects.get()
    where = address("document_version", document)
    page = desk.post(where, boxes(desk.get(where)) | {"file": upload(files.pdf(3))}, follow=True)
    assert page.redirect_chain[-1][0] == address("document", document)
    assert [row["number"] for row in page.context["files"]] == [2, 1]
    again = desk.post(where, boxes(desk.get(where)) | {"file": upload(files.pdf(3))}, follow=True)
    assert "Không có gì khác" in said(again)
    assert DocumentFile.objects.count() == 2
    stored = default_storage.listdir(DocumentFile.objects.first().path.rpartition("/")[0])[1]
    assert len(stored) == 2, "the same file a second time is not kept"


def test_facts_are_corrected(desk) -> None:
    document = DocumentOnFile()
    where = address("document_edit", document)
    desk.post(where, boxes(desk.get(where)) | {"title": "Tên mới"})
    document.refresh_from_db()
    assert document.title == "Tên mới"


def test_a_withdrawn_document_is_for_those_who_read_the_history(desk, client) -> None:
    document = DocumentOnFile()
    where = address("document_withdraw", document)
    empty = desk.post(where, boxes(desk.get(where)))
    assert (empty.status_code, list(errors(empty))) == (422, ["reason"])
    desk.post(where, boxes(desk.get(where)) | {"reason": "Nộp nhầm"})
    assert "Nộp nhầm" in desk.get(address("document", document)).content.decode()
    assert desk.get(address("document_edit", document)).status_code == 404
    bytes_of(desk.get(address("document_file", document, 1)))
    other = Client()
    other.force_login(UserFactory(committee_leader=True))
    assert other.get(address("document", document)).status_code == 404
    assert other.get(address("document_file", document, 1)).status_code == 404


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("van-ban.pdf", b"MZ\x90\0 not a pdf", "PDF, Word (.docx), Excel (.xlsx), JPEG"),
        ("trong.pdf", b"", "trống"),
        ("khoa.pdf", files.pdf_locked(), "mật khẩu"),
        ("script.pdf", files.pdf_running(), "PDF mới"),
        ("kem-tep.pdf", files.pdf_carrying(), "từng tệp"),
        ("anh.png", files.huge_png(), "60 triệu điểm ảnh"),
        ("macro.docx", files.docx(macro=True), "macro"),
        ("duong-dan.docx", files.docx({"../../x": b"x"}), "hỏng"),
        ("bom.docx", files.squeezed(), "giải nén"),
        ("anh.heic", b"\0\0\0\x18ftypheic" + b"\0" * 50, "JPEG"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    ],
)
def test_a_file_is_refused_with_what_to_do_and_nothing_typed_is_lost(
    desk, project, name, content, words
) -> None:
    page = put(desk, project, upload(content, name))
    assert page.status_code == 422
    assert words in " ".join(errors(page)["file"])
    html = page.content.decode()
    assert "Báo cáo quý III" in html
    assert "12/BC" in html
    assert not Document.objects.exists()


def test_a_file_of_50_mb_is_refused_without_being_kept(desk, project) -> None:
    page = put(desk, project, upload(b"%PDF-1.7" + bytes(50 * MEGABYTE)))
    assert page.status_code == 422
    assert errors(page)["file"] == [
        "Tệp nặng 51 MB; cổng chỉ nhận tệp đến 25 MB. Anh/chị giảm dung lượng hoặc chia nhỏ tệp."
    ]
    assert "Báo cáo quý III" in page.content.decode()
    lost = page.context["posted"].form.files["file"]
    assert lost.size > 50 * MEGABYTE
    assert isinstance(lost, SimpleUploadedFile), "its content was thrown away while it arrived"


@pytest.mark.parametrize("room", [50_000, 250_000])
def test_a_full_disk_is_said_and_nothing_typed_is_lost(desk, project, room) -> None:
    """50 kB: the disk fills while the file arrives; 250 kB: while it is stored."""
    content = files.picture("PNG", (250, 250), compress_level=0)
    assert room == 50_000 or len(content) < room
    where = reverse("projects:document_add", args=[project.code])
    sent = boxes(desk.get(where)) | TYPED
    with little_disk(room if room == 50_000 else len(content) - 1000):
        page = desk.post(where, sent | {"file": upload(content, "anh.png")})
    assert page.status_code == 507
    assert "hết chỗ" in " ".join(errors(page)["file"])
    assert "Báo cáo quý III" in page.content.decode()
    assert not Document.objects.exists()


def test_without_a_file_or_with_a_wrong_box_the_form_says_so(desk, project) -> None:
    page = put(desk, project, None)
    assert errors(page)["file"] == ["Anh/chị chọn tệp."]
    page = put(desk, project, upload(files.pdf()), issued="31/02/2026")
    assert page.status_code == 422
    assert "chọn lại tệp" in errors(page)["file"][0]
    assert "31/02/2026" in page.content.decode()


def test_the_same_file_twice_is_one_document(desk, project) -> None:
    put(desk, project, upload(files.pdf()))
    page = put(desk, project, upload(files.pdf()))
    assert "Báo cáo quý III" in errors(page)["file"][0]
    assert Document.objects.count() == 1


def test_a_thing_of_another_project_is_not_offered(desk, project) -> None:
    page = put(desk, project, upload(files.pdf()), owner=f"tranche:{TrancheHandedOver().pk}")
    assert "owner" in errors(page)


# ------------------------------------------------------------------ handing out


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('<script>alert("1")</script>.pdf', "script_.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
        ("../../../etc/passwd", "passwd.pdf"),
        ("bao-cao\u202efdp.exe", "bao-caofdp.exe.pdf"),
        ("anh-chup.jpg", "anh-chup.jpg.pdf"),
        ("d" * 240 + ".pdf", "d" * 150 + ".pdf"),
    ],
)
def test_a_name_is_harmless_on_the_page_and_in_the_header(desk, project, name, shown) -> None:
    put(desk, project, upload(files.pdf(), name))
    document = Document.objects.get()
    assert document.files.get().original_name == shown
    html = desk.get(address("document", document)).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    answer = desk.get(address("document_file", document, 1))
    assert bytes_of(answer) == files.pdf()
    assert answer["Content-Disposition"].startswith("attachment; filename")


def test_a_file_is_handed_out_as_something_to_save_that_runs_nothing(desk) -> None:
    document = DocumentOnFile()
    answer = desk.get(address("document_file", document, 1))
    assert bytes_of(answer) == b"%PDF-1.7 vi du"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''C%C3%B4ng%20v%C4%83n.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_drawn_page_is_a_picture(desk) -> None:
    document = DocumentOnFile()
    answer = desk.get(address("document_page", document, 1))
    assert (answer["Content-Type"], bytes_of(answer)) == ("image/webp", b"RIFF vi du")
    assert desk.get(address("document_page", document, 2)).status_code == 404
    assert desk.get(address("document_page", document, int("9" * 400))).status_code == 404
    assert desk.get(address("document_file", document, 2)).status_code == 404


def test_a_file_with_a_virus_is_never_handed_out(desk) -> None:
    kept = DocumentFileFactory(infected=True)
    assert desk.get(address("document_file", kept.document, 1)).status_code == 404
    assert desk.get(address("document_page", kept.document, 1)).status_code == 404
    html = desk.get(address("document", kept.document)).content.decode()
    assert "Eicar-Test" in html
    assert address("document_file", kept.document, 1) not in html


def test_a_file_whose_bytes_are_gone_is_not_found(desk) -> None:
    kept = DocumentFileFactory(stored=False)
    assert desk.get(address("document_file", kept.document, 1)).status_code == 404


def test_a_page_without_pictures_says_whether_they_are_on_their_way(desk, project) -> None:
    put(desk, project, upload(files.pdf()))
    document = Document.objects.get()
    assert "đang được chuẩn bị" in desk.get(address("document", document)).content.decode()
    ready = DocumentFileFactory(stored=False).document
    assert "Tải tệp về" in desk.get(address("document", ready)).content.decode()


def test_an_investor_gets_what_is_for_him_and_nothing_else(client, project) -> None:
    person = InvestorMemberFactory(investor=project.investor).user
    client.force_login(person)
    mine, internal = DocumentOnFile(project=project, shared=True), DocumentOnFile(project=project)
    bytes_of(client.get(address("document_file", mine, 1)))
    page = client.get(address("document", mine))
    assert page.status_code == 200
    assert reverse("projects:own", args=[project.code]) in page.content.decode()
    assert address("document_edit", mine) not in page.content.decode()
    for other in (internal, DocumentOnFile(shared=True)):
        for name, more in (("document", ()), ("document_file", (1,)), ("document_page", (1,))):
            assert client.get(address(name, other, *more)).status_code == 404


def test_only_those_who_keep_documents_find_the_way_to_put_one_on_file(client, project) -> None:
    client.force_login(UserFactory(committee_leader=True))
    html = client.get(reverse("projects:detail", args=[project.code])).content.decode()
    assert 'id="tai-lieu"' not in html, "nothing on file, and nothing to add"
    assert reverse("projects:document_add", args=[project.code]) not in html
    DocumentOnFile(project=project)
    html = client.get(reverse("projects:detail", args=[project.code])).content.decode()
    assert 'id="tai-lieu"' in html
    assert reverse("projects:document_add", args=[project.code]) not in html
    client.force_login(UserFactory(supervisor=True))
    html = client.get(reverse("projects:detail", args=[project.code])).content.decode()
    assert 'id="tai-lieu"' not in html
