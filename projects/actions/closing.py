"""What has to follow a termination: set with it, changed, done (R-1.45)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import Refusal, not_after
from projects.models import ClosureStep, Instrument, Project, Termination
from projects.rules.closing import CERTIFICATE, DEPOSIT, LAND, Holdings, proposed
from vn.dates import day_text
from vn.text import tidy

_REVOKE = _("Decision revoking the certificate, and the certificate handed back")
_LAND_ACTS = (Instrument.Kind.LAND_ALLOCATION, Instrument.Kind.LAND_LEASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One thing to be done; `due_date` is the day its decision orders, None where it orders none."""

    kind: str
    what: str = ""
    agency: Agency | None = None
    due_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneFacts:
    """When a step was done and the document that proves it; no day puts it back to open."""

    done_date: date | None
    document_number: str = ""


class ProofMissing(Refusal):
    """A step is done when a document says so."""

    field = "document_number"
    text = _("Name the document that proves it.")


class BeforeTheEnd(Refusal):
    """What follows a termination comes after it."""

    text = _("%(day)s is before the termination of %(ended)s. Correct one of the two days.")


def open_steps(*, by: User | None, row: Termination, due: Mapping[str, date]) -> None:
    """The steps of a new termination: the list of its ground, and what its decision gives a day.

    Runs in the transaction of the act that asks. Raises `BeforeTheEnd`.
    """
    kinds = proposed(row.ground, holdings_of(row.project), whole=row.whole)
    land_agency = row.project.tranches.exclude(agency=None).values_list("agency_id", flat=True)
    agencies = {LAND: land_agency.first() or row.project.agency_id, DEPOSIT: row.project.agency_id}
    for kind in (*kinds, *(kind for kind in due if kind not in kinds)):
        step = ClosureStep(
            termination=row,
            kind=kind,
            what=_what(row, kind),
            agency_id=agencies.get(kind),
            due_date=due.get(kind),
            recorded_by_id=by.pk if by else None,
        )
        _check_due(step, row, field=f"due_{kind}")
        store(step)


def holdings_of(project: Project) -> Holdings:
    """What the project has that must be settled when it ends."""
    acts = set(project.instruments.values_list("kind", flat=True))
    return Holdings(
        certificate=Instrument.Kind.REGISTRATION_CERTIFICATE in acts,
        land=bool(acts.intersection(_LAND_ACTS)) or project.tranches.exists(),
        deposit=project.deposits.exists(),
    )


def _what(row: Termination, kind: str) -> str:
    """The certificate may be revoked later than the project ends: the step then says so."""
    if kind != CERTIFICATE or row.revocation_number or not row.whole:
        return ""
    with translation.override(HISTORY_LANGUAGE):
        return str(_REVOKE)


@transaction.atomic
def add_step(
    *, by: User | None, on: date, at: datetime, termination_id: int, facts: StepFacts
) -> Outcome[ClosureStep]:
    """Set another thing to be done after a termination. Raises `BeforeTheEnd` and `Invalid`."""
    end = Termination.objects.select_related("project").get(pk=termination_id)
    end.project = lock_project(end.project_id)
    row = ClosureStep(termination=end, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts))
    _check_due(row, end)
    store(row)
    return settle(
        _deed("closure_added", row, _("To be done: %(step)s"), found), by=by, on=on, at=at
    )


@transaction.atomic
def change_step(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: StepFacts
) -> Outcome[ClosureStep]:
    """Correct what is to be done, by whom, by which day. Raises `Stale` and as `add_step`."""
    row = _held(seen)
    found = assign(row, _values(facts))
    if not found:
        return unchanged(row)
    _check_due(row, row.termination)
    row.version += 1
    store(row)
    summary = _("To be done, corrected: %(step)s (%(fields)s)")
    deed = _deed("closure_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def finish_step(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: DoneFacts
) -> Outcome[ClosureStep]:
    """Record that a step is done, or that it is open after all.

    Raises `Stale`, `ProofMissing`, `BeforeTheEnd` and `InTheFuture`.
    """
    row = _held(seen)
    number = tidy(facts.document_number)
    not_after(facts.done_date, on=on, field="done_date")
    if facts.done_date is not None and not number:
        raise ProofMissing
    if facts.done_date is not None and facts.done_date < row.termination.date:
        days = {"day": day_text(facts.done_date), "ended": day_text(row.termination.date)}
        raise BeforeTheEnd(field="done_date", **days)
    found = assign(row, {"done_date": facts.done_date, "document_number": number})
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    done, opened = _("Done on %(day)s: %(step)s"), _("Open again: %(step)s")
    deed = _deed("closure_done", row, done if row.done_date else opened, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _held(seen: Seen) -> ClosureStep:
    """The step as the person saw it; its project waits too."""
    asked = ClosureStep.objects.select_related("termination").get(pk=seen.pk)
    project = lock_project(asked.termination.project_id)
    row = lock_seen(ClosureStep.objects.select_related("termination", "agency"), seen)
    row.termination.project = project
    return row


def _values(facts: StepFacts) -> dict[str, object]:
    return {
        "kind": facts.kind,
        "what": tidy(facts.what),
        "agency": facts.agency,
        "due_date": facts.due_date,
        "note": facts.note.strip(),
    }


def _check_due(row: ClosureStep, end: Termination, *, field: str = "due_date") -> None:
    if row.due_date is not None and row.due_date < end.date:
        days = {"day": day_text(row.due_date), "ended": day_text(end.date)}
        raise BeforeTheEnd(field=field, **days)


def _deed(verb: str, row: ClosureStep, summary: Promise, found: Change, *, why: str = "") -> Deed:
    with translation.override(HISTORY_LANGUAGE):
        said = row.what or str(row.get_kind_display())
    words: dict[str, object] = {"step": said}
    if row.done_date:
        words["day"] = day_text(row.done_date)
    return Deed(
        verb=verb,
        row=row,
        project=row.termination.project,
        summary=summary,
        words=words,
        change=found,
        reason=why,
    )
