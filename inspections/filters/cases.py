"""Conditions on the list of cases."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from deadlines.models import Obligation
from deadlines.rules.ladder import Level
from inspections.models import Case
from inspections.next_due import live_of_outer_case
from projects.filters.conditions import Conditions
from vn.text import tidy

LATE, RUNNING = "qua-han", "con-han"


class CaseFilter(Conditions):
    """By words, kind, state, body and how its clocks stand."""

    FIRST: ClassVar[tuple[str, ...]] = ("q", "loai", "tinh_trang", "han")

    q = django_filters.CharFilter(label=_("Code, title, project or subject"), method="holding")
    loai = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="kind", choices=Case.Kind.choices, empty_label=_("All")
    )
    tinh_trang = django_filters.ChoiceFilter(
        label=_("State"), field_name="state", choices=Case.State.choices, empty_label=_("All")
    )
    han = django_filters.ChoiceFilter(
        label=_("How the clocks stand"),
        choices=[(LATE, _("A step is overdue")), (RUNNING, _("Steps still to come"))],
        method="by_clock",
        empty_label=_("All"),
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Body that follows it up"),
        field_name="responsible_body",
        choices=[],
        empty_label=_("All"),
    )

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, duties: QuerySet[Obligation], **kwargs: Any) -> None:
        """`duties`: what this person may know of the clocks."""
        self.duties = duties
        super().__init__(*args, **kwargs)
        bodies = self.queryset.order_by("responsible_body__sort_key")
        named = bodies.values_list("responsible_body", "responsible_body__short_name").distinct()
        self.offer({"co_quan": [(str(pk), name) for pk, name in named]})

    def holding(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Every word in the code, the title, the decision, a project or a subject."""
        for word in tidy(value).split()[:8]:
            about = (
                Q(projects__project__name__icontains=word)
                | Q(projects__project__code__icontains=word)
                | Q(subjects__investor__name__icontains=word)
                | Q(subjects__agency__name__icontains=word)
            )
            own = Q(code__icontains=word) | Q(title__icontains=word)
            rows = rows.filter(
                pk__in=Case.objects.filter(own | Q(decision_number__icontains=word) | about).values(
                    "pk"
                )
            )
        return rows

    def by_clock(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Cases with an overdue step, or with one still to come."""
        live = live_of_outer_case(self.duties)
        late = Exists(live.filter(level__gte=Level.OVERDUE))
        return rows.filter(
            late if value == LATE else Exists(live.exclude(level__gte=Level.OVERDUE))
        )
