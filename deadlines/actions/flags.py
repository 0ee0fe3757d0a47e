"""What an officer says of a flag. The flag is a suspicion; the decision is a person's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import User
from deadlines.actions.refreshing import hold_open
from deadlines.models import Flag, FlagEvent
from deadlines.querysets import LIVE_STATES


class Refusal(Exception):
    """An act on a flag that cannot be done; its text says what to do next.

    `field` names the input it concerns, or is empty when it concerns them all.
    """

    field = ""
    text = _("This decision cannot be taken.")


class Stale(Refusal):
    """Somebody decided, explained or contested in the meantime."""

    text = _("The flag has changed since you opened it. Read what is new, then decide again.")


class NotLive(Refusal):
    """The flag is already closed."""

    text = _(
        "This flag is closed: its deadline was met, moved or found unfounded. Nothing is open on it."
    )


class NeedsReason(Refusal):
    """A dismissal or objection without reason or document."""

    text = _("Give the reason and the number of the document it rests on.")


@dataclass(frozen=True, slots=True)
class Decision:
    """`version` is the one the person saw; a dismissal needs reason and document."""

    flag_id: int
    state: Flag.State
    version: int
    reason: str = ""
    document_number: str = ""


@transaction.atomic
def decide(*, decision: Decision, by: User, on: date, at: datetime) -> Flag:
    """Confirm, dismiss or record as contested a live flag.

    Raises NeedsReason, NotLive or Stale. A dismissal holds until the due day or the facts change.
    """
    if decision.state not in (Flag.State.CONFIRMED, Flag.State.DISMISSED, Flag.State.CONTESTED):
        raise ValueError(decision.state)
    if decision.state == Flag.State.DISMISSED and not (
        decision.reason.strip() and decision.document_number.strip()
    ):
        raise NeedsReason
    if decision.state == Flag.State.CONTESTED and not decision.reason.strip():
        raise NeedsReason
    hold_open()
    flag: Flag = (
        Flag.objects.select_for_update(of=("self",))
        .select_related("obligation")
        .get(pk=decision.flag_id)
    )
    if flag.state not in LIVE_STATES:
        raise NotLive
    if flag.version != decision.version:
        raise Stale
    old = flag.state
    Flag.objects.filter(pk=flag.pk).update(
        state=decision.state,
        reason=decision.reason.strip(),
        document_number=decision.document_number.strip(),
        facts_hash=flag.obligation.facts_hash,
        decided_at=at,
        decided_by_id=by.pk,
        version=flag.version + 1,
    )
    _tell(flag, old, decision, by, on)
    flag.refresh_from_db()
    return flag


@transaction.atomic
def remark(*, flag_id: int, note: str, by: User, on: date) -> None:
    """Add a line to the story of a flag that changes nothing of it: a letter was made."""
    flag = Flag.objects.get(pk=flag_id)
    FlagEvent.objects.create(
        flag=flag,
        on=on,
        by_id=by.pk,
        by_name=str(by),
        old_state=flag.state,
        new_state=flag.state,
        note=note,
    )


def _tell(flag: Flag, old: str, decision: Decision, by: User, on: date) -> None:
    FlagEvent.objects.create(
        flag=flag,
        on=on,
        by_id=by.pk,
        by_name=str(by),
        old_state=old,
        new_state=decision.state,
        note=" · ".join(filter(None, [decision.reason.strip(), decision.document_number.strip()])),
    )
    audit.record(
        by=by,
        entry=audit.Entry(
            verb="decide_flag",
            subject_kind="flag",
            subject_id=flag.pk,
            project_id=flag.project_id,
            summary=f"{flag.kind} {flag.due_date.isoformat()}",
            old={"state": old},
            new={"state": str(decision.state), "document_number": decision.document_number},
            reason=decision.reason.strip(),
        ),
    )
