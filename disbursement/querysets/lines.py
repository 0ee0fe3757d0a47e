"""Chainable questions about capital lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from accounts.permissions import Scope

if TYPE_CHECKING:
    from accounts.models import User


class PlanLineQuerySet(models.QuerySet[Any]):
    """Capital lines, always asked through `visible_to` by anything a person sees."""

    def visible_to(self, user: User) -> PlanLineQuerySet:
        """Province: all. Everybody else: the lines of projects their own agencies own.

        An agency that follows a project without owning it sees the project, not its money.
        """
        if user.scope == Scope.PROVINCE:
            return self
        return self.filter(project_id__in=_owned(user))

    def held(self) -> PlanLineQuerySet:
        """Locked until the end of the transaction, in the one order in which every act takes lines.

        Whoever needs several asks for all of them here first: one by one, with the life of a project
        booked in between, two people could wait for each other for ever.
        """
        lines = self.select_for_update(of=("self",), no_key=True)
        return lines.order_by("plan_id", "project_id", "source_id", "bucket")

    def annual(self, year: int) -> PlanLineQuerySet:
        """The lines of the plan of one year, whatever their bucket."""
        return self.filter(plan__horizon="annual", plan__first_year=year)


def _owned(user: User) -> Any:
    agencies = {pk for person in user.persons for pk in person.reach.agencies}
    owned = apps.get_model("projects", "PublicProject").objects.filter(owner_id__in=agencies)
    return owned.values("project_id")
