"""Turning what is typed about an order or its result into plain values; nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import RefusableForm
from accounts.models import Agency
from deadlines.actions.order_results import Reported
from deadlines.actions.orders import Given
from deadlines.forms.days import refuse_odd_year
from deadlines.models import Assignment, AssignmentLead
from deadlines.orders.words import KINDS
from vn.errors import Unreadable
from vn.numbers import decimal_text, parse_number

_DAY = {"invalid": _("Write the day, such as 31/8/2026.")}
_LARGEST = 10**15
GROUPS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    (
        "so-nganh",
        _("Departments, boards and offices of the province"),
        ("department", "sector", "zone_board", "pmu", "inspectorate", "committee"),
    ),
    ("xa", _("Communes and wards"), ("commune",)),
    ("khac", _("Other bodies"), ("party", "elected")),
)
FORMER = "cu"
PARTS = (("leads", "lead_groups"), ("coordinating", "coordinating_groups"))
"""Boxes of one agency each, and boxes of a whole group, by the part they give."""


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    attrs = {"inputmode": "numeric", "placeholder": _("e.g. 31/8/2026")}
    return forms.DateField(
        label=label,
        required=False,
        validators=[refuse_odd_year],
        error_messages=_DAY,
        widget=forms.DateInput(attrs=attrs),
        **kwargs,
    )


class QuantityField(forms.CharField):
    """A number as Vietnamese files write it; the cleaned value is a Decimal or None."""

    def to_python(self, value: Any) -> Any:
        """Read it; refuse what is no number, below zero, or too large."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = parse_number(text).value
        except Unreadable as error:
            raise forms.ValidationError(_("Write a number only, such as 24 or 12,5.")) from error
        if number is not None and not 0 <= number < _LARGEST:
            raise forms.ValidationError(_("Write a number from 0 to 1.000.000 billion."))
        return number

    def prepare_value(self, value: Any) -> Any:
        """12,5 rather than 12.50."""
        return (
            value if value is None or isinstance(value, str) else decimal_text(value, 2, trim=True)
        )

    def run_validators(self, value: Any) -> None:
        """The validators of the text have nothing to say about a number that was read."""


def _text(label: Any, most: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **kwargs)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in the table of the form, with the part it has."""

    pk: str
    name: str
    leads: bool
    coordinates: bool


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """Agencies of one sort; `whole` may be ticked instead of each of them."""

    key: str
    title: str | Promise
    rows: list[AgencyRow]
    whole: bool
    leads: bool
    coordinates: bool

    @property
    def chosen(self) -> int:
        """How many of them have a part."""
        return sum(row.leads or row.coordinates for row in self.rows)


class OrderForm(RefusableForm):
    """What an order says, who leads it and who takes part."""

    rule_kind = forms.ChoiceField(label=_("Kind of task"), choices=list(KINDS.items()))
    source_number = _text(
        _("Number of the document"), 120, help_text=_("For example 1644/KH-UBND.")
    )
    source_date = _day(_("Day of the document"))
    clause = _text(_("Clause, item"), 120, help_text=_("For example section III.3."))
    source_title = _text(_("Name of the document"), 500)
    text = forms.CharField(
        label=_("What is to be done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    target_value = QuantityField(label=_("Numeric target"), required=False)
    target_unit = _text(_("Unit of the target"), 60, help_text=_("For example cụm công nghiệp."))
    recurrence = forms.ChoiceField(
        label=_("How often"),
        choices=Assignment.Recurrence.choices,
        help_text=_("Later cycles fall on the same day; 31 stands for the last day of each month."),
    )
    due_date = _day(
        _("Due day, or that of the first cycle"),
        help_text=_("Empty: the task is listed as one whose deadline cannot be computed."),
    )
    boundary = forms.ChoiceField(
        label=_("How the document puts it"),
        choices=[
            (Assignment.Boundary.BY, _("by that day: the day itself counts")),
            (Assignment.Boundary.BEFORE, _("before that day: the day before is the last")),
        ],
    )
    ends_on = _day(_("Last day for cycles"), help_text=_("Empty: until withdrawn."))
    leads = forms.MultipleChoiceField(label=_("Leads"), required=False)
    coordinating = forms.MultipleChoiceField(label=_("Coordinates"), required=False)
    lead_groups = forms.MultipleChoiceField(label=_("Leads"), required=False)
    coordinating_groups = forms.MultipleChoiceField(label=_("Coordinates"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    SECTIONS = (
        (
            _("Document that orders it"),
            ("rule_kind", "source_number", "source_date", "clause", "source_title"),
        ),
        (_("What is to be done"), ("text", "target_value", "target_unit")),
        (_("By when"), ("recurrence", "due_date", "boundary", "ends_on")),
    )
    WIDE = ("source_title", "text")

    def __init__(
        self, *args: Any, on: date, order: Assignment | None = None, **kwargs: Any
    ) -> None:
        """`order`: the one to change; agencies that ended are offered only where they have a part."""
        if order is not None:
            kwargs["initial"] = _recorded(order) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.order = order
        is_directive = order is not None and order.origin == Assignment.Origin.DIRECTIVE
        self.fields["source_number"].required = not is_directive
        kept = set(self.initial.get("leads", ())) | set(self.initial.get("coordinating", ()))
        in_force = Agency.objects.in_force(on=on).values("pk")
        self._agencies = list(
            Agency.objects.filter(Q(pk__in=in_force) | Q(pk__in=[int(pk) for pk in kept]))
        )
        self._former = {str(a.pk) for a in self._agencies if a.valid_to and a.valid_to < on}
        known = [(str(agency.pk), agency.short_name) for agency in self._agencies]
        groups = [(key, title) for key, title, _kinds in GROUPS]
        for one_by_one, whole in PARTS:
            self._offer(one_by_one, known)
            self._offer(whole, groups)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- tells the type
        field.choices = choices

    def parts(self) -> Iterator[tuple[Any, list[tuple[forms.BoundField, str]]]]:
        """The sections with their boxes and the class of each."""
        for title, names in self.SECTIONS:
            yield title, [(self[name], "full" if name in self.WIDE else "") for name in names]

    def groups(self) -> Iterator[AgencyGroup]:
        """The agencies to choose from, in groups; those that ended last."""
        leads, helps = self._ticked("leads"), self._ticked("coordinating")
        all_lead, all_help = self._ticked("lead_groups"), self._ticked("coordinating_groups")
        sorts = [*GROUPS, (FORMER, _("Former agencies"), ())]
        for key, title, kinds in sorts:
            rows = [
                AgencyRow(str(a.pk), a.name, str(a.pk) in leads, str(a.pk) in helps)
                for a in self._agencies
                if self._is_of(a, kinds)
            ]
            if rows:
                yield AgencyGroup(key, title, rows, key != FORMER, key in all_lead, key in all_help)

    def _is_of(self, agency: Agency, kinds: tuple[str, ...]) -> bool:
        former = str(agency.pk) in self._former
        return former if not kinds else not former and agency.kind in kinds

    def _ticked(self, name: str) -> set[str]:
        return {str(value) for value in self[name].value() or ()}

    def given(self) -> Given:
        """The order as the action takes it; call it on a valid form."""
        said = self.cleaned_data
        leads = self._expanded("leads", "lead_groups", set())
        helps = self._expanded("coordinating", "coordinating_groups", set(leads))
        names = [n for n in Given.__dataclass_fields__ if n in said]
        return Given(**{name: said[name] for name in names}, lead_ids=leads, coordinating_ids=helps)

    def _expanded(self, one_by_one: str, groups: str, taken: set[int]) -> tuple[int, ...]:
        """The agencies ticked, with all in force of the groups ticked that have no part yet."""
        chosen = [int(pk) for pk in self.cleaned_data[one_by_one]]
        kinds = [k for key, _t, of in GROUPS if key in self.cleaned_data[groups] for k in of]
        chosen += [
            a.pk
            for a in self._agencies
            if a.kind in kinds and str(a.pk) not in self._former and a.pk not in taken
        ]
        return tuple(dict.fromkeys(chosen))

    def differences(self) -> list[tuple[str, str]]:
        """(box, what is on record now) where that is not what was typed."""
        if self.order is None:
            return []
        now = _recorded(self.order)
        names = [name for _title, part in self.SECTIONS for name in part]
        found = []
        for name in names:
            field = self.fields[name]
            kept = field.prepare_value(now[name])
            if name in self.cleaned_data and self.cleaned_data[name] != now[name]:
                words = dict(getattr(field, "choices", ())).get(kept, kept)
                shown = words.strftime("%d/%m/%Y") if isinstance(words, date) else words
                found.append((str(field.label), str(shown or "—")))
        return found


def _recorded(order: Assignment) -> dict[str, Any]:
    names = [name for _title, part in OrderForm.SECTIONS for name in part]
    return {name: getattr(order, name) for name in names} | {
        "leads": [str(pk) for pk in order.leads.values_list("agency_id", flat=True)],
        "coordinating": [str(pk) for pk in order.coordinating.values_list("pk", flat=True)],
        "version": order.version,
    }


class WithdrawForm(RefusableForm):
    """Why a task is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ResultForm(RefusableForm):
    """What was done in one cycle, and what shows it."""

    text = forms.CharField(
        label=_("Work done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )
    value = QuantityField(label=_("Figure reached"), required=False)
    evidence = _text(
        _("Evidence"), 300, help_text=_("Number and day of the report, minutes or decision.")
    )
    submitted_date = _day(_("Day of the document"))

    def __init__(self, *args: Any, lead: AssignmentLead, own: bool, **kwargs: Any) -> None:
        """`own`: the person's own agency leads, so the day is today."""
        super().__init__(*args, **kwargs)
        order = lead.assignment
        if order.target_value is None:
            del self.fields["value"]
        else:
            self.fields["value"].unit = order.target_unit  # type: ignore[attr-defined]
        if own:
            del self.fields["submitted_date"]
        else:
            self.fields["evidence"].required = True

    def reported(self, lead_id: int, cycle: str) -> Reported:
        """The result as the action takes it; call it on a valid form."""
        blank = Reported(lead_id=lead_id, cycle=cycle, text="")
        return replace(blank, **self.cleaned_data)


class ReviewForm(RefusableForm):
    """Accept a result, or return it with remarks."""

    ACCEPT, RETURN = "nhan", "tra-lai"

    decision = forms.ChoiceField(choices=[(ACCEPT, _("Accept")), (RETURN, _("Return"))])
    remarks = forms.CharField(
        label=_("Remarks"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
