"""Review rounds: open one over many projects, record what came out of each, close it (law.md §4.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import (
    Outcome,
    Seen,
    assign,
    lock_seen,
    plain,
    store,
)
from projects.actions.refusals import Refusal, not_after
from projects.models import Project, ReviewEntry, ReviewRound
from vn.dates import day_text
from vn.text import tidy

_CHUNK = 2000
Result = ReviewEntry.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """What a round is called, which projects it is about, in words, and its document."""

    name: str
    scope: str
    opened_date: date
    document_number: str = ""
    is_demonstration: bool = False


class NothingInScope(Refusal):
    """A round over no project looks at nothing."""

    text = _("No project meets the conditions. Widen the scope of the round.")


class RoundClosed(Refusal):
    """What was found is what was reported."""

    status = 409
    text = _("This round is closed. Reopen it, with a reason, to change an outcome.")


class RoundOpen(Refusal):
    """Only a closed round is reopened."""

    status = 409
    text = _("This round is open already.")


class StillWaiting(Refusal):
    """Closing it would leave projects nobody looked at."""

    field = "reason"
    text = _(
        "%(n)s projects have not been looked at. Record their outcome, or say why the round is "
        "closed without them."
    )


class WhyReopen(Refusal):
    """Others must be able to read why figures that were reported may change."""

    field = "reason"
    text = _("Say why the round is reopened.")


@transaction.atomic
def open_round(
    *, by: User | None, on: date, at: datetime, facts: RoundFacts, project_ids: Sequence[int]
) -> Outcome[ReviewRound]:
    """Open a round over these projects; which they are is kept, whatever happens to them later.

    Each is kept with the agency in charge of it on this day. Raises `NothingInScope`,
    `InTheFuture` and `Invalid`.
    """
    not_after(facts.opened_date, on=on, field="opened_date")
    if not project_ids:
        raise NothingInScope
    row = ReviewRound(recorded_by_id=by.pk if by else None)
    texts = {"name": tidy(facts.name), "document_number": tidy(facts.document_number)}
    assign(row, {name: getattr(facts, name) for name in RoundFacts.__slots__} | texts)
    store(row)
    for start in range(0, len(project_ids), _CHUNK):
        chunk = Project.objects.filter(pk__in=project_ids[start : start + _CHUNK])
        ReviewEntry.objects.bulk_create(
            ReviewEntry(round=row, project_id=pk, agency_id=agency_id)
            for pk, agency_id in chunk.order_by("pk").values_list("pk", "agency_id")
        )
    count = row.entries.count()
    words = in_words(_("Review round “%(name)s” opened: %(n)s projects"), name=row.name, n=count)
    _tell(by=by, row=row, verb="round_opened", summary=words, new={"projects": count})
    return Outcome(row=row, changed=("name",), moved=0)


@transaction.atomic
def close_round(
    *, by: User | None, on: date, at: datetime, seen: Seen, closed_date: date, reason: str = ""
) -> Outcome[ReviewRound]:
    """Close a round: its outcomes stand as they are.

    With projects nobody looked at only for a reason. Raises `Stale`, `RoundClosed`,
    `StillWaiting`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(ReviewRound.objects.all(), seen)
    if row.closed_date is not None:
        raise RoundClosed
    not_after(closed_date, on=on, field="closed_date")
    waiting = row.entries.filter(outcome=Result.WAITING).count()
    if waiting and not tidy(reason):
        raise StillWaiting(n=waiting)
    words = in_words(
        _("Review round “%(name)s” closed on %(day)s; not looked at: %(n)s"),
        name=row.name,
        day=day_text(closed_date),
        n=waiting,
    )
    _set_closed(row, closed_date)
    new = {"closed_date": plain(closed_date)}
    _tell(by=by, row=row, verb="round_closed", summary=words, new=new, reason=reason)
    return Outcome(row=row, changed=("closed_date",), moved=0)


@transaction.atomic
def reopen_round(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[ReviewRound]:
    """Open a closed round again. Raises `Stale`, `RoundOpen` and `WhyReopen`."""
    row = lock_seen(ReviewRound.objects.all(), seen)
    if row.closed_date is None:
        raise RoundOpen
    if not tidy(reason):
        raise WhyReopen
    words = in_words(_("Review round “%(name)s” reopened"), name=row.name)
    _set_closed(row, None)
    new = {"closed_date": None}
    _tell(by=by, row=row, verb="round_reopened", summary=words, new=new, reason=reason)
    return Outcome(row=row, changed=("closed_date",), moved=0)


def _set_closed(row: ReviewRound, day: date | None) -> None:
    row.closed_date = day
    row.version += 1
    store(row)


def _tell(
    *,
    by: User | None,
    row: ReviewRound,
    verb: str,
    summary: str,
    new: Mapping[str, object],
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="review_round",
        subject_id=row.pk,
        summary=summary,
        new=dict(new),
        reason=tidy(reason),
    )
    record(by=by, entry=entry)
