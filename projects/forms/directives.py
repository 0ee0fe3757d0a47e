"""A leader's directive on a project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.actions.directives import Direction
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText


class DirectiveForm(ActForm):
    """What is to be done, by which agency, by when."""

    sections = (
        Section("", ("text", "agency", "due_date"), wide=("text",)),
        Section(_("Document, where there is one"), ("source_number", "source_date")),
    )

    text = forms.CharField(
        label=_("Directive"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One directive, one task. The agency is told at once."),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency that carries it out"), empty_label="—"
    )
    due_date = DayField(label=_("Due day"), help_text=_("The day itself still counts."))
    source_number = NumberedText(label=_("Number of the document"), required=False)
    source_date = DayField(label=_("Day of the document"), required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The agency in charge of the project, as a first proposal."""
        return {"agency": subject.project.agency if subject.project else None}

    def prepare(self) -> None:
        """Offer the agencies that exist."""
        field = self.fields["agency"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices.agencies(self.subject.on)

    def clean_due_date(self) -> Any:
        """A day that is still to come."""
        day = self.cleaned_data["due_date"]
        if day < self.subject.on:
            raise forms.ValidationError(_("Give a day that is still to come."))
        return day

    def facts(self) -> Direction:
        """The input of `directives.direct`; call it on a valid form."""
        names = ("text", "agency", "due_date", "source_number", "source_date")
        return Direction(**{name: self.cleaned_data[name] for name in names})
