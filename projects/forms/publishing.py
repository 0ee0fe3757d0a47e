"""What is written for everybody of a published project, and why one is taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.publishing import Shown
from projects.forms.base import ActForm, Section, Subject
from projects.models import Publication


class PublicationForm(ActForm):
    """The objective as everybody reads it, in both languages; the facts come from the registry."""

    sections = (
        Section(
            "",
            ("objective", "name_en", "objective_en"),
            wide=("objective", "name_en", "objective_en"),
            note=_("Name, place, sector, capital, schedule and stage are shown as on record."),
        ),
    )

    objective = forms.CharField(
        label=_("Objective for everybody"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=500, required=False)
    objective_en = forms.CharField(
        label=_("Objective in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is published, else what the registry says."""
        row = subject.row
        if isinstance(row, Publication):
            return {name: getattr(row, name) for name in Shown.__slots__}
        return {"objective": subject.project.objective if subject.project else ""}

    def words(self) -> Shown:
        """The input of the actions."""
        return Shown(**{name: self.cleaned_data[name] for name in Shown.__slots__})


class WithdrawForm(ActForm):
    """Why something is no longer published."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(
        label=_("Reason for taking it back"),
        max_length=300,
        error_messages={"required": _("Say why it is no longer published.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def initial_of(self, _subject: Subject) -> dict[str, Any]:
        """Nothing stands there."""
        return {}
