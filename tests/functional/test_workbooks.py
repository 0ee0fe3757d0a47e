"""A workbook of capital is sent, checked, answered and written; untouched forms change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent, User
from disbursement.models import CapitalSheet, MonthlyPayment, PlanDecision, PlanLine, SourceBalance
from tests.factories import AgencyFactory, UserFactory
from tests.factories.payments import LineToPay, LocalSource, PaymentEntered, YearPlan
from tests.factories.public import InvestmentDecided
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

MONTH = date(2026, 8, 1)
MILLION = 1_000_000
URL = "/nhap-so-lieu-von/"


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 9, 3, 2, tzinfo=UTC), tick=False)


@pytest.fixture
def person() -> User:
    return UserFactory(owner=True)


@pytest.fixture
def lines(person: User) -> list[PlanLine]:
    return [
        LineToPay(owner=person.agency, project__name="Cầu Bản Chu"),
        LineToPay(owner=person.agency, project__name="Kè Kỳ Cùng"),
    ]


def file(*rows: Sequence[Any], name: str = "thang-8.xlsx") -> SimpleUploadedFile:
    """An .xlsx of these rows; None is an empty cell."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Giải ngân")
    for at, values in enumerate(rows):
        sheet.write_row(at, 0, values)
    book.close()
    return SimpleUploadedFile(name, stream.getvalue())


HEADER = ("TT", "Dự án", "Mã dự án", "Tạm ứng", "Khối lượng hoàn thành", "Thu hồi tạm ứng")


def payments(*rows: Sequence[Any]) -> SimpleUploadedFile:
    numbers = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")
    return file(("Đơn vị tính: triệu đồng",), HEADER, numbers, *rows)


def send(client: Client, person: User, sent: SimpleUploadedFile) -> Any:
    assert person.agency is not None
    said = {"owner": person.agency.pk, "month": "2026-08", "file": sent}
    return client.post(f"{URL}?loai=thanh-toan", said)


def form_of(client: Client, url: str, act: str, **more: str) -> Any:
    page = client.get(url)
    said = {"act": act, "version": page.context["version"], "digest": page.context["digest"]}
    return client.post(url, said | more)


def test_payments_of_a_month_are_checked_answered_and_written(
    person: User, lines: list[PlanLine]
) -> None:
    client = signed_in(person)
    PaymentEntered(line=lines[0], volume_vnd=100 * MILLION, estimate_vnd=None)
    sent = send(
        client,
        person,
        payments(
            (None, "TỔNG SỐ", None, 0, 9_000, 0),
            (1, "Cầu Bản Chu", lines[0].project.code, 0, 7_500, 0),
            (2, "Kè sông", None, 5, "1.234", 0),
            (3, "Nhà văn hoá", "DA-9999", 1, 1, 0),
        ),
    )
    assert sent.status_code == 302
    url = sent["Location"]
    page = client.get(url)
    text = page.content.decode()
    assert page.context["counts"] == {"cho": 2, "doi": 1, "bo": 0, "tat_ca": 3}
    assert "[Giải ngân!E6]" in text
    assert "1.234" in text
    assert form_of(client, url, "ghi").status_code == 422
    assert MonthlyPayment.objects.get().volume_vnd == 100 * MILLION

    wrong = form_of(client, url, "tra-loi", **{"r1": "1", "r1-volume_vnd": "x"})
    assert wrong.status_code == 422
    assert 'value="x"' in wrong.content.decode()
    answers = {"r1": "1", "r1-code": lines[1].project.code, "r1-volume_vnd": "1.234"}
    assert (
        form_of(client, url, "tra-loi", **answers, **{"r2": "1", "r2-out": "1"}).status_code == 302
    )
    assert client.get(url).context["counts"] == {"cho": 0, "doi": 2, "bo": 1, "tat_ca": 3}

    assert form_of(client, url, "ghi", digest="old").status_code == 409
    assert form_of(client, url, "ghi").status_code == 302
    paid = {row.line_id: row for row in MonthlyPayment.objects.all()}
    assert paid[lines[0].pk].volume_vnd == 7_500 * MILLION
    assert paid[lines[1].pk].volume_vnd == 1_234 * MILLION
    assert PlanLine.objects.get(pk=lines[1].pk).disbursed_vnd == 1_239 * MILLION
    told = AuditEvent.objects.filter(subject_kind="capital_sheet").values_list("verb", flat=True)
    assert sorted(told) == ["sheet_read", "sheet_written"]
    assert form_of(client, url, "ghi", version="2").status_code == 409


def test_one_refused_row_leaves_everything_as_it_was(person: User, lines: list[PlanLine]) -> None:
    client = signed_in(person)
    rows = [
        (1, "Cầu Bản Chu", lines[0].project.code, 0, 7, 0),
        (2, "Kè Kỳ Cùng", lines[1].project.code, 0, 7, 900),
    ]
    url = send(client, person, payments(*rows))["Location"]
    refused = form_of(client, url, "ghi")
    assert refused.status_code == 422
    assert "[Giải ngân!" in refused.content.decode()
    assert not MonthlyPayment.objects.exists()
    assert send(client, person, payments(*rows))["Location"] == url
    assert form_of(client, url, "bo").status_code == 302
    assert CapitalSheet.objects.get().state == CapitalSheet.State.DROPPED


def test_an_untouched_form_of_payments_changes_nothing(person: User, lines: list[PlanLine]) -> None:
    client = signed_in(person)
    PaymentEntered(line=lines[0], volume_vnd=1_234_567_891)
    assert person.agency is not None
    blank = client.get(f"{URL}mau/?chu-dau-tu={person.agency.pk}&thang=2026-08")
    content = blank.getvalue()
    url = send(client, person, SimpleUploadedFile("a.xlsx", content))["Location"]
    page = client.get(url)
    assert page.context["counts"] == {"cho": 0, "doi": 0, "bo": 0, "tat_ca": 2}
    assert page.context["sheet"].rows[0]["values"]["volume_vnd"] == 1_234_567_891
    assert page.context["sheet"].target["told"] == []
    assert form_of(client, url, "ghi").status_code == 422


PLAN = {
    "kind": "allocate",
    "issuer": "committee",
    "number": "77/QĐ-UBND",
    "issued_date": "5/1/2026",
    "plan": "2026",
}


def test_a_plan_becomes_a_decision_of_the_ledger() -> None:
    line = LineToPay(plan=YearPlan(horizon="medium_term", last_year=2030))
    InvestmentDecided(project=line.project)
    SourceBalance.objects.create(
        plan=YearPlan(), source=LocalSource(), bucket="year", council_vnd=10_000 * MILLION
    )
    client = signed_in(UserFactory(specialist=True, is_superuser=False))
    annex = file(
        (None, None, None, None, "Đơn vị tính: tỷ đồng"),
        ("STT", "Danh mục dự án", "Mã dự án", "Kế hoạch vốn năm 2026", None),
        (None, None, None, "Tổng số", "NS tập trung"),
        (None, "TỔNG SỐ", None, 5, 5),
        ("A", "GIAO THÔNG", None, 4, 4),
        (1, line.project.name, line.project.code, "4,5", 4),
        name="phu-luc.xlsx",
    )
    sent = client.post(f"{URL}?loai=ke-hoach", PLAN | {"file": annex})
    assert sent.status_code == 302
    page = client.get(sent["Location"])
    assert page.context["counts"]["doi"] == 1
    assert len(page.context["sheet"].target["told"]) == 1
    assert [told["code"] for told in page.context["sheet"].rows[0]["told"]] == ["row_sum"]
    with CaptureQueriesContext(connection) as asked:
        client.get(sent["Location"])
    assert len(asked) < 25
    assert form_of(client, sent["Location"], "ghi").status_code == 302
    decision = PlanDecision.objects.get(number="77/QĐ-UBND")
    assert [row.amount_delta_vnd for row in decision.entries.all()] == [4_000 * MILLION]
    annex.seek(0)
    again = client.post(f"{URL}?loai=ke-hoach", PLAN | {"file": annex})
    assert client.get(again["Location"]).context["written_before"] is not None
    assert form_of(client, again["Location"], "ghi").status_code == 422


def test_an_untouched_form_of_the_plan_gives_nothing() -> None:
    LineToPay(plan=YearPlan(horizon="medium_term", last_year=2030))
    client = signed_in(UserFactory(specialist=True, is_superuser=False))
    blank = client.get(f"{URL}mau/", {"nam": "2026"}).getvalue()
    sent = client.post(f"{URL}?loai=ke-hoach", PLAN | {"file": SimpleUploadedFile("b.xlsx", blank)})
    assert sent.status_code == 422
    assert not CapitalSheet.objects.exists()


def test_what_is_no_workbook_is_refused_and_strangers_see_nothing(
    person: User, lines: list[PlanLine]
) -> None:
    client = signed_in(person)
    assert len(lines) == 2
    for bad in (b"%PDF-1.7 x", b"PK\x03\x04" + b"\0" * 99, b""):
        sent = send(client, person, SimpleUploadedFile("a.xlsx", bad))
        assert sent.status_code == 422
    assert send(client, person, SimpleUploadedFile("a.exe", b"MZ")).status_code == 422
    url = send(client, person, payments((1, "Cầu Bản Chu", None, 0, 7, 0)))["Location"]
    other = signed_in(UserFactory(owner=True, agency=AgencyFactory()))
    assert other.get(url).status_code == 404
    keeper = signed_in(UserFactory(specialist=True, is_superuser=False))
    assert keeper.get(url).status_code == 200
    assert keeper.post(url, {"act": "ghi"}).status_code == 403
    assert client.post(f"{URL}?loai=ke-hoach", PLAN).status_code == 422
    assert not PlanDecision.objects.exists()
    assert reverse("disbursement:workbook", args=[1]).startswith(URL)
