"""Recompute the sealed history and say whether anything was changed behind the portal's back."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEvent
from accounts.verifying import Fault, Found, verify
from vn.numbers import group

TOLD = {
    Fault.ROW_CHANGED: gettext_lazy(
        "History row %(event)s (seal %(seal)s) was changed after it was sealed."
    ),
    Fault.ROW_DELETED: gettext_lazy(
        "History row %(event)s (seal %(seal)s) was deleted after it was sealed."
    ),
    Fault.ROW_SMUGGLED_IN: gettext_lazy(
        "History row %(event)s was put in with an old number, after its time was sealed."
    ),
    Fault.LEAF_CHANGED: gettext_lazy(
        "In seal %(seal)s a digest was changed: row %(event)s. "
        "Without a number, a row was changed together with its digest."
    ),
    Fault.LEAF_MISSING: gettext_lazy(
        "In seal %(seal)s the digest at place %(place)s is missing or has moved."
    ),
    Fault.SEAL_CHANGED: gettext_lazy("Seal %(seal)s was changed, or the one before it."),
    Fault.SEAL_MISSING: gettext_lazy("Seal %(seal)s is missing."),
    Fault.ANCHOR_UNFIT: gettext_lazy(
        "The anchor of %(day)s no longer fits: seal %(seal)s is not the one that was anchored."
    ),
    Fault.ANCHOR_LINE: gettext_lazy(
        "Line %(line)s of the anchors was changed, or a line before it is missing."
    ),
    Fault.ANCHOR_LOST: gettext_lazy(
        "The anchor of %(day)s was written and is no longer there. Put back a copy of the anchors."
    ),
    Fault.ANCHORS_MISSING: gettext_lazy(
        "Seal %(seal)s is more than a day old and no anchor holds it. If the portal was just "
        "started after a pause, ask again in an hour."
    ),
}


class Command(BaseCommand):
    help = (
        "Recomputes every digest of the history, the chain of seals and the anchors in "
        "ANCHORS_ROOT. Ends with 1 and names the first fault, or with 0 and the counts."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """One query; the exit code is for the machine, the words for the person."""
        try:
            counts = verify(at=timezone.now(), folder=settings.ANCHORS_ROOT)
        except Found as found:
            words = {"event": "—"} | found.words
            self.stderr.write(str(TOLD[found.fault]) % words)
            self._show(found.words.get("event"))
            sys.exit(1)
        done = _(
            "The history is intact: %(sealed)s rows under %(seals)s seals, %(unsealed)s not "
            "sealed yet, %(anchors)s anchors."
        )
        numbers = {
            "sealed": group(counts.sealed),
            "seals": group(counts.seals),
            "unsealed": group(counts.unsealed),
            "anchors": group(counts.anchors),
        }
        self.stdout.write(done % numbers)

    def _show(self, event: int | str | None) -> None:
        """What stands in the row today, as a first hint to who looks into it."""
        row = AuditEvent.objects.filter(pk=event).first() if event else None
        if row is not None:
            at = timezone.localtime(row.at).strftime("%d/%m/%Y %H:%M:%S")
            self.stderr.write(f"  {at} · {row.by_name or '—'} · {row.summary}")
