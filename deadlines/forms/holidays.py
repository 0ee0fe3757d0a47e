"""A change of the calendar as a person asks for it."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from deadlines.actions import holidays
from deadlines.actions.holidays import Days
from deadlines.forms.rule_boxes import day_box
from deadlines.models import Holiday
from vn.text import tidy

YEARS = range(2000, 2100)


class DayForm(forms.Form):
    """A day to put into the calendar."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("For example: Tết Nguyên đán.")
    )
    is_working_swap = forms.BooleanField(
        label=_("Worked in exchange: a weekend day that counts as a working day"), required=False
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["date"] = day_box(_("Day"), required=True)
        self.order_fields(["date", "name", "is_working_swap"])
        for field in self.fields.values():
            field.error_messages |= {"required": _("Fill in this box.")}

    def days(self) -> Days:
        """The day as the action takes it."""
        said = self.cleaned_data
        row = Holiday(
            date=said["date"], name=tidy(said["name"]), is_working_swap=said["is_working_swap"]
        )
        return Days(added=(row,))

    def refuse(self, refusal: Refusal) -> None:
        """Show why the action refused, at the box it names."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class RemovalForm(forms.Form):
    """A day to take out."""

    date = forms.DateField(input_formats=["%Y-%m-%d"])

    def days(self) -> Days:
        """The day as the action takes it."""
        return Days(removed=(self.cleaned_data["date"],))


class YearForm(forms.Form):
    """A year whose days are filled in from the library."""

    year = forms.IntegerField(min_value=YEARS.start, max_value=YEARS.stop - 1)

    def days(self) -> Days:
        """What the calendar does not hold yet of that year."""
        return holidays.of_year(self.cleaned_data["year"])
