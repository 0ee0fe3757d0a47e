"""Days off on screen: by year, added, taken away, filled in; the deadlines they move."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from deadlines.models import Holiday, Obligation, ObligationChange
from projects.models import LandTranche
from tests.functional.test_permission_matrix import signed_in
from tests.support.law_changes import due_of, handed_over, leader, proposer

pytestmark = pytest.mark.django_db

__all__ = ["handed_over", "leader", "proposer"]


def change(client: Client, **typed: Any) -> Any:
    return client.post(reverse("deadlines:change_holidays"), typed)


def test_a_day_off_moves_the_deadline_that_falls_on_it(
    proposer: User, handed_over: LandTranche
) -> None:
    duty = Obligation.objects.get(kind="L1", subject_id=handed_over.pk)
    client, due = signed_in(proposer), due_of(handed_over)
    typed = {"act": "them", "date": due.isoformat(), "name": "Nghỉ đột xuất"}
    asked = change(client, **typed)
    assert asked.context["moves"] == 1
    assert not Holiday.objects.filter(date=due).exists()
    assert change(client, **typed, confirm="1").status_code == 302
    assert due_of(handed_over) > due
    assert ObligationChange.objects.get(obligation=duty).cause == "calendar_changed"
    assert AuditEvent.objects.get(verb="holidays_changed").new == {due.isoformat(): "Nghỉ đột xuất"}
    assert change(client, act="bo", date=due.isoformat(), confirm="1").status_code == 302
    assert due_of(handed_over) == due


def test_what_the_calendar_refuses(proposer: User) -> None:
    client = signed_in(proposer)
    kept = Holiday.objects.first()
    assert kept
    again = change(client, act="them", date=kept.date.isoformat(), name="Nữa")
    assert again.status_code == 422
    assert again.context["form"]["name"].value() == "Nữa"
    swap = {"act": "them", "date": "2026-09-16", "name": "Làm bù", "is_working_swap": "on"}
    assert change(client, **swap).status_code == 422
    assert change(client, act="them", date="16/9", name="x").status_code == 422
    assert change(client, act="bo", date="2031-01-06", confirm="1").status_code == 302
    assert change(client, act="xoa").status_code == 422


def test_a_year_is_filled_in_from_the_library(proposer: User) -> None:
    client = signed_in(proposer)
    assert not Holiday.objects.filter(date__year=2032).exists()
    asked = change(client, act="nap", year="2032")
    assert date(2032, 9, 2) in [row.date for row in asked.context["added"]]
    change(client, act="nap", year="2032", confirm="1")
    assert Holiday.objects.filter(date=date(2032, 9, 2)).exists()
    assert change(client, act="nap", year="2032").context["nothing"]


def test_the_calendar_by_year(leader: User) -> None:
    page = signed_in(leader).get(reverse("deadlines:holidays") + "?nam=2026")
    assert {row.date.year for row in page.context["rows"]} == {2026}
    assert page.context["may_change"] is False
    assert signed_in(leader).get(reverse("deadlines:holidays") + "?nam=x").status_code == 200
