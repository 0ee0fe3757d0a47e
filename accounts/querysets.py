"""Which agencies and places a question may be asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that exist from one day to another, because the State reorganises (R-5.4)."""

    def in_force(self, *, on: date) -> DatedQuerySet:
        """Rows valid on the given day; an open end is still valid."""
        return self.filter(models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=on)).filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=on)
        )
