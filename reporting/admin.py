"""Report runs under /quan-tri/, without their figures and files, which have their own page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReferenceAdmin, named
from reporting.models import ReportRun, Target, TargetGoal


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


@admin.register(Target)
class TargetAdmin(ReferenceAdmin):
    """A target of Resolution 135 and how it is measured."""

    labels = {
        "number": _("Number"),
        "title": _("Target of Resolution 135"),
        "definition": _("Definition"),
        "source": _("Where it comes from"),
        "begins_on": _("In force from"),
        "ends_on": _("In force until"),
    }
    listed = named(labels, "number", "title", "begins_on", "ends_on")
    search_fields = ("title",)


@admin.register(TargetGoal)
class TargetGoalAdmin(ReferenceAdmin):
    """What one year asks of a target."""

    labels = {
        "target": _("Target of Resolution 135"),
        "year": _("Year"),
        "low": _("At least"),
        "high": _("At most"),
        "is_percent": _("In per cent"),
    }
    listed = labels
    list_select_related = ("target",)
    search_fields = ("target__title",)
