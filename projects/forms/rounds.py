"""Review rounds: opening, what came out of a project, closing and reopening."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from projects.actions.acts import Seen
from projects.actions.looking import Look
from projects.actions.rounds import RoundFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.conflicts import with_value
from projects.forms.fields import DayField, NumberedText
from projects.models import ReviewEntry

_ENTRY = re.compile(r"([0-9]{1,18})-([0-9]{1,9})")


class RoundForm(ActForm):
    """What a round is called; its scope is chosen beside it."""

    sections = (
        Section(
            _("Review round"), ("name", "opened_date", "document_number", "expected"), ("name",)
        ),
    )

    name = forms.CharField(
        max_length=200,
        label=_("Name of the round"),
        help_text=_("For example: Rà soát dự án chậm tiến độ quý IV/2026."),
    )
    opened_date = DayField(label=_("Opened on"))
    document_number = NumberedText(
        required=False, help_text=_("The plan or letter that orders the review.")
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: str = "", count: int = 0, **kwargs: Any) -> None:
        """`scope`: the conditions in words; `count`: how many projects meet them."""
        self.scope, self.count = scope, count
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today, and how many projects the page shows."""
        return {"opened_date": subject.on, "expected": self.count}

    def clean(self) -> dict[str, Any]:
        """The scope is what the person saw: an import meanwhile is noticed."""
        found = super().clean() or self.cleaned_data
        seen = found.get("expected")
        if seen is not None and seen != self.count:
            self.data = with_value(self.data, "expected", str(self.count))
            words = _("The scope is %(now)s projects now; it was %(seen)s. Look, then open again.")
            raise forms.ValidationError(words, "moved", {"now": self.count, "seen": seen})
        return found

    def facts(self) -> RoundFacts:
        """The input of `rounds.open_round`; call it on a valid form."""
        return RoundFacts(
            name=self.cleaned_data["name"],
            scope=self.scope,
            opened_date=self.cleaned_data["opened_date"],
            document_number=self.cleaned_data["document_number"],
        )


class LookForm(ActForm):
    """What came out of one project."""

    sections = (Section("", ("outcome", "looked_date", "note"), wide=("note",)),)

    outcome = forms.ChoiceField(choices=ReviewEntry.Outcome)
    looked_date = DayField(required=False)
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a first look is proposed for today."""
        row = subject.row
        names = ("outcome", "looked_date", "note")
        found = {name: getattr(row, name) for name in names}
        return found | {"looked_date": found["looked_date"] or subject.on}

    def facts(self) -> Look:
        """The input of `looking.look`; call it on a valid form."""
        return Look(
            **{name: self.cleaned_data[name] for name in ("outcome", "looked_date", "note")}
        )


class LookManyForm(RefusableForm):
    """One outcome for the ticked projects, or for all that the conditions find."""

    TICKED, FOUND = "ticked", "found"

    which = forms.ChoiceField(
        label=_("For which projects"),
        choices=[(TICKED, _("The ticked ones")), (FOUND, _("All that the list finds"))],
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=[("", "—"), *ReviewEntry.Outcome.choices]
    )
    looked_date = DayField(label=_("Looked at on"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000)
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, on: date, found: int, **kwargs: Any) -> None:
        """`on`: today, proposed as the day; `found`: how many projects the list finds."""
        initial = {"looked_date": on, "expected": found, "which": self.TICKED}
        super().__init__(*args, initial=initial, auto_id="nhieu-%s", **kwargs)
        self.found = found

    def clean(self) -> dict[str, Any]:
        """All that the list finds is what it found when it was drawn."""
        found = super().clean() or self.cleaned_data
        if found.get("which") == self.FOUND and found.get("expected") != self.found:
            raise forms.ValidationError(
                _("The list finds other projects now. Look at it, then record again.")
            )
        return found

    def facts(self) -> Look:
        """The input of `looking.look_many`."""
        return Look(
            **{name: self.cleaned_data[name] for name in ("outcome", "looked_date", "note")}
        )

    @staticmethod
    def ticked(texts: Iterable[str]) -> list[Seen]:
        """The ticked rows with the version each had on the page; what is unreadable is left out."""
        found = (_ENTRY.fullmatch(text) for text in texts)
        return [Seen(int(each[1]), int(each[2])) for each in found if each]


class CloseForm(ActForm):
    """The day a round is closed."""

    sections = (Section("", ("closed_date", "reason"), wide=("reason",)),)

    closed_date = DayField(label=_("Closed on"))
    reason = forms.CharField(
        required=False,
        max_length=500,
        help_text=_("Needed when projects are left that nobody looked at."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"closed_date": subject.on}


class ReopenForm(ActForm):
    """Why a closed round is opened again."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(max_length=500)
