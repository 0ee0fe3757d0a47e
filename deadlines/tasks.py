"""Celery edges of deadlines: they read the clock and call one action each night."""

from __future__ import annotations

from datetime import date

import structlog
from celery import shared_task
from django.utils import timezone, translation

from deadlines import queries
from deadlines.actions import proposing, reconciling, renewing, sweeping, telling
from desk.actions import jobs

_log = structlog.get_logger(__name__)


def _today(on: str | None) -> date:
    """The day asked for, else the day on which our clock and the database's agree that it began.

    Of two clocks that disagree the one that is behind can only make the sweep wait.
    """
    if on:
        return date.fromisoformat(on)
    return min(timezone.localdate(), timezone.localdate(queries.database_now()))


def clock_is_believed() -> bool:
    """Whether the nights swept bear out what the clock says; for what only a true day may do."""
    with timezone.override("Asia/Ho_Chi_Minh"):
        try:
            sweeping.believe(on=_today(None))
        except sweeping.ClockInDoubt as doubt:
            _log.error("task_passed_over", why=str(doubt))
            return False
    return True


def _sweep(on: date) -> None:
    """Sweep, or say why not; the health page says it too, until a person has answered."""
    try:
        sweeping.catch_up(on=on, at=timezone.now())
    except sweeping.ClockInDoubt as doubt:
        _log.error("sweep_refused", why=str(doubt))


@shared_task(name="deadlines.tasks.nightly_sweep", ignore_result=True)
def nightly_sweep(on: str | None = None) -> None:
    """Sweep every night up to today, missed ones first; `on` (ISO day) replays up to that day."""
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        _sweep(_today(on))


@shared_task(name="deadlines.tasks.nightly_reconcile", ignore_result=True)
def nightly_reconcile(on: str | None = None) -> None:
    """Recompute every obligation and report what differs from what is stored.

    A night not yet swept is swept first: its changes are no drift.
    """
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        day = _today(on)
        _sweep(day)
        reconciling.reconcile(on=day, at=timezone.now())


@shared_task(name="deadlines.tasks.tell_of_the_night", ignore_result=True)
def tell_of_the_night() -> None:
    """Tell people what the last nights and this week bring; nobody is told twice."""
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        telling.tell_all(on=_today(None), at=timezone.now())


def try_proposal(proposal_id: int) -> None:
    """Find out what a proposed change of the law would do; done again it finds it anew."""
    proposing.try_proposal(
        proposal_id=proposal_id,
        on=_today(None),
        at=timezone.now(),
        progress=_progress(proposing.TRY, proposal_id),
    )


def renew(event_id: int) -> None:
    """Compute again what a change of law or calendar reaches; done again it finds less to do."""
    renewing.renew(
        event_id=event_id,
        on=_today(None),
        at=timezone.now(),
        progress=_progress(renewing.RENEW, event_id),
    )


def _progress(handler: str, subject_id: int) -> renewing.Progress:
    def say(percent: int) -> None:
        jobs.advance(handler=handler, subject_id=subject_id, progress=percent)

    return say
