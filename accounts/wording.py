"""What a person calls the facts of places, agencies and accounts: on a form and in the history."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "agency": _("Agency"),
    "code": _("Code"),
    "display_name": _("Full name"),
    "effective_date": _("Effective on"),
    "email": _("E-mail"),
    "is_active": _("May sign in"),
    "kind": _("Kind"),
    "legal_reference": _("Legal act"),
    "level": _("Level"),
    "name": _("Name"),
    "new": _("Successor"),
    "old": _("Predecessor"),
    "parent": _("Belongs to"),
    "password": _("Password"),
    "position": _("Position"),
    "role": _("Role"),
    "share": _("Share of its area"),
    "short_name": _("Short name"),
    "unit": _("Place"),
    "username": _("User name"),
    "valid_from": _("First day"),
    "valid_to": _("Last day"),
}
"""By name of the model field."""


def named(fields: Iterable[str]) -> str:
    """The facts in words, separated by commas; what is computed has none."""
    return ", ".join(str(FIELDS[name]) for name in fields if name in FIELDS)
