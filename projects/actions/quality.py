"""Keep what target 4 asks of each project (projects/rules/quality.py): what is missing, how old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import AuditEvent
from deadlines.actions.refreshing import chunks, refresh
from projects.models import Project, ProjectQuality
from projects.querysets.gate_facts import gate_facts
from projects.rules.quality import asked_of, renews

_KEPT = ("updated_on", "asked", "missing", "measured_at")


@transaction.atomic
def keep(*, project_ids: Sequence[int], at: datetime, updated_on: date | None = None) -> int:
    """Measure these projects again; `updated_on` is the day of a real update, None for none.

    Public projects are not measured: what a record must hold is asked of non-budget ones.
    A project measured for the first time begins with the last update its history knows, else with
    the day its state is as of, else with the day it was entered. Returns how many those were.
    """
    new = 0
    for chunk in chunks(project_ids):
        known = dict(ProjectQuality.objects.filter(pk__in=chunk).values_list("pk", "updated_on"))
        days = known | _first_days([pk for pk in chunk if pk not in known])
        rows = list(_measured(chunk, days, at, updated_on))
        ProjectQuality.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["project"], update_fields=list(_KEPT)
        )
        new += len(days) - len(known)
    return new


def keep_all(*, on: date, at: datetime) -> int:
    """Measure the whole registry again, in chunks; returns how many projects it holds.

    The gates may have changed with a release, and rows may have come in without an act. Questions
    about a project that was never measured before begin here.
    """
    ids = list(Project.objects.non_budget().order_by("pk").values_list("pk", flat=True))
    for chunk in chunks(ids):
        with transaction.atomic():
            known = set(ProjectQuality.objects.filter(pk__in=chunk).values_list("pk", flat=True))
            keep(project_ids=chunk, at=at)
            if fresh := [pk for pk in chunk if pk not in known]:
                refresh(project_ids=fresh, on=on, at=at, cause="measured")
    return len(ids)


def _first_days(project_ids: Sequence[int]) -> dict[int, date]:
    if not project_ids:
        return {}
    zone = timezone.get_default_timezone()
    rows = Project.objects.filter(pk__in=project_ids)
    found = {
        pk: as_of or created.astimezone(zone).date()
        for pk, as_of, created in rows.values_list("pk", "state_as_of", "created_at")
    }
    acts = AuditEvent.objects.filter(project_id__in=project_ids, by_id__isnull=False).order_by()
    for pk, verb, at in acts.values_list("project_id", "verb").annotate(Max("at")):
        if renews(verb, by_person=True):
            found[pk] = max(found[pk], at.astimezone(zone).date())
    return found


def _measured(
    project_ids: Sequence[int], days: Mapping[int, date], at: datetime, updated_on: date | None
) -> Iterator[ProjectQuality]:
    for pk, facts in sorted(gate_facts(project_ids).items()):
        asked = asked_of(facts)
        yield ProjectQuality(
            project_id=pk,
            updated_on=max(days[pk], updated_on) if updated_on else days[pk],
            asked=len(asked),
            missing=[need.code for need in asked if not need.met(facts)],
            measured_at=at,
        )
