"""The law, the calendar, deadlines and flags under /quan-tri/: to look at.

Changing a rule or a day off moves deadlines, so it is done on the screens of the law, which show
first what would move.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReferenceAdmin, named, titled
from deadlines.models import EscalationStep, Flag, Holiday, Obligation, RuleVersion, SweepRun
from deadlines.registry import confidential_kinds

_RULE = {"kind": _("Rule")}


@admin.register(RuleVersion)
class RuleVersionAdmin(ReadOnlyAdmin):
    """A rule as one legal text states it."""

    labels = _RULE | {
        "number": _("Version"),
        "title": _("Title"),
        "summary": _("Content"),
        "article": _("Legal basis"),
        "consequence": _("Consequence"),
        "next_step": _("Next step"),
        "lane": _("Lane"),
        "effective_from": _("In force from"),
        "effective_to": _("In force until"),
        "applies_by": _("The law is chosen by"),
        "boundary": _("Last day"),
        "parameters": _("Parameters"),
        "confidence": _("Confidence"),
        "advisory": _("Advisory"),
        "confirmed_at": _("Confirmed at"),
    }
    listed = named(labels, "kind", "number", "title", "effective_from", "effective_to", "advisory")
    search_fields = ("=kind", "title", "article")


@admin.register(Holiday)
class HolidayAdmin(ReadOnlyAdmin):
    """A public holiday, or a weekend day worked in exchange."""

    labels = {
        "date": _("Day"),
        "name": _("Name"),
        "is_working_swap": _("Worked in exchange"),
    }
    listed = labels
    ordering = ("-date",)
    search_fields = ("name",)


class _OpenAdmin(ReadOnlyAdmin):
    """Rows of rules that everybody may know of: confidential ones are told by their room alone."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """All but the confidential."""
        return super().get_queryset(request).exclude(kind__in=confidential_kinds())


@admin.register(Obligation)
class ObligationAdmin(_OpenAdmin):
    """Who owes what by which day, as computed."""

    labels = _RULE | {
        "subject_kind": _("Kind of row"),
        "subject_id": _("Number of the row"),
        "cycle": _("Cycle"),
        "project_id": _("Number of the project"),
        "bearer_agency": _("Agency that owes it"),
        "bearer_investor_id": _("Number of the investor who owes it"),
        "clock": _("State of the clock"),
        "base_date": _("Counted from"),
        "due_date": _("Due"),
        "first_due_date": _("First due day"),
        "stopped_on": _("Stopped on"),
        "met_date": _("Fulfilled on"),
        "excluded_days": _("Days not counted"),
        "level": _("Level reached"),
        "next_change_on": _("Level next changes on"),
        "rule_version": _("Rule version"),
        "advisory": _("Advisory"),
        "missing": _("Missing fact"),
        "void_reason": _("Why it no longer applies"),
        "steps": _("Arithmetic"),
        "computed_at": _("Computed at"),
    }
    listed = named(labels, "kind", "subject_kind", "subject_id", "clock", "due_date", "level")
    list_filter = (("clock", titled(_("State of the clock"))),)
    list_select_related = ("rule_version", "bearer_agency")
    search_fields = ("=kind", "=project_id")


@admin.register(EscalationStep)
class EscalationStepAdmin(ReferenceAdmin):
    """After how many days a flag nobody decided on comes up to whom, and for how long."""

    labels = {
        "after_days": _("Days since the flag was opened"),
        "role": _("Comes up to"),
        "answer_days": _("Days until it goes back"),
    }
    listed = labels


@admin.register(Flag)
class FlagAdmin(_OpenAdmin):
    """A suspicion for an officer; it is decided on its own page."""

    labels = _RULE | {
        "project_id": _("Number of the project"),
        "due_date": _("Due"),
        "state": _("State"),
        "opened_on": _("Opened on"),
        "closed_on": _("Closed on"),
        "advisory": _("Advisory"),
        "reason": _("Reason"),
        "document_number": _("Document number"),
        "decided_at": _("Decided at"),
    }
    listed = named(labels, "kind", "project_id", "due_date", "state", "opened_on")
    list_filter = (("state", titled(_("State"))),)
    search_fields = ("=kind", "=project_id")


@admin.register(SweepRun)
class SweepRunAdmin(ReadOnlyAdmin):
    """One night; how much it moved counts what is confidential too, and is not shown."""

    labels = {
        "on": _("Night of"),
        "finished_at": _("Finished at"),
        "drift": _("Drift"),
        "reconciled_at": _("Compared at"),
    }
    listed = labels
