"""Settling a named few and settling everything come to the same flags."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from deadlines.actions import settling, sweeping
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, FlagEvent
from projects.models import LandTranche
from tests.factories import ProjectNotStarted, TrancheHandedOver

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 21, 17, 10, tzinfo=UTC)
HANDED = date(2025, 9, 22)
DUE = date(2026, 9, 22)


@pytest.mark.parametrize("many", [0, 10_000], ids=["more than many", "fewer than many"])
def test_a_flag_reopens_with_the_state_it_came_from(
    monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(settling, "MANY", many)
    row = TrancheHandedOver(project=ProjectNotStarted(), decision_date=HANDED, handover_date=HANDED)
    known = LandTranche.objects.filter(pk=row.pk)
    for on, facts in (
        (date(2026, 9, 1), {}),
        (date(2026, 10, 1), {}),
        (date(2026, 10, 2), {"in_use_date": DUE, "in_use_evidence": "Biên bản 31/BB"}),
        (date(2026, 10, 3), {"in_use_date": None, "in_use_evidence": ""}),
    ):
        known.update(**facts)
        refresh(project_ids=[row.project_id], on=on, at=AT, cause="test")
        sweeping.sweep(on=on, at=AT)
    story = FlagEvent.objects.filter(flag__kind="L1").order_by("pk")
    assert list(story.values_list("old_state", "new_state")) == [
        ("", "open"),
        ("open", "resolved"),
        ("resolved", "open"),
    ]
    assert list(Flag.objects.filter(kind="L1").values_list("state", "version")) == [("open", 3)]
