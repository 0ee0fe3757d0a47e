"""The form of a firm known to keep the law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.actions.good_compliance import ComplianceFacts
from inspections.models import GoodCompliance
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import investor_named, investor_names
from projects.forms.fields import DayField, NumberedText
from projects.models import Investor

_NAMES = "ten-nha-dau-tu"


class ComplianceForm(ActForm):
    """Which firm, by which document, from when to when."""

    corrects = ("document_number",)
    sections = (
        Section(
            _("Firm and document"),
            (
                *("investor", "authority", "document_number", "document_date"),
                *("valid_from", "valid_to"),
            ),
            wide=("investor",),
        ),
    )

    investor = forms.CharField(
        label=_("Investor"),
        max_length=300,
        widget=forms.TextInput(attrs={"list": _NAMES}),
        help_text=_("Name or tax code of an investor on record."),
    )
    authority = forms.CharField(label=_("Who decided"), max_length=200)
    document_number = NumberedText(label=_("Number of the document"))
    document_date = DayField(label=_("Day of the document"))
    valid_from = DayField(label=_("Holds from"))
    valid_to = DayField(
        label=_("Holds to"), required=False, help_text=_("Leave empty while it holds on.")
    )

    def prepare(self) -> None:
        """The firm on record stays the one it is."""
        if self.subject.row is not None:
            del self.fields["investor"]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, GoodCompliance):
            return {}
        names = ("authority", "document_number", "document_date", "valid_from", "valid_to")
        return {name: getattr(row, name) for name in names}

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Names of investors while typing."""
        return {_NAMES: investor_names()} if "investor" in self.fields else {}

    def clean_investor(self) -> Investor:
        """An investor on record."""
        found = investor_named(self.cleaned_data["investor"])
        if found is None:
            raise forms.ValidationError(
                gettext("No investor with this name or tax code. Choose one from the list.")
            )
        return found

    def facts(self) -> ComplianceFacts:
        """The input of `good_compliance.register` and `correct`; call it on a valid form."""
        names = ("authority", "document_number", "document_date", "valid_from", "valid_to")
        return ComplianceFacts(**{name: self.cleaned_data[name] for name in names})
