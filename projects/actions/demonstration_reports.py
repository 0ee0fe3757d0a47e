"""The periodic report that the demonstration's investor wrote on the portal and got back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from accounts.models import User
from projects.demo.reports import RETURNED_STORY, Sheet
from projects.models import Filing, FilingSheet, Project
from projects.rules.filing_steps import ASKED


def write_sheet(
    *, projects: Mapping[str, Project], people: Mapping[str, User], by: str, at: datetime
) -> None:
    """Write the content of the returned report; nothing without the account that wrote it."""
    writer = people.get(by)
    filing = Filing.objects.filter(
        project=projects[RETURNED_STORY], returned_date__isnull=False
    ).first()
    if writer is None or filing is None:
        return
    FilingSheet.objects.create(
        project=filing.project,
        kind=filing.kind,
        cycle=filing.cycle,
        filing=filing,
        started_at=at,
        saved_at=at,
        written_by=writer,
        recorded_by_id=writer.pk,
        answered=[screen.key for screen in ASKED],
        **asdict(Sheet()),
    )
