"""Drafts: whose, and of which page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User

KEPT = timedelta(days=30)
"""A draft nobody came back to for so long is given up."""


class DraftQuerySet(models.QuerySet[Any]):
    """Drafts are seen by the person who typed them, and by nobody else."""

    def drafts_of(self, user: User) -> Self:
        """Everything this person typed and has not saved, the latest first."""
        return self.filter(user_id=user.pk).order_by("-saved_at", "-pk")

    def given_up(self, *, at: datetime) -> Self:
        """Drafts older than `KEPT`."""
        return self.filter(saved_at__lt=at - KEPT)
