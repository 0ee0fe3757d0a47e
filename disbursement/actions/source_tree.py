"""The tree of sources of capital: loaded once, then the province's own (law.md §3.2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from disbursement.models import FundingSource
from disbursement.rules.source_tree import BUDGETS, OWN, SOURCES, Source, sort_key
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal


@transaction.atomic
def load_defaults() -> int:
    """Write the sources that come with the product; returns how many were new.

    A source the province has under the same number is left as it is.
    """
    known = {row.code: row for row in FundingSource.objects.all()}
    before = len(known)
    for source in SOURCES:
        if source.code not in known:
            known[source.code] = FundingSource.objects.create(
                code=source.code,
                name=source.name,
                short_name=source.short_name,
                budget=source.budget,
                parent=known.get(source.parent_code),
                level=source.level,
                is_foreign=source.is_foreign,
                sort_key=sort_key(source.code),
            )
    return len(known) - before


class NoParent(Refusal):
    """The number above is not in the tree."""

    field = "code"
    text = _("There is no source %(parent)s above it. Add that one first, or correct the number.")


class ParentHoldsMoney(Refusal):
    """A source that holds money cannot be divided."""

    field = "code"
    text = _(
        "Source %(parent)s already holds capital, so it cannot be divided. Add the source beside it."
    )


class SourceKnown(Refusal):
    """The number is taken."""

    field = "code"
    text = _("Source %(code)s is already in the tree. Open it to correct it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A source by its outline number; both days may be unknown."""

    code: str
    name: str
    short_name: str = ""
    is_foreign: bool = False
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def add(*, facts: SourceFacts, by: User | None, on: date, at: datetime) -> Outcome[FundingSource]:
    """Add a source to the tree. Raises `SourceKnown`, `NoParent`, `ParentHoldsMoney`, `Invalid`."""
    if FundingSource.objects.filter(code=facts.code).exists():
        raise SourceKnown(code=facts.code)
    place = Source(facts.code, facts.name, facts.short_name)
    parent = FundingSource.objects.filter(code=place.parent_code).first()
    if place.level > 1 and parent is None:
        raise NoParent(parent=place.parent_code)
    if parent is not None and parent.entries.exists():
        raise ParentHoldsMoney(parent=parent)
    budget = parent.budget if parent else BUDGETS.get(facts.code, OWN)
    row = FundingSource(
        parent=parent, level=place.level, budget=budget, sort_key=sort_key(facts.code)
    )
    found = assign(row, asdict(facts))
    store(row)
    return _told("source_added", row, _ADDED, found, by=by)


@transaction.atomic
def change(
    *, seen: Seen, facts: SourceFacts, by: User | None, on: date, at: datetime
) -> Outcome[FundingSource]:
    """Correct a source but for its number, which rows and reports name. Raises `Stale`, `Invalid`."""
    row = lock_seen(FundingSource.objects.all(), seen)
    found = assign(row, {k: v for k, v in asdict(facts).items() if k != "code"})
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    return _told("source_changed", row, _CHANGED, found, by=by)


_ADDED = _("Source %(source)s added")
_CHANGED = _("Source %(source)s changed")


def _told(
    verb: str, row: FundingSource, summary: Promise, found: Change, *, by: User | None
) -> Outcome[FundingSource]:
    entry = Entry(
        verb=verb,
        subject_kind="funding_source",
        subject_id=row.pk,
        summary=in_words(summary, source=str(row)),
        old=found.old,
        new=found.new,
    )
    record(by=by, entry=entry)
    return Outcome(row=row, changed=tuple(found.new), moved=0)
