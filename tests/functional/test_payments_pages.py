"""A month is entered, sent, returned and sent again, by a script or without one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, User
from disbursement.models import Bucket, MonthClosing, MonthlyPayment, MonthReport, PlanLine
from disbursement.querysets.months import current_month
from disbursement.rules.payments import before
from projects.querysets.public import own_agencies
from tests.factories import UserFactory
from tests.factories.payments import LineToPay, MonthReturned, PaymentEntered
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 3)
MONTH = current_month(TODAY)
BY_SCRIPT = {"X-Requested-With": "fetch"}
BILLION = 1_000_000_000


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 9, 3, 2, tzinfo=UTC), tick=False)


@pytest.fixture
def person() -> User:
    return UserFactory(owner=True)


@pytest.fixture
def lines(person: User) -> list[PlanLine]:
    first = LineToPay(owner=person.agency, project__name="Cầu Bản Chu")
    second = LineToPay(project=first.project, bucket=Bucket.CARRIED_OVER)
    return [first, second, LineToPay(owner=person.agency)]


def address(person: User, name: str = "payments", tab: str = "") -> str:
    assert isinstance(person.agency, Agency)
    url = reverse(f"disbursement:{name}", args=[person.agency.pk])
    return f"{url}?thang={MONTH:%Y-%m}" + (f"&bang={tab}" if tab else "")


def typed(line: PlanLine, was: dict[str, str] | None = None, /, **cells: str) -> dict[str, str]:
    """What a browser sends of a line: the boxes, and what stood in them."""
    sent = {f"o-{line.pk}-{name}": text for name, text in cells.items()}
    return sent | {f"cu-{line.pk}": json.dumps(was or dict.fromkeys(cells, ""))}


def stored(line: PlanLine) -> MonthlyPayment:
    return MonthlyPayment.objects.get(line=line, month=MONTH)


WHOLE = {"advance_vnd": "0", "volume_vnd": "7.500", "recovery_vnd": "0", "estimate_vnd": "4.000"}


def test_the_grid_shows_each_line_with_its_boxes(person: User, lines: list[PlanLine]) -> None:
    PaymentEntered(line=lines[0], month=before(MONTH), volume_vnd=3_900_000_000)
    page = signed_in(person).get(address(person))
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("data-c=") == 4 * len(lines)
    assert "3.900" in text
    assert page.context["state"].missing == len(lines)
    progress = signed_in(person).get(address(person, tab="khoi-luong")).content.decode()
    assert progress.count('data-c="difficulty"') == len(lines)


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        pytest.param("1.234,5", 1_234_500_000, id="grouped with a comma"),
        pytest.param("7500", 7_500_000_000, id="plain"),
        pytest.param("7.500", 7_500_000_000, id="one dot groups"),
        pytest.param("0,001", 1_000, id="three decimals"),
        pytest.param("12,345678", 12_345_678, id="to the last đồng"),
        pytest.param("0", 0, id="zero is a fact"),
    ],
)
def test_what_was_typed_comes_back_equal(
    person: User, lines: list[PlanLine], text: str, vnd: int
) -> None:
    client = signed_in(person)
    done = client.post(address(person), typed(lines[0], volume_vnd=text), headers=BY_SCRIPT)
    assert done.status_code == 200
    assert stored(lines[0]).volume_vnd == vnd
    again = client.get(address(person)).content.decode()
    shown = again.split(f'name="o-{lines[0].pk}-volume_vnd" value="')[1].split('"')[0]
    back = client.post(
        address(person), typed(lines[0], {"volume_vnd": ""}, volume_vnd=shown), headers=BY_SCRIPT
    )
    assert back.status_code == 200
    assert stored(lines[0]).volume_vnd == vnd
    # The same figure written otherwise changes nothing; the box learns how it stands on record.
    same = typed(lines[0], {"volume_vnd": shown}, volume_vnd=f"{text} ")
    answer = client.post(address(person), same, headers=BY_SCRIPT).content.decode()
    assert f'name="o-{lines[0].pk}-volume_vnd" value="{shown}"' in answer


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("volume_vnd", "-5", id="negative"),
        pytest.param("volume_vnd", "bảy tỷ", id="words"),
        pytest.param("volume_vnd", "khoảng 7", id="hedged"),
        pytest.param("volume_vnd", "7 tỷ", id="a unit"),
        pytest.param("volume_vnd", "0,0000001", id="finer than đồng"),
        pytest.param("volume_vnd", "9999999999999", id="too large"),
        pytest.param("recovery_vnd", "1", id="nothing to recover"),
        pytest.param("physical_percent", "101", id="more than all"),
        pytest.param("difficulty", "x" * 501, id="too long"),
    ],
)
def test_a_refusal_stands_at_its_box_and_holds_up_no_other(
    person: User, lines: list[PlanLine], cell: str, text: str
) -> None:
    tab = "" if cell.endswith("_vnd") else "khoi-luong"
    sent = typed(lines[0], **{cell: text}) | typed(lines[1], awaiting_vnd="3", advance_vnd="2")
    page = signed_in(person).post(address(person, tab=tab), sent)
    assert page.status_code == 422
    rows = {row.line.pk: row for row in page.context["rows"]}
    (box,) = [each for each in rows[lines[0].pk].cells if each.column == cell]
    assert box.text == text
    assert box.error
    assert f'href="#{cell}-{lines[0].pk}"' in page.content.decode()
    assert stored(lines[1]).advance_vnd == 2_000_000
    assert not MonthlyPayment.objects.filter(line=lines[0]).exists()


def test_without_script_one_button_saves_all(person: User, lines: list[PlanLine]) -> None:
    client = signed_in(person)
    sent: dict[str, str] = {}
    for line in lines:
        sent |= typed(line, **WHOLE)
    done = client.post(address(person), sent)
    assert done.status_code == 302
    assert {stored(line).volume_vnd for line in lines} == {7_500_000_000}
    untouched = {line.pk: stored(line).version for line in lines}
    was = dict(WHOLE)
    for line in lines:
        sent |= typed(line, was, **WHOLE)
    assert client.post(address(person), sent).status_code == 302
    assert {line.pk: stored(line).version for line in lines} == untouched


def test_zeros_fill_begun_lines_alone(person: User, lines: list[PlanLine]) -> None:
    empty = dict.fromkeys(WHOLE, "")
    sent = typed(lines[0], **(empty | {"volume_vnd": "5"})) | typed(lines[1], **empty)
    assert signed_in(person).post(address(person), sent | {"dien-0": "1"}).status_code == 302
    row = stored(lines[0])
    assert (row.advance_vnd, row.volume_vnd, row.recovery_vnd) == (0, 5_000_000, 0)
    assert row.estimate_vnd is None
    assert not MonthlyPayment.objects.filter(line=lines[1]).exists()


def test_the_value_of_a_colleague_is_shown_not_overwritten(
    person: User, lines: list[PlanLine]
) -> None:
    PaymentEntered(line=lines[0], month=MONTH, volume_vnd=7_600_000_000)
    sent = typed(lines[0], {"volume_vnd": "7.500"}, volume_vnd="8.000")
    page = signed_in(person).post(address(person), sent, headers=BY_SCRIPT)
    assert page.status_code == 409
    text = page.content.decode()
    assert 'value="8.000"' in text
    assert 'data-was="7.600"' in text
    assert stored(lines[0]).volume_vnd == 7_600_000_000


def test_a_question_is_answered_in_the_row(person: User, lines: list[PlanLine]) -> None:
    client = signed_in(person)
    for month in (before(MONTH), MONTH):
        PaymentEntered(line=lines[0], month=month, difficulty="Vướng mặt bằng", volume_vnd=0)
    page = client.get(address(person))
    assert page.context["state"].questions == 2
    asked = {each.name for row in page.context["rows"] for each in row.asked}
    answered = client.post(address(person), dict.fromkeys(asked, "Đúng"), headers=BY_SCRIPT)
    assert answered.status_code == 200
    assert answered.context["state"].questions == 0
    assert "Đúng" in answered.content.decode()


def test_a_month_is_sent_returned_and_sent_again(person: User, lines: list[PlanLine]) -> None:
    client, officer = signed_in(person), signed_in(UserFactory())
    refused = client.post(address(person, "payments_send"))
    assert refused.status_code == 422
    for line in lines:
        PaymentEntered(line=line, month=MONTH, volume_vnd=0)
    assert client.post(address(person, "payments_send")).status_code == 302
    report = MonthReport.objects.get()
    assert (report.owner, report.first_sent_date) == (person.agency, TODAY)
    sent = client.get(address(person))
    assert not sent.context["editable"]
    assert not sent.context["standing"].is_sent_again
    assert client.post(address(person), typed(lines[0], volume_vnd="9")).status_code == 422
    back = address(person, "payments_return")
    assert officer.post(back, {"version": "1", "reason": ""}).status_code == 422
    assert officer.post(back, {"version": "7", "reason": "Sai"}).status_code == 409
    assert officer.post(back, {"version": "1", "reason": "Đối chiếu kho bạc"}).status_code == 302
    home = client.get(reverse("disbursement:owner_home"))
    assert "Đối chiếu kho bạc" in home.content.decode()
    sent_again = typed(lines[0], {"volume_vnd": "0"}, volume_vnd="9")
    assert client.post(address(person), sent_again).status_code == 302
    assert stored(lines[0]).volume_vnd == 9_000_000


def test_a_closed_month_is_read_only_and_says_why(person: User, lines: list[PlanLine]) -> None:
    MonthClosing.objects.create(
        month=MONTH,
        number=1,
        decision_number="12/QĐ-STC",
        decision_date=TODAY,
        at=datetime(2026, 9, 3, tzinfo=UTC),
        by_id=1,
    )
    client = signed_in(person)
    page = client.get(address(person))
    assert "12/QĐ-STC" in page.content.decode()
    assert "data-c=" not in page.content.decode()
    assert client.post(address(person), typed(lines[0], volume_vnd="9")).status_code == 422
    assert not MonthlyPayment.objects.exists()


def test_who_enters_and_who_looks(person: User, lines: list[PlanLine]) -> None:
    assert isinstance(person.agency, Agency)
    home = signed_in(person).get(reverse("home"))
    assert home["Location"] == reverse("disbursement:owner_home")
    straight = signed_in(person).get(reverse("disbursement:payments_owners"))
    assert straight.status_code == 302
    stranger = signed_in(UserFactory(owner=True))
    assert stranger.get(address(person)).status_code == 404
    assert stranger.post(address(person), typed(lines[0], volume_vnd="9")).status_code == 404
    officer = signed_in(UserFactory())
    overview = officer.get(reverse("disbursement:payments_owners"), {"thang": f"{MONTH:%Y-%m}"})
    assert person.agency.name in overview.content.decode()
    assert officer.get(address(person)).status_code == 200
    assert officer.post(address(person), typed(lines[0], volume_vnd="9")).status_code == 403
    assert officer.post(address(person, "payments_send")).status_code == 403
    assert own_agencies(person) == {person.agency.pk}


def test_pages_ask_as_often_with_more_lines(person: User, lines: list[PlanLine]) -> None:
    client = signed_in(person)
    pages = [address(person), address(person, tab="khoi-luong"), reverse("disbursement:owner_home")]

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    few = [count(url) for url in pages]
    for line in [*lines, *(LineToPay(owner=person.agency) for _ in range(6))]:
        PaymentEntered(line=line, month=before(MONTH))
    assert [count(url) for url in pages] == few
    assert max(few) <= 30


def test_a_month_that_is_none(person: User, lines: list[PlanLine], client: Client) -> None:
    base = reverse("disbursement:payments", args=[person.agency_id])
    MonthReturned(owner=person.agency, month=MONTH)
    for wrong in ("2026-13", "thang-tam", "2030-01", "0000-00", ""):
        page = signed_in(person).get(base, {"thang": wrong})
        assert page.context["month"] == MONTH, wrong


def test_what_no_form_of_ours_sends_writes_nothing(person: User, lines: list[PlanLine]) -> None:
    other, own = LineToPay(), lines[0]
    client, where = signed_in(person), address(person)
    # A line of another owner beside one's own: the own one is written, the other does not exist.
    forged = {
        f"o-{other.pk}-volume_vnd": "9",
        f"cu-{other.pk}": "{}",
        f"o-{own.pk}-volume_vnd": "5",
    }
    assert client.post(where, forged).status_code == 302
    assert [row.line_id for row in MonthlyPayment.objects.all()] == [own.pk]
    for seen in ("[]", "null", '{"volume_vnd": 9}', "{", '{"volume_vnd": "\\ud800"}', "9" * 5000):
        sent = {f"o-{own.pk}-volume_vnd": "5", f"cu-{own.pk}": seen}
        assert client.post(where, sent).status_code in (302, 409)
    for amount in ("9" * 25, "0,0000001", "-1", "5 tỷ", "khoảng 5", "1e9", "\ud7ff"):
        answered = client.post(where, {f"o-{own.pk}-volume_vnd": amount})
        assert answered.status_code == 422
        assert amount in answered.content.decode()
    for kind in ("application/json", "text/xml", "multipart/form-data"):
        assert client.post(where, "{", content_type=kind).status_code in (302, 400)
    assert MonthlyPayment.objects.get().volume_vnd == 5_000_000
    stranger = Agency.objects.get(pk=other.project.public.owner_id)
    assert client.post(reverse("disbursement:payments", args=[stranger.pk]), {}).status_code == 404


@pytest.mark.parametrize("month", ["0001-01", "1999-12", "9999-12", "2026-13", "2026-8", "x\0y"])
def test_a_month_nobody_plans_is_the_one_to_enter(person: User, month: str) -> None:
    LineToPay(owner=person.agency)
    shown = signed_in(person).get(
        reverse("disbursement:payments", args=[person.agency_id]), {"thang": month}
    )
    assert shown.context["month"] == MONTH


def test_a_forged_version_returns_nothing(person: User, lines: list[PlanLine]) -> None:
    assert isinstance(person.agency, Agency)
    report = MonthReport.objects.create(
        owner=person.agency,
        month=MONTH,
        state=MonthReport.State.SENT,
        first_sent_date=TODAY,
        sent_at=datetime(2026, 9, 3, 1, tzinfo=UTC),
        sent_by_id=person.pk,
    )
    desk = signed_in(UserFactory(specialist=True))
    for version in ("", "0", "2", "9" * 5000, "x", "٣"):
        sent = {"version": version, "reason": "Đối chiếu"}
        answered = desk.post(address(person, "payments_return"), sent)
        assert answered.status_code == 409
    report.refresh_from_db()
    assert report.state == MonthReport.State.SENT
