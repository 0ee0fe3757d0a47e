"""Deposit, guarantee, what becomes of them, and what the decision says of deposit and term."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.deposits import DepositFacts, OutcomeFacts
from projects.actions.terms import TermFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, MoneyField, NumberedText
from projects.models import Deposit, DepositOutcome, Project
from projects.querysets.term_start import first_day


class DepositForm(ActForm):
    """A deposit paid or a guarantee handed in (R-1.30)."""

    corrects = ("pk",)
    sections = (Section("", ("kind", "amount_vnd", "document_number", "paid_date", "valid_until")),)

    kind = forms.ChoiceField(choices=Deposit.Kind)
    amount_vnd = MoneyField(help_text=_("For example 9, or 850 triệu."))
    document_number = NumberedText(
        label=_("Voucher or guarantee"), help_text=_("Number as it is written there.")
    )
    paid_date = DayField()
    valid_until = DayField(
        required=False, help_text=_("A guarantee always has a last day; a deposit seldom has.")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        names = [name for section in self.sections for name in section.fields]
        return {name: getattr(row, name) for name in names} if row else {}

    def clean(self) -> dict[str, Any]:
        """A guarantee ends, and not before it begins."""
        found = super().clean() or self.cleaned_data
        paid, until = found.get("paid_date"), found.get("valid_until")
        if paid and until and until < paid:
            self.add_error("valid_until", gettext("The last day is before the first day."))
        needs = found.get("kind") == Deposit.Kind.GUARANTEE and "valid_until" not in self.errors
        if needs and until is None:
            self.add_error("valid_until", gettext("Give the last day of the guarantee."))
        if found.get("amount_vnd") == 0:
            self.add_error("amount_vnd", gettext("The amount is more than zero."))
        return found

    def facts(self) -> DepositFacts:
        """The input of `deposits.add_deposit` and `change_deposit`; call it on a valid form."""
        names = (name for section in self.sections for name in section.fields)
        return DepositFacts(**{name: self.cleaned_data[name] for name in names})


class OutcomeForm(ActForm):
    """A part of a deposit given back or forfeited, from a day on (R-1.33)."""

    corrects = ("pk",)
    sections = (
        Section("", ("kind", "amount_vnd", "date", "document_number", "note"), wide=("note",)),
    )

    kind = forms.ChoiceField(choices=DepositOutcome.Kind)
    amount_vnd = MoneyField()
    date = DayField()
    document_number = NumberedText(help_text=_("Number of the letter or decision that says so."))
    note = forms.CharField(required=False, max_length=300)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; the page proposes what is left for a new outcome."""
        row = subject.row
        if not isinstance(row, DepositOutcome):
            return {}
        return {name: getattr(row, name) for name in self._names()}

    def prepare(self) -> None:
        """A mistaken outcome is taken back by emptying its day."""
        if isinstance(self.subject.row, DepositOutcome):
            self.fields["date"].required = False
            self.fields["date"].help_text = _("Empty if it was recorded by mistake.")

    def clean_amount_vnd(self) -> int:
        """Nothing is no part."""
        amount: int = self.cleaned_data["amount_vnd"]
        if amount == 0:
            raise forms.ValidationError(_("The amount is more than zero."))
        return amount

    def facts(self) -> OutcomeFacts:
        """The input of `deposits.add_outcome` and `change_outcome`; call it on a valid form."""
        return OutcomeFacts(**{name: self.cleaned_data[name] for name in self._names()})

    def _names(self) -> tuple[str, ...]:
        return self.sections[0].fields


class TermsForm(ActForm):
    """Deposit duty and operating term, as the decision states them (R-1.9, R-1.30)."""

    corrects = ("term_years", "deposit_base_vnd", "deposit_agreed_vnd")
    sections = (
        Section(
            _("Deposit"),
            (
                "deposit_duty",
                "deposit_base_vnd",
                "deposit_agreed_vnd",
                "deposit_due_date",
                "deposit_reduction_percent",
                "deposit_reduction_basis",
            ),
            note=_(
                "By slice: 3 % of the part up to 300 billion, 2 % of the part up to 1,000 billion, "
                "1 % of the rest. A sum in the agreement stands above it."
            ),
        ),
        Section(_("Operating term"), ("term_years", "term_start_event", "term_start_date")),
    )

    deposit_duty = forms.ChoiceField(choices=Project.DepositDuty)
    deposit_base_vnd = MoneyField(
        required=False, help_text=_("Without land levy and land rent; empty if not known.")
    )
    deposit_agreed_vnd = MoneyField(
        required=False, help_text=_("Only if the agreement names a sum of its own.")
    )
    deposit_reduction_percent = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("In percent, such as 25 or 50, if the agreement grants it."),
    )
    deposit_reduction_basis = forms.CharField(
        required=False,
        max_length=200,
        help_text=_("Incentive sector or area, and the document that says so."),
    )
    deposit_due_date = DayField(
        required=False, help_text=_("Last day to pay or to hand in a guarantee.")
    )
    term_years = forms.IntegerField(
        required=False, min_value=1, max_value=99, help_text=_("For example 50.")
    )
    term_start_event = forms.ChoiceField(choices=Project.TermStart)
    term_start_date = DayField(
        required=False,
        help_text=_("Left empty, the day of that document on record is taken, if there is one."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        names = [name for section in self.sections for name in section.fields]
        return {name: getattr(subject.row, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """What is exempt owes no sum; "another day" is a day."""
        found = super().clean() or self.cleaned_data
        self._check_reduction(found)
        sums = ("deposit_base_vnd", "deposit_agreed_vnd", "deposit_due_date")
        if found.get("deposit_duty") == Project.DepositDuty.EXEMPT:
            for name in sums:
                if found.get(name) is not None:
                    self.add_error(name, gettext("Empty this box: no deposit is required."))
        other = found.get("term_start_event") == Project.TermStart.OTHER
        if other and not found.get("term_start_date") and "term_start_date" not in self.errors:
            self.add_error("term_start_date", gettext("Give the day the term is counted from."))
        self._take_the_day(found)
        return found

    def _take_the_day(self, found: dict[str, Any]) -> None:
        """The record knows the day of the event: nobody has to copy it."""
        project, event = self.subject.project, found.get("term_start_event")
        left_empty = not found.get("term_start_date") and "term_start_date" not in self.errors
        if project and event and left_empty and found.get("term_years"):
            found["term_start_date"] = first_day(project, event)

    def _check_reduction(self, found: dict[str, Any]) -> None:
        """A reduction names its basis, and is of a sum that is reckoned."""
        percent, basis = "deposit_reduction_percent", "deposit_reduction_basis"
        if found.get(percent) and not found.get(basis):
            self.add_error(basis, gettext("Name the basis of the reduction."))
        if found.get(basis) and not found.get(percent) and percent not in self.errors:
            self.add_error(percent, gettext("Give the reduction in percent."))
        if found.get(percent) and found.get("deposit_agreed_vnd") is not None:
            words = gettext("Empty this box: the sum of the agreement is not reduced once more.")
            self.add_error(percent, words)

    def facts(self) -> TermFacts:
        """The input of `terms.set_terms`; call it on a valid form."""
        names = (name for section in self.sections for name in section.fields)
        return TermFacts(**{name: self.cleaned_data[name] for name in names})
