"""Orders given, changed, withdrawn, reported and reviewed: what each act leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from deadlines.actions import order_results, orders
from deadlines.models import Assignment, AssignmentLead, AssignmentResult, Flag, Obligation
from deadlines.orders import providing
from desk.models import Notification
from tests.factories import AgencyFactory, AgencySuccessionFactory, UserFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)
AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def manager() -> User:
    return UserFactory(specialist=True)


@pytest.fixture
def officer() -> User:
    """Somebody of the agency that leads."""
    return UserFactory(sector_agency=True)


@pytest.fixture
def given(officer: User) -> orders.Given:
    return orders.Given(
        source_number="118/KH-UBND",
        source_date=date(2026, 1, 5),
        clause="mục II.2",
        text="Hoàn thiện hạ tầng cụm công nghiệp",
        lead_ids=(officer.agency_id or 0,),
        due_date=date(2026, 8, 31),
        target_value=Decimal(24),
        target_unit="cụm công nghiệp",
    )


def give(by: User | None, given: orders.Given, on: date = ON) -> Assignment:
    return orders.give(by=by, on=on, at=AT, given=given)


def change(by: User, order: Assignment, given: orders.Given, on: date) -> Assignment:
    return orders.change(
        by=by, on=on, at=AT, assignment_id=order.pk, version=order.version, given=given
    )


def duty(order: Assignment, cycle: str = "") -> Obligation:
    lead = order.leads.get()
    return Obligation.objects.get(subject_kind="order", subject_id=lead.pk, cycle=cycle)


def report(by: User, order: Assignment, on: date = ON, **said: Any) -> AssignmentResult:
    facts: dict[str, Any] = {
        "lead_id": order.leads.get().pk,
        "cycle": "",
        "text": "Xong 3 cụm",
    } | said
    return order_results.report(by=by, on=on, at=AT, reported=order_results.Reported(**facts))


def test_an_order_is_owed_at_once_and_told_to_its_agency(manager, officer, given) -> None:
    order = give(manager, given)
    found = duty(order)
    assert (found.clock, found.due_date, found.bearer_agency_id) == (
        "running",
        date(2026, 8, 31),
        officer.agency_id,
    )
    told = Notification.objects.get()
    assert (told.user_id, told.kind, told.path) == (officer.pk, "order", f"/nhiem-vu/{order.pk}/")
    event = AuditEvent.objects.get(verb="order_given")
    assert event.new["leads"] == [officer.agency.short_name]


def test_the_people_of_who_took_over_are_told(manager, given) -> None:
    former = AgencyFactory(valid_to=date(2025, 2, 28))
    heir = UserFactory(sector_agency=True)
    AgencySuccessionFactory(old=former, new=heir.agency)
    give(manager, replace(given, lead_ids=(former.pk,)))
    assert list(Notification.objects.values_list("user_id", flat=True)) == [heir.pk]


def test_each_leading_agency_owes_it_by_itself(manager, officer, given) -> None:
    other = AgencyFactory()
    order = give(manager, replace(given, lead_ids=(officer.agency_id, other.pk)))
    ids = order.leads.values("pk")
    bearers = Obligation.objects.filter(subject_kind="order", subject_id__in=ids)
    assert {row.bearer_agency_id for row in bearers} == {officer.agency_id, other.pk}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"lead_ids": ()}, orders.NobodyLeads),
        ({"recurrence": "yearly", "due_date": None}, orders.NoFirstDay),
        ({"due_date": date(2020, 12, 31)}, orders.DayOutOfRange),
        ({"due_date": date(2077, 1, 1)}, orders.DayOutOfRange),
        (
            {"recurrence": "monthly", "ends_on": date(2026, 8, 30)},
            orders.EndsBeforeItBegins,
        ),
        ({"source_number": ""}, orders.Invalid),
        ({"text": ""}, orders.Invalid),
        ({"target_value": Decimal("1e17")}, orders.Invalid),
    ],
)
def test_an_order_that_cannot_be_is_refused(manager, given, changed, refusal) -> None:
    with pytest.raises(refusal):
        give(manager, replace(given, **changed))
    assert not Assignment.objects.exists()


def test_an_agency_leads_or_coordinates(manager, officer, given) -> None:
    with pytest.raises(orders.LeadsAndCoordinates, match=officer.agency.short_name[:10]):
        give(manager, replace(given, coordinating_ids=(officer.agency_id,)))


def test_a_new_day_moves_the_deadline_and_leaves_its_story(manager, given) -> None:
    order = give(manager, given)
    change(manager, order, replace(given, due_date=date(2026, 9, 30)), date(2026, 6, 2))
    found = duty(order)
    assert (found.first_due_date, found.due_date) == (date(2026, 8, 31), date(2026, 9, 30))
    assert found.changes.get().cause == "order_changed"


def test_the_day_locks_thirty_days_before(manager, given) -> None:
    order = give(manager, given)
    later = replace(given, due_date=date(2026, 9, 30))
    with pytest.raises(orders.DayLocked, match="1/8/2026"):
        change(manager, order, later, date(2026, 8, 1))
    order.refresh_from_db()
    words = replace(given, text="Hoàn thiện hạ tầng 24 cụm công nghiệp")
    change(manager, order, words, date(2026, 8, 1))
    order.refresh_from_db()
    assert change(manager, order, later, date(2026, 7, 31)).due_date == date(2026, 9, 30)


def test_a_slip_of_the_day_it_was_entered_is_corrected_at_once(manager, given) -> None:
    order = give(manager, replace(given, due_date=date(2026, 6, 5)))
    assert change(manager, order, given, ON).due_date == date(2026, 8, 31)


def test_a_cycle_done_unlocks_the_days_to_come(manager, officer, given) -> None:
    yearly = replace(given, recurrence="yearly", due_date=date(2026, 6, 20))
    order = give(manager, yearly)
    later = replace(yearly, due_date=date(2026, 6, 30))
    with pytest.raises(orders.DayLocked):
        change(manager, order, later, date(2026, 6, 2))
    order.refresh_from_db()
    result = report(officer, order, date(2026, 6, 2), cycle="2026")
    order_results.accept(
        by=manager, on=date(2026, 6, 3), at=AT, result_id=result.pk, version=result.version
    )
    change(manager, order, later, date(2026, 6, 4))
    assert duty(order, "2027").due_date == date(2027, 6, 30)


def test_a_colleague_who_saved_first_is_not_overwritten(manager, given) -> None:
    order = give(manager, given)
    change(manager, Assignment.objects.get(), replace(given, clause="mục II.3"), ON)
    with pytest.raises(orders.Stale):
        change(manager, order, replace(given, clause="mục II.4"), ON)


def test_an_agency_taken_out_owes_nothing_unless_it_reported(manager, officer, given) -> None:
    other = AgencyFactory()
    order = give(manager, given)
    lead = order.leads.get()
    order = change(manager, order, replace(given, lead_ids=(other.pk,)), ON)
    gone = Obligation.objects.get(subject_kind="order", subject_id=lead.pk)
    assert (gone.clock, gone.void_reason) == ("void", "facts_removed")
    assert AssignmentLead.objects.get().agency_id == other.pk
    order = change(manager, order, given, ON)
    report(officer, order)
    order.refresh_from_db()
    with pytest.raises(orders.HasReported, match=officer.agency.short_name[:10]):
        change(manager, order, replace(given, lead_ids=(other.pk,)), ON)


def test_a_withdrawn_order_owes_nothing_and_closes_its_flag(manager, given) -> None:
    order = give(manager, replace(given, due_date=date(2026, 5, 1)))
    assert Flag.objects.get().state == "open"
    orders.withdraw(
        by=manager, on=ON, at=AT, assignment_id=order.pk, version=order.version, reason="Giao lại"
    )
    assert (duty(order).clock, duty(order).void_reason) == ("void", "withdrawn")
    assert Flag.objects.get().state == "resolved"
    with pytest.raises(orders.AlreadyWithdrawn, match="1/6/2026"):
        change(manager, order, given, ON)


def test_withdrawing_needs_a_reason(manager, given) -> None:
    order = give(manager, given)
    with pytest.raises(orders.Invalid):
        orders.withdraw(
            by=manager, on=ON, at=AT, assignment_id=order.pk, version=order.version, reason=" "
        )


def test_a_result_waits_then_counts_on_the_day_it_was_handed_in(manager, officer, given) -> None:
    order = give(manager, given)
    result = report(officer, order, date(2026, 8, 30), value=Decimal(3))
    assert (duty(order).clock, duty(order).submitted_date) == ("stopped", date(2026, 8, 30))
    assert Notification.objects.get(kind="result").user_id == manager.pk
    order_results.accept(
        by=manager, on=date(2026, 9, 20), at=AT, result_id=result.pk, version=result.version
    )
    assert (duty(order).clock, duty(order).met_date) == ("met", date(2026, 8, 30))
    assert not Flag.objects.exists()


def test_a_returned_result_does_not_count_and_is_handed_in_again(manager, officer, given) -> None:
    order = give(manager, given)
    result = report(officer, order)
    hand = {"by": manager, "on": date(2026, 6, 5), "at": AT}
    with pytest.raises(order_results.NeedsRemarks):
        order_results.give_back(**hand, result_id=result.pk, version=result.version, remarks=" ")
    order_results.give_back(
        **hand, result_id=result.pk, version=result.version, remarks="Thiếu biên bản"
    )
    assert duty(order).clock == "running"
    told = Notification.objects.get(kind="returned")
    assert (told.user_id, told.body) == (officer.pk, "Thiếu biên bản")
    again = report(officer, order, date(2026, 6, 6))
    assert again.pk != result.pk
    with pytest.raises(order_results.AlreadyReviewed):
        order_results.accept(**hand, result_id=result.pk, version=result.version + 1)


def test_late_work_leaves_its_trace(manager, officer, given) -> None:
    order = give(manager, given)
    result = report(officer, order, date(2026, 9, 4))
    order_results.accept(
        by=manager, on=date(2026, 9, 5), at=AT, result_id=result.pk, version=result.version
    )
    flag = Flag.objects.get()
    assert (flag.state, flag.due_date) == ("resolved", date(2026, 8, 31))
    assert (flag.opened_on, flag.closed_on) == (date(2026, 9, 4), date(2026, 9, 5))


def test_one_cycle_takes_one_result(manager, officer, given) -> None:
    order = give(manager, given)
    report(officer, order)
    with pytest.raises(order_results.NothingOwed):
        report(officer, order)
    with pytest.raises(order_results.NothingOwed):
        report(officer, order, cycle="2031")


def test_nobody_judges_the_own_result(given) -> None:
    specialist = UserFactory(specialist=True)
    order = give(specialist, replace(given, lead_ids=(specialist.agency_id,)))
    colleague = UserFactory(department_leader=True, agency=specialist.agency)
    Notification.objects.all().delete()
    result = report(specialist, order)
    assert list(Notification.objects.values_list("user_id", flat=True)) == [colleague.pk]
    with pytest.raises(order_results.OwnResult):
        order_results.accept(
            by=specialist, on=ON, at=AT, result_id=result.pk, version=result.version
        )


def test_only_the_leading_agency_reports(manager, given) -> None:
    order = give(manager, given)
    with pytest.raises(order_results.NotYours):
        report(UserFactory(sector_agency=True), order)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, order_results.NeedsEvidence),
        ({"evidence": "71/BC-SNNMT"}, order_results.NotYetSubmitted),
        (
            {"evidence": "71/BC-SNNMT", "submitted_date": date(2026, 6, 2)},
            order_results.NotYetSubmitted,
        ),
        (
            {"evidence": "71/BC-SNNMT", "submitted_date": date(2026, 1, 4)},
            order_results.NotYetSubmitted,
        ),
    ],
)
def test_for_another_agency_by_its_document(manager, given, said, refusal) -> None:
    order = give(manager, given)
    with pytest.raises(refusal):
        report(manager, order, **said)
    day = date(2026, 5, 20)
    done = report(manager, order, evidence="71/BC-SNNMT", submitted_date=day)
    assert (done.submitted_date, duty(order).submitted_date) == (day, day)


def test_who_took_over_wholly_reports_and_who_took_a_part_only_reads(manager, given) -> None:
    former, divided = AgencyFactory(valid_to=ON), AgencyFactory(valid_to=ON)
    heir, one = UserFactory(sector_agency=True), UserFactory(commune_officer=True)
    AgencySuccessionFactory(old=former, new=heir.agency)
    AgencySuccessionFactory(old=divided, new=one.agency)
    AgencySuccessionFactory(old=divided, new=AgencyFactory())
    whole = give(manager, replace(given, lead_ids=(former.pk,)))
    split = give(manager, replace(given, lead_ids=(divided.pk,)))
    assert report(heir, whole).pk
    assert providing.visible_orders(one).get() == split
    with pytest.raises(order_results.NotYours):
        report(one, split)
