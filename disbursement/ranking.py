"""Owners ranked by what they paid, beside the average of the province and of the whole country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from accounts.models import Agency
from disbursement.models import MonthClosing
from disbursement.querysets.figures import By, Key, Question, by_month, rolled_up
from disbursement.rules.basis import Basis, Rate
from disbursement.rules.figures import Figures, added_up, months_of
from disbursement.rules.ranking import Side, ranks, side
from projects.models import PublishedFigure
from vn.text import fold

MONTHS_SHOWN = 6
_NATION = fold("Cả nước")


@dataclass(frozen=True, slots=True)
class Standing:
    """One owner: its figures, its place, where it stood a month before, its last months.

    `paid`: what it paid in each of the months shown, None where nobody entered anything.
    """

    owner: Agency
    figures: Figures
    rate: Rate
    rank: int
    rank_before: int | None
    side: Side | None
    points: Decimal | None
    paid: tuple[int | None, ...]

    @property
    def moved(self) -> int | None:
        """Places gained (+) or lost (-) since the month before."""
        return None if self.rank_before is None else self.rank_before - self.rank


@dataclass(frozen=True, slots=True)
class Nation:
    """What was published of the whole country: on its own base and day, compared and never mixed."""

    figure: PublishedFigure
    sides: Counter[Side | None]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The owners of a plan year up to a month. `without_plan` own projects that have no capital."""

    month: date
    basis: Basis
    province: Figures
    rows: tuple[Standing, ...]
    without_plan: tuple[Agency, ...]
    months: tuple[date, ...]
    paid: Mapping[Key, Mapping[date, int]]
    nation: Nation | None

    @property
    def average(self) -> Rate:
        """The provincial average: all that was paid of all there is."""
        return self.province.rate(self.basis)

    def paid_by(self, owner_ids: frozenset[int] | None) -> dict[date, int]:
        """What some owners, or all, paid in each month in which anything was entered."""
        found: defaultdict[date, int] = defaultdict(int)
        for key, months in self.paid.items():
            if owner_ids is None or key in owner_ids:
                for month, vnd in months.items():
                    found[month] += vnd
        return dict(found)

    @property
    def above(self) -> int:
        """Owners above the provincial average."""
        return sum(row.side is Side.ABOVE for row in self.rows)

    @property
    def below(self) -> int:
        """Owners below it."""
        return sum(row.side is Side.BELOW for row in self.rows)

    @property
    def at_zero(self) -> int:
        """Owners that hold capital and paid nothing."""
        return sum(row.rate.numerator == 0 for row in self.rows)

    @property
    def furthest_behind(self) -> tuple[Standing, ...]:
        """Those below the average, the lowest first."""
        return tuple(row for row in reversed(self.rows) if row.side is Side.BELOW)


def closings_of(*months: date) -> dict[date, MonthClosing]:
    """The closings in force of these months."""
    rows = MonthClosing.objects.filter(month__in=months, reopened_at__isnull=True)
    return {row.month: row for row in rows}


def month_before(month: date) -> date:
    """The first day of the month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def ranking(question: Question, basis: Basis) -> Ranking:
    """Owners of what the question asks for; a number of questions that never grows."""
    groups = rolled_up(question, By.OWNER)
    earlier = _earlier(question)
    owners = {row.pk: row for row in Agency.objects.filter(owned_projects__isnull=False).distinct()}
    codes = {pk: row.code for pk, row in owners.items()}
    now = {pk: groups[pk].rate(basis) for pk in owners if pk in groups}
    then = {pk: earlier[pk].rate(basis) for pk in owners if pk in earlier}
    places, before = ranks(now, codes), ranks(then, codes)
    province = added_up(question.month, list(groups.values()))
    paid = by_month(question, By.OWNER)
    months = _last_months(question)
    average = province.rate(basis)
    rows = [
        Standing(
            owner=owners[pk],
            figures=groups[pk],
            rate=now[pk],
            rank=place,
            rank_before=before.get(pk),
            side=side(now[pk], average),
            points=now[pk].points_from(average),
            paid=tuple(paid.get(pk, {}).get(month) for month in months),
        )
        for pk, place in places.items()
    ]
    return Ranking(
        month=question.month,
        basis=basis,
        province=province,
        rows=tuple(rows),
        without_plan=tuple(sorted((o for o in owners.values() if o.pk not in places), key=_name)),
        months=months,
        paid=paid,
        nation=_nation(question, [row.rate for row in rows]),
    )


def _name(owner: Agency) -> str:
    return owner.sort_key or owner.name


def _earlier(question: Question) -> dict[Key, Figures]:
    """The groups a month before; none before the plan's first month."""
    month = month_before(question.month)
    if month < months_of(question.year)[0]:
        return {}
    closing = closings_of(month).get(month)
    asked = replace(question, month=month, closing_id=closing.pk if closing else None)
    return rolled_up(asked, By.OWNER)


def _last_months(question: Question) -> tuple[date, ...]:
    upto = [month for month in months_of(question.year) if month <= question.month]
    return tuple(upto[-MONTHS_SHOWN:])


def _nation(question: Question, rates: list[Rate]) -> Nation | None:
    """The latest rate of the whole country for the plan year up to the month."""
    first, last = date(question.year, 2, 1), Figures(question.month).day
    rows = PublishedFigure.objects.filter(
        indicator="disbursement_rate",
        withdrawn_at__isnull=True,
        value__isnull=False,
        as_of_date__range=(first, last),
    ).order_by("-as_of_date", "-pk")
    figure = next((row for row in rows if fold(row.scope_text) == _NATION), None)
    if figure is None or figure.value is None:
        return None
    return Nation(figure, Counter(side(rate, figure.value) for rate in rates))
