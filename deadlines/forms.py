"""What an officer says of a flag."""

from __future__ import annotations

from django import forms
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

    def say_what_is_needed(self, words: str) -> None:
        """Mark the boxes whose emptiness made the action refuse, with its words."""
        names = ["reason"]
        if self.cleaned_data["state"] == Flag.State.DISMISSED:
            names.append("document_number")
        for name in names:
            if not self.cleaned_data[name].strip():
                self.add_error(name, words)
