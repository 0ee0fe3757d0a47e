"""A dossier from the day it came in to the decision: received, reported, submitted, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from projects.actions import instruments, projects
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    remember,
    settle,
    store,
    told_as,
    unchanged,
)
from projects.actions.refusals import NotOfThisProject, Refusal, not_after
from projects.models import Instrument, Project, Proposal
from vn.dates import day_text
from vn.text import tidy

_STATE = Project.LegalState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """A dossier as it came in; `limit_days` None: nobody said how many days there are."""

    kind: str
    received_date: date
    agency: Agency
    dossier_code: str = ""
    limit_days: int | None = None
    working_days: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """The appraisal report."""

    number: str
    date: date
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided. An approval names a document on record, or says a new one."""

    outcome: str
    decided_date: date
    reason: str = ""
    instrument: Instrument | None = None
    document: instruments.InstrumentFacts | None = None


class ProjectEnded(Refusal):
    """A terminated project takes no dossier."""

    field = "kind"
    text = _("The project is terminated. Enter what is proposed now as a new proposal.")


class NothingToAdjust(Refusal):
    """What was never approved cannot be adjusted."""

    field = "kind"
    text = _("The project is not approved yet, so there is nothing to adjust. Choose another kind.")


class StillPending(Refusal):
    """One dossier of a kind at a time."""

    field = "kind"
    status = 409
    text = _(
        "A dossier of this kind, received on %(day)s, is still under appraisal. Open it, or record "
        "how it ended first."
    )


class DecidedBefore(Refusal):
    """A dossier is decided once."""

    status = 409
    text = _("This proposal was decided on %(day)s. Open it to read the decision.")


class BeforeReceived(Refusal):
    """Nothing happens to a dossier before it comes in."""

    text = _("The dossier was received on %(day)s. Give that day or a later one.")


@transaction.atomic
def receive_new(
    *,
    by: User | None,
    on: date,
    at: datetime,
    prefix: str,
    project: projects.ProjectFacts,
    facts: ProposalFacts,
) -> Outcome[Proposal]:
    """Enter a project that is only proposed, together with its dossier.

    Raises what `projects.create` and `receive` raise.
    """
    entered = projects.create(by=by, on=on, at=at, prefix=prefix, facts=project)
    return receive(by=by, on=on, at=at, project_id=entered.row.pk, facts=facts)


@transaction.atomic
def receive(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ProposalFacts
) -> Outcome[Proposal]:
    """Record a dossier about a project on record; one about a refused project proposes it anew.

    Raises `ProjectEnded`, `NothingToAdjust`, `StillPending`, `InTheFuture` and `Invalid`.
    """
    project = lock_project(project_id)
    _check(project, facts)
    not_after(facts.received_date, on=on, field="received_date")
    row = Proposal(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts))
    store(row)
    if project.legal_state == _STATE.REFUSED:
        found |= _set(project, {"legal_state": _STATE.PROPOSED.value})
    if row.kind == Proposal.Kind.ADJUSTMENT and project.adjustment_pending_since is None:
        found |= _set(project, {"adjustment_pending_since": row.received_date})
    deed = _deed("proposal_received", row, _("%(kind)s %(code)s received on %(day)s"), found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ProposalFacts
) -> Outcome[Proposal]:
    """Correct what was recorded of a dossier when it came in.

    Raises `Stale`, `InTheFuture` and `Invalid`.
    """
    row = _locked(seen)
    not_after(facts.received_date, on=on, field="received_date")
    summary = _("%(kind)s %(code)s corrected: %(fields)s")
    return _save(row, _values(facts), "proposal_changed", summary, _Hand(by, on, at, seen.why))


@transaction.atomic
def report(
    *, by: User | None, on: date, at: datetime, seen: Seen, said: Report
) -> Outcome[Proposal]:
    """Record the appraisal report and what it concludes.

    Raises `Stale`, `InTheFuture`, `BeforeReceived` and `Invalid`.
    """
    row = _locked(seen)
    _in_its_time(row, said.date, on=on, field="report_date")
    values = {
        "report_number": tidy(said.number),
        "report_date": said.date,
        "conclusion": said.conclusion.strip(),
    }
    summary = _("%(kind)s %(code)s: appraisal report %(number)s")
    return _save(row, values, "proposal_reported", summary, _Hand(by, on, at, seen.why))


@transaction.atomic
def submit(
    *, by: User | None, on: date, at: datetime, seen: Seen, day: date, to: str
) -> Outcome[Proposal]:
    """Record that the result was submitted: on that day the appraisal is done.

    Raises `Stale`, `DecidedBefore`, `InTheFuture`, `BeforeReceived` and `Invalid`.
    """
    row = _locked(seen)
    _refuse_decided(row)
    _in_its_time(row, day, on=on, field="submitted_date")
    values = {"submitted_date": day, "submitted_to": tidy(to)}
    summary = _("%(kind)s %(code)s submitted to %(to)s")
    return _save(row, values, "proposal_submitted", summary, _Hand(by, on, at, seen.why))


@transaction.atomic
def decide(
    *, by: User | None, on: date, at: datetime, seen: Seen, decision: Decision
) -> Outcome[Proposal]:
    """Record how it ended; an approval puts a proposed project in force, a refusal refuses it.

    Raises `Stale`, `DecidedBefore`, `NotOfThisProject`, `InTheFuture`, `BeforeReceived`,
    `Invalid` and what `instruments.enter` raises.
    """
    project = lock_project(Proposal.objects.values_list("project_id", flat=True).get(pk=seen.pk))
    row = _locked(seen)
    row.project = project
    _refuse_decided(row)
    _in_its_time(row, decision.decided_date, on=on, field="decided_date")
    values = {
        "outcome": decision.outcome,
        "decided_date": decision.decided_date,
        "reason": decision.reason.strip(),
        "instrument": _document(project, decision, by=by, on=on),
    }
    found = assign(row, values)
    row.version += 1
    store(row)
    found |= _follow(row)
    summary = _("%(kind)s %(code)s: %(outcome)s")
    return settle(_deed("proposal_decided", row, summary, found), by=by, on=on, at=at)


@dataclass(frozen=True, slots=True)
class _Hand:
    by: User | None
    on: date
    at: datetime
    why: str = ""


def _save(
    row: Proposal, values: dict[str, Any], verb: str, summary: Promise, hand: _Hand
) -> Outcome[Proposal]:
    found = assign(row, values)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    deed = _deed(verb, row, summary, found, why=hand.why)
    return settle(deed, by=hand.by, on=hand.on, at=hand.at)


def _locked(seen: Seen) -> Proposal:
    return lock_seen(Proposal.objects.select_related("project", "agency"), seen)


def _values(facts: ProposalFacts) -> dict[str, Any]:
    return {
        "kind": facts.kind,
        "dossier_code": tidy(facts.dossier_code),
        "received_date": facts.received_date,
        "agency": facts.agency,
        "limit_days": facts.limit_days,
        "working_days": facts.working_days,
    }


def _check(project: Project, facts: ProposalFacts) -> None:
    if project.legal_state == _STATE.TERMINATED:
        raise ProjectEnded
    unapproved = project.legal_state in (_STATE.PROPOSED, _STATE.REFUSED)
    if unapproved and facts.kind == Proposal.Kind.ADJUSTMENT:
        raise NothingToAdjust
    same = project.proposals.filter(kind=facts.kind, outcome=Proposal.Outcome.PENDING).first()
    if same is not None:
        raise StillPending(day=day_text(same.received_date))


def _in_its_time(row: Proposal, day: date, *, on: date, field: str) -> None:
    not_after(day, on=on, field=field)
    if day < row.received_date:
        raise BeforeReceived(field=field, day=day_text(row.received_date))


def _refuse_decided(row: Proposal) -> None:
    if row.decided_date is not None:
        raise DecidedBefore(day=day_text(row.decided_date))


def _document(
    project: Project, decision: Decision, *, by: User | None, on: date
) -> Instrument | None:
    """The document that approves: named, or entered with its own line of history."""
    if decision.outcome != Proposal.Outcome.APPROVED:
        return None
    if decision.instrument is not None and decision.instrument.project_id != project.pk:
        raise NotOfThisProject(field="instrument")
    if decision.instrument is not None or decision.document is None:
        return decision.instrument
    deed = instruments.enter(by=by, on=on, project=project, facts=decision.document)
    remember(deed, by=by)
    found: Instrument = deed.row  # type: ignore[assignment]
    return found


def _follow(row: Proposal) -> Change:
    """What a decision does to the project."""
    project, values = row.project, dict[str, Any]()
    pending = project.proposals.filter(outcome=Proposal.Outcome.PENDING).exclude(pk=row.pk)
    if project.legal_state == _STATE.PROPOSED:
        if row.outcome == Proposal.Outcome.APPROVED:
            values["legal_state"] = _STATE.VALID.value
        elif not pending.exists():
            values["legal_state"] = _STATE.REFUSED.value
    adjusts = row.kind == Proposal.Kind.ADJUSTMENT
    if adjusts and not pending.filter(kind=Proposal.Kind.ADJUSTMENT).exists():
        values["adjustment_pending_since"] = None
    return _set(project, values)


def _set(project: Project, values: dict[str, Any]) -> Change:
    found = assign(project, values)
    if found:
        project.version += 1
        store(project)
    return found


def _deed(verb: str, row: Proposal, summary: Promise, found: Change, *, why: str = "") -> Deed:
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={
            "kind": Proposal.Kind(row.kind).label,
            "code": row.dossier_code,
            "day": day_text(row.received_date),
            "number": row.report_number,
            "to": row.submitted_to,
            "outcome": Proposal.Outcome(row.outcome).label,
        },
        change=told_as(found, instrument="approved_by", submitted_date="submitted_on"),
        reason=why,
    )
