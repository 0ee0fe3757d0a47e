"""Milestones: plan, new plan, reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.schedule import Achievement, ItemFacts, Plan
from projects.forms.base import ActForm, Section, Subject
from projects.forms.choices import InstrumentField
from projects.forms.fields import DayField, MoneyField, PartialDateField
from projects.models import Instrument, ScheduleItem, ScheduleRevision
from vn.dates import PartialDate, Precision, months_and_days

_PLAN_NOTE = _(
    "A day, month, quarter or year: 31/3/2027, 3/2027, Quý III/2027, 2027. The deadline is its "
    "last day."
)
_AMOUNT_NOTE = _("Only for capital: what this milestone adds to the earlier ones.")
_LONGEST_STRETCH = 24
_NOT_YET, _ON_A_DAY, _UNDATED = "no", "day", "undated"


class ItemForm(ActForm):
    """A milestone as first planned."""

    sections = (
        Section(_("Milestone"), ("kind", "phase", "name"), wide=("name",)),
        Section(
            _("First plan"),
            ("instrument", "planned_from", "planned", "amount_vnd"),
            ("instrument",),
        ),
    )

    kind = forms.ChoiceField(label=_("Kind of milestone"), choices=ScheduleItem.Kind)
    phase = forms.IntegerField(min_value=1, max_value=99, initial=1)
    name = forms.CharField(
        label=_("Name of the milestone"),
        max_length=200,
        help_text=_("As the decision writes it: Hoàn thành xây dựng giai đoạn 1."),
    )
    instrument = InstrumentField(
        required=False,
        help_text=_("Without a document of the project the plan binds nobody: no deadline runs."),
    )
    planned_from = DayField(required=False)
    planned = PartialDateField(required=False, label=_("Planned end"), help_text=_PLAN_NOTE)
    amount_vnd = MoneyField(
        required=False, label=_("Capital to contribute"), help_text=_AMOUNT_NOTE
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The first phase."""
        return {"phase": 1}

    def prepare(self) -> None:
        """Offer the documents of the project."""
        _offer_documents(self)

    def clean(self) -> dict[str, Any]:
        """A plan ends after it starts, and says more exactly when it would seem not to."""
        found = super().clean() or self.cleaned_data
        start, end = found.get("planned_from"), found.get("planned")
        if start and end and end.last < start:
            self.add_error("planned", gettext("The planned end is before the planned start."))
        elif start and end and end.first < start:
            words = gettext(
                "The planned start lies within %(end)s. Give the planned end more exactly."
            )
            self.add_error("planned", words % {"end": end})
        if found.get("amount_vnd") is not None and found.get("kind") != ScheduleItem.Kind.CAPITAL:
            self.add_error("amount_vnd", gettext("Only a capital milestone has an amount."))
        return found

    def facts(self) -> ItemFacts:
        """The input of `schedule.add_item`; call it on a valid form."""
        names = (name for section in self.sections for name in section.fields)
        return ItemFacts(**{name: self.cleaned_data[name] for name in names})


class PlanForm(ActForm):
    """A new planned day, by the document that sets it."""

    sections = (
        Section("", ("instrument", "planned", "amount_vnd", "exception"), wide=("exception",)),
    )

    instrument = InstrumentField(
        help_text=_("Not on the list? Record the document first, then come back.")
    )
    planned = PartialDateField(label=_("New planned end"), help_text=_PLAN_NOTE)
    exception = forms.ChoiceField(
        required=False,
        choices=ScheduleRevision.CapException,
        help_text=_("Only when the decision itself names it (Luật Đầu tư 2020, Điều 41 khoản 4)."),
    )
    amount_vnd = MoneyField(
        required=False, label=_("Capital to contribute"), help_text=_AMOUNT_NOTE
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The plan in force."""
        row = subject.row
        if not isinstance(row, ScheduleItem):
            return {}
        if row.planned_date is None:
            return {"amount_vnd": row.amount_vnd}
        last = row.revisions.first()
        return {
            "planned": PartialDate(row.planned_date, Precision(row.planned_precision)),
            "instrument": row.instrument,
            "exception": last.exception if last else "",
            "amount_vnd": row.amount_vnd,
        }

    def prepare(self) -> None:
        """Offer the documents of the project; only a milestone of capital has an amount."""
        _offer_documents(self)
        if getattr(self.subject.row, "kind", "") != ScheduleItem.Kind.CAPITAL:
            del self.fields["amount_vnd"]

    def clean(self) -> dict[str, Any]:
        """More than 24 months after the first plan needs a reason the law names (LOI 41.4)."""
        found = super().clean() or self.cleaned_data
        row = self.subject.row
        if isinstance(row, ScheduleItem) and not found.get("exception"):
            self.warnings += needs_exception(row, found.get("planned"))
        return found

    def facts(self) -> Plan:
        """The input of `schedule.revise`; call it on a valid form."""
        read = self.cleaned_data
        return Plan(read["instrument"], read["planned"], read["exception"], read.get("amount_vnd"))


class AchievementForm(ActForm):
    """Whether the milestone is reached, on which day, shown by what."""

    corrects = ("actual_date", "achieved_undated")
    sections = (Section("", ("reached", "actual", "evidence"), wide=("reached", "evidence")),)

    reached = forms.ChoiceField(
        label=_("Is the milestone reached?"),
        choices=[
            (_ON_A_DAY, _("Yes, and the day is known")),
            (_UNDATED, _("Yes, but nobody knows the day")),
            (_NOT_YET, _("Not yet")),
        ],
        widget=forms.RadioSelect,
    )
    actual = PartialDateField(
        required=False,
        label=_("Day reached"),
        help_text=_("A day, or the month, quarter or year if no more is known."),
    )
    evidence = forms.CharField(
        required=False,
        max_length=300,
        help_text=_("Report, minutes, photos: number and day."),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a milestone not reached opens at "yes, on a day"."""
        row = subject.row
        if not isinstance(row, ScheduleItem) or not (row.actual_date or row.achieved_undated):
            return {"reached": _ON_A_DAY}
        day = row.actual_date
        return {
            "reached": _ON_A_DAY if day else _UNDATED,
            "actual": PartialDate(day, Precision(row.actual_precision)) if day else None,
            "evidence": row.evidence,
        }

    def clean(self) -> dict[str, Any]:
        """A day goes with "the day is known", and only with it."""
        found = super().clean() or self.cleaned_data
        reached, day = found.get("reached"), found.get("actual")
        if reached == _ON_A_DAY and day is None and "actual" not in self.errors:
            self.add_error("actual", gettext("Give the day, or say that nobody knows it."))
        if reached in (_UNDATED, _NOT_YET) and day is not None:
            self.add_error("actual", gettext("Empty this box, or answer that the day is known."))
        return found

    def facts(self) -> Achievement:
        """The input of `schedule.achieve`; call it on a valid form."""
        read = self.cleaned_data
        if read["reached"] == _NOT_YET:
            return Achievement()
        return Achievement(read["actual"], read["reached"] == _UNDATED, read["evidence"])


def needs_exception(row: ScheduleItem, planned: PartialDate | None) -> list[str]:
    """A note for a plan more than 24 months after the first one (LOI 2020, art. 41.4)."""
    if row.baseline_date is None or planned is None:
        return []
    first = PartialDate(row.baseline_date, Precision(row.baseline_precision)).last
    if planned.last <= first or not _longer(months_and_days(first, planned.last)):
        return []
    approvals = row.project.instruments.filter(kind=Instrument.Kind.POLICY_APPROVAL)
    if not approvals.exists():
        return []  # a project with a certificate alone has no cap
    words = gettext(
        "The new plan ends more than 24 months after the first one (%(first)s). "
        "Check that the decision names an exception."
    )
    return [words % {"first": PartialDate(first, Precision.DAY)}]


def _offer_documents(form: ActForm) -> None:
    field = form.fields["instrument"]
    if isinstance(field, InstrumentField):
        field.offer(form.subject.project)


def _longer(gap: tuple[int, int]) -> bool:
    return gap > (_LONGEST_STRETCH, 0)
