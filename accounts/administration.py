"""The frame of /quan-tri/: who gets in, what may be edited there, what is only looked at.

Django's admin serves reference data; rows of the domain are read-only in it, because
only actions write them. A room registers its own models in its admin.py with the classes below.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import display_for_value
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Field, Model, QuerySet
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in
from accounts.actions import reference
from accounts.models import User
from accounts.permissions import Permission
from vn.text import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

Column = Callable[[Any], str]
UNKNOWN = "—"


def may_manage(request: HttpRequest) -> bool:
    """Whether the person behind the request keeps the system."""
    return isinstance(request.user, User) and request.user.can(Permission.MANAGE_SYSTEM)


class AdministrationSite(admin.AdminSite):
    """The one admin site, behind the portal's own sign-in with its lock-out and second factor."""

    site_title = site_header = _("System administration")
    index_title = _("Reference data")
    empty_value_display = UNKNOWN

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take the portal's own screens only.

        Those of libraries (e-mail addresses, authenticators, groups) would write past the actions
        and the audit.
        """
        if admin_class is not None and issubclass(admin_class, Governed):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Those who keep the system, whatever Django's own flags say of them."""
        return may_manage(request)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """To the portal's sign-in; a person who is signed in and arrives here may not enter."""
        if may_manage(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Out of the portal as a whole."""
        logout(request)
        return redirect("account_login")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The portal's own page."""
        return redirect("account_change_password")


class Governed(ModelAdmin):
    """A model under /quan-tri/: nothing is deleted here; a subclass says what may be edited.

    `labels` gives the fields of the page with their words, `listed` the columns of the list.
    """

    labels: ClassVar[Mapping[str, Words]] = {}
    listed: ClassVar[Mapping[str, Words]] = {}
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Who keeps the system sees every model that is registered."""
        return may_manage(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return may_manage(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A place or an agency that ends gets its last day; its history stays."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What this person may know of, where the model has an opinion about that."""
        rows = super().get_queryset(request)
        visible_to = getattr(rows, "visible_to", None)
        return visible_to(signed_in(request)) if visible_to else rows

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns with their words."""
        return [column(name, label) for name, label in self.listed.items()]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Accents do not matter where the folded text is searched."""
        if "search_text" in self.search_fields:
            search_term = fold(search_term)
        return super().get_search_results(request, queryset, search_term)


class ReadOnlyAdmin(Governed):
    """Rows that only actions write: to look at, never to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Every fact that has words."""
        return [column(name, label) for name, label in self.labels.items()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of them."""
        return self.get_fields(request, obj)


class ReferenceAdmin(Governed):
    """Reference data: a form whose row goes through an action, with its audit."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who keeps the system."""
        return may_manage(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who keeps the system."""
        return may_manage(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The facts that have words, in their order."""
        return list(self.labels)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        """The field with its words, also for a value that is taken."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.label = self.labels.get(db_field.name, field.label)
            field.error_messages["unique"] = _("This value is already taken.")
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Hand the row to the action that keeps it."""
        reference.keep(row=obj, by=signed_in(request))


def column(name: str, label: Words) -> Column:
    """A fact of a row as a column or a line: in words, with its label."""

    def shown(row: Model) -> str:
        in_words = getattr(row, f"get_{name}_display", None)
        return _readable(in_words() if in_words else getattr(row, name))

    return admin.display(shown, description=label, ordering=name)


def _readable(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict | list) and value:
        return json.dumps(value, ensure_ascii=False, indent=1, default=str)
    unknown = value in ({}, [], "")
    return str(display_for_value(None if unknown else value, UNKNOWN))


def titled(title: Words) -> type[admin.ChoicesFieldListFilter]:
    """A filter by a field's choices under these words."""

    class Titled(admin.ChoicesFieldListFilter):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            self.title = title

    return Titled


def named(labels: Mapping[str, Words], *fields: str) -> dict[str, Words]:
    """These fields with their words, in this order."""
    return {name: labels[name] for name in fields}
