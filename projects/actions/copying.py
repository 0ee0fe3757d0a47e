"""Enter a project after the pattern of another one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from projects.actions import projects, schedule
from projects.actions.acts import Outcome
from projects.actions.projects import ProjectFacts
from projects.actions.schedule import ItemFacts
from projects.models import Project


@transaction.atomic
def create_like(
    *,
    by: User | None,
    on: date,
    at: datetime,
    prefix: str,
    facts: ProjectFacts,
    pattern_id: int | None,
) -> Outcome[Project]:
    """Enter a project, with the milestones of a pattern if one is given: their names, no days.

    Raises what `projects.create` and `schedule.add_item` raise.
    """
    outcome = projects.create(by=by, on=on, at=at, prefix=prefix, facts=facts)
    if pattern_id is not None:
        for row in Project.objects.get(pk=pattern_id).schedule_items.all():
            item = ItemFacts(kind=row.kind, name=row.name, phase=row.phase)
            schedule.add_item(by=by, on=on, at=at, project_id=outcome.row.pk, facts=item)
    return outcome
