"""Requests of investors: whose they are, and who may know of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.permissions import Permission

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
        if user.can(Permission.DIRECT_SUPPORT) or user.can(Permission.VIEW_SUPPORT):
            return self.all()
        if user.can(Permission.ANSWER_SUPPORT):
            agencies = {pk for person in user.persons for pk in person.reach.agencies}
            held = Q(holder__in=agencies)
            step = self.model._meta.get_field("steps").related_model
            was = step.objects.filter(kind="handed", agency__in=agencies).values("request_id")
            return self.filter(held | Q(pk__in=was))
        if user.can(Permission.FILE_REQUEST):
            return self.own(user)
        return self.none()

    def open(self) -> SupportRequestQuerySet:
        """Those not answered or withdrawn."""
        return self.filter(state__in=OPEN)
