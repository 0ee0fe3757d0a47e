"""Forms of the steps of a case: a step, an order to draft, a signature, a pause, more days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.actions.conclusions import Order, Signature
from inspections.actions.interruptions import MoreDays, Pause
from inspections.actions.steps import StepFacts
from inspections.models import Case, CaseExtension, CasePause, CaseStep, Conclusion
from inspections.rules.order import CASE_STEPS
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText

_OWN_ACTS = (CaseStep.Kind.DRAFT_ORDERED, CaseStep.Kind.CORRECTED)
"""Steps with a form of their own."""


def _note(rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class StepForm(ActForm):
    """A step of the case, or of the conclusion it was opened for."""

    sections = (
        Section(_("Step"), ("kind", "on_date", "document_number", "who", "note"), wide=("note",)),
    )
    case: Case
    conclusion: Conclusion | None = None

    kind = forms.ChoiceField(label=_("Step"))
    on_date = DayField(label=_("Day"))
    document_number = NumberedText(label=_("Number of the document"), required=False)
    who = forms.CharField(label=_("Taken by"), required=False, max_length=200)
    note = _note()

    def prepare(self) -> None:
        """Only the steps of what the form is about."""
        own = self.conclusion is None
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label)
            for kind in CaseStep.Kind
            if (kind in CASE_STEPS) == own and kind not in _OWN_ACTS
        ]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"on_date": subject.on}

    def facts(self) -> StepFacts:
        """The input of `steps.take`; call it on a valid form."""
        names = ("kind", "on_date", "document_number", "who", "note")
        data = {name: self.cleaned_data[name] for name in names}
        return StepFacts(conclusion_id=self.conclusion.pk if self.conclusion else None, **data)


class WithdrawForm(ActForm):
    """Why a step is taken back."""

    sections = (Section(_("Withdrawal"), ("reason",), wide=("reason",)),)

    reason = forms.CharField(label=_("Reason"), max_length=300)


class OrderForm(ActForm):
    """The order to draft one more conclusion."""

    sections = (
        Section(
            _("Conclusion to be drafted"),
            ("topic", "on_date", "document_number", "who", "is_complex"),
            wide=("topic",),
        ),
    )

    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=300,
        help_text=_("What this conclusion is about, if the case has several."),
    )
    on_date = DayField(label=_("Day of the order"))
    document_number = NumberedText(label=_("Number of the document"), required=False)
    who = forms.CharField(label=_("Who drafts it"), required=False, max_length=200)
    is_complex = forms.BooleanField(label=_("Complex matter"), required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"on_date": subject.on}

    def facts(self) -> Order:
        """The input of `conclusions.order_conclusion`."""
        names = ("topic", "on_date", "document_number", "who", "is_complex")
        return Order(**{name: self.cleaned_data[name] for name in names})


class SignForm(ActForm):
    """Number, day and signer of a conclusion."""

    sections = (
        Section(_("Signature"), ("number", "signed_date", "signer", "summary"), wide=("summary",)),
    )

    number = NumberedText(label=_("Number of the conclusion"))
    signed_date = DayField(label=_("Signed on"))
    signer = forms.CharField(label=_("Signed by"), max_length=200)
    summary = forms.CharField(
        label=_("What it concludes, in short"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"signed_date": subject.on}

    def facts(self) -> Signature:
        """The input of `conclusions.sign`."""
        names = ("number", "signed_date", "signer", "summary")
        return Signature(**{name: self.cleaned_data[name] for name in names})


class PauseForm(ActForm):
    """Days that are not counted."""

    corrects = ("document_number",)
    sections = (
        Section(
            _("Pause"),
            ("from_date", "to_date", "document_number", "document_date", "reason"),
            wide=("reason",),
        ),
    )

    from_date = DayField(label=_("Rests from"))
    to_date = DayField(
        label=_("Work goes on from"), required=False, help_text=_("Empty while it rests.")
    )
    document_number = NumberedText(label=_("Number of the document"))
    document_date = DayField(label=_("Day of the document"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, CasePause):
            return {}
        names = ("from_date", "to_date", "document_number", "document_date", "reason")
        return {name: getattr(row, name) for name in names}

    def facts(self) -> Pause:
        """The input of `interruptions.pause`."""
        names = ("from_date", "to_date", "document_number", "document_date", "reason")
        return Pause(**{name: self.cleaned_data[name] for name in names})


class ExtendForm(ActForm):
    """More days on site."""

    sections = (Section(_("Extension"), ("days", "ground", "document_number", "document_date")),)

    days = forms.IntegerField(label=_("Days added"), min_value=1, max_value=365)
    ground = forms.ChoiceField(label=_("Ground"), choices=CaseExtension.Ground.choices)
    document_number = NumberedText(label=_("Number of the decision"))
    document_date = DayField(label=_("Day of the decision"))

    def facts(self) -> MoreDays:
        """The input of `interruptions.extend`."""
        names = ("days", "ground", "document_number", "document_date")
        return MoreDays(**{name: self.cleaned_data[name] for name in names})
