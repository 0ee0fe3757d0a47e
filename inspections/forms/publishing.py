"""The forms of a publication and of a correction before it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.actions.publishing import Correction, Publication
from inspections.models import Conclusion
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText

PUBLISH_WITHIN = 10
"""Days from signing (Law 84/2025 art. 37.1); the obligation K8 keeps the day itself."""

_CORRECTED = ("number", "signed_date", "signer", "topic", "summary")


class PublishForm(ActForm):
    """Day, place and address of a publication, and that somebody read what will be public."""

    sections = (
        Section(
            _("Publication"),
            ("published_date", "published_place", "published_url", "read"),
            wide=("published_place", "published_url", "read"),
        ),
    )

    published_date = DayField(label=_("Day of publication"))
    published_place = forms.CharField(
        label=_("Where it was published"),
        max_length=300,
        help_text=_(
            "The portal and one more form, for example posted at the seat of the inspected body "
            "or announced in the press."
        ),
    )
    published_url = forms.URLField(
        label=_("Web address of the conclusion"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The page of the body that published it, if there is one."),
    )
    read = forms.BooleanField(
        label=_("I have read what everybody will read: no personal data and no state secret"),
        error_messages={"required": _("Read the text above, then tick this box.")},
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today is the likeliest day."""
        return {"published_date": subject.on}

    def recorded(self) -> dict[str, Any]:
        """Nothing of a publication is on record before it."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Say that the day is past the law's limit; it is recorded as it was."""
        found = super().clean() or {}
        row, day = self.subject.row, found.get("published_date")
        if isinstance(row, Conclusion) and row.signed_date and day:
            late = (day - row.signed_date).days - PUBLISH_WITHIN
            if late > 0:
                words = gettext("Published %(days)s days after the limit of art. 37.1.")
                self.warn(words % {"days": late}, "published_date")
        return found

    def facts(self) -> Publication:
        """The input of `publishing.publish`; call it on a valid form."""
        names = ("published_date", "published_place", "published_url")
        return Publication(**{name: self.cleaned_data[name] for name in names})


class CorrectForm(ActForm):
    """What a signed conclusion says, before it is published."""

    sections = (
        Section(_("Conclusion"), _CORRECTED, wide=("topic", "summary")),
        Section(_("About this correction"), ("on_date", "document_number", "note"), wide=("note",)),
    )

    number = NumberedText(label=_("Number of the conclusion"))
    signed_date = DayField(label=_("Day of signing"))
    signer = forms.CharField(label=_("Signed by"), required=False, max_length=200)
    topic = forms.CharField(label=_("Part of the case"), required=False, max_length=300)
    summary = forms.CharField(
        label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    on_date = DayField(label=_("Day of the correction"))
    document_number = forms.CharField(
        label=_("Number of the correcting document"), required=False, max_length=120
    )
    note = forms.CharField(label=_("Why it is corrected"), max_length=300)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        return {name: getattr(subject.row, name) for name in _CORRECTED} | {"on_date": subject.on}

    def facts(self) -> Correction:
        """The input of `publishing.correct`; call it on a valid form."""
        names = (*_CORRECTED, "on_date", "document_number", "note")
        return Correction(**{name: self.cleaned_data[name] for name in names})
