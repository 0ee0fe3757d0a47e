"""The provincial competitiveness index, one row for each province, year and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import (
    Change,
    Outcome,
    Seen,
    assign,
    lock_seen,
    store,
    unchanged,
)
from projects.actions.refusals import Refusal
from projects.models import PciResult
from vn.text import tidy

FIRST_YEAR = 2005
"""The index was first published for this year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PciFacts:
    """What one source says: a score out of 100, a rank among so many provinces, or both."""

    province: str
    year: int
    source: str
    score: Decimal | None = None
    rank: int | None = None
    rank_of: int | None = None
    basis: str = PciResult.Basis.PUBLISHED
    note: str = ""
    is_demonstration: bool = False


class YearOfNoIndex(Refusal):
    """The index has a first year, and none of the future."""

    field = "year"
    text = _("Write a year from %(first)s to %(last)s.")


@transaction.atomic
def add_result(*, by: User | None, on: date, at: datetime, facts: PciFacts) -> Outcome[PciResult]:
    """Record what a source says of a province and year. Raises `YearOfNoIndex` and `Invalid`."""
    row = PciResult(recorded_by_id=by.pk if by else None)
    change = _assign(row, facts, on=on)
    store(row)
    _tell("pci_added", row, _("PCI recorded: %(province)s %(year)s"), change, by=by)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


@transaction.atomic
def change_result(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: PciFacts
) -> Outcome[PciResult]:
    """Correct what was typed. Raises `Stale`, and as `add_result`."""
    row = lock_seen(PciResult.objects.all(), seen)
    change = _assign(row, facts, on=on)
    if not change:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("PCI corrected: %(province)s %(year)s")
    _tell("pci_changed", row, summary, change, by=by, reason=seen.why)
    return Outcome(row=row, changed=tuple(change.new), moved=0)


def _assign(row: PciResult, facts: PciFacts, *, on: date) -> Change:
    if not FIRST_YEAR <= facts.year <= on.year:
        raise YearOfNoIndex(first=FIRST_YEAR, last=on.year)
    values = {name: getattr(facts, name) for name in PciFacts.__slots__}
    texts = {name: tidy(values[name]) for name in ("province", "source", "note")}
    return assign(row, values | texts)


def _tell(
    verb: str,
    row: PciResult,
    summary: Promise,
    change: Change,
    *,
    by: User | None,
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="pci_result",
        subject_id=row.pk,
        summary=in_words(summary, province=row.province, year=row.year),
        old=change.old,
        new=change.new,
        reason=tidy(reason),
    )
    record(by=by, entry=entry)
