"""What people write over frozen figures: passages, decisions asked for, explanations.

All of it belongs to a draft. The acts that carry a report further are in `issuing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.actions import audit
from accounts.models import User
from desk.actions import jobs
from desk.models import Job
from projects.actions.acts import Seen
from projects.actions.refusals import Stale
from reporting import editions
from reporting.actions.refusals import NotADraft, NothingAsked, NothingExplained
from reporting.document.shapes import Slot
from reporting.models import Ask, Edition, Explanation, Paper, Passage

RENDER_EDITION = "reporting.render_edition"
"""Name of the job that typesets one edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A decision as written: who decides, what, by when; `figure` is the key of one, or empty."""

    level: str
    text: str
    until: date | None = None
    figure: str = ""
    proposed: bool = False


@transaction.atomic
def write_passage(*, seen: Seen, text: str, by: User, at: datetime) -> Passage:
    """Write one place of the document; an empty text leaves the place to what the data propose.

    Raises NotADraft, Stale.
    """
    row = Passage.objects.select_related("paper__run").get(pk=seen.pk)
    paper = hold(row.paper_id)
    _refuse_unless_draft(paper)
    row.refresh_from_db()
    if row.version != seen.version:
        raise Stale
    before = row.text
    row.text, row.written_at, row.written_by_id = text.strip(), at, by.pk
    row.version += 1
    row.save()
    remember(by, paper, "write_passage", old={row.slot: before}, new={row.slot: row.text})
    return row


@transaction.atomic
def set_asks(*, seen: Seen, asks: Sequence[Asking], by: User) -> Paper:
    """Replace the decisions the report asks for. Raises NotADraft, Stale, NothingAsked."""
    paper = hold(seen.pk)
    _refuse_unless_draft(paper)
    if paper.version != seen.version:
        raise Stale
    if any(not each.text.strip() for each in asks):
        raise NothingAsked
    before = [row.text for row in paper.asks.all()]
    paper.asks.all().delete()
    Ask.objects.bulk_create(
        [
            Ask(
                paper=paper,
                ordinal=at_place,
                level=each.level,
                text=each.text.strip(),
                until=each.until,
                figure=each.figure,
                proposed=each.proposed,
            )
            for at_place, each in enumerate(asks, 1)
        ]
    )
    paper.version += 1
    paper.save()
    remember(by, paper, "set_asks", old={"asks": before}, new={"asks": [a.text for a in asks]})
    return paper


@transaction.atomic
def explain(*, paper_id: int, identity: str, text: str, by: User, at: datetime) -> Explanation:
    """Keep why a finding stands all the same; a later word replaces the one before.

    Raises NotADraft, NothingExplained.
    """
    paper = hold(paper_id)
    _refuse_unless_draft(paper)
    if not text.strip():
        raise NothingExplained
    row, _ = Explanation.objects.update_or_create(
        paper=paper,
        identity=identity,
        defaults={"text": text.strip(), "written_at": at, "written_by_id": by.pk},
    )
    remember(by, paper, "explain_finding", new={identity: row.text})
    return row


@transaction.atomic
def preview(*, paper_id: int, at: datetime, by: User | None = None) -> tuple[Edition, Job | None]:
    """The edition of what is written now, and the job that typesets it; None when it is ready.

    Earlier previews of the paper go: nobody refers to them.
    """
    paper = hold(paper_id)
    content = editions.edited(paper)
    previews = paper.editions.filter(purpose=Edition.Purpose.PREVIEW)
    previews.exclude(content_sha256=content.sha256).delete()
    edition, _ = Edition.objects.get_or_create(
        paper=paper,
        purpose=Edition.Purpose.PREVIEW,
        content_sha256=content.sha256,
        defaults={"content": content.to_json(), "asked_at": at},
    )
    if edition.state == Edition.State.READY:
        return edition, None
    job = jobs.ask(
        handler=RENDER_EDITION, subject_id=edition.pk, at=at, by_id=by.pk if by else None
    )
    return edition, job


def empty_slots(paper: Paper) -> list[Slot]:
    """Places that need words and have neither a person's nor a proposal of the data."""
    filled = editions.filled(paper)
    return [slot for slot in filled.slots() if slot.required and not slot.proposal.strip()]


def hold(paper_id: int) -> Paper:
    """The paper, held until the end of the transaction."""
    held = Paper.objects.select_for_update(of=("self",)).select_related("run", "corrects__run")
    return held.get(pk=paper_id)


def remember(
    by: User | None,
    paper: Paper,
    verb: str,
    *,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Append the row of an act on a report."""
    audit.record(
        by=by,
        entry=audit.Entry(
            verb=verb,
            subject_kind="report",
            subject_id=paper.run_id,
            summary=str(paper),
            old=old or {},
            new=new or {},
            reason=reason,
        ),
    )


def _refuse_unless_draft(paper: Paper) -> None:
    if paper.life != Paper.Life.DRAFT:
        raise NotADraft
