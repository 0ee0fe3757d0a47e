"""How the project is handled: the decision in force, those before it, rounds that looked at it."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from projects.models import HandlingDecision
from projects.querysets.record import Record
from projects.views.sight import Sight
from vn.dates import day_text


def section(sight: Sight) -> dict[str, Any]:
    """How the project is handled."""
    return {"handling": handling(sight.record, sight.user, sight.on)}


def handling(record: Record, user: User, on: date) -> dict[str, Any]:
    """The section for those who see flags; empty for others."""
    if not user.can(Permission.VIEW_FLAGS):
        return {}
    return {
        "rows": [_row(record, row, on) for row in record.handling],
        "reviews": record.reviews,
        "decides": user.can(Permission.CLASSIFY_PROJECT),
    }


def _row(record: Record, row: HandlingDecision, on: date) -> dict[str, Any]:
    duty = record.duty("H1", "handling", row.pk)
    late = duty is not None and wording.is_overdue(duty.clock, duty.level)
    running = duty is not None and duty.clock == "running" and duty.due_date is not None
    return {
        "pk": row.pk,
        "class": row.handling_class.name,
        "class_until": row.handling_class.valid_to,
        "document": row.document_number,
        "decided": row.decided_date,
        "authority": row.authority,
        "reason": row.reason,
        "step": row.next_step,
        "step_day": row.next_step_date,
        "late": wording.late(duty.due_date, on) if duty and duty.due_date and late else "",
        "left": wording.left(duty.due_date, on)
        if duty and duty.due_date and running and not late
        else "",
        "until": day_text(row.ended_date) if row.ended_date else "",
        "ended_reason": row.ended_reason,
        "round": row.round,
    }
