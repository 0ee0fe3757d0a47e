"""Capital by its parts, and capital brought in (R-1.7, I8)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions import investors
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
from projects.actions.refusals import AlreadyRecorded, not_after
from projects.models import CapitalPart, Contribution
from vn.dates import day_text
from vn.money import ty_text
from vn.text import tidy

Day = date
"""A field called `date` hides the type of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFacts:
    """Capital brought in on a day, in whole đồng, and what shows it.

    What came in dollars keeps them with the rate and its day; `amount_vnd` is what they were worth.
    """

    date: date
    amount_vnd: int
    evidence: str
    amount_usd: Decimal | None = None
    rate_vnd: Decimal | None = None
    rate_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalPartFacts:
    """A part of the registered capital: kind and, if known, whose; amounts as a contribution's."""

    kind: str
    amount_vnd: int
    investor: str = ""
    source: str = ""
    amount_usd: Decimal | None = None
    rate_vnd: Decimal | None = None
    rate_date: date | None = None


@transaction.atomic
def add_contribution(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: ContributionFacts
) -> Outcome[Contribution]:
    """Record capital brought in. Raises `AlreadyRecorded`, `InTheFuture` and `Invalid`."""
    row = Contribution(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    not_after(facts.date, on=on, field="date")
    not_after(facts.rate_date, on=on, field="rate_date")
    found = assign(row, asdict(facts) | {"evidence": tidy(facts.evidence)})
    _refuse_same_contribution(row)
    store(row)
    summary = _("Capital contributed on %(day)s: %(amount)s")
    deed = _of_contribution("contribution_added", row, summary, found)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def change_contribution(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: ContributionFacts
) -> Outcome[Contribution]:
    """Correct capital on record. Raises `Stale` and as `add_contribution`."""
    row = lock_seen(Contribution.objects.select_related("project"), seen)
    not_after(facts.date, on=on, field="date")
    not_after(facts.rate_date, on=on, field="rate_date")
    found = assign(row, asdict(facts) | {"evidence": tidy(facts.evidence)})
    if not found:
        return unchanged(row)
    _refuse_same_contribution(row)
    row.version += 1
    store(row)
    summary = _("Capital contributed on %(day)s corrected: %(fields)s")
    deed = _of_contribution("contribution_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


@transaction.atomic
def add_part(
    *, by: User | None, on: date, at: datetime, project_id: int, facts: CapitalPartFacts
) -> Outcome[CapitalPart]:
    """Record a part of the registered capital.

    Raises `AlreadyRecorded`, `InTheFuture`, `Invalid` and the refusals of
    `investors.find_or_create`.
    """
    row = CapitalPart(project=lock_project(project_id), recorded_by_id=by.pk if by else None)
    found = _assigned(row, facts, by=by, on=on)
    store(row)
    summary = _("%(kind)s: %(amount)s recorded as part of the capital")
    return settle(_of_part("capital_part_added", row, summary, found), by=by, on=on, at=at)


@transaction.atomic
def change_part(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: CapitalPartFacts
) -> Outcome[CapitalPart]:
    """Correct a part of the capital. Raises `Stale` and as `add_part`."""
    row = lock_seen(CapitalPart.objects.select_related("project"), seen)
    found = _assigned(row, facts, by=by, on=on)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("%(kind)s corrected: %(fields)s")
    deed = _of_part("capital_part_changed", row, summary, found, why=seen.why)
    return settle(deed, by=by, on=on, at=at)


def _assigned(row: CapitalPart, facts: CapitalPartFacts, *, by: User | None, on: date) -> Change:
    """Set the facts on the row, its investor found or entered."""
    not_after(facts.rate_date, on=on, field="rate_date")
    name = tidy(facts.investor)
    whose = investors.InvestorFacts(name=name)
    investor = investors.find_or_create(by=by, facts=whose) if name else None
    told = {"investor": investor, "source": tidy(facts.source)}
    found = assign(row, asdict(facts) | told)
    same = {"project_id": row.project_id, "kind": row.kind, "investor": investor}
    if CapitalPart.objects.filter(**same).exclude(pk=row.pk).exists():
        label = str(CapitalPart.Kind(row.kind).label)
        raise AlreadyRecorded(field="kind", what=f"{label} ({name})" if name else label)
    return found


def _refuse_same_contribution(row: Contribution) -> None:
    same = {name: getattr(row, name) for name in ("project_id", "date", "amount_vnd", "evidence")}
    if Contribution.objects.filter(**same).exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="evidence", what=row.evidence)


def _of_contribution(
    verb: str, row: Contribution, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"day": day_text(row.date), "amount": amount_text(row.amount_vnd)},
        change=found,
        reason=why,
    )


def _of_part(
    verb: str, row: CapitalPart, summary: Promise, found: Change, *, why: str = ""
) -> Deed:
    kind = CapitalPart.Kind(row.kind).label
    return Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"kind": kind, "amount": amount_text(row.amount_vnd)},
        change=found,
        reason=why,
    )


def amount_text(vnd: int) -> str:
    """An amount as the history says it: in one language, whatever the reader's."""
    return f"{ty_text(vnd, 3, trim=True)} tỷ đồng"
