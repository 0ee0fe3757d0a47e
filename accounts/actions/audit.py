"""The one writer of audit rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.models import AuditEvent, User


@dataclass(frozen=True, slots=True)
class Entry:
    """What an action tells of itself. `old` and `new` hold JSON-able values by field name."""

    verb: str
    subject_kind: str
    subject_id: int
    summary: str
    project_id: int | None = None
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(*, by: User | None, entry: Entry) -> AuditEvent:
    """Append one audit row; call it inside the action's transaction.

    `by` None is the portal itself (sweep, import on first start).
    """
    return AuditEvent.objects.create(
        by_id=by.pk if by else None,
        by_name=str(by) if by else "",
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        project_id=entry.project_id,
        summary=entry.summary,
        old=entry.old,
        new=entry.new,
        reason=entry.reason,
    )
