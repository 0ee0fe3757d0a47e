"""Background jobs under /quan-tri/: to see what waits and what failed."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, named, titled
from desk.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """One piece of background work."""

    labels = {
        "handler": _("Work"),
        "subject_id": _("Number of the row"),
        "state": _("State"),
        "attempts": _("Attempts"),
        "progress": _("Progress (%)"),
        "error": _("Error"),
        "created_at": _("Asked at"),
        "started_at": _("Started at"),
        "finished_at": _("Finished at"),
    }
    listed = named(labels, "handler", "subject_id", "state", "attempts", "created_at", "error")
    list_filter = (("state", titled(_("State"))),)
    ordering = ("-created_at",)
