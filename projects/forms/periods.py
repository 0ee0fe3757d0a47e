"""Suspension and resumption."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines.actions import law
from projects.actions.periods import SuspensionFacts
from projects.forms.base import ActForm, Section
from projects.forms.fields import DayField, NumberedText
from projects.models import Suspension
from projects.rules.standing import NOTICE_WITHIN
from vn.dates import add_months

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
        told = found.get("document_date")
        if own and start and told:
            self._look_at_notice(start, told)
        return found

    def _look_at_notice(self, start: date, told: date) -> None:
        """An investor tells of it within 5 working days (R-1.40)."""
        waited = law.calendar().working_days_between(start, told)
        if waited > NOTICE_WITHIN:
            words = gettext(
                "Notice %(n)s working days after the suspension began; 5 are allowed. Check both "
                "days."
            )
            self.warnings.append(words % {"n": waited})

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
