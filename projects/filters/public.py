"""The conditions of the list of public projects; the address is their state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.filters.conditions import Choices, Conditions, lying_in
from projects.models import PublicProject, Sector
from projects.search import words as searching
from projects.succession import offered_places

if TYPE_CHECKING:
    from django.http import QueryDict

    from projects.models import Project


def options() -> dict[str, Choices]:
    """Owners with a project, sectors and places, in as many queries however much there is."""
    owners = Agency.objects.filter(owned_projects__isnull=False).order_by("sort_key", "pk")
    sectors = Sector.objects.filter(project__funding="public").order_by("sort_key", "pk")
    return {
        "chu": [(str(pk), name) for pk, name in owners.values_list("pk", "name").distinct()],
        "linh_vuc": [(str(pk), name) for pk, name in sectors.values_list("pk", "name").distinct()],
        "dia_ban": offered_places(),
    }


class PublicFilter(Conditions):
    """Conditions on the list of public projects."""

    q = django_filters.CharFilter(label=_("Keywords"), method="by_words", max_length=200)
    chu = django_filters.ChoiceFilter(
        label=_("Project owner"), field_name="public__owner_id", empty_label=_("All")
    )
    nhom = django_filters.ChoiceFilter(
        label=_("Project group"),
        field_name="public__group",
        choices=PublicProject.Group,
        empty_label=_("All"),
    )
    linh_vuc = django_filters.ChoiceFilter(
        label=_("Sector"), field_name="sector_id", empty_label=_("All")
    )
    dia_ban = django_filters.ChoiceFilter(
        label=_("Place"), method="by_place", empty_label=_("Whole province")
    )

    FIRST = ("q", "chu", "nhom", "linh_vuc", "dia_ban")

    def __init__(self, data: QueryDict, queryset: QuerySet[Project]) -> None:
        super().__init__(data, queryset)
        self.offer(options())

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Words of the name, the code of the project or of the budget, the owner, the place."""
        return searching.projects(queryset, value)

    def by_place(self, queryset: Any, name: str, value: str) -> Any:
        """In the place, in one below it, or in what these became or came from."""
        return queryset.filter(pk__in=lying_in(value))
