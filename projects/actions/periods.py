"""Suspension and resumption of a project (R-1.40, R-1.41)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_seen,
    settle,
    store,
)
from projects.actions.refusals import Refusal, not_after
from projects.actions.terminating import refuse_terminated
from projects.models import Project, Suspension
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionFacts:
    """A suspension by its notice or decision; `ordered_until` when the order sets an end."""

    decided_by: str
    start_date: date
    document_number: str
    document_date: date | None = None
    ordered_until: date | None = None


class AlreadySuspended(Refusal):
    """One suspension at a time."""

    text = _(
        "This project is already suspended. Record that it resumed before suspending it again."
    )


class NotSuspended(Refusal):
    """Nothing to resume."""

    text = _("This project is not suspended, so there is nothing to resume. Check its state.")


@transaction.atomic
def suspend(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: SuspensionFacts
) -> Outcome[Suspension]:
    """Record that operation is suspended, and say so in the project's legal state.

    Raises `Stale`, `AlreadySuspended`, `AlreadyTerminated`, `InTheFuture` and `Invalid`.
    """
    project = lock_seen(Project.objects.all(), seen)
    if project.legal_state == Project.LegalState.SUSPENDED:
        raise AlreadySuspended
    refuse_terminated(project)
    not_after(facts.start_date, on=on, field="start_date")
    row = Suspension(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, asdict(facts) | {"document_number": tidy(facts.document_number)})
    store(row)
    found |= _set_legal_state(project, Project.LegalState.SUSPENDED)
    deed = Deed(
        verb="project_suspended",
        row=row,
        project=project,
        summary=_("Suspended from %(day)s by %(number)s"),
        words={"day": day_text(row.start_date), "number": row.document_number},
        change=found,
    )
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def resume(
    *, by: User | None, on: date, at: datetime, seen: Seen, resumed_date: date
) -> Outcome[Project]:
    """Record that a suspended project runs again.

    Raises `Stale`, `NotSuspended`, `InTheFuture` and `Invalid`.
    """
    project = lock_seen(Project.objects.all(), seen)
    if project.legal_state != Project.LegalState.SUSPENDED:
        raise NotSuspended
    not_after(resumed_date, on=on, field="resumed_date")
    found = Change()
    # An imported project may be suspended without its notice on record.
    for row in project.suspensions.select_for_update().filter(resumed_date=None):
        found |= assign(row, {"resumed_date": resumed_date})
        store(row)
    found |= _set_legal_state(project, Project.LegalState.VALID)
    deed = Deed(
        verb="project_resumed",
        row=project,
        project=project,
        summary=_("Resumed on %(day)s"),
        words={"day": day_text(resumed_date)},
        change=found,
    )
    return settle(deed, by=by, on=on, at=at)


def _set_legal_state(project: Project, state: str) -> Change:
    found = assign(project, {"legal_state": state})
    project.version += 1
    store(project)
    return found
