"""People and land for the tests of changing the law and the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from deadlines.actions.refreshing import refresh
from deadlines.models import Obligation
from projects.models import LandTranche
from tests.factories import ProjectNotStarted, TrancheHandedOver, UserFactory


@pytest.fixture
def proposer() -> User:
    """The administrator."""
    user: User = UserFactory(administrator=True)
    return user


@pytest.fixture
def leader() -> User:
    """A second person who may apply."""
    user: User = UserFactory(department_leader=True)
    return user


@pytest.fixture
def handed_over() -> LandTranche:
    """Land handed over ten months ago: due in two months under today's law."""
    today = timezone.localdate()
    day = date(today.year - (today.month <= 10), (today.month - 11) % 12 + 1, 1)
    row: LandTranche = TrancheHandedOver(
        project=ProjectNotStarted(), decision_date=day, handover_date=day
    )
    refresh(project_ids=[row.project_id], on=today, at=timezone.now(), cause="test")
    return row


def due_of(row: LandTranche) -> date:
    """The due day of L1 as it is stored."""
    day = Obligation.objects.get(kind="L1", subject_id=row.pk).due_date
    assert day is not None
    return day
