"""Forms of the capital ledger: a decision, its correction, rows added to it, a source of capital."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disbursement.actions.ledger_rows import BALANCED, DecisionFacts, DecisionWords
from disbursement.forms.ledger_rows import ROWS, RowsForm
from disbursement.models import FundingSource, PlanDecision
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText


class DecisionForm(RowsForm):
    """A document and its rows."""

    sections = (
        Section(
            _("Document"),
            ("kind", "issuer", "number", "issued_date", "title", "source_url"),
            wide=("title", "source_url"),
        ),
        *ROWS,
    )

    kind = forms.ChoiceField(label=_("The decision"), choices=PlanDecision.Kind)
    issuer = forms.ChoiceField(label=_("Issued by"), choices=PlanDecision.Issuer)
    number = NumberedText(label=_("Number of the decision"))
    issued_date = DayField(label=_("Day of the decision"))
    title = forms.CharField(required=False, max_length=300, label=_("Subject of the decision"))
    source_url = forms.URLField(
        required=False, label=_("Address of the source"), assume_scheme="https"
    )

    def of_decision(self, found: Mapping[str, Any]) -> tuple[str, str]:
        """As they were chosen."""
        return str(found.get("kind", "")), str(found.get("issuer", ""))

    def facts(self) -> DecisionFacts:
        """The document, of a valid form."""
        names = ("kind", "issuer", "number", "issued_date", "title", "source_url")
        return DecisionFacts(**{name: self.cleaned_data[name] for name in names})


class AmendForm(RowsForm):
    """Rows that were forgotten in a decision on record."""

    def of_decision(self, found: Mapping[str, Any]) -> tuple[str, str]:
        """Those of the decision on record."""
        row = self.subject.row
        return (row.kind, row.issuer) if isinstance(row, PlanDecision) else ("", "")

    def prepare(self) -> None:
        """The kind of capital is chosen only where the decision leaves it open."""
        super().prepare()
        if self.of_decision({})[0] not in BALANCED:
            del self.fields["bucket"]


class WordsForm(ActForm):
    """What a decision on record is called."""

    sections = (
        Section(
            _("Document"), ("issuer", "number", "title", "source_url"), wide=("title", "source_url")
        ),
    )
    corrects = ("number",)

    issuer = forms.ChoiceField(label=_("Issued by"), choices=PlanDecision.Issuer)
    number = NumberedText(label=_("Number of the decision"))
    title = forms.CharField(required=False, max_length=300, label=_("Subject of the decision"))
    source_url = forms.URLField(
        required=False, label=_("Address of the source"), assume_scheme="https"
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        names = ("issuer", "number", "title", "source_url")
        return {name: getattr(subject.row, name) for name in names}

    def words(self) -> DecisionWords:
        """The input of `ledger.correct`, of a valid form."""
        names = ("issuer", "number", "title", "source_url")
        return DecisionWords(**{name: self.cleaned_data[name] for name in names})


class SourceForm(ActForm):
    """A source of the tree: its outline number says where it stands."""

    sections = (
        Section("", ("code", "name", "short_name", "is_foreign"), wide=("name",)),
        Section(_("In use"), ("valid_from", "valid_to")),
    )

    code = forms.RegexField(
        r"^[1-9][0-9]?([.][1-9][0-9]?){0,2}$",
        max_length=12,
        label=_("Outline number"),
        error_messages={"invalid": _("Give an outline number, such as 2.5.")},
    )
    name = forms.CharField(max_length=200, label=_("Name of the source"))
    short_name = forms.CharField(required=False, max_length=60, label=_("Short name"))
    is_foreign = forms.BooleanField(required=False, label=_("Foreign loan or aid"))
    valid_from = DayField(required=False, label=_("In use from"))
    valid_to = DayField(required=False, label=_("In use to"))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, FundingSource):
            return {}
        names = ("code", "name", "short_name", "is_foreign", "valid_from", "valid_to")
        return {name: getattr(row, name) for name in names}

    def prepare(self) -> None:
        """The number of a source on record stays: rows and reports name it."""
        if self.subject.row is not None:
            self.fields["code"].disabled = True

    def facts(self) -> dict[str, Any]:
        """The input of the actions, of a valid form."""
        names = ("code", "name", "short_name", "is_foreign", "valid_from", "valid_to")
        return {name: self.cleaned_data[name] for name in names}
