"""Conditions on the plain facts of a project: capital, area, documents, days, investor, zone.

A condition on a day finds what the column of the same name shows (projects/lists/facts.py); of a
month, quarter or year it is the last day that counts, as for a deadline.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from projects.filters.billions import BillionFilter
from projects.filters.conditions import Choices, Conditions
from projects.forms.fields import AreaField, DayField
from projects.lists import facts
from projects.models import ImportRow, Instrument, Investor, Project, Suspension
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import BILLION
from vn.numbers import decimal_text

EVER_SUSPENDED = "tung_ngung"
LEGAL: Choices = [
    *Project.LegalState.choices,
    (EVER_SUSPENDED, _("Suspended at some time")),
]
MOST_ID = 2**63 - 1
_AMOUNTS = ("von_tu", "von_den")
_AREAS = ("dt_tu", "dt_den")


class _ByDay(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    """From a day on (gte) or up to a day (lte), by an expression on projects."""

    field_class = DayField

    def __init__(self, by: Any, lookup_expr: str, **options: Any) -> None:
        self.by = by
        super().__init__(lookup_expr=lookup_expr, **options)

    def filter(self, queryset: Any, value: date | None) -> Any:
        """Projects whose day is not known are not found."""
        if value is None:
            return queryset
        name = f"_{self.lookup_expr}_{id(self)}"
        return queryset.alias(**{name: self.by}).filter(**{f"{name}__{self.lookup_expr}": value})


class _ByArea(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    field_class = AreaField


class _ByNumber(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    field_class = forms.IntegerField


_APPROVED = facts.first_document(facts.APPROVAL, "issued_last")
_CERTIFIED = facts.first_document(facts.CERTIFICATE, "issued_last")
_HANDED = facts.first_handover("handover_last")
_COMPLETED = facts.completion("planned_last")
_UPDATED = F("quality__updated_on")


class FactConditions(Conditions):
    """The part of the conditions on projects that ask about one fact each."""

    von_tu = BillionFilter(
        label=_("Capital from (tỷ đồng)"), field_name="registered_capital_vnd", lookup_expr="gte"
    )
    von_den = BillionFilter(
        label=_("Capital to (tỷ đồng)"), field_name="registered_capital_vnd", lookup_expr="lte"
    )
    dt_tu = _ByArea(label=_("Area from (ha)"), field_name="land_area_m2", lookup_expr="gte")
    dt_den = _ByArea(label=_("Area to (ha)"), field_name="land_area_m2", lookup_expr="lte")
    cttu_tu = _ByDay(_APPROVED, "gte", label=_("In-principle approval from"))
    cttu_den = _ByDay(_APPROVED, "lte", label=_("In-principle approval to"))
    gcn_tu = _ByDay(_CERTIFIED, "gte", label=_("Certificate from"))
    gcn_den = _ByDay(_CERTIFIED, "lte", label=_("Certificate to"))
    nam = _ByNumber(
        label=_("Year of a document"), method="by_year", min_value=MINYEAR, max_value=MAXYEAR
    )
    giao_tu = _ByDay(_HANDED, "gte", label=_("Land handed over from"))
    giao_den = _ByDay(_HANDED, "lte", label=_("Land handed over to"))
    ht_tu = _ByDay(_COMPLETED, "gte", label=_("Completion planned from"))
    ht_den = _ByDay(_COMPLETED, "lte", label=_("Completion planned to"))
    ndt = django_filters.CharFilter(
        label=_("Name or tax code of the investor"), method="by_investor", max_length=200
    )
    loai_ndt = django_filters.ChoiceFilter(
        label=_("Kind of investor"),
        field_name="investor__kind",
        choices=Investor.Kind.choices,
        empty_label=_("All"),
    )
    nuoc = django_filters.ChoiceFilter(
        label=_("Country of the investor"), field_name="investor__country", empty_label=_("All")
    )
    khu = django_filters.ChoiceFilter(
        label=_("Zone"), field_name="zone", choices=Project.Zone.choices, empty_label=_("All")
    )
    khu_cum = django_filters.ChoiceFilter(
        label=_("Zone or cluster by name"), field_name="zone_place_id", empty_label=_("All")
    )
    phap_ly = django_filters.ChoiceFilter(
        label=_("Legal state"), method="by_legal_state", choices=LEGAL, empty_label=_("All")
    )
    cap_nhat_tu = _ByDay(_UPDATED, "gte", label=_("Updated since"))
    cap_nhat_truoc = _ByDay(_UPDATED, "lt", label=_("Not updated since"))

    lo_nhap = _ByNumber(label=_("Import no."), method="by_import", min_value=1, max_value=MOST_ID)

    class Meta:
        model = Project
        fields: list[str] = []

    def said(self, name: str, value: Any) -> str:
        """Amounts in tỷ đồng, areas in hectares, days as they are written."""
        if isinstance(value, int) and name in _AMOUNTS:
            return decimal_text(Decimal(value) / BILLION, 3, trim=True)
        if isinstance(value, Decimal) and name in _AREAS:
            return ha_text(value, 4, trim=True)
        return day_text(value) if isinstance(value, date) else super().said(name, value)

    def by_import(self, queryset: Any, name: str, value: int) -> Any:
        """Made or changed by that workbook."""
        written = ImportRow.objects.filter(batch_id=value, outcome__in=("create", "update"))
        return queryset.filter(pk__in=written.values("project_id")) if value else queryset

    def by_year(self, queryset: Any, name: str, value: int) -> Any:
        """With a document issued in that year."""
        issued = Instrument.objects.filter(issued_date__year=value)
        return queryset.filter(pk__in=issued.values("project_id")) if value else queryset

    def by_investor(self, queryset: Any, name: str, value: str) -> Any:
        """Of an investor with all these words in its names or tax code, accent-blind."""
        return queryset.filter(investor__in=Investor.objects.search(value).values("pk"))

    def by_legal_state(self, queryset: Any, name: str, value: str) -> Any:
        """In this state today, or suspended at some time whatever came after."""
        if value == EVER_SUSPENDED:
            return queryset.filter(pk__in=Suspension.objects.values("project_id"))
        return queryset.filter(legal_state=value)
