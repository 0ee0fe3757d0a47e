"""Taking an outside list of certificates, and what becomes of its lines."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.models import CertificateEntry, CertificateList
from sheets.reader import read
from tests.factories import (
    CertificateLineFactory,
    ProjectNotStarted,
    RegistrationCertificate,
    UserFactory,
)
from tests.support.forms import boxes, errors
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

ADD = "/doi-chieu-gcn/them/"
CSV = "Số GCN;Ngày cấp;Tên dự án;Nhà đầu tư;Vốn (tỷ đồng)\n{rows}"


@pytest.fixture
def desk() -> Client:
    return signed_in(UserFactory(specialist=True))


def send(desk: Client, content: bytes, **typed: Any) -> Any:
    sent = boxes(desk.get(ADD)) | {
        "name": "Danh sách 2026",
        "source": "Hệ thống quốc gia",
        "as_of_date": "31/8/2026",
        "file": SimpleUploadedFile("gcn.csv", content),
    }
    return desk.post(ADD, sent | typed)


def listed(desk: Client, rows: str) -> Any:
    done = send(desk, CSV.format(rows=rows).encode())
    assert done.status_code == 302, errors(done)
    return desk.get(done["Location"])


def test_a_list_is_held_against_the_registry_and_the_totals_close(desk: Client) -> None:
    project = ProjectNotStarted(registered_capital_vnd=50_000_000_000)
    RegistrationCertificate(
        project=project, number="9900000001", number_key="9900000001", issued_date=date(2020, 5, 17)
    )
    absent = ProjectNotStarted()
    RegistrationCertificate(project=absent, number="77", issued_date=date(2021, 1, 1))
    page = listed(desk, f"9900000001;18/5/2020;{project.name};;50\n123/X;;Dự án lạ;;\n")
    counts = page.context["counts"]
    assert (counts["all"], counts["found"], counts["missing"], counts["not_ours"]) == (
        *("2", "1", "1", "0"),
    )
    assert [d["theirs"] for d in page.context["rows"][0]["differs"]] == ["18/5/2020"]
    others = desk.get(page.request["PATH_INFO"] + "?xem=thua").context["absent"]
    assert [row["code"] for row in others] == [absent.code]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 not a workbook", "Excel"),
        ("Cột A;Cột B\n1;2\n".encode(), "Cột A"),
        ("Số GCN;Tên dự án\n".encode(), "tiêu đề"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_nothing_kept(
    desk: Client, content: bytes, words: str
) -> None:
    answer = send(desk, content)
    assert answer.status_code == 422
    assert errors(answer)["file"]
    assert not CertificateList.objects.exists()
    assert answer.context["posted"].form["name"].value() == "Danh sách 2026"


def test_columns_are_chosen_where_no_heading_is_known(desk: Client) -> None:
    odd = "Cột A;Cột B\n12/GCN;Nhà máy\n".encode()
    assert send(desk, odd, column_number="0", column_project="1").status_code == 302
    entry = CertificateEntry.objects.get()
    assert (entry.number, entry.project_name, entry.line) == ("12/GCN", "Nhà máy", 2)


def test_a_list_of_tomorrow_is_refused(desk: Client) -> None:
    answer = send(desk, CSV.format(rows="1;;X;;").encode(), as_of_date="31/12/2099")
    assert answer.status_code == 422
    assert "as_of_date" in errors(answer)


def test_a_line_is_linked_or_set_aside_by_a_person(desk: Client) -> None:
    entry, project = CertificateLineFactory(), ProjectNotStarted()
    url = reverse("projects:certificate_line", args=[entry.of_list_id, entry.pk])
    assert "note" in errors(desk.post(url, boxes(desk.get(url))))
    assert "code" in errors(desk.post(url, boxes(desk.get(url)) | {"code": "DA-KHÔNG-CÓ"}))
    desk.post(url, boxes(desk.get(url)) | {"code": project.code.lower()})
    entry.refresh_from_db()
    assert entry.project == project
    page = reverse("projects:certificate_list", args=[entry.of_list_id])
    assert desk.get(page).context["counts"]["found"] == "1"
    desk.post(url, {**boxes(desk.get(url)), "code": "", "note": "của tỉnh khác"})
    assert desk.get(page).context["counts"]["not_ours"] == "1"


def test_the_differences_are_written_as_a_workbook(desk: Client) -> None:
    entry = CertificateLineFactory(project_name="=1+1")
    response = desk.get(reverse("projects:certificate_list_workbook", args=[entry.of_list_id]))
    lines, _absent = read(BytesIO(response.content).getvalue())
    texts = [cell.text for row in lines.rows for cell in row]
    assert entry.number in texts
    assert "=1+1" in texts


def test_a_list_read_wrongly_is_removed_with_its_lines(desk: Client) -> None:
    entry = CertificateLineFactory()
    url = reverse("projects:certificate_list_remove", args=[entry.of_list_id])
    assert desk.get(url).status_code == 405
    assert desk.post(url).status_code == 302
    assert not CertificateEntry.objects.exists()
    assert desk.post(url).status_code == 404
