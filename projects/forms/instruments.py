"""Decisions and certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.instruments import InstrumentFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import AreaField, MoneyField, NumberedText, PartialDateField
from projects.models import Instrument
from vn.dates import PartialDate, Precision
from vn.documents import is_document_number

_NUMBERED_OTHERWISE = (Instrument.Kind.REGISTRATION_CERTIFICATE, Instrument.Kind.OTHER)


class InstrumentForm(ActForm):
    """One document with its number, day and authority (R-1.2)."""

    corrects = ("pk",)
    sections = (
        Section(
            _("Document"),
            ("kind", "number", "issued", "authority", "issuer_name"),
            wide=("kind",),
        ),
        Section(_("Adjustment"), ("adjusts", "sequence")),
        Section(
            _("What it states"),
            ("capital_vnd", "land_area_m2", "operation_date"),
            note=_("Figures that differ between two documents in force are shown for a look."),
        ),
        Section(_("Note"), ("note",), wide=("note",)),
    )

    kind = forms.ChoiceField(label=_("Kind of document"), choices=Instrument.Kind)
    number = NumberedText(required=False, label=_("Number and symbol"))
    issued = PartialDateField(
        required=False,
        label=_("Day of issue"),
        help_text=_("If only the month or year is known, write that: 6/2024, 2024."),
    )
    authority = forms.ChoiceField(choices=Instrument.Authority)
    issuer_name = forms.CharField(
        required=False, max_length=200, help_text=_("As the document writes it.")
    )
    adjusts = InstrumentField(required=False)
    sequence = forms.IntegerField(required=False, min_value=1, max_value=99)
    capital_vnd = MoneyField(
        required=False, label=_("Capital it states"), help_text=_("For example 1.430,0.")
    )
    land_area_m2 = AreaField(
        required=False,
        label=_("Land area it states"),
        help_text=_("For example 42,6, or 426.000 m²."),
    )
    operation_date = PartialDateField(
        required=False,
        label=_("Into operation by"),
        help_text=_("A month, quarter or year is kept as its last day."),
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Instrument):
            return {"authority": Instrument.Authority.UNKNOWN}
        issued = row.issued_date
        names = ("kind", "number", "authority", "issuer_name", "adjusts", "sequence", "note")
        operation = row.operation_date
        return {name: getattr(row, name) for name in names} | {
            "capital_vnd": row.capital_vnd,
            "land_area_m2": row.land_area_m2,
            "operation_date": PartialDate(operation, Precision.DAY) if operation else None,
            "issued": PartialDate(issued, Precision(row.issued_precision)) if issued else None,
        }

    def prepare(self) -> None:
        """Offer the other documents of the project."""
        row = self.subject.row
        field = self.fields["adjusts"]
        if isinstance(field, InstrumentField):
            field.offer(self.subject.project, without=row if isinstance(row, Instrument) else None)

    def clean(self) -> dict[str, Any]:
        """A number or a day at least; an unusual number is worth a look (R-8.8)."""
        found = super().clean() or self.cleaned_data
        number = found.get("number", "")
        if not number and "issued" not in self.errors and found.get("issued") is None:
            self.add_error("number", gettext("Give the number or the day of the document."))
        usual = found.get("kind") in _NUMBERED_OTHERWISE or is_document_number(number)
        if number and not usual:
            self.warnings.append(
                gettext(
                    "“%(number)s” does not look like 1644/QĐ-UBND or 135-NQ/TU. It is kept as "
                    "written; compare it with the document."
                )
                % {"number": number}
            )
        return found

    def facts(self) -> InstrumentFacts:
        """The input of `instruments.record` and `change`; call it on a valid form."""
        names = [name for section in self.sections for name in section.fields]
        operation: PartialDate | None = self.cleaned_data["operation_date"]
        read = {name: self.cleaned_data[name] for name in names}
        return InstrumentFacts(**read | {"operation_date": operation.last if operation else None})
