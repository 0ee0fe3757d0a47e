"""After the law or the calendar changed: every deadline it reaches is computed again, in a job.

A change of law and its recomputation are not one transaction: at 100,000 projects that would hold
the registry still for minutes. The change is committed first, together with the row of this job;
the job then goes through the registry in chunks, each a transaction of its own. Until it has
passed, a deadline stands as the old law made it, unless an act or the night's sweep computed it
meanwhile: those read the new law already, and the job then finds nothing to do there. Run again
after a crash it changes only what is left. The nightly comparison finishes what a job has not, so
that an unfinished change is never counted as drift, and reports wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.actions.audit import Entry, record
from accounts.models import AuditEvent
from deadlines.actions import law
from deadlines.actions.refreshing import (
    CHUNK,
    Register,
    chunks,
    refresh,
    refresh_subjects,
    registers,
)
from deadlines.models import Obligation, RuleVersion
from desk.actions import jobs
from desk.models import Job
from desk.queries import given_up

RENEW = "deadlines.renew"
"""Name of the job; its subject is the line of the history that tells of the change."""

RULE_APPLIED, LAW_LOADED, HOLIDAYS_CHANGED = "rule_applied", "law_loaded", "holidays_changed"

_LONGEST_ROLL = timedelta(days=60)
"""`vn.calendar` looks no further for a working day."""

Progress = Callable[[int], None]


@transaction.atomic
def load_law(*, years: Iterable[int], at: datetime) -> list[int]:
    """Bring the table in line with this release: shipped versions, and days off of new years.

    Returns the jobs left to compute again what moved by it: none where nothing was written, nor
    where no deadline is stored yet, as on the first start.
    """
    loaded, days = law.load_defaults(), law.load_holidays(years)
    if not Obligation.objects.exists():
        return []
    asked = []
    if loaded.reckons:
        asked.append(Entry(LAW_LOADED, "law", 0, ", ".join(loaded.versions)))
    if days:
        names = {day.date.isoformat(): day.name for day in days}
        asked.append(Entry(HOLIDAYS_CHANGED, "calendar", 0, f"{len(days)}", new=names))
    return [ask(event_id=record(by=None, entry=entry).pk, at=at) for entry in asked]


def ask(*, event_id: int, at: datetime, by_id: int | None = None) -> int:
    """Leave the job for a change that is on record; returns its number for the edge to send."""
    return jobs.ask(handler=RENEW, subject_id=event_id, at=at, by_id=by_id).pk


def running() -> QuerySet[Job]:
    """Jobs that wait or run: till they are done some deadlines stand as the old law made them."""
    return Job.objects.filter(
        handler=RENEW, state__in=[Job.State.QUEUED, Job.State.RUNNING]
    ).order_by("pk")


def finish_left(*, on: date, at: datetime) -> int:
    """Do what jobs have left undone, also those that were given up. Returns how many changes."""
    left = [*running(), *given_up().filter(handler=RENEW)]
    for job in sorted(left, key=lambda each: each.pk):
        renew(event_id=job.subject_id, on=on, at=at)
    return len(left)


def renew(*, event_id: int, on: date, at: datetime, progress: Progress | None = None) -> int:
    """Compute again what a change reaches. Returns how many deadlines changed."""
    event = AuditEvent.objects.get(pk=event_id)
    parts = [(register, ids) for register in registers() if (ids := _reached(register, event))]
    total, done, changed = sum(len(ids) for _register, ids in parts), 0, 0
    for register, ids in parts:
        for chunk in chunks(ids):
            changed += _refresh(register, chunk, on=on, at=at, cause=cause_of(event))
            done += len(chunk)
            if progress:
                progress(done * 100 // total)
    return changed


def cause_of(event: AuditEvent) -> str:
    """What each moved deadline keeps as its cause: the change, and which rule's version."""
    return {
        RULE_APPLIED: f"law_changed:{event.summary[:40]}",
        HOLIDAYS_CHANGED: "calendar_changed",
    }.get(event.verb, "law_loaded")


def _reached(register: Register, event: AuditEvent) -> list[int]:
    if event.verb != HOLIDAYS_CHANGED:
        return register.ids()
    days = [date.fromisoformat(day) for day in {**event.old, **event.new}]
    return register.ids_of(Obligation.objects.filter(touched_by(days)))


def touched_by(days: Sequence[date]) -> Q:
    """Deadlines whose reckoning may read one of these days of the calendar.

    A last day that rolls reads the days from itself to the next working one. A term in working
    days reads all its days; so may a roll that jumps over days not counted. Where a version
    begins or ends near such a day, the choice of the version may hang on it.
    """
    working = [row.pk for row in RuleVersion.objects.all() if row.parameters.get("working_days")]
    counted = Q(excluded_days__gt=0) | Q(stopped_on__isnull=False) | Q(rule_version__in=working)
    found = Q(pk__in=[])
    for day in days:
        found |= Q(due_date__range=(day, day + _LONGEST_ROLL))
        found |= counted & Q(base_date__lte=day, due_date__gte=day)
        near = (day - _LONGEST_ROLL, day + _LONGEST_ROLL)
        kinds = RuleVersion.objects.filter(
            Q(effective_from__range=near) | Q(effective_to__range=near)
        )
        found |= Q(kind__in=sorted(set(kinds.values_list("kind", flat=True))))
    return found


def _refresh(register: Register, ids: list[int], *, on: date, at: datetime, cause: str) -> int:
    if len(ids) > CHUNK:
        raise ValueError("a chunk takes one lock for each of its projects")
    if not register.by_subject:
        return refresh(project_ids=ids, on=on, at=at, cause=cause)
    (owner,) = register.owners
    kind = owner.subject_kinds[0]
    return refresh_subjects(subject_kind=kind, ids=ids, on=on, at=at, cause=cause)
