"""The nights that were swept, so that a missed night is caught up in order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SweepRun(models.Model):
    """One night. The row is written in the sweep's own transaction."""

    on = models.DateField(unique=True)
    finished_at = models.DateTimeField()
    moved = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    refreshed = models.PositiveIntegerField(default=0)
    drift = models.PositiveIntegerField(null=True)
    sums_drift = models.PositiveIntegerField(null=True)
    reconciled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Nightly sweep")
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"
