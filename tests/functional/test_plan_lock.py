"""Near its day and after it a plan moves only by an adjustment or a granted request."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.models import Instrument, Project
from tests.factories import (
    Adjustment,
    AgencyFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectNotStarted,
    RequestFactory,
    UserFactory,
)
from tests.support.forms import boxes, errors

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEXT_YEAR = TODAY + timedelta(days=365)


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def planned(project: Project, days: int = 90, **more: Any) -> Any:
    """A milestone due in so many days by the approval."""
    approval = PolicyApproval(project=project, issued_date=TODAY - timedelta(days=400))
    return ItemPlanned(
        project=project, planned_date=TODAY + timedelta(days=days), instrument=approval, **more
    )


def send(client: Client, where: str, **said: Any) -> Any:
    sent = boxes(client.get(where), said.pop("act", "")) | said
    return client.post(where, {name: value for name, value in sent.items() if value != ""})


def revise(client: Client, item: Any, document: Instrument, day: date) -> Any:
    where = reverse("projects:item_edit", args=[item.project.code, item.pk])
    return send(client, where, act="revise", instrument=str(document.pk), planned=f"{day:%d/%m/%Y}")


def test_a_plan_far_ahead_may_be_corrected(desk) -> None:
    item = planned(ProjectNotStarted(), days=31)
    assert revise(desk, item, item.instrument, NEXT_YEAR).status_code == 302


@pytest.mark.parametrize("days", [30, 0, -100])
def test_from_thirty_days_before_its_day_a_plan_moves_only_by_an_adjustment(desk, days) -> None:
    item = planned(ProjectNotStarted(), days=days)
    page = revise(desk, item, item.instrument, NEXT_YEAR)
    assert page.status_code == 422
    assert "instrument" in errors(page)
    other = PolicyApproval(project=item.project)
    assert revise(desk, item, other, NEXT_YEAR).status_code == 422
    adjusting = Adjustment(project=item.project, issued_date=TODAY)
    assert revise(desk, item, adjusting, NEXT_YEAR).status_code == 302


def test_the_adjustment_in_force_does_not_move_its_own_day_again(desk) -> None:
    item = planned(ProjectNotStarted(), days=10)
    item.instrument = Adjustment(project=item.project)
    item.save()
    assert revise(desk, item, item.instrument, NEXT_YEAR).status_code == 422


def test_the_answer_to_a_request_moves_a_locked_plan(desk) -> None:
    item = planned(ProjectNotStarted(), days=10)
    RequestFactory(
        project=item.project,
        schedule_item=item,
        filed_date=TODAY,
        asked_date=NEXT_YEAR,
        decided_date=TODAY,
        granted=True,
        deciding_agency=AgencyFactory(),
        decision_number="9/TB-UBND",
    )
    answer = PolicyApproval(project=item.project, kind="other", number="9/TB-UBND")
    assert revise(desk, item, answer, NEXT_YEAR).status_code == 302


def test_what_is_reached_is_locked_too(desk) -> None:
    done = planned(ProjectNotStarted(), days=-10, actual_date=TODAY - timedelta(days=2))
    assert revise(desk, done, done.instrument, NEXT_YEAR).status_code == 422


def test_a_plan_without_a_document_and_the_same_day_by_another_one_are_not_locked(desk) -> None:
    bare = ItemPlanned(project=ProjectNotStarted(), planned_date=TODAY - timedelta(days=90))
    bare.instrument = None
    bare.save()
    found = PolicyApproval(project=bare.project)
    assert revise(desk, bare, found, TODAY - timedelta(days=60)).status_code == 302
    item = ItemPlanned(project=ProjectNotStarted(), planned_date=TODAY + timedelta(days=3))
    found = PolicyApproval(project=item.project)
    assert revise(desk, item, found, item.planned_date).status_code == 302


def test_the_province_sets_the_days_of_the_lock(desk, settings) -> None:
    settings.PLAN_LOCK_DAYS = 5
    item = planned(ProjectNotStarted(), days=10)
    assert revise(desk, item, item.instrument, NEXT_YEAR).status_code == 302
