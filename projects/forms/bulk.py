"""What becomes of many projects at once, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from accounts.models import Agency
from projects.actions.bulk_changes import ChangedMeanwhile, Ordered
from projects.actions.refusals import Refusal
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import agencies, officers, places
from projects.forms.conflicts import with_value
from projects.lists.bulk_states import Names, Wanted, state_of
from projects.models import BulkChange, InvestmentZone, Project, Sector

_SEEN = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")
_LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class Line:
    """One project of the list: what it has, and whether the value chosen differs."""

    project: Project
    now: str
    differs: bool


class BulkForm(ActForm):
    """The new value of one fact, and the reason; the projects as they were shown, in a hidden box."""

    sections = (Section("", ("value", "reason"), wide=("value", "reason")),)

    value: forms.ModelChoiceField = forms.ModelChoiceField(  # type: ignore[type-arg]
        Agency.objects.none(), empty_label="—"
    )
    reason = forms.CharField(
        max_length=300,
        label=_("Reason"),
        help_text=_("Kept in the history of each project, for example: rotation from 1/10/2026."),
    )
    chosen = forms.CharField(widget=forms.HiddenInput, max_length=_LONGEST)

    def __init__(
        self, *args: Any, field: str, projects: list[Project], query: str, **kwargs: Any
    ) -> None:
        """`field`: what is changed, of these projects; `query`: the list they come from."""
        self.field, self.projects, self.query = field, projects, query
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The projects as they are drawn."""
        return {"chosen": self._listed}

    def prepare(self) -> None:
        """Offer what the fact can become today."""
        on = self.subject.on
        offered: dict[str, Any] = {
            BulkChange.Field.OFFICER: officers(),
            BulkChange.Field.AGENCY: agencies(on),
            BulkChange.Field.SECTOR: Sector.objects.all(),
            BulkChange.Field.ZONE: InvestmentZone.objects.all(),
            BulkChange.Field.PLACE: places(on),
        }
        self.fields["value"].queryset = offered[self.field]  # type: ignore[attr-defined]
        self.fields["value"].label = BulkChange.Field(self.field).label

    @property
    def _listed(self) -> str:
        return " ".join(f"{project.pk}-{project.version}" for project in self.projects)

    def fill(self, typed: QueryDict) -> None:
        """A draft brings back what was typed, not how the projects were then."""
        super().fill(typed)
        self.initial["chosen"] = self._listed

    def refuse(self, refusal: Refusal) -> None:
        """Show why; after a colleague's change the list is the one now drawn."""
        super().refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            self.data = with_value(self.data, "chosen", self._listed)

    def clean_chosen(self) -> dict[int, int]:
        """The version of each project when the list was drawn, by its key."""
        found = versions(self.cleaned_data["chosen"])
        if found is None:
            raise forms.ValidationError(_("The list is no longer there. Choose again."))
        return found

    @property
    def wanted(self) -> Wanted:
        """The fact and what it becomes."""
        return Wanted(self.field, self.cleaned_data["value"])

    def ordered(self) -> Ordered:
        """The input of `change_many`."""
        return Ordered(
            wanted=self.wanted,
            reason=self.cleaned_data["reason"],
            versions=self.cleaned_data["chosen"],
            query=self.query,
        )

    def lines(self) -> list[Line]:
        """Each project with what it has now, and whether the value that was chosen differs."""
        states = [state_of(project, self.field) for project in self.projects]
        names = Names(states)
        chosen = getattr(self, "cleaned_data", {}).get("value")
        new = Wanted(self.field, chosen).state if chosen is not None else None
        pairs = zip(self.projects, states, strict=True)
        return [Line(project, names.of(state), state != new) for project, state in pairs]


def versions(text: str) -> dict[int, int] | None:
    """What the hidden box of `BulkForm` holds; None if somebody made something else of it."""
    parts = [_SEEN.fullmatch(part) for part in text.split()]
    if not all(parts):
        return None
    return {int(part[1]): int(part[2]) for part in parts if part}


class UndoForm(RefusableForm):
    """Why a change of many is undone."""

    reason = forms.CharField(
        label=_("Reason for undoing it"),
        max_length=300,
        error_messages={"required": _("Fill in this box.")},
    )
