"""Record what came out of looking at the projects of a review round (law.md §4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import signature
from accounts.models import User
from projects.actions.acts import (
    Deed,
    Outcome,
    Seen,
    assign,
    lock_seen,
    remember,
    store,
    unchanged,
)
from projects.actions.refusals import Refusal, not_after
from projects.actions.rounds import RoundClosed
from projects.models import ReviewEntry, ReviewRound
from vn.dates import day_text

_CHUNK = 2000
Result = ReviewEntry.Outcome


@dataclass(frozen=True, slots=True)
class Look:
    """What came out of looking at a project, and when; WAITING takes an outcome back."""

    outcome: str
    looked_date: date | None
    note: str = ""


class NoneChosen(Refusal):
    """An outcome of nothing is a slip of the mouse."""

    text = _("Tick at least one project.")


class LookedAtMeanwhile(Refusal):
    """Somebody recorded an outcome of one of them after the list was shown."""

    status = 409
    text = _(
        "Looked at meanwhile by somebody else: %(projects)s. Nothing was saved; look at the list "
        "again."
    )


class BeforeTheRound(Refusal):
    """A look before the round began belongs to another round."""

    field = "looked_date"
    text = _("The round was opened on %(day)s. Give that day or a later one.")


class WhenLookedAt(Refusal):
    """An outcome has its day."""

    field = "looked_date"
    text = _("Say on which day the project was looked at.")


@transaction.atomic
def look(*, by: User, on: date, at: datetime, seen: Seen, found: Look) -> Outcome[ReviewEntry]:
    """Record what came out of one project. Raises `Stale`, `RoundClosed`, and as `look_many`."""
    rows = ReviewEntry.objects.select_related("project", "round")
    entry = rows.get(pk=seen.pk)
    _check(_hold_open(entry.round_id), found, on)
    entry = lock_seen(rows, seen)
    deed = _outcome(entry, found, by)
    if deed is None:
        return unchanged(entry)
    store(entry)
    remember(deed, by=by)
    return Outcome(row=entry, changed=tuple(deed.change.new), moved=0)


@transaction.atomic
def look_many(
    *, by: User, on: date, at: datetime, round_id: int, seen: Sequence[Seen], found: Look
) -> int:
    """Record one outcome for many projects of a round: all of them, or none; how many changed.

    Raises `NoneChosen`, `LookedAtMeanwhile`, `RoundClosed`, `WhenLookedAt`, `BeforeTheRound` and
    `InTheFuture`.
    """
    if not seen:
        raise NoneChosen
    _check(_hold_open(round_id), found, on)
    versions = {each.pk: each.version for each in seen}
    rows = ReviewEntry.objects.select_for_update(of=("self",), no_key=True)
    wanted = rows.filter(round_id=round_id, pk__in=versions).select_related("project", "round")
    entries = list(wanted.order_by("pk"))
    changed = [entry.project.code for entry in entries if entry.version != versions[entry.pk]]
    if changed or len(entries) != len(versions):
        raise LookedAtMeanwhile(projects=", ".join(changed) or "—")
    told = [(entry, deed) for entry in entries if (deed := _outcome(entry, found, by))]
    written = [entry for entry, _deed in told]
    ReviewEntry.objects.bulk_update(written, _OUTCOME, batch_size=_CHUNK)
    for _entry, deed in told:
        remember(deed, by=by)
    return len(told)


def _hold_open(round_id: int) -> ReviewRound:
    """The round, which nobody closes until the end of the transaction. Raises `RoundClosed`."""
    row = ReviewRound.objects.select_for_update(no_key=True).get(pk=round_id)
    if row.closed_date is not None:
        raise RoundClosed
    return row


def _check(row: ReviewRound, found: Look, on: date) -> None:
    if found.outcome == Result.WAITING:
        return
    if found.looked_date is None:
        raise WhenLookedAt
    not_after(found.looked_date, on=on, field="looked_date")
    if found.looked_date < row.opened_date:
        raise BeforeTheRound(day=day_text(row.opened_date))


_OUTCOME = ("outcome", "looked_date", "note", "looked_by_id", "looked_by_name", "version")
"""The columns an outcome is told in."""


def _outcome(entry: ReviewEntry, found: Look, by: User) -> Deed | None:
    """Set the outcome on the row, still to be written; None when it was so already."""
    waiting = found.outcome == Result.WAITING
    said = {
        "outcome": Result(found.outcome),
        "looked_date": None if waiting else found.looked_date,
        "note": found.note.strip(),
    }
    change = assign(entry, said)
    if not change:
        return None
    entry.looked_by_id = None if waiting else by.pk
    entry.looked_by_name = "" if waiting else signature(by)
    entry.version += 1
    return Deed(
        verb="project_looked_at",
        row=entry,
        project=entry.project,
        summary=_("Review round “%(round)s”: %(outcome)s"),
        words={"round": entry.round.name, "outcome": Result(found.outcome).label},
        change=change,
    )
