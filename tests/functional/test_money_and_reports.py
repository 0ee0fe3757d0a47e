"""A specialist enters deposit, capital, term, contacts, site and reports."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import (
    Contact,
    Contribution,
    Deposit,
    DepositOutcome,
    Filing,
    Instrument,
    ScheduleItem,
    SiteLoss,
)
from tests.factories import (
    Adjustment,
    ContactMissed,
    ContributionFactory,
    DepositPaid,
    FilingReturned,
    FilingSubmitted,
    GuaranteeInForce,
    InvestorMemberFactory,
    ItemPlanned,
    OutcomeReleased,
    PolicyApproval,
    ProjectFactory,
    SiteLossFactory,
    UserFactory,
)
from tests.support.forms import address, boxes, errors, said, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


GUARANTEE = {
    "kind": "guarantee",
    "amount_vnd": "9",
    "document_number": "71/BL",
    "paid_date": "10/2/2026",
    "valid_until": "9/2/2027",
}


def test_a_guarantee_is_recorded(desk) -> None:
    page = send(desk, address("deposit_add", ProjectFactory()), **GUARANTEE)
    row = Deposit.objects.get()
    assert (row.amount_vnd, row.valid_until) == (9_000_000_000, date(2027, 2, 9))
    assert said(page)
    assert "71/BL" in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"valid_until": ""}, "valid_until"),
        ({"valid_until": "9/2/2026"}, "valid_until"),
        ({"amount_vnd": "0"}, "amount_vnd"),
        ({"amount_vnd": "1.480"}, "amount_vnd"),
        ({"document_number": ""}, "document_number"),
        ({"paid_date": "1/1/2199", "valid_until": "2/1/2199"}, "paid_date"),
    ],
    ids=["no last day", "ended before", "zero", "two readings", "no document", "of another year"],
)
def test_a_guarantee_is_refused_at_its_box(desk, typed, box) -> None:
    page = send(desk, address("deposit_add", ProjectFactory()), **(GUARANTEE | typed))
    assert page.status_code == 422
    assert box in errors(page)
    assert not Deposit.objects.exists()


def test_a_deposit_is_corrected_and_says_why(desk) -> None:
    row = DepositPaid()
    send(desk, address("deposit_edit", row), amount_vnd="8,5", why="Theo giấy nộp tiền")
    row.refresh_from_db()
    assert row.amount_vnd == 8_500_000_000


def test_a_deposit_changed_meanwhile_is_compared(desk) -> None:
    row = DepositPaid()
    page = desk.get(address("deposit_edit", row))
    Deposit.objects.filter(pk=row.pk).update(amount_vnd=7_000_000_000, version=2)
    answer = desk.post(address("deposit_edit", row), boxes(page) | {"amount_vnd": "6"})
    assert answer.status_code == 409
    assert "7" in answer.content.decode()


OUTCOME = {"kind": "released", "amount_vnd": "4,5", "date": "1/8/2026", "document_number": "3/GT"}


def test_half_of_a_guarantee_is_released(desk) -> None:
    row = GuaranteeInForce()
    page = send(desk, address("deposit_outcome", row), **OUTCOME)
    outcome = DepositOutcome.objects.get()
    assert (outcome.amount_vnd, outcome.date) == (4_500_000_000, date(2026, 8, 1))
    assert said(page)
    assert "4,5 tỷ đồng ngày 1/8/2026" in page.content.decode()


def test_a_new_outcome_proposes_what_is_left(desk) -> None:
    row = OutcomeReleased().deposit
    page = desk.get(address("deposit_outcome", row))
    assert boxes(page)["amount_vnd"] == "4,5"


def test_an_outcome_recorded_by_mistake_is_emptied(desk) -> None:
    row = OutcomeReleased()
    where = reverse("projects:outcome_edit", args=[row.deposit.project.code, row.pk])
    send(desk, where, date="")
    row.refresh_from_db()
    assert row.date is None


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"date": ""}, "date"),
        ({"document_number": ""}, "document_number"),
        ({"amount_vnd": "0"}, "amount_vnd"),
        ({"amount_vnd": "9,1"}, "amount_vnd"),
        ({"date": "9/2/2026"}, "date"),
    ],
    ids=["no day", "no document", "nothing", "more than is left", "before it was paid"],
)
def test_an_outcome_is_refused_at_its_box(desk, typed, box) -> None:
    page = send(desk, address("deposit_outcome", DepositPaid()), **(OUTCOME | typed))
    assert page.status_code == 422
    assert box in errors(page)
    assert not DepositOutcome.objects.exists()


def test_an_outcome_of_another_project_is_not_found(desk) -> None:
    code, pk = ProjectFactory().code, OutcomeReleased().pk
    assert desk.get(reverse("projects:outcome_edit", args=[code, pk])).status_code == 404


def test_capital_is_recorded_and_corrected(desk) -> None:
    project = ProjectFactory()
    typed = {"date": "30/6/2026", "amount_vnd": "120,5", "evidence": "Sao kê 12/NH"}
    send(desk, address("contribution_add", project), **typed)
    row = Contribution.objects.get()
    send(desk, address("contribution_edit", row), amount_vnd="121")
    row.refresh_from_db()
    assert row.amount_vnd == 121_000_000_000


def test_capital_of_nothing_is_refused(desk) -> None:
    typed = {"date": "30/6/2026", "amount_vnd": "0", "evidence": "Sao kê"}
    page = send(desk, address("contribution_add", ProjectFactory()), **typed)
    assert page.status_code == 422
    assert "amount_vnd" in errors(page)


def test_deposit_duty_and_term_are_recorded(desk) -> None:
    project = ProjectFactory()
    send(
        desk,
        address("terms_edit", project),
        deposit_duty="required",
        deposit_base_vnd="1.000,0",
        deposit_due_date="1/3/2026",
        term_years="50",
        term_start_event="approval",
        term_start_date="14/6/2024",
    )
    project.refresh_from_db()
    assert (project.deposit_base_vnd, project.term_years) == (10**12, 50)


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"deposit_duty": "exempt", "deposit_base_vnd": "5"}, "deposit_base_vnd"),
        ({"term_start_event": "other"}, "term_start_date"),
        ({"term_years": "100"}, "term_years"),
    ],
    ids=["a sum of what is not required", "another day that is not given", "a hundred years"],
)
def test_terms_are_refused_at_their_box(desk, typed, box) -> None:
    page = send(desk, address("terms_edit", ProjectFactory()), **typed)
    assert page.status_code == 422
    assert box in errors(page)


def test_a_contact_is_recorded_and_corrected(desk) -> None:
    project = ProjectFactory()
    typed = {"date": "6/7/2026", "channel": "registered_letter", "reached": "0"}
    send(desk, address("contact_add", project), **typed)
    row = Contact.objects.get()
    assert row.reached is False
    send(desk, address("contact_edit", row), reached="1", note="Ông A nhận thư")
    row.refresh_from_db()
    assert (row.reached, row.note) == (True, "Ông A nhận thư")


def test_nobody_is_said_to_be_reached_by_default(desk) -> None:
    page = send(desk, address("contact_add", ProjectFactory()), date="6/7/2026", channel="visit")
    assert page.status_code == 422
    assert "reached" in errors(page)


def test_a_site_is_lost_and_its_relocation_filed(desk) -> None:
    project = ProjectFactory()
    typed = {"lost_date": "2/3/2026", "document_number": "55/BB-KT", "reason": "Sạt lở"}
    send(desk, address("site_loss_add", project), **typed)
    row = SiteLoss.objects.get()
    page = send(desk, address("site_loss_edit", row), relocation_filed_date="1/3/2026")
    assert page.status_code == 422
    assert "relocation_filed_date" in errors(page)
    send(desk, address("site_loss_edit", row), relocation_filed_date="3/8/2026")
    row.refresh_from_db()
    assert row.relocation_filed_date == date(2026, 8, 3)


def test_a_report_is_recorded_then_accepted(desk) -> None:
    project = ProjectFactory()
    typed = {"kind": "R1", "cycle": "Quý II/2026", "submitted_date": "6/7/2026"}
    send(desk, address("filing_add", project), **typed)
    row = Filing.objects.get()
    assert row.cycle == "2026-Q2"
    send(desk, address("filing_decide", row), "decide", verdict="accepted", day="10/7/2026")
    row.refresh_from_db()
    assert row.accepted_date == date(2026, 7, 10)


def test_a_yearly_report_is_about_a_year(desk) -> None:
    typed = {"kind": "R2", "cycle": "Quý II/2026", "submitted_date": "6/7/2026"}
    page = send(desk, address("filing_add", ProjectFactory()), **typed)
    assert page.status_code == 422
    assert "cycle" in errors(page)


def test_a_report_before_its_quarter_ended_comes_with_a_note(desk) -> None:
    typed = {"kind": "R1", "cycle": "Quý II/2026", "submitted_date": "30/6/2026"}
    page = send(desk, address("filing_add", ProjectFactory()), **typed)
    assert "Quý II/2026" in said(page)
    assert Filing.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"verdict": "returned", "day": "10/7/2026"}, "remarks"),
        ({"verdict": "accepted", "day": ""}, "day"),
        ({"verdict": "accepted", "day": "5/7/2026"}, "day"),
        ({"day": "10/7/2026"}, "verdict"),
    ],
    ids=["returned without a word", "without a day", "before it came in", "no answer"],
)
def test_an_answer_to_a_report_is_refused_at_its_box(desk, typed, box) -> None:
    page = send(desk, address("filing_decide", FilingSubmitted()), "decide", **typed)
    assert page.status_code == 422
    assert box in errors(page)


def test_what_was_recorded_of_a_report_is_corrected(desk) -> None:
    row = FilingReturned()
    send(desk, address("filing_decide", row), "correct", submitted_date="3/7/2026")
    row.refresh_from_db()
    assert (row.submitted_date, row.remarks) == (date(2026, 7, 3), "Thiếu vốn thực hiện")


def test_the_capital_of_a_milestone_is_planned(desk) -> None:
    project = ProjectFactory()
    typed = {"kind": "capital", "name": "Góp vốn đợt 1", "amount_vnd": "100"}
    send(desk, address("item_add", project), **typed)
    assert ScheduleItem.objects.get().amount_vnd == 100_000_000_000
    page = send(desk, address("item_add", project), **(typed | {"kind": "works", "name": "Xây"}))
    assert "amount_vnd" in errors(page)


def test_a_plan_beyond_the_cap_names_its_exception(desk) -> None:
    row = ItemPlanned()
    page = send(
        desk,
        address("item_edit", row),
        "revise",
        instrument=Adjustment(project=row.project).pk,
        planned="1/1/2029",
        exception="planning_change",
    )
    assert row.revisions.get().exception == "planning_change"
    assert "31/12/2026" not in said(page)


def test_a_milestone_that_is_not_capital_has_no_box_for_an_amount(desk) -> None:
    page = desk.get(address("item_edit", ItemPlanned()))
    form = next(card.form for card in page.context["cards"] if card.act.key == "revise")
    assert "amount_vnd" not in form.fields


def test_what_a_document_states_is_recorded(desk) -> None:
    row = PolicyApproval()
    send(desk, address("instrument_edit", row), land_area_m2="42,6", operation_date="Quý III/2027")
    found = Instrument.objects.get()
    assert (found.land_area_m2, found.operation_date) == (426_000, date(2027, 9, 30))


def test_the_project_page_shows_them_in_one_line_when_there_are_none(desk) -> None:
    project = ProjectFactory()
    text = desk.get(reverse("projects:detail", args=[project.code])).content.decode()
    for name in ("terms_edit", "deposit_add", "contribution_add", "filing_add", "contact_add"):
        assert reverse(f"projects:{name}", args=[project.code]) in text
    assert 'id="bang-kq"' not in text
    assert 'id="bang-bc"' not in text


@pytest.fixture
def known():
    """A project with one of everything."""
    project = ProjectFactory(deposit_duty="required", deposit_agreed_vnd=9_000_000_000)
    GuaranteeInForce(project=project, document_number="71/BL")
    ContributionFactory(project=project, evidence="Sao kê 12/NH")
    FilingReturned(project=project)
    ContactMissed(project=project, document_number="0412/STC-ĐT")
    SiteLossFactory(project=project)
    return project


def test_the_project_page_shows_them_to_those_who_follow_it(desk, known) -> None:
    text = desk.get(reverse("projects:detail", args=[known.code])).content.decode()
    for word in ("71/BL", "Sao kê 12/NH", "Thiếu vốn thực hiện", "0412/STC-ĐT", "55/BB-KT"):
        assert word in text


def test_who_does_not_see_flags_sees_neither_money_nor_contacts(client, known) -> None:
    client.force_login(UserFactory(supervisor=True))
    text = client.get(reverse("projects:detail", args=[known.code])).content.decode()
    for word in ("71/BL", "Sao kê 12/NH", "Thiếu vốn thực hiện", "0412/STC-ĐT", "55/BB-KT"):
        assert word not in text


def test_the_investor_reads_deposit_and_reports_but_not_whom_one_tried_to_reach(
    client, known
) -> None:
    client.force_login(InvestorMemberFactory(investor=known.investor).user)
    text = client.get(reverse("projects:own", args=[known.code])).content.decode()
    assert "71/BL" in text
    assert "Thiếu vốn thực hiện" in text
    assert "0412/STC-ĐT" not in text
    assert "55/BB-KT" not in text
