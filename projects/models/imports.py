"""One workbook that came in, whole or not at all."""

from __future__ import annotations

from django.db import models


class ImportBatch(models.Model):
    """What an import read and did; messages keep what could not be read, cell by cell."""

    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    rows_read = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    messages = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name
