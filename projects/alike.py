"""Records of investors that may be one enterprise, read for `rules.likeness`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from projects.models import Investor, InvestorName, InvestorsApart
from projects.rules.likeness import Named, Pair, pairs
from vn.text import fold


@dataclass(frozen=True, slots=True)
class Alike:
    """A pair as it is shown: both records and how many projects each has."""

    pair: Pair
    one: Investor
    other: Investor
    projects: tuple[int, int]


def proposals(of: int | None = None) -> list[Alike]:
    """The pairs worth a look, the surest first, in four queries; those of one investor with `of`."""
    records = {row.pk: row for row in Investor.objects.kept()}
    others: dict[int, list[str]] = defaultdict(list)
    rows = InvestorName.objects.filter(investor__merged_into=None)
    for pk, name in rows.values_list("investor_id", "name"):
        others[pk].append(fold(name))
    apart = set(InvestorsApart.objects.values_list("one_id", "other_id"))
    named = [
        Named(row.pk, (fold(row.name), *others[row.pk]), row.tax_code) for row in records.values()
    ]
    found = [pair for pair in pairs(named, apart) if of in (None, pair.one, pair.other)]
    counts = _projects({pk for pair in found for pk in (pair.one, pair.other)})
    return [
        Alike(
            pair,
            records[pair.one],
            records[pair.other],
            (counts.get(pair.one, 0), counts.get(pair.other, 0)),
        )
        for pair in found
    ]


def _projects(ids: set[int]) -> dict[int, int]:
    rows = Investor.objects.filter(pk__in=ids).annotate(found=Count("projects"))
    return dict(rows.order_by().values_list("pk", "found"))
