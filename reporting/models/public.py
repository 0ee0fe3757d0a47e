"""Issued reports that everybody may read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models.fields import RecordedBy
from reporting.models.papers import Paper


class PublicReport(RecordedBy):
    """An issued report shown on the public pages from a day on: an act for each, taken back for a reason."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="publications")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = _("Publication of a report")
        ordering = ["-from_date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(until_date__isnull=True),
                name="public_report_once_at_a_time",
                violation_error_message=_("This report is already published."),
            ),
            models.CheckConstraint(
                name="public_report_ends_for_a_reason",
                condition=Q(until_date__isnull=True, withdrawn_reason="")
                | (Q(until_date__gte=F("from_date")) & ~Q(withdrawn_reason="")),
                violation_error_message=_("Say why the report is no longer published."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.from_date:%d/%m/%Y}"
