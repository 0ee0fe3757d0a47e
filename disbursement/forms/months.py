"""Closing and reopening a month by a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disbursement.actions.months import DecisionFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText


class CloseMonthForm(ActForm):
    """The decision that closes a month; with owners missing, that this is deliberate."""

    sections = (Section("", ("number", "issued_date", "though_not_sent"), ("though_not_sent",)),)

    number = NumberedText(label=_("Number of the decision"))
    issued_date = DayField(label=_("Day of the decision"))
    though_not_sent = forms.BooleanField(
        required=False,
        label=_("Close although owners have not sent"),
        help_text=_("The history keeps which owners had not sent."),
    )

    def __init__(self, *args: Any, unsent: int = 0, **kwargs: Any) -> None:
        """`unsent`: how many owners have not sent; without any there is nothing to confirm."""
        self.unsent = unsent
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"issued_date": subject.on}

    def prepare(self) -> None:
        """Asked only where owners are missing."""
        if not self.unsent:
            del self.fields["though_not_sent"]

    def facts(self) -> DecisionFacts:
        """The document, of a valid form."""
        return DecisionFacts(self.cleaned_data["number"], self.cleaned_data["issued_date"])


class ReopenMonthForm(ActForm):
    """The decision that opens a closed month for correction, and why."""

    sections = (Section("", ("number", "issued_date", "reason"), ("reason",)),)

    number = NumberedText(label=_("Number of the decision"))
    issued_date = DayField(label=_("Day of the decision"))
    reason = forms.CharField(
        max_length=300,
        label=_("What has to be corrected"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"issued_date": subject.on}

    def facts(self) -> DecisionFacts:
        """The document and the reason, of a valid form."""
        found = self.cleaned_data
        return DecisionFacts(found["number"], found["issued_date"], found["reason"])
