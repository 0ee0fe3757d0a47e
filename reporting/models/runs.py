"""A report is a frozen snapshot, rendered once by a worker and never changed after (R-7.1)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.constraints import one_of

TEMPLATES = (
    "monthly_non_budget monthly_disbursement late_land inspections scorecard supervision_quarter "
    "supervision_year agencies_year"
)


class ReportRun(models.Model):
    """The figures of one report, frozen: one version of one kind for one period.

    The snapshot is written with the row; the PDF of the figures alone lives in the row too, so that
    it is either wholly there or not at all, and a backup of the database holds every report. What
    people write over the figures, and what becomes of it, is the run's `Paper`.
    """

    class Template(models.TextChoices):
        MONTHLY_NON_BUDGET = "monthly_non_budget", _("Monthly report on non-budget projects")
        MONTHLY_DISBURSEMENT = "monthly_disbursement", _("Monthly report on disbursement")
        LATE_LAND = "late_land", _("Report on projects late in using land")
        INSPECTIONS = "inspections", _("Report on inspections and their recommendations")
        SCORECARD = "scorecard", _("Scorecard of Resolution 135-NQ/TU")
        SUPERVISION_QUARTER = "supervision_quarter", _("Quarterly supervision figures")
        SUPERVISION_YEAR = "supervision_year", _("Yearly supervision figures")
        AGENCIES_YEAR = "agencies_year", _("Yearly synthesis of the agencies' results")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for the worker")
        READY = "ready", _("Ready")

    template = models.CharField(max_length=30, choices=Template)
    period_start = models.DateField()
    cut_off = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    requested_at = models.DateTimeField()
    requested_by_id = models.BigIntegerField(null=True)
    pdf = models.BinaryField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True, default="")
    pages = models.PositiveSmallIntegerField(null=True)
    rendered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Report")
        ordering = ["-period_start", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "period_start", "number"],
                name="report_version_is_unique",
                violation_error_message=_("This version of the report already exists."),
            ),
            models.CheckConstraint(
                name="report_ready_has_its_pdf",
                condition=Q(state="queued", pdf__isnull=True)
                | Q(state="ready", pdf__isnull=False, rendered_at__isnull=False),
                violation_error_message=_("A ready report has its PDF."),
            ),
            one_of("template", TEMPLATES, "report_template_is_known"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ready_report_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="ready"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_template_display()} {self.period_start:%m/%Y} ({self.number})"
