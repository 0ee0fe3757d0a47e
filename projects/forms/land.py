"""Land: decision, handover in the field, use, extension."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from accounts.permissions import Scope
from projects.actions.land import (
    LONGEST_EXTENSION,
    Granted,
    Handover,
    LandUse,
    TrancheFacts,
)
from projects.forms import choices
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import AreaField, DayField, NumberedText, PartialDateField
from projects.models import LandTranche
from vn.dates import PartialDate, Precision, day_text

_AREA_NOTE = _("For example 42,6, or 426.000 m².")


class TrancheForm(ActForm):
    """What was decided about a part of the land."""

    corrects = ("pk",)
    sections = (
        Section("", ("label", "phase", "agency")),
        Section(
            _("Decision"),
            ("decision_number", "decision_date", "decided_area_m2", "planned_handover_date"),
        ),
    )

    label = forms.CharField(max_length=100, help_text=_("For example Đợt 1, or Khu A."))
    phase = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Empty when the land serves every phase."),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Agency that hands over the land"),
        empty_label="—",
        help_text=_("It owes the handover in the field."),
    )
    decision_number = NumberedText(required=False)
    decision_date = DayField(required=False)
    decided_area_m2 = AreaField(required=False, help_text=_AREA_NOTE)
    planned_handover_date = DayField(required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; the next part for a new one."""
        row = subject.row
        if isinstance(row, LandTranche):
            return {name: getattr(row, name) for name in _TRANCHE}
        own = subject.user.agency if subject.user.scope == Scope.AGENCY else None
        count = subject.project.tranches.count() if subject.project else 0
        return {"label": f"Đợt {count + 1}", "agency": own}

    def prepare(self) -> None:
        """Offer the agencies that exist."""
        row = self.subject.row
        field = self.fields["agency"]
        if isinstance(field, forms.ModelChoiceField):
            chosen = row.agency if isinstance(row, LandTranche) else None
            field.queryset = choices.agencies(self.subject.on, chosen=chosen)

    def facts(self) -> TrancheFacts:
        """The input of `land.add_tranche` and `change_tranche`; call it on a valid form."""
        return TrancheFacts(**{name: self.cleaned_data[name] for name in _TRANCHE})


_TRANCHE = (
    "label",
    "phase",
    "agency",
    "decision_number",
    "decision_date",
    "decided_area_m2",
    "planned_handover_date",
)


class HandoverForm(ActForm):
    """The handover in the field, by its minutes."""

    corrects = ("handover_date",)
    sections = (Section("", ("minutes_number", "handed", "handed_area_m2")),)

    minutes_number = NumberedText(label=_("Number of the minutes"))
    handed = PartialDateField(
        label=_("Day of handover in the field"),
        help_text=_("12 months to put the land to use run from this day."),
    )
    handed_area_m2 = AreaField(required=False, help_text=_AREA_NOTE)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, LandTranche):
            return {}
        day = row.handover_date
        return {
            "minutes_number": row.minutes_number,
            "handed": PartialDate(day, Precision(row.handover_precision)) if day else None,
            "handed_area_m2": row.handed_area_m2,
        }

    def clean(self) -> dict[str, Any]:
        """Before the decision, or more land than decided: worth a look."""
        found = super().clean() or self.cleaned_data
        row, handed, area = self.subject.row, found.get("handed"), found.get("handed_area_m2")
        if not isinstance(row, LandTranche):
            return found
        if handed and row.decision_date and handed.last < row.decision_date:
            self.warn(
                gettext("The handover is before the decision of %(day)s. Check both days.")
                % {"day": day_text(row.decision_date)},
                "handed",
            )
        if area and row.decided_area_m2 and area > row.decided_area_m2:
            self.warn(
                gettext("More land is handed over than was decided. Check both areas."),
                "handed_area_m2",
            )
        return found

    def facts(self) -> Handover:
        """The input of `land.hand_over`; call it on a valid form."""
        read = self.cleaned_data
        return Handover(read["minutes_number"], read["handed"], read["handed_area_m2"])


class InUseForm(ActForm):
    """Since when the land is in use, and what shows it (R-2.4)."""

    corrects = ("in_use_date",)
    sections = (Section("", ("in_use_date", "in_use_evidence"), wide=("in_use_evidence",)),)

    in_use_date = DayField()
    in_use_evidence = forms.CharField(
        max_length=300, help_text=_("Photos, minutes, construction notice: number and day.")
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        return {name: getattr(subject.row, name) for name in ("in_use_date", "in_use_evidence")}

    def clean(self) -> dict[str, Any]:
        """Use before the handover: worth a look."""
        found = super().clean() or self.cleaned_data
        row, day = self.subject.row, found.get("in_use_date")
        handed = row.handover_date if isinstance(row, LandTranche) else None
        if day and handed and day < handed:
            self.warn(
                gettext("The land is in use before its handover of %(day)s. Check both days.")
                % {"day": day_text(handed)},
                "in_use_date",
            )
        return found

    def facts(self) -> LandUse:
        """The input of `land.put_in_use`; call it on a valid form."""
        return LandUse(self.cleaned_data["in_use_date"], self.cleaned_data["in_use_evidence"])


class ExtensionForm(ActForm):
    """The one extension of land use, by its decision (L3)."""

    sections = (Section("", ("decision_number", "decision_date", "from_date", "months")),)

    decision_number = NumberedText(label=_("Number of the extension decision"))
    decision_date = DayField()
    from_date = DayField(help_text=_("First day of the extension in the decision."))
    months = forms.IntegerField(
        min_value=1,
        max_value=LONGEST_EXTENSION,
        help_text=_("At most 24, once (Luật Đất đai 2024, Điều 81 khoản 8)."),
    )

    def facts(self) -> Granted:
        """The input of `land.extend`; call it on a valid form."""
        read = self.cleaned_data
        names = ("decision_number", "decision_date", "from_date", "months")
        return Granted(**{name: read[name] for name in names})
