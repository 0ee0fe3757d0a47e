"""Questions about the history: what is under seal and what is not yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import AuditEvent, AuditLeaf, AuditSeal

PATIENCE = timedelta(minutes=10)
"""Two rounds of the sealing task: a row that waits longer means beat or the worker is away."""


def unsealed() -> QuerySet[AuditEvent]:
    """History rows that no seal holds yet, by number; cheap however long the history is.

    Rows at or below the last seal's `complete_to` are not looked at: all that could still come
    there are under a seal. One smuggled in is found by `manage.py audit_verify`.
    """
    last = AuditSeal.objects.order_by("-pk").values_list("complete_to", flat=True).first()
    rows = AuditEvent.objects.filter(pk__gt=last or 0)
    return rows.filter(~Exists(AuditLeaf.objects.filter(event_id=OuterRef("pk")))).order_by("pk")


def unsealed_rows(at: datetime) -> int:
    """How many history rows have waited for a seal for more than ten minutes; should be 0."""
    return unsealed().filter(at__lt=at - PATIENCE).count()
