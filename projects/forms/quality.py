"""Answers to questions about a record."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.base import ActForm, Section
from projects.forms.fields import NumberedText


class ConfirmForm(ActForm):
    """The whole record was looked at and still holds."""

    sections = (Section("", ("looked", "note"), wide=("looked", "note")),)

    looked = forms.BooleanField(
        label=_("I have looked at capital, land, schedule and status: they are right today."),
        error_messages={"required": _("Tick this once you have looked at the figures.")},
    )
    note = forms.CharField(
        label=_("Source of the confirmation"),
        required=False,
        max_length=300,
        help_text=_("For example a phone call with the investor, a visit to the site."),
    )


class KeepForm(ActForm):
    """Both facts stay as they are, for a reason."""

    sections = (Section("", ("reason", "document_number"), wide=("reason",)),)

    reason = forms.CharField(
        label=_("Both stay as they are, because"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The question comes back only when one of the facts changes."),
    )
    document_number = NumberedText(
        label=_("Document it rests on, if there is one"), required=False, max_length=60
    )
