"""Two workers at one night, and people who edit while the sweep runs; real connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from deadlines.actions import flags, reconciling, refreshing, sweeping
from deadlines.models import Flag, FlagEvent, Obligation, SweepRun
from projects.actions.acts import Seen
from projects.actions.land import LandUse, put_in_use
from projects.models import LandTranche
from tests.factories import (
    AgencyFactory,
    InvestorFactory,
    ProjectNotStarted,
    SectorFactory,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.together import at_once, closing, wait_until_someone_waits

AT = datetime(2026, 9, 21, 17, 10, tzinfo=UTC)
HANDED = date(2025, 9, 22)
DUE = date(2026, 9, 22)
LATE = DUE + timedelta(1)
TRANCHES = 12


@pytest.fixture
def tranches(real) -> list[LandTranche]:
    """Twelve tranches of as many projects, all due on one day, swept until then."""
    agency, investor, sector = AgencyFactory(), InvestorFactory(), SectorFactory()
    rows: list[LandTranche] = [
        TrancheHandedOver(
            project=ProjectNotStarted(agency=agency, investor=investor, sector=sector),
            decision_date=HANDED,
            handover_date=HANDED,
        )
        for _ in range(TRANCHES)
    ]
    ids = [row.project_id for row in rows]
    refreshing.refresh(project_ids=ids, on=date(2026, 9, 1), at=AT, cause="test")
    sweeping.sweep(on=DUE, at=AT)
    return rows


def night(on: date) -> Callable[[], SweepRun]:
    return lambda: sweeping.sweep(on=on, at=AT)


def in_use(row: LandTranche, by: User) -> Callable[[], Any]:
    """An officer records that the land is in use since the due day."""
    use = LandUse(DUE, "Biên bản 31/BB")
    return lambda: put_in_use(by=by, on=LATE, at=AT, seen=Seen(row.pk, row.version), use=use)


def test_two_workers_sweep_a_night_once(tranches: list[LandTranche]) -> None:
    runs = at_once(night(LATE), night(LATE), night(LATE))
    assert len({run.pk for run in runs}) == 1
    assert {run.opened for run in runs} == {TRANCHES}
    assert Flag.objects.filter(kind="L1").count() == TRANCHES
    assert FlagEvent.objects.filter(flag__kind="L1").count() == TRANCHES


def test_two_workers_catch_up_each_night_once(tranches: list[LandTranche]) -> None:
    last = LATE + timedelta(6)
    both = at_once(*[lambda: sweeping.catch_up(on=last, at=AT)] * 2)
    nights = [LATE + timedelta(n) for n in range(7)]
    assert list(SweepRun.objects.order_by("pk").values_list("on", flat=True)) == [DUE, *nights]
    assert [run.on for run in both[0]] == [run.on for run in both[1]] == nights
    assert set(Flag.objects.values_list("opened_on", flat=True)) == {LATE}
    assert Flag.objects.filter(kind="L1").count() == TRANCHES


@pytest.mark.parametrize("turn", range(4))
def test_edits_during_a_sweep_leave_what_would_be_computed(
    tranches: list[LandTranche], turn: int
) -> None:
    by = UserFactory()
    edited = tranches[turn::4]
    at_once(night(LATE), *[in_use(row, by) for row in edited])
    assert reconciling.reconcile(on=LATE, at=AT) == 0
    met = Obligation.objects.filter(kind="L1", clock="met").values_list("subject_id", flat=True)
    assert set(met) == {row.pk for row in edited}
    live = Flag.objects.live().filter(kind="L1").values_list("obligation__subject_id", flat=True)
    assert set(live) == {row.pk for row in tranches} - set(met)


@pytest.fixture
def held_project(tranches: list[LandTranche]) -> Iterator[LandTranche]:
    """A tranche whose officer is in the middle of an act: the row is locked, nothing computed."""
    row = tranches[0]
    with transaction.atomic():
        LandTranche.objects.select_for_update(no_key=True).get(pk=row.pk)
        LandTranche.objects.filter(pk=row.pk).update(in_use_date=DUE, in_use_evidence="31/BB")
        yield row


def test_an_act_in_the_middle_does_not_stop_the_night(held_project: LandTranche) -> None:
    (run,) = at_once(night(LATE))
    assert run.opened == TRANCHES, "the act is not committed, so it does not count yet"
    refreshing.refresh(project_ids=[held_project.project_id], on=LATE, at=AT, cause="test")
    flag = Flag.objects.get(obligation__subject_id=held_project.pk, kind="L1")
    assert flag.state == "resolved"


def test_a_computation_begun_first_is_waited_for(tranches: list[LandTranche]) -> None:
    row = tranches[0]
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            in_use(row, UserFactory())()
            swept = pool.submit(closing(night(LATE)))
            wait_until_someone_waits()
        run = swept.result(timeout=20)
    assert run.opened == TRANCHES - 1
    assert reconciling.reconcile(on=LATE, at=AT) == 0


def test_a_decision_begun_first_is_kept(tranches: list[LandTranche]) -> None:
    sweeping.sweep(on=LATE, at=AT)
    flag = Flag.objects.filter(kind="L1").first()
    assert flag is not None
    told = flags.Decision(flag.pk, Flag.State.DISMISSED, flag.version, "Đang xây", "12/BB")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            flags.decide(decision=told, by=UserFactory(), on=LATE, at=timezone.now())
            swept = pool.submit(closing(lambda: sweeping.catch_up(on=LATE + timedelta(3), at=AT)))
            wait_until_someone_waits()
        assert len(swept.result(timeout=20)) == 3
    flag.refresh_from_db()
    assert flag.state == "dismissed"
    assert flag.events.count() == 2
