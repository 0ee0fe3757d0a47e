"""Put a proposed change of the law in force: a second person, and only what was tried.

Applying writes the versions and leaves the job that computes the deadlines again (`renewing`, which
says why that is not one transaction).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import AuditEvent, User
from deadlines.actions import law, renewing
from deadlines.actions.proposing import (
    OPEN,
    Decided,
    LawRefusal,
    StillRenewing,
    changed_rows,
    plain,
    tell_history,
)
from deadlines.models import RuleProposal, RuleVersion
from desk.actions.notifying import Message, tell


class NotTried(LawRefusal):
    """Nobody knows yet what it does."""

    text = _("Try the change on all projects first; the page then shows what it would do.")


class LawMovedOn(LawRefusal):
    """What the dry run showed is not what applying would do."""

    text = _("A rule or a day off changed after the dry run. Try the change again, then apply it.")


class SamePerson(LawRefusal):
    """Two people answer for a change of the law."""

    status = 403
    text = _("A second person applies the change: you proposed it, or stand in for who did.")


@transaction.atomic
def apply(*, by: User, at: datetime, proposal_id: int, version: int) -> int:
    """Write the versions as proposed; returns the number of the job that renews the deadlines.

    `version` is the one of the dry run the person saw. A version that binds is thereby confirmed
    by this person. Raises `SamePerson`, `NotTried`, `Decided`, `StillRenewing` and `LawMovedOn`.
    """
    law.hold()
    proposal = RuleProposal.objects.select_for_update().get(pk=proposal_id)
    _refuse(proposal, by, version)
    *ended, row = changed_rows(proposal)
    for each in ended:
        _write(each, by=by, verb="rule_ended", proposal=proposal)
    row.confirmed_at, row.confirmed_by_id = (None, None) if row.advisory else (at, by.pk)
    event = _write(row, by=by, verb=renewing.RULE_APPLIED, proposal=proposal)
    proposal.state = RuleProposal.State.APPLIED
    proposal.applied_by_id, proposal.applied_at = by.pk, at
    proposal.findings = proposal.findings | {"event": event.pk}
    proposal.save(update_fields=["state", "applied_by_id", "applied_at", "findings"])
    tell_history(
        proposal, by=by, verb="rule_proposal_applied", text=_("Change of %(rule)s applied")
    )
    _tell_proposer(proposal, at)
    return renewing.ask(event_id=event.pk, at=at, by_id=by.pk)


def _refuse(proposal: RuleProposal, by: User, version: int) -> None:
    if proposal.state not in OPEN:
        raise Decided
    if proposal.proposed_by_id in {person.pk for person in by.persons}:
        raise SamePerson
    if proposal.state != RuleProposal.State.TRIED:
        raise NotTried
    if proposal.version != version:
        raise Decided
    if renewing.running().exists():
        raise StillRenewing
    if proposal.findings.get("law") != law.stamp():
        raise LawMovedOn


def _write(row: RuleVersion, *, by: User, verb: str, proposal: RuleProposal) -> AuditEvent:
    before = RuleVersion.objects.filter(pk=row.pk).first()
    old, new = plain(before) if before else {}, plain(row)
    row.save()
    return record(
        by=by,
        entry=Entry(
            verb=verb,
            subject_kind="rule_version",
            subject_id=row.pk,
            summary=str(row),
            old={name: value for name, value in old.items() if value != new[name]},
            new={name: value for name, value in new.items() if value != old.get(name)},
            reason=" · ".join(filter(None, (proposal.reason, proposal.document_number))),
        ),
    )


def _tell_proposer(proposal: RuleProposal, at: datetime) -> None:
    title = _("Your change of rule %(kind)s was applied")
    message = Message(
        kind="law_changed",
        key=f"proposal:{proposal.pk}:applied",
        title=in_words(title, kind=proposal.kind),
        path=reverse("deadlines:proposal", args=[proposal.pk]),
    )
    tell(user_ids=[proposal.proposed_by_id], message=message, at=at)
