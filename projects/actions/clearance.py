"""Site clearance, counted by day: households, land users and area (R-2.3, C1)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
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
    unchanged,
)
from projects.actions.refusals import AlreadyRecorded, NotOfThisProject, not_after
from projects.models import ClearanceCount, LandTranche
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFacts:
    """How far clearance came on a day; None is not known, areas in square metres.

    `tranche` None counts the whole project. `agreement_deadline` is the last day, with its
    extensions, of land taken by agreement with its users.
    """

    as_of_date: date
    tranche: LandTranche | None = None
    households_total: int | None = None
    households_agreed: int | None = None
    households_paid: int | None = None
    users_total: int | None = None
    users_agreed: int | None = None
    area_total_m2: Decimal | None = None
    area_agreed_m2: Decimal | None = None
    by_agreement: bool = False
    agreement_deadline: date | None = None
    source: str = ""
    note: str = ""


@transaction.atomic
def add_count(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: CountFacts
) -> Outcome[ClearanceCount]:
    """Record a count. Raises `AlreadyRecorded`, `InTheFuture`, `NotOfThisProject`, `Invalid`."""
    row = ClearanceCount(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    found = _assigned(row, facts, on)
    store(row)
    summary = _("Clearance counted on %(day)s (%(part)s)")
    return settle(_deed("clearance_counted", row, summary, found), by=by, on=on, at=at)


@transaction.atomic
def change_count(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: CountFacts
) -> Outcome[ClearanceCount]:
    """Correct a count on record. Raises `Stale` and as `add_count`."""
    row = lock_seen(ClearanceCount.objects.select_related("project", "tranche"), seen)
    found = _assigned(row, facts, on)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Clearance counted on %(day)s (%(part)s) corrected: %(fields)s")
    deed = _deed("clearance_count_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _assigned(row: ClearanceCount, facts: CountFacts, on: date) -> Change:
    """Set the facts on the row; one count a day of the same land."""
    not_after(facts.as_of_date, on=on, field="as_of_date")
    tranche = facts.tranche
    if tranche is not None and tranche.project_id != row.project_id:
        raise NotOfThisProject(field="tranche")
    told = {each.name: getattr(facts, each.name) for each in fields(facts)}
    found = assign(row, told | {"source": tidy(facts.source), "note": tidy(facts.note)})
    same = {"project": row.project, "tranche": tranche, "as_of_date": facts.as_of_date}
    if ClearanceCount.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="as_of_date", what=day_text(facts.as_of_date))
    return found


def _deed(
    verb: str, row: ClearanceCount, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    part = row.tranche.label if row.tranche else _("the whole project")
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"day": day_text(row.as_of_date), "part": part},
        change=found,
        reason=why,
    )
