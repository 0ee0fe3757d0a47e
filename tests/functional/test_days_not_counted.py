"""A specialist records days that somebody asks for, decides on them, looks at open ones again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.models import ExcludedPeriod
from tests.factories import ExclusionClaimed, ExclusionOpen, ProjectFactory, UserFactory
from tests.support.forms import address, errors, send
from vn.dates import day_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


CLAIM = {
    "start_date": "1/5/2026",
    "concerns": "project",
    "reason": "force_majeure",
    "document_number": "12/ĐN",
}


def test_days_are_asked_for_then_granted(desk) -> None:
    project = ProjectFactory()
    claim = CLAIM | {"standing": "claimed", "claimed_date": "6/5/2026"}
    page = send(desk, address("period_add", project), **claim)
    assert page.status_code == 200
    row = ExcludedPeriod.objects.get()
    assert row.standing == "claimed"
    send(
        desk,
        address("period_decide", row),
        ruling="granted",
        document_number="95/UBND-KT",
        end_date="31/7/2026",
    )
    row.refresh_from_db()
    assert (row.standing, row.document_number) == ("decided", "95/UBND-KT")


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"standing": "claimed"}, "claimed_date"),
        ({}, "expected_end_date"),
        ({"expected_end_date": "1/4/2026"}, "expected_end_date"),
    ],
    ids=["asked for on no day", "open without an expected end", "ending before it begins"],
)
def test_days_not_counted_are_refused_at_their_box(desk, typed, box) -> None:
    page = send(desk, address("period_add", ProjectFactory()), **(CLAIM | typed))
    assert page.status_code == 422
    assert box in errors(page)


def test_a_claim_is_refused_without_an_expected_end(desk) -> None:
    row = ExclusionClaimed()
    send(desk, address("period_decide", row), ruling="refused", document_number="96/UBND-KT")
    row.refresh_from_db()
    assert row.standing == "refused"


def test_an_open_decision_needs_an_expected_end(desk) -> None:
    page = send(
        desk, address("period_decide", ExclusionClaimed()), ruling="granted", document_number="9/QĐ"
    )
    assert page.status_code == 422
    assert "expected_end_date" in errors(page)


def test_an_open_period_is_looked_at(desk) -> None:
    row = ExclusionOpen()
    typed = {"expected_end_date": "31/12/2099", "review_note": "Đường còn sạt lở"}
    send(desk, address("period_review", row), **typed)
    row.refresh_from_db()
    assert (row.reviewed_date, row.review_note) == (timezone.localdate(), "Đường còn sạt lở")


def test_an_expected_end_that_has_passed_is_refused(desk) -> None:
    typed = {"expected_end_date": "1/6/2026", "review_note": "Đường còn sạt lở"}
    page = send(desk, address("period_review", ExclusionOpen()), **typed)
    assert page.status_code == 422
    assert "expected_end_date" in errors(page)


def test_a_period_shows_how_it_stands(desk) -> None:
    row = ExclusionClaimed()
    text = desk.get(reverse("projects:detail", args=[row.project.code])).content.decode()
    assert reverse("projects:period_decide", args=[row.project.code, row.pk]) in text
    assert day_text(row.claimed_date) in text
