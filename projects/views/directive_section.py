"""Directives on the project page, with what came of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from deadlines.orders.words import source_words
from deadlines.rules.severity import duty_mark
from projects.querysets.record import Record
from projects.views.sight import Sight
from vn.dates import day_text


def section(sight: Sight) -> dict[str, Any]:
    """Directives on the project."""
    return {"directives": directives(sight.record, sight.user, sight.on)}


def directives(record: Record, user: User, on: date) -> list[dict[str, Any]]:
    """Each directive with its agency, its day and its state, the latest first."""
    opens = user.can(Permission.VIEW_WORK)
    return [_row(record, lead, on, opens=opens) for lead in record.directives]


def _row(record: Record, lead: Any, on: date, *, opens: bool) -> dict[str, Any]:
    order = lead.assignment
    duty = record.duty(order.rule_kind, "order", lead.pk)
    return {
        "pk": lead.pk,
        "text": order.text,
        "source": source_words(order),
        "agency": record.in_charge.name(lead.agency),
        "due": day_text(duty.due_date) if duty and duty.due_date else "—",
        "mark": _mark(duty) if duty else "",
        "standing": wording.standing(vars(duty), on) if duty else "",
        "given": day_text(order.source_date or localtime(order.created_at).date()),
        "url": reverse("deadlines:order", args=[order.pk]) if opens else "",
    }


def _mark(duty: Any) -> str:
    said = {"clock": duty.clock, "kind": duty.kind, "level": duty.level, "advisory": duty.advisory}
    return duty_mark(**said)
