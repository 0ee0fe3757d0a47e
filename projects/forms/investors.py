"""What is entered about an investor: names, group, sanctions, evidence of equity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.equity_evidence import EvidenceFacts
from projects.actions.investor_names import NameFacts, Renaming
from projects.actions.sanctions import SanctionFacts
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, MoneyField, NumberedText
from projects.models import EquityEvidence, Investor, InvestorName, Project, Sanction

_NAMES_LIST = "ten-nha-dau-tu"


class RenameForm(ActForm):
    """The new name of an investor, since when, by which document."""

    sections = (
        Section(
            "",
            ("name", "until_date", "document_number"),
            wide=("name",),
            note=_(
                "The old name stays on record: the investor is found by both, and decisions and "
                "certificates keep the name they were issued to."
            ),
        ),
    )

    name = forms.CharField(label=_("New name"), max_length=300)
    until_date = DayField(label=_("Old name borne until"))
    document_number = NumberedText(
        label=_("Document of the renaming"),
        help_text=_("For example the changed enterprise registration certificate."),
    )

    def facts(self) -> Renaming:
        """The input of `investor_names.rename`; call it on a valid form."""
        names = ("name", "until_date", "document_number")
        return Renaming(**{name: self.cleaned_data[name] for name in names})


class NameForm(ActForm):
    """Another name of an investor."""

    corrects = ("pk",)
    sections = (
        Section("", ("name", "kind", "until_date", "document_number"), wide=("name", "kind")),
    )

    name = forms.CharField(label=_("Other name"), max_length=300)
    kind = forms.ChoiceField(
        label=_("What kind of name"), choices=InvestorName.Kind, widget=forms.RadioSelect
    )
    until_date = DayField(
        required=False, label=_("Borne until"), help_text=_("Of an earlier name, if it is known.")
    )
    document_number = NumberedText(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; what is added is a short name unless said otherwise."""
        row = subject.row
        if not isinstance(row, InvestorName):
            return {"kind": InvestorName.Kind.ALIAS}
        names = ("name", "kind", "until_date", "document_number")
        return {name: getattr(row, name) for name in names}

    def facts(self) -> NameFacts:
        """The input of `investor_names.add_name` and `change_name`; call it on a valid form."""
        names = ("name", "kind", "until_date", "document_number")
        return NameFacts(**{name: self.cleaned_data[name] for name in names})


class NoBoxes(ActForm):
    """An act that needs nothing but to be confirmed."""

    corrects = ("pk",)


class GroupForm(ActForm):
    """The company an investor belongs to."""

    corrects = ("parent_id",)
    sections = (Section("", ("parent",), wide=("parent",)),)

    parent = forms.CharField(
        required=False,
        max_length=300,
        label=_("Parent company"),
        widget=forms.TextInput(attrs={"list": _NAMES_LIST, "autocomplete": "off"}),
        help_text=_("Name or tax code of an investor on record; empty: it belongs to no group."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        parent = row.parent if isinstance(row, Investor) else None
        return {"parent": parent.name if parent else ""}

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Names of investors on record."""
        return {_NAMES_LIST: choices.investor_names()}

    def clean_parent(self) -> str:
        """An investor on record, and not the same one."""
        text: str = self.cleaned_data["parent"]
        self.chosen = choices.investor_named(text) if text else None
        if text and self.chosen is None:
            raise forms.ValidationError(
                gettext("No investor on record is named so. Choose one from the list.")
            )
        row = self.subject.row
        if self.chosen is not None and row is not None and self.chosen.pk == row.pk:
            raise forms.ValidationError(gettext("Choose another investor as the group."))
        return text

    def facts(self) -> int | None:
        """The key of the parent company; call it on a valid form."""
        return self.chosen.pk if self.chosen else None


class SanctionForm(ActForm):
    """A decision that punishes an investor, and whether it was carried out."""

    corrects = ("pk",)
    sections = (
        Section(
            _("Decision"),
            ("number", "date", "authority", "project", "content"),
            wide=("authority", "project", "content"),
        ),
        Section(_("Fine"), ("amount_vnd", "paid_date")),
        Section(
            _("Carried out"),
            ("remedied_date",),
            note=_(
                "A sanction is closed once the fine is paid and what was ordered is done. Where "
                "nothing but a fine was ordered, give the day it was paid here too."
            ),
        ),
    )

    number = NumberedText(label=_("Decision number"))
    date = DayField(label=_("Day of the decision"))
    authority = forms.CharField(label=_("Issued by"), max_length=200)
    content = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was found, by which article, and what was ordered."),
    )
    project = forms.ModelChoiceField(
        Project.objects.none(),
        required=False,
        empty_label=_("No project: the investor as such"),
        label=_("Project concerned"),
    )
    amount_vnd = MoneyField(
        required=False, label=_("Amount of the fine"), help_text=_("For example 75 triệu.")
    )
    paid_date = DayField(required=False, label=_("Fine paid on"))
    remedied_date = DayField(required=False)

    def __init__(self, *given: Any, investor: Investor, **more: Any) -> None:
        self.investor = investor
        super().__init__(*given, **more)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Sanction):
            return {}
        return {name: getattr(row, name) for name in SanctionFacts.__slots__}

    def prepare(self) -> None:
        """Offer the investor's projects, and the one on record."""
        row, field = self.subject.row, self.fields["project"]
        offered = Project.objects.filter(investor=self.investor)
        if isinstance(row, Sanction) and row.project_id is not None:
            offered |= Project.objects.filter(pk=row.project_id)
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = offered

    def facts(self) -> SanctionFacts:
        """The input of `sanctions.add_sanction` and `change_sanction`; call it on a valid form."""
        return SanctionFacts(**{name: self.cleaned_data[name] for name in SanctionFacts.__slots__})


class EvidenceForm(ActForm):
    """A document that shows an investor's equity."""

    corrects = ("pk",)
    sections = (
        Section(
            "",
            ("kind", "as_of_date", "equity_vnd", "document_number", "note"),
            wide=("kind", "note"),
            note=_("The figure is shown with its day and document. The portal does not judge it."),
        ),
    )

    kind = forms.ChoiceField(label=_("What shows it"), choices=EquityEvidence.Kind)
    as_of_date = DayField(label=_("Figure as of"))
    equity_vnd = MoneyField(label=_("Equity"))
    document_number = NumberedText()
    note = forms.CharField(required=False, max_length=300)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, EquityEvidence):
            return {}
        return {name: getattr(row, name) for name in EvidenceFacts.__slots__}

    def facts(self) -> EvidenceFacts:
        """The input of `equity_evidence.add_evidence` and `change_evidence`."""
        return EvidenceFacts(**{name: self.cleaned_data[name] for name in EvidenceFacts.__slots__})
