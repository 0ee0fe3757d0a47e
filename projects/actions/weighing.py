"""What a proposal is weighed by: plans it must conform to, criteria of the province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

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
    settle,
    store,
    unchanged,
)
from projects.actions.refusals import not_after
from projects.models import Criterion, CriterionValue, PlanningReference, Project
from vn.text import tidy

Amount = Decimal | str | None
"""A number, words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningFacts:
    """A plan and whether the project conforms to it."""

    level: str
    document_number: str
    document_date: date | None = None
    title: str = ""
    conformity: str = PlanningReference.Conformity.UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was promised under a criterion and what was reached; numbers, or words for TEXT."""

    promised: Amount = None
    reached: Amount = None


@dataclass(frozen=True, slots=True)
class Weights:
    """All criteria of a project at once, by primary key; the day and source of what is new."""

    values: Mapping[int, Weighed]
    as_of: date | None = None
    source: str = ""


@transaction.atomic
def add_plan(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: PlanningFacts
) -> Outcome[PlanningReference]:
    """Hold a project against a plan. Raises `InTheFuture` and `Invalid`."""
    project = lock_project(project_id)
    row = PlanningReference(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _plan(facts, on=on))
    store(row)
    deed = _plan_deed("planning_added", row, found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_plan(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: PlanningFacts
) -> Outcome[PlanningReference]:
    """Correct it. Raises `Stale`, `InTheFuture` and `Invalid`."""
    row = lock_seen(PlanningReference.objects.select_related("project"), seen)
    found = assign(row, _plan(facts, on=on))
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    deed = _plan_deed("planning_changed", row, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def weigh(
    *, by: User | None, on: date, at: datetime, seen: Seen, weights: Weights
) -> Outcome[Project]:
    """Keep what the project promises and has reached; what becomes empty is kept as unknown.

    Raises `Stale`, `InTheFuture` and `Invalid`.
    """
    project = lock_seen(Project.objects.all(), seen)
    not_after(weights.as_of, on=on, field="as_of_date")
    known = {row.criterion_id: row for row in project.criteria.select_related("criterion")}
    total = Change()
    for criterion in Criterion.objects.filter(pk__in=weights.values).order_by("order", "pk"):
        row = known.get(criterion.pk) or CriterionValue(
            project=project, criterion=criterion, recorded_by_id=by.pk if by else None
        )
        found = assign(row, _weight(criterion, row, weights))
        if found:
            row.version += 0 if row._state.adding else 1
            store(row)
            total |= _said(criterion, found)
    if not total:
        return unchanged(project)
    project.version += 1
    store(project)
    deed = Deed(
        verb="project_weighed",
        row=project,
        project=project,
        summary=_("Criteria: %(names)s"),
        words={"names": ", ".join(total.new)},
        change=total,
    )
    return settle(deed, by=by, on=on, at=at)


def _weight(criterion: Criterion, row: CriterionValue, weights: Weights) -> dict[str, Any]:
    said, suffix = weights.values[criterion.pk], ""
    empty: Amount = None
    if criterion.sort == Criterion.Sort.TEXT:
        suffix, empty = "_text", ""
    values: dict[str, Any] = {
        f"promised{suffix}": said.promised or empty if suffix else said.promised,
        f"reached{suffix}": said.reached or empty if suffix else said.reached,
    }
    if values[f"reached{suffix}"] != getattr(row, f"reached{suffix}"):
        values["as_of_date"] = weights.as_of
    if any(getattr(row, name) != value for name, value in values.items()):
        values["source"] = tidy(weights.source)
    return values


def _said(criterion: Criterion, found: Change) -> Change:
    """The difference under the name of the criterion, as people read the history."""

    def words(values: Mapping[str, Any]) -> str:
        names = [n for n in found.new if n.startswith(("promised", "reached"))]
        return " / ".join(str(values[name] or "—") for name in names)

    return Change({criterion.name: words(found.old)}, {criterion.name: words(found.new)})


def _plan(facts: PlanningFacts, *, on: date) -> dict[str, Any]:
    not_after(facts.document_date, on=on, field="document_date")
    return {
        "level": facts.level,
        "document_number": tidy(facts.document_number),
        "document_date": facts.document_date,
        "title": tidy(facts.title),
        "conformity": facts.conformity,
        "note": facts.note.strip(),
    }


def _plan_deed(verb: str, row: PlanningReference, found: Change, *, why: str = "") -> Deed:
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=_("%(level)s %(number)s: %(conformity)s"),
        words={
            "level": PlanningReference.Level(row.level).label,
            "number": row.document_number,
            "conformity": PlanningReference.Conformity(row.conformity).label,
        },
        change=found,
        reason=why,
    )
