"""Suspension, resumption, termination."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.periods import SuspensionFacts, TerminationFacts
from projects.forms.base import ActForm, Section
from projects.forms.fields import DayField, MoneyField, NumberedText
from projects.models import Instrument, Suspension, Termination
from vn.dates import add_months, day_text

_LONGEST_SUSPENSION = 12


class SuspensionForm(ActForm):
    """A suspension by its notice or decision (R-1.40)."""

    sections = (
        Section(_("Suspension"), ("decided_by", "start_date", "ordered_until")),
        Section(_("Notice or decision"), ("document_number", "document_date")),
    )

    decided_by = forms.ChoiceField(choices=Suspension.DecidedBy)
    start_date = DayField(label=_("Suspended from"))
    ordered_until = DayField(required=False, help_text=_("Only when the order sets the last day."))
    document_number = NumberedText()
    document_date = DayField(required=False)

    def clean(self) -> dict[str, Any]:
        """An investor suspends for 12 months at most (NĐ 31/2021, art. 56): worth a look."""
        found = super().clean() or self.cleaned_data
        start, until = found.get("start_date"), found.get("ordered_until")
        if start and until and until < start:
            self.add_error("ordered_until", gettext("The last day is before the first day."))
        own = found.get("decided_by") == Suspension.DecidedBy.INVESTOR
        if own and start and until and until > add_months(start, _LONGEST_SUSPENSION):
            self.warnings.append(
                gettext("An investor may suspend for 12 months in all. Check the last day.")
            )
        return found

    def facts(self) -> SuspensionFacts:
        """The input of `periods.suspend`; call it on a valid form."""
        names = ("decided_by", "start_date", "ordered_until", "document_number", "document_date")
        return SuspensionFacts(**{name: self.cleaned_data[name] for name in names})


class ResumptionForm(ActForm):
    """The day a suspended project runs again."""

    sections = (Section("", ("resumed_date",)),)

    resumed_date = DayField()

    @property
    def day(self) -> date:
        """The day, for `periods.resume`."""
        found: date = self.cleaned_data["resumed_date"]
        return found


class TerminationForm(ActForm):
    """The end of a project or of a part of it (R-1.43, R-1.44)."""

    sections = (
        Section(_("What ends"), ("whole", "ground"), wide=("whole", "ground")),
        Section(_("Decision"), ("number", "date", "authority")),
        Section(_("What ends with it"), ("capital_vnd", "note"), wide=("note",)),
    )

    whole = forms.TypedChoiceField(
        label=_("What ends?"),
        choices=[
            ("1", _("The whole project: every clock stops")),
            ("0", _("A part: the project goes on")),
        ],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(choices=[("", "—"), *Termination.Ground.choices])
    number = NumberedText(label=_("Number of the decision"))
    date = DayField(label=_("Day of the decision"))
    authority = forms.CharField(label=_("Issued by"), max_length=200)
    capital_vnd = MoneyField(
        required=False, label=_("Capital that ends"), help_text=_("For example 84,25.")
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Land is recovered before the project ends for it (R-1.44): worth a look."""
        found = super().clean() or self.cleaned_data
        project, day = self.subject.project, found.get("date")
        if found.get("ground") == Termination.Ground.LAND_RECOVERED and project and day:
            earlier = project.instruments.filter(
                kind=Instrument.Kind.LAND_RECOVERY, issued_date__lte=day
            )
            if not earlier.exists():
                words = gettext(
                    "No land recovery decision up to %(day)s is on record. Record it as a document."
                )
                self.warnings.append(words % {"day": day_text(day)})
        return found

    def facts(self) -> TerminationFacts:
        """The input of `periods.terminate`; call it on a valid form."""
        names = ("whole", "ground", "number", "date", "authority", "capital_vnd", "note")
        return TerminationFacts(**{name: self.cleaned_data[name] for name in names})
