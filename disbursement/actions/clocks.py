"""Bringing deadlines in line after an act on plans, payments or closings, in its transaction.

Always in one order, projects, owners, sources: acts wait for each other's deadlines in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from accounts.models import AgencySuccession
from deadlines.actions.refreshing import refresh, refresh_subjects
from disbursement.models import MonthReport, SourceBalance
from disbursement.querysets.duties import projects_of_open_years
from disbursement.querysets.duties_owners import owner_ids as all_owner_ids
from disbursement.rules.duty_balances import BALANCE
from disbursement.rules.duty_owners import OWNER
from projects.models import PublicProject


def renew_projects(project_ids: Iterable[int], *, on: date, at: datetime, cause: str) -> int:
    """After capital or payments of projects changed: theirs, and those of their owners.

    Returns how many obligations changed.
    """
    ids = sorted(set(project_ids))
    moved = refresh(project_ids=ids, on=on, at=at, cause=cause)
    owners = PublicProject.objects.filter(project_id__in=ids).values_list("owner_id", flat=True)
    return moved + renew_owners(owners, on=on, at=at, cause=cause)


def renew_plan(
    plan_ids: Iterable[int],
    project_ids: Iterable[int],
    *,
    on: date,
    at: datetime,
    cause: str,
) -> int:
    """After rows of the ledger: the projects they name, and the sources of these plans (D4)."""
    balances = SourceBalance.objects.filter(plan_id__in=set(plan_ids))
    ids = sorted(balances.values_list("pk", flat=True))
    moved = renew_projects(project_ids, on=on, at=at, cause=cause)
    return moved + refresh_subjects(subject_kind=BALANCE, ids=ids, on=on, at=at, cause=cause)


def renew_owners(owner_ids: Iterable[int], *, on: date, at: datetime, cause: str) -> int:
    """After an owner's figures were sent, returned or changed (D5, D11).

    Those it took over from are renewed with it; all owners are after the first month that any of
    them sent, because from then on every one owes its figures.
    """
    ids = set(owner_ids)
    ids |= AgencySuccession.objects.effective().lineage().predecessors(ids)
    if _sent_first(ids):
        ids |= set(all_owner_ids())
    return refresh_subjects(subject_kind=OWNER, ids=sorted(ids), on=on, at=at, cause=cause)


def _sent_first(owner_ids: set[int]) -> bool:
    first = MonthReport.objects.order_by("month").values("month")[:1]
    senders = set(MonthReport.objects.filter(month=first).values_list("owner_id", flat=True))
    return bool(senders) and senders <= owner_ids


def renew_closed(*, on: date, at: datetime, cause: str) -> int:
    """After a month was closed or reopened: every owner's rate, and what forecasts leave (D5, D6, D9)."""
    ids = projects_of_open_years(on)
    moved = refresh(project_ids=ids, on=on, at=at, cause=cause)
    return moved + renew_owners(all_owner_ids(), on=on, at=at, cause=cause)
