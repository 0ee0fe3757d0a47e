"""What anybody may know of an issued report by its code or its file; of others, nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from reporting.document.shapes import code_of
from reporting.editions import is_superseded
from reporting.models import Edition, Paper, SignedCopy


@dataclass(frozen=True, slots=True)
class Verified:
    """An issued report as the page tells it. `matches`: the file that was given is ours.

    `replaced_by` is the number of the issued correction that stands in its place, or "".
    """

    title: str
    number: str
    issued_on: date | None
    cut_off: date
    code: str
    snapshot_sha256: str
    file_sha256: str
    signed: tuple[tuple[str, datetime, str], ...]
    replaced_by: str
    matches: bool


def by_code(code: str) -> Verified | None:
    """The issued report whose figures have this code (twelve hex digits); the last of several."""
    paper = (
        Paper.objects.filter(life=Paper.Life.ISSUED, run__snapshot_sha256__startswith=code)
        .select_related("run")
        .order_by("-pk")
        .first()
    )
    return _told(paper) if paper else None


def by_file(chunks: Iterable[bytes]) -> Verified | None:
    """The issued report whose file, signed or not, these bytes are."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    sha256 = digest.hexdigest()
    edition = (
        Edition.objects.filter(purpose=Edition.Purpose.ISSUED, pdf_sha256=sha256).first()
        or Edition.objects.filter(signed_copies__pdf_sha256=sha256).first()
    )
    return _told(edition.paper, matches=True) if edition else None


def _told(paper: Paper, *, matches: bool = False) -> Verified:
    edition = (
        paper.editions.filter(purpose=Edition.Purpose.ISSUED)
        .defer("content", "pdf")
        .order_by("pk")
        .first()
    )
    copies = SignedCopy.objects.filter(edition__paper=paper).defer("pdf").order_by("pk")
    newer = Paper.objects.filter(corrects=paper, life=Paper.Life.ISSUED).first()
    return Verified(
        title=paper.run.get_template_display(),
        number=paper.official_number,
        issued_on=paper.issued_on,
        cut_off=paper.run.cut_off,
        code=code_of(paper.run.snapshot_sha256),
        snapshot_sha256=paper.run.snapshot_sha256,
        file_sha256=edition.pdf_sha256 if edition else "",
        signed=tuple((row.signer, row.signed_at, row.pdf_sha256) for row in copies),
        replaced_by=newer.official_number if newer and is_superseded(paper) else "",
        matches=matches,
    )
