"""Decisions that punish an investor, and whether they were carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.investor_acts import InvestorDeed, hold, tell
from projects.actions.refusals import Refusal, not_after
from projects.models import Project, Sanction
from projects.querysets.investors import merged_ids
from vn.dates import day_text
from vn.text import fold, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionFacts:
    """A decision, what it orders and the fine in đồng; when it was paid and remedied."""

    number: str
    authority: str
    content: str
    amount_vnd: int | None = None
    project: Project | None = None
    paid_date: date | None = None
    remedied_date: date | None = None
    date: date


class SanctionOnRecord(Refusal):
    """A second click, or a colleague was faster."""

    field = "number"
    text = _("Decision %(number)s is already on record for this investor. Open it to correct it.")


class NotOfThisInvestor(Refusal):
    """A project somebody else carries out."""

    field = "project"
    text = _("This project belongs to another investor. Choose one from the list.")


class RemediedTooEarly(Refusal):
    """What a decision orders is carried out after it."""

    field = "remedied_date"
    text = _("It is carried out after it was decided.")


class NothingToPay(Refusal):
    """A day of payment without a sum."""

    field = "paid_date"
    text = _("Give the amount of the fine too, or leave the day of payment empty.")


@transaction.atomic
def add_sanction(
    *, by: User | None, on: date, at: datetime, investor_id: int, facts: SanctionFacts
) -> Outcome[Sanction]:
    """Record a decision that punishes an investor.

    Raises `SanctionOnRecord`, `NotOfThisInvestor`, `InTheFuture` and `Invalid`.
    """
    row = Sanction(investor=hold(investor_id), recorded_by_id=by.pk if by else None)
    change = _assign(row, facts, on=on)
    store(row)
    _tell("sanction_added", row, _("Sanction recorded: %(number)s of %(day)s"), change, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def change_sanction(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: SanctionFacts
) -> Outcome[Sanction]:
    """Record the payment or the remedy, or correct the decision. Raises `Stale`, as `add_sanction`."""
    row = lock_seen(Sanction.objects.select_related("investor", "project"), seen)
    change = _assign(row, facts, on=on)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Sanction %(number)s of %(day)s, now: %(fields)s")
    _tell("sanction_changed", row, summary, change, by=by, why=seen.why)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


def _assign(row: Sanction, facts: SanctionFacts, *, on: date) -> Change:
    for name in ("date", "paid_date", "remedied_date"):
        not_after(getattr(facts, name), on=on, field=name)
    if facts.remedied_date is not None and facts.remedied_date < facts.date:
        raise RemediedTooEarly
    if facts.paid_date is not None and facts.amount_vnd is None:
        raise NothingToPay
    theirs = [row.investor_id, *merged_ids(row.investor_id)]
    # A project may have gone to another investor since; the sanction stays where it was given.
    moved_on = facts.project is not None and facts.project.pk == row.project_id
    if facts.project is not None and facts.project.investor_id not in theirs and not moved_on:
        raise NotOfThisInvestor
    values = {name: getattr(facts, name) for name in SanctionFacts.__slots__}
    values |= {name: tidy(values[name]) for name in ("number", "authority")}
    values["content"] = facts.content.strip()
    _refuse_same(row, values["number"])
    return assign(row, values)


def _refuse_same(row: Sanction, number: str) -> None:
    others = Sanction.objects.filter(investor_id=row.investor_id).exclude(pk=row.pk)
    if fold(number) in {fold(other.number) for other in others}:
        raise SanctionOnRecord(number=number)


def _tell(
    verb: str, row: Sanction, summary: Promise, change: Change, *, by: User | None, why: str = ""
) -> None:
    words = {"number": row.number, "day": day_text(row.date)}
    deed = InvestorDeed(verb, row, summary, change, words, why, row.project_id)
    tell(deed, by=by)
