"""The leader's first page as data: a fixed number of questions, every figure from rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from deadlines.models import Flag, Obligation
from deadlines.queries import SEVERITY
from deadlines.querysets import PAST_A_DAY
from deadlines.registry import confidential_kinds
from deadlines.rules.severity import SERIOUS
from projects.models import Project
from reporting import queries
from reporting.issued import Issued, last_issued
from reporting.rules.scorecard import Span, attracted
from reporting.scorecard import new_projects
from reporting.shapes import Amount, StatusRow

LAND_RULES = ("L1", "L2", "L3")
SHOWN = 8
"""Rows in each short list of the page; the link below it leads to all of them."""

PLACES_SHOWN = 2 * SHOWN
HORIZON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Projects with flags that still ask something of somebody.

    `advisory_projects` have nothing but advisory flags and are in none of the other counts.
    """

    projects: int
    new_projects: int
    grave_projects: int
    land_projects: int
    advisory_projects: int


@dataclass(frozen=True, slots=True)
class Line:
    """One flag or deadline with the project it is about."""

    project: Project
    obligation: Obligation
    flag: Flag | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One commune: projects followed there, and how many of them have live flags."""

    id: int
    name: str
    projects: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Computable:
    """Of the deadlines still to be met, how many have a day."""

    computed: int
    total: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything the page shows, as of one day."""

    on: date
    total: Amount
    rows: tuple[StatusRow, ...]
    outside: tuple[StatusRow, ...]
    overdue: Overdue
    late: tuple[Line, ...]
    soon: tuple[Line, ...]
    places: tuple[Place, ...]
    computable: Computable
    large_new: int
    report: Issued | None


def dashboard(*, on: date) -> Dashboard:
    """The province as of the day. Everybody who may open the page sees the whole province."""
    rows, outside = queries.census()
    total, overdue = queries.total(row.amount for row in (*rows, *outside)), _overdue(on)
    late, soon = _late(on), _soon(on)
    projects = Project.objects.select_related("investor").in_bulk(
        {flag.project_id for flag in late} | {duty.project_id for duty in soon}
    )
    return Dashboard(
        on=on,
        total=total,
        rows=rows,
        outside=outside,
        overdue=overdue,
        late=tuple(
            Line(
                project=projects[flag.project_id],
                obligation=flag.obligation,
                flag=flag,
                is_new=flag.opened_on >= on.replace(day=1),
            )
            for flag in late
        ),
        soon=tuple(Line(project=projects[duty.project_id], obligation=duty) for duty in soon),
        places=_places(),
        computable=_computable(),
        large_new=_large_new(on),
        report=last_issued(_comparable(total, (*rows, *outside), overdue)),
    )


def _overdue(on: date) -> Overdue:
    overdue = PAST_A_DAY
    new = Q(opened_on__gte=on.replace(day=1))
    found = (
        queries.without_public(Flag.objects.live())
        .warnings()
        .annotate(severity=SEVERITY)
        .aggregate(
            projects=Count("project_id", distinct=True, filter=overdue),
            new_projects=Count("project_id", distinct=True, filter=overdue & new),
            grave_projects=Count("project_id", distinct=True, filter=Q(severity=SERIOUS)),
            land_projects=Count(
                "project_id", distinct=True, filter=overdue & Q(kind__in=LAND_RULES)
            ),
            all_projects=Count("project_id", distinct=True, filter=overdue | Q(advisory=True)),
        )
    )
    return Overdue(
        advisory_projects=found.pop("all_projects") - found["projects"],
        **found,
    )


def _late(on: date) -> list[Flag]:
    """One flag a project, its gravest: those new this month first, then the longest overdue."""
    gravest = (
        queries.without_public(Flag.objects.live())
        .past_a_day()
        .filter(project_id__isnull=False)
        .annotate(severity=SEVERITY)
        .order_by("project_id", "-severity", "due_date")
        .distinct("project_id")
    )
    flags = (
        Flag.objects.filter(pk__in=gravest.values("pk"))
        .annotate(severity=SEVERITY)
        .select_related("obligation__rule_version")
        .order_by("-severity", "due_date")
    )
    first = on.replace(day=1)
    new = list(flags.filter(opened_on__gte=first)[: SHOWN // 2])
    return [*new, *flags.filter(opened_on__lt=first)[: SHOWN - len(new)]]


def _soon(on: date) -> list[Obligation]:
    coming = Obligation.objects.filter(
        clock=Obligation.Clock.RUNNING,
        due_date__gte=on,
        due_date__lte=on + HORIZON,
        project_id__isnull=False,
    )
    coming = queries.without_public(coming)
    return list(coming.select_related("rule_version").order_by("due_date", "pk")[: SHOWN - 2])


def _places() -> tuple[Place, ...]:
    flagged = Flag.objects.live().past_a_day().filter(project_id=OuterRef("pk"))
    counted = (
        queries.stock()
        .filter(units__isnull=False)
        .annotate(late=Exists(flagged))
        .values("units", "units__name")
        .annotate(projects=Count("pk"), overdue=Count("pk", filter=Q(late=True)))
        .order_by("-overdue", "-projects", "units__name")[:PLACES_SHOWN]
    )
    return tuple(
        Place(row["units"], row["units__name"], row["projects"], row["overdue"]) for row in counted
    )


def _computable() -> Computable:
    known = Obligation.objects.pending().exclude(kind__in=confidential_kinds())
    found = queries.without_public(known).aggregate(
        total=Count("pk"), unknown=Count("pk", filter=Q(clock="unknown"))
    )
    return Computable(computed=found["total"] - found["unknown"], total=found["total"])


def _large_new(on: date) -> int:
    """Target 1 of Resolution 135 in the year so far, as the scorecard counts it."""
    year = Span(key="year", first=on.replace(month=1, day=1), last=on, year=on.year)
    return len(attracted(new_projects(year.first), year).projects)


def _comparable(
    total: Amount, rows: tuple[StatusRow, ...], overdue: Overdue
) -> dict[str, int | None]:
    """The figures of the page that mean the same in the monthly report, by its keys."""
    return {
        "census.projects": total.projects,
        "census.capital": total.capital_vnd,
        **{f"{row.bucket.lower()}.projects": row.amount.projects for row in rows},
        "overdue.binding": overdue.projects,
        "land.late": overdue.land_projects,
    }
