"""Capital by its parts, and capital brought in: đồng, dollars, or both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.money import CapitalPartFacts, ContributionFacts
from projects.forms import choices
from projects.forms.base import Section, Subject
from projects.forms.dollars import DOLLARS, DollarsForm, RateField
from projects.forms.fields import DayField, DollarField, MoneyField
from projects.models import CapitalPart

IN_DOLLARS = _(
    "Only if the document states dollars: the amount, the rate and the day of the rate together. "
    "Leave the đồng empty to have them reckoned."
)


class ContributionForm(DollarsForm):
    """Capital brought in on a day, in đồng or dollars, shown by what (I8)."""

    corrects = ("pk",)
    sections = (
        Section("", ("date", "amount_vnd", "evidence"), wide=("evidence",)),
        Section(_("In dollars"), DOLLARS, note=IN_DOLLARS),
    )

    date = DayField(label=_("Day of the contribution"))
    amount_vnd = MoneyField(
        required=False, help_text=_("What was brought in on this day, for example 120,5.")
    )
    evidence = forms.CharField(
        max_length=300, help_text=_("Bank statement, audit report, minutes: number and day.")
    )
    amount_usd = DollarField(required=False)
    rate_vnd = RateField(required=False, help_text=_("Selling rate of the bank, such as 25.300."))
    rate_date = DayField(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        return {name: getattr(row, name) for name in _CONTRIBUTED} if row else {}

    def clean_amount_vnd(self) -> int | None:
        """Zero is no contribution."""
        amount: int | None = self.cleaned_data["amount_vnd"]
        if amount == 0:
            raise forms.ValidationError(_("The amount is more than zero."))
        return amount

    def facts(self) -> ContributionFacts:
        """The input of `money.add_contribution` and `change_contribution`."""
        return ContributionFacts(**{name: self.cleaned_data[name] for name in _CONTRIBUTED})


_CONTRIBUTED = ("date", "amount_vnd", "evidence", *DOLLARS)


class CapitalPartForm(DollarsForm):
    """One part of the registered capital, as the certificate lists it (R-1.7)."""

    corrects = ("pk",)
    sections = (
        Section("", ("kind", "investor", "amount_vnd", "source"), wide=("source",)),
        Section(_("In dollars"), DOLLARS, note=IN_DOLLARS),
    )

    kind = forms.ChoiceField(choices=CapitalPart.Kind)
    investor = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "ten-nha-dau-tu", "autocomplete": "off"}),
        help_text=_("Whose money it is, if the document says; empty for loans of all."),
    )
    amount_vnd = MoneyField(required=False, help_text=_("For example 1.250,0."))
    source = forms.CharField(
        required=False, max_length=200, help_text=_("The certificate or decision that states it.")
    )
    amount_usd = DollarField(required=False)
    rate_vnd = RateField(required=False, help_text=_("Rate that the certificate uses."))
    rate_date = DayField(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; the first part entered is as a rule the investor's own."""
        row, project = subject.row, subject.project
        if isinstance(row, CapitalPart):
            kept = {name: getattr(row, name) for name in _OF_PART}
            return kept | {"investor": row.investor.name if row.investor else ""}
        if project is None or project.investor is None or project.capital_parts.exists():
            return {}
        return {"investor": project.investor.name}

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Lists that a box suggests from, by the identifier in its `list` attribute."""
        return {"ten-nha-dau-tu": choices.investor_names()}

    def facts(self) -> CapitalPartFacts:
        """The input of `money.add_part` and `change_part`; call it on a valid form."""
        read = self.cleaned_data
        return CapitalPartFacts(
            **{name: read[name] for name in _OF_PART}, investor=read["investor"]
        )


_OF_PART = ("kind", "amount_vnd", "source", *DOLLARS)
