"""Who acts and when, in the tests of actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypedDict

import pytest

from accounts.models import AuditEvent, User
from projects.actions.acts import Seen, version_of
from tests.factories import TODAY, UserFactory

AT = datetime(2026, 8, 31, 2, 30, tzinfo=UTC)


class Act(TypedDict):
    by: User | None
    on: date
    at: datetime


@pytest.fixture
def act(db) -> Act:
    """The keywords every action takes: a specialist, on TODAY."""
    return {"by": UserFactory(display_name="Lê Thu Hà"), "on": TODAY, "at": AT}


@pytest.fixture
def history():
    """The lines of history of a project, oldest first."""

    def lines(project: Any) -> list[AuditEvent]:
        return list(AuditEvent.objects.filter(project_id=project.pk).order_by("pk"))

    return lines


@pytest.fixture
def seen():
    """A row as a person sees it now."""
    return lambda row: Seen(row.pk, version_of(row))
