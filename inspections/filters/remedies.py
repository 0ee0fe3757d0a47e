"""Conditions on the tracker of recommendations."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from inspections.models import Recommendation, RecommendationAnswer
from projects.filters.conditions import Conditions
from vn.text import tidy

LATE, OPEN, WAITS, CLOSED, NO_DAY = "qua-han", "con-han", "cho-xac-minh", "xong", "chua-co-han"


class RemedyFilter(Conditions):
    """By words, standing, kind and addressee."""

    FIRST: ClassVar[tuple[str, ...]] = ("q", "tinh_hinh", "loai", "co_quan")

    q = django_filters.CharFilter(label=_("Text, case, project or addressee"), method="holding")
    tinh_hinh = django_filters.ChoiceFilter(
        label=_("Standing"),
        choices=[
            (LATE, _("Overdue")),
            (WAITS, _("Waits for verification")),
            (OPEN, _("Still in time")),
            (NO_DAY, _("No day set")),
            (CLOSED, _("Done and verified")),
        ],
        method="standing",
        empty_label=_("All"),
    )
    loai = django_filters.ChoiceFilter(
        label=_("Kind"),
        field_name="kind",
        choices=Recommendation.Kind.choices,
        empty_label=_("All"),
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Addressee: agency"),
        field_name="addressee_agency",
        choices=[],
        empty_label=_("All"),
    )

    class Meta:
        model = Recommendation
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(*args, **kwargs)
        rows = self.queryset.filter(addressee_agency__isnull=False)
        named = rows.order_by("addressee_agency__sort_key").values_list(
            "addressee_agency", "addressee_agency__short_name"
        )
        self.offer({"co_quan": [(str(pk), name) for pk, name in named.distinct()]})

    def holding(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Every word in the text, the case, the project or the addressee."""
        for word in tidy(value).split()[:8]:
            rows = rows.filter(
                Q(text__icontains=word)
                | Q(conclusion__case__code__icontains=word)
                | Q(conclusion__number__icontains=word)
                | Q(project__code__icontains=word)
                | Q(project__name__icontains=word)
                | Q(addressee_agency__name__icontains=word)
                | Q(addressee_investor__name__icontains=word)
            )
        return rows

    def standing(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Each recommendation stands in exactly one."""
        waits = Q(
            pk__in=RecommendationAnswer.objects.filter(
                state=RecommendationAnswer.State.SUBMITTED
            ).values("recommendation")
        )
        if value == CLOSED:
            return rows.filter(closed_date__isnull=False)
        live = rows.filter(closed_date=None)
        if value == WAITS:
            return live.filter(waits)
        live = live.exclude(waits)
        if value == NO_DAY:
            return live.filter(due_date=None)
        if value == LATE:
            return live.filter(due_date__lt=self.on)
        return live.filter(due_date__gte=self.on)
