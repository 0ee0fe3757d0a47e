"""Sample words for the component page. Invented; nothing here is a fact about a project."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

STATES = ("run", "build", "idle", "stop", "ended", "unknown")
SEVERITIES = ("crit", "warn", "info", "ok", "hold", "unk")
ICONS = (
    "search", "filter", "plus", "pencil", "trash", "download", "upload", "printer", "calendar",
    "calendar-off", "clock", "history", "user", "users", "building", "map-pin", "file-text",
    "file-type-pdf", "file-spreadsheet", "paperclip", "gavel", "scale", "lock", "logout", "check",
    "x", "alert-triangle", "alert-octagon", "info-circle", "help-circle", "refresh", "bookmark",
)  # fmt: skip


class SampleForm(forms.Form):
    """A form with a field of every kind and one error in it."""

    number = forms.CharField(label=_("Document number"))
    signed = forms.DateField(
        label=_("Date signed"),
        input_formats=["%d/%m/%Y"],
        help_text=_("A day, a month, a quarter or a year: 31/3/2027, 3/2027, Quý III/2027, 2027."),
        error_messages={"invalid": _("There is no 31/6/2026. June has 30 days.")},
    )
    kind = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.RadioSelect,
        choices=[("adjustment", _("State late with the land")), ("other", _("Another reason"))],
    )
    place = forms.ChoiceField(
        label=_("Location"), required=False, choices=[("", "—"), ("1", "xã Đồng Đăng")]
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    told = forms.BooleanField(label=_("The investor has been told in writing"), required=False)


def context() -> dict[str, Any]:
    """What gallery.html shows: one or more samples of each component."""
    return {
        "states": STATES,
        "severities": SEVERITIES,
        "icons": ICONS,
        "crumbs": [(_("Project registry"), "#"), ("DA-0117", "#")],
        "facts": [
            (_("Investor"), "Công ty CP Logistics Biên Ải", "#"),
            (_("Location"), "xã Đồng Đăng"),
            (_("Registered capital"), "1.250,0 tỷ đồng"),
            (_("Land area"), "42,6 ha"),
            (_("Certificate no."), None),
        ],
        "chips": [("Đang xây dựng", "#"), ("Vốn từ 50 tỷ đồng", "#")],
        "due": date(2026, 8, 31),
        "registered_vnd": 1_480_000_000_000,
    }
