"""What an investor says in a periodic report, question by question (R1 to R3)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of
from projects.models.contacts import Filing
from projects.models.fields import RecordedBy, not_negative
from projects.models.project import Project


class FilingSheet(RecordedBy):
    """The answers of one report: a draft until it is sent, then the content of that `Filing`.

    NULL is a question not answered yet; zero is an answer. Money is whole đồng, exports are USD.
    `explained` keeps, by the key of a question of the portal, what the investor said about a figure
    that differs from what is registered. A returned report is corrected on a new sheet that begins
    as a copy, so what was sent stays as it was sent.
    """

    class Works(models.TextChoices):
        NONE = "", _("Not answered yet")
        NOT_STARTED = "not_started", _("Not started")
        UNDER_WAY = "under_way", _("Under construction")
        FINISHED = "finished", _("Construction finished")
        OPERATING = "operating", _("Operating")
        STOPPED = "stopped", _("Stopped")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="filing_sheets")
    kind = models.CharField(max_length=4, choices=Filing.Kind)
    cycle = models.CharField(max_length=10)
    filing = models.OneToOneField(
        Filing, null=True, blank=True, on_delete=models.PROTECT, related_name="sheet"
    )
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    works = models.CharField(max_length=12, choices=Works, blank=True, default="")
    works_words = models.TextField(blank=True, default="")
    equity_vnd = models.BigIntegerField(null=True, blank=True)
    loans_vnd = models.BigIntegerField(null=True, blank=True)
    implemented_vnd = models.BigIntegerField(null=True, blank=True)
    revenue_vnd = models.BigIntegerField(null=True, blank=True)
    exports_usd = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    taxes_vnd = models.BigIntegerField(null=True, blank=True)
    workers = models.PositiveIntegerField(null=True, blank=True)
    foreign_workers = models.PositiveIntegerField(null=True, blank=True)
    land_used_m2 = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    obstacles = models.TextField(blank=True, default="")
    proposals = models.TextField(blank=True, default="")
    plan_words = models.TextField(blank=True, default="")
    explained = models.JSONField(default=dict, blank=True)
    answered = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = _("Content of a periodic report")
        ordering = ["-pk"]
        constraints = [
            one_of("kind", "R1 R2 R3", "filing_sheet_kind_is_known"),
            models.CheckConstraint(
                name="filing_sheet_works_is_known",
                condition=Q(
                    works__in=["", "not_started", "under_way", "finished", "operating", "stopped"]
                ),
                violation_error_message=_("Choose one of the listed values."),
            ),
            not_negative("equity_vnd", "filing_sheet_equity_not_negative"),
            not_negative("loans_vnd", "filing_sheet_loans_not_negative"),
            not_negative("implemented_vnd", "filing_sheet_implemented_not_negative"),
            not_negative("revenue_vnd", "filing_sheet_revenue_not_negative"),
            not_negative("exports_usd", "filing_sheet_exports_not_negative"),
            not_negative("taxes_vnd", "filing_sheet_taxes_not_negative"),
            not_negative("land_used_m2", "filing_sheet_land_not_negative"),
            models.UniqueConstraint(
                fields=["project", "kind", "cycle"],
                condition=Q(filing__isnull=True),
                name="filing_sheet_one_draft_a_cycle",
                violation_error_message=_("A draft of this report is already there."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="filing_sheet_sent_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__filing__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cycle}"
