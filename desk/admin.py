"""Background jobs and e-mails under /quan-tri/: to see what waits and what failed."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, named, titled
from desk.models import Job, Mailing


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


@admin.register(Mailing)
class MailingAdmin(ReadOnlyAdmin):
    """One e-mail, with what became of it; its words are its reader's own."""

    labels = {
        "user": _("To"),
        "address": _("Address"),
        "state": _("State"),
        "attempts": _("Attempts"),
        "created_at": _("Made"),
        "next_try_at": _("Next try"),
        "sent_at": _("Sent at"),
        "message_id": _("Message-ID"),
        "error": _("Error"),
    }
    listed = named(labels, "address", "state", "attempts", "created_at", "error")
    list_filter = (("state", titled(_("State"))),)
    list_select_related = ("user",)
    ordering = ("-id",)
