"""The conditions of the history page; the address is their state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import DayField
from vn.dates import day_text

PORTAL = "cong"
"""Value of `ai` for acts of the portal itself."""


def _box() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "placeholder": _("e.g. 31/8/2026")})


class HistoryForm(forms.Form):
    """Who, what kind of thing, from and until which day. A condition that cannot be read is left
    out, and said at its box."""

    ai = forms.ChoiceField(label=_("By whom"), required=False)
    loai = forms.ChoiceField(label=_("About"), required=False)
    tu = DayField(label=_("Recorded from"), required=False, widget=_box())
    den = DayField(label=_("Recorded until"), required=False, widget=_box())

    def __init__(
        self,
        data: QueryDict,
        *,
        people: Sequence[tuple[str, Any]],
        kinds: Sequence[tuple[str, Any]],
    ) -> None:
        super().__init__(data, auto_id="loc-%s", label_suffix="")
        self.fields["ai"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]
        self.fields["loai"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        said = super().clean() or {}
        first, last = said.get("tu"), said.get("den")
        if first and last and last < first:
            self.add_error("den", _("This day is before the first one."))
        return said

    def conditions(self) -> dict[str, Any]:
        """What was asked for and could be read."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def active(self) -> list[tuple[str, str]]:
        """Each condition in force: its parameter, and what it says."""
        found = []
        for name, value in self.conditions().items():
            choices = dict(getattr(self.fields[name], "choices", ()))
            words = day_text(value) if isinstance(value, date) else choices.get(value, value)
            found.append((name, f"{self.fields[name].label}: {words}"))
        return found


class KnownForm(forms.Form):
    """The day whose knowledge is asked for."""

    biet_den = DayField(label=_("As known on"), required=False, widget=_box())

    def __init__(self, data: Mapping[str, Any], *, on: date) -> None:
        self.on = on
        super().__init__(data, auto_id="loc-%s", label_suffix="")

    def clean_biet_den(self) -> date | None:
        """A day to come is not known yet."""
        day: date | None = self.cleaned_data["biet_den"]
        if day is not None and day > self.on:
            raise forms.ValidationError(_("This day has not come yet. Choose today or earlier."))
        return day
