"""What a conclusion proposes to the registry, and what was decided of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.actions.proposals import DecidedFacts, ProposedFacts
from inspections.models import Case, CaseProposal
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText
from projects.models import HandlingClass, Project


class ProposeForm(ActForm):
    """A way of handling, more time, recovery of the land or termination."""

    sections = (
        Section(
            _("Proposal of the conclusion"),
            ("project", "kind", "handling_class", "text"),
            wide=("text",),
        ),
    )
    case: Case

    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none())
    kind = forms.ChoiceField(label=_("What is proposed"), choices=CaseProposal.Kind.choices)
    handling_class = forms.ModelChoiceField(
        label=_("Way of handling"), queryset=HandlingClass.objects.none(), required=False
    )
    text = forms.CharField(
        label=_("In words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        """The projects of the case, and the classes in use."""
        rows = Project.objects.filter(case_projects__case=self.case)
        self.fields["project"].queryset = rows  # type: ignore[attr-defined]
        classes = HandlingClass.objects.filter(valid_to=None)
        self.fields["handling_class"].queryset = classes  # type: ignore[attr-defined]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The only project of the case."""
        rows = list(Project.objects.filter(case_projects__case=self.case)[:2])
        return {"project": rows[0].pk} if len(rows) == 1 else {}

    def clean(self) -> dict[str, Any]:
        """A way of handling names its class, the others none."""
        found = super().clean() or self.cleaned_data
        handles = found.get("kind") == CaseProposal.Kind.HANDLING
        if handles and not found.get("handling_class"):
            self.add_error("handling_class", gettext("Choose the way of handling."))
        if not handles:
            found["handling_class"] = None
        return found

    def facts(self) -> ProposedFacts:
        """The input of `proposals.propose`."""
        data = self.cleaned_data
        return ProposedFacts(
            project_id=data["project"].pk,
            kind=data["kind"],
            handling_class=data["handling_class"],
            text=data["text"],
        )


class DecideForm(ActForm):
    """The decision on a proposal: its document, and what follows."""

    sections = (
        Section(
            _("Decision"),
            (
                *("state", "decided_date", "decided_number", "authority", "next_step"),
                "reason",
            ),
            wide=("next_step", "reason"),
        ),
    )

    state = forms.ChoiceField(
        label=_("Decided"),
        choices=[
            (CaseProposal.State.APPLIED, _("As proposed")),
            (CaseProposal.State.DECLINED, _("Otherwise")),
        ],
    )
    decided_date = DayField(label=_("Day of the decision"))
    decided_number = NumberedText(label=_("Number of the decision"))
    authority = forms.CharField(label=_("Who decided"), max_length=200, required=False)
    next_step = forms.CharField(
        label=_("What comes next"),
        max_length=300,
        required=False,
        help_text=_("For a way of handling: what has to be done now."),
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def facts(self) -> DecidedFacts:
        """The input of `proposals.decide`."""
        names = ("state", "decided_date", "decided_number", "authority", "next_step", "reason")
        return DecidedFacts(**{name: self.cleaned_data[name] for name in names})
