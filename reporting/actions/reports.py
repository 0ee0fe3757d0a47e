"""Ask for a report, render it, and never touch it again."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import User
from deadlines.actions import renewing
from deadlines.actions.refreshing import hold_still
from deadlines.actions.sweeping import believe
from desk.actions import jobs
from desk.models import Job
from reporting.builders.asked import Asked, NothingToReport
from reporting.catalogue import CATALOGUE
from reporting.document.shapes import Document
from reporting.letterhead import Letter
from reporting.models import Ask, Paper, Passage, ReportRun
from reporting.standing import standing

RENDER = "reporting.render"
"""Name of the job that renders one report run."""

_LOCK = 4504


class StillRenewing(NothingToReport):
    """Some deadlines stand as the old law made them, others as the new one does."""

    text = _("The deadlines are being recomputed after a change of law. Wait a few minutes.")


def issue_monthly(
    *,
    cut_off: date,
    at: datetime,
    letter: Letter,
    kind: str = ReportRun.Template.MONTHLY_NON_BUDGET,
) -> Job | None:
    """Make the month's report unless it is already there; the worker's monthly duty.

    Returns the job that renders it, or None when the month has its report and it is ready.
    """
    with transaction.atomic():
        _lock()
        run = ReportRun.objects.filter(
            template=kind, period_start=CATALOGUE[kind].starts(cut_off)
        ).first()
        if run is not None and run.state == ReportRun.State.READY:
            return None
        run = run or _freeze(kind, cut_off=cut_off, by=None, at=at, letter=letter)
        return jobs.ask(handler=RENDER, subject_id=run.pk, at=at)


@transaction.atomic
def request(
    *,
    cut_off: date,
    by: User,
    at: datetime,
    letter: Letter,
    kind: str = ReportRun.Template.MONTHLY_NON_BUDGET,
) -> Job:
    """Freeze a new version of the report of a period and leave the job that renders it.

    Raises NothingToReport when there is nothing to count, and ClockInDoubt where the sweep would:
    a report of a wrong day could never be taken back.
    """
    believe(on=cut_off)
    _lock()
    run = _freeze(kind, cut_off=cut_off, by=by, at=at, letter=letter)
    return jobs.ask(handler=RENDER, subject_id=run.pk, at=at, by_id=by.pk)


def render(*, run_id: int, at: datetime) -> None:
    """Render the frozen snapshot. A run that is ready stays as it is, byte for byte."""
    run = ReportRun.objects.get(pk=run_id)
    if run.state == ReportRun.State.READY:
        return
    # Importing WeasyPrint costs over a second and many megabytes: only the worker pays.
    from reporting import pdf as pages  # noqa: PLC0415

    jobs.advance(handler=RENDER, subject_id=run_id, progress=10)
    pdf = pages.render(Document.from_json(run.snapshot))
    jobs.advance(handler=RENDER, subject_id=run_id, progress=90)
    ReportRun.objects.filter(pk=run_id, state=ReportRun.State.QUEUED).update(
        state=ReportRun.State.READY,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages.page_count(pdf),
        rendered_at=at,
    )


def _freeze(
    kind: str, *, cut_off: date, by: User | None, at: datetime, letter: Letter
) -> ReportRun:
    hold_still()
    if renewing.running().exists():
        raise StillRenewing
    entry = CATALOGUE[kind]
    period_start = entry.starts(cut_off)
    report = entry.build(
        Asked(
            cut_off=cut_off,
            generated_on=timezone.localtime(at).date(),
            letter=letter,
            previous=_before(kind, period_start),
            standing=standing(kind, before=period_start, on=cut_off),
        )
    )
    last = ReportRun.objects.filter(template=kind, period_start=period_start).aggregate(
        last=Max("number")
    )["last"]
    run = ReportRun.objects.create(
        template=kind,
        period_start=period_start,
        cut_off=cut_off,
        number=(last or 0) + 1,
        snapshot=report.to_json(),
        snapshot_sha256=report.sha256,
        template_version=report.template_version,
        requested_at=at,
        requested_by_id=by.pk if by else None,
    )
    _open_paper(run, report)
    audit.record(
        by=by,
        entry=audit.Entry(
            verb="freeze_report",
            subject_kind="report",
            subject_id=run.pk,
            summary=str(run),
            new={"cut_off": cut_off.isoformat(), "sha256": report.sha256},
        ),
    )
    return run


def _before(kind: str, period_start: date) -> Document | None:
    """The last report of an earlier period, to compare with.

    Runs without a paper are figures from before there were documents, which nothing reads.
    """
    run = (
        ReportRun.objects.filter(template=kind, period_start__lt=period_start, paper__isnull=False)
        .order_by("-period_start", "-number")
        .first()
    )
    return Document.from_json(run.snapshot) if run else None


def _open_paper(run: ReportRun, report: Document) -> None:
    """The draft that people write on; what the figures ask for stands in it as proposals."""
    paper = Paper.objects.create(run=run)
    Passage.objects.bulk_create([Passage(paper=paper, slot=slot.key) for slot in report.slots()])
    proposed = report.first_page.asks if report.first_page else ()
    Ask.objects.bulk_create(
        [
            Ask(
                paper=paper,
                ordinal=at,
                level=each.level,
                text=each.text,
                until=each.until,
                figure=each.figure,
                proposed=True,
            )
            for at, each in enumerate(proposed, 1)
        ]
    )


def _lock() -> None:
    """Versions of one month are numbered one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
