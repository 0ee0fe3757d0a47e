"""Decisions on a public project; the latest that names a total sets its total investment (D10)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
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
from projects.actions.public_money import refuse_overspent
from projects.actions.refusals import AlreadyRecorded, Refusal, not_after
from projects.models import InvestmentDecision, PublicProject
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """A decision by its number and day; the total in whole đồng, None when it names none.

    Years it names become those of the project.
    """

    kind: str
    number: str
    issued_date: date
    issuer_name: str = ""
    total_investment_vnd: int | None = None
    start_year: int | None = None
    end_year: int | None = None
    note: str = ""


class TotalBelowDisbursed(Refusal):
    """The total would be less than what the project disbursed already."""

    field = "total_investment_vnd"
    text = _(
        "%(spent)s were disbursed already, more than a total of %(total)s. Check the total, or name "
        "the document that allows more."
    )


class YearsTurned(Refusal):
    """The last year lies before the first."""

    field = "end_year"
    text = _("The last year is before the first year.")


@transaction.atomic
def record(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: DecisionFacts
) -> Outcome[InvestmentDecision]:
    """Record a decision. Raises `AlreadyRecorded`, `InTheFuture`, `TotalBelowDisbursed`, `Invalid`."""
    row = InvestmentDecision(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    found = _assigned(row, facts, on)
    store(row)
    _bring(row)
    return settle(told_of_new(row, found), by=by, on=on, at=at)


def told_of_new(row: InvestmentDecision, found: Change) -> Deed:
    """What the history says of a decision that was recorded."""
    return _deed("investment_decided", row, _("%(kind)s %(number)s of %(day)s"), found)


@transaction.atomic
def correct(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: DecisionFacts
) -> Outcome[InvestmentDecision]:
    """Correct a decision on record. Raises `Stale` and as `record`."""
    row = lock_seen(InvestmentDecision.objects.select_related("project"), seen)
    found = _assigned(row, facts, on)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    _bring(row)
    summary = _("%(kind)s %(number)s of %(day)s corrected: %(fields)s")
    deed = _deed("investment_decision_corrected", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _assigned(row: InvestmentDecision, facts: DecisionFacts, on: date) -> Change:
    """Set the facts on the row; the same document stands once."""
    not_after(facts.issued_date, on=on, field="issued_date")
    if facts.start_year and facts.end_year and facts.end_year < facts.start_year:
        raise YearsTurned
    found = assign(row, columns_of(facts))
    same = InvestmentDecision.objects.filter(
        project=row.project, number=row.number, issued_date=row.issued_date
    )
    if same.exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="number", what=row.number)
    return found


def columns_of(facts: DecisionFacts) -> dict[str, Any]:
    """The columns of the facts."""
    told = {name: tidy(getattr(facts, name)) for name in ("number", "issuer_name", "note")}
    return asdict(facts) | told


def _bring(row: InvestmentDecision) -> None:
    """Bring the project's total and years in line with its decisions."""
    public = (
        PublicProject.objects.select_for_update(of=("self",), no_key=True)
        .select_related("project")
        .get(project_id=row.project_id)
    )
    decisions = InvestmentDecision.objects.filter(project_id=row.project_id)
    values: dict[str, int | None] = {"total_investment_vnd": None}
    for each in decisions.order_by("issued_date", "pk"):
        named = ("total_investment_vnd", "start_year", "end_year")
        values |= {name: getattr(each, name) for name in named if getattr(each, name) is not None}
    if assign(public, values):
        _refuse_below(public)
        public.version += 1
        store(public)


def _refuse_below(public: PublicProject) -> None:
    try:
        refuse_overspent(public)
    except Refusal as refusal:
        words = refusal.words
        raise TotalBelowDisbursed(spent=words["spent"], total=words["total"]) from refusal


def _deed(
    verb: str, row: InvestmentDecision, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    words = {
        "kind": row.get_kind_display(),
        "number": row.number,
        "day": day_text(row.issued_date),
    }
    return Deed(verb, row, row.project, summary, found, words=words, reason=why)
