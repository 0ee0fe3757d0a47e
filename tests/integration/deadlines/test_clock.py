"""A wrong clock: what the sweep refuses, and what is right again when the clock is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import AuditEvent
from deadlines import tasks
from deadlines.actions import flags, reconciling, sweeping
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation, SweepRun
from projects.models import LandTranche
from tests.factories import ProjectNotStarted, TrancheHandedOver, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 21, 17, 10, tzinfo=UTC)
TODAY = date(2026, 9, 22)
TOMORROW = TODAY + timedelta(1)
LATER = TODAY + timedelta(30)
NIGHTS = [TODAY + timedelta(n) for n in range(31)]


@pytest.fixture
def tranches(settings) -> list[LandTranche]:
    """One L1 due on each of sixty days around today, swept until today."""
    settings.SWEEP_MOST_DAYS = 35
    rows: list[LandTranche] = []
    for n in range(60):
        handed = date(2025, 8, 25) + timedelta(n)
        project = ProjectNotStarted()
        rows.append(TrancheHandedOver(project=project, decision_date=handed, handover_date=handed))
    on = TODAY - timedelta(20)
    refresh(project_ids=[row.project_id for row in rows], on=on, at=AT, cause="test")
    sweeping.sweep(on=on, at=AT)
    sweeping.catch_up(on=TODAY, at=AT)
    return rows


def state() -> list[tuple[object, ...]]:
    """Where every obligation and flag stands; not by which way it came there."""
    rows = Obligation.objects.order_by("pk").values_list(
        "pk", "clock", "due_date", "level", "next_change_on", "recompute_on", "facts_hash"
    )
    raised = Flag.objects.order_by("obligation_id", "due_date").values_list(
        "obligation_id", "due_date", "state", "opened_on", "closed_on", "reason"
    )
    return [*rows, *raised]


def undisturbed(*acts: Callable[[], Any]) -> list[tuple[object, ...]]:
    """The state if nothing had gone wrong: the acts of today, then each night on its day."""
    with transaction.atomic():
        for act in acts:
            act()
        for night in NIGHTS[1:]:
            sweeping.catch_up(on=night, at=AT)
        found = state()
        transaction.set_rollback(True)
    return found


def in_use(row: LandTranche, on: date) -> None:
    """An officer's act on a day: the land is in use, and the project is computed again."""
    LandTranche.objects.filter(pk=row.pk).update(in_use_date=on, in_use_evidence="31/BB")
    refresh(project_ids=[row.project_id], on=on, at=AT, cause="test")


def minutes(row: LandTranche, on: date) -> None:
    """An act that changes facts and no deadline."""
    LandTranche.objects.filter(pk=row.pk).update(minutes_number="23/BB-BG")
    refresh(project_ids=[row.project_id], on=on, at=AT, cause="test")


def due_on(rows: list[LandTranche], day: date) -> LandTranche:
    """The first of those due on a day; more are due on a Monday."""
    ids = [row.pk for row in rows]
    found = Obligation.objects.filter(kind="L1", due_date=day, subject_id__in=ids)
    return LandTranche.objects.get(pk=found.earliest("pk").subject_id)


def test_a_year_ahead_sweeps_nothing_and_names_the_command(tranches: list[LandTranche]) -> None:
    before = state()
    with pytest.raises(sweeping.ClockInDoubt) as doubt:
        sweeping.catch_up(on=TODAY + timedelta(365), at=AT)
    assert state() == before
    assert sweeping.last_swept() == TODAY
    assert "manage.py sweep --confirm-day 2027-09-22" in str(doubt.value)


def test_the_nightly_tasks_refuse_in_the_log_and_still_compare(
    tranches: list[LandTranche], caplog
) -> None:
    before = state()
    tasks.nightly_sweep("2027-09-22")
    tasks.nightly_reconcile("2027-09-22")
    tasks.nightly_reconcile("2026-09-21")
    assert caplog.text.count("sweep_refused") == 3
    assert state() == before
    assert SweepRun.objects.latest("on").drift == 0


def test_a_day_back_does_nothing_and_the_next_day_goes_on(tranches: list[LandTranche]) -> None:
    expected = undisturbed()
    before = state()
    with pytest.raises(sweeping.ClockInDoubt):
        sweeping.catch_up(on=TODAY - timedelta(1), at=AT)
    assert state() == before
    sweeping.catch_up(on=LATER, at=AT)
    assert state() == expected


def test_a_day_swept_too_early_is_right_when_it_comes(tranches: list[LandTranche]) -> None:
    late, calm = due_on(tranches, TODAY), due_on(tranches, LATER - timedelta(3))
    acts = [lambda: minutes(late, TODAY), lambda: in_use(calm, TODAY)]
    expected = undisturbed(*acts)
    sweeping.catch_up(on=TOMORROW, at=AT)  # the clock was a day ahead
    assert Flag.objects.filter(opened_on=TOMORROW).count() > 0
    for act in acts:  # the clock is right again, and people work
        act()
    with pytest.raises(sweeping.ClockInDoubt):
        sweeping.catch_up(on=TODAY, at=AT)
    sweeping.catch_up(on=TOMORROW, at=AT)
    assert reconciling.reconcile(on=TOMORROW, at=AT) == 0
    sweeping.catch_up(on=LATER, at=AT)
    assert state() == expected
    assert (
        list(SweepRun.objects.filter(on__gte=TODAY).order_by("on").values_list("on", flat=True))
        == NIGHTS
    )


def test_confirming_the_true_day_takes_early_nights_back(tranches: list[LandTranche]) -> None:
    expected, before = undisturbed(), state()
    sweeping.catch_up(on=LATER, at=AT)  # thirty days ahead, within what is made up unasked
    sweeping.confirm_day(on=TODAY, at=AT)
    assert sweeping.last_swept() == TODAY
    raised = Flag.objects.live().order_by("pk").values_list("obligation_id", "opened_on")
    assert {opened_on for _pk, opened_on in raised} <= set(map(day_before, range(60)))
    assert [row for row in state() if len(row) == 7] == [row for row in before if len(row) == 7]
    assert reconciling.reconcile(on=TODAY, at=AT) == 0
    for night in NIGHTS[1:]:
        sweeping.catch_up(on=night, at=AT)
    assert state() == expected
    assert AuditEvent.objects.get(verb="confirm_day").new["taken_back"] == 30


def day_before(days: int) -> date:
    return TODAY - timedelta(days)


def test_a_long_shutdown_is_made_up_when_a_person_confirms_the_day(
    tranches: list[LandTranche],
) -> None:
    on = TODAY + timedelta(60)
    assert len(sweeping.confirm_day(on=on, at=AT)) == 60
    assert sweeping.last_swept() == on
    assert reconciling.reconcile(on=on, at=AT) == 0


def test_an_edit_while_the_clock_was_a_year_ahead_is_found_and_mended(
    tranches: list[LandTranche],
) -> None:
    row = due_on(tranches, LATER)
    expected = undisturbed(lambda: minutes(row, TODAY))
    minutes(row, TODAY + timedelta(365))
    assert Flag.objects.filter(due_date=LATER).count() == 1
    assert reconciling.reconcile(on=TODAY, at=AT) > 0
    assert Flag.objects.get(due_date=LATER).state == "moved"
    sweeping.catch_up(on=LATER, at=AT)
    assert reconciling.reconcile(on=LATER, at=AT) == 0
    rows = [each for each in state() if len(each) == 7]
    assert rows == [each for each in expected if len(each) == 7]
    sweeping.catch_up(on=LATER + timedelta(1), at=AT)
    assert Flag.objects.get(due_date=LATER).state == "open"


def test_a_decision_outlives_a_clock_put_back(tranches: list[LandTranche]) -> None:
    flag = Flag.objects.live().filter(kind="L1").earliest("pk")
    told = flags.Decision(flag.pk, Flag.State.CONFIRMED, flag.version, "Đã xác minh", "12/BB")
    flags.decide(decision=told, by=UserFactory(), on=TODAY, at=AT)
    sweeping.catch_up(on=LATER, at=AT)
    sweeping.confirm_day(on=TODAY, at=AT)
    flag.refresh_from_db()
    assert flag.state == "confirmed"


def test_a_request_begun_before_midnight_is_taken_along(tranches: list[LandTranche]) -> None:
    row = due_on(tranches, TODAY)
    sweeping.catch_up(on=TOMORROW, at=AT)
    minutes(row, TODAY)
    assert Flag.objects.get(obligation__subject_id=row.pk).state == "moved"
    assert sweeping.catch_up(on=TOMORROW, at=AT) == []
    assert Flag.objects.get(obligation__subject_id=row.pk).state == "open"
    assert reconciling.reconcile(on=TOMORROW, at=AT) == 0


def test_the_sweep_waits_for_the_later_of_two_clocks(
    tranches: list[LandTranche], monkeypatch
) -> None:
    asked: list[date] = []
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=365))
    monkeypatch.setattr("deadlines.queries.database_now", lambda: AT + timedelta(days=1))
    monkeypatch.setattr(sweeping, "catch_up", lambda on, at: asked.append(on))
    tasks.nightly_sweep()
    assert asked == [TOMORROW]


def test_the_command_confirms_only_the_day_that_the_clock_says(
    tranches: list[LandTranche], monkeypatch
) -> None:
    command = "deadlines.management.commands.sweep.timezone"
    monkeypatch.setattr(f"{command}.localdate", lambda: TODAY + timedelta(40))
    with pytest.raises(CommandError, match="--confirm-day 2026-11-01"):
        call_command("sweep")
    with pytest.raises(CommandError, match="1/11/2026"):
        call_command("sweep", confirm_day=TODAY)
    call_command("sweep", "--confirm-day", "2026-11-01")
    assert sweeping.last_swept() == date(2026, 11, 1)
    call_command("sweep")
    assert SweepRun.objects.filter(on=date(2026, 11, 1)).count() == 1
