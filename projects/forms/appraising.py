"""What happens to a dossier: papers asked for, report, submission, decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.instruments import InstrumentFacts
from projects.actions.proposals import Decision, Report
from projects.actions.supplements import Letter
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import DayField, NumberedText
from projects.forms.proposals import MOST_WORDS, words_box
from projects.models import Instrument, Proposal
from projects.rules.authority import usual_authority
from vn.dates import PartialDate, Precision

DOCUMENT_OF = {
    Proposal.Kind.POLICY_APPROVAL: Instrument.Kind.POLICY_APPROVAL,
    Proposal.Kind.POLICY_AND_INVESTOR: Instrument.Kind.POLICY_APPROVAL,
    Proposal.Kind.INVESTOR_APPROVAL: Instrument.Kind.INVESTOR_APPROVAL,
    Proposal.Kind.CERTIFICATE: Instrument.Kind.REGISTRATION_CERTIFICATE,
    Proposal.Kind.ADJUSTMENT: Instrument.Kind.ADJUSTMENT,
}
"""The document by which each kind of dossier is approved."""


class ReportForm(ActForm):
    """The appraisal report."""

    corrects = ("report_number",)
    sections = (Section("", ("report_number", "report_date", "conclusion"), wide=("conclusion",)),)

    report_number = NumberedText()
    report_date = DayField()
    conclusion = forms.CharField(
        max_length=MOST_WORDS,
        widget=words_box(6),
        help_text=_("What is proposed, and on which conditions."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        names = ("report_number", "report_date", "conclusion")
        return {name: getattr(subject.row, name) for name in names}

    def said(self) -> Report:
        """The input of `proposals.report`; call it on a valid form."""
        read = self.cleaned_data
        return Report(read["report_number"], read["report_date"], read["conclusion"])


class SubmitForm(ActForm):
    """To whom the result was submitted, on which day."""

    corrects = ("submitted_to",)
    sections = (Section("", ("submitted_date", "submitted_to"), wide=("submitted_to",)),)

    submitted_date = DayField(label=_("Submitted on"))
    submitted_to = forms.CharField(max_length=200)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a first submission is of today."""
        row = subject.row
        day, to = getattr(row, "submitted_date", None), getattr(row, "submitted_to", "")
        return {"submitted_date": day or subject.on, "submitted_to": to}

    def recorded(self) -> dict[str, Any]:
        """Without the day the form proposes."""
        return {**self.initial, "submitted_date": getattr(self.subject.row, "submitted_date", None)}


class DecisionForm(ActForm):
    """How it ended; an approval names its document, on record or new."""

    sections = (
        Section("", ("outcome", "decided_date", "reason"), wide=("outcome", "reason")),
        Section(
            _("Document that approves"),
            ("instrument", "number", "authority"),
            wide=("instrument",),
            note=_("What the document states is entered with it afterwards."),
        ),
    )

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[
            (each.value, each.label)
            for each in Proposal.Outcome
            if each is not Proposal.Outcome.PENDING
        ],
        widget=forms.RadioSelect,
    )
    decided_date = DayField(label=_("Day of the decision"))
    reason = forms.CharField(
        required=False,
        max_length=MOST_WORDS,
        widget=words_box(3),
        help_text=_("Always for a refusal."),
    )
    instrument = InstrumentField(required=False, label=_("Document on record"))
    number = NumberedText(required=False, label=_("Or a new one: number and symbol"))
    authority = forms.ChoiceField(
        choices=[("", _("As usual, see below")), *Instrument.Authority.choices],
        required=False,
        help_text=_(
            "Approvals: the Chairperson from 1/3/2026 on, the committee before; in zones their "
            "board. Choose another one where the document says so."
        ),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Decided today, until the person says otherwise."""
        return {"decided_date": subject.on}

    def recorded(self) -> dict[str, Any]:
        """Nothing was decided yet."""
        return {}

    def prepare(self) -> None:
        """Offer the documents of the project."""
        field = self.fields["instrument"]
        if isinstance(field, InstrumentField):
            field.offer(self.subject.project)

    def clean(self) -> dict[str, Any]:
        """An approval has a document, a refusal a reason."""
        found = super().clean() or self.cleaned_data
        outcome = found.get("outcome")
        named = found.get("instrument") or found.get("number") or "number" in self.errors
        if outcome == Proposal.Outcome.APPROVED and not named:
            words = gettext("Name the document that approves: choose one, or give its number.")
            self.add_error("number", words)
        if outcome == Proposal.Outcome.REFUSED and not found.get("reason"):
            self.add_error("reason", gettext("Give the reason of the refusal."))
        return found

    def decision(self) -> Decision:
        """The input of `proposals.decide`; call it on a valid form."""
        read = self.cleaned_data
        return Decision(
            outcome=read["outcome"],
            decided_date=read["decided_date"],
            reason=read["reason"],
            instrument=read["instrument"],
            document=self._document() if not read["instrument"] and read["number"] else None,
        )

    def _document(self) -> InstrumentFacts:
        """The approving document; who usually issues it (R-1.2) where the person named nobody."""
        row, read, project = self.subject.row, self.cleaned_data, self.subject.project
        asked = row.kind if isinstance(row, Proposal) else Proposal.Kind.POLICY_APPROVAL
        kind, issued = (
            DOCUMENT_OF[Proposal.Kind(asked)],
            PartialDate(read["decided_date"], Precision.DAY),
        )
        zone = project.zone if project else ""
        usual = usual_authority(kind=kind, issued=issued, zone=zone)
        return InstrumentFacts(
            kind=kind, number=read["number"], issued=issued, authority=read["authority"] or usual
        )


class SupplementForm(ActForm):
    """The letter that asks the investor for more papers."""

    sections = (Section("", ("document_number", "asked_date", "asked_for"), wide=("asked_for",)),)

    document_number = NumberedText(label=_("Number of the letter"))
    asked_date = DayField(label=_("Day of the letter"))
    asked_for = forms.CharField(
        max_length=MOST_WORDS, widget=words_box(), label=_("Papers asked for")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Asked today, until the person says otherwise."""
        return {"asked_date": subject.on}

    def letter(self) -> Letter:
        """The input of `supplements.ask`; call it on a valid form."""
        read = self.cleaned_data
        return Letter(read["asked_date"], read["document_number"], read["asked_for"])


class PapersForm(ActForm):
    """The day on which the papers came."""

    sections = (Section("", ("answered_date",)),)

    answered_date = DayField(label=_("Day the papers were received"))

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today, until the person says otherwise."""
        return {"answered_date": subject.on}

    def recorded(self) -> dict[str, Any]:
        """Nothing came yet."""
        return {}
