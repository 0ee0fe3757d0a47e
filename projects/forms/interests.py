"""What a visitor types who is interested in a call, and what the department answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.interests import Told
from projects.forms.base import ActForm, Section, Subject
from projects.models import Interest


class InterestForm(forms.Form):
    """Who is interested and in what; nothing else is asked."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Fill in your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Company or organisation"),
        max_length=300,
        error_messages={"required": _("Fill in the company or organisation.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.CharField(
        label=_("Country"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "country-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We answer to this address."),
        error_messages={
            "required": _("Fill in an e-mail address so that we can answer."),
            "invalid": _("Write a whole e-mail address, for example ten@congty.vn."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    words = forms.CharField(
        label=_("What would you like to know or propose?"),
        max_length=4000,
        error_messages={"required": _("Write a few words so that the right person can answer.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def told(self, language: str) -> Told:
        """What was typed, for the action."""
        return Told(**self.cleaned_data, language=language)


class HandleInterestForm(ActForm):
    """What was done about it."""

    sections = (Section("", ("state", "handled_words"), wide=("handled_words",)),)

    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            (value, label) for value, label in Interest.State.choices if value != Interest.State.NEW
        ],
    )
    handled_words = forms.CharField(
        label=_("What was answered or agreed"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What stands there now."""
        row = subject.row
        if not isinstance(row, Interest):
            return {}
        return {"state": row.state, "handled_words": row.handled_words}
