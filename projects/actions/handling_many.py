"""Put many projects into one class of handling by one document: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from deadlines.actions.refreshing import refresh
from projects.actions.acts import Seen, remember
from projects.actions.handling import (
    DecisionFacts,
    NotInThisRound,
    check,
    in_force,
    is_seen,
    looked_at,
    put,
)
from projects.actions.refusals import Refusal
from projects.models import Project

MOST_AT_ONCE = 500
"""Projects one decision classifies: what a list of one document holds, and one answer can check."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A project of a list, with the decision in force that the person saw (None: there was none)."""

    project_id: int
    replaces: Seen | None


class NoProjectChosen(Refusal):
    """Deciding on nothing is a slip of the mouse."""

    text = _("Tick at least one project.")


class TooMany(Refusal):
    """A list that nobody reads through is not a decision."""

    text = _("At most %(most)s projects can be decided at once. Choose fewer.")


class OneRefused(Refusal):
    """All or none: one project of the list cannot be decided."""

    text = _("%(project)s: %(why)s Nothing was saved.")


class ListChanged(Refusal):
    """Somebody decided on a project of the list after it was shown."""

    status = 409
    text = _(
        "Decided meanwhile by somebody else: %(projects)s. Nothing was saved; look at the list "
        "again."
    )


@transaction.atomic
def decide_many(
    *, by: User | None, on: date, at: datetime, chosen: Sequence[Chosen], facts: DecisionFacts
) -> int:
    """Put many projects into one class by one document: all of them, or none.

    Returns how many deadlines changed. Raises `NoProjectChosen`, `TooMany`, `ListChanged`,
    `OneRefused` and what is wrong with the decision itself.
    """
    if not chosen:
        raise NoProjectChosen
    if len(chosen) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE)
    check(facts, on=on)
    seen = {each.project_id: each.replaces for each in chosen}
    rows = Project.objects.select_for_update(no_key=True).filter(pk__in=seen).order_by("pk")
    projects = list(rows)
    current = in_force(list(seen))
    changed = [p.code for p in projects if not is_seen(current.get(p.pk), seen[p.pk])]
    if changed or len(projects) != len(seen):
        raise ListChanged(projects=", ".join(changed) or "—")
    known = looked_at(facts.round, list(seen)) if facts.round else set(seen)
    for project in projects:
        try:
            if project.pk not in known:
                raise NotInThisRound
            remember(put(project, current.get(project.pk), facts, by), by=by)
        except Refusal as refusal:
            raise OneRefused(project=project.code, why=refusal) from refusal
    Project.objects.filter(pk__in=seen).update(updated_at=at)
    return refresh(project_ids=list(seen), on=on, at=at, cause="handling_decided")
