"""Orders: given, changed, withdrawn. Each act brings the deadlines of its agencies in line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import Agency, User
from accounts.refusals import Refusal
from deadlines.actions.order_notices import tell_of
from deadlines.actions.refreshing import refresh_subjects
from deadlines.models import Assignment, AssignmentLead, Obligation
from deadlines.rules.orders import KINDS, ONCE, SUBJECT_KIND, locked_from
from vn.dates import day_text

MOST_YEARS_BACK = 5
"""How far back the first cycle of an order may lie: its cycles are reckoned from there."""

_DAY_FIELDS = ("due_date", "boundary", "recurrence")


class Stale(Refusal):
    """Somebody saved the order in the meantime."""

    text = _("Somebody else saved this after you opened it. Compare both versions, then save.")


class Invalid(Refusal):
    """A value the row may not hold; the words are those of the constraint."""

    text = "%(words)s"


class NobodyLeads(Refusal):
    """An order for nobody."""

    text = _("Choose at least one agency that leads the task.")
    field = "leads"


class LeadsAndCoordinates(Refusal):
    """One agency in both parts."""

    text = _("%(names)s: choose either “leads” or “coordinates”, not both.")
    field = "coordinating"


class NoFirstDay(Refusal):
    """A cycle without the day it begins with."""

    text = _("A task in cycles needs the day of its first cycle.")
    field = "due_date"


class DayOutOfRange(Refusal):
    """A day that no order sets."""

    text = _("Give a day between %(first)s and %(last)s.")
    field = "due_date"


class EndsBeforeItBegins(Refusal):
    """The last cycle before the first."""

    text = _("The last day is before the first.")
    field = "ends_on"


class DayLocked(Refusal):
    """A due day that is near, or past."""

    text = _(
        "The day %(due)s is locked since %(since)s, 30 days before it falls due. If it cannot "
        "be kept, withdraw the task with a reason and give it again with a new day."
    )
    field = "due_date"


class HasReported(Refusal):
    """An agency that reported already."""

    text = _("%(names)s: a result is on record, so this agency stays. Withdraw the task instead.")
    field = "leads"


class AlreadyWithdrawn(Refusal):
    """Nothing can be changed any more."""

    text = _("This task was withdrawn on %(day)s. Give a new one if it is needed again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an order says. `due_date` is the day, or that of the first cycle; None: none is set."""

    origin: str = Assignment.Origin.PLAN
    rule_kind: str = "A1"
    source_number: str = ""
    source_date: date | None = None
    source_title: str = ""
    clause: str = ""
    text: str
    lead_ids: tuple[int, ...]
    coordinating_ids: tuple[int, ...] = ()
    target_value: Decimal | None = None
    target_unit: str = ""
    recurrence: str = ONCE
    due_date: date | None = None
    boundary: str = Assignment.Boundary.BY
    ends_on: date | None = None
    project_id: int | None = None
    is_demonstration: bool = False


_COLUMNS = tuple(
    name for name in Given.__dataclass_fields__ if name not in ("lead_ids", "coordinating_ids")
)


@transaction.atomic
def give(*, by: User | None, on: date, at: datetime, given: Given) -> Assignment:
    """Enter an order and tell the people of its leading agencies.

    Raises NobodyLeads, LeadsAndCoordinates, NoFirstDay, DayOutOfRange, EndsBeforeItBegins, Invalid.
    """
    _check(given, on)
    order = Assignment(
        created_by_id=by.pk if by else 0,
        created_at=at,
        **{name: getattr(given, name) for name in _COLUMNS},
    )
    _store(order)
    leads = _write_leads(order, given)
    _remember(by, order, "order_given", new=_plain(order) | _agencies(given))
    refresh_subjects(subject_kind=SUBJECT_KIND, ids=leads, on=on, at=at, cause="order_given")
    tell_of(order=order, by=by, at=at)
    return order


@transaction.atomic
def change(
    *, by: User, on: date, at: datetime, assignment_id: int, version: int, given: Given
) -> Assignment:
    """Correct an order. Its day is locked from 30 days before, save on the day it was entered.

    Raises the refusals of `give`, Stale, DayLocked, HasReported, AlreadyWithdrawn.
    """
    order = _held(assignment_id, version)
    _check(given, on)
    before = _plain(order)
    moved = any(getattr(order, name) != getattr(given, name) for name in _DAY_FIELDS)
    if moved and timezone.localtime(order.created_at).date() != on:
        _refuse_locked(order, on)
    known = set(order.leads.values_list("pk", flat=True))
    for name in _COLUMNS:
        if name not in ("origin", "project_id", "is_demonstration"):
            setattr(order, name, getattr(given, name))
    order.version += 1
    _store(order)
    leads = _write_leads(order, given)
    _remember(by, order, "order_changed", old=before, new=_plain(order) | _agencies(given))
    touched = sorted(known | set(leads))
    refresh_subjects(subject_kind=SUBJECT_KIND, ids=touched, on=on, at=at, cause="order_changed")
    tell_of(order=order, by=by, at=at)
    return order


@transaction.atomic
def withdraw(
    *, by: User, on: date, at: datetime, assignment_id: int, version: int, reason: str
) -> Assignment:
    """Take an order back: what was accepted stays, nothing else is owed. Raises Stale, Invalid."""
    order = _held(assignment_id, version)
    order.withdrawn_on, order.withdrawn_reason = on, reason.strip()
    order.version += 1
    _store(order)
    _remember(by, order, "order_withdrawn", new={"withdrawn_on": on.isoformat()}, reason=reason)
    leads = list(order.leads.values_list("pk", flat=True))
    refresh_subjects(subject_kind=SUBJECT_KIND, ids=leads, on=on, at=at, cause="order_withdrawn")
    return order


def _held(assignment_id: int, version: int) -> Assignment:
    """The order as the person saw it, held until the end of the transaction."""
    order = Assignment.objects.select_for_update().get(pk=assignment_id)
    if order.withdrawn_on is not None:
        raise AlreadyWithdrawn(day=day_text(order.withdrawn_on))
    if order.version != version:
        raise Stale
    return order


def _check(given: Given, on: date) -> None:
    if given.rule_kind not in KINDS:
        raise ValueError(given.rule_kind)
    if not given.lead_ids:
        raise NobodyLeads
    both = set(given.lead_ids) & set(given.coordinating_ids)
    if both:
        names = Agency.objects.filter(pk__in=both).values_list("short_name", flat=True)
        raise LeadsAndCoordinates(names=", ".join(names))
    _check_days(given, on)


def _check_days(given: Given, on: date) -> None:
    if given.due_date is None:
        if given.recurrence != ONCE:
            raise NoFirstDay
        return
    first = date(on.year - MOST_YEARS_BACK, 1, 1)
    last = date(on.year + 50, 12, 31)
    if not first <= given.due_date <= last:
        raise DayOutOfRange(first=day_text(first), last=day_text(last))
    if given.ends_on is not None and given.ends_on < given.due_date:
        raise EndsBeforeItBegins


def _refuse_locked(order: Assignment, on: date) -> None:
    """The nearest day that is still owed decides."""
    owed = Obligation.objects.filter(
        subject_kind=SUBJECT_KIND,
        subject_id__in=order.leads.values("pk"),
        clock__in=("running", "stopped"),
    ).order_by("due_date")
    due = owed.values_list("due_date", flat=True).first()
    if due is not None and on >= locked_from(due):
        raise DayLocked(due=day_text(due), since=day_text(locked_from(due)))


def _store(order: Assignment) -> None:
    try:
        order.full_clean()
    except ValidationError as error:
        field = next(iter(getattr(error, "error_dict", {})), "")
        refusal = Invalid(words=" ".join(error.messages))
        refusal.field = "" if field == "__all__" else field
        raise refusal from error
    order.save()


def _write_leads(order: Assignment, given: Given) -> list[int]:
    """Bring leading and coordinating agencies in line; keys of those that lead now."""
    gone = order.leads.exclude(agency_id__in=given.lead_ids)
    reported = gone.filter(results__isnull=False).distinct()
    names = list(reported.values_list("agency__short_name", flat=True))
    if names:
        raise HasReported(names=", ".join(names))
    gone.delete()
    known = set(order.leads.values_list("agency_id", flat=True))
    new = [agency for agency in dict.fromkeys(given.lead_ids) if agency not in known]
    AssignmentLead.objects.bulk_create(
        AssignmentLead(assignment=order, agency_id=agency) for agency in new
    )
    order.coordinating.set(given.coordinating_ids)
    return list(order.leads.order_by("pk").values_list("pk", flat=True))


def _plain(order: Assignment) -> dict[str, Any]:
    """The order for the history: days and numbers as text."""
    values = {name: getattr(order, name) for name in _COLUMNS}
    return {
        name: value if value is None or isinstance(value, bool | int) else str(value)
        for name, value in values.items()
    }


def _agencies(given: Given) -> dict[str, Any]:
    names = Agency.objects.in_bulk([*given.lead_ids, *given.coordinating_ids])
    return {
        "leads": [names[pk].short_name for pk in given.lead_ids if pk in names],
        "coordinating": [names[pk].short_name for pk in given.coordinating_ids if pk in names],
    }


def _remember(by: User | None, order: Assignment, verb: str, **said: Any) -> None:
    entry = audit.Entry(
        verb=verb,
        subject_kind="assignment",
        subject_id=order.pk,
        project_id=order.project_id,
        summary=str(order),
        **said,
    )
    audit.record(by=by, entry=entry)
