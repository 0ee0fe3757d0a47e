"""How far each owner stands from its scenario at the end of a month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Agency
from disbursement.models import Scenario
from disbursement.querysets import scenarios
from disbursement.querysets.figures import By, Question, rolled_up
from disbursement.querysets.pace import month_number
from disbursement.rules.basis import Rate
from disbursement.rules.scenario import gap_points, percent_at


@dataclass(frozen=True, slots=True)
class Adherence:
    """An owner: what its scenario wants by the end of the month, what was paid, the distance.

    `own` is its own scenario, None where the province's applies. Points below zero are behind;
    None without capital or without a scenario.
    """

    owner: Agency
    own: Scenario | None
    rate: Rate
    wanted: Decimal | None
    points: Decimal | None


def by_owner(question: Question) -> list[Adherence]:
    """All owners with capital in the year, the furthest behind first, the unmeasured last."""
    curves = scenarios.of_year(question.year)
    groups = rolled_up(question, By.OWNER)
    agencies = Agency.objects.in_bulk([key for key in groups if isinstance(key, int)])
    own = {
        row.owner_id: row
        for row in Scenario.objects.filter(
            plan__horizon="annual", plan__first_year=question.year, owner__isnull=False
        )
    }
    number = month_number(question.year, question.month)
    found = []
    for key, owner in agencies.items():
        figures = groups[key]
        if not figures.deployed_vnd:
            continue
        wanted = percent_at(curves.of_owner(key), number)
        points = gap_points(figures.disbursed_vnd, figures.deployed_vnd, wanted)
        found.append(Adherence(owner, own.get(key), figures.rate(), wanted, points))
    return sorted(found, key=lambda row: (row.points is None, row.points or 0, row.owner.name))
