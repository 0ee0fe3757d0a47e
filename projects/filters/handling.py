"""The conditions of the board of handling; the address is their state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects import board
from projects.filters.conditions import Choices, Conditions, lying_in
from projects.filters.registry import ME
from projects.forms.fields import DayField
from projects.models import HandlingClass, HandlingDecision, Project, ReviewRound
from projects.succession import agencies_meant, offered_agencies, offered_places
from vn.dates import day_text

if TYPE_CHECKING:
    from django.http import QueryDict

LATE = "qua_han"
_NOT_YET = _("That day has not come yet. Give today or an earlier day.")


class DayFilter(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    """A day as people write it."""

    field_class = DayField


def options() -> dict[str, Choices]:
    """What the conditions offer, in as many queries however much there is."""
    officers = User.objects.filter(portfolio__isnull=False).order_by("display_name", "pk")
    return {
        "dien": [(str(row.pk), row.short_name) for row in HandlingClass.objects.all()],
        "co_quan": offered_agencies(),
        "dia_ban": offered_places(),
        "can_bo": [
            (ME, _("Me")),
            *(
                (str(pk), name)
                for pk, name in officers.values_list("pk", "display_name").distinct()
            ),
        ],
        "dot": [(str(pk), name) for pk, name in ReviewRound.objects.values_list("pk", "name")],
    }


class HandlingFilter(Conditions):
    """Conditions on decisions. `ngay` says on which day the board is looked at."""

    dien = django_filters.ChoiceFilter(
        label=_("Class of handling"), method="by_class", empty_label=_("All")
    )
    buoc = django_filters.ChoiceFilter(
        label=_("Next step"),
        method="by_step",
        choices=[(LATE, _("Past its day")), ("khong_ngay", _("Without a day"))],
        empty_label=_("All"),
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Agency in charge"), method="by_agency", empty_label=_("All")
    )
    dia_ban = django_filters.ChoiceFilter(
        label=_("Place"), method="by_place", empty_label=_("Whole province")
    )
    can_bo = django_filters.ChoiceFilter(
        label=_("Officer in charge"), method="by_officer", empty_label=_("All")
    )
    dot = django_filters.ChoiceFilter(
        label=_("Review round"), field_name="round_id", empty_label=_("All")
    )
    ngay = DayFilter(label=_("As of"), method="as_of")

    FIRST = ("dien", "buoc", "co_quan", "dia_ban")
    OF_THE_LIST = ("dien", "buoc")
    """Conditions that narrow the list only: the board shows all classes."""

    class Meta:
        model = HandlingDecision
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, *, user: User, today: date, choices: dict[str, Choices]
    ) -> None:
        super().__init__(data, HandlingDecision.objects.all())
        self.user, self.today = user, today
        self.offer(choices)
        self.form.is_valid()
        asked = self.form.cleaned_data.get("ngay")
        if asked and asked > today:
            self.form.add_error("ngay", _NOT_YET)

    @property
    def on(self) -> date:
        """The day the board is looked at."""
        asked: date | None = self.form.cleaned_data.get("ngay")
        return asked or self.today

    def of_the_board(self, projects: Any) -> Any:
        """Decisions in force on the day, about these projects, whatever their class."""
        found = board.in_force(self.on)
        if projects is not None:
            found = found.filter(project_id__in=projects)
        for name, value in self.form.cleaned_data.items():
            if name not in self.OF_THE_LIST:
                found = self.filters[name].filter(found, value)
        return found

    def of_the_list(self, decisions: Any) -> Any:
        """Those of the board that the list shows."""
        for name in self.OF_THE_LIST:
            value = self.form.cleaned_data.get(name)
            decisions = self.filters[name].filter(decisions, value)
        return decisions

    def said(self, name: str, value: Any) -> str:
        """A day as it is written."""
        return day_text(value) if isinstance(value, date) else super().said(name, value)

    def by_class(self, queryset: Any, name: str, value: str) -> Any:
        """In the class, or in one whose place it took by the day."""
        return queryset.filter(handling_class_id__in=board.classes_meant(int(value), self.on))

    def by_step(self, queryset: Any, name: str, value: str) -> Any:
        """Past the day of the next step, or without one."""
        if value == LATE:
            return queryset.filter(board.late())
        return queryset.filter(next_step_date=None)

    def by_agency(self, queryset: Any, name: str, value: str) -> Any:
        """Of projects followed by the agency, by one that became it, or by one it became."""
        return queryset.filter(project__agency_id__in=agencies_meant(int(value)))

    def by_place(self, queryset: Any, name: str, value: str) -> Any:
        """Of projects in the place."""
        return queryset.filter(project_id__in=lying_in(value))

    def by_officer(self, queryset: Any, name: str, value: str) -> Any:
        """Of projects in charge of the officer; "toi" is the reader and those he stands in for."""
        officers = self.user.persons if value == ME else [int(value)]
        mine = Project.objects.filter(officer__in=officers)
        return queryset.filter(project_id__in=mine.values("pk"))

    def as_of(self, queryset: Any, name: str, value: date) -> Any:
        """The day chooses the decisions before any condition does."""
        return queryset
