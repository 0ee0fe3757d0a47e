"""Questions put to agencies about proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from projects.querysets.fact_rows import model

if TYPE_CHECKING:
    from accounts.models import User


def asked_of(user: User) -> QuerySet[Any]:
    """What the agencies of this person, or what they took over wholly, were asked."""
    agencies = {pk for person in user.persons for pk in person.reach.agencies}
    found: QuerySet[Any] = model("Opinion").objects.filter(agency_id__in=agencies)
    return found


def waiting_for(user: User) -> QuerySet[Any]:
    """Those still to be answered: a dossier that was decided waits for nobody."""
    return asked_of(user).filter(verdict="", proposal__decided_date=None)
