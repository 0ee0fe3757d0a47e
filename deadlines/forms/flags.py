"""What an officer says of a flag."""

from __future__ import annotations

from typing import Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from deadlines.models import Flag

CHOICES = [
    (
        Flag.State.CONFIRMED,
        _("Confirm"),
        _("The facts are right. The project enters the list for inspection."),
    ),
    (
        Flag.State.DISMISSED,
        _("Dismiss"),
        _("Needs a reason and a document. It does not reopen unless the facts change."),
    ),
    (
        Flag.State.CONTESTED,
        _("Record another opinion"),
        _("The investor or agency disagrees; the flag stays open to be cleared up."),
    ),
]


class DecisionForm(forms.Form):
    """Parses; the action decides what a decision needs."""

    state = forms.ChoiceField(
        label=_("Decision"),
        choices=[(value, label) for value, label, _hint in CHOICES],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to dismiss, or to record another opinion."),
    )
    document_number = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=60,
        help_text=_("Needed to dismiss."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, typed: QueryDict) -> Self:
        """The boxes as a draft left them, with the version that was seen when it was begun."""
        return cls(initial={name: typed.get(name, "") for name in cls.base_fields})

    @classmethod
    def again(cls, typed: QueryDict, *, version: int) -> Self:
        """The boxes as they were sent, for the flag as it is now."""
        fresh = typed.copy()
        fresh["version"] = str(version)
        return cls(fresh)

    def typed(self) -> list[tuple[str, str]]:
        """What the boxes hold, with their words, for a flag that takes no decision any more."""
        decisions = {str(value): label for value, label, _hint in CHOICES}
        said = decisions.get(self["state"].value(), "")
        words = [(name, self[name].value()) for name in ("reason", "document_number")]
        shown = [("state", said), *words]
        return [(str(self[name].label), str(text)) for name, text in shown if text]

    def say_what_is_needed(self, words: str) -> None:
        """Mark the boxes whose emptiness made the action refuse, with its words."""
        names = ["reason"]
        if self.cleaned_data["state"] == Flag.State.DISMISSED:
            names.append("document_number")
        for name in names:
            if not self.cleaned_data[name].strip():
                self.add_error(name, words)
