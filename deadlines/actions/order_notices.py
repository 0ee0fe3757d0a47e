"""Who is told of an order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import AgencySuccession, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from deadlines.models import Assignment
from desk.actions.notifying import Message, tell


def tell_of(*, order: Assignment, by: User | None, at: datetime) -> None:
    """Tell the people of the agencies in charge, each once; a demonstration is news to nobody."""
    if order.is_demonstration:
        return
    title = _("New task: %(task)s")
    message = Message(
        kind="order",
        key=f"order:{order.pk}:given",
        title=audit.in_words(title, task=order),
        body=order.text,
        path=reverse("deadlines:order", args=[order.pk]),
    )
    people = answering(order.leads.values_list("agency_id", flat=True))
    tell(user_ids=people - {by.pk if by else 0}, message=message, at=at)


def answering(agency_ids: Iterable[int]) -> set[int]:
    """Keys of the people who answer for these agencies, or for those that took over from them."""
    lineage = AgencySuccession.objects.effective().lineage()
    heirs = {heir for agency in agency_ids for heir in lineage.heirs(agency)}
    roles = [r for r, held in ROLE_PERMISSIONS.items() if Permission.ANSWER_ASSIGNMENT in held]
    people = User.objects.filter(is_active=True, role__in=roles, agency_id__in=heirs)
    return set(people.values_list("pk", flat=True))
