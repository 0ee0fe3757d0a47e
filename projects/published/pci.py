"""The competitiveness index of chosen provinces, each source of each year by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.models import PciResult
from projects.rules.pci import rank_looks_like_score
from vn.text import fold, sort_key

MOST_BESIDE = 3
"""Provinces beside ours: more lines than four cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A province one may look at; `chosen` if it is looked at."""

    name: str
    chosen: bool
    ours: bool


def provinces(ours: str, asked: Sequence[str]) -> list[Choice]:
    """All provinces on record, ours first; ours and the first few asked for are chosen."""
    found = PciResult.objects.order_by().values_list("province", flat=True).distinct()
    names = sorted(found, key=lambda name: (fold(name) != fold(ours), sort_key(name)))
    wanted = [name for name in asked if name in names and fold(name) != fold(ours)][:MOST_BESIDE]
    return [
        Choice(
            name, chosen=name in wanted or fold(name) == fold(ours), ours=fold(name) == fold(ours)
        )
        for name in names
    ]


def results(names: Sequence[str]) -> list[PciResult]:
    """What every source says of these provinces, the latest year first."""
    rows = PciResult.objects.filter(province__in=names).order_by("-year", "pk")
    place = {name: at for at, name in enumerate(names)}
    return sorted(rows, key=lambda row: (-row.year, place[row.province], row.pk))


def points(rows: Sequence[PciResult], name: str, column: str) -> list[tuple[int, Decimal]]:
    """One value a year for the chart: a published one before a derived one, the first recorded."""
    by_year: dict[int, list[PciResult]] = defaultdict(list)
    for row in rows:
        if row.province == name and getattr(row, column) is not None:
            by_year[row.year].append(row)
    derived = PciResult.Basis.DERIVED
    return [
        (year, Decimal(getattr(min(of_year, key=lambda r: (r.basis == derived, r.pk)), column)))
        for year, of_year in sorted(by_year.items())
    ]


def contradicting(rows: Sequence[PciResult]) -> set[int]:
    """Rows of which another source of the same year says another score or rank."""
    found: dict[tuple[str, int], list[PciResult]] = defaultdict(list)
    for row in rows:
        found[row.province, row.year].append(row)
    return {
        row.pk
        for beside in found.values()
        for row in beside
        if any(_differs(row, other) for other in beside)
    }


def _differs(row: PciResult, other: PciResult) -> bool:
    pairs = ((row.score, other.score), (row.rank, other.rank))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def doubtful(row: PciResult) -> bool:
    """Whether the rank is the rounded score."""
    return rank_looks_like_score(row.score, row.rank)
