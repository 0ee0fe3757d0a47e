"""Conditions on the list of requests of investors."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.filters.conditions import Conditions
from projects.models import SupportRequest
from projects.support.providing import text_matches

STANDINGS = (
    ("late", _("Not answered, overdue")),
    ("waiting", _("Not answered, days left")),
    ("outside", _("With a body outside the province")),
    ("in_time", _("Answered in time")),
    ("answered_late", _("Answered late")),
)


class SupportFilter(Conditions):
    """By words, kind, how the answer stands, holder, state, days and satisfaction."""

    FIRST: ClassVar[tuple[str, ...]] = ("q", "loai", "han", "co_quan")

    q = django_filters.CharFilter(label=_("Code, title, investor or project"), method="holding")
    loai = django_filters.ChoiceFilter(
        label=_("Kind"),
        field_name="kind",
        choices=SupportRequest.Kind.choices,
        empty_label=_("All"),
    )
    han = django_filters.ChoiceFilter(
        label=_("How the answer stands"),
        choices=STANDINGS,
        method="by_answer",
        empty_label=_("All"),
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Agency that has it"), field_name="holder", choices=[], empty_label=_("All")
    )
    cua = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=(("toi", _("Mine")), ("don_vi", _("My agency's"))),
        method="of_whom",
        empty_label=_("All"),
    )
    trang_thai = django_filters.ChoiceFilter(
        label=_("State"),
        field_name="state",
        choices=SupportRequest.State.choices,
        empty_label=_("All"),
    )
    hai_long = django_filters.ChoiceFilter(
        label=_("Satisfaction"),
        field_name="rating",
        choices=SupportRequest.Rating.choices[1:],
        empty_label=_("All"),
    )
    tu = django_filters.DateFilter(
        label=_("Filed from"), field_name="filed_date", lookup_expr="gte"
    )
    den = django_filters.DateFilter(
        label=_("Filed until"), field_name="filed_date", lookup_expr="lte"
    )

    class Meta:
        model = SupportRequest
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user`: whose "mine" means; `on`: the day on which an answer is overdue."""
        self.user, self.on = user, on
        super().__init__(*args, **kwargs)
        named = self.queryset.order_by("holder__sort_key").values_list(
            "holder", "holder__short_name"
        )
        self.offer({"co_quan": [(str(pk), name) for pk, name in named.distinct()]})

    def holding(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Requests meant by what was typed."""
        return rows.filter(text_matches(value))

    def of_whom(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """What this person has to answer, or what his or her agency holds."""
        if value == "toi":
            return rows.filter(officer__in=[person.pk for person in self.user.persons])
        agencies = {pk for person in self.user.persons for pk in person.reach.agencies}
        return rows.filter(holder__in=agencies)

    def by_answer(self, rows: Any, _name: str, value: str) -> QuerySet[Any]:
        """How the answer stands today."""
        found: QuerySet[Any] = rows.standing(value, self.on)
        return found
