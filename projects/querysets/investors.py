"""Chainable questions about investors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.permissions import Scope
from projects.querysets.searching import meeting

if TYPE_CHECKING:
    from accounts.models import User


class InvestorQuerySet(models.QuerySet[Any]):
    """Investors, always asked through `visible_to` by anything a person sees."""

    def visible_to(self, user: User) -> InvestorQuerySet:
        """Those this person may know of: all in the province's scope, else those of projects seen.

        Who brings capital into such a project without being its investor is known by it too. A
        merged record is known to those who know the one it was merged into.
        """
        if user.scope == Scope.PROVINCE:
            return self
        projects = apps.get_model("projects", "Project").objects.followed_by(user)
        parts = apps.get_model("projects", "CapitalPart").objects.filter(
            project__in=projects.values("pk"), investor__isnull=False
        )
        known = Q()
        for key in ("pk", "merged_into_id"):
            known |= Q(**{f"{key}__in": projects.order_by().values("investor_id")})
            known |= Q(**{f"{key}__in": parts.order_by().values("investor_id")})
        return self.filter(known)

    def kept(self) -> InvestorQuerySet:
        """Without the records that were merged into another."""
        return self.filter(merged_into=None)

    def search(self, text: str) -> InvestorQuerySet:
        """Every word found in the names or the tax code, whatever its accents (R-8.9)."""
        asked = meeting(text)
        return self if asked is None else self.filter(asked)


def merged_ids(investor_id: int) -> list[int]:
    """The records merged into this one, those merged into them included, in order."""
    rows = apps.get_model("projects", "Investor").objects
    found: list[int] = []
    level = [investor_id]
    while level:
        level = list(rows.filter(merged_into_id__in=level).values_list("pk", flat=True))
        found += level
    return sorted(found)
