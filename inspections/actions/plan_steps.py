"""The way of a plan: submitted to the head, answered, issued by another person (art. 18.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.plans import tell
from inspections.actions.refreshing import refresh_plans
from inspections.models import InspectionPlan
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal, not_after
from vn.text import nfc, tidy

States = InspectionPlan.State


class EmptyPlan(Refusal):
    """A plan without projects."""

    text = _("Choose at least one project before the plan is submitted.")


class WrongStep(Refusal):
    """A plan is submitted, then answered, then issued."""

    status = 409
    text = _("The plan has come further, or not as far. Open it again and take the next step.")


class BeforeTheStep(Refusal):
    """A step cannot be taken before the one it follows."""

    text = _("This day is before that of the step before it. Check both days.")


class BySamePerson(Refusal):
    """Two persons stand behind a plan."""

    text = _("Somebody else than who submitted the plan issues it.")


class DayMissing(Refusal):
    """A plan that was never submitted cannot be answered."""

    text = _("Record first on which day the draft was submitted.")


@transaction.atomic
def submit(
    *,
    by: User | None,
    on: date,
    at: datetime,
    seen: Seen,
    submitted_date: date,
    submitted_to_id: int | None,
) -> Outcome[InspectionPlan]:
    """Submit the draft to the head, or correct the day of it (K14).

    Raises `Stale`, `WrongStep`, `EmptyPlan` and `InTheFuture`.
    """
    row = _at_step(seen, (States.DRAFT, States.SUBMITTED))
    not_after(submitted_date, on=on, field="submitted_date")
    if not row.items.filter(dropped_at=None).exists():
        raise EmptyPlan
    values: dict[str, Any] = {
        "state": States.SUBMITTED,
        "submitted_date": submitted_date,
        "submitted_to_id": submitted_to_id,
    }
    row.submitted_by_id = by.pk if by else None
    summary = _("Draft of plan %(plan)s submitted")
    return _stepped(row, values, "plan_submitted", summary, by=by, on=on, at=at)


@transaction.atomic
def answer(
    *,
    by: User | None,
    on: date,
    at: datetime,
    seen: Seen,
    answered_date: date,
    answer_number: str,
    answer: str,
) -> Outcome[InspectionPlan]:
    """Record the head's opinion, or correct it (K15); projects may change again afterwards.

    Raises `Stale`, `WrongStep`, `BeforeTheStep`, `InTheFuture` and `Invalid`.
    """
    row = _at_step(seen, (States.SUBMITTED, States.ANSWERED))
    _after(row.submitted_date, answered_date, on=on, field="answered_date")
    values: dict[str, Any] = {
        "state": States.ANSWERED,
        "answered_date": answered_date,
        "answer_number": tidy(answer_number),
        "answer": nfc(answer).strip(),
    }
    summary = _("Opinion on plan %(plan)s recorded")
    return _stepped(row, values, "plan_answered", summary, by=by, on=on, at=at)


@transaction.atomic
def issue(
    *,
    by: User | None,
    on: date,
    at: datetime,
    seen: Seen,
    issued_date: date,
    issued_number: str,
    issuer: str,
) -> Outcome[InspectionPlan]:
    """Issue the plan (K16): by another person than who submitted it.

    Raises `BySamePerson`, and as `answer` and `submit`.
    """
    row = _at_step(seen, (States.ANSWERED,))
    if by is None or by.pk == row.submitted_by_id:
        raise BySamePerson
    if not row.items.filter(dropped_at=None).exists():
        raise EmptyPlan
    _after(row.answered_date, issued_date, on=on, field="issued_date")
    values: dict[str, Any] = {
        "state": States.ISSUED,
        "issued_date": issued_date,
        "issued_number": tidy(issued_number),
        "issuer": tidy(issuer),
    }
    row.issued_by_id = by.pk
    summary = _("Plan %(plan)s issued")
    return _stepped(row, values, "plan_issued", summary, by=by, on=on, at=at)


def _stepped(
    row: InspectionPlan,
    values: dict[str, Any],
    verb: str,
    summary: Promise,
    *,
    by: User | None,
    on: date,
    at: datetime,
) -> Outcome[InspectionPlan]:
    change = assign(row, values)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    tell(row, verb, summary, by=by, change=change, plan=row)
    moved = refresh_plans(plan_ids=[row.pk], on=on, at=at, cause=verb)
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _at_step(seen: Seen, states: Sequence[str]) -> InspectionPlan:
    row: InspectionPlan = lock_seen(InspectionPlan.objects.all(), seen)
    if row.state not in states:
        raise WrongStep
    return row


def _after(before: date | None, day: date, *, on: date, field: str) -> None:
    if before is None:
        raise DayMissing(field=field)
    if day < before:
        raise BeforeTheStep(field=field)
    not_after(day, on=on, field=field)
