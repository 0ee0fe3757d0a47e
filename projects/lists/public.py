"""The list of public projects: its rows, and what they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from desk.paging import Key, Segment
from projects.models import InvestmentDecision, Project
from projects.querysets.public import OPENING

_SPENT = F("public__opening_disbursed_vnd") + F("public__disbursed_vnd")


@dataclass(frozen=True, slots=True)
class Totals:
    """What is found: projects, their total investment, and what those with a total disbursed.

    Amounts in whole đồng; `without_total` projects state none and are in neither sum.
    """

    projects: int
    total_vnd: int
    spent_vnd: int
    without_total: int


def totals(found: QuerySet[Any]) -> Totals:
    """One query over all that is found."""
    known = Q(public__total_investment_vnd__isnull=False)
    sums = found.aggregate(
        projects=Count("pk"),
        total_vnd=Coalesce(Sum("public__total_investment_vnd"), 0),
        spent_vnd=Coalesce(Sum(_SPENT, filter=known), 0),
        without_total=Count("pk", filter=~known),
    )
    return Totals(**sums)


def segments(found: QuerySet[Any]) -> tuple[Segment, ...]:
    """The list by the name of the project."""
    return (Segment(found, (Key("sort_key", str), Key("pk"))),)


def rows(ids: Sequence[int]) -> list[dict[str, Any]]:
    """What the list shows of these projects, in this order, in one query."""
    decided = InvestmentDecision.objects.filter(project=OuterRef("pk"), kind__in=OPENING)
    last = decided.order_by("-issued_date", "-pk")
    found = Project.objects.filter(pk__in=ids).values(
        "pk",
        "code",
        "name",
        "bucket",
        owner=F("public__owner__name"),
        budget_code=F("public__budget_code"),
        group=F("public__group"),
        total_vnd=F("public__total_investment_vnd"),
        start_year=F("public__start_year"),
        end_year=F("public__end_year"),
        land_ready=F("public__land_ready"),
        handed_over_date=F("public__handed_over_date"),
        spent_vnd=_SPENT,
        decision=Subquery(last.values("number")[:1]),
        decision_date=Subquery(last.values("issued_date")[:1]),
    )
    by_id = {row["pk"]: row for row in found}
    return [by_id[pk] for pk in ids if pk in by_id]
