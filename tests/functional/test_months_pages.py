"""Months are closed and reopened on pages; the monthly table is read and taken along."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent, User
from disbursement.models import MonthClosing, MonthlyPayment, PlanLine, TreasuryFigure
from tests.factories import AgencyFactory, UserFactory
from tests.support.capital import Book
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
TRIEU = 1_000_000
FIRST_ROW = 7
"""Of the workbook: title, state, unit, three levels of heading, numbers, then the rows."""


@pytest.fixture
def book(time_machine: Any) -> Book:
    """June of two owners: one project with two sources, one with one."""
    time_machine.move_to(datetime(2026, 7, 8, 2, tzinfo=UTC), tick=False)
    found = Book(2026)
    found.entry("council", 9_000 * TRIEU, "1.1")
    found.entry("pm", 5_000 * TRIEU, "2.1")
    first = found.line(AgencyFactory(name="Ban QLDA tỉnh"), 3_000 * TRIEU, "1.1")
    lines = [
        first,
        found.line(first.project.public, 1_500 * TRIEU, "2.1"),
        found.line(UserFactory(owner=True).agency, 2_000 * TRIEU, "2.1"),
    ]
    for place, line in enumerate(lines, start=1):
        found.paid(line, MAY, volume_vnd=100_500_000 * place)
        if place < len(lines):
            found.paid(line, JUNE, advance_vnd=40 * TRIEU, volume_vnd=0, estimate_vnd=TRIEU)
    return found


@pytest.fixture
def leader() -> Client:
    return signed_in(UserFactory(department_leader=True))


def month(name: str) -> str:
    return reverse(f"disbursement:{name}", args=[2026, 6])


DECISION = {"act": "", "number": "9/QĐ-STC", "issued_date": "7/7/2026"}


def test_a_month_is_closed_reopened_and_compared(book: Book, leader: Client) -> None:
    listed = leader.get(reverse("disbursement:months")).content.decode()
    assert month("month_close") in listed
    refused = leader.post(month("month_close"), DECISION)
    assert refused.status_code == 422
    assert "9/QĐ-STC" in refused.content.decode()
    done = leader.post(month("month_close"), DECISION | {"though_not_sent": "on"})
    assert done["Location"] == month("month")
    first = MonthClosing.objects.get()
    page = leader.get(month("month_reopen"))
    seen = page.context["cards"][0].form.initial
    typed = DECISION | {"row": seen["row"], "version": seen["version"]}
    assert leader.post(month("month_reopen"), typed).status_code == 422
    reopened = leader.post(month("month_reopen"), typed | {"reason": "Kho bạc đối chiếu lại"})
    assert reopened["Location"] == month("month")
    again = leader.post(month("month_reopen"), typed | {"reason": "Lần nữa"})
    assert again.status_code in {409, 422}
    MonthlyPayment.objects.filter(month=JUNE).update(volume_vnd=5 * TRIEU)
    leader.post(month("month_close"), DECISION | {"though_not_sent": "on"})
    compared = leader.get(month("month_compare")).content.decode()
    assert compared.count("+5") == 2
    assert "+10" in compared
    shown = leader.get(month("month")).content.decode()
    assert "so_lieu=1" in shown
    assert "so_lieu=2" in shown
    tables = [
        leader.get(reverse("disbursement:month_table"), {"thang": "2026-06", "so_lieu": number})
        for number in (str(first.number), "2")
    ]
    totals = [answer.context["shown"].rows[0].cells[9].text for answer in tables]
    assert totals == ["80", "90"]
    assert leader.get(reverse("disbursement:month", args=[2026, 13])).status_code == 404


def test_the_workbook_adds_up_and_has_its_three_levels(book: Book, leader: Client) -> None:
    asked = {"thang": "2026-06", "xuat": "xlsx"}
    for pivot in ("nguon-von", "chu-dau-tu", "dia-ban", "linh-vuc"):
        url = reverse("disbursement:month_table")
        answer = leader.get(url, asked | {"theo": pivot})
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        rows = [row for row in sheet.iter_rows(min_row=FIRST_ROW + 1) if row[8].value is not None]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows == "$4:$7"
        merged = {str(each) for each in sheet.merged_cells.ranges}
        assert {"A4:A6", "F4:K4", "F5:G5", "N5:P5"} <= merged
        assert [cell.value for cell in sheet[FIRST_ROW]][8] == "(9)=(7)+(8)"
        assert rows[0][1].font.b
        groups = [row for row in rows if row[0].value in {"A", "B"} or _is_roman(row[0].value)]
        tops = [row for row in groups if row[1].alignment.indent == 0]
        for column in (8, 10, 11, 12, 13):
            whole = rows[0][column].value or 0
            assert whole == pytest.approx(sum(row[column].value or 0 for row in tops)), column
        assert rows[0][8].value == 14_000
        assert rows[0][13].value == pytest.approx(683)
        assert rows[0][13].number_format == "#,##0.###"
        assert rows[0][16].value == pytest.approx(683 / 14_000, abs=1e-4)
    taken = AuditEvent.objects.filter(verb="list_taken")
    assert taken.count() == 4


def _is_roman(number: object) -> bool:
    return isinstance(number, str) and bool(number) and set(number) <= set("IVXL")


def test_the_table_leads_from_groups_to_projects(book: Book, leader: Client) -> None:
    url = reverse("disbursement:month_table")
    page = leader.get(url, {"thang": "2026-06", "theo": "chu-dau-tu"})
    rows = page.context["shown"].rows
    assert [row.number for row in rows] == ["", "I", "II", "III"]
    assert rows[-1].cells[5].text == "7.500"
    group = leader.get(rows[1].url)
    below = group.context["shown"].rows[1:]
    assert below
    assert all(row.url.startswith("/du-an/") for row in below)
    assert [cell.text for cell in rows[1].cells[2:4]] == ["—", "—"]
    unknown = leader.get(url, {"thang": "khong", "theo": "khong", "so_lieu": "9"})
    assert unknown.status_code == 200
    everything = leader.get(url, {"thang": "2026-06", "nhom": "tat-ca"}).content.decode()
    assert everything.count("<tr") > len(rows)
    not_entered = [
        row.cells[9].text for row in leader.get(url, {"nhom": "2.1"}).context["shown"].rows
    ]
    assert "—" in not_entered


def test_an_owner_reads_its_own_rows_alone(book: Book) -> None:
    owner = User.objects.get(agency__owned_projects__isnull=False)
    client = signed_in(owner)
    page = client.get(reverse("disbursement:month_table"), {"thang": "2026-06"})
    text = page.content.decode()
    line = PlanLine.objects.exclude(project__public__owner=owner.agency).first()
    assert line is not None
    assert line.project.name not in text
    assert page.context["own_alone"]
    assert page.context["shown"].rows[0].cells[6].text == "2.000"
    for name in ("month_close", "month_reopen"):
        assert client.get(month(name)).status_code == 403


def test_the_treasury_is_pasted_compared_and_explained(book: Book) -> None:
    desk = signed_in(UserFactory(specialist=True))
    first, second, third = PlanLine.objects.order_by("pk")
    codes = [line.project.code for line in (first, second, third)]
    url = reverse("disbursement:treasury_enter") + "?thang=2026-06"
    document = {"act": "", "number": "21/KB-ĐC", "issued_date": "3/7/2026"}
    wrong = f"{codes[0]}\t140,5\n9999999;5\n{codes[2]};5 tỷ\n{codes[2]};1;2;3\n{codes[2]};7\n{codes[2]};8"
    refused = desk.post(url, document | {"rows": wrong})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert all(code in text for code in ("9999999", *codes))
    assert not TreasuryFigure.objects.exists()
    right = f"{codes[0]}\t1.1\t140,5\t40\n{codes[1]};2.1;240\n{codes[2]};301,5"
    assert desk.post(url, document | {"rows": right}).status_code == 302
    page = desk.get(reverse("disbursement:treasury"), {"thang": "2026-06"})
    assert [row["difference"] for row in page.context["rows"]] == ["+1"]
    assert (page.context["compared"], page.context["waiting"]) == (3, 1)
    explain = page.context["rows"][0]["explain"]
    seen = desk.get(explain).context["cards"][0].form.initial
    said = {"act": "", "explanation": "Trễ", "row": seen["row"], "version": seen["version"]}
    assert desk.post(explain, said).status_code == 302
    assert (
        "Trễ" in desk.get(reverse("disbursement:treasury"), {"thang": "2026-06"}).content.decode()
    )
    file = desk.get(reverse("disbursement:treasury"), {"thang": "2026-06", "xuat": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]][5:8] == [241, 240, 1]
    owner = signed_in(User.objects.get(agency=third.project.public.owner))
    assert owner.get(explain).status_code == 404
    assert owner.get(reverse("disbursement:treasury_enter")).status_code == 403


def test_pages_of_the_leader_ask_as_often_with_more_rows(book: Book, leader: Client) -> None:
    def asked(url: str) -> int:
        leader.get(url)
        with CaptureQueriesContext(connection) as found:
            assert leader.get(url).status_code == 200
        return len(found)

    urls = [month("month_close"), reverse("disbursement:months"), month("month")]
    few = [asked(url) for url in urls]
    for _ in range(4):
        book.paid(book.line(AgencyFactory(), TRIEU, "2.1"), JUNE, volume_vnd=1)
    assert [asked(url) for url in urls] == few
