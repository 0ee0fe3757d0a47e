"""Contacts with the investor, loss of the site, periodic reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.contacts import ContactFacts, SiteLossFacts
from projects.actions.filings import FilingFacts, Verdict
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText, PartialDateField
from projects.models import Contact, Filing, SiteLoss
from projects.wording import cycle_span
from vn.dates import PartialDate

_ACCEPTED, _RETURNED, _UNDECIDED = "accepted", "returned", "undecided"


class ContactForm(ActForm):
    """One attempt to reach the investor (I5)."""

    corrects = ("pk",)
    sections = (
        Section(
            "",
            ("date", "channel", "reached", "document_number", "note"),
            wide=("reached", "note"),
        ),
    )

    date = DayField(label=_("Day of the attempt"))
    channel = forms.ChoiceField(choices=Contact.Channel)
    reached = forms.TypedChoiceField(
        label=_("Was the investor reached?"),
        choices=[("1", _("Yes, somebody answered")), ("0", _("No answer"))],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
    document_number = NumberedText(
        required=False, help_text=_("Letter, receipt of the post office, minutes of the posting.")
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who answered what, or how it came back."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Contact):
            return {}
        names = ("date", "channel", "document_number", "note")
        return {name: getattr(row, name) for name in names} | {
            "reached": "1" if row.reached else "0"
        }

    def facts(self) -> ContactFacts:
        """The input of `contacts.add_contact` and `change_contact`; call it on a valid form."""
        names = (name for section in self.sections for name in section.fields)
        return ContactFacts(**{name: self.cleaned_data[name] for name in names})


class SiteLossForm(ActForm):
    """Since when the site cannot be used, and the relocation that was filed (I6)."""

    corrects = ("pk",)
    sections = (
        Section(_("Site lost"), ("lost_date", "document_number", "reason"), wide=("reason",)),
        Section(
            _("Relocation"),
            ("relocation_filed_date", "relocation_document"),
            note=_("Six months to file it run from the day the site was lost."),
        ),
    )

    lost_date = DayField()
    document_number = NumberedText(help_text=_("Decision or minutes that record it."))
    reason = forms.CharField(max_length=300, help_text=_("Why the site can no longer be used."))
    relocation_filed_date = DayField(required=False)
    relocation_document = NumberedText(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, SiteLoss):
            return {}
        names = (name for section in self.sections for name in section.fields)
        return {name: getattr(row, name) for name in names}

    def clean(self) -> dict[str, Any]:
        """A relocation follows the loss."""
        found = super().clean() or self.cleaned_data
        lost, filed = found.get("lost_date"), found.get("relocation_filed_date")
        if lost and filed and filed < lost:
            self.add_error(
                "relocation_filed_date",
                gettext("The relocation was filed before the site was lost."),
            )
        return found

    def facts(self) -> SiteLossFacts:
        """The input of `contacts.add_site_loss` and `change_site_loss`."""
        names = (name for section in self.sections for name in section.fields)
        return SiteLossFacts(**{name: self.cleaned_data[name] for name in names})


class FilingForm(ActForm):
    """A periodic report as it was handed in (R1, R2, R3)."""

    corrects = ("pk",)
    sections = (
        Section("", ("kind", "cycle", "submitted_date", "document_number"), wide=("kind",)),
    )

    kind = forms.ChoiceField(label=_("Report"), choices=Filing.Kind)
    cycle = PartialDateField(help_text=_("Quý III/2026, or 2026 for a yearly report."))
    submitted_date = DayField(help_text=_("The report counts on this day once it is accepted."))
    document_number = NumberedText(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Filing):
            return {}
        names = ("kind", "submitted_date", "document_number")
        return {name: getattr(row, name) for name in names} | {"cycle": cycle_span(row.cycle)}

    def clean(self) -> dict[str, Any]:
        """A report of a quarter or year that has not ended: worth a look."""
        found = super().clean() or self.cleaned_data
        cycle: PartialDate | None = found.get("cycle")
        submitted = found.get("submitted_date")
        if cycle and submitted and submitted <= cycle.last:
            words = gettext("%(cycle)s had not ended on the day of the report. Check both.")
            self.warn(words % {"cycle": cycle}, "submitted_date", "cycle")
        return found

    def facts(self) -> FilingFacts:
        """The input of `filings.file_report` and `correct_report`; call it on a valid form."""
        names = (name for section in self.sections for name in section.fields)
        return FilingFacts(**{name: self.cleaned_data[name] for name in names})


class VerdictForm(ActForm):
    """Whether a report is accepted, or what must be corrected in it."""

    corrects = ("accepted_date", "returned_date")
    sections = (Section("", ("verdict", "day", "remarks"), wide=("verdict", "remarks")),)

    verdict = forms.ChoiceField(
        label=_("Is the report accepted?"),
        choices=[
            (_ACCEPTED, _("Yes, accepted")),
            (_RETURNED, _("No, returned to be corrected")),
            (_UNDECIDED, _("Not decided yet")),
        ],
        widget=forms.RadioSelect,
    )
    day = DayField(required=False, label=_("On which day"))
    remarks = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the investor must correct; the investor reads it."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a report nobody has decided on opens at today."""
        row = subject.row
        if not isinstance(row, Filing) or not (row.accepted_date or row.returned_date):
            return {"day": subject.on}
        return {
            "verdict": _ACCEPTED if row.accepted_date else _RETURNED,
            "day": row.accepted_date or row.returned_date,
            "remarks": row.remarks,
        }

    def recorded(self) -> dict[str, Any]:
        """What is on record, without the day that the form proposes."""
        row = self.subject.row
        known = isinstance(row, Filing) and (row.accepted_date or row.returned_date)
        return dict(self.initial) if known else {}

    def clean(self) -> dict[str, Any]:
        """An answer has its day, after the report came in; a returned one says why."""
        found = super().clean() or self.cleaned_data
        verdict, day, row = found.get("verdict"), found.get("day"), self.subject.row
        if verdict in (_ACCEPTED, _RETURNED) and "day" not in self.errors:
            if day is None:
                self.add_error("day", gettext("Give the day."))
            elif isinstance(row, Filing) and day < row.submitted_date:
                self.add_error("day", gettext("A report is decided on after it was submitted."))
        if verdict == _RETURNED and not found.get("remarks"):
            self.add_error("remarks", gettext("Say what must be corrected."))
        return found

    def facts(self) -> Verdict:
        """The input of `filings.decide_report`; call it on a valid form."""
        read = self.cleaned_data
        if read["verdict"] == _ACCEPTED:
            return Verdict(accepted=read["day"], remarks=read["remarks"])
        if read["verdict"] == _RETURNED:
            return Verdict(returned=read["day"], remarks=read["remarks"])
        return Verdict()
