"""The facts of owners of public projects: their years, the newest closing, what they sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Min, Sum

from accounts.models import AgencySuccession
from disbursement.querysets.duties import YEAR, closed_months, model
from disbursement.rules.duty_facts import (
    NationalRate,
    OwnerFacts,
    RateFacts,
    SentMonth,
    YearOfOwner,
)
from disbursement.rules.payments import before
from vn.dates import Precision, last_day
from vn.text import fold

_NATION = fold("Cả nước")


def owner_ids() -> list[int]:
    """The agencies that own projects with annual capital."""
    rows = model("PlanLine").objects.filter(plan__horizon="annual")
    owners = rows.order_by("project__public__owner_id").values_list(
        "project__public__owner_id", flat=True
    )
    return [pk for pk in owners.distinct() if pk is not None]


def owners_of(ids: Sequence[int]) -> list[OwnerFacts]:
    """The facts of these owners."""
    years = _years_of(ids)
    sent, since = _sent_by(ids)
    return [
        OwnerFacts(id=pk, years=tuple(years[pk]), sent=tuple(sent[pk]), since=since)
        for pk in sorted(ids)
    ]


def _years_of(ids: Sequence[int]) -> dict[int, list[YearOfOwner]]:
    rows = (
        model("PlanLine")
        .objects.filter(project__public__owner_id__in=ids, plan__horizon="annual")
        .order_by("project__public__owner_id", "plan__first_year")
        .values("project__public__owner_id", year=YEAR)
        .annotate(capital=Sum("allocated_vnd"), paid=Sum("disbursed_vnd"))
    )
    closed = _Closed(rows)
    found: dict[int, list[YearOfOwner]] = defaultdict(list)
    for row in rows:
        owner = row["project__public__owner_id"]
        now = RateFacts(capital_vnd=row["capital"], disbursed_vnd=row["paid"])
        found[owner].append(closed.year_of(owner, row["year"], now))
    return found


class _Closed:
    """The newest closed month of each plan's year, read once for all owners."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._months = closed_months()
        years = {row["year"] for row in rows} & self._months.keys()
        self._rates = {year: self._rolled(year) for year in years}
        self._estimates = {year: _estimates(year, self._month(year)) for year in years}
        self._nation = {year: _nation(year, self._month(year)) for year in years}

    def _month(self, year: int) -> date:
        months = self._months[year]
        return date(year + (months - 1) // 12, (months - 1) % 12 + 1, 1)

    def _rolled(self, year: int) -> tuple[dict[Any, RateFacts], RateFacts]:
        """Capital in use and what was paid of it, by owner and in all, as the closing keeps them."""
        rows = (
            model("ClosedFigure")
            .objects.filter(
                closing__month=self._month(year),
                closing__reopened_at=None,
                line__plan__horizon="annual",
                line__plan__first_year=year,
            )
            .order_by()
            .values_list("line__project__public__owner_id")
            .annotate(Sum("allocated_vnd"), Sum("disbursed_vnd"))
        )
        rates = {
            owner: RateFacts(capital_vnd=capital, disbursed_vnd=paid)
            for owner, capital, paid in rows
        }
        province = RateFacts(
            capital_vnd=sum(rate.capital_vnd for rate in rates.values()),
            disbursed_vnd=sum(rate.disbursed_vnd for rate in rates.values()),
        )
        return rates, province

    def year_of(self, owner: int, year: int, now: RateFacts) -> YearOfOwner:
        if year not in self._rates:
            return YearOfOwner(year=year, now=now)
        rates, province = self._rates[year]
        own = rates.get(owner)
        estimated, came = self._estimates[year].get(owner, (None, None))
        return YearOfOwner(
            year=year,
            now=now,
            closed_months=self._months[year],
            own=own if own and own.is_known else None,
            province=province,
            national=self._nation[year],
            estimated_vnd=estimated,
            came_vnd=came,
        )


def _estimates(year: int, month: date) -> dict[int, tuple[int, int]]:
    """What each owner expected of a month and what came, of lines of which both are known."""
    rows = model("MonthlyPayment").objects.filter(
        line__plan__horizon="annual", line__plan__first_year=year
    )
    expected = dict(
        rows.filter(month=before(month), estimate_vnd__isnull=False).values_list(
            "line_id", "estimate_vnd"
        )
    )
    came = rows.filter(month=month, line_id__in=expected).exclude(advance_vnd=None, volume_vnd=None)
    found: dict[int, tuple[int, int]] = {}
    for owner, line, advance, volume in came.values_list(
        "line__project__public__owner_id", "line_id", "advance_vnd", "volume_vnd"
    ):
        sums = found.get(owner, (0, 0))
        paid = (advance or 0) + (volume or 0)
        found[owner] = (sums[0] + expected[line], sums[1] + paid)
    return found


def _nation(year: int, month: date) -> NationalRate | None:
    """The latest published rate of the whole country for the year up to the end of the month."""
    end = last_day(month, Precision.MONTH)
    rows = (
        apps.get_model("projects", "PublishedFigure")
        .objects.filter(
            indicator="disbursement_rate",
            nature="actual",
            withdrawn_at=None,
            value__isnull=False,
            as_of_date__range=(date(year, 2, 1), end),
        )
        .order_by("-as_of_date", "-pk")
    )
    figure = next((row for row in rows if fold(row.scope_text) == _NATION), None)
    as_of = figure.as_of if figure else None
    if figure is None or figure.value is None or as_of is None:
        return None
    return NationalRate(
        percent=figure.value,
        as_of=as_of.last,
        basis=figure.basis,
        source=figure.source,
    )


def _sent_by(ids: Sequence[int]) -> tuple[dict[int, list[SentMonth]], date | None]:
    """The months each owner, or a body that took over from it, sent; and the first month of all."""
    reports = model("MonthReport").objects
    since = reports.aggregate(first=Min("month"))["first"]
    lineage = AgencySuccession.objects.effective().lineage()
    heirs = {pk: lineage.heirs(pk) for pk in ids}
    asked = set().union(ids, *heirs.values())
    rows = reports.filter(owner_id__in=asked).order_by("month", "pk")
    found: dict[int, list[SentMonth]] = defaultdict(list)
    for row in rows:
        each = SentMonth(
            month=row.month, sent=row.first_sent_date, returned=row.state == "returned"
        )
        for pk in ids:
            if row.owner_id == pk or row.owner_id in heirs[pk]:
                found[pk].append(each)
    return found, since
