"""What a conclusion proposes to the registry; applied only by its own decision (issue 8, point 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.remedies import Published
from inspections.actions.telling import Told, tell
from inspections.models import CaseProject, CaseProposal, Conclusion
from projects.actions import handling
from projects.actions.acts import Outcome, Seen, assign, lock_seen, store
from projects.actions.refusals import Refusal, not_after
from projects.models import Extension, HandlingClass, Instrument, Termination
from vn.documents import normalise_number
from vn.text import nfc, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedFacts:
    """What is proposed for one project of the case."""

    project_id: int
    kind: str
    handling_class: HandlingClass | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedFacts:
    """By which document it was decided so, or otherwise and why."""

    state: str
    decided_date: date
    decided_number: str
    authority: str = ""
    next_step: str = ""
    reason: str = ""


class NotOfThisCase(Refusal):
    """A conclusion proposes for the projects it looked at."""

    text = _("This project is not in the case. Choose one from the list.")


class DecidedAlready(Refusal):
    """A proposal is decided once."""

    status = 409
    text = _("This proposal was decided by %(number)s already.")


class NoSuchDecision(Refusal):
    """The registry does not know the decision that is named."""

    text = _(
        "The project has no decision %(number)s on record. Record the extension, the recovery or "
        "the termination in the project first, then come back."
    )


class NeedsWords(Refusal):
    """Who decided and what comes next, or why it was decided otherwise."""

    text = _("Fill in this box.")


@transaction.atomic
def propose(
    *, by: User | None, on: date, at: datetime, conclusion_id: int, facts: ProposedFacts
) -> Outcome[CaseProposal]:
    """Record a proposal of a conclusion that is not published. Raises `Published`, `NotOfThisCase`."""
    conclusion = Conclusion.objects.select_for_update(no_key=True).get(pk=conclusion_id)
    if conclusion.published_date is not None:
        raise Published
    of_case = CaseProject.objects.filter(case=conclusion.case_id, project=facts.project_id)
    if not of_case.exists():
        raise NotOfThisCase(field="project")
    row = CaseProposal(conclusion=conclusion, recorded_by_id=by.pk if by else None)
    values = {
        "project_id": facts.project_id,
        "kind": facts.kind,
        "handling_class": facts.handling_class,
        "text": nfc(facts.text).strip(),
    }
    change = assign(row, values)
    store(row)
    tell(Told("proposed", conclusion.case_id, _("Proposal recorded"), change), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def decide(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: DecidedFacts
) -> Outcome[CaseProposal]:
    """Record the decision. A way of handling is put on the board by the same document; more time,
    recovery and termination must be on record in the registry under its number.

    Raises `DecidedAlready`, `NoSuchDecision`, `NeedsWords`, `InTheFuture`, `Stale` and what
    `handling.decide` raises.
    """
    row = lock_seen(CaseProposal.objects.select_related("conclusion"), seen)
    if row.state != CaseProposal.State.OPEN:
        raise DecidedAlready(number=row.decided_number)
    not_after(facts.decided_date, on=on, field="decided_date")
    moved = 0
    if facts.state == CaseProposal.State.APPLIED:
        moved = _apply(row, facts, by=by, on=on, at=at)
    elif not tidy(facts.reason):
        raise NeedsWords(field="reason")
    values = {
        "state": facts.state,
        "decided_date": facts.decided_date,
        "decided_number": tidy(facts.decided_number),
        "decided_reason": nfc(facts.reason).strip(),
    }
    change = assign(row, values)
    row.decided_by_id = by.pk if by else None
    row.version += 1
    store(row)
    words = {"number": row.decided_number}
    summary = _("Proposal decided by %(number)s")
    tell(Told("proposal_decided", row.conclusion.case_id, summary, change, words), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _apply(
    row: CaseProposal, facts: DecidedFacts, *, by: User | None, on: date, at: datetime
) -> int:
    if row.kind != CaseProposal.Kind.HANDLING or row.handling_class is None:
        _on_record(row, facts)
        return 0
    for name in ("authority", "next_step"):
        if not tidy(getattr(facts, name)):
            raise NeedsWords(field=name)
    current = handling.in_force([row.project_id]).get(row.project_id)
    decided = handling.decide(
        by=by,
        on=on,
        at=at,
        project_id=row.project_id,
        replaces=Seen(current.pk, current.version) if current else None,
        facts=handling.DecisionFacts(
            handling_class=row.handling_class,
            decided_date=facts.decided_date,
            document_number=facts.decided_number,
            authority=facts.authority,
            next_step=facts.next_step,
            reason=facts.reason,
        ),
    )
    return decided.moved


def _on_record(row: CaseProposal, facts: DecidedFacts) -> None:
    """The registry holds the decision under this number."""
    known: set[str] = set()
    if row.kind == CaseProposal.Kind.EXTENSION:
        rows = Extension.objects.filter(tranche__project=row.project_id)
        known = set(rows.values_list("decision_number", flat=True))
    else:
        ended = Termination.objects.filter(project=row.project_id)
        known = set(ended.values_list("number", flat=True))
        if row.kind == CaseProposal.Kind.RECOVERY:
            documents = Instrument.objects.filter(
                project=row.project_id, kind=Instrument.Kind.LAND_RECOVERY
            )
            known |= set(documents.values_list("number", flat=True))
    if normalise_number(facts.decided_number) not in {normalise_number(each) for each in known}:
        raise NoSuchDecision(field="decided_number", number=facts.decided_number)
