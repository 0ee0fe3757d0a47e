"""Accounts for all communes at once: a workbook in, slips out, once."""

from __future__ import annotations

import io
import time
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roster, tasks
from accounts.actions import batches
from accounts.models import AuditEvent, Invitation, InvitationBatch, User
from accounts.workbooks import Source
from desk.models import Job
from sheets.reader import read
from tests.factories import AgencyFactory, UserFactory
from tests.support.people import CODE, activate, is_in, signed_in
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db

HEADER = ("Tên đăng nhập", "Họ và tên", "Chức vụ", "Thư điện tử", "Vai trò", "Cơ quan")
LIST = "accounts:invite_list"


@pytest.fixture
def keeper() -> User:
    user: User = UserFactory(administrator=True)
    return user


@pytest.fixture
def desk(keeper: User) -> Client:
    return signed_in(keeper)


@pytest.fixture
def commune() -> Any:
    return AgencyFactory(commune=True, name="Ủy ban nhân dân xã Khuổi Lầm", code="khuoi-lam")


def upload(desk: Client, *rows: tuple[str, ...], name: str = "danh-sach.xlsx") -> Any:
    return send(desk, workbook(HEADER, *rows), name)


def send(desk: Client, content: bytes, name: str = "danh-sach.xlsx") -> Any:
    return desk.post(reverse(LIST), {"file": SimpleUploadedFile(name, content)})


def row(commune: Any, number: int = 1, **other: str) -> tuple[str, ...]:
    facts = {
        "username": f"xa.so{number}",
        "name": f"Nguyễn Văn Số {number}",
        "position": "Công chức",
        "email": f"so{number}@vidu.test",
        "role": "Cán bộ xã, phường",
        "agency": commune.name,
    }
    return tuple((facts | other).values())


def confirm(desk: Client, preview: Any) -> Any:
    return desk.post(reverse("accounts:open_list"), {"rows": preview.context["rows"]})


def made(desk: Client, *rows: tuple[str, ...]) -> InvitationBatch:
    """A list confirmed, its slips rendered by the worker."""
    confirm(desk, upload(desk, *rows))
    batch = InvitationBatch.objects.order_by("-pk")[0]
    tasks.render_slips(batch.pk)
    return batch


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


# Reading


def test_the_template_is_filled_in_for_communes_without_an_account(
    desk: Client, commune: Any
) -> None:
    UserFactory(commune_officer=True)
    content = desk.get(reverse("accounts:list_template")).content
    first, roles, agencies = read(content)
    lines = [[cell.text for cell in line] for line in first.rows]
    assert lines[0] == list(HEADER)
    place = commune.unit.name
    assert [(line[4], line[5]) for line in lines[1:]] == [("Cán bộ xã, phường", commune.name)]
    assert lines[1][0].startswith("xa.")
    assert " " not in lines[1][0], place
    assert "Nhà đầu tư" in [line[0].text for line in roles.rows]
    assert "khuoi-lam" in [line[1].text for line in agencies.rows]


def test_the_template_filled_in_is_read_back(desk: Client, commune: Any) -> None:
    content = roster.template(on=timezone.localdate())
    lines = roster.read_roster("mau.xlsx", content)
    assert [line.agency for line in lines] == [commune.name]


def test_the_preview_writes_nothing(desk: Client, commune: Any) -> None:
    before = User.objects.count()
    page = upload(desk, row(commune, 1), row(commune, 2))
    assert page.status_code == 200
    assert [line.errors for line in page.context["lines"]] == [(), ()]
    assert (User.objects.count(), InvitationBatch.objects.count()) == (before, 0)


def test_a_csv_is_as_good(desk: Client, commune: Any) -> None:
    lines = [HEADER, row(commune)]
    content = "\n".join(";".join(line) for line in lines).encode("utf-8-sig")
    page = send(desk, content, "danh-sach.csv")
    assert [line.username for line in page.context["lines"]] == ["xa.so1"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"agency": "UBND xã Không Có"}, "UBND xã Không Có", id="unknown agency"),
        pytest.param({"role": "Vua"}, "Vua", id="unknown role"),
        pytest.param({"username": "DA-CO"}, "đã có người dùng", id="name taken"),
        pytest.param({"username": "co khong hop le"}, "Tên đăng nhập", id="name with spaces"),
        pytest.param({"username": "a@b.vn"}, "@", id="name like an address"),
        pytest.param({"username": "xã.đôngđăng"}, "Tên đăng nhập", id="name with accents"),
        pytest.param({"name": ""}, "Họ và tên", id="without a name"),
        pytest.param({"email": "khong-phai"}, "Thư điện tử", id="bad address"),
        pytest.param({"email": "DA-CO@vidu.test"}, "Thư điện tử", id="address of an account"),
        pytest.param({"agency": ""}, "cơ quan", id="an officer without an agency"),
    ],
)
def test_a_wrong_row_is_told_in_words_and_stops_the_whole_list(
    desk: Client, commune: Any, changes: dict[str, str], said: str
) -> None:
    UserFactory(username="da-co", email="da-co@vidu.test")
    page = upload(desk, row(commune, 1), row(commune, 2, **changes))
    assert page.status_code == 422
    good, wrong = page.context["lines"]
    assert good.errors == ()
    assert wrong.number == 3
    assert any(said in error for error in wrong.errors), wrong.errors
    assert page.context["rows"] == ""


def test_rows_may_not_take_names_or_addresses_from_each_other(desk: Client, commune: Any) -> None:
    page = upload(
        desk, row(commune, 1), row(commune, 1, email=""), row(commune, 2, email="so1@vidu.test")
    )
    assert [bool(line.errors) for line in page.context["lines"]] == [True, True, True]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(b"%PDF-1.7 not a workbook", "danh-sach.xlsx", id="a pdf"),
        pytest.param(b"PK\x03\x04 broken", "danh-sach.xlsx", id="a broken zip"),
        pytest.param("Tên".encode("utf-16"), "danh-sach.csv", id="a csv in another encoding"),
        pytest.param(b"", "danh-sach.xlsx", id="empty"),
        pytest.param(workbook(("A", "B"), ("1", "2")), "danh-sach.xlsx", id="another header"),
        pytest.param(workbook(HEADER), "danh-sach.xlsx", id="nobody"),
        pytest.param(workbook(HEADER[:3], ("a", "b", "c")), "x.xlsx", id="columns missing"),
        pytest.param(b"x" * (2 * 1024 * 1024 + 1), "danh-sach.xlsx", id="too large"),
        pytest.param(
            workbook(HEADER, *[("u", "n", "", "", "r", "a")] * 501), "x.xlsx", id="too many"
        ),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    desk: Client, content: bytes, name: str
) -> None:
    page = send(desk, content, name)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]


# Confirming


def test_all_accounts_are_opened_with_one_batch(
    desk: Client, keeper: User, commune: Any, django_capture_on_commit_callbacks: Any
) -> None:
    preview = upload(desk, row(commune, 1), row(commune, 2))
    answer = confirm(desk, preview)
    batch = InvitationBatch.objects.get()
    assert answer["Location"] == reverse("accounts:batch", args=[batch.pk])
    assert (batch.rows, batch.source_name, batch.created_by) == (2, "danh-sach.xlsx", keeper)
    invitations = Invitation.objects.filter(batch=batch)
    assert {each.user.username for each in invitations} == {"xa.so1", "xa.so2"}
    assert not any(each.user.has_usable_password() for each in invitations)
    assert Job.objects.get().handler == batches.RENDER
    assert AuditEvent.objects.filter(verb="user_added").count() == 2
    assert AuditEvent.objects.filter(verb="slips_made", subject_id=batch.pk).count() == 1


def test_a_name_taken_meanwhile_opens_nothing(desk: Client, commune: Any) -> None:
    preview = upload(desk, row(commune, 1), row(commune, 2))
    UserFactory(username="xa.so2")
    answer = confirm(desk, preview)
    assert answer.status_code == 422
    assert [bool(line.errors) for line in answer.context["lines"]] == [False, True]
    assert not User.objects.filter(username="xa.so1").exists()


def test_a_failure_in_the_middle_opens_nothing(keeper: User, commune: Any) -> None:
    accounts = [User(username="trung", display_name=name, agency=commune) for name in ("A", "B")]
    with pytest.raises(IntegrityError):
        batches.open_accounts(
            by=keeper, at=timezone.now(), accounts=accounts, source=Source("x", "0" * 64)
        )
    assert not User.objects.filter(username="trung").exists()


def test_rows_that_were_tampered_with_are_not_believed(desk: Client, commune: Any) -> None:
    rows = upload(desk, row(commune)).context["rows"]
    for text in ("", "x", rows[:-4] + "aaaa"):
        answer = desk.post(reverse("accounts:open_list"), {"rows": text}, follow=True)
        assert answer.redirect_chain[-1][0] == reverse(LIST)
    assert InvitationBatch.objects.count() == 0


# The slips


def test_a_slip_opens_the_account(desk: Client, commune: Any) -> None:
    batch = made(desk, row(commune))
    page = desk.post(reverse("accounts:slips", args=[batch.pk]))
    assert page["Content-Type"] == "application/pdf"
    assert "no-store" in page["Cache-Control"]
    words = text_of(page.content)
    for expected in ("Nguyễn Văn Số 1", commune.name, "xa.so1", "/kich-hoat"):
        assert expected in words
    found = CODE.search(words)
    assert found is not None
    person = Client()
    assert activate(person, "xa.so1", found.group()).status_code == 302
    assert is_in(person)


def test_slips_are_downloaded_once(desk: Client, keeper: User, commune: Any) -> None:
    batch = made(desk, row(commune))
    url = reverse("accounts:slips", args=[batch.pk])
    assert desk.post(url).status_code == 200
    batch.refresh_from_db()
    assert (batch.slips, batch.downloaded_by_id) == (None, keeper.pk)
    assert AuditEvent.objects.filter(verb="slips_downloaded", by_id=keeper.pk).count() == 1
    again = desk.post(url)
    assert again.status_code == 409
    assert "phiếu mới" in again.content.decode()
    tasks.render_slips(batch.pk)
    batch.refresh_from_db()
    assert batch.slips is None, "a job delivered twice does not bring the codes back"


def test_slips_that_are_not_ready_are_not_handed_out(desk: Client, commune: Any) -> None:
    confirm(desk, upload(desk, row(commune)))
    batch = InvitationBatch.objects.get()
    assert desk.post(reverse("accounts:slips", args=[batch.pk])).status_code == 409
    page = desk.get(reverse("accounts:batch", args=[batch.pk])).content.decode()
    assert 'hx-trigger="every 2s"' in page
    batch.refresh_from_db()
    assert batch.downloaded_at is None


def test_new_slips_are_for_those_who_have_not_activated(desk: Client, commune: Any) -> None:
    batch = made(desk, row(commune, 1), row(commune, 2))
    slips = text_of(desk.post(reverse("accounts:slips", args=[batch.pk])).content)
    first, second = CODE.findall(slips)
    assert activate(Client(), "xa.so1", first).status_code == 302
    answer = desk.post(reverse("accounts:renew_slips", args=[batch.pk]))
    newer = InvitationBatch.objects.order_by("-pk")[0]
    assert answer["Location"] == reverse("accounts:batch", args=[newer.pk])
    assert [each.user.username for each in newer.invitations.all()] == ["xa.so2"]
    assert activate(Client(), "xa.so2", second).status_code == 422
    tasks.render_slips(newer.pk)
    (code,) = CODE.findall(text_of(desk.post(reverse("accounts:slips", args=[newer.pk])).content))
    assert activate(Client(), "xa.so2", code).status_code == 302
    refused = desk.post(reverse("accounts:renew_slips", args=[newer.pk]))
    assert refused.status_code == 409


def test_sixty_five_communes_take_seconds(desk: Client, commune: Any) -> None:
    rows = [row(commune, number) for number in range(65)]
    started = time.monotonic()
    batch = made(desk, *rows)
    assert time.monotonic() - started < 30
    pdf = desk.post(reverse("accounts:slips", args=[batch.pk])).content
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 17
    assert len(set(CODE.findall(text_of(pdf)))) == 65
