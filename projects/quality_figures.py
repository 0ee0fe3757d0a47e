"""How far target 4 is reached: counted from one table, the same way for the whole and each part.

At 100,000 projects the seven questions below read one narrow row a project and answer in about two
seconds; nothing is computed again for the page (`projects.actions.quality` keeps the rows).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, Max, QuerySet

from projects.filters.quality import (
    COMPLETE,
    CURRENT,
    MEETS,
    UNMEASURED,
    conditions,
    reporting_days,
)
from projects.models import Project, ProjectQuality
from projects.rules.status import NOT_FOLLOWED

_BANDS = ((100, 100), (80, 99), (50, 79), (0, 49))
"""Percent of the facts asked for that are there, from and to."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the registry: `key` and `name` of an officer, agency or sector; None for nobody."""

    key: int | None
    name: str
    all: int
    meets: int
    complete: int
    current: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page counts, as of one day."""

    on: date
    days: int
    whole: Part
    unmeasured: int
    measured_at: Any
    bands: tuple[tuple[int, int, int], ...]
    missing: tuple[tuple[str, int], ...]


def followed(projects: QuerySet[Project]) -> QuerySet[Project]:
    """The base of target 4: not terminated, not merely proposed."""
    return projects.exclude(bucket__in=NOT_FOLLOWED)


def figures(projects: QuerySet[Project], on: date) -> Figures:
    """The whole and its distribution; `projects` are those a person may see. Four queries."""
    days = reporting_days(on)
    base = followed(projects)
    found = base.aggregate(
        unmeasured=Count("pk", filter=conditions(on, days)[UNMEASURED]),
        measured_at=Max("quality__measured_at"),
        **_counts(on, days),
    )
    rows = ProjectQuality.objects.filter(project__in=base.order_by().values("pk"))
    return Figures(
        on=on,
        days=days,
        whole=Part(None, "", *(found[name] for name in _PART)),
        unmeasured=found["unmeasured"],
        measured_at=found["measured_at"],
        bands=tuple(_bands(rows)),
        missing=tuple(_missing(rows)),
    )


def by(projects: QuerySet[Project], column: str, name: str, on: date, days: int) -> list[Part]:
    """The same for each officer, agency or sector, those with most left to do first; one query."""
    rows: Any = (
        followed(projects)
        .order_by()
        .values(part=F(column), called=F(name))
        .annotate(**_counts(on, days))
    )
    parts = [Part(row["part"], row["called"] or "", *(row[name] for name in _PART)) for row in rows]
    return sorted(parts, key=lambda part: (part.meets - part.all, part.name, part.key or 0))


_PART = ("all", "meets", "complete", "current")


def _counts(on: date, days: int) -> dict[str, Count]:
    sets = conditions(on, days)
    return {
        "all": Count("pk"),
        "meets": Count("pk", filter=sets[MEETS]),
        "complete": Count("pk", filter=sets[COMPLETE]),
        "current": Count("pk", filter=sets[CURRENT]),
    }


def _bands(rows: QuerySet[ProjectQuality]) -> Iterator[tuple[int, int, int]]:
    """How many records have so many percent of what is asked; one asked for nothing has all."""
    counted = rows.order_by().values_list("asked", F("missing__len")).annotate(n=Count("pk"))
    found: dict[int, int] = {}
    for asked, lacking, n in counted:
        percent = 100 if not asked else (asked - lacking) * 100 // asked
        found[percent] = found.get(percent, 0) + n
    for low, high in _BANDS:
        yield low, high, sum(n for percent, n in found.items() if low <= percent <= high)


def _missing(rows: QuerySet[ProjectQuality]) -> Iterator[tuple[str, int]]:
    """Each missing fact with the projects that lack it, the most frequent first."""
    each = rows.order_by().annotate(code=Func(F("missing"), function="unnest")).values_list("code")
    found = dict(each.annotate(n=Count("pk")))
    yield from sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
