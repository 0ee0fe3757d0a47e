"""The numbers of a rule as boxes with words.

A rule reckons only with the parameters it has, so only those are offered. A test holds every
shipped version against this table: what it does not know could not be changed on the screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.forms.days import refuse_odd_year
from deadlines.rule_words import UNCONFIRMED
from deadlines.rules.clock import ExclusionReason
from deadlines.rules.ladder import OVERDUE_DAYS, Audience, Level
from deadlines.rules.law import MarkUnit
from vn.errors import Unreadable
from vn.money import BILLION
from vn.numbers import parse_number

Values = dict[str, Any]
Boxes = dict[str, tuple[forms.Field, Any]]
"""Form fields by name, each with what it holds at first."""

TERM = ("months", "days", "working_days")
LEVELS = (Level.NOTICE, Level.WARNING, Level.FINAL_WARNING)
_UNITS = {
    MarkUnit.MONTHS_AFTER_BASE: _("months after the clock begins"),
    MarkUnit.DAYS_BEFORE_DUE: _("days before the due day"),
    MarkUnit.MONTHS_BEFORE_DUE: _("months before the due day"),
}
_TOLD = {Audience.STAFF: _("officers"), Audience.BEARER: _("officers and the one who owes it")}
_PERIODS = {
    "month": _("Monthly figures"),
    "quarter": _("Quarterly report"),
    "first_half": _("Half-year report"),
    "year": _("Yearly report"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number with its words and bounds."""

    label: Any
    most: int
    least: int = 0


NUMBERS: dict[str, Number] = {
    "months": Number(_("Term: months"), 120),
    "days": Number(_("Term: days"), 3650),
    "working_days": Number(_("Term: working days"), 500),
    "months_cap": Number(_("No longer than (months)"), 120, 1),
    "over_percent": Number(_("More than (per cent)"), 100),
    "window_months": Number(_("Window: months after the year of the plan"), 24, 1),
    "added_after_month": Number(_("Capital added after the end of month"), 12, 1),
    "added_window_months": Number(_("Window of capital added late: months after the year"), 24, 1),
    "carried_window_months": Number(_("Window of capital carried over: months"), 24, 1),
    "zero_after_months": Number(_("Nothing disbursed after (months)"), 12, 1),
    "below_measures": Number(
        _("Below: 1 the province's average, 2 also the even pace, 3 also the whole country"), 3, 1
    ),
    "from_months": Number(_("Looked at once so many months are closed"), 13, 1),
    "linear_months": Number(_("Even pace: months of the whole"), 24, 1),
    "recover_percent": Number(
        _("Recovered when payments reach (per cent of the contract)"), 100, 1
    ),
    "advance_percent": Number(_("Advances at most (per cent of the contract)"), 100, 1),
    "months_national": Number(_("Project of national importance: months"), 60, 1),
    "months_a": Number(_("Group A: months"), 60, 1),
    "months_b": Number(_("Group B: months"), 60, 1),
    "months_c": Number(_("Group C: months"), 60, 1),
    "complex_days": Number(_("Complex matter: days"), 365, 1),
    "province_days": Number(_("Provincial inspectorate: days"), 365, 1),
    "province_extension_days": Number(_("Provincial inspectorate: days of extension"), 365, 1),
    "government_days": Number(_("Government inspectorate: days"), 365, 1),
    "government_extension_days": Number(_("Government inspectorate: days of extension"), 365, 1),
    "government_second_extension_days": Number(
        _("Government inspectorate: days of the second extension"), 365, 1
    ),
    "department_days": Number(_("Provincial department: days"), 365, 1),
    "department_extension_days": Number(_("Provincial department: days of extension"), 365, 1),
    "commune_days": Number(_("Commune: days"), 365, 1),
    "commune_extension_days": Number(_("Commune: days of extension"), 365, 1),
    "ministry_days": Number(_("Unit of a ministry: days"), 365, 1),
    "ministry_extension_days": Number(_("Unit of a ministry: days of extension"), 365, 1),
    "pause_days": Number(_("Longest pause: days"), 365, 1),
    "due_month": Number(_("Due in month"), 12, 1),
    "due_day": Number(_("Due on day"), 31, 1),
    "opens_days": Number(_("Can be fulfilled from (days before the due day)"), 366),
}
DAYS: dict[str, Promise] = {
    "advisory_before": _("For reference only where the base lies before"),
    "tracked_from": _("Filings are tracked from"),
}
KNOWN = frozenset(
    {*NUMBERS, *DAYS, "excluding_reasons", "roll", "ladder", "overdue_days", "slices", "cycles"}
    | {"unconfirmed"}
)


def has_term(parameters: Values) -> bool:
    """Whether the rule reckons with a length of time of its own."""
    return any(name in parameters for name in TERM)


def boxes(parameters: Values) -> Boxes:
    """The boxes of a rule with these parameters."""
    return {
        **_numbers(parameters),
        **_clock(parameters),
        **_ladder(parameters),
        **_more(parameters),
    }


def _numbers(parameters: Values) -> Boxes:
    wanted = [name for name in NUMBERS if name in parameters]
    if has_term(parameters):
        wanted = [*TERM, *(name for name in wanted if name not in TERM)]
    return {
        name: (_whole(NUMBERS[name], required=name not in TERM), parameters.get(name) or 0)
        for name in wanted
    }


def _clock(parameters: Values) -> Boxes:
    found: Boxes = {}
    if "excluding_reasons" in parameters:
        reasons = [(each.value, wording.REASONS[each.value]) for each in ExclusionReason]
        field = forms.MultipleChoiceField(
            label=_("Days are not counted for"),
            choices=reasons,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        found["excluding_reasons"] = (field, list(parameters["excluding_reasons"]))
    if "roll" in parameters:
        field_roll = forms.BooleanField(
            label=_("A last day that is a day off moves to the next working day"), required=False
        )
        found["roll"] = (field_roll, bool(parameters["roll"]))
    if "unconfirmed" in parameters:
        parts = [(part, UNCONFIRMED[part]) for part in parameters["unconfirmed"]]
        field_parts = forms.MultipleChoiceField(
            label=_("Parts not confirmed yet"),
            choices=parts,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Take the tick away from a part whose basis is confirmed."),
        )
        found["unconfirmed"] = (field_parts, list(parameters["unconfirmed"]))
    for name, label in DAYS.items():
        if name in parameters:
            day = parameters[name]
            first = date.fromisoformat(day) if day else None
            found[name] = (day_box(label, required=False), first)
    return found


def _readers(ladder: Values) -> list[tuple[str, Any]]:
    """Who can be told; what a case keeps to itself is told to its people whatever a rule says."""
    closed = any(mark["audience"] == Audience.CASE for mark in ladder["marks"])
    return [(Audience.CASE, _("the case team"))] if closed else list(_TOLD.items())


def _ladder(parameters: Values) -> Boxes:
    found: Boxes = {}
    if "ladder" in parameters:
        ladder = parameters["ladder"]
        marks = {mark["level"]: mark for mark in ladder["marks"]}
        unit = forms.ChoiceField(label=_("Reminders are counted in"), choices=list(_UNITS.items()))
        found["remind_unit"] = (unit, ladder["unit"])
        for level in LEVELS:
            mark = marks.get(level.name.lower(), {})
            found[at_box(level)] = (_whole(_reminder(level), required=False), mark.get("at"))
            readers = _readers(ladder)
            told = forms.ChoiceField(label=_told_label(level), choices=readers)
            default = Audience.CASE if len(readers) == 1 else Audience.STAFF
            found[to_box(level)] = (told, mark.get("audience", default.value))
        for number, day in enumerate(parameters.get("overdue_days", OVERDUE_DAYS), start=1):
            label = _("Overdue, grade %(number)s: from day")
            field = _whole(Number(_filled(label, number=number), 3650, 1))
            found[f"grade_{number}"] = (field, day)
    return found


def _more(parameters: Values) -> Boxes:
    found: Boxes = {}
    for number, part in enumerate(parameters.get("slices", ()), start=1):
        if part["up_to_vnd"] is not None:
            label = _filled(_("Part %(number)s of the capital: up to (billion VND)"), number=number)
            upper = Decimal(part["up_to_vnd"]) / BILLION
            found[f"slice_{number}_up_to"] = (_decimal(label, 10**7), upper.normalize())
        label = _filled(_("Part %(number)s: per cent"), number=number)
        found[f"slice_{number}_percent"] = (_decimal(label, 100), Decimal(part["percent"]))
    for number, each in enumerate(parameters.get("cycles", ()), start=1):
        period = _PERIODS[each["period"]]
        months = Number(_filled(_("%(period)s: month after the period"), period=period), 12, 1)
        day = Number(_filled(_("%(period)s: day of that month"), period=period), 31, 1)
        found[f"cycle_{number}_months"] = (_whole(months), each["months"])
        found[f"cycle_{number}_day"] = (_whole(day), each["day"])
    return found


def at_box(level: Level) -> str:
    """The box that says when a reminder comes."""
    return f"remind_{int(level)}_at"


def to_box(level: Level) -> str:
    """The box that says who is told."""
    return f"remind_{int(level)}_to"


def _reminder(level: Level) -> Number:
    return Number(wording.LEVEL[int(level)], 3650)


def _told_label(level: Level) -> str:
    return _filled(_("%(reminder)s: who is told"), reminder=wording.LEVEL[int(level)])


def _filled(text: Promise, **words: Any) -> str:
    return str(text) % {name: str(word) for name, word in words.items()}


def _whole(number: Number, *, required: bool = True) -> forms.Field:
    return forms.IntegerField(
        label=number.label,
        min_value=number.least,
        max_value=number.most,
        required=required,
        error_messages={"invalid": _("Write a whole number.")},
        widget=forms.TextInput(attrs={"class": "num w6", "inputmode": "numeric"}),
    )


class DecimalText(forms.CharField):
    """A number as Vietnamese documents write it; one that reads two ways is refused."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        attrs = {"class": "num w6", "inputmode": "decimal"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> Any:
        """The number; the words say what to write."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = parse_number(text)
        except Unreadable as error:
            raise forms.ValidationError(_("Write a number, such as 2,5 or 1000."), "no") from error
        if number.value is None or number.doubtful or number.unit or number.hedge:
            raise forms.ValidationError(_("Write a number, such as 2,5 or 1000."), "unclear")
        if not 0 < number.value <= self.most:
            raise forms.ValidationError(
                _("Write a number above 0, at most %(most)s."), "far", {"most": self.most}
            )
        return number.value

    def prepare_value(self, value: Any) -> Any:
        """The number, readable in one way only."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value

    def run_validators(self, value: Any) -> None:
        """The validators of the text have nothing to say about a number that was read."""


def _decimal(label: Any, most: int) -> forms.Field:
    return DecimalText(label=label, most=most)


def day_box(label: Any, *, required: bool) -> forms.Field:
    """A box for one day."""
    return forms.DateField(
        label=label,
        required=required,
        validators=[refuse_odd_year],
        error_messages={"invalid": _("Write the day, such as 31/8/2026.")},
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": _("e.g. 31/8/2026")}),
    )
