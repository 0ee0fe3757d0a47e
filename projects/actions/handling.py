"""Put projects into a class of handling, correct that, and end it (law.md §4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    plain,
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import Refusal, Stale, not_after
from projects.models import HandlingClass, HandlingDecision, Project, ReviewEntry, ReviewRound
from projects.rules.handling_classes import ClassSpan
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A class, by a document of a day, and what comes next by which day (None: not set)."""

    handling_class: HandlingClass
    decided_date: date
    document_number: str
    authority: str
    next_step: str
    next_step_date: date | None = None
    reason: str = ""
    round: ReviewRound | None = None


class ClassNotInForce(Refusal):
    """The province did not have this class on the day of the decision."""

    field = "handling_class"
    text = _("The class “%(name)s” was not in use on %(day)s. Choose another class or day.")


class OlderThanInForce(Refusal):
    """Decisions follow one another."""

    field = "decided_date"
    text = _(
        "The decision in force is of %(day)s. Give that day or a later one, or correct that "
        "decision first."
    )


class StepBeforeDecision(Refusal):
    """What comes next comes afterwards."""

    field = "next_step_date"
    text = _("The next step is before the day of the decision. Check both days.")


class DecidedMeanwhile(Refusal):
    """A colleague was faster."""

    status = 409
    text = _(
        "A colleague has decided on this project since you opened the form. Read that decision on "
        "the project page, then decide again."
    )


class NotInThisRound(Refusal):
    """The round did not look at the project."""

    field = "round"
    text = _("This project is not in the review round. Choose another round, or none.")


class AlreadyEnded(Refusal):
    """The handling ends once."""

    text = _("This decision has already ended. Open the project page to see what followed.")


class ReasonNeeded(Refusal):
    """Others must be able to read why."""

    text = _("Say why, so that others can follow it.")


@transaction.atomic
def decide(
    *,
    by: User | None,
    on: date,
    at: datetime,
    project_id: int,
    replaces: Seen | None,
    facts: DecisionFacts,
) -> Outcome[HandlingDecision]:
    """Put a project into a class; the decision in force, if any, ends on the day of the new one.

    Raises `Stale` or `DecidedMeanwhile` when another decision is in force than the one seen, and
    `ClassNotInForce`, `OlderThanInForce`, `StepBeforeDecision`, `NotInThisRound`, `InTheFuture`
    and `Invalid`.
    """
    project = lock_project(project_id)
    check(facts, on=on)
    current = in_force([project.pk]).get(project.pk)
    if not is_seen(current, replaces):
        raise Stale if replaces else DecidedMeanwhile
    if facts.round is not None and project.pk not in looked_at(facts.round, [project.pk]):
        raise NotInThisRound
    return settle(put(project, current, facts, by), by=by, on=on, at=at)


@transaction.atomic
def end(
    *, by: User | None, on: date, at: datetime, seen: Seen, ended_date: date, reason: str
) -> Outcome[HandlingDecision]:
    """Record that handling is finished, or was given up, without another decision in its place.

    Raises `Stale`, `AlreadyEnded`, `ReasonNeeded`, `InTheFuture` and `Invalid`.
    """
    row = _lock(seen)
    not_after(ended_date, on=on, field="ended_date")
    if row.ended_date is not None:
        raise AlreadyEnded
    if not tidy(reason):
        raise ReasonNeeded(field="ended_reason")
    found = assign(row, {"ended_date": ended_date, "ended_reason": tidy(reason)})
    row.version += 1
    store(row)
    deed = Deed(
        verb="handling_ended",
        row=row,
        project=row.project,
        summary=_("Handling “%(class)s” ended on %(day)s"),
        words={"class": row.handling_class.short_name, "day": day_text(ended_date)},
        change=found,
        reason=reason,
    )
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: DecisionFacts
) -> Outcome[HandlingDecision]:
    """Correct a decision on record, or move its next step, and say why.

    The decision it took the place of ends on the corrected day. Raises `Stale`, `ReasonNeeded`
    and what is wrong with the decision itself.
    """
    row = _lock(seen)
    before = row.decided_date
    found = assign(row, _values(replace(facts, round=row.round)))
    if not found:
        return unchanged(row)
    if not tidy(seen.why):
        raise ReasonNeeded(field="why")
    check(facts, on=on)
    _move_the_one_before(row, before)
    row.version += 1
    store(row)
    deed = Deed(
        verb="handling_corrected",
        row=row,
        project=row.project,
        summary=_("Decision on handling %(number)s corrected: %(fields)s"),
        words={"number": row.document_number},
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)


def _lock(seen: Seen) -> HandlingDecision:
    """The decision with its project held, in the order in which `decide` holds them."""
    lock_project(HandlingDecision.objects.values_list("project_id", flat=True).get(pk=seen.pk))
    rows = HandlingDecision.objects.select_related("project", "handling_class", "round")
    return lock_seen(rows, seen)


def in_force(project_ids: Sequence[int]) -> dict[int, HandlingDecision]:
    """The decision in force of each project that has one, held until the end of the transaction."""
    rows = HandlingDecision.objects.filter(project_id__in=project_ids, ended_date=None)
    held = rows.select_related("handling_class").select_for_update(of=("self",), no_key=True)
    return {row.project_id: row for row in held}


def is_seen(current: HandlingDecision | None, seen: Seen | None) -> bool:
    """Whether the decision in force is the one the person saw."""
    if current is None or seen is None:
        return current is None and seen is None
    return (current.pk, current.version) == (seen.pk, seen.version)


def looked_at(found: ReviewRound, project_ids: Sequence[int]) -> set[int]:
    """Those of the projects that are in the round."""
    entries = ReviewEntry.objects.filter(round=found, project_id__in=project_ids)
    return set(entries.values_list("project_id", flat=True))


def check(facts: DecisionFacts, *, on: date) -> None:
    """Refuse what is wrong with a decision whatever project it is about."""
    not_after(facts.decided_date, on=on, field="decided_date")
    row = facts.handling_class
    if not ClassSpan(row.valid_from, row.valid_to).covers(facts.decided_date):
        raise ClassNotInForce(name=row.short_name, day=day_text(facts.decided_date))
    if facts.next_step_date is not None and facts.next_step_date < facts.decided_date:
        raise StepBeforeDecision


def _values(facts: DecisionFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in DecisionFacts.__slots__} | {
        "document_number": tidy(facts.document_number),
        "authority": tidy(facts.authority),
        "next_step": tidy(facts.next_step),
        "reason": facts.reason.strip(),
    }


def put(
    project: Project, current: HandlingDecision | None, facts: DecisionFacts, by: User | None
) -> Deed:
    """Write the decision over the one in force; its history is still to be told."""
    if current is not None:
        if facts.decided_date < current.decided_date:
            raise OlderThanInForce(day=day_text(current.decided_date))
        current.ended_date = facts.decided_date
        current.version += 1
        store(current)
    row = HandlingDecision(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts))
    store(row)
    old = {"handling_class": plain(current.handling_class)} if current else {}
    moved = _("Handling changed to “%(class)s” by %(number)s of %(day)s")
    first = _("Put under handling “%(class)s” by %(number)s of %(day)s")
    return Deed(
        verb="handling_decided",
        row=row,
        project=project,
        summary=moved if current else first,
        words={
            "class": facts.handling_class.short_name,
            "number": row.document_number,
            "day": day_text(row.decided_date),
        },
        change=Change(found.old | old, found.new),
        reason=facts.reason,
    )


def _move_the_one_before(row: HandlingDecision, before: date) -> None:
    """The decision that ended because this one took its place ends on its new day."""
    if row.decided_date == before:
        return
    earlier = HandlingDecision.objects.filter(
        project_id=row.project_id, ended_date=before, ended_reason=""
    )
    last = earlier.exclude(pk=row.pk).select_for_update(no_key=True).order_by("-pk").first()
    if last is None:
        return
    if row.decided_date < last.decided_date:
        raise OlderThanInForce(day=day_text(last.decided_date))
    last.ended_date = row.decided_date
    last.version += 1
    store(last)
