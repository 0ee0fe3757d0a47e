"""Keeping things at hand: what is opened, what is pinned, views of lists and their history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, User
from desk.actions import finding
from desk.actions.finding import ViewFacts
from desk.models import Pin, SavedView, Visit
from tests.factories import UserFactory
from tests.factories.finding import PinFactory, ViewSaved, ViewShared

pytestmark = pytest.mark.django_db

AT = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)
PAGE = "projects:list"


@pytest.fixture
def officer() -> User:
    return UserFactory()


def visit(by: User, number: int, minutes: int = 0) -> None:
    at = AT + timedelta(minutes=minutes)
    finding.visited(by=by, kind="project", subject_id=number, at=at)


def facts(name: str = "Vốn lớn", query: str = "sap=von", *, shared: bool = False) -> ViewFacts:
    return ViewFacts(name, query, shared)


def test_the_latest_twenty_are_remembered_the_last_first(officer) -> None:
    for number in range(25):
        visit(officer, number, minutes=number)
    rows = list(Visit.objects.filter(user=officer).values_list("subject_id", flat=True))
    assert rows == list(range(24, 4, -1))


def test_opening_again_costs_one_query_and_moves_it_to_the_front(officer) -> None:
    visit(officer, 1)
    visit(officer, 2, minutes=1)
    with CaptureQueriesContext(connection) as asked:
        visit(officer, 1, minutes=2)
    assert len(asked) == 1
    assert [row.subject_id for row in Visit.objects.filter(user=officer)] == [1, 2]


def test_what_others_open_is_theirs(officer) -> None:
    for number in range(finding.VISITS_KEPT):
        visit(officer, number)
    visit(UserFactory(), 99)
    assert Visit.objects.filter(user=officer).count() == finding.VISITS_KEPT


def test_pinning_twice_leaves_one_pin(officer) -> None:
    for _time in range(2):
        finding.pin(by=officer, kind="project", subject_id=7, at=AT)
    assert Pin.objects.filter(user=officer).count() == 1
    finding.unpin(by=officer, kind="project", subject_id=7)
    finding.unpin(by=officer, kind="project", subject_id=7)
    assert not Pin.objects.exists()


def test_there_is_an_end_to_pins(officer) -> None:
    PinFactory.create_batch(finding.MOST_PINS, user=officer)
    kept = Pin.objects.filter(user=officer).first()
    assert kept is not None
    finding.pin(by=officer, kind="project", subject_id=kept.subject_id, at=AT)
    with pytest.raises(finding.TooManyPins):
        finding.pin(by=officer, kind="investor", subject_id=1, at=AT)


def test_a_view_of_ones_own_leaves_no_history(officer) -> None:
    view = finding.save_view(by=officer, page=PAGE, facts=facts(), at=AT)
    assert (view.name, view.query, view.shared) == ("Vốn lớn", "sap=von", False)
    finding.change_view(by=officer, view_id=view.pk, seen=1, facts=facts("Vốn nhỏ"), at=AT)
    finding.delete_view(by=officer, view_id=view.pk)
    assert not AuditEvent.objects.exists()
    assert not SavedView.objects.exists()


def test_what_is_shared_is_in_the_history(officer) -> None:
    view = finding.save_view(by=officer, page=PAGE, facts=facts(shared=True), at=AT)
    finding.change_view(by=officer, view_id=view.pk, seen=1, facts=facts("Vốn", shared=True), at=AT)
    finding.change_view(by=officer, view_id=view.pk, seen=2, facts=facts("Vốn"), at=AT)
    finding.change_view(by=officer, view_id=view.pk, seen=3, facts=facts("V", shared=True), at=AT)
    finding.delete_view(by=officer, view_id=view.pk)
    told = list(AuditEvent.objects.order_by("pk").values_list("verb", "subject_id", "by_id"))
    verbs = ["shared", "changed", "changed", "changed", "deleted"]
    assert told == [(f"saved_view_{verb}", view.pk, officer.pk) for verb in verbs]
    first = AuditEvent.objects.order_by("pk")[1]
    assert (first.old["name"], first.new["name"]) == ("Vốn lớn", "Vốn")


def test_a_name_stands_once_for_each_person_and_list(officer) -> None:
    ViewSaved(user=officer, name="Vốn lớn")
    other = ViewSaved(user=officer, name="Khác")
    with pytest.raises(finding.NameTaken):
        finding.save_view(by=officer, page=PAGE, facts=facts(), at=AT)
    with pytest.raises(finding.NameTaken):
        finding.change_view(by=officer, view_id=other.pk, seen=1, facts=facts(), at=AT)
    assert finding.save_view(by=officer, page="deadlines:flags", facts=facts(), at=AT).pk
    assert finding.save_view(by=UserFactory(), page=PAGE, facts=facts(), at=AT).pk


def test_there_is_an_end_to_views(officer) -> None:
    ViewSaved.create_batch(finding.MOST_VIEWS, user=officer)
    with pytest.raises(finding.TooManyViews):
        finding.save_view(by=officer, page=PAGE, facts=facts(), at=AT)


def test_a_view_that_changed_meanwhile_is_not_written_over(officer) -> None:
    view = ViewSaved(user=officer)
    finding.change_view(by=officer, view_id=view.pk, seen=1, facts=facts("Mới"), at=AT)
    with pytest.raises(finding.Changed):
        finding.change_view(by=officer, view_id=view.pk, seen=1, facts=facts("Cũ"), at=AT)
    view.refresh_from_db()
    assert (view.name, view.version) == ("Mới", 2)


def test_saving_the_same_changes_nothing(officer) -> None:
    view = ViewShared(user=officer, name="A", query="sap=von")
    finding.change_view(by=officer, view_id=view.pk, seen=1, facts=facts("A", shared=True), at=AT)
    view.refresh_from_db()
    assert view.version == 1
    assert not AuditEvent.objects.exists()


def test_views_of_others_are_out_of_reach(officer) -> None:
    view = ViewShared()
    with pytest.raises(SavedView.DoesNotExist):
        finding.change_view(by=officer, view_id=view.pk, seen=1, facts=facts(), at=AT)
    with pytest.raises(SavedView.DoesNotExist):
        finding.delete_view(by=officer, view_id=view.pk)
