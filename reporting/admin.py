"""Report runs under /quan-tri/, without their figures and files, which have their own page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, named
from reporting.models import ReportRun


@admin.register(ReportRun)
class ReportRunAdmin(ReadOnlyAdmin):
    """One version of one month's report."""

    labels = {
        "template": _("Report"),
        "period_start": _("Month"),
        "number": _("Version"),
        "cut_off": _("Figures as of"),
        "state": _("State"),
        "snapshot_sha256": _("Snapshot code"),
        "template_version": _("Version of the template"),
        "pdf_sha256": _("File code"),
        "pages": _("Pages"),
        "requested_at": _("Made"),
        "rendered_at": _("Rendered at"),
    }
    listed = named(labels, "period_start", "number", "cut_off", "state", "pages", "rendered_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """A list of reports must not carry a hundred files."""
        return super().get_queryset(request).defer("snapshot", "pdf")
