"""Celery edges of the history: they read the clock and call one action."""

from __future__ import annotations

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.actions import anchoring, sealing

log = logging.getLogger(__name__)


@shared_task(name="accounts.tasks.seal_history", ignore_result=True)
def seal_history() -> None:
    """Put new history rows under seal; done again it finds none."""
    for seal in sealing.seal(at=timezone.now()):
        log.info("history sealed: seal %s, %s rows, root %s", seal.pk, seal.rows, seal.root)


@shared_task(name="accounts.tasks.anchor_history", ignore_result=True)
def anchor_history() -> None:
    """Seal, then write the day's root outside the database, unless today's is there already.

    The log tells it too: a copy on the machine that collects logs proves the same.
    """
    seal_history()
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
