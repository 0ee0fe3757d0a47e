"""Agencies and successions under /quan-tri/; the history to read.

Accounts are kept on the portal's own pages (`accounts.views`).
"""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.administration import ReadOnlyAdmin, ReferenceAdmin, named, titled
from accounts.closed_history import without_closed
from accounts.forms.successions import AgencySuccessionForm, SuccessionForm
from accounts.models import (
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
    AuditEvent,
)
from accounts.wording import FIELDS


@admin.register(Agency)
class AgencyAdmin(ReferenceAdmin):
    """A body that owes, decides or watches something."""

    labels = named(
        FIELDS, "code", "name", "short_name", "kind", "parent", "unit", "valid_from", "valid_to"
    )
    listed = named(FIELDS, "name", "short_name", "kind", "valid_from", "valid_to")
    list_filter = (("kind", titled(FIELDS["kind"])),)
    search_fields = ("search_text",)
    autocomplete_fields = ("parent", "unit")


@admin.register(AgencySuccession)
class AgencySuccessionAdmin(ReferenceAdmin):
    """One agency's duties passed to another."""

    form = AgencySuccessionForm
    labels = named(FIELDS, "old", "new", "effective_date", "legal_reference")
    listed = named(FIELDS, "old", "new", "effective_date", "legal_reference")
    list_select_related = ("old", "new")
    autocomplete_fields = ("old", "new")


@admin.register(AdministrativeUnitSuccession)
class UnitSuccessionAdmin(ReferenceAdmin):
    """One place became (a share of) another."""

    form = SuccessionForm
    change_list_template = "admin/places_change_list.html"
    labels = named(FIELDS, "old", "new", "share", "effective_date", "legal_reference")
    listed = named(FIELDS, "old", "new", "share", "effective_date", "legal_reference")
    list_select_related = ("old", "new")
    autocomplete_fields = ("old", "new")


@admin.register(AuditEvent)
class AuditAdmin(ReadOnlyAdmin):
    """Who did what, when; without what is told on its own page alone."""

    labels = {
        "at": _("When"),
        "by_name": _("Who"),
        "summary": _("What"),
        "verb": _("Kind of act"),
        "subject_kind": _("Kind of row"),
        "subject_id": _("Number of the row"),
        "project_id": _("Number of the project"),
        "old": _("Before"),
        "new": _("After"),
        "reason": _("Reason"),
    }
    listed = named(labels, "at", "by_name", "summary", "subject_kind", "subject_id")
    search_fields = ("by_name", "=verb", "=subject_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        """What no room closed."""
        return without_closed(super().get_queryset(request))
