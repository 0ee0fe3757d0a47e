"""Chainable questions about documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from accounts.permissions import Permission, Scope
from projects import extensions

if TYPE_CHECKING:
    from accounts.models import User


class DocumentQuerySet(models.QuerySet[Any]):
    """Documents, always asked through `visible_to` by anything a person sees."""

    def visible_to(self, user: User) -> DocumentQuerySet:
        """The documents this person may know exist; everything else answers 404.

        Whoever sees the subject sees its documents; an investor only those meant for investors.
        A withdrawn document is known to those who may read the history.
        """
        found = self.filter(extensions.documents_visible_to(user))
        if user.scope == Scope.OWN:
            found = found.filter(audience="investor")
        if not user.can(Permission.VIEW_HISTORY):
            found = found.in_force()
        return found

    def in_force(self) -> DocumentQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)
