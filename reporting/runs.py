"""Report runs as the list of reports shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.utils.translation import gettext

from accounts.models import User
from desk.models import Job
from desk.paging import Key, Segment
from reporting.actions.reports import RENDER
from reporting.catalogue import CATALOGUE, Period
from reporting.models import Edition, Paper, ReportRun
from reporting.paper_access import visible_papers

PILLS: dict[str, str] = {
    Paper.Life.DRAFT: "idle",
    Paper.Life.SUBMITTED: "proposed",
    Paper.Life.APPROVED: "build",
    Paper.Life.ISSUED: "run",
}
_ISSUED = Edition.objects.filter(paper__run=OuterRef("pk"), purpose=Edition.Purpose.ISSUED)


@dataclass(frozen=True, slots=True)
class Listed:
    """One version of one month. `size` is in bytes; `progress` in percent while rendering."""

    id: int
    template: str
    title: str
    life: str
    life_words: str
    official_number: str
    issued_on: date | None
    period_start: date
    period: str
    cut_off: date
    number: int
    state: str
    superseded: bool
    pages: int | None
    size: int | None
    requested_at: datetime
    requested_by: str
    rendered_at: datetime | None
    snapshot_sha256: str
    progress: int
    failed: bool

    @property
    def pill(self) -> str:
        """The pill of its life."""
        return PILLS[self.life]

    @property
    def snapshot_code(self) -> str:
        """The first digits, to compare by eye with those printed in the PDF."""
        return self.snapshot_sha256[:12]


def visible(user: User) -> QuerySet[ReportRun]:
    """Runs whose paper this person may know of."""
    return ReportRun.objects.filter(paper__in=visible_papers(user))


def segments(user: User) -> tuple[Segment, ...]:
    """All runs this person may know of, laid out as they are listed."""
    keys = (
        Key("period_start", date.fromisoformat, descending=True),
        Key("number", descending=True),
        Key("pk"),
    )
    return (Segment(visible(user), keys),)


def listed(user: User) -> list[Listed]:
    """The runs, newest period and version first, without their files; three queries.

    `pages` and `size` are those of the issued file, of a draft those of the figures alone.
    """
    runs = list(
        visible(user)
        .select_related("paper")
        .defer("pdf", "snapshot")
        .annotate(
            size=Coalesce(Subquery(_ISSUED.values(size=Length("pdf"))[:1]), Length("pdf")),
            issued_pages=Subquery(_ISSUED.values("pages")[:1]),
        )
    )
    jobs = {
        job.subject_id: job
        for job in Job.objects.filter(
            handler=RENDER, subject_id__in=[run.pk for run in runs]
        ).order_by("pk")
    }
    people = User.objects.in_bulk({run.requested_by_id for run in runs if run.requested_by_id})
    newest: dict[tuple[str, date, bool], int] = {}
    for run in runs:
        # A draft supersedes drafts alone: what was issued stands until its correction is.
        is_issued = run.paper.life == Paper.Life.ISSUED
        for issued in (False, True) if is_issued else (False,):
            newest.setdefault((run.template, run.period_start, issued), run.number)
    return [
        Listed(
            id=run.pk,
            template=run.template,
            title=run.get_template_display(),
            life=run.paper.life,
            life_words=run.paper.get_life_display(),
            official_number=run.paper.official_number,
            issued_on=run.paper.issued_on,
            period_start=run.period_start,
            period=period_of(run),
            cut_off=run.cut_off,
            number=run.number,
            state=run.state,
            superseded=run.number
            < newest[run.template, run.period_start, run.paper.life == Paper.Life.ISSUED],
            pages=run.issued_pages or run.pages,
            size=run.size,
            requested_at=run.requested_at,
            requested_by=str(people.get(run.requested_by_id, "")),
            rendered_at=run.rendered_at,
            snapshot_sha256=run.snapshot_sha256,
            progress=_progress(jobs.get(run.pk)),
            failed=_failed(jobs.get(run.pk)),
        )
        for run in runs
    ]


def period_of(run: ReportRun) -> str:
    """ "Month 8/2026", "Quarter 3/2026" or "Year 2026", as the catalogue declares the kind."""
    first = run.period_start
    entry = CATALOGUE.get(run.template)
    kind = entry.period if entry else Period.MONTH
    if kind is Period.YEAR:
        return gettext("Year %(year)s") % {"year": first.year}
    if kind is Period.QUARTER:
        return gettext("Quarter %(quarter)s") % {
            "quarter": f"{(first.month + 2) // 3}/{first.year}"
        }
    return gettext("Month %(month)s") % {"month": f"{first.month}/{first.year}"}


def _progress(job: Job | None) -> int:
    return job.progress if job else 0


def _failed(job: Job | None) -> bool:
    return job is not None and job.state == Job.State.FAILED
