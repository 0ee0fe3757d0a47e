"""A contract of a public project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disbursement.actions.contracts import ContractFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, MillionField, NumberedText


class ContractForm(ActForm):
    """Number, contractor, value and the days of a contract."""

    corrects = ("pk",)
    sections = (
        Section(_("Contract"), ("number", "signed_date", "contractor", "value_vnd", "ends_date")),
        Section(
            _("Its advance"),
            ("guarantee_until_date", "recover_by_date"),
            note=_("Leave both empty if the contract has no advance."),
        ),
    )

    number = NumberedText(label=_("Number of the contract"))
    signed_date = DayField()
    contractor = forms.CharField(required=False, max_length=300)
    value_vnd = MillionField(help_text=_("With its annexes, as of today."))
    ends_date = DayField(required=False)
    guarantee_until_date = DayField(required=False)
    recover_by_date = DayField(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        if subject.row is None:
            return {}
        return {name: getattr(subject.row, name) for name in _names()}

    def facts(self) -> ContractFacts:
        """The input of `contracts.add` and `contracts.correct`; call it on a valid form."""
        return ContractFacts(**{name: self.cleaned_data[name] for name in _names()})


def _names() -> list[str]:
    return [name for section in ContractForm.sections for name in section.fields]
