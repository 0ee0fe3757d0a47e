"""Results of orders: reported by the agency that leads, accepted or returned by another person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from accounts.refusals import Refusal
from deadlines.actions.refreshing import refresh_subjects
from deadlines.models import Assignment, AssignmentLead, AssignmentResult, Obligation
from deadlines.rules.orders import SUBJECT_KIND
from desk.actions.notifying import Message, tell
from vn.dates import day_text

_OWED = ("running", "unknown", "not_started")


class NotYours(Refusal):
    """Another agency's task."""

    text = _("Only the agency that leads reports a result; the agency leading is %(agency)s.")


class NeedsEvidence(Refusal):
    """A result recorded on behalf of an agency without its document."""

    text = _("You record this for another agency: give the number of its document.")
    field = "evidence"


class NotYetSubmitted(Refusal):
    """A day that has not come, or before the task was given."""

    text = _("Give the day of the document, from %(first)s until today.")
    field = "submitted_date"


class NothingOwed(Refusal):
    """The cycle takes no result any more."""

    text = _("This cycle takes no result now: one is on record, or the task was withdrawn.")


class OwnResult(Refusal):
    """Nobody judges what he or she handed in."""

    text = _("You handed this result in yourself: somebody else has to accept or return it.")


class AlreadyReviewed(Refusal):
    """Somebody was faster."""

    text = _("Somebody has already accepted or returned this result. Read what was decided.")


class NeedsRemarks(Refusal):
    """A return without a word."""

    text = _("Say what is missing, so that the agency can hand it in again.")
    field = "remarks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What was done in a cycle. `submitted_date` is asked of who records it for another agency."""

    lead_id: int
    cycle: str
    text: str
    value: Decimal | None = None
    evidence: str = ""
    submitted_date: date | None = None


def answers_for(user: User, lead: AssignmentLead) -> bool:
    """Whether this person works for the agency that leads, or for the one that took it over."""
    return any(
        Permission.ANSWER_ASSIGNMENT in ROLE_PERMISSIONS[person.role]
        and lead.agency_id in person.reach.agencies
        for person in user.persons
    )


@transaction.atomic
def report(*, by: User, on: date, at: datetime, reported: Reported) -> AssignmentResult:
    """Hand in the result of a cycle: today for one's own agency, by its document for another.

    Raises NotYours, NeedsEvidence, NotYetSubmitted or NothingOwed.
    """
    lead = _held(reported.lead_id)
    own = answers_for(by, lead)
    if not own and not by.can(Permission.MANAGE_ASSIGNMENTS):
        raise NotYours(agency=lead.agency.short_name)
    submitted = on if own else _of_document(reported, lead.assignment, on)
    _refuse_unless_owed(lead, reported.cycle)
    result = AssignmentResult(
        lead=lead,
        cycle=reported.cycle,
        text=reported.text.strip(),
        value=reported.value,
        evidence=reported.evidence.strip(),
        submitted_date=submitted,
        submitted_by_id=by.pk,
    )
    try:
        with transaction.atomic():
            result.save()
    except IntegrityError as error:
        raise NothingOwed from error
    said = {"cycle": result.cycle, "submitted_date": submitted.isoformat(), "text": result.text}
    _remember(by, result, "order_reported", new=said)
    _refresh(lead, on, at, "order_reported")
    _tell(_managers(lead.assignment, by), result, _SUBMITTED, at)
    return result


@transaction.atomic
def accept(*, by: User, on: date, at: datetime, result_id: int, version: int) -> AssignmentResult:
    """Accept a result: the duty was fulfilled on the day it was submitted.

    Raises OwnResult or AlreadyReviewed.
    """
    result = _waiting(result_id, version, by)
    result.accepted_date = on
    return _reviewed(result, by=by, on=on, at=at, verb="order_accepted")


@transaction.atomic
def give_back(
    *, by: User, on: date, at: datetime, result_id: int, version: int, remarks: str
) -> AssignmentResult:
    """Return a result with remarks: it does not count, and the agency hands in another.

    Raises OwnResult, AlreadyReviewed or NeedsRemarks.
    """
    if not remarks.strip():
        raise NeedsRemarks
    result = _waiting(result_id, version, by)
    result.returned_date, result.remarks = on, remarks.strip()
    found = _reviewed(result, by=by, on=on, at=at, verb="order_returned")
    _tell({result.submitted_by_id}, found, _RETURNED, at)
    return found


def _reviewed(
    result: AssignmentResult, *, by: User, on: date, at: datetime, verb: str
) -> AssignmentResult:
    result.reviewed_by_id = by.pk
    result.version += 1
    result.save()
    _remember(by, result, verb, new={"cycle": result.cycle}, reason=result.remarks)
    _refresh(result.lead, on, at, verb)
    return result


def _held(lead_id: int) -> AssignmentLead:
    rows = AssignmentLead.objects.select_for_update(of=("self",))
    found: AssignmentLead = rows.select_related("assignment", "agency").get(pk=lead_id)
    return found


def _of_document(reported: Reported, order: Assignment, on: date) -> date:
    """The day of the agency's document, for who records it on its behalf."""
    if not reported.evidence.strip():
        raise NeedsEvidence
    first = order.source_date or timezone.localtime(order.created_at).date()
    day = reported.submitted_date
    if day is None or not first <= day <= on:
        raise NotYetSubmitted(first=day_text(first))
    return day


def _refuse_unless_owed(lead: AssignmentLead, cycle: str) -> None:
    owed = Obligation.objects.filter(
        kind=lead.assignment.rule_kind,
        subject_kind=SUBJECT_KIND,
        subject_id=lead.pk,
        cycle=cycle,
        clock__in=_OWED,
    )
    handed_in = lead.results.filter(cycle=cycle, returned_date__isnull=True)
    if not owed.exists() or handed_in.exists():
        raise NothingOwed


def _waiting(result_id: int, version: int, by: User) -> AssignmentResult:
    rows = AssignmentResult.objects.select_for_update(of=("self",))
    result = rows.select_related("lead__assignment", "lead__agency").get(pk=result_id)
    if result.version != version or result.accepted_date or result.returned_date:
        raise AlreadyReviewed
    if result.submitted_by_id in {person.pk for person in by.persons}:
        raise OwnResult
    return result


def _refresh(lead: AssignmentLead, on: date, at: datetime, cause: str) -> None:
    refresh_subjects(subject_kind=SUBJECT_KIND, ids=[lead.pk], on=on, at=at, cause=cause)


def _managers(order: Assignment, by: User) -> set[int]:
    """Who entered the order; colleagues who manage orders where that is who hands the result in."""
    if order.created_by_id != by.pk:
        return {order.created_by_id}
    roles = [r for r, held in ROLE_PERMISSIONS.items() if Permission.MANAGE_ASSIGNMENTS in held]
    people = User.objects.filter(is_active=True, role__in=roles, agency=by.agency)
    return set(people.values_list("pk", flat=True)) - {by.pk}


_SUBMITTED = ("result", _("Result handed in by %(agency)s: %(task)s"))
_RETURNED = ("returned", _("Result returned: %(task)s"))


def _tell(people: set[int], result: AssignmentResult, told: tuple[str, Any], at: datetime) -> None:
    kind, title = told
    order, agency = result.lead.assignment, result.lead.agency.short_name
    message = Message(
        kind=kind,
        key=f"order_result:{result.pk}:{kind}",
        title=audit.in_words(title, agency=agency, task=order),
        body=result.remarks or result.text,
        path=reverse("deadlines:order", args=[order.pk]),
    )
    tell(user_ids=people, message=message, at=at)


def _remember(by: User, result: AssignmentResult, verb: str, **said: Any) -> None:
    order = result.lead.assignment
    entry = audit.Entry(
        verb=verb,
        subject_kind="assignment",
        subject_id=order.pk,
        project_id=order.project_id,
        summary=f"{order} · {result.lead.agency.short_name}",
        **said,
    )
    audit.record(by=by, entry=entry)
