"""Issued reports that were published by an act: what they are, and their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from reporting.models import Edition, Paper, PublicReport, ReportRun, SignedCopy
from reporting.paper_files import File, file_of
from reporting.public.caching import remembered
from reporting.runs import period_of

ISSUED = Paper.Life.ISSUED


@dataclass(frozen=True, slots=True)
class Report:
    """A published report. `size` is in bytes; `corrected_by` the number of the one that replaces it."""

    paper_id: int
    run: ReportRun
    official_number: str
    issued_on: date | None
    published_on: date
    pages: int | None
    size: int | None
    corrected_by: str

    @property
    def title(self) -> str:
        """What kind of report it is, in the reader's language."""
        return str(self.run.get_template_display())

    @property
    def period(self) -> str:
        """Which month, quarter or year, in the reader's language."""
        return period_of(self.run)


def listed() -> tuple[Report, ...]:
    """Published reports, the latest period first; read once."""
    return remembered("reports", _listed)


def file(paper_id: int) -> File | None:
    """The file of a published report, or None for any other."""
    if paper_id > 2**63 - 1:
        return None
    row = _shown().filter(paper_id=paper_id).select_related("paper__run").first()
    return file_of(row.paper) if row else None


def _shown() -> QuerySet[PublicReport]:
    return PublicReport.objects.filter(until_date__isnull=True, paper__life=ISSUED)


def _listed() -> tuple[Report, ...]:
    edition = Edition.objects.filter(paper=OuterRef("paper"), purpose=Edition.Purpose.ISSUED)
    signed = SignedCopy.objects.filter(edition__paper=OuterRef("paper"))
    correction = Paper.objects.filter(corrects=OuterRef("paper"), life=ISSUED)
    rows = (
        _shown()
        .select_related("paper__run")
        .defer("paper__run__pdf", "paper__run__snapshot")
        .annotate(
            pages=Subquery(edition.values("pages")[:1]),
            size=Subquery(edition.values(size=Length("pdf"))[:1]),
            signed_size=Subquery(signed.values(size=Length("pdf"))[:1]),
            corrected=Subquery(correction.values("official_number")[:1]),
        )
        .order_by("-paper__run__period_start", "-paper__issued_on", "-pk")
    )
    return tuple(
        Report(
            paper_id=row.paper_id,
            run=row.paper.run,
            official_number=row.paper.official_number,
            issued_on=row.paper.issued_on,
            published_on=row.from_date,
            pages=row.pages,
            size=row.signed_size or row.size,
            corrected_by=row.corrected or "",
        )
        for row in rows
    )
