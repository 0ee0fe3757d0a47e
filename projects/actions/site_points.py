"""Points of a project on the map; they mark a place and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
    told_as,
    unchanged,
)
from projects.actions.links import ReasonMissing
from projects.models import SitePoint
from vn.position import read_position
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFacts:
    """A point as it was written; `meridian` is needed for X and Y of VN-2000 alone."""

    label: str
    point_text: str
    meridian: Decimal | None = None
    source: str = ""


@transaction.atomic
def add(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: PointFacts
) -> Outcome[SitePoint]:
    """Record a point. Raises `BadTable` and `Invalid`."""
    project = lock_project(project_id)
    row = SitePoint(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts))
    store(row)
    summary = _("Point %(label)s recorded: %(place)s")
    return _settle("point_added", row, summary, found, (by, on, at, ""))


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: PointFacts
) -> Outcome[SitePoint]:
    """Correct a point. Raises `Stale`, `BadTable` and `Invalid`."""
    row = lock_seen(SitePoint.objects.select_related("project"), seen)
    found = assign(row, _values(facts))
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Point %(label)s corrected: %(place)s")
    return _settle("point_changed", row, summary, found, (by, on, at, seen.why))


@transaction.atomic
def remove(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[SitePoint]:
    """Take a point out; where it was stays in the history. Raises `Stale` and `ReasonMissing`."""
    row = lock_seen(SitePoint.objects.select_related("project"), seen)
    if not reason.strip():
        raise ReasonMissing
    pk = row.pk
    found = Change({"point_text": row.point_text}, {"point_text": None})
    row.delete()
    row.pk = pk  # The history names the row that was there.
    summary = _("Point %(label)s removed: %(place)s")
    return _settle("point_removed", row, summary, found, (by, on, at, reason))


def _values(facts: PointFacts) -> dict[str, Any]:
    found = read_position(facts.point_text, facts.meridian)
    return {
        "label": tidy(facts.label),
        "point_text": tidy(facts.point_text),
        "meridian": found.meridian,
        "longitude": found.longitude,
        "latitude": found.latitude,
        "source": tidy(facts.source),
    }


def _settle(
    verb: str,
    row: SitePoint,
    summary: Any,
    found: Change,
    hand: tuple[User | None, date, datetime, str],
) -> Outcome[SitePoint]:
    by, on, at, why = hand
    deed = Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"label": row.label, "place": f"{row.latitude:.6f}, {row.longitude:.6f}"},
        change=told_as(found, label="point_label"),
        reason=why,
    )
    return settle(deed, by=by, on=on, at=at)
