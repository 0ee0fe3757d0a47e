"""The conditions of the list of calls; the address is their state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit
from desk.paging import Key, Segment
from projects.filters.billions import BillionFilter
from projects.filters.conditions import Choices, Conditions
from projects.filters.handling import DayFilter
from projects.models import CallEntry, Sector
from projects.published import calls as call_lists
from projects.succession import places_meant
from vn.dates import day_text
from vn.text import fold

if TYPE_CHECKING:
    from django.http import QueryDict

_NOT_YET = _("That day has not come yet. Give today or an earlier day.")


def options(on: date) -> dict[str, Choices]:
    """What the conditions offer: what calls of the list say."""
    found = call_lists.in_force(on)
    through = CallEntry.units.through.objects.filter(callentry__in=found.values("pk"))
    places = AdministrativeUnit.objects.filter(pk__in=through.values("administrativeunit_id"))
    sectors = Sector.objects.filter(pk__in=found.values("sector_id"))
    rows = found.order_by().values_list("form_text", "decision__issuer_name").distinct()
    forms, issuers = zip(*rows, strict=True) if rows else ((), ())
    return {
        "linh_vuc": [(str(pk), name) for pk, name in sectors.values_list("pk", "name")],
        "dia_ban": [(str(pk), name) for pk, name in places.values_list("pk", "name")],
        "hinh_thuc": [(text, text) for text in sorted(set(filter(None, forms)))],
        "ban_hanh": [(text, text) for text in sorted(set(filter(None, issuers)))],
    }


class CallFilter(Conditions):
    """Conditions on the list of a day; `ngay` says of which day."""

    q = django_filters.CharFilter(label=_("Keywords"), method="by_words", max_length=200)
    linh_vuc = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="sector_id", empty_label=_("All")
    )
    dia_ban = django_filters.ChoiceFilter(
        label=_("Place"), method="by_place", empty_label=_("Whole province")
    )
    ngay = DayFilter(label=_("As of"), method="as_of")
    von_tu = BillionFilter(
        label=_("Capital from (billion VND)"), field_name="capital_vnd", lookup_expr="gte"
    )
    von_den = BillionFilter(
        label=_("Capital to (billion VND)"), field_name="capital_vnd", lookup_expr="lte"
    )
    hinh_thuc = django_filters.ChoiceFilter(
        label=_("Form of investment"), field_name="form_text", empty_label=_("All")
    )
    ban_hanh = django_filters.ChoiceFilter(
        label=_("Issued by"), field_name="decision__issuer_name", empty_label=_("All")
    )

    FIRST = ("q", "linh_vuc", "dia_ban", "ngay")

    class Meta:
        model = CallEntry
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__(data, CallEntry.objects.none())
        self.today = today
        self.offer(options(today))
        self.form.is_valid()
        day = self.form.cleaned_data.get("ngay")
        if day and day > today:
            self.form.add_error("ngay", _NOT_YET)
        self.queryset = call_lists.in_force(self.on)

    @property
    def on(self) -> date:
        """The day the list is looked at."""
        asked: date | None = self.form.cleaned_data.get("ngay")
        return asked or self.today

    def said(self, name: str, value: Any) -> str:
        """A day as it is written."""
        return day_text(value) if isinstance(value, date) else super().said(name, value)

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Calls that hold every word, with or without accents."""
        for word in fold(value).split():
            queryset = queryset.filter(call__search_text__contains=word)
        return queryset

    def by_place(self, queryset: Any, name: str, value: str) -> Any:
        """In the place, in one below it, or in what these became or came from."""
        through = CallEntry.units.through.objects
        inside = through.filter(administrativeunit_id__in=places_meant(int(value)))
        return queryset.filter(pk__in=inside.values("callentry_id"))

    def as_of(self, queryset: Any, name: str, value: date) -> Any:
        """The day chooses the lines before any condition does."""
        return queryset


def segments(found: QuerySet[CallEntry]) -> tuple[Segment, ...]:
    """The list by the name of the call."""
    return (Segment(found, (Key("call__sort_key", str), Key("pk"))),)
