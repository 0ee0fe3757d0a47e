"""Propose a change of the law, try it on all projects, withdraw it.

What is proposed never changes: another text is another proposal. `applying` puts it in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from accounts.refusals import Refusal
from deadlines.actions import law, renewing, trying
from deadlines.models import RuleProposal, RuleVersion
from deadlines.registry import Setting
from desk.actions import jobs
from desk.actions.notifying import Message, tell
from vn.dates import day_text

TRY = "deadlines.try_proposal"
"""Name of the job that tries one proposal on all projects."""

OPEN = (RuleProposal.State.PROPOSED, RuleProposal.State.TRIED)
_DAYS = ("effective_from", "effective_to")


class LawRefusal(Refusal):
    """A change of the law that cannot be made as asked; `status` is that of the answer."""

    status = 409


class AnotherIsOpen(LawRefusal):
    """One change of a rule at a time."""

    text = _("Another change of this rule is still being decided. Decide on that one first.")


class NothingDiffers(LawRefusal):
    """The version as proposed is the version as it is."""

    status = 422
    text = _("Nothing differs from what is in force. Change what is to be changed.")


class DoesNotFit(LawRefusal):
    """Its days collide with those of another version."""

    status = 422
    field = "effective_from"
    text = _("A new version begins after the last one, which began on %(day)s. Give a later day.")


class NumberTaken(LawRefusal):
    """A release brought a version of that number."""

    text = _(
        "A release has added version %(number)s of this rule meanwhile. Withdraw the proposal and "
        "propose anew."
    )


class StillRenewing(LawRefusal):
    """Deadlines are on their way from the law before to the law in force."""

    text = _(
        "The deadlines are still being recomputed after the last change. Try again in a few "
        "minutes."
    )


class Decided(LawRefusal):
    """Applied or withdrawn in the meantime."""

    text = _("This proposal was applied, withdrawn or tried anew meanwhile. Look at it again.")


class NotYours(LawRefusal):
    """Only who proposed takes it back."""

    status = 403
    text = _("Only the person who proposed the change withdraws it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The version `number` of a rule as it would stand: `proposed` by the names of its columns.

    The number after the last proposes a new version; the last one then ends the day before.
    """

    kind: str
    number: int
    proposed: Mapping[str, Any]
    reason: str
    document_number: str


@transaction.atomic
def propose(*, by: User, at: datetime, change: Change) -> tuple[RuleProposal, int]:
    """Put a change up for decision; returns it and the number of the job that tries it.

    Raises `StillRenewing`, `AnotherIsOpen`, `NothingDiffers` and `DoesNotFit`.
    """
    if renewing.running().exists():
        raise StillRenewing
    base = base_of(change.kind, change.number)
    before = plain(base)
    proposed = before | dict(change.proposed)
    confirms = base.confirmed_at is None and not proposed["advisory"]
    if proposed == before and not confirms:
        raise NothingDiffers
    proposal = RuleProposal(
        kind=change.kind,
        number=change.number,
        proposed=proposed,
        reason=change.reason.strip(),
        document_number=change.document_number.strip(),
        proposed_by_id=by.pk,
        proposed_at=at,
        findings={"before": before, "is_new": base.number != change.number},
    )
    _refuse_overlap(proposal)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError as error:
        raise AnotherIsOpen from error
    tell_history(proposal, by=by, verb="rule_proposed", text=_("Change of %(rule)s proposed"))
    return proposal, jobs.ask(handler=TRY, subject_id=proposal.pk, at=at, by_id=by.pk).pk


def _refuse_overlap(proposal: RuleProposal) -> None:
    try:
        law.book(changed_rows(proposal))
    except ValueError as error:
        last = RuleVersion.objects.filter(kind=proposal.kind).latest("effective_from")
        raise DoesNotFit(day=day_text(last.effective_from)) from error


@transaction.atomic
def ask_trial(*, by: User, at: datetime, proposal_id: int) -> int:
    """Leave the job that tries an open proposal again; returns its number.

    Raises `Decided` and `StillRenewing`.
    """
    proposal = RuleProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state not in OPEN:
        raise Decided
    if renewing.running().exists():
        raise StillRenewing
    return jobs.ask(handler=TRY, subject_id=proposal_id, at=at, by_id=by.pk).pk


def try_proposal(
    *, proposal_id: int, on: date, at: datetime, progress: renewing.Progress | None = None
) -> None:
    """Find out what applying would do today and keep it; a proposal decided meanwhile stays.

    Done again it finds the same as long as facts and law are the same.
    """
    proposal = RuleProposal.objects.get(pk=proposal_id)
    if proposal.state not in OPEN:
        return
    stamp = law.stamp()
    setting = Setting(law=law.book(changed_rows(proposal)), calendar=law.calendar(), on=on)
    found = trying.try_out(trying.everything(), setting, progress).to_json()
    kept = {name: proposal.findings[name] for name in ("before", "is_new")}
    tried = RuleProposal.objects.filter(pk=proposal_id, state__in=OPEN).update(
        state=RuleProposal.State.TRIED,
        tried_on=on,
        tried_at=at,
        findings=kept | found | {"law": stamp},
        version=proposal.version + 1,
    )
    if tried:
        _tell_people(proposal, at)


@transaction.atomic
def withdraw(*, by: User, at: datetime, proposal_id: int) -> RuleProposal:
    """Take an open proposal back. Raises `Decided`, and `NotYours` for somebody else's."""
    proposal = RuleProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state not in OPEN:
        raise Decided
    if proposal.proposed_by_id not in {person.pk for person in by.persons}:
        raise NotYours
    proposal.state = RuleProposal.State.WITHDRAWN
    proposal.save(update_fields=["state"])
    tell_history(proposal, by=by, verb="rule_withdrawn", text=_("Change of %(rule)s withdrawn"))
    return proposal


def base_of(kind: str, number: int) -> RuleVersion:
    """The version a change begins from: the one with the number, else the last one.

    Raises RuleVersion.DoesNotExist for a rule that is not there.
    """
    versions = RuleVersion.objects.filter(kind=kind)
    return versions.filter(number=number).first() or versions.latest("effective_from")


def changed_rows(proposal: RuleProposal) -> list[RuleVersion]:
    """The versions as they would stand, not written: the changed one, and the one it ends.

    Raises `NumberTaken` when a new version's number is not free any more.
    """
    row = RuleVersion.objects.filter(kind=proposal.kind, number=proposal.number).first()
    if row is not None and proposal.findings["is_new"]:
        raise NumberTaken(number=proposal.number)
    if row is not None:
        return [_as_proposed(row, proposal)]
    last = RuleVersion.objects.filter(kind=proposal.kind).latest("effective_from")
    new = _as_proposed(RuleVersion(kind=proposal.kind, number=proposal.number), proposal)
    end = new.effective_from - timedelta(days=1)
    if last.effective_to is None or last.effective_to > end:
        last.effective_to = end
    return [last, new]


def _as_proposed(row: RuleVersion, proposal: RuleProposal) -> RuleVersion:
    for name, value in proposal.proposed.items():
        setattr(row, name, date.fromisoformat(value) if name in _DAYS and value else value)
    return row


def plain(row: RuleVersion) -> dict[str, Any]:
    """What a version says, as JSON keeps it."""
    values = {name: getattr(row, name) for name in law.COLUMNS}
    return values | {name: str(values[name]) if values[name] else None for name in _DAYS}


def tell_history(proposal: RuleProposal, *, by: User, verb: str, text: Any) -> None:
    """Keep an act on a proposal in the history."""
    record(
        by=by,
        entry=Entry(
            verb=verb,
            subject_kind="rule_proposal",
            subject_id=proposal.pk,
            summary=in_words(text, rule=f"{proposal.kind} v{proposal.number}"),
            new={"document_number": proposal.document_number},
            reason=proposal.reason,
        ),
    )


def _tell_people(proposal: RuleProposal, at: datetime) -> None:
    """Who proposed, and who may apply, learn that the dry run is there to be read."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.APPLY_RULES in held]
    appliers = User.objects.filter(role__in=roles).values_list("pk", flat=True)
    title = _("Change of rule %(kind)s was tried on all projects")
    body = _("Read what it would open, close and move. A second person then applies it.")
    message = Message(
        kind="law_changed",
        key=f"proposal:{proposal.pk}:tried",
        title=in_words(title, kind=proposal.kind),
        body=in_words(body),
        path=reverse("deadlines:proposal", args=[proposal.pk]),
    )
    tell(user_ids=[proposal.proposed_by_id, *appliers], message=message, at=at)
