"""What lines paid month by month, this year and in earlier ones: what a forecast is made from.

A handful of questions for any number of lines; the arithmetic is `rules.forecast` over plain lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from django.apps import apps
from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from disbursement.querysets import scenarios
from disbursement.querysets.figures import By, Question, by_month, whole
from disbursement.rules.figures import last_day
from disbursement.rules.forecast import Forecast, PastYear, Reference, forecast, reference_of
from disbursement.rules.payments import last_month, late_from

YEARS_BACK = 3
"""Earlier years that count."""

LONGEST = 24
"""Capital added late is paid to December of the next year (D1)."""

SHORTEST = 13
"""Capital of the year is paid to January of the next year (D1)."""

_PAID = Coalesce(Sum("advance_vnd"), 0) + Coalesce(Sum("volume_vnd"), 0)


def month_number(year: int, month: date) -> int:
    """1 for January of the plan's year, 13 for the next January; from 0 (not begun) to 24."""
    return min(LONGEST, max(0, (month.year - year) * 12 + month.month))


def month_at(year: int, number: int) -> date:
    """The first day of the month with this number in the plan of a year."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Past:
    """The earlier years of the province and of each owner."""

    province: tuple[PastYear, ...]
    owners: Mapping[int, tuple[PastYear, ...]]

    def reference(self, owner_id: int | None, percents: scenarios.Percents) -> Reference:
        """The nearest pace: the owner's years, else the province's, else the scenario that applies."""
        return reference_of(self.owners.get(owner_id or 0, ()), self.province, percents)


@dataclass(frozen=True, slots=True)
class Ahead:
    """Some lines together: their capital, what was paid by the end of each month, what is ahead.

    `estimated_vnd` is what owners expect to have paid by the end of the next month, None when nobody
    said; it is an estimate and in no other number.
    """

    year: int
    month: date
    capital_vnd: int
    paid_vnd: tuple[int, ...]
    estimated_vnd: int | None
    percents: scenarios.Percents
    forecast: Forecast

    @property
    def paid(self) -> int:
        """What was paid by the end of the month, in whole đồng."""
        return self.paid_vnd[-1] if self.paid_vnd else 0


def past(year: int, month: date, owner_id: int | None = None) -> Past:
    """What was paid of the plans of the years before, as far as `month` knows; two questions.

    With `owner_id` that owner's lines alone, which is less to read. A year of which nobody entered
    a payment is unknown, not zero: it is left out.
    """
    first = year - YEARS_BACK
    keys = ("plan__first_year", "project__public__owner_id")
    lines = _model("PlanLine").objects.filter(
        plan__horizon="annual", plan__first_year__gte=first, plan__first_year__lt=year
    )
    if owner_id:
        lines = lines.filter(project__public__owner_id=owner_id)
    capital: dict[tuple[int, int], int] = {
        (of, owner or 0): total
        for of, owner, total in lines.order_by()
        .values(*keys)
        .annotate(total=Sum("allocated_vnd"))
        .values_list(*keys, "total")
    }
    paid: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for of, owner, when, total in _payments(lines, month, tuple(f"line__{key}" for key in keys)):
        paid[of, owner or 0][month_number(of, when)] = total
    return _past(year, month, capital, paid)


def _past(
    year: int,
    month: date,
    capital: Mapping[tuple[int, int], int],
    paid: Mapping[tuple[int, int], Mapping[int, int]],
) -> Past:
    province: list[PastYear] = []
    owners: dict[int, list[PastYear]] = defaultdict(list)
    for of in range(year - YEARS_BACK, year):
        known = month_number(of, month)
        told = {owner: by for (each, owner), by in paid.items() if each == of and any(by.values())}
        for owner, months in told.items():
            owners[owner].append(PastYear(capital.get((of, owner), 0), _ends(months, known)))
        if told:
            whole: dict[int, int] = defaultdict(int)
            for months in told.values():
                for number, total in months.items():
                    whole[number] += total
            base = sum(capital.get((of, owner), 0) for owner in told)
            province.append(PastYear(base, _ends(whole, known)))
    return Past(tuple(province), {owner: tuple(years) for owner, years in owners.items()})


LineKey = tuple[int, int, str]
"""Project, source and bucket: what tells the lines of one plan apart."""


def forecasts(
    lines: QuerySet[Any],
    *,
    year: int,
    month: date,
    times: int = 1,
    before_moves: bool = False,
) -> dict[int, Forecast]:
    """A forecast for each of these annual lines from the figures to the end of `month`, by line id.

    Six questions whatever the number of lines. Each line has its own window (D1, D2). `times`: as if
    plans were so many times as large and paid at the same pace, for what more capital would do.
    `before_moves`: with the plan and the window each had before any draft moved capital; one more.
    """
    curves, before = scenarios.of_year(year), past(year, month)
    late = _added_late(year, before_moves=before_moves)
    moved = _moved(year) if before_moves else {}
    paid: dict[int, dict[int, int]] = defaultdict(dict)
    for line_id, when, total in _payments(lines, month, ("line_id",)):
        paid[line_id][month_number(year, when)] = total
    columns = ("pk", "project_id", "source_id", "bucket", "allocated_vnd")
    found: dict[int, Forecast] = {}
    known = month_number(year, month)
    for pk, project, source, bucket, capital, owner in lines.order_by().values_list(
        *columns, "project__public__owner_id"
    ):
        last = last_month(year, bucket, added_late=(project, source, bucket) in late)
        end = month_number(year, last)
        reference = before.reference(owner, curves.of_project(project, owner)).of_a_plan(times)
        ends = _ends(paid.get(pk, {}), min(known, end))
        planned = capital - moved.get((project, source, bucket), 0)
        found[pk] = forecast(planned * times, ends, end, reference)
    return found


def together(question: Question) -> Ahead:
    """Everything a question of figures asks for as one: the province or an owner.

    Five questions, seven for an owner without earlier years. The window is that of the year's
    capital: January of the next year. Capital and what was paid are those of the figures of the
    month, so that every rate has one base.
    """
    year, month, owner_id = question.year, question.month, _only(question.owner_ids)
    figures = whole(question)
    ends = _ends(
        {month_number(year, when): paid for when, paid in _months(question).items()},
        min(month_number(year, month), SHORTEST),
    )
    if ends:
        # A month that was closed stays as it was closed.
        ends = (*(min(end, figures.disbursed_vnd) for end in ends[:-1]), figures.disbursed_vnd)
    return _ahead(
        (year, month),
        (figures.deployed_vnd, ends, figures.estimated_vnd if figures.estimates_known else None),
        owner_id,
        scenarios.of_year(year).of_owner(owner_id),
    )


def of_project(project_id: int, owner_id: int, *, year: int, month: date) -> Ahead:
    """The same of one project, reading its own rows and those of its owner's earlier years.

    Five questions, seven for an owner without earlier years. Capital is the plan as on the last day
    of the month.
    """
    entries = _model("PlanEntry").objects.filter(
        plan__horizon="annual",
        plan__first_year=year,
        layer="allocated",
        project=project_id,
        on_date__lte=last_day(month),
    )
    lines = _model("PlanLine").objects.annual(year).filter(project=project_id)
    rows = _model("MonthlyPayment").objects.filter(line__in=lines.order_by(), month__lte=month)
    told = rows.order_by().values("month").annotate(paid=_PAID, next=Sum("estimate_vnd"))
    by_number = {month_number(year, row["month"]): row for row in told}
    number = min(month_number(year, month), SHORTEST)
    ends = _ends({each: row["paid"] for each, row in by_number.items()}, number)
    expected = by_number.get(number, {}).get("next")
    estimated = None if expected is None else (ends[-1] if ends else 0) + expected
    capital = entries.aggregate(total=Coalesce(Sum("amount_delta_vnd"), 0))["total"]
    percents = scenarios.of_year(year).of_project(project_id, owner_id)
    return _ahead((year, month), (int(capital), ends, estimated), owner_id, percents)


def _months(question: Question) -> dict[date, int]:
    return by_month(question, By.ALL).get(None, {})


def _ahead(
    when: tuple[int, date],
    figures: tuple[int, tuple[int, ...], int | None],
    owner_id: int | None,
    percents: scenarios.Percents,
) -> Ahead:
    (year, month), (capital, ends, estimated) = when, figures
    before = past(year, month, owner_id)
    if owner_id and owner_id not in before.owners:
        before = past(year, month)
    reference = before.reference(owner_id, percents)
    return Ahead(
        year=year,
        month=month,
        capital_vnd=capital,
        paid_vnd=ends,
        estimated_vnd=estimated,
        percents=percents,
        forecast=forecast(capital, ends, SHORTEST, reference),
    )


def _only(keys: frozenset[int] | None) -> int | None:
    """The one key that was asked for."""
    return next(iter(keys)) if keys is not None and len(keys) == 1 else None


def _payments(lines: QuerySet[Any], month: date, keys: Sequence[str]) -> Any:
    """(keys..., month, paid in it) of these lines up to a month; one question."""
    rows = _model("MonthlyPayment").objects.filter(line__in=lines.order_by(), month__lte=month)
    return (
        rows.order_by()
        .values(*keys, "month")
        .annotate(paid=_PAID)
        .values_list(*keys, "month", "paid")
    )


def _added_late(year: int, *, before_moves: bool) -> set[LineKey]:
    """Lines that got capital after 30/9 of the year (D1), by rows that nobody took back."""
    rows = _given(year).filter(
        on_date__gte=late_from(year), amount_delta_vnd__gt=0, reverses=None, planentry=None
    )
    if before_moves:
        rows = rows.exclude(decision__in=_of_drafts(year))
    return set(rows.order_by().values_list("project_id", "source_id", "bucket"))


def _moved(year: int) -> dict[LineKey, int]:
    """What drafts that were applied gave or took, by line; rows taken back count against it."""
    rows = _given(year).filter(decision__in=_of_drafts(year))
    keys = ("project_id", "source_id", "bucket")
    sums = rows.order_by().values(*keys).annotate(moved=Sum("amount_delta_vnd"))
    return {
        (project, source, bucket): moved
        for project, source, bucket, moved in sums.values_list(*keys, "moved")
    }


def _given(year: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = _model("PlanEntry").objects.filter(
        plan__horizon="annual", plan__first_year=year, layer="allocated"
    )
    return rows


def _of_drafts(year: int) -> QuerySet[Any]:
    """The decisions by which drafts of a year were applied."""
    drafts = _model("Reallocation").objects.filter(plan__first_year=year, decision__isnull=False)
    found: QuerySet[Any] = drafts.values("decision")
    return found


def _ends(by_month: Mapping[int, int], known: int) -> tuple[int, ...]:
    """Accumulated by the end of months 1 to `known`; a month nobody entered adds nothing."""
    return tuple(accumulate(by_month.get(number, 0) for number in range(1, known + 1)))


def _model(name: str) -> Any:
    return apps.get_model("disbursement", name)
