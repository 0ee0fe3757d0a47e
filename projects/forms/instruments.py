"""Decisions and certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.instruments import InstrumentFacts
from projects.forms.base import Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import PartialDateField
from projects.forms.papers import PaperForm
from projects.models import Instrument
from vn.dates import PartialDate, Precision

_Kind = Instrument.Kind
_OF_THE_PROJECT = (
    _Kind.POLICY_APPROVAL,
    _Kind.INVESTOR_APPROVAL,
    _Kind.REGISTRATION_CERTIFICATE,
    _Kind.ADJUSTMENT,
    _Kind.OTHER,
)
_OF_THE_SITE = (
    *_OF_THE_PROJECT,
    _Kind.LAND_RECOVERY,
    _Kind.LAND_ALLOCATION,
    _Kind.LAND_LEASE,
    _Kind.COMPENSATION_PLAN,
    _Kind.ENVIRONMENT,
    _Kind.DESIGN_APPRAISAL,
    _Kind.FIRE_SAFETY,
    _Kind.CONSTRUCTION_PERMIT,
)


class InstrumentForm(PaperForm):
    """One document with its number, day and authority (R-1.2), and what it states."""

    corrects = ("pk",)
    is_numbered = False
    sections = (
        Section(
            _("Document"),
            ("kind", "number", "issued", "authority", "issuer_name"),
            wide=("kind",),
        ),
        Section(
            _("Adjustment"),
            ("adjusts", "sequence"),
            kinds=(_Kind.ADJUSTMENT, _Kind.REGISTRATION_CERTIFICATE, _Kind.OTHER),
        ),
        Section(
            _("What it says of the project"),
            ("project_name", "investor_name", "objective"),
            wide=("project_name", "investor_name", "objective"),
            note=_("Figures that differ between two documents in force are shown for a look."),
            kinds=_OF_THE_PROJECT,
        ),
        Section(
            _("Scale and place it states"),
            ("scale", "location_text", "land_area_m2"),
            wide=("scale",),
            kinds=_OF_THE_SITE,
        ),
        Section(
            _("Capital and time it states"),
            (
                "capital_vnd",
                "capital_usd",
                "equity_vnd",
                "loan_vnd",
                "operation_date",
                "term_years",
            ),
            kinds=_OF_THE_PROJECT,
        ),
        Section(_("Note"), ("note",), wide=("note",)),
    )

    kind = forms.ChoiceField(
        label=_("Kind of document"),
        choices=Instrument.Kind,
        widget=forms.Select(attrs={"data-picks": "kind"}),
    )
    adjusts = InstrumentField(required=False)
    sequence = forms.IntegerField(required=False, min_value=1, max_value=99)
    operation_date = PartialDateField(
        required=False,
        label=_("Into operation by"),
        help_text=_("A month, quarter or year is kept as its last day."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Instrument):
            return {}
        issued, operation = row.issued_date, row.operation_date
        names = (name for section in self.sections for name in section.fields if name != "issued")
        return {name: getattr(row, name) for name in names} | {
            "operation_date": PartialDate(operation, Precision.DAY) if operation else None,
            "issued": PartialDate(issued, Precision(row.issued_precision)) if issued else None,
        }

    def prepare(self) -> None:
        """Offer the other documents of the project."""
        row = self.subject.row
        field = self.fields["adjusts"]
        if isinstance(field, InstrumentField):
            field.offer(self.subject.project, without=row if isinstance(row, Instrument) else None)

    def facts(self) -> InstrumentFacts:
        """The input of `instruments.record` and `change`; call it on a valid form."""
        names = [name for section in self.sections for name in section.fields]
        operation: PartialDate | None = self.cleaned_data["operation_date"]
        read = {name: self.cleaned_data[name] for name in names}
        return InstrumentFacts(
            **read
            | {
                "authority": self.authority_chosen(read["kind"]),
                "operation_date": operation.last if operation else None,
            }
        )
