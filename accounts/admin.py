"""Agencies, successions and accounts under /quan-tri/; the history to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.actions import people
from accounts.administration import ReadOnlyAdmin, ReferenceAdmin, named, titled
from accounts.forms import AccountForm
from accounts.models import (
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
    AuditEvent,
    User,
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

    labels = named(FIELDS, "old", "new", "effective_date", "legal_reference")
    listed = named(FIELDS, "old", "new", "effective_date", "legal_reference")
    list_select_related = ("old", "new")
    autocomplete_fields = ("old", "new")


@admin.register(AdministrativeUnitSuccession)
class UnitSuccessionAdmin(ReferenceAdmin):
    """One place became (a share of) another."""

    labels = named(FIELDS, "old", "new", "share", "effective_date", "legal_reference")
    listed = named(FIELDS, "old", "new", "share", "effective_date", "legal_reference")
    list_select_related = ("old", "new")
    autocomplete_fields = ("old", "new")


@admin.register(User)
class AccountAdmin(ReferenceAdmin):
    """One account, one person: opened here, closed by taking away the right to sign in.

    Django's own groups and permissions are not offered: the role says everything.
    """

    form = AccountForm
    labels = named(
        FIELDS, "username", "display_name", "position", "email", "role", "agency", "is_active"
    )
    listed = named(FIELDS, "username", "display_name", "role", "agency", "is_active") | {
        "last_login": _("Last sign-in")
    }
    list_filter = (("role", titled(FIELDS["role"])),)
    list_select_related = ("agency",)
    search_fields = ("username", "display_name", "email")
    autocomplete_fields = ("agency",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The facts, then the password to hand over."""
        return [*self.labels, "new_password"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody takes away the own rights."""
        return ("role", "is_active") if obj is not None and obj.pk == request.user.pk else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Hand the account to its action; whoever changes the own password stays signed in."""
        people.keep_account(
            account=obj, by=signed_in(request), password=form.cleaned_data["new_password"]
        )
        if obj.pk == request.user.pk:
            update_session_auth_hash(request, obj)


@admin.register(AuditEvent)
class AuditAdmin(ReadOnlyAdmin):
    """Who did what, when."""

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
