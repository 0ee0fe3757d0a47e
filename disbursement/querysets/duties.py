"""From rows to the facts of the rules of public investment: as many queries whatever the number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import Agency
from disbursement.rules.duty_facts import (
    BalanceFacts,
    ContractFacts,
    EntryFacts,
    LineFacts,
    PaidMonth,
    PublicFacts,
)

YEAR = F("plan__first_year")
_Months = dict[int, list[PaidMonth]]
_Entries = dict[tuple[int, int, int, str], list[EntryFacts]]


def model(name: str) -> Any:
    """A model of this room; querysets may not import models."""
    return apps.get_model("disbursement", name)


def department() -> int | None:
    """The department that keeps the plans: it bears what nobody else is told of."""
    kept = Agency.objects.filter(kind=Agency.Kind.DEPARTMENT, valid_to=None)
    return kept.order_by("sort_key", "pk").values_list("pk", flat=True).first()


# ------------------------------------------------------------ projects


def public_ids() -> list[int]:
    """The projects with capital, contracts or a handing over."""
    rows = apps.get_model("projects", "PublicProject").objects.order_by("project_id")
    return list(rows.values_list("project_id", flat=True))


def projects_of(project_ids: Sequence[int]) -> list[PublicFacts]:
    """The facts of those of these projects that are public; one query where none is."""
    rows = list(
        apps.get_model("projects", "PublicProject")
        .objects.filter(project_id__in=project_ids)
        .order_by("project_id")
    )
    if not rows:
        return []
    ids = [row.project_id for row in rows]
    lines, contracts = _lines(ids), _contracts(ids)
    closed, staff = closed_months(), department()
    return [
        PublicFacts(
            project_id=row.project_id,
            owner_id=row.owner_id,
            group=row.group,
            department_id=staff,
            total_vnd=row.total_investment_vnd,
            opening_vnd=row.opening_disbursed_vnd,
            exception=row.exception_number,
            recorded_on=timezone.localtime(row.recorded_at).date(),
            handed_over=row.handed_over_date,
            settlement_filed=row.settlement_filed_date or row.settlement_approved_date,
            lines=tuple(lines[row.project_id]),
            contracts=tuple(contracts[row.project_id]),
            closed=closed,
        )
        for row in rows
    ]


def _lines(project_ids: Collection[int]) -> dict[int, list[LineFacts]]:
    rows = list(
        model("PlanLine")
        .objects.filter(project_id__in=project_ids, plan__horizon="annual")
        .order_by("project_id", "plan__first_year", "source_id", "bucket")
        .values("pk", "project_id", "source_id", "bucket", "allocated_vnd", year=YEAR)
    )
    entries, months = _entries(project_ids), _months(project_ids)
    carried = {
        (row["project_id"], row["source_id"], row["year"] - 1): row["allocated_vnd"]
        for row in rows
        if row["bucket"] == "carried_over"
    }
    found: dict[int, list[LineFacts]] = defaultdict(list)
    for row in rows:
        project, source, year = row["project_id"], row["source_id"], row["year"]
        is_own = row["bucket"] == "year"
        found[project].append(
            LineFacts(
                id=row["pk"],
                year=year,
                bucket=row["bucket"],
                allocated_vnd=row["allocated_vnd"],
                entries=tuple(entries[project, source, year, row["bucket"]]),
                months=tuple(months[row["pk"]]),
                carried_on_vnd=carried.get((project, source, year), 0) if is_own else 0,
            )
        )
    return found


def _entries(project_ids: Collection[int]) -> _Entries:
    found: _Entries = defaultdict(list)
    rows = (
        model("PlanEntry")
        .objects.filter(project_id__in=project_ids, plan__horizon="annual")
        .order_by("on_date", "pk")
        .values_list(
            "project_id",
            "source_id",
            "plan__first_year",
            "bucket",
            "on_date",
            "amount_delta_vnd",
            "carry_case",
            "decision__number",
        )
    )
    for project, source, year, bucket, day, amount, case, number in rows:
        entry = EntryFacts(on=day, amount_vnd=amount, case=case, number=number)
        found[project, source, year, bucket].append(entry)
    return found


def _months(project_ids: Collection[int]) -> _Months:
    found: _Months = defaultdict(list)
    rows = (
        model("MonthlyPayment")
        .objects.filter(line__project_id__in=project_ids)
        .order_by("month", "pk")
        .values_list("line_id", "month", "advance_vnd", "volume_vnd", "recovery_vnd", "updated_at")
    )
    for line, month, advance, volume, recovery, updated in rows:
        found[line].append(
            PaidMonth(
                month=month,
                paid_vnd=(advance or 0) + (volume or 0),
                advance_vnd=advance or 0,
                recovery_vnd=recovery or 0,
                recorded=timezone.localtime(updated).date(),
            )
        )
    return found


def _contracts(project_ids: Collection[int]) -> dict[int, list[ContractFacts]]:
    found: dict[int, list[ContractFacts]] = defaultdict(list)
    for row in model("Contract").objects.filter(project_id__in=project_ids).order_by("pk"):
        found[row.project_id].append(
            ContractFacts(
                id=row.pk,
                number=row.number,
                value_vnd=row.value_vnd,
                recover_by=row.recover_by_date,
                guarantee_until=row.guarantee_until_date,
                ends=row.ends_date,
            )
        )
    return found


def closed_months() -> dict[int, int]:
    """How many months of each plan's year are closed, by the newest closing in force."""
    found: dict[int, int] = {}
    closed = model("MonthClosing").objects.filter(reopened_at=None)
    for month in closed.order_by("month").values_list("month", flat=True):
        found[month.year] = month.month
        if month.month == 1 and month.year - 1 in found:
            found[month.year - 1] = 13
    return found


# ------------------------------------------------------------ balances


def balances() -> QuerySet[Any]:
    """The sources of annual plans of which capital is assigned."""
    found: QuerySet[Any] = model("SourceBalance").objects.filter(
        plan__horizon="annual", bucket="year"
    )
    return found


def balances_of(ids: Sequence[int]) -> list[BalanceFacts]:
    """The facts of these sources; none where no department bears them."""
    staff = department()
    if staff is None:
        return []
    rows = list(balances().filter(pk__in=ids).order_by("pk").select_related("plan"))
    plans, sources = {row.plan_id for row in rows}, {row.source_id for row in rows}
    entries: dict[tuple[int, int, str], list[EntryFacts]] = defaultdict(list)
    found = (
        model("PlanEntry")
        .objects.filter(plan_id__in=plans, source_id__in=sources, bucket="year")
        .order_by("on_date", "pk")
        .values_list(
            "plan_id", "source_id", "layer", "on_date", "amount_delta_vnd", "decision__number"
        )
    )
    for plan, source, layer, day, amount, number in found:
        entry = EntryFacts(on=day, amount_vnd=amount, number=number)
        entries[plan, source, layer].append(entry)
    return [
        BalanceFacts(
            id=row.pk,
            year=row.plan.first_year,
            department_id=staff,
            assigned=tuple(
                entries[row.plan_id, row.source_id, "council" if row.council_vnd else "pm"]
            ),
            allocated=tuple(entries[row.plan_id, row.source_id, "allocated"]),
        )
        for row in rows
    ]


def projects_of_open_years(on: date) -> list[int]:
    """Projects with lines of plans whose thirteen months still run: what a closing concerns."""
    rows = model("PlanLine").objects.filter(
        plan__first_year__gte=on.year - 1, plan__horizon="annual"
    )
    return list(rows.order_by("project_id").values_list("project_id", flat=True).distinct())
