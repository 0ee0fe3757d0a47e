"""Days that do not count: claimed, decided, looked at again, ended (R-1.23, L5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

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
from projects.actions.refusals import AlreadyRecorded, NotOfThisProject, Refusal, not_after
from projects.models import ExcludedPeriod, LandTranche, ScheduleItem
from vn.dates import day_text
from vn.text import tidy

_CLAIMED = ExcludedPeriod.Standing.CLAIMED
_DECIDED = ExcludedPeriod.Standing.DECIDED
_REFUSED = ExcludedPeriod.Standing.REFUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionFacts:
    """Days a document takes out of the clocks of a project, a tranche or a milestone.

    A claim that nobody has decided on has the day it came in, and stops nothing.
    """

    reason: str
    start_date: date
    document_number: str
    end_date: date | None = None
    document_date: date | None = None
    scope: str = ExcludedPeriod.Scope.PROJECT
    tranche: LandTranche | None = None
    schedule_item: ScheduleItem | None = None
    note: str = ""
    standing: str = ExcludedPeriod.Standing.DECIDED
    claimed_date: date | None = None
    expected_end_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a document decides of days that were claimed; refused, the days count as before."""

    granted: bool
    document_number: str
    start_date: date
    document_date: date | None = None
    end_date: date | None = None
    expected_end_date: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A look at an open period: what was found, and when it is now expected to end (P1)."""

    day: date
    note: str
    expected_end: date


class NothingToReview(Refusal):
    """Only days that are being taken out are looked at again."""

    text = _("This period has ended or stops no clock, so there is nothing to look at again.")


@transaction.atomic
def exclude(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ExclusionFacts
) -> Outcome[ExcludedPeriod]:
    """Take days out of the clocks, by a document, or record that somebody asks for it.

    An open end runs on; days to come may be named.
    Raises `AlreadyRecorded`, `NotOfThisProject`, `InTheFuture` and `Invalid`.
    """
    project = lock_project(project_id)
    for subject in (facts.tranche, facts.schedule_item):
        if subject is not None and subject.project_id != project.pk:
            raise NotOfThisProject(field="scope")
    not_after(facts.claimed_date, on=on, field="claimed_date")
    row = ExcludedPeriod(project=project, recorded_by_id=by.pk if by else None)
    values = {name: getattr(facts, name) for name in ExclusionFacts.__slots__}
    found = assign(row, values | {"document_number": tidy(facts.document_number)})
    _refuse_twin(row)
    store(row)
    decided = _("Time not counted from %(start)s to %(end)s: %(reason)s, by %(number)s")
    claimed = _("Asked not to count from %(start)s to %(end)s: %(reason)s, %(number)s")
    is_claim = row.standing == _CLAIMED
    verb = "period_claimed" if is_claim else "period_excluded"
    deed = _deed(verb, row, claimed if is_claim else decided, found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def decide_exclusion(
    *, by: User | None, on: date, at: datetime, seen: Seen, ruling: Ruling
) -> Outcome[ExcludedPeriod]:
    """Grant or refuse days that were claimed, or correct what was decided of them.

    Raises `Stale`, `AlreadyRecorded`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(ExcludedPeriod.objects.select_related("project"), seen)
    not_after(ruling.document_date, on=on, field="document_date")
    values = asdict(ruling) | {
        "standing": _DECIDED if ruling.granted else _REFUSED,
        "document_number": tidy(ruling.document_number),
    }
    del values["granted"]
    found = assign(row, values)
    if not found:
        return unchanged(row)
    _refuse_twin(row)
    store(row)
    granted = _("Granted not to count from %(start)s to %(end)s: %(reason)s, by %(number)s")
    refused = _("Refused not to count from %(start)s to %(end)s: %(reason)s, by %(number)s")
    verb = "period_granted" if ruling.granted else "period_refused"
    deed = _deed(verb, row, granted if ruling.granted else refused, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def review_exclusion(
    *, by: User | None, on: date, at: datetime, seen: Seen, review: Review
) -> Outcome[ExcludedPeriod]:
    """Say that an open period was looked at, what was found, and when it should end (P1).

    Raises `Stale`, `NothingToReview`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(ExcludedPeriod.objects.select_related("project"), seen)
    if row.standing != _DECIDED or row.end_date is not None:
        raise NothingToReview
    not_after(review.day, on=on, field="reviewed_date")
    values = {
        "reviewed_date": review.day,
        "review_note": review.note.strip(),
        "expected_end_date": review.expected_end,
    }
    found = assign(row, values)
    if not found:
        return unchanged(row)
    store(row)
    summary = _("Time not counted since %(start)s looked at; expected to end on %(expected)s")
    deed = _deed("period_reviewed", row, summary, found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def close_exclusion(
    *, by: User | None, on: date, at: datetime, seen: Seen, end_date: date
) -> Outcome[ExcludedPeriod]:
    """Record the last day of time that does not count; a wrong one is corrected the same way.

    Raises `Stale` and `Invalid`.
    """
    row = lock_seen(ExcludedPeriod.objects.select_related("project"), seen)
    found = assign(row, {"end_date": end_date})
    if not found:
        return unchanged(row)
    store(row)
    summary = _("Time not counted since %(start)s ended on %(end)s")
    deed = _deed("period_closed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _refuse_twin(row: ExcludedPeriod) -> None:
    same = ("project_id", "scope", "tranche_id", "schedule_item_id", "start_date", "reason")
    twins = ExcludedPeriod.objects.filter(**{name: getattr(row, name) for name in same})
    if twins.filter(document_number=row.document_number).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="document_number", what=row.document_number)


def _deed(
    verb: str, row: ExcludedPeriod, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    expected = row.expected_end_date
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={
            "start": day_text(row.start_date),
            "end": day_text(row.end_date) if row.end_date else "…",
            "expected": day_text(expected) if expected else "…",
            "reason": ExcludedPeriod.Reason(row.reason).label,
            "number": row.document_number,
        },
        change=found,
        reason=why,
    )
