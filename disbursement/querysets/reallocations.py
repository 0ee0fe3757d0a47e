"""Drafts of reallocation: who may know of them, what they move, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least

from accounts.permissions import Scope
from disbursement.rules.moving import Outlook

if TYPE_CHECKING:
    from accounts.models import User

MOVES = ~Q(proposed_delta_vnd=0) | ~Q(edited_delta_vnd=0)
"""Lines that stand on the page of a draft: those that move, and those that were proposed to."""


def visible_to(user: User) -> QuerySet[Any]:
    """Drafts show the money of all owners: they are for those who see the whole province."""
    rows: QuerySet[Any] = apps.get_model("disbursement", "Reallocation").objects.select_related(
        "plan", "decision"
    )
    return rows if user.scope == Scope.PROVINCE else rows.none()


def with_amounts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Drafts with how many lines they move, and how much in đồng."""
    moving = ~Q(lines__edited_delta_vnd=0)
    found: QuerySet[Any] = rows.annotate(
        moving=Count("lines", filter=moving),
        moved_vnd=Coalesce(
            Sum("lines__edited_delta_vnd", filter=Q(lines__edited_delta_vnd__gt=0)), 0
        ),
    )
    return found


def lines_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Lines of a draft with their projects, owners and sources, in the order of the sources."""
    return rows.select_related(
        "line__source", "line__project", "line__project__public__owner"
    ).order_by("line__source__sort_key", "line__bucket", "line__project__code")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the lines of a draft come to as they stand; how many of them are invented or edited."""

    outlook: Outlook
    invented: int
    edited: int


def expected(rows: QuerySet[Any]) -> Expected:
    """Add up the lines of a draft; one question."""
    left = F("allocated_vnd") + F("edited_delta_vnd")
    after = Least(left, F("forecast_vnd"), output_field=BigIntegerField())
    demonstration = Q(line__project__origin="demonstration")
    sums = rows.aggregate(
        base=Coalesce(Sum("allocated_vnd"), 0),
        absorbed=Coalesce(Sum(after), 0),
        moved=Coalesce(Sum("edited_delta_vnd", filter=Q(edited_delta_vnd__gt=0)), 0),
        lines=Count("pk", filter=~Q(edited_delta_vnd=0)),
        invented=Count("pk", filter=demonstration),
        edited=Count("pk", filter=~Q(edited_delta_vnd=F("proposed_delta_vnd"))),
    )
    outlook = Outlook(sums["base"], sums["absorbed"], sums["moved"], sums["lines"])
    return Expected(outlook, sums["invented"], sums["edited"])


@dataclass(frozen=True, slots=True)
class Left:
    """Lines of one source that a draft leaves as they are, and how many could give or get."""

    source: Any
    bucket: str
    count: int
    givers: int
    getters: int


def left_alone(rows: QuerySet[Any], minimum_vnd: int) -> list[Left]:
    """By source and bucket, in the order of the sources; two questions."""
    keeps = Greatest(F("floor_vnd"), F("forecast_vnd"))
    smallest = Value(minimum_vnd, output_field=BigIntegerField())
    keys = ("line__source__sort_key", "line__source_id", "line__bucket")
    counted = (
        rows.exclude(MOVES)
        .order_by(*keys)
        .values(*keys)
        .annotate(
            count=Count("pk"),
            givers=Count("pk", filter=Q(allocated_vnd__gte=keeps + smallest)),
            getters=Count("pk", filter=Q(ceiling_vnd__gte=F("allocated_vnd") + smallest)),
        )
    )
    found = [(*[row[key] for key in keys[1:]], row) for row in counted]
    names = apps.get_model("disbursement", "FundingSource").objects.in_bulk(
        [source for source, _bucket, _row in found]
    )
    return [
        Left(names[source], bucket, row["count"], row["givers"], row["getters"])
        for source, bucket, row in found
    ]
