"""Milestones: plan, move the plan by an adjusting act, record that one is reached (R-1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
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
    partial,
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import AlreadyRecorded, NotOfThisProject, Refusal, not_after
from projects.models import ExtensionRequest, Instrument, Project, ScheduleItem, ScheduleRevision
from vn.dates import PartialDate, Precision, last_day
from vn.documents import normalise_number
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """A milestone as first planned. Without the document that sets it, a plan binds nobody."""

    kind: str
    name: str
    phase: int = 1
    instrument: Instrument | None = None
    planned_from: date | None = None
    planned: PartialDate | None = None
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A new planned day and the document that sets it.

    `exception` names why the cap of 24 months does not bind (I2); `amount_vnd` is read of a
    milestone of capital only, in whole đồng.
    """

    instrument: Instrument
    planned: PartialDate
    exception: str = ScheduleRevision.CapException.NONE
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Achievement:
    """Reached on `actual`, or reached on a day nobody knows (`undated`), or not reached yet."""

    actual: PartialDate | None = None
    undated: bool = False
    evidence: str = ""


class SamePlan(Refusal):
    """The plan in force already says so."""

    field = "planned"
    text = _("The plan in force is already %(day)s by this document. Give the new day.")


class PlanLocked(Refusal):
    """Shortly before its day and after it a plan does not move quietly."""

    field = "instrument"
    text = _(
        "The plan of %(day)s is locked from %(days)s days before that day on, also once the "
        "milestone is reached. Choose the adjusting decision, or the answer to a granted request "
        "for more time; record it first if it is not on the list."
    )


class DayOrUndated(Refusal):
    """A milestone has a day, or is said to have none."""

    field = "actual"
    text = _("Give the day, or say that it is not known; not both.")


@transaction.atomic
def add_item(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ItemFacts
) -> Outcome[ScheduleItem]:
    """Add a milestone; its first plan is the baseline, which never changes (R-1.6).

    Raises `AlreadyRecorded`, `NotOfThisProject` and `Invalid`.
    """
    project = lock_project(project_id)
    _of_project(facts.instrument, project)
    row = ScheduleItem(project=project, recorded_by_id=by.pk if by else None)
    found = assign(
        row,
        {
            "kind": facts.kind,
            "name": tidy(facts.name),
            "phase": facts.phase,
            "instrument": facts.instrument,
            "planned_from": facts.planned_from,
            "amount_vnd": facts.amount_vnd,
            **partial("planned", facts.planned),
            **partial("baseline", facts.planned),
        },
    )
    alike = project.schedule_items.filter(kind=row.kind, phase=row.phase, name=row.name)
    if alike.exists():
        raise AlreadyRecorded(field="name", what=row.name)
    store(row)
    deed = Deed(
        verb="schedule_item_added",
        row=row,
        project=project,
        summary=_("Milestone added: %(name)s, planned %(planned)s"),
        words={"name": row.name, "planned": facts.planned or "—"},
        change=found,
    )
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def revise(
    *, by: User | None, on: date, at: datetime, seen: Seen, plan: Plan
) -> Outcome[ScheduleItem]:
    """Move a milestone's planned day by a document; the old day stays in a `ScheduleRevision`.

    The first plan of a milestone that had none becomes its baseline. The same day by another
    document moves nothing: only the document, the amount or the exception is set.
    Raises `Stale`, `SamePlan`, `PlanLocked`, `NotOfThisProject` and `Invalid`.
    """
    return settle(move(by=by, on=on, seen=seen, plan=plan), by=by, on=on, at=at)


def move(*, by: User | None, on: date, seen: Seen, plan: Plan) -> Deed:
    """As `revise`, as a part of an act: who asks writes the history and settles."""
    row = lock_seen(ScheduleItem.objects.select_related("project", "instrument"), seen)
    _of_project(plan.instrument, row.project)
    revision = _revision(row, plan, by=by)
    may_move = _is_adjusting(row, plan.instrument) or not _is_locked(row, on)
    values = {"instrument": plan.instrument, **partial("planned", plan.planned)}
    if row.baseline_date is None:
        values |= partial("baseline", plan.planned)
    if row.kind == ScheduleItem.Kind.CAPITAL:
        values["amount_vnd"] = plan.amount_vnd
    found = assign(row, values)
    is_moved = "planned_date" in found.new
    if is_moved and not may_move:
        day = _text(revision.old_date, revision.old_precision)
        raise PlanLocked(day=day, days=settings.PLAN_LOCK_DAYS)
    named = {"exception": plan.exception}
    found |= assign(revision, named) if is_moved else _name_exception(row, named)
    if not found:
        raise SamePlan(day=plan.planned)
    row.version += 1
    store(row)
    if is_moved:
        revision.save()
    return _revised(row, revision, plan, found)


@transaction.atomic
def achieve(
    *, by: User | None, on: date, at: datetime, seen: Seen, reached: Achievement
) -> Outcome[ScheduleItem]:
    """Record that a milestone is reached, or take a mistaken record of it back.

    Raises `Stale`, `DayOrUndated`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(ScheduleItem.objects.select_related("project"), seen)
    if reached.undated and reached.actual is not None:
        raise DayOrUndated
    not_after(reached.actual.first if reached.actual else None, on=on, field="actual")
    values = {
        **partial("actual", reached.actual),
        "achieved_undated": reached.undated,
        "evidence": tidy(reached.evidence),
    }
    found = assign(row, values)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    is_reached = reached.undated or reached.actual is not None
    deed = Deed(
        verb="schedule_item_achieved" if is_reached else "schedule_item_reopened",
        row=row,
        project=row.project,
        summary=_("%(name)s: reached %(day)s") if is_reached else _("%(name)s: not reached yet"),
        words={"name": row.name, "day": reached.actual or _("on an unknown day")},
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def _revised(row: ScheduleItem, revision: ScheduleRevision, plan: Plan, found: Change) -> Deed:
    moved = _("%(name)s: plan moved from %(old)s to %(new)s by %(number)s")
    is_moved = "planned_date" in found.new
    return Deed(
        verb="schedule_item_revised",
        row=row,
        project=row.project,
        summary=moved if is_moved else _("%(name)s: plan %(new)s set by %(number)s"),
        words={
            "name": row.name,
            "old": _text(revision.old_date, revision.old_precision),
            "new": plan.planned,
            "number": plan.instrument,
        },
        change=found,
    )


def _revision(row: ScheduleItem, plan: Plan, *, by: User | None) -> ScheduleRevision:
    return ScheduleRevision(
        item=row,
        instrument=plan.instrument,
        old_date=row.planned_date,
        old_precision=row.planned_precision,
        new_date=plan.planned.first,
        new_precision=plan.planned.precision.value,
        recorded_by_id=by.pk if by else None,
    )


def _name_exception(row: ScheduleItem, named: dict[str, str]) -> Change:
    """Say of the move that led to the plan in force why the cap did not bind it."""
    last = row.revisions.first()
    if last is None:
        return Change()
    found = assign(last, named)
    if found:
        store(last)
    return found


def _is_locked(row: ScheduleItem, on: date) -> bool:
    """Whether the day in force is so near, or past, that only a decision may move it.

    Also once it is reached: else it is called reached for a moment, or reached late made timely.
    A plan that no document sets binds nobody, so it is corrected freely.
    """
    if row.planned_date is None or row.instrument_id is None:
        return False
    last = last_day(row.planned_date, Precision(row.planned_precision))
    days: int = settings.PLAN_LOCK_DAYS
    return (last - on).days <= days


def _is_adjusting(row: ScheduleItem, instrument: Instrument) -> bool:
    """Another document than the one in force: an adjustment, or the answer to a request."""
    if instrument.pk == row.instrument_id:
        return False
    if instrument.kind == Instrument.Kind.ADJUSTMENT:
        return True
    granted = ExtensionRequest.objects.filter(schedule_item=row, granted=True)
    numbers = granted.values_list("decision_number", flat=True)
    return bool(instrument.number_key in {normalise_number(number) for number in numbers})


def _of_project(instrument: Instrument | None, project: Project) -> None:
    if instrument is not None and instrument.project_id != project.pk:
        raise NotOfThisProject(field="instrument")


def _text(first: date | None, precision: str) -> str:
    return str(PartialDate(first, Precision(precision))) if first else "—"
