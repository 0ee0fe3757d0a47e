"""Showing an issued report to everybody, and taking it back for a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from desk.publicity import changed
from projects.actions.acts import Outcome, Seen, lock_seen, store
from projects.actions.refusals import Refusal
from reporting.models import Paper, PublicReport
from vn.text import tidy


class NotIssued(Refusal):
    """A draft is nobody's business but of who works on it (R-9.20)."""

    text = _("Only an issued report is published. Issue it first.")


class NoReason(Refusal):
    """What was public disappears for a reason."""

    field = "reason"
    text = _("Say why the report is no longer published.")


@transaction.atomic
def publish(*, by: User | None, on: date, at: datetime, paper: Paper) -> Outcome[PublicReport]:
    """Show an issued report from today on. Raises `NotIssued` and `Invalid`."""
    if paper.life != Paper.Life.ISSUED:
        raise NotIssued
    row = PublicReport(paper=paper, from_date=on, recorded_by_id=by.pk if by else None)
    store(row)
    _tell("report_published", row, _("Report published: %(number)s"), by=by)
    return Outcome(row=row, changed=("from_date",), moved=0)


@transaction.atomic
def withdraw(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[PublicReport]:
    """Show it no longer. Raises `Stale` and `NoReason`."""
    row = lock_seen(PublicReport.objects.select_related("paper"), seen)
    if not tidy(reason):
        raise NoReason
    row.until_date, row.withdrawn_reason = max(on, row.from_date), tidy(reason)
    store(row)
    summary = _("Report no longer published: %(number)s")
    _tell("report_unpublished", row, summary, by=by, reason=tidy(reason))
    return Outcome(row=row, changed=("until_date",), moved=0)


def _tell(
    verb: str, row: PublicReport, summary: Promise, *, by: User | None, reason: str = ""
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="public_report",
        subject_id=row.pk,
        summary=in_words(summary, number=row.paper.official_number),
        new={"paper": row.paper_id},
        reason=reason,
    )
    record(by=by, entry=entry)
    changed()
