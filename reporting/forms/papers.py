"""What is typed on the pages of one report; nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField
from reporting.actions.meetings import Concluded
from reporting.actions.papers import Asking
from reporting.builders.leaders import MOST
from reporting.models import Ask, Paper


class PassageForm(ActForm):
    """One place of the document; each line becomes a paragraph."""

    sections = (
        Section(
            "",
            ("text",),
            wide=("text",),
            note=_("Each line becomes a paragraph. Empty: what the data propose stays."),
        ),
    )

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What stands there now."""
        return {"text": subject.row.text if subject.row else ""}  # type: ignore[attr-defined]


class AsksForm(ActForm):
    """Five decisions at most, in their order; an empty one is left out."""

    is_numbered = False

    def prepare(self) -> None:
        """One group of boxes for each place."""
        for n in range(1, MOST + 1):
            self.fields[f"text_{n}"] = forms.CharField(
                label=_("What is to be decided"),
                required=False,
                max_length=1_000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"level_{n}"] = forms.ChoiceField(
                label=_("Who decides"), required=False, choices=[("", "—"), *Ask.Level.choices]
            )
            self.fields[f"until_{n}"] = DayField(label=_("By which day"), required=False)
            self.fields[f"figure_{n}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.sections = tuple(  # type: ignore[misc]
            Section(
                _("Decision %(n)s") % {"n": n},
                (f"text_{n}", f"level_{n}", f"until_{n}"),
                wide=(f"text_{n}",),
            )
            for n in range(1, MOST + 1)
        )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The decisions as they stand."""
        if not isinstance(subject.row, Paper):
            return {}
        found: dict[str, Any] = {}
        for n, ask in enumerate(subject.row.asks.order_by("ordinal"), 1):
            found |= {
                f"text_{n}": ask.text,
                f"level_{n}": ask.level,
                f"until_{n}": ask.until,
                f"figure_{n}": ask.figure,
            }
        return found

    def clean(self) -> dict[str, Any]:
        """A decision names who takes it."""
        cleaned: dict[str, Any] = super().clean() or {}
        for n in range(1, MOST + 1):
            if cleaned.get(f"text_{n}") and not cleaned.get(f"level_{n}"):
                self.add_error(f"level_{n}", _("Choose who decides."))
        return cleaned

    def asks(self) -> Iterator[Asking]:
        """What was typed, without the empty places."""
        for n in range(1, MOST + 1):
            text = self.cleaned_data[f"text_{n}"]
            if text.strip():
                yield Asking(
                    level=self.cleaned_data[f"level_{n}"],
                    text=text,
                    until=self.cleaned_data[f"until_{n}"],
                    figure=self.cleaned_data[f"figure_{n}"],
                    proposed=f"text_{n}" not in self.changed_data,
                )


class PlainForm(ActForm):
    """An act that needs no words."""


class NoteForm(ActForm):
    """The remark with which a report is returned."""

    sections = (Section("", ("note",), wide=("note",)),)

    note = forms.CharField(
        label=_("What is to be changed"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReasonForm(ActForm):
    """Why an issued report is corrected; the words are printed in the correction."""

    sections = (
        Section(
            "",
            ("reason",),
            wide=("reason",),
            note=_("Printed at the beginning of the corrected report."),
        ),
    )

    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExplanationForm(ActForm):
    """Why a finding stands all the same."""

    sections = (
        Section(
            "", ("text",), wide=("text",), note=_("Kept with the report, for who approves it.")
        ),
    )

    text = forms.CharField(
        label=_("Explanation"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class IssueForm(ActForm):
    """The clerk's number and day."""

    sections = (Section("", ("number", "on")),)

    number = forms.CharField(
        label=_("Number of the document"),
        max_length=60,
        help_text=_("Digits only, or the whole number as it was given"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    on = DayField(label=_("Day of the document"))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today, unless the clerk says otherwise."""
        return {"on": subject.on}


class ConclusionForm(ActForm):
    """What the meeting concluded, and whom it tasks."""

    sections = (
        Section("", ("text", "concluded_on", "document", "ask"), wide=("text",)),
        Section(
            _("Task that follows"),
            ("leads", "due_date"),
            wide=("leads",),
            note=_("With a leading agency the conclusion becomes a task with its deadline."),
        ),
    )

    text = forms.CharField(
        label=_("Conclusion"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    concluded_on = DayField(label=_("Day of the meeting"))
    document = forms.CharField(
        label=_("Number of the notice"),
        required=False,
        max_length=120,
        help_text=_("For example 12/TB-VP."),
    )
    ask = forms.ModelChoiceField(
        label=_("Answers the decision asked for"),
        required=False,
        queryset=Ask.objects.none(),
        empty_label="—",
    )
    leads = forms.ModelMultipleChoiceField(
        label=_("Leads"),
        required=False,
        queryset=Agency.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    due_date = DayField(label=_("Due day"), required=False)

    def prepare(self) -> None:
        """The decisions of this report, and agencies of today."""
        paper, today = self.subject.row, self.subject.on
        if isinstance(paper, Paper):
            self.fields["ask"].queryset = paper.asks.all()  # type: ignore[attr-defined]
        current = Agency.objects.exclude(valid_to__lt=today).order_by("name")
        self.fields["leads"].queryset = current  # type: ignore[attr-defined]

    def concluded(self) -> Concluded:
        """What was typed, for the action."""
        said = self.cleaned_data
        return Concluded(
            text=said["text"],
            concluded_on=said["concluded_on"],
            document=said["document"],
            ask_id=said["ask"].pk if said["ask"] else None,
            lead_ids=tuple(agency.pk for agency in said["leads"]),
            due_date=said["due_date"],
        )
