"""Orders as a manager gives them, and the boxes of their pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from deadlines.actions import order_results, orders
from deadlines.models import Assignment, AssignmentResult, Obligation


def given(lead_ids: tuple[int, ...], **said: Any) -> orders.Given:
    """A task of a plan, due at the end of 2030."""
    usual: dict[str, Any] = {
        "source_number": "118/KH-UBND",
        "source_date": date(2026, 1, 5),
        "source_title": "Kế hoạch phát triển hạ tầng",
        "clause": "mục II.2",
        "text": "Hoàn thiện hạ tầng cụm công nghiệp",
        "due_date": date(2030, 12, 31),
    }
    return orders.Given(lead_ids=lead_ids, **usual | said)


def give(by: User, *lead_ids: int, on: date | None = None, **said: Any) -> Assignment:
    """Enter one; today unless a day is told."""
    at = timezone.now()
    day = on or timezone.localdate()
    return orders.give(by=by, on=day, at=at, given=given(lead_ids, **said))


def duty_of(order: Assignment, cycle: str = "") -> Obligation:
    """What its one leading agency owes in a cycle."""
    lead = order.leads.get()
    found: Obligation = Obligation.objects.get(
        subject_kind="order", subject_id=lead.pk, cycle=cycle
    )
    return found


def report(by: User, order: Assignment, **said: Any) -> AssignmentResult:
    """Hand in its one result today."""
    facts: dict[str, Any] = {
        "lead_id": order.leads.get().pk,
        "cycle": "",
        "text": "Xong 3 cụm",
    } | said
    reported = order_results.Reported(**facts)
    at: datetime = timezone.now()
    return order_results.report(by=by, on=timezone.localdate(), at=at, reported=reported)
