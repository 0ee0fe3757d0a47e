"""Requests of investors: whose they are, and who may know of one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from accounts.permissions import Permission, Scope
from deadlines.models import Obligation

if TYPE_CHECKING:
    from accounts.models import User

OPEN = ("waiting", "asked", "outside")
"""States in which somebody owes the next step."""


class SupportRequestQuerySet(QuerySet[Any]):
    """What investors asked for."""

    def own(self, user: User) -> SupportRequestQuerySet:
        """Those of the investors this person acts for."""
        return self.filter(investor__members__user=user)

    def visible_to(self, user: User) -> SupportRequestQuerySet:
        """The department sees all; an agency what it holds or held; an investor its own."""
        if user.can(Permission.VIEW_SUPPORT):
            if user.scope == Scope.PROVINCE:
                return self.all()
            agencies = {pk for person in user.persons for pk in person.reach.agencies}
            held = Q(holder__in=agencies)
            step = self.model._meta.get_field("steps").related_model
            was = step.objects.filter(kind__in=("filed", "handed"), agency__in=agencies).values(
                "request_id"
            )
            return self.filter(held | Q(pk__in=was))
        if user.can(Permission.FILE_REQUEST):
            return self.own(user)
        return self.none()

    def with_due(self) -> SupportRequestQuerySet:
        """With `due` and `due_clock` of the round that runs, or was the last."""
        duty = Obligation.objects.filter(
            kind="SA",
            subject_kind="support_request",
            subject_id=OuterRef("pk"),
            cycle=Cast(OuterRef("round"), CharField()),
        )
        found: SupportRequestQuerySet = self.annotate(
            due=Subquery(duty.values("due_date")[:1]), due_clock=Subquery(duty.values("clock")[:1])
        )
        return found

    def standing(self, how: str, on: date) -> SupportRequestQuerySet:
        """Those that stand so on a day; use it after `with_due`. Raises KeyError for another word."""
        waits = Q(state__in=OPEN)
        late = waits & Q(due_clock="running", due__lt=on)
        return self.filter(
            {
                "in_time": Q(answered_date__lte=F("due")),
                "answered_late": Q(answered_date__gt=F("due")),
                "late": late,
                "waiting": waits & (Q(due=None) | ~Q(due_clock="running") | Q(due__gte=on)),
                "outside": Q(state="outside"),
            }[how]
        )

    def open(self) -> SupportRequestQuerySet:
        """Those not answered or withdrawn."""
        return self.filter(state__in=OPEN)
