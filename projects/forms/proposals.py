"""A dossier as it comes in, what is asked of the investor, the report, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from projects.actions.handing_over import may_take
from projects.actions.instruments import InstrumentFacts
from projects.actions.investors import InvestorFacts
from projects.actions.projects import ProjectFacts
from projects.actions.proposals import Decision, ProposalFacts, Report
from projects.actions.supplements import Letter
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import (
    Amount,
    AreaField,
    DayField,
    HedgedMoneyField,
    NumberedText,
    RowsOfSelects,
)
from projects.models import Instrument, Project, Proposal, Sector
from vn.dates import PartialDate, Precision

MOST_DAYS, MOST_WORDS = 365, 4000
DAYS_OF = (("working", _("working days")), ("calendar", _("calendar days")))
DOCUMENT_OF = {
    Proposal.Kind.POLICY_APPROVAL: Instrument.Kind.POLICY_APPROVAL,
    Proposal.Kind.POLICY_AND_INVESTOR: Instrument.Kind.POLICY_APPROVAL,
    Proposal.Kind.INVESTOR_APPROVAL: Instrument.Kind.INVESTOR_APPROVAL,
    Proposal.Kind.CERTIFICATE: Instrument.Kind.REGISTRATION_CERTIFICATE,
    Proposal.Kind.ADJUSTMENT: Instrument.Kind.ADJUSTMENT,
}
"""The document by which each kind of dossier is approved."""


def words_box(rows: int = 4) -> forms.Textarea:
    """A box for several lines."""
    return forms.Textarea(attrs={"rows": rows})


class ProposalForm(ActForm):
    """A dossier about a project on record."""

    corrects: ClassVar[tuple[str, ...]] = ("pk",)
    sections: Sequence[Section] = (
        Section(
            _("Dossier"),
            ("kind", "dossier_code", "received_date", "limit_days", "days_of", "agency"),
            wide=("kind",),
            note=_("Without a number of days no lateness can be computed; it can be added later."),
        ),
    )

    kind = forms.ChoiceField(label=_("What is asked for"), choices=Proposal.Kind)
    dossier_code = forms.CharField(
        required=False, max_length=60, help_text=_("As the one-stop desk gave it.")
    )
    received_date = DayField(label=_("Day the dossier was received"))
    limit_days = forms.IntegerField(required=False, min_value=1, max_value=MOST_DAYS)
    days_of = forms.ChoiceField(label=_("Counted in"), choices=DAYS_OF)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency that appraises"), empty_label=None
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new dossier came in today to the person's own agency."""
        row = subject.row
        if not isinstance(row, Proposal):
            project = subject.project
            return {
                "received_date": subject.on,
                "days_of": "working",
                "agency": subject.user.agency,
                "kind": _usual_kind(project),
            }
        names = ("kind", "dossier_code", "received_date", "limit_days", "agency")
        return {name: getattr(row, name) for name in names} | {
            "days_of": "working" if row.working_days else "calendar"
        }

    def prepare(self) -> None:
        """Offer the agencies of today."""
        row = self.subject.row
        chosen = row.agency if isinstance(row, Proposal) else None
        field = self.fields["agency"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices.agencies(self.subject.on, chosen=chosen)

    def facts(self) -> ProposalFacts:
        """The input of `proposals.receive` and `change`; call it on a valid form."""
        names = ("kind", "dossier_code", "received_date", "limit_days", "agency")
        return ProposalFacts(
            **{name: self.cleaned_data[name] for name in names},
            working_days=self.cleaned_data["days_of"] == "working",
        )


def _usual_kind(project: Project | None) -> str:
    approved = project is not None and project.legal_state not in ("proposed", "refused")
    return Proposal.Kind.ADJUSTMENT if approved else Proposal.Kind.POLICY_APPROVAL


class NewProposalForm(ProposalForm):
    """A dossier that brings a new project."""

    corrects = ()
    sections = (
        Section(
            _("Proposed project"),
            ("name", "investor", "tax_code", "sector", "registered_capital_vnd", "land_area_m2"),
            wide=("name", "investor"),
        ),
        Section(_("Location"), ("units", "location_text"), wide=("location_text",)),
        *ProposalForm.sections,
        Section(_("Follow-up"), ("officer",)),
    )

    name = forms.CharField(label=_("Project name"), max_length=400)
    investor = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "ten-nha-dau-tu", "autocomplete": "off"}),
        help_text=_("Type a part of the name and choose; a name not on the list is added to it."),
    )
    tax_code = forms.CharField(required=False, max_length=14)
    sector = forms.ModelChoiceField(Sector.objects.all(), required=False, empty_label="—")
    registered_capital_vnd = HedgedMoneyField(required=False, label=_("Capital proposed"))
    land_area_m2 = AreaField(required=False, label=_("Land area proposed"))
    units = forms.ModelMultipleChoiceField(
        AdministrativeUnit.objects.none(),
        label=_("Communes, wards"),
        required=False,
        widget=RowsOfSelects,
    )
    location_text = forms.CharField(required=False, max_length=300)
    officer = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="—")

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Followed by the person who enters it."""
        user = subject.user
        return super().initial_of(subject) | {"officer": user if may_take(user) else None}

    def prepare(self) -> None:
        """Offer agencies, officers and communes."""
        super().prepare()
        offered = {"officer": choices.officers(), "units": choices.places(self.subject.on)}
        for name, rows in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Names of investors on record."""
        return {"ten-nha-dau-tu": choices.investor_names()}

    def clean(self) -> dict[str, Any]:
        """A tax code belongs to an investor with a name; nothing is there to adjust yet."""
        found = super().clean() or self.cleaned_data
        if found.get("tax_code") and not found.get("investor"):
            self.add_error("investor", gettext("Give the name of the investor too."))
        return found

    def project_facts(self) -> ProjectFacts:
        """The project as it is proposed; call it on a valid form."""
        read = self.cleaned_data
        capital: Amount | None = read["registered_capital_vnd"]
        names = ("name", "agency", "sector", "location_text", "land_area_m2", "officer")
        return ProjectFacts(
            **{name: read[name] for name in names},
            units=tuple(read["units"]),
            investor=(
                InvestorFacts(name=read["investor"], tax_code=read["tax_code"])
                if read["investor"]
                else None
            ),
            registered_capital_vnd=capital.vnd if capital else None,
            capital_hedge=capital.hedge if capital else "",
            legal_state=Project.LegalState.PROPOSED,
        )


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
    authority = forms.ChoiceField(choices=Instrument.Authority, required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Decided today, until the person says otherwise."""
        return {"decided_date": subject.on, "authority": Instrument.Authority.UNKNOWN}

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
        row, read = self.subject.row, self.cleaned_data
        kind = row.kind if isinstance(row, Proposal) else Proposal.Kind.POLICY_APPROVAL
        return InstrumentFacts(
            kind=DOCUMENT_OF[Proposal.Kind(kind)],
            number=read["number"],
            issued=PartialDate(read["decided_date"], Precision.DAY),
            authority=read["authority"] or Instrument.Authority.UNKNOWN,
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
