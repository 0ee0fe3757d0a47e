"""What an investor was called and is called besides: renaming, short and foreign names."""

from __future__ import annotations

from dataclasses import dataclass
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
    lock_seen,
    plain,
    settle,
    store,
)
from projects.actions.investor_acts import (
    InvestorDeed,
    hold,
    keep,
    lock_investor,
    lock_projects,
    one_at_a_time,
    reindex,
    tell,
)
from projects.actions.investors import name_key
from projects.actions.refusals import Refusal, not_after
from projects.models import Investor, InvestorName, Project
from vn.dates import day_text
from vn.text import fold, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """The new name, the last day of the old one, and the document that changed it."""

    name: str
    until_date: date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFacts:
    """Another name, of which kind; an earlier one with its last day and document if known."""

    name: str
    kind: str
    until_date: date | None = None
    document_number: str = ""


class SpelledOtherwise(Refusal):
    """Accents and capitals make no new name."""

    field = "name"
    text = _(
        "This is the same name spelled otherwise. To correct the spelling use “Correct the investor”."
    )


class NameOnRecord(Refusal):
    """The investor is already found by this name."""

    field = "name"
    text = _("%(name)s is already a name of this investor.")


@transaction.atomic
def rename(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: Renaming
) -> Outcome[Investor]:
    """Give an investor its new name and keep the old one as an earlier name.

    What its decisions and certificates say stays as they say it. Raises `Stale`,
    `SpelledOtherwise`, `InTheFuture` and `Invalid`.
    """
    not_after(facts.until_date, on=on, field="until_date")
    projects = lock_projects([seen.pk])
    row = lock_investor(seen)
    old, name = row.name, tidy(facts.name)
    if fold(old) == fold(name):
        raise SpelledOtherwise
    _keep_old_name(row, facts, by=by)
    row.names.filter(name_key=name_key(name), kind=InvestorName.Kind.ALIAS).delete()
    change = assign(row, {"name": name})
    keep(row)
    reindex(projects, row)
    summary = _("Renamed from %(old)s to %(new)s by %(number)s, until %(day)s")
    words = {
        "old": old,
        "new": name,
        "number": facts.document_number,
        "day": day_text(facts.until_date),
    }
    tell(InvestorDeed("investor_renamed", row, summary, change, words, seen.why), by=by)
    moved = 0
    for project in projects:
        deed = Deed("investor_renamed", row, project, summary, change, words, seen.why)
        moved += settle(deed, by=by, on=on, at=at).moved
    return Outcome(row=row, changed=tuple(change.new), moved=moved)


def _keep_old_name(row: Investor, facts: Renaming, *, by: User | None) -> None:
    """A name that comes back keeps one row, with the last day it was borne."""
    key = name_key(row.name)
    old = row.names.filter(name_key=key).first() or InvestorName(investor=row, name_key=key)
    old.name = row.name
    old.kind = InvestorName.Kind.FORMER
    old.until_date = facts.until_date
    old.document_number = tidy(facts.document_number)
    old.recorded_by_id = by.pk if by else None
    store(old)


@transaction.atomic
def add_name(
    *, by: User | None, on: date, at: datetime, investor_id: int, facts: NameFacts
) -> Outcome[InvestorName]:
    """Record another name by which an investor is found.

    Raises `NameOnRecord`, `InTheFuture` and `Invalid`.
    """
    projects = lock_projects([Investor.objects.get(pk=investor_id).kept.pk])
    one_at_a_time()
    investor = hold(investor_id)
    row = InvestorName(investor=investor, recorded_by_id=by.pk if by else None)
    change = _assign(row, facts, on=on)
    store(row)
    keep(investor)
    reindex(projects, investor)
    summary = _("Other name added: %(name)s")
    words = {"name": row.name}
    tell(InvestorDeed("investor_name_added", row, summary, change, words), by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def change_name(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: NameFacts
) -> Outcome[InvestorName]:
    """Correct another name on record. Raises `Stale` and as `add_name`."""
    row, projects = _locked(seen)
    change = _assign(row, facts, on=on)
    if change:
        store(row)
        keep(row.investor)
        reindex(projects, row.investor)
        words = {"name": row.name}
        summary = _("Other name %(name)s corrected: %(fields)s")
        deed = InvestorDeed("investor_name_changed", row, summary, change, words, seen.why)
        tell(deed, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def remove_name(*, by: User | None, on: date, at: datetime, seen: Seen) -> Outcome[InvestorName]:
    """Take out a name that never was one. Raises `Stale`."""
    row, projects = _locked(seen)
    pk, investor = row.pk, row.investor
    values = {"name": row.name, "kind": row.kind, "until_date": plain(row.until_date)}
    row.delete()
    row.pk = pk
    keep(investor)
    reindex(projects, investor)
    summary, words = _("Other name taken out: %(name)s"), {"name": row.name}
    change = Change(values, dict.fromkeys(values))
    tell(InvestorDeed("investor_name_removed", row, summary, change, words, seen.why), by=by)
    return Outcome(row=row, changed=("name",), moved=0)


def _locked(seen: Seen) -> tuple[InvestorName, list[Project]]:
    owner = InvestorName.objects.values_list("investor_id", flat=True).get(pk=seen.pk)
    projects = lock_projects([owner])
    one_at_a_time()
    return lock_seen(InvestorName.objects.select_related("investor"), seen), projects


def _assign(row: InvestorName, facts: NameFacts, *, on: date) -> Change:
    not_after(facts.until_date, on=on, field="until_date")
    name = tidy(facts.name)
    same = InvestorName.objects.filter(investor=row.investor, name_key=name_key(name))
    if fold(name) == fold(row.investor.name) or same.exclude(pk=row.pk).exists():
        raise NameOnRecord(name=name)
    row.name_key = name_key(name)
    return assign(
        row,
        {
            "name": name,
            "kind": facts.kind,
            "until_date": facts.until_date,
            "document_number": tidy(facts.document_number),
        },
    )
