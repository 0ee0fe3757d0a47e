"""Chainable questions about projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.permissions import Scope
from vn.text import fold

if TYPE_CHECKING:
    from accounts.models import User


class ProjectQuerySet(models.QuerySet[Any]):
    """Projects, always asked through `visible_to` by anything a person sees."""

    def visible_to(self, user: User) -> ProjectQuerySet:
        """The projects this person may know exist; everything else answers 404.

        Province: all. Agency: those it follows, or has handed or must hand land over for (L6).
        Place: those in its commune. Own: those of an investor the person acts for.
        """
        if user.scope == Scope.PROVINCE:
            return self
        if user.scope == Scope.AGENCY:
            return self.filter(
                Q(agency_id=user.agency_id) | Q(tranches__agency_id=user.agency_id)
            ).distinct()
        if user.scope == Scope.PLACE:
            unit_id = user.agency.unit_id if user.agency else None
            return self.filter(units=unit_id) if unit_id else self.none()
        return self.filter(investor__members__user=user)

    def search(self, text: str) -> ProjectQuerySet:
        """Every word found in the folded text, whatever its accents (R-8.9)."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found
