"""The figures of the public pages: aggregates of all non-budget projects, and of public investment.

They count what the dashboard and the report count, with the same questions, and name no project.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from deadlines.models import SweepRun
from disbursement.models import FundingSource
from disbursement.overview import latest_month, overview, plan_years
from disbursement.querysets.figures import By, Question, rolled_up
from disbursement.querysets.pace import Ahead, together
from disbursement.rules.figures import Figures
from projects.models import Sector
from reporting import queries
from reporting.public.caching import remembered
from reporting.shapes import Amount, StatusRow
from vn.numbers import ratio_percent


@dataclass(frozen=True, slots=True)
class Registry:
    """Non-budget projects being followed, by status; as of a day."""

    day: date
    total: Amount
    rows: tuple[StatusRow, ...]

    @property
    def operating(self) -> int:
        """How many operate."""
        return self.rows[0].amount.projects


@dataclass(frozen=True, slots=True)
class Capital:
    """A plan year of public investment up to a month; `provisional`: the month may still change."""

    year: int
    figures: Figures
    provisional: bool
    ahead: Ahead
    by_source: tuple[tuple[str, int, Figures], ...]
    by_sector: tuple[tuple[str, Figures], ...]


def registry(on: date) -> Registry:
    """The census; its day is the last night swept, `on` before the first."""
    return remembered("registry", lambda: _registry(on))


def capital(on: date) -> Capital | None:
    """The latest plan year in which anything was entered; None before there is one."""
    return remembered("capital", lambda: _capital(on))


def without_forecast(found: Ahead) -> Ahead:
    """What is planned, paid and estimated; what the portal itself forecasts is for those who steer."""
    return replace(found, forecast=replace(found.forecast, points=()))


def _registry(on: date) -> Registry:
    rows, outside = queries.census()
    swept = SweepRun.objects.order_by("-on").values_list("on", flat=True).first()
    every = (*rows, *outside)
    return Registry(swept or on, queries.total(row.amount for row in every), every)


def _capital(on: date) -> Capital | None:
    for year in plan_years():
        month = latest_month(year, on)
        if month is not None:
            return _of_year(Question(year, month))
    return None


def _of_year(question: Question) -> Capital:
    shown = overview(question)
    return Capital(
        year=question.year,
        figures=shown.figures,
        provisional=shown.provisional,
        ahead=without_forecast(together(shown.question)),
        by_source=_by_source(shown.question),
        by_sector=_by_sector(shown.question),
    )


def _by_source(question: Question) -> tuple[tuple[str, int, Figures], ...]:
    first, second = rolled_up(question, By.SOURCE_1), rolled_up(question, By.SOURCE_2)
    levels = {1: first, 2: second}
    rows = FundingSource.objects.filter(level__lte=2)
    return tuple(
        (row.name, row.level, found)
        for row in rows
        if (found := levels[row.level].get(row.pk)) is not None
    )


def _by_sector(question: Question) -> tuple[tuple[str, Figures], ...]:
    groups = rolled_up(question, By.SECTOR)
    names = dict(Sector.objects.values_list("pk", "name"))
    rows = [
        (names.get(key, "") if isinstance(key, int) else "", found)
        for key, found in groups.items()
        if found.deployed_vnd
    ]
    return tuple(sorted(rows, key=lambda row: -row[1].deployed_vnd))


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Per cent of a whole, to one decimal; None where either is unknown."""
    return ratio_percent(part, whole, 1)
