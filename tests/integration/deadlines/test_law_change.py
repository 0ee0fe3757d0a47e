"""A law that takes effect between two nights changes obligations on exactly its first day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from deadlines.actions import reconciling, sweeping
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation, RuleVersion
from projects.models import ScheduleItem
from tests.factories import ItemPlanned, PolicyApproval, ProjectNotStarted

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 1, 17, 10, tzinfo=UTC)
DAY = timedelta(1)
PLANNED = date(2024, 6, 30)
BEFORE = date(2026, 9, 10)
CHANGE = date(2026, 9, 15)


@pytest.fixture
def operation() -> ScheduleItem:
    """Operation was due on 30/6/2024: under 24 months I3 fell due on 30/6/2026."""
    project = ProjectNotStarted()
    approval = PolicyApproval(project=project, issued_date=date(2023, 1, 5))
    row: ScheduleItem = ItemPlanned(
        project=project, kind="operation", planned_date=PLANNED, instrument=approval
    )
    return row


@pytest.fixture
def next_law() -> RuleVersion:
    """From 15/9/2026 the same rule gives 36 months."""
    last = RuleVersion.objects.filter(kind="I3").latest("effective_from")
    RuleVersion.objects.filter(pk=last.pk).update(effective_to=CHANGE - DAY)
    last.pk, last.number = None, 90
    last.effective_from, last.effective_to = CHANGE, None
    last.parameters = last.parameters | {"months": 36}
    last.save(force_insert=True)
    return last


def i3(row: ScheduleItem) -> Obligation:
    return Obligation.objects.get(kind="I3", subject_id=row.pk)


def test_a_new_law_moves_the_deadline_on_its_first_day(
    operation: ScheduleItem, next_law: RuleVersion
) -> None:
    refresh(project_ids=[operation.project_id], on=BEFORE, at=AT, cause="test")
    sweeping.sweep(on=BEFORE, at=AT)
    assert i3(operation).recompute_on == CHANGE
    for night in range(1, 10):
        on = BEFORE + night * DAY
        (run,) = sweeping.catch_up(on=on, at=AT)
        found, new = i3(operation), on >= CHANGE
        assert found.due_date == date(2027, 6, 30) if new else date(2026, 6, 30), on
        assert (found.rule_version_id == next_law.pk) is new, on
        assert run.refreshed == (1 if on == CHANGE else 0), on
        flag = Flag.objects.get(kind="I3", due_date=date(2026, 6, 30))
        assert flag.state == ("moved" if new else "open"), on
        assert reconciling.reconcile(on=on, at=AT) == 0
    change = found.changes.get()
    assert (change.old_due_date, change.new_due_date) == (date(2026, 6, 30), date(2027, 6, 30))
    assert (change.on, change.cause) == (CHANGE, "day_reached")


def test_missed_nights_over_a_change_of_law_end_alike(
    operation: ScheduleItem, next_law: RuleVersion
) -> None:
    refresh(project_ids=[operation.project_id], on=BEFORE, at=AT, cause="test")
    sweeping.sweep(on=BEFORE, at=AT)
    runs = sweeping.catch_up(on=CHANGE + 4 * DAY, at=AT)
    assert [run.on for run in runs if run.refreshed] == [CHANGE]
    assert Flag.objects.get(kind="I3").closed_on == CHANGE
    assert i3(operation).recompute_on is None
