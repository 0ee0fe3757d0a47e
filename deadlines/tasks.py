"""Celery edges of deadlines: they read the clock and call one action each night."""

from __future__ import annotations

from datetime import date

from celery import shared_task
from django.utils import timezone, translation

from deadlines.actions import reconciling, sweeping


@shared_task(name="deadlines.tasks.nightly_sweep", ignore_result=True)
def nightly_sweep(on: str | None = None) -> None:
    """Sweep every night up to today, missed ones first; `on` (ISO day) replays up to that day."""
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        last = date.fromisoformat(on) if on else timezone.localdate()
        sweeping.catch_up(on=last, at=timezone.now())


@shared_task(name="deadlines.tasks.nightly_reconcile", ignore_result=True)
def nightly_reconcile(on: str | None = None) -> None:
    """Recompute every obligation and report what differs from what is stored.

    A night not yet swept is swept first: its changes are no drift.
    """
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        day = date.fromisoformat(on) if on else timezone.localdate()
        sweeping.catch_up(on=day, at=timezone.now())
        reconciling.reconcile(on=day, at=timezone.now())
