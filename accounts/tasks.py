"""Celery edges of history and people: they read the clock and call one action."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.actions import anchoring, attempts, batches, leaving, sealing
from accounts.demo import DEMO_ACCOUNTS
from accounts.slips import Portal

log = logging.getLogger(__name__)


@shared_task(name="accounts.tasks.seal_history", ignore_result=True)
def seal_history() -> None:
    """Put new history rows under seal; done again it finds none."""
    for seal in sealing.seal(at=timezone.now()):
        log.info("history sealed: seal %s, %s rows, root %s", seal.pk, seal.rows, seal.root)


@shared_task(name="accounts.tasks.anchor_history", ignore_result=True)
def anchor_history() -> None:
    """Write the root of the last seal outside the database, unless today's is there already.

    The log tells it too: a copy on the machine that collects logs proves the same.
    """
    with timezone.override("Asia/Ho_Chi_Minh"):
        today = timezone.localdate()
    written = anchoring.anchor(on=today, folder=settings.ANCHORS_ROOT)
    if written is not None:
        log.info(
            "history anchored: day %s, seal %s, %s rows, root %s",
            written.day,
            written.seal,
            written.rows,
            written.root,
        )


def render_slips(batch_id: int) -> None:
    """The job that renders the activation slips of one batch."""
    portal = Portal(settings.PROVINCE_NAME, settings.PORTAL_URL.rstrip("/"))
    batches.render_slips(batch_id=batch_id, at=timezone.now(), portal=portal)


@shared_task(name="accounts.tasks.nightly_people", ignore_result=True)
def nightly_people() -> None:
    """Close accounts nobody used for so long (R-9.12), and forget old counters of attempts."""
    now = timezone.now()
    attempts.forget_old_attempts(at=now)
    spared = [account.username for account in DEMO_ACCOUNTS] if settings.DEMO else []
    if settings.ACCOUNT_IDLE_DAYS:
        after = timedelta(days=settings.ACCOUNT_IDLE_DAYS)
        for account in leaving.close_idle(at=now, after=after, spared=spared):
            log.info("account closed after %s days without use: %s", after.days, account.pk)
