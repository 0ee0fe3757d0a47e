"""Decisions on calls for investment, and what each says of a call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit
from projects.actions.call_entries import Ending, EntryFacts
from projects.actions.calls import DecisionFacts
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import (
    AreaField,
    DayField,
    DollarField,
    MoneyField,
    NumberedText,
    RowsOfSelects,
)
from projects.models import CallDecision, CallEntry, Project, Sector
from projects.querysets.projects import ProjectQuerySet

_DECISION = (
    *("title", "number", "issued_date", "issuer_name", "period_text"),
    *("stated_count", "stated_capital_text", "source_url", "note"),
)
_LINE = (
    *("name", "objective", "sector", "sector_text", "location_text", "units", "area_m2"),
    *("area_text", "capital_vnd", "capital_usd", "capital_text", "form_text", "contact_text"),
    *("note", "source_url"),
)


class CallDecisionForm(ActForm):
    """What a decision on the list is; number and day may wait until it is adopted."""

    sections = (
        Section(
            _("Decision"),
            ("title", "number", "issued_date", "issuer_name", "period_text"),
            wide=("title",),
        ),
        Section(
            _("Totals the decision prints"),
            ("stated_count", "stated_capital_text"),
            note=_("They are held against the lines and never replace them."),
        ),
        Section(_("Source"), ("source_url", "note"), wide=("source_url", "note")),
    )

    title = forms.CharField(
        label=_("Title of the decision"),
        max_length=300,
        help_text=_("For example: Danh mục dự án kêu gọi đầu tư giai đoạn 2026 - 2030."),
    )
    number = NumberedText(required=False, label=_("Decision number"))
    issued_date = DayField(required=False)
    issuer_name = forms.CharField(label=_("Issued by"), max_length=200)
    period_text = forms.CharField(
        required=False, label=_("Period"), max_length=60, help_text=_("For example 2026 - 2030.")
    )
    stated_count = forms.IntegerField(
        required=False, label=_("Number of projects as printed"), min_value=0, max_value=100_000
    )
    stated_capital_text = forms.CharField(
        required=False,
        label=_("Total capital as printed"),
        max_length=100,
        help_text=_("With its unit, for example 26.914 tỷ đồng."),
    )
    source_url = forms.URLField(
        required=False, label=_("Address of the source"), assume_scheme="https"
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        return {name: getattr(row, name) for name in _DECISION} if row else {}

    def facts(self) -> DecisionFacts:
        """The input of `calls.draft_decision` and `change_draft`; call it on a valid form."""
        row = self.subject.row
        invented = isinstance(row, CallDecision) and row.is_demonstration
        values = {name: self.cleaned_data[name] for name in _DECISION}
        return DecisionFacts(is_demonstration=invented, **values)


class AdoptForm(ActForm):
    """The number and day from which the decision holds."""

    sections = (
        Section(
            "",
            ("number", "issued_date"),
            note=_("Once adopted nothing in it can be changed: corrections are a new decision."),
        ),
    )

    number = NumberedText(label=_("Decision number"))
    issued_date = DayField()

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What the draft says."""
        row = subject.row
        return {name: getattr(row, name) for name in ("number", "issued_date")}


class CallEntryForm(ActForm):
    """What a decision states of a call it adds or changes."""

    sections = (
        Section(_("Project called for"), ("name", "objective"), wide=("name", "objective")),
        Section(
            _("Sector and place"),
            ("sector", "sector_text", "location_text", "units"),
            wide=("units",),
        ),
        Section(
            _("Size and capital"),
            ("area_m2", "area_text", "capital_vnd", "capital_usd", "capital_text"),
            note=_(
                "The boxes “as printed” keep words such as “gần”, “hơn” or “do nhà đầu tư đề xuất”."
            ),
        ),
        Section(
            _("Form and contact"),
            ("form_text", "contact_text", "source_url", "note"),
            wide=("source_url", "note"),
        ),
    )

    name = forms.CharField(max_length=400)
    objective = forms.CharField(
        required=False,
        max_length=4000,
        label=_("Objective, scale"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sector = forms.ModelChoiceField(Sector.objects.all(), required=False, empty_label="—")
    sector_text = forms.CharField(required=False, max_length=120, label=_("Sector as printed"))
    location_text = forms.CharField(required=False, max_length=300, label=_("Place as printed"))
    units = forms.ModelMultipleChoiceField(
        AdministrativeUnit.objects.none(),
        label=_("Communes, wards"),
        required=False,
        widget=RowsOfSelects,
    )
    area_m2 = AreaField(required=False, label=_("Area"))
    area_text = forms.CharField(required=False, max_length=120, label=_("Area as printed"))
    capital_vnd = MoneyField(required=False, label=_("Capital"))
    capital_usd = DollarField(required=False, label=_("Capital (USD)"))
    capital_text = forms.CharField(required=False, max_length=120, label=_("Capital as printed"))
    form_text = forms.CharField(
        required=False,
        max_length=120,
        label=_("Form of investment"),
        help_text=_("For example: đấu thầu lựa chọn nhà đầu tư."),
    )
    contact_text = forms.CharField(required=False, max_length=200, label=_("Contact unit"))
    source_url = forms.URLField(
        required=False, label=_("Address of the source"), assume_scheme="https"
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        return line_values(subject.row) if isinstance(subject.row, CallEntry) else {}

    def prepare(self) -> None:
        """Offer the communes of today, and those on record."""
        field = self.fields["units"]
        row = self.subject.row
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = choices.places(self.subject.on)
            if isinstance(row, CallEntry):
                field.queryset = field.queryset | row.units.all()

    def facts(self) -> EntryFacts:
        """The input of the acts on lines; call it on a valid form."""
        values = {name: self.cleaned_data[name] for name in _LINE}
        return EntryFacts(**(values | {"units": tuple(values["units"])}))


def line_values(row: CallEntry) -> dict[str, Any]:
    """What a line says, as the form shows it."""
    return {name: getattr(row, name) for name in _LINE if name != "units"} | {
        "units": list(row.units.all())
    }


class DropForm(ActForm):
    """Why a call leaves the list."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(max_length=300)

    def facts(self) -> Ending:
        """The input of `call_entries.end_call`; call it on a valid form."""
        return Ending(change=CallEntry.Change.DROP, reason=self.cleaned_data["reason"])


class BecameForm(ActForm):
    """Which project of the registry a call became."""

    sections = (Section("", ("code", "reason"), wide=("reason",)),)

    code = forms.CharField(
        label=_("Code of the project"), max_length=20, help_text=_("As in the registry.")
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        label=_("Note"),
        help_text=_("For example the decision that selected the investor."),
    )

    def __init__(self, *args: Any, visible: ProjectQuerySet, **kwargs: Any) -> None:
        """`visible`: the projects this person may name."""
        self.visible = visible
        super().__init__(*args, **kwargs)

    def clean_code(self) -> Project:
        """The project of that code."""
        found: Project | None = self.visible.filter(
            code__iexact=self.cleaned_data["code"].strip()
        ).first()
        if found is None:
            raise forms.ValidationError(_("No project has this code. Look it up in the registry."))
        return found

    def facts(self) -> Ending:
        """The input of `call_entries.end_call`; call it on a valid form."""
        return Ending(
            change=CallEntry.Change.BECAME,
            reason=self.cleaned_data["reason"],
            project=self.cleaned_data["code"],
        )
