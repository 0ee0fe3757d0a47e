"""The figures of a plan year up to a month, as the overview and the leader's page show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.conf import settings

from disbursement.models import CapitalPlan, MonthClosing, MonthlyPayment
from disbursement.published import INDICATORS, Beside, Ledger, beside
from disbursement.querysets.figures import Question
from disbursement.querysets.months import current_month
from disbursement.ranking import Ranking, closings_of, ranking
from disbursement.rules.basis import Basis
from disbursement.rules.figures import Figures, added_up, closes_on, months_of
from projects.models import PublishedFigure
from vn.numbers import ratio_percent
from vn.places import bare


@dataclass(frozen=True, slots=True)
class Pace:
    """What is left to pay until `until`, in whole đồng, and what that asks of each month.

    `times`: how often the best month so far; None before anything was paid.
    """

    remaining_vnd: int
    until: date
    months: int
    best_vnd: int

    @property
    def a_month_vnd(self) -> int | None:
        """Needed in each month that is left, rounded up; None when the window has closed."""
        return -(-self.remaining_vnd // self.months) if self.months else None

    @property
    def times(self) -> Decimal | None:
        """The month needed as a multiple of the best one."""
        hundredth = ratio_percent(self.a_month_vnd, self.best_vnd, 0)
        return None if hundredth is None else hundredth / 100

    @property
    def hard(self) -> bool:
        """Whether no month so far paid as much as each month left must."""
        return self.remaining_vnd > 0 and (self.times is None or self.times > 1)


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan year up to a month: of the province, or of what was asked for."""

    question: Question
    closing: MonthClosing | None
    figures: Figures
    ranking: Ranking
    pace: Pace
    published: tuple[Beside, ...]

    @property
    def provisional(self) -> bool:
        """Whether the month may still change."""
        return self.closing is None


def plan_years() -> list[int]:
    """The years that have a plan, the latest first."""
    rows = CapitalPlan.objects.filter(horizon=CapitalPlan.Horizon.ANNUAL)
    return list(rows.order_by("-first_year").values_list("first_year", flat=True))


def latest_month(year: int, on: date) -> date | None:
    """The last month of the plan of a year that has ended and in which anything was entered."""
    rows = MonthlyPayment.objects.filter(
        line__plan__horizon=CapitalPlan.Horizon.ANNUAL,
        line__plan__first_year=year,
        month__range=(months_of(year)[0], min(months_of(year)[-1], current_month(on))),
    )
    return rows.order_by("-month").values_list("month", flat=True).first()


def overview(question: Question, *, basis: Basis = Basis.DEPLOYED) -> Overview:
    """Everything for one month; as its closing kept it where the month is closed."""
    closing = closings_of(question.month).get(question.month)
    asked = replace(question, closing_id=closing.pk if closing else None)
    of_all = ranking(replace(asked, owner_ids=None), basis)
    figures = of_all.province
    if asked.owner_ids is not None:
        mine = [row.figures for row in of_all.rows if row.owner.pk in asked.owner_ids]
        figures = added_up(asked.month, mine)
    whole_province = asked.owner_ids is None and asked.source_id is None
    return Overview(
        question=asked,
        closing=closing,
        figures=figures,
        ranking=of_all,
        pace=_pace(asked, figures, of_all.paid_by(asked.owner_ids).values()),
        published=tuple(_published(figures)) if whole_province else (),
    )


def _pace(question: Question, figures: Figures, paid: Iterable[int]) -> Pace:
    left = [month for month in months_of(question.year) if month > question.month]
    return Pace(
        remaining_vnd=max(figures.remaining_vnd, 0),
        until=closes_on(question.year),
        months=len(left),
        best_vnd=max([0, *paid]),
    )


def _published(figures: Figures) -> list[Beside]:
    """What was published of the province and of this month, each beside the ledger."""
    first, last = figures.month, figures.estimate_day
    rows = PublishedFigure.objects.filter(
        indicator__in=INDICATORS, withdrawn_at__isnull=True, as_of_date__range=(first, last)
    ).order_by("as_of_date", "pk")
    ours = [row for row in rows if bare(row.scope_text) == bare(settings.PROVINCE_NAME)]
    spoken = [row for row in ours if _speaks_of(row, figures)]
    ledger = Ledger(spoken, {figures.month: figures})
    return [beside(row, ledger.counterpart(row)) for row in spoken]


def _speaks_of(row: PublishedFigure, figures: Figures) -> bool:
    """Of the month's end, or of the plan within the month after; an estimate of the end of that."""
    day = row.as_of.last if row.as_of else None
    if row.indicator in ("plan_assigned", "plan_allocated", "allocation_rate"):
        return day is not None
    expected = row.nature == PublishedFigure.Nature.ESTIMATE
    return day == (figures.estimate_day if expected else figures.day)


def first_published(
    found: Iterable[Beside], indicator: str, *, estimate: bool = False
) -> Beside | None:
    """The published figure to stand beside one of ours: one that can be compared, if there is any."""
    rows = [
        row
        for row in found
        if row.figure.indicator == indicator
        and (row.figure.nature == PublishedFigure.Nature.ESTIMATE) is estimate
    ]
    return next((row for row in rows if row.check), rows[0] if rows else None)
