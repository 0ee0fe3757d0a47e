"""Close a month by a decision, freezing every line's figures, and reopen it by another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words
from accounts.actions.audit import record as remember
from accounts.models import Agency, User
from disbursement.actions import clocks
from disbursement.models import MonthClosing, MonthReport, PlanEntry
from disbursement.querysets.months import standing
from disbursement.querysets.payments import payable
from disbursement.rules.payments import before
from projects.actions.acts import Seen, lock_seen, store
from projects.actions.refusals import Refusal, not_after
from vn.text import tidy

_LOCK_CLASS = 4507


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The document that closes or reopens a month."""

    number: str
    issued_date: date
    reason: str = ""


class MonthNotOver(Refusal):
    """A month that still runs."""

    field = "month"
    text = _("%(month)s has not ended. A month is closed after its last day.")


class EarlierOpen(Refusal):
    """Months close in their order."""

    field = "month"
    text = _("%(earlier)s is still open. Close it first: each month rests on the one before.")


class AlreadyClosed(Refusal):
    """The month is closed now."""

    field = "month"
    text = _("%(month)s is already closed by %(number)s. Reopen it first to correct figures.")


class NotAllSent(Refusal):
    """Owners have not sent their figures."""

    field = "though_not_sent"
    text = _(
        "%(count)s owners have not sent %(month)s: %(owners)s. Wait for them, or say that the month is "
        "closed without them."
    )


class LaterClosed(Refusal):
    """A later month rests on this one."""

    field = "month"
    text = _("%(later)s is closed after it. Reopen that month first.")


class NotClosed(Refusal):
    """Only a closed month can be reopened."""

    text = _("%(month)s is not closed now.")


class NoDecision(Refusal):
    """Months close and reopen by a decision."""

    field = "number"
    text = _("Give the number of the decision.")


class NoReason(Refusal):
    """A month is reopened for a reason."""

    field = "reason"
    text = _("Say what has to be corrected.")


@transaction.atomic
def close(
    *,
    month: date,
    facts: DecisionFacts,
    by: User | None,
    on: date,
    at: datetime,
    though_not_sent: bool = False,
) -> MonthClosing:
    """Close a month: the figures of every line are kept for ever under this closing.

    Raises `MonthNotOver`, `AlreadyClosed`, `EarlierOpen`, `NotAllSent`, `NoDecision`, `InTheFuture`.
    """
    _hold_months()
    _refuse_closing(month, facts, on)
    unsent = owners_not_sent(month)
    if unsent and not though_not_sent:
        names = ", ".join(owner.short_name for owner in unsent)
        raise NotAllSent(count=len(unsent), owners=names, month=_words(month))
    last = MonthClosing.objects.filter(month=month).order_by("-number").first()
    row = MonthClosing(
        month=month,
        number=last.number + 1 if last else 1,
        decision_number=tidy(facts.number),
        decision_date=facts.issued_date,
        at=_known_by(at),
        by_id=by.pk if by else 0,
    )
    store(row)
    kept = freeze(row)
    summary = in_words(_CLOSED, month=_words(month), number=row.number, lines=kept)
    _tell("month_closed", row, summary, by, [owner.name for owner in unsent])
    clocks.renew_closed(on=on, at=at, cause="month_closed")
    return row


@transaction.atomic
def reopen(*, seen: Seen, facts: DecisionFacts, by: User, on: date, at: datetime) -> MonthClosing:
    """Open a closed month for correction; what was closed keeps its figures.

    Raises `Stale`, `NotClosed`, `LaterClosed`, `NoDecision`, `NoReason`, `InTheFuture`.
    """
    _hold_months()
    row: MonthClosing = lock_seen(MonthClosing.objects.all(), seen)
    month = _words(row.month)
    if row.reopened_at is not None:
        raise NotClosed(month=month)
    later = MonthClosing.objects.filter(month__gt=row.month, reopened_at=None).order_by("month")
    if (first := later.first()) is not None:
        raise LaterClosed(later=_words(first.month))
    _refuse_without_document(facts, on)
    if not tidy(facts.reason):
        raise NoReason
    row.reopened_number, row.reopened_date = tidy(facts.number), facts.issued_date
    row.reopened_reason = tidy(facts.reason)
    row.reopened_at, row.reopened_by_id = at, by.pk
    row.version += 1
    store(row)
    _tell("month_reopened", row, in_words(_REOPENED, month=month), by, [], row.reopened_reason)
    clocks.renew_closed(on=on, at=at, cause="month_reopened")
    return row


_CLOSED = _("Close %(month)s, closing %(number)s: %(lines)s lines")
_REOPENED = _("Reopen %(month)s")


def _known_by(at: datetime) -> datetime:
    """The moment of a closing: not before the last row of the ledger, which it waited for.

    What a closing knows of the plan is told by this moment for ever.
    """
    last: datetime | None = PlanEntry.objects.aggregate(last=Max("recorded_at"))["last"]
    return max(at, last or at)


def owners_not_sent(month: date) -> list[Agency]:
    """Owners with lines to pay in the month whose figures are not with the department."""
    sent = MonthReport.objects.filter(month=month, state=MonthReport.State.SENT)
    lines = payable(month).order_by().values("project__public__owner_id")
    owners = Agency.objects.filter(pk__in=lines).exclude(pk__in=sent.values("owner_id"))
    return list(owners.order_by("sort_key"))


def _refuse_closing(month: date, facts: DecisionFacts, on: date) -> None:
    if on < before(month, -1):
        raise MonthNotOver(month=_words(month))
    closed = standing(month)
    if closed is not None:
        raise AlreadyClosed(month=_words(month), number=closed.decision_number)
    earlier = before(month)
    known = MonthClosing.objects.filter(month__lt=month).exists()
    if known and standing(earlier) is None:
        raise EarlierOpen(earlier=_words(earlier))
    _refuse_without_document(facts, on)


def _refuse_without_document(facts: DecisionFacts, on: date) -> None:
    if not tidy(facts.number):
        raise NoDecision
    not_after(facts.issued_date, on=on, field="issued_date")


# One statement for all lines: a province has thousands, and they are all read at one moment.
_FREEZE = """
    INSERT INTO disbursement_closedfigure (
        closing_id, line_id, allocated_vnd, disbursed_vnd, advance_outstanding_vnd,
        advance_vnd, volume_vnd, recovery_vnd, estimate_vnd, physical_percent, difficulty
    )
    SELECT %(closing)s, line.id, COALESCE(held.allocated, 0),
        COALESCE(paid.disbursed, 0), COALESCE(paid.outstanding, 0),
        own.advance_vnd, own.volume_vnd, own.recovery_vnd, own.estimate_vnd,
        own.physical_percent, COALESCE(own.difficulty, '')
    FROM disbursement_planline line
    JOIN disbursement_capitalplan plan ON plan.id = line.plan_id AND plan.horizon = 'annual'
    LEFT JOIN (
        SELECT plan_id, project_id, source_id, bucket, SUM(amount_delta_vnd) AS allocated
        FROM disbursement_planentry WHERE layer = 'allocated' AND on_date < %(after)s
        GROUP BY plan_id, project_id, source_id, bucket
    ) held ON held.plan_id = line.plan_id AND held.project_id = line.project_id
        AND held.source_id = line.source_id AND held.bucket = line.bucket
    LEFT JOIN (
        SELECT line_id,
            SUM(COALESCE(advance_vnd, 0) + COALESCE(volume_vnd, 0)) AS disbursed,
            SUM(COALESCE(advance_vnd, 0) - COALESCE(recovery_vnd, 0)) AS outstanding
        FROM disbursement_monthlypayment WHERE month <= %(month)s GROUP BY line_id
    ) paid ON paid.line_id = line.id
    LEFT JOIN disbursement_monthlypayment own
        ON own.line_id = line.id AND own.month = %(month)s
    WHERE plan.first_year BETWEEN %(year)s - 1 AND %(year)s
        AND (held.allocated > 0 OR paid.disbursed > 0)
"""


def freeze(row: MonthClosing) -> int:
    """Keep every line of the month's year and of the year before, whose window may still be open.

    The plan is that of the last day of the month: what is decided before the closing, but after
    that day, belongs to the next month.
    """
    month = row.month
    with connection.cursor() as cursor:
        cursor.execute(
            _FREEZE,
            {"closing": row.pk, "month": month, "year": month.year, "after": before(month, -1)},
        )
        return int(cursor.rowcount)


def hold_open() -> None:
    """Keep months from being closed until the transaction ends, for who writes or sends figures,
    or writes into the ledger.

    Several hold it at once; closing and reopening wait for all of them, and they for it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [_LOCK_CLASS])


def _hold_months() -> None:
    """Closings wait for each other, so that two never take the same month or number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCK_CLASS])


def _tell(
    verb: str,
    row: MonthClosing,
    summary: str | Promise,
    by: User | None,
    unsent: list[str],
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="month_closing",
        subject_id=row.pk,
        summary=str(summary),
        new={"not_sent": unsent} if unsent else {},
        reason=reason,
    )
    remember(by=by, entry=entry)


def _words(month: date) -> str:
    return f"{month.month}/{month.year}"
