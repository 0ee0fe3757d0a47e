"""Results of tasks: handed in, accepted, returned, summed up by document."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from deadlines.models import Assignment, AssignmentResult
from deadlines.orders import register
from sheets.reader import read
from tests.factories import AgencyFactory, UserFactory
from tests.functional.test_permission_matrix import signed_in
from tests.support.orders import duty_of, give, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> User:
    return UserFactory(specialist=True)


@pytest.fixture
def officer() -> User:
    return UserFactory(sector_agency=True)


@pytest.fixture
def desk(manager: User) -> Client:
    return signed_in(manager)


def page(order: Assignment) -> str:
    return reverse("deadlines:order", args=[order.pk])


def lead_of(user: User) -> int:
    return user.agency_id or 0


def test_an_agency_hands_in_and_the_manager_accepts(manager, desk, officer) -> None:
    order = give(manager, lead_of(officer), target_value=24, target_unit="cụm công nghiệp")
    url = reverse("deadlines:order_report", args=[order.pk, duty_of(order).pk])
    client = signed_in(officer)
    assert client.post(url, {"text": "", "value": "3"}).status_code == 422
    assert client.post(url, {"text": "Xong ba cụm", "value": "3"}).status_code == 302
    result = AssignmentResult.objects.get()
    shown = desk.get(page(order)).content.decode()
    assert "3 cụm công nghiệp" in shown
    review = reverse("deadlines:order_review", args=[order.pk, result.pk])
    sent = {"decision": "nhan", "version": result.version}
    assert client.post(review, sent).status_code == 403, "the agency does not judge itself"
    assert desk.post(review, sent).status_code == 302
    assert duty_of(order).clock == "met"
    assert desk.post(review, sent).status_code == 409


def test_returning_needs_remarks_and_opens_the_way_again(manager, desk, officer) -> None:
    order = give(manager, lead_of(officer))
    result = report(officer, order)
    review = reverse("deadlines:order_review", args=[order.pk, result.pk])
    sent: dict[str, object] = {"decision": "tra-lai", "version": result.version}
    assert desk.post(review, sent).status_code == 422
    assert desk.post(review, sent | {"remarks": "Thiếu biên bản"}).status_code == 302
    shown = signed_in(officer).get(page(order))
    assert "Thiếu biên bản" in shown.content.decode()
    assert shown.context["leads"][0]["report_url"]


def test_a_manager_records_for_another_agency_by_its_document(manager, desk, officer) -> None:
    order = give(manager, lead_of(officer), source_date=date(2026, 1, 5))
    url = reverse("deadlines:order_report", args=[order.pk, duty_of(order).pk])
    sent = {"text": "Theo báo cáo của sở"}
    refused = desk.post(url, sent)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"evidence"}
    sent |= {"evidence": "71/BC-SNNMT", "submitted_date": "20/1/2026"}
    assert desk.post(url, sent).status_code == 302
    result = AssignmentResult.objects.get()
    assert (result.submitted_date, result.submitted_by_id) == (date(2026, 1, 20), manager.pk)
    review = reverse("deadlines:order_review", args=[order.pk, result.pk])
    decided = {"decision": "nhan", "version": result.version}
    assert desk.post(review, decided).status_code == 403
    colleague = signed_in(UserFactory(specialist=True))
    assert colleague.post(review, decided).status_code == 302


def test_another_agency_is_led_back_and_may_not_post(manager, officer) -> None:
    helper = UserFactory(sector_agency=True)
    order = give(manager, lead_of(officer), coordinating_ids=(lead_of(helper),))
    url = reverse("deadlines:order_report", args=[order.pk, duty_of(order).pk])
    client = signed_in(helper)
    assert client.get(url)["Location"] == page(order)
    assert client.post(url, {"text": "Thay người khác"}).status_code == 403
    assert not AssignmentResult.objects.exists()


def test_a_result_of_one_task_is_not_reviewed_through_another(manager, desk, officer) -> None:
    order, other = give(manager, lead_of(officer)), give(manager, lead_of(officer), clause="II.7")
    result = report(officer, order)
    url = reverse("deadlines:order_review", args=[other.pk, result.pk])
    assert desk.post(url, {"decision": "nhan", "version": 1}).status_code == 404
    url = reverse("deadlines:order_report", args=[other.pk, duty_of(order).pk])
    assert signed_in(officer).get(url).status_code == 404


# ---------------------------------------------------------------- the synthesis


def test_the_synthesis_adds_up_and_comes_as_a_workbook(manager, desk, officer) -> None:
    today = timezone.localdate()
    agency = lead_of(officer)
    give(manager, agency, due_date=today - timedelta(2), clause="mục 1", target_value=7)
    report(officer, give(manager, agency, clause="mục 2"), text="=1+1")
    give(manager, agency, clause="mục 3", source_number="5/CT-UBND")
    url = reverse("deadlines:order_synthesis")
    found = desk.get(url, {"nguon": "118/KH-UBND"}).context
    assert found["total"] == "2"
    assert [(words, n) for words, n in found["counts"]] == [
        (str(register.STATES["qua-han"]), "1"),
        (str(register.STATES["cho-duyet"]), "1"),
    ]
    file = desk.get(reverse("deadlines:order_synthesis_file"), {"nguon": "118/KH-UBND"})
    cells = [[str(cell.text) for cell in row] for row in read(file.content)[0].rows]
    assert any("mục 2" in row and "=1+1" in row for row in cells)
    assert desk.get(url, {"nguon": "118/KH-UBND", "nam": "1999"}).status_code == 200
    assert desk.get(url, {"nguon": "\x00", "nam": "x"}).context["rows"] == []


def test_an_agency_sums_up_its_own_part_only(manager, officer) -> None:
    give(manager, lead_of(officer), AgencyFactory().pk)
    found = signed_in(officer).get(reverse("deadlines:order_synthesis")).context
    assert [row["agency"] for row in found["rows"]] == [officer.agency.short_name]
