"""Review rounds as they are read: progress whose parts add up to the scope, and its projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import AdministrativeUnit, Agency, User
from desk.paging import Key, Segment
from projects import providing
from projects.filters.conditions import Conditions, lying_in
from projects.models import Project, ReviewEntry, ReviewRound

if TYPE_CHECKING:
    from django.http import QueryDict

Outcome = ReviewEntry.Outcome
SEVERAL = -1
"""In place of a commune: the project lies in several, so that each is counted once."""


@dataclass(slots=True)
class Progress:
    """How many projects have which outcome; they add up to `projects`."""

    pk: int | None
    name: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def projects(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def looked_at(self) -> int:
        """Those with an outcome."""
        return self.projects - self.counts[Outcome.WAITING]

    @property
    def row(self) -> list[int]:
        """The counts in the order of the outcomes."""
        return [self.counts[outcome] for outcome in Outcome.values]


def rounds(user: User) -> QuerySet[ReviewRound]:
    """The rounds in which this person may see a project, the newest first, with how many of which
    outcome."""
    seen = _seen(user, "entries__")
    counted = {
        outcome: Count("entries", filter=seen & Q(entries__outcome=outcome))
        for outcome in Outcome.values
    }
    found: QuerySet[ReviewRound] = ReviewRound.objects.annotate(
        projects=Count("entries", filter=seen), **counted
    ).filter(projects__gt=0)
    # Said here, because the order of the model does not hold for counted rows.
    return found.order_by("-opened_date", "-pk")


def entries(row: ReviewRound, user: User) -> QuerySet[ReviewEntry]:
    """The projects of a round that this person may see."""
    return ReviewEntry.objects.filter(_seen(user), round=row)


def _seen(user: User, prefix: str = "") -> Q:
    visible = providing.visible_to(user)
    return (
        Q(**{f"{prefix}pk__isnull": False})
        if visible is None
        else Q(**{f"{prefix}project_id__in": visible})
    )


def by_agency(found: QuerySet[ReviewEntry]) -> list[Progress]:
    """Progress by the agency that was in charge when the round was opened."""
    rows = found.order_by().values_list("agency", "outcome").annotate(n=Count("pk"))
    names = dict(Agency.objects.values_list("pk", "short_name"))
    return _told(rows, {None: gettext("no agency on record")} | names)


def by_place(found: QuerySet[ReviewEntry]) -> list[Progress]:
    """Progress by commune; a project in several is counted once, apart from them."""
    through = Project.units.through.objects.filter(project_id=OuterRef("project_id"))
    placed: Any = through.order_by().values("project_id").annotate(n=Count("pk"))
    rows = (
        found.order_by()
        .annotate(places=Subquery(placed.values("n")))
        .annotate(
            place=Case(
                When(places__gt=1, then=Value(SEVERAL)),
                default=Subquery(through.values("administrativeunit_id")[:1]),
                output_field=BigIntegerField(),
            )
        )
        .values_list("place", "outcome")
        .annotate(n=Count("pk"))
    )
    used = [place for place, _outcome, _n in rows if place not in (None, SEVERAL)]
    names: dict[Any, str] = dict(
        AdministrativeUnit.objects.filter(pk__in=used).values_list("pk", "name")
    )
    words = {None: gettext("no place on record"), SEVERAL: gettext("in several communes")}
    return _told(rows, names | words)


def _told(rows: Any, names: dict[Any, str]) -> list[Progress]:
    found: dict[Any, Progress] = {}
    for key, outcome, n in rows:
        part = found.setdefault(key, Progress(key, names.get(key, "—")))
        part.counts[outcome] += n
    return sorted(found.values(), key=lambda part: (-part.projects, part.name))


def whole(parts: Sequence[Progress]) -> Progress:
    """The scope: the sum of its parts."""
    found = Progress(None, "")
    for part in parts:
        found.counts += part.counts
    return found


class EntryFilter(Conditions):
    """Conditions on the projects of a round."""

    q = django_filters.CharFilter(label=_("Keywords"), method="by_words", max_length=200)
    ket_qua = django_filters.ChoiceFilter(
        label=_("Outcome"), field_name="outcome", choices=Outcome.choices, empty_label=_("All")
    )
    co_quan = django_filters.ChoiceFilter(
        label=_("Agency in charge"), field_name="agency_id", empty_label=_("All")
    )
    dia_ban = django_filters.ChoiceFilter(
        label=_("Place"), method="by_place", empty_label=_("Whole province")
    )

    FIRST = ("q", "ket_qua", "co_quan", "dia_ban")

    class Meta:
        model = ReviewEntry
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[ReviewEntry],
        *,
        agencies: Sequence[Progress],
        places: Sequence[Progress],
    ) -> None:
        super().__init__(data, queryset)
        self.offer({"co_quan": _choices(agencies), "dia_ban": _choices(places)})

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        """Of projects that hold every word."""
        return queryset.filter(project_id__in=Project.objects.search(value).values("pk"))

    def by_place(self, queryset: Any, name: str, value: str) -> Any:
        """Of projects that lie in the place, alone or among others."""
        return queryset.filter(project_id__in=lying_in(value))


def _choices(parts: Sequence[Progress]) -> list[tuple[str, Any]]:
    return [(str(part.pk), part.name) for part in parts if part.pk not in (None, SEVERAL)]


def segments(found: QuerySet[ReviewEntry]) -> tuple[Segment, ...]:
    """The list by the name of the project."""
    return (Segment(found, (Key("project__sort_key", str), Key("pk"))),)


def shown(ids: Sequence[int]) -> list[ReviewEntry]:
    """The entries of a page in its order."""
    rows = ReviewEntry.objects.select_related("project__investor", "agency").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def sheet(found: QuerySet[ReviewEntry], most: int) -> list[Any]:
    """The projects as a printed table: by agency, then by name; at most `most` of them."""
    rows = found.order_by(F("agency__sort_key").asc(nulls_last=True), "project__sort_key", "pk")
    return list(
        rows.values(
            "outcome",
            "note",
            "looked_date",
            "looked_by_name",
            code=F("project__code"),
            name=F("project__name"),
            investor=F("project__investor__name"),
            agency_name=F("agency__short_name"),
        )[:most]
    )
