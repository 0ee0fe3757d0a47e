"""How far site clearance came on a day (R-2.3)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.clearance import CountFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import AreaField, DayField
from projects.models import ClearanceCount, LandTranche

_PARTS = (
    ("households_agreed", "households_total"),
    ("households_paid", "households_total"),
    ("users_agreed", "users_total"),
    ("area_agreed_m2", "area_total_m2"),
)
_MOST = 1_000_000


def _number() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=_MOST)


class ClearanceForm(ActForm):
    """A count of households, land users and area; a new one starts from the one before."""

    corrects = ("pk",)
    sections = (
        Section("", ("as_of_date", "tranche", "source"), wide=("source",)),
        Section(_("Households"), ("households_total", "households_agreed", "households_paid")),
        Section(
            _("Land and its users"),
            ("area_total_m2", "area_agreed_m2", "users_total", "users_agreed"),
        ),
        Section(
            _("Land by agreement"),
            ("by_agreement", "agreement_deadline"),
            note=_(
                "Past that day, with more than 75 % of the area and of the users agreed, the "
                "council may be asked to recover the rest (Resolution 254/2025/QH15, Article 3)."
            ),
        ),
        Section("", ("note",), wide=("note",)),
    )

    as_of_date = DayField()
    tranche = forms.ModelChoiceField(
        LandTranche.objects.none(), required=False, empty_label=_("The whole project")
    )
    source = forms.CharField(
        required=False,
        max_length=200,
        help_text=_("Report of the commune or of the clearance council: number and day."),
    )
    households_total, households_agreed, households_paid = _number(), _number(), _number()
    users_total, users_agreed = _number(), _number()
    area_total_m2, area_agreed_m2 = AreaField(required=False), AreaField(required=False)
    by_agreement = forms.BooleanField(required=False)
    agreement_deadline = DayField(required=False, help_text=_("With its extensions."))
    note = forms.CharField(
        required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; for a new count the numbers of the latest one, counted today."""
        row = subject.row
        if isinstance(row, ClearanceCount):
            return {name: getattr(row, name) for name in self._names()}
        counts = subject.project.clearance_counts.all() if subject.project else None
        last = counts.first() if counts is not None else None
        kept = {name: getattr(last, name) for name in self._names()} if last else {}
        return kept | {"as_of_date": subject.on, "source": "", "note": ""}

    def prepare(self) -> None:
        """Offer the tranches of the project."""
        field = self.fields["tranche"]
        if isinstance(field, forms.ModelChoiceField) and self.subject.project:
            field.queryset = self.subject.project.tranches.all()

    def clean(self) -> dict[str, Any]:
        """No part is more than its whole; a deadline is one of agreement."""
        found = super().clean() or self.cleaned_data
        for part, whole in _PARTS:
            known = found.get(part) is not None and found.get(whole) is not None
            if known and found[part] > found[whole]:
                self.add_error(part, gettext("A part cannot be more than the whole."))
        if found.get("agreement_deadline") and not found.get("by_agreement"):
            words = gettext("Tick this box too, or empty the day: only agreement has a last day.")
            self.add_error("by_agreement", words)
        counted = [name for pair in _PARTS for name in pair]
        if not self.errors and all(found.get(name) is None for name in counted):
            self.add_error(None, gettext("Give at least one of the numbers."))
        return found

    def facts(self) -> CountFacts:
        """The input of `clearance.add_count` and `change_count`; call it on a valid form."""
        return CountFacts(**{name: self.cleaned_data[name] for name in self._names()})

    def _names(self) -> list[str]:
        return [name for section in self.sections for name in section.fields]
