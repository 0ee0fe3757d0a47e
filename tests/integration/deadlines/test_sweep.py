"""The nightly sweep on real rows: single, complete, idempotent, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from deadlines.actions import flags, reconciling, sweeping
from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, FlagEvent, Obligation, ObligationChange, SweepRun
from projects.models import ExcludedPeriod, LandTranche
from tests.factories import (
    ExclusionOpen,
    ProjectNotStarted,
    TrancheHandedOver,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 21, 17, 10, tzinfo=UTC)
HANDED = date(2025, 9, 22)
DUE = date(2026, 9, 22)  # a Tuesday: nothing rolls


@pytest.fixture
def tranche() -> LandTranche:
    """Handed over on 22/9/2025 and not in use: L1 falls due on 22/9/2026."""
    row = TrancheHandedOver(project=ProjectNotStarted(), decision_date=HANDED, handover_date=HANDED)
    recompute(row, on=date(2026, 9, 1))
    return row


def recompute(row: LandTranche, *, on: date) -> int:
    return refresh(project_ids=[row.project_id], on=on, at=AT, cause="test")


def l1(row: LandTranche) -> Obligation:
    return Obligation.objects.get(kind="L1", subject_kind="tranche", subject_id=row.pk)


def state() -> list[tuple[object, ...]]:
    """Everything a sweep writes, without its time of day; P1 is about a pause, not what it stops."""
    duties = Obligation.objects.exclude(kind="P1").order_by("pk")
    rows = duties.values_list("pk", "level", "next_change_on")
    raised = Flag.objects.order_by("pk").values_list(
        "pk", "state", "due_date", "opened_on", "closed_on", "version"
    )
    story = FlagEvent.objects.order_by("pk").values_list("flag_id", "on", "old_state", "new_state")
    return [*rows, *raised, *story]


def told() -> list[tuple[object, ...]]:
    """Flags and their stories, without the numbers a sequence gave them."""
    raised = Flag.objects.order_by("due_date").values_list("kind", "state", "opened_on")
    return [*raised, *FlagEvent.objects.order_by("pk").values_list("on", "new_state")]


@pytest.mark.parametrize(
    ("night", "flagged"),
    [
        pytest.param(DUE, False, id="the due day itself is on time"),
        pytest.param(DUE + timedelta(1), True, id="the day after is late"),
    ],
)
def test_a_flag_opens_the_day_after_the_due_day(
    tranche: LandTranche, night: date, flagged: bool
) -> None:
    sweeping.sweep(on=night, at=AT)
    opened = Flag.objects.filter(obligation=l1(tranche))
    assert [(flag.due_date, flag.opened_on, flag.state) for flag in opened] == (
        [(DUE, night, "open")] if flagged else []
    )


def test_swept_twice_is_swept_once(tranche: LandTranche) -> None:
    night = DUE + timedelta(1)
    first = sweeping.sweep(on=night, at=AT)
    before = state()
    second = sweeping.sweep(on=night, at=AT)
    assert (first.pk, first.opened) == (second.pk, 1)
    assert state() == before


def test_missed_nights_are_caught_up_in_order(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE - timedelta(3), at=AT)
    runs = sweeping.catch_up(on=DUE + timedelta(4), at=AT)
    assert [run.on for run in runs] == [DUE + timedelta(n) for n in range(-2, 5)]
    assert Flag.objects.get(obligation=l1(tranche)).opened_on == DUE + timedelta(1)


def test_five_missed_nights_equal_five_calm_ones(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE - timedelta(2), at=AT)
    with transaction.atomic():
        for night in range(-1, 4):
            sweeping.catch_up(on=DUE + timedelta(night), at=AT)
        calm = told()
        transaction.set_rollback(True)
    assert told() == []
    sweeping.catch_up(on=DUE + timedelta(3), at=AT)
    assert told() == calm
    assert len(calm) == 2


def test_the_very_first_sweep_does_only_its_day(tranche: LandTranche) -> None:
    assert [run.on for run in sweeping.catch_up(on=DUE, at=AT)] == [DUE]


def test_a_dismissed_flag_stays_closed_for_thirty_nights(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE + timedelta(1), at=AT)
    flag = Flag.objects.get(obligation=l1(tranche))
    flags.decide(
        decision=flags.Decision(
            flag_id=flag.pk,
            state=Flag.State.DISMISSED,
            version=flag.version,
            reason="Đất đang xây móng, biên bản kiểm tra ngày 20/9",
            document_number="12/BB-STC",
        ),
        by=UserFactory(),
        on=DUE + timedelta(2),
        at=AT,
    )
    sweeping.catch_up(on=DUE + timedelta(32), at=AT)
    sweeping.sweep_all(on=DUE + timedelta(32), at=AT)
    assert list(Flag.objects.values_list("state", flat=True)) == ["dismissed"]
    assert SweepRun.objects.count() == 32


def test_a_dismissal_ends_when_the_facts_change(tranche: LandTranche) -> None:
    test_a_dismissed_flag_stays_closed_for_thirty_nights(tranche)
    LandTranche.objects.filter(pk=tranche.pk).update(minutes_number="23/BB-BG")
    recompute(tranche, on=DUE + timedelta(33))
    flag = Flag.objects.get()
    assert flag.state == "open"
    assert [event.new_state for event in flag.events.order_by("pk")] == [
        "open",
        "dismissed",
        "open",
    ]


def test_evidence_closes_the_flag_at_once_and_its_story_stays(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE + timedelta(5), at=AT)
    LandTranche.objects.filter(pk=tranche.pk).update(
        in_use_date=DUE + timedelta(4), in_use_evidence="Biên bản 31/BB"
    )
    recompute(tranche, on=DUE + timedelta(6))
    flag = Flag.objects.get(kind="L1")
    assert (flag.state, flag.closed_on) == ("resolved", DUE + timedelta(6))
    assert flag.events.count() == 2


def test_what_was_met_late_leaves_a_trace_without_any_sweep(tranche: LandTranche) -> None:
    LandTranche.objects.filter(pk=tranche.pk).update(
        in_use_date=DUE + timedelta(9), in_use_evidence="Biên bản 31/BB"
    )
    recompute(tranche, on=DUE + timedelta(40))
    flag = Flag.objects.get(kind="L1")
    assert (flag.state, flag.opened_on, flag.closed_on) == (
        "resolved",
        DUE + timedelta(1),
        DUE + timedelta(9),
    )


def test_a_pause_moves_the_due_day_and_the_flag(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE + timedelta(3), at=AT)
    ExcludedPeriod.objects.create(
        project=tranche.project,
        scope="tranche",
        tranche=tranche,
        start_date=date(2026, 1, 1),
        end_date=date(2026, 1, 31),
        reason="force_majeure",
        document_number="2214/UBND-KT",
    )
    recompute(tranche, on=DUE + timedelta(4))
    assert l1(tranche).due_date == DUE + timedelta(31)
    assert l1(tranche).first_due_date == DUE
    assert Flag.objects.get().state == "moved"
    change = ObligationChange.objects.get(obligation=l1(tranche))
    assert (change.old_due_date, change.new_due_date) == (DUE, DUE + timedelta(31))
    sweeping.catch_up(on=DUE + timedelta(32), at=AT)
    assert list(Flag.objects.order_by("due_date").values_list("state", flat=True)) == [
        "moved",
        "open",
    ]


def test_a_pause_that_begins_after_the_due_day_changes_nothing(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE + timedelta(3), at=AT)
    before = state()
    ExclusionOpen(project=tranche.project, start_date=DUE + timedelta(1), reason="force_majeure")
    recompute(tranche, on=DUE + timedelta(3))
    assert state() == before


def test_next_day_equals_the_full_sweep(tranche: LandTranche) -> None:
    for days in range(2, 40, 7):
        other = TrancheHandedOver(
            project=ProjectNotStarted(),
            decision_date=HANDED,
            handover_date=HANDED + timedelta(days),
        )
        recompute(other, on=date(2026, 9, 1))
    sweeping.sweep(on=date(2026, 9, 1), at=AT)
    for night in range(1, 60):
        sweeping.sweep(on=date(2026, 9, 1) + timedelta(night), at=AT)
        before = state()
        settled = sweeping.sweep_all(on=date(2026, 9, 1) + timedelta(night), at=AT)
        assert (settled.opened, settled.closed) == (0, 0)
        assert state() == before


def test_what_is_stored_is_what_would_be_computed(tranche: LandTranche, settings) -> None:
    settings.SWEEP_MOST_DAYS = 50
    for night in range(0, 500, 50):
        sweeping.catch_up(on=DUE + timedelta(night), at=AT)
        assert reconciling.reconcile(on=DUE + timedelta(night), at=AT) == 0
    assert SweepRun.objects.latest("on").drift == 0


def test_drift_is_counted_and_repaired(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE, at=AT)
    LandTranche.objects.filter(pk=tranche.pk).update(handover_date=HANDED + timedelta(1))
    assert reconciling.reconcile(on=DUE, at=AT) == 2
    assert l1(tranche).due_date == DUE + timedelta(1)
    assert SweepRun.objects.get(on=DUE).drift == 2
    assert reconciling.reconcile(on=DUE, at=AT) == 0


def test_only_a_person_with_reason_and_document_dismisses(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE + timedelta(1), at=AT)
    flag = Flag.objects.get(obligation=l1(tranche))
    with pytest.raises(flags.NeedsReason):
        flags.decide(
            decision=flags.Decision(flag.pk, Flag.State.DISMISSED, flag.version, "Sai ngày"),
            by=UserFactory(),
            on=DUE,
            at=AT,
        )


def test_the_second_of_two_decisions_on_one_sight_is_refused(tranche: LandTranche) -> None:
    sweeping.sweep(on=DUE + timedelta(1), at=AT)
    flag = Flag.objects.get(obligation=l1(tranche))
    confirm = flags.Decision(flag.pk, Flag.State.CONFIRMED, flag.version)
    flags.decide(decision=confirm, by=UserFactory(), on=DUE, at=AT)
    with pytest.raises(flags.Stale):
        flags.decide(decision=confirm, by=UserFactory(), on=DUE, at=AT)
