"""Who may know of which plan: a draft is known to those who plan (law.md §4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission, Scope

if TYPE_CHECKING:
    from accounts.models import User


class PlanQuerySet(models.QuerySet[Any]):
    """Plans of inspections and checks."""

    def visible_to(self, user: User) -> Self:
        """Plans this person may know of.

        Who plans or issues sees them all, so that bodies do not look at the same; others who see
        the province those that were issued, beneath it those of their own agency.
        """
        if not user.can(Permission.VIEW_CASES):
            return self.none()
        if user.can(Permission.PLAN_INSPECTIONS) or user.can(Permission.ISSUE_INSPECTION_PLANS):
            return self
        agencies = {pk for person in user.persons for pk in person.reach.agencies}
        known = Q(body__in=agencies)
        if user.scope == Scope.PROVINCE:
            known |= Q(state="issued")
        return self.filter(known)
