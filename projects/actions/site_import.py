"""Areas and points of one file, recorded together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from projects.actions import site_points, sites


@transaction.atomic
def bring_in(
    *,
    by: User | None,
    on: date,
    at: datetime,
    project_id: int,
    facts: Sequence[sites.AreaFacts | site_points.PointFacts],
) -> int:
    """Record each of them; gives their number. Raises what recording one raises."""
    for each in facts:
        if isinstance(each, sites.AreaFacts):
            sites.add(by=by, on=on, at=at, project_id=project_id, facts=each)
        else:
            site_points.add(by=by, on=on, at=at, project_id=project_id, facts=each)
    return len(facts)
