"""Published figures of disbursement, and what the ledger says of the same day and the same base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef

from disbursement.models import CapitalPlan, PlanEntry
from disbursement.querysets.figures import Question, whole
from disbursement.ranking import closings_of, month_before
from disbursement.rules.basis import Basis
from disbursement.rules.figures import Figures, last_day
from disbursement.rules.published import basis_meant
from projects.models import PublishedFigure
from projects.rules.published import Check, against_registry, as_kept
from vn.numbers import ratio_percent
from vn.text import fold

PLAN = ("plan_assigned", "plan_allocated", "allocation_rate")
PAID = ("disbursed", "disbursement_rate")
INDICATORS = (*PLAN, *PAID)
_EXACT = 6
"""Places to which a rate is computed before it is compared with what was printed."""

_GIVEN_ON = fold("đã giao")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What the ledger has for a published figure: đồng or per cent, of a named base.

    `partly`: some lines have no figures of the month, so a sum is a lower bound.
    """

    value: Decimal
    basis: Basis | None
    partly: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A published figure beside its counterpart."""

    figure: PublishedFigure
    counterpart: Counterpart | None
    check: Check | None


def beside(figure: PublishedFigure, found: Counterpart | None) -> Beside:
    """The published figure held against the counterpart, as all published figures are."""
    reading = as_kept(figure.text, figure.measure, figure.value)
    if found is None or reading is None:
        return Beside(figure, found, None)
    return Beside(figure, found, against_registry(reading, found.value, known_in_part=found.partly))


def asks(figure: PublishedFigure) -> bool:
    """Whether the ledger is asked about a figure: of these indicators, and of one day or month end.

    January belongs to the plans of two years, so no figure of January is held against either.
    """
    return figure.indicator in INDICATORS and _month(figure) is not None


def _month(figure: PublishedFigure) -> date | None:
    """The last month that counts; None when the ledger cannot speak of that day."""
    day = figure.as_of.last if figure.as_of else None
    if day is None or day.month == 1:
        return None
    if figure.indicator in PLAN:
        return day.replace(day=1)
    if day != last_day(day):
        return None
    month = day.replace(day=1)
    expected = figure.nature == PublishedFigure.Nature.ESTIMATE
    return month_before(month) if expected else month


class Ledger:
    """What the ledger says of the days that published figures speak of, each asked once.

    `known`: figures of the whole province that are already at hand, by their month, with the plan
    as on its last day.
    """

    def __init__(
        self, figures: Iterable[PublishedFigure], known: Mapping[date, Figures] | None = None
    ) -> None:
        self._figures = dict(known or {})
        asked = {key for row in figures if asks(row) and (key := _key(row))}
        years = _years({key[0] for key in asked}) if asked else set()
        asked = {key for key in asked if key[0] in years}
        closings = closings_of(*{month for _year, month, _day in asked}) if asked else {}
        self._found: dict[tuple[int, date, date], Figures] = {}
        for key in sorted(asked):
            year, month, day = key
            if day == last_day(month) and month in self._figures:
                self._found[key] = self._figures[month]
                continue
            closing = closings.get(month) if day == last_day(month) else None
            question = Question(year, month, closing.pk if closing else None, plan_day=day)
            self._found[key] = whole(question)

    def counterpart(self, figure: PublishedFigure) -> Counterpart | None:
        """What the ledger has for the figure; None when it cannot say it for that day and base."""
        found = self._found.get(_key(figure)) if asks(figure) else None
        if found is None or (figure.nature == PublishedFigure.Nature.PLAN and _paid(figure)):
            return None
        return _OF[figure.indicator](figure, found)


def _paid(figure: PublishedFigure) -> bool:
    return figure.indicator in PAID


def _key(figure: PublishedFigure) -> tuple[int, date, date]:
    month = _month(figure)
    day = figure.as_of.last if figure.as_of else None
    assert month is not None and day is not None  # noqa: S101, PT018 -- `asks` said so
    return month.year, month, day if figure.indicator in PLAN else last_day(month)


def _years(years: set[int]) -> set[int]:
    """Those of the years whose plan has rows."""
    rows = CapitalPlan.objects.filter(
        Exists(PlanEntry.objects.filter(plan=OuterRef("pk"))),
        horizon=CapitalPlan.Horizon.ANNUAL,
        first_year__in=years,
    )
    return set(rows.values_list("first_year", flat=True))


# ---------------------------------------------------------------- one indicator each


def _is_part(figure: PublishedFigure) -> bool:
    return figure.part_of_id is not None


def _assigned(figure: PublishedFigure, found: Figures) -> Counterpart | None:
    """Of a whole: what the Prime Minister assigned, or the province; of a part: what is left."""
    if _is_part(figure):
        rest = found.assigned_pm_vnd - found.assigned_province_vnd
        known = found.assigned_pm_vnd and found.assigned_province_vnd
        return _amount(rest, Basis.PM) if known else None
    meant = basis_meant(figure.basis, None, {})
    basis = meant or (Basis.PM if found.assigned_pm_vnd else Basis.PROVINCE)
    return _amount(found.base(basis), basis) if found.base(basis) else None


def _allocated(figure: PublishedFigure, found: Figures) -> Counterpart | None:
    """What reached projects; where the source divides the plan into given on and not, the former."""
    if _is_part(figure) and _GIVEN_ON in fold(figure.cut):
        given = found.assigned_province_vnd
        return _amount(given, Basis.PROVINCE) if given else None
    return _amount(found.allocated_vnd, Basis.ALLOCATED) if found.allocated_vnd else None


def _disbursed(figure: PublishedFigure, found: Figures) -> Counterpart | None:
    if figure.nature == PublishedFigure.Nature.ESTIMATE:
        if not found.estimates_known:
            return None
        partly = found.estimates_missing > 0
        return Counterpart(Decimal(found.estimated_vnd), Basis.DEPLOYED, partly)
    if found.lines_missing >= found.lines:
        return None
    return Counterpart(Decimal(found.disbursed_vnd), Basis.DEPLOYED, found.lines_missing > 0)


def _rate(figure: PublishedFigure, found: Figures) -> Counterpart | None:
    bases = {basis: found.base(basis) for basis in reversed(Basis)}
    basis = basis_meant(figure.basis, figure.denominator, bases)
    if basis is None or not bases[basis]:
        return None
    expected = figure.nature == PublishedFigure.Nature.ESTIMATE
    missing = found.estimates_missing if expected else found.lines_missing
    rate = found.estimate_rate(basis) if expected else found.rate(basis)
    exact = ratio_percent(rate.numerator, rate.denominator, _EXACT)
    if exact is None or missing >= found.lines:
        return None
    return Counterpart(exact, basis, missing > 0)


def _allocation(figure: PublishedFigure, found: Figures) -> Counterpart | None:
    """What was given on of what was assigned, or reached projects: by what the source divides."""
    bases = {Basis.PM: found.assigned_pm_vnd, Basis.PROVINCE: found.base(Basis.PROVINCE)}
    basis = basis_meant(figure.basis, figure.denominator, bases) or (
        Basis.PM if bases[Basis.PM] else Basis.PROVINCE
    )
    given = {Basis.ALLOCATED: found.allocated_vnd, Basis.PROVINCE: found.assigned_province_vnd}
    part = basis_meant("", figure.numerator, given) or Basis.ALLOCATED
    exact = ratio_percent(given[part], bases.get(basis, 0), _EXACT)
    return None if exact is None else Counterpart(exact, basis, partly=False)


def _amount(vnd: int, basis: Basis) -> Counterpart:
    return Counterpart(Decimal(vnd), basis, partly=False)


_OF = {
    "plan_assigned": _assigned,
    "plan_allocated": _allocated,
    "allocation_rate": _allocation,
    "disbursed": _disbursed,
    "disbursement_rate": _rate,
}
