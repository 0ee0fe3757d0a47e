"""Whether the land of a public project is ready for its works, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Deed, Outcome, Seen, assign, lock_seen, settle, store, unchanged
from projects.actions.refusals import Refusal, not_after
from projects.models import PublicProject


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the site is ready, and the day since which it is, or was found, so."""

    state: str
    day: date | None


class ReadinessWithoutDay(Refusal):
    """A readiness that is known is known as of a day."""

    field = "land_ready_date"
    text = _("Give the day on which this was so, or choose that it is not known.")


@transaction.atomic
def set_readiness(
    *, by: User | None, on: date, at: datetime, seen: Seen, readiness: Readiness
) -> Outcome[PublicProject]:
    """Record how far the site is ready; `seen` is the public side of the project.

    Raises `Stale`, `InTheFuture` and `ReadinessWithoutDay`.
    """
    row = lock_seen(PublicProject.objects.select_related("project"), seen)
    not_after(readiness.day, on=on, field="land_ready_date")
    known = readiness.state != PublicProject.LandReady.UNKNOWN
    if known and readiness.day is None:
        raise ReadinessWithoutDay
    day = readiness.day if known else None
    found = assign(row, {"land_ready": readiness.state, "land_ready_date": day})
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    deed = Deed(
        verb="public_site_set",
        row=row,
        project=row.project,
        summary=_("Site: %(state)s"),
        words={"state": row.get_land_ready_display()},
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)
