"""Target 3 read from the rows, as far as somebody may know of them (R-4.4, R-4.5)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from deadlines.models import Flag, FlagEvent
from inspections.models import Case, CaseProject
from inspections.rules.coverage import LATE_LAND, Coverage, LateLand, covered
from projects.models import Extension, HandlingDecision, Termination

if TYPE_CHECKING:
    from accounts.models import User


def coverage(user: User | None) -> Coverage:
    """What this person may know of; without one what is published, as a frozen report counts."""
    return covered(late_land(user))


def late_land(user: User | None) -> list[LateLand]:
    """Projects with a confirmed late-land flag, with their cases and what was decided since."""
    flags = Flag.objects.all() if user is None else Flag.objects.visible_to(user)
    base = _confirmed(flags.filter(kind__in=LATE_LAND, project_id__isnull=False))
    first: dict[int, date] = {}
    handled: dict[int, set[date]] = defaultdict(set)
    for project, opened, closed in base.values_list("project_id", "opened_on", "closed_on"):
        first[project] = min(opened, first.get(project, opened))
        if closed is not None:
            handled[project].add(closed)
    cases = _cases(user, list(first))
    for project, day in _decided(list(first)):
        handled[project].add(day)
    return [
        LateLand(
            project_id=project,
            flagged_on=day,
            cases=tuple(sorted(cases.get(project, ()))),
            handled_on=tuple(sorted(handled.get(project, ()))),
        )
        for project, day in first.items()
    ]


def _confirmed(flags: QuerySet[Any]) -> QuerySet[Any]:
    """Flags an officer confirmed once, whatever became of them since; a later dismissal counts."""
    events = FlagEvent.objects.filter(new_state=Flag.State.CONFIRMED)
    once = Q(state=Flag.State.CONFIRMED) | Q(pk__in=events.values("flag"))
    return flags.filter(once).exclude(state=Flag.State.DISMISSED)


def _cases(user: User | None, projects: list[int]) -> dict[int, list[date]]:
    """The days on which cases were opened, by project: of the decision, or of the entry."""
    visible = Case.objects.published() if user is None else Case.objects.visible_to(user)
    rows = CaseProject.objects.filter(project__in=projects, case__in=visible.values("pk"))
    found: dict[int, list[date]] = defaultdict(list)
    for row in rows.select_related("case"):
        entered = timezone.localtime(row.recorded_at).date()
        found[row.project_id].append(row.case.decision_date or entered)
    return found


def _decided(projects: list[int]) -> list[tuple[int, date]]:
    """Decisions on handling, more time and termination, by project."""
    handling = HandlingDecision.objects.filter(project__in=projects)
    ended = Termination.objects.filter(project__in=projects)
    longer = Extension.objects.filter(tranche__project__in=projects)
    return [
        *handling.values_list("project_id", "decided_date"),
        *ended.values_list("project_id", "date"),
        *longer.values_list("tranche__project_id", "decision_date"),
    ]
