"""Places and successions from a workbook: every row is seen before any is written."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession, AuditEvent
from projects.models import Project
from sheets.writer import CellData, Column, SheetData, write
from tests.factories import (
    CommuneFactory,
    DistrictFactory,
    ProjectFactory,
    ProvinceFactory,
    UnitSuccessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

READ, TEMPLATE, WRITE = "/dia-ban/nhap/", "/dia-ban/nhap/mau/", "/dia-ban/nhap/ghi/"
PLACES = ("Mã", "Tên", "Cấp", "Thuộc", "Ngày đầu", "Ngày cuối")
LINKS = ("Trước đây là", "Nay là", "Tỷ lệ diện tích", "Có hiệu lực từ", "Văn bản pháp lý")
LAW = "Nghị quyết 1/NQ"

Rows = list[tuple[CellData, ...]]


@pytest.fixture
def desk(client: Client) -> Client:
    """Signed in as the keeper of the system, whose province is on record."""
    client.force_login(
        UserFactory(administrator=True),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    ProvinceFactory()
    return client


def workbook(places: Rows, links: Rows) -> bytes:
    out = BytesIO()
    sheets = [("Địa bàn", PLACES, places), ("Kế thừa", LINKS, links)]
    write(out, [SheetData(n, [Column(title) for title in head], rows) for n, head, rows in sheets])
    return out.getvalue()


def send(client: Client, content: bytes, name: str = "dia-ban.xlsx") -> Any:
    return client.post(READ, {"file": SimpleUploadedFile(name, content)})


def preview(client: Client, *places: tuple[CellData, ...], links: Rows | None = None) -> Any:
    return send(client, workbook(list(places), links or []))


def errors(page: Any) -> list[str]:
    assert page.status_code == 422
    assert page.context["rows"] == "", "nothing can be confirmed"
    return [error for line in page.context["lines"] for error in line["errors"]]


OLD = ("cu-1", "xã Hồ Sơn", "xã", "20", "", "30/6/2025")
NEW = ("1", "xã Tuấn Sơn", "xã", "20", "1/7/2025", "")


def test_places_and_what_became_of_them_are_written_at_once(desk: Client) -> None:
    page = preview(desk, OLD, NEW, links=[("cu-1", "1", "34%", "1/7/2025", LAW)])
    assert page.status_code == 200
    assert [line["does"] for line in page.context["lines"]] == ["mới"] * 3
    assert AdministrativeUnit.objects.filter(level="commune").count() == 0
    answer = desk.post(WRITE, {"rows": page.context["rows"]})
    assert answer.status_code == 302
    link = AdministrativeUnitSuccession.objects.get()
    assert (link.old.name, link.new.name, str(link.share)) == ("xã Hồ Sơn", "xã Tuấn Sơn", "0.3400")
    assert link.old.search_text == "xa ho son"
    assert link.old.parent.code == "20"
    verbs = AuditEvent.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["unit_added"] * 2 + ["unit_succession_added", "places_imported"]


def test_a_csv_of_successions_alone_is_read(desk: Client) -> None:
    old, new = DistrictFactory(), CommuneFactory()
    lines = [";".join(LINKS), f"{old.code};{new.code};;1/7/2025;{LAW}"]
    page = send(desk, "\n".join(lines).encode(), "ke-thua.csv")
    assert desk.post(WRITE, {"rows": page.context["rows"]}).status_code == 302
    assert AdministrativeUnitSuccession.objects.get().share is None


def test_what_is_on_record_sent_back_changes_nothing(desk: Client) -> None:
    UnitSuccessionFactory(old=DistrictFactory(), share=None)
    page = send(desk, desk.get(TEMPLATE).content)
    assert (page.status_code, page.context["writes"], page.context["lines"]) == (200, 0, [])
    assert page.context["same"] == 4
    assert page.context["rows"] == ""


def test_a_new_name_is_written_and_its_projects_are_found_by_it(desk: Client) -> None:
    place = CommuneFactory(name="xã Cũ")
    project = ProjectFactory(units=[place])
    page = preview(desk, (place.code, "xã Mới Toanh", "xã", "20", "1/7/2025", ""))
    assert [line["does"] for line in page.context["lines"]] == ["Tên"]
    desk.post(WRITE, {"rows": page.context["rows"]})
    assert Project.objects.search("moi toanh").get() == project


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("", "xã A", "xã", "20", "", ""), "Mã: "),
        (("1", "", "xã", "20", "", ""), "Tên: "),
        (("1", "xã A", "thôn", "20", "", ""), "Cấp: "),
        (("1", "xã A", "xã", "99", "", ""), "Thuộc: "),
        (("1", "xã A", "tỉnh", "20", "", ""), "Thuộc: "),
        (("1", "xã A", "xã", "20", "31/2/2025", ""), "Ngày đầu: "),
        (("1", "xã A", "xã", "20", "", "2025"), "Ngày cuối: "),
        (("1", "xã A", "xã", "20", "1/7/2025", "30/6/2025"), ""),
        (("x" * 30, "xã A", "xã", "20", "", ""), "Mã: "),
    ],
    ids=[
        "no code",
        "no name",
        "no such level",
        "belongs to nothing known",
        "a province below a province",
        "a day that does not exist",
        "a year only",
        "ends before it begins",
        "a code too long",
    ],
)
def test_each_error_of_a_place_is_said_in_words(desk: Client, place: Any, said: str) -> None:
    (error,) = errors(preview(desk, place))
    assert error.startswith(said)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (("cu-9", "1", "", "1/7/2025", LAW), "Trước đây là: "),
        (("cu-1", "", "", "1/7/2025", LAW), "Nay là: "),
        (("cu-1", "1", "nhiều", "1/7/2025", LAW), "Tỷ lệ diện tích: "),
        (("cu-1", "1", "1,2", "1/7/2025", LAW), ""),
        (("cu-1", "1", "", "", LAW), "Có hiệu lực từ: "),
        (("cu-1", "1", "", "1/7/2025", ""), "Văn bản pháp lý: "),
        (("cu-1", "cu-1", "", "1/7/2025", LAW), ""),
    ],
    ids=[
        "an unknown predecessor",
        "no successor",
        "a share in words",
        "more than all",
        "no day",
        "no legal act",
        "its own successor",
    ],
)
def test_each_error_of_a_succession_is_said_in_words(desk: Client, link: Any, said: str) -> None:
    (error,) = errors(preview(desk, OLD, NEW, links=[link]))
    assert error.startswith(said)
    assert not AdministrativeUnit.objects.filter(level="commune").exists()


def test_a_circle_a_repeated_row_and_shares_above_the_whole_are_refused(desk: Client) -> None:
    third = ("2", "xã Ba", "xã", "20", "1/7/2025", "")
    said = errors(
        preview(
            desk,
            OLD,
            NEW,
            third,
            third,
            links=[
                ("cu-1", "1", "0,6", "1/7/2025", LAW),
                ("cu-1", "2", "0,5", "1/7/2025", LAW),
                ("1", "cu-1", "", "1/8/2025", LAW),
            ],
        )
    )
    assert len(said) == 3
    assert said[1] == "Tỷ lệ diện tích: tổng tỷ lệ của cu-1 vượt quá 100%"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("dia-ban.xlsx", b"%PDF-1.7"),
        ("dia-ban.csv", b"\xff\xfe\x00"),
        ("dia-ban.csv", "Cột lạ;Khác\n1;2".encode()),
        ("dia-ban.csv", b""),
        ("dia-ban.csv", ("Mã;Tên;Cấp\n" + "1;a;xã\n" * 2001).encode()),
        ("dia-ban.csv", b"x" * (2 * 1024 * 1024 + 1)),
    ],
    ids=["not a workbook", "not text", "unknown columns", "empty", "too many rows", "too large"],
)
def test_a_file_that_says_nothing_is_refused_at_its_box(desk, name, content) -> None:
    page = send(desk, content, name)
    assert page.status_code == 422
    assert page.context["form"].errors["file"]


def test_rows_that_were_changed_on_the_way_are_not_written(desk: Client) -> None:
    kept = preview(desk, NEW).context["rows"]
    assert desk.post(WRITE, {"rows": kept[:-2] + "xx"})["Location"] == READ
    assert not AdministrativeUnit.objects.filter(code="1").exists()


def test_what_somebody_wrote_meanwhile_is_shown_before_it_is_written_over(desk: Client) -> None:
    page = preview(desk, NEW, links=[("cu-1", "1", "", "1/7/2025", LAW)])
    assert page.status_code == 422
    page = preview(desk, OLD, NEW, links=[("cu-1", "1", "", "1/7/2025", LAW)])
    CommuneFactory(code="1", name="xã Khác")
    desk.post(WRITE, {"rows": page.context["rows"]})
    assert AdministrativeUnit.objects.get(code="1").name == "xã Tuấn Sơn"
    changed = AuditEvent.objects.get(verb="unit_changed")
    assert (changed.old["name"], changed.new["name"]) == ("xã Khác", "xã Tuấn Sơn")


def test_the_administration_leads_here(desk: Client) -> None:
    for model in ("administrativeunit", "administrativeunitsuccession"):
        assert READ in desk.get(f"/quan-tri/accounts/{model}/").content.decode()
