"""What the demonstration's province sets in the rules that are its own to set, as people would."""

from __future__ import annotations

from datetime import date, datetime

from accounts.models import User
from deadlines.actions import applying, proposing, renewing
from deadlines.models import RuleVersion
from desk.actions import jobs
from projects.demo.law import LawRow, choices

_DOCUMENT = "Minh họa"


def set_law(*, proposer: User, applier: User, on: date, at: datetime) -> int:
    """Propose, try and apply each choice before any project is there; returns how many.

    A rule changed this way is the province's own: no later release takes the choice back.
    """
    rows = choices(on)
    for row in rows:
        _set(row, proposer=proposer, applier=applier, on=on, at=at)
    return len(rows)


def _set(row: LawRow, *, proposer: User, applier: User, on: date, at: datetime) -> None:
    version = RuleVersion.objects.filter(kind=row.kind).latest("effective_from")
    change = proposing.Change(
        kind=row.kind,
        number=version.number,
        proposed={"parameters": version.parameters | row.parameters},
        reason=row.reason,
        document_number=_DOCUMENT,
    )
    proposal, trial = proposing.propose(by=proposer, at=at, change=change)
    proposing.try_proposal(proposal_id=proposal.pk, on=on, at=at)
    _done(trial, at)
    proposal.refresh_from_db()
    renewal = applying.apply(by=applier, at=at, proposal_id=proposal.pk, version=proposal.version)
    # There is no deadline yet that the job could compute again.
    _done(renewal, at)
    if renewing.running().exists():
        raise RuntimeError("a change of law is still on its way")


def _done(job_id: int, at: datetime) -> None:
    jobs.claim(job_id=job_id, at=at)
    jobs.finish(job_id=job_id, at=at)
