"""The history of one project: what a person may read of it, and what was known when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import AuditEvent, AuditLeaf, User
from accounts.permissions import Permission
from deadlines.models import Flag
from projects.rules.known import DATES, Edit, Kept, resumptions

_PROJECT = "project"


def events_of(project: Any, user: User) -> QuerySet[AuditEvent]:
    """What the history tells this person of a project he or she may see, newest first.

    Acts on flags and documents are told to those who may see the flag or the document itself.
    """
    if not user.can(Permission.VIEW_HISTORY):
        return AuditEvent.objects.none()
    rows = AuditEvent.objects.filter(project_id=project.pk)
    hidden = Q(subject_kind="flag")
    if user.can(Permission.VIEW_FLAGS):
        seen = Flag.objects.visible_to(user).filter(project_id=project.pk)
        hidden &= ~Q(subject_id__in=seen.values("pk"))
    unseen = Q(subject_kind="document")
    if user.can(Permission.VIEW_DOCUMENTS):
        unseen &= ~Q(subject_id__in=project.documents.visible_to(user).values("pk"))
    return rows.exclude(hidden | unseen)


def seals_of(event_ids: Iterable[int]) -> dict[int, int]:
    """The number of the seal by row of the history; rows without one are missing."""
    leaves = AuditLeaf.objects.filter(event_id__in=event_ids)
    return dict(leaves.values_list("event_id", "seal_id"))


def first_event(project: Any) -> datetime | None:
    """Since when the history tells of the project; before, nothing can be said of it."""
    events = AuditEvent.objects.filter(project_id=project.pk)
    found: datetime | None = events.order_by("pk").values_list("at", flat=True).first()
    return found


def kept_rows(project: Any) -> list[Kept]:
    """Every row with dated facts, with the acts that changed it; the same number of queries
    however many there are."""
    rows = list(_rows(project))
    edits = _edits(project.pk)
    names = _names({row.recorded_by_id for _kind, row in rows})
    kept = [
        Kept(
            kind=kind,
            pk=row.pk,
            recorded_at=row.recorded_at,
            recorded_by=names.get(row.recorded_by_id, ""),
            values={c.attname: _plain(getattr(row, c.attname)) for c in row._meta.concrete_fields},
            edits=edits.get((kind, row.pk), []),
        )
        for kind, row in rows
    ]
    suspensions = [row for row in kept if row.kind == "suspension"]
    others = [row for row in kept if row.kind != "suspension"]
    return others + resumptions(suspensions, edits.get((_PROJECT, project.pk), []))


_DATED = {
    "instrument": "instruments",
    "schedule_item": "schedule_items",
    "excluded_period": "excluded_periods",
    "suspension": "suspensions",
    "contribution": "contributions",
    "clearance_count": "clearance_counts",
    "filing": "filings",
    "contact": "contacts",
    "site_loss": "site_losses",
}
"""The rows of a project by kind; land is read with its extension, a deposit with what
became of it."""


_WITH_PARTS = {
    ("deposit", "deposits"): ("deposit_outcome", "outcomes"),
    ("termination", "terminations"): ("closure_step", "steps"),
}
"""Rows with rows of their own."""


def _rows(project: Any) -> Iterator[tuple[str, Any]]:
    for row in project.tranches.select_related("extension"):
        yield "tranche", row
        if hasattr(row, "extension"):
            yield "extension", row.extension
    for (kind, relation), (part, parts) in _WITH_PARTS.items():
        for row in getattr(project, relation).prefetch_related(parts):
            yield kind, row
            yield from ((part, each) for each in getattr(row, parts).all())
    for kind, relation in _DATED.items():
        for row in getattr(project, relation).all():
            yield kind, row


def _edits(project_id: int) -> dict[tuple[str, int], list[Edit]]:
    events = AuditEvent.objects.filter(project_id=project_id, subject_kind__in=[_PROJECT, *DATES])
    columns = ("subject_kind", "subject_id", "pk", "at", "by_name", "old", "new")
    found: dict[tuple[str, int], list[Edit]] = defaultdict(list)
    for kind, pk, *rest in events.order_by("pk").values_list(*columns):
        found[kind, pk].append(Edit(*rest))
    return found


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    known = [pk for pk in ids if pk is not None]
    return {user.pk: str(user) for user in User.objects.filter(pk__in=known)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
