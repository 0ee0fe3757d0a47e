"""Places and sectors under /quan-tri/, which the registry uses; the registry itself to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.administration import ReadOnlyAdmin, ReferenceAdmin, named, titled
from accounts.models import AdministrativeUnit
from accounts.wording import FIELDS as PLACE_FIELDS
from projects.actions import reference
from projects.models import (
    Criterion,
    HandlingClass,
    Instrument,
    InvestmentZone,
    Investor,
    LandTranche,
    Project,
    Sector,
)
from projects.wording import FIELDS

CODE = {"code": _("Code")}
OF_PROJECT = {"project": _("Project")}


@admin.register(AdministrativeUnit)
class UnitAdmin(ReferenceAdmin):
    """A province, a former district or a commune; it ends by its last day."""

    change_list_template = "admin/places_change_list.html"
    labels = named(PLACE_FIELDS, "code", "name", "level", "parent", "valid_from", "valid_to")
    listed = named(PLACE_FIELDS, "name", "code", "level", "parent", "valid_from", "valid_to")
    list_filter = (("level", titled(PLACE_FIELDS["level"])),)
    list_select_related = ("parent",)
    search_fields = ("search_text",)
    autocomplete_fields = ("parent",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Hand the place to the action that also finds its projects again."""
        reference.keep_unit(row=obj, by=signed_in(request))


@admin.register(Sector)
class SectorAdmin(ReferenceAdmin):
    """A field of investment."""

    labels = named(PLACE_FIELDS, "code", "name")
    listed = named(PLACE_FIELDS, "name", "code")
    search_fields = ("name", "code")


@admin.register(InvestmentZone)
class ZoneAdmin(ReferenceAdmin):
    """An industrial zone, a cluster or an economic zone, and the board that manages it."""

    labels = named(PLACE_FIELDS, "code", "name") | {"kind": _("Kind"), "agency": _("Managed by")}
    listed = named(PLACE_FIELDS, "name", "code") | {"kind": _("Kind"), "agency": _("Managed by")}
    list_select_related = ("agency",)
    search_fields = ("name", "code")


@admin.register(Criterion)
class CriterionAdmin(ReferenceAdmin):
    """What the province weighs projects by; one no longer used is switched off."""

    labels = named(PLACE_FIELDS, "code", "name") | {
        "sort": _("Kind of value"),
        "unit": _("Unit"),
        "order": _("Place in the list"),
        "active": _("Still used"),
    }
    listed = named(PLACE_FIELDS, "name", "code") | {
        "sort": _("Kind of value"),
        "active": _("Still used"),
    }
    search_fields = ("name", "code")


@admin.register(HandlingClass)
class HandlingClassAdmin(ReferenceAdmin):
    """One way of handling late and violating projects; it ends by its last day."""

    labels = named(PLACE_FIELDS, "code", "name", "short_name", "valid_from", "valid_to") | {
        "replaced_by": _("Class in its place"),
        "source": _("Where it comes from"),
    }
    listed = named(PLACE_FIELDS, "short_name", "code", "valid_from", "valid_to") | {
        "replaced_by": _("Class in its place")
    }
    list_select_related = ("replaced_by",)
    search_fields = ("name", "code")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Hand the class to the action that puts a new one at the end of the list."""
        reference.keep_class(row=obj, by=signed_in(request))


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    """A project as its row says it."""

    labels = CODE | named(
        FIELDS,
        *("name", "legacy_code", "funding", "investor", "sector", "location_text", "zone"),
        *("registered_capital_vnd", "registered_capital_usd", "capital_hedge", "land_area_m2"),
        *("legal_state", "physical_state", "operating_state", "state_as_of", "state_note"),
        *("adjustment_pending_since", "agency", "officer"),
    )
    listed = CODE | named(FIELDS, "name", "investor", "legal_state", "agency")
    list_filter = (("legal_state", titled(FIELDS["legal_state"])),)
    list_select_related = ("investor", "agency")
    search_fields = ("search_text",)


@admin.register(Investor)
class InvestorAdmin(ReadOnlyAdmin):
    """Who invests."""

    labels = named(FIELDS, "name", "kind", "kind_basis", "country", "tax_code")
    listed = named(FIELDS, "name", "kind", "country", "tax_code")
    search_fields = ("search_text",)


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """A decision or certificate."""

    labels = OF_PROJECT | named(
        FIELDS,
        *("kind", "number", "issued_date", "authority", "issuer_name", "capital_vnd"),
        *("adjusts", "sequence"),
    )
    listed = named(FIELDS, "number", "kind", "issued_date") | OF_PROJECT
    list_filter = (("kind", titled(FIELDS["kind"])),)
    list_select_related = ("project",)
    search_fields = ("number", "=project__code")


@admin.register(LandTranche)
class TrancheAdmin(ReadOnlyAdmin):
    """A part of the land."""

    labels = OF_PROJECT | named(
        FIELDS,
        *("label", "phase", "decision_number", "decision_date", "decided_area_m2"),
        *("planned_handover_date", "handover_date", "handed_area_m2", "minutes_number"),
        *("in_use_date", "in_use_evidence", "agency"),
    )
    listed = OF_PROJECT | named(FIELDS, "label", "decision_date", "handover_date", "in_use_date")
    list_select_related = ("project",)
    search_fields = ("=project__code", "decision_number")
