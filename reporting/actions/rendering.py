"""Typeset one edition: once, by the worker, the same bytes whoever does it again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from importlib.metadata import version

from desk.actions import jobs
from reporting.actions.papers import RENDER_EDITION
from reporting.document.edited import Edited
from reporting.models import Edition

RENDERERS = ("weasyprint", "pydyf", "pikepdf", "fonttools")
"""What the bytes of a file depend on, besides its content."""


def renderer() -> str:
    """The versions that typeset, as they are recorded with each file."""
    return " ".join(f"{name}/{version(name)}" for name in RENDERERS)


def render(*, edition_id: int, at: datetime) -> None:
    """Render an edition. One that is ready stays as it is; one that was given up is left alone."""
    edition = Edition.objects.filter(pk=edition_id, state=Edition.State.QUEUED).first()
    if edition is None:
        return
    # Importing WeasyPrint costs over a second and many megabytes: only the worker pays.
    from reporting import pdf as pages  # noqa: PLC0415

    jobs.advance(handler=RENDER_EDITION, subject_id=edition_id, progress=10)
    content = Edited.from_json(edition.content)
    pdf = pages.render(content.document, content.issue)
    jobs.advance(handler=RENDER_EDITION, subject_id=edition_id, progress=90)
    Edition.objects.filter(pk=edition_id, state=Edition.State.QUEUED).update(
        state=Edition.State.READY,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages.page_count(pdf),
        rendered_at=at,
        renderer=renderer(),
    )
