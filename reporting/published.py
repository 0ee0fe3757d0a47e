"""Published figures beside what the registry computes for the same day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from disbursement import published as ledgers
from projects.filters.registry import FOLLOWED
from projects.models import CallDecision, PublishedFigure
from projects.published import calls as call_lists
from projects.published.figures import Held, held, standing
from projects.rules.indicators import INDICATORS
from projects.rules.published import Check, Verdict, against_registry, worst
from reporting import queries
from reporting.document.shapes import Document
from reporting.models import ReportRun
from reporting.names_on_day import NamesOnDay
from reporting.shapes import Amount
from reporting.status_charts import CENSUS_OF
from vn.places import bare

_FLOWS = ("approved", "terminated")
_ORIGINS = {"foreign": "Nước ngoài", "domestic": "Trong nước"}


@dataclass(frozen=True, slots=True)
class Computed:
    """What the registry has for an indicator on a day, and where its rows are listed."""

    value: Decimal
    partly: bool
    url: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A published figure with everything it was held against.

    `asked`: the registry computes this indicator and the figure is about our province;
    `computed` is None when it cannot say it for that day.
    """

    held: Held
    asked: bool
    computed: Computed | None
    check: Check | None

    @property
    def figure(self) -> PublishedFigure:
        """The row as published."""
        return self.held.figure

    @property
    def checks(self) -> list[Check]:
        """All comparisons, the registry's first."""
        return [*([self.check] if self.check else []), *self.held.checks]

    @property
    def verdict(self) -> Verdict | None:
        """The one that most asks to be looked at."""
        return worst(self.checks)


def compared(*, on: date) -> list[Compared]:
    """All standing figures; besides one question for each day on which calls were counted, their
    number does not depend on how many figures there are."""
    rows = held(standing())
    asked = {row.figure.pk: key for row in rows if (key := _key(row.figure))}
    computed = _Registry(on, [_day(r.figure) for r in rows if r.figure.pk in asked])
    paid = [row for row in rows if ours(row.figure.scope_text) and ledgers.asks(row.figure)]
    ledger = ledgers.Ledger([row.figure for row in paid if _past(row.figure, on)])
    of_ledger = {row.figure.pk: ledger.counterpart(row.figure) for row in paid}
    return [
        _of_ledger(row, of_ledger[row.figure.pk])
        if row.figure.pk in of_ledger
        else _compared(row, asked.get(row.figure.pk, ""), computed)
        for row in rows
    ]


def ours(scope: str) -> bool:
    """Whether a figure is about the province of this installation."""
    return bare(scope) == bare(settings.PROVINCE_NAME)


def _key(figure: PublishedFigure) -> str:
    known = figure.value is not None and _day(figure) is not None and ours(figure.scope_text)
    actual = figure.nature != PublishedFigure.Nature.PLAN
    return INDICATORS[figure.indicator].computed if known and actual else ""


def _day(figure: PublishedFigure) -> date | None:
    """The last day it speaks of."""
    return figure.as_of.last if figure.as_of else None


def _compared(row: Held, key: str, registry: _Registry) -> Compared:
    day = _day(row.figure)
    found = registry.value(key, day) if key and day else None
    check = None
    if found is not None and row.reading is not None:
        check = against_registry(row.reading, found.value, known_in_part=found.partly)
    return Compared(row, bool(key), found, check)


def _past(figure: PublishedFigure, on: date) -> bool:
    """Whether its day has come; an estimate speaks of a day ahead."""
    expected = figure.nature == PublishedFigure.Nature.ESTIMATE
    day = _day(figure)
    return day is not None and (expected or day <= on)


def _of_ledger(row: Held, found: ledgers.Counterpart | None) -> Compared:
    """A figure of disbursement beside the ledger of that day, on the base it names."""
    if found is None:
        return Compared(row, asked=True, computed=None, check=None)
    year = row.figure.as_of_date.year if row.figure.as_of_date else ""
    url = f"{reverse('disbursement:overview')}?nam={year}"
    computed = Computed(found.value, found.partly, url)
    check = ledgers.beside(row.figure, found).check
    return Compared(row, asked=True, computed=computed, check=check)


class _Registry:
    """The figures of the days that are asked for: today's, those of issued reports, flows of any."""

    def __init__(self, on: date, days: Iterable[date | None]) -> None:
        wanted = {day for day in days if day is not None and day <= on}
        self.on = on
        self.flows = queries.flows_on(sorted(wanted)) if wanted else {}
        self.stock = _reported(wanted - {on})
        if on in wanted:
            self.stock[on] = _today(on)

    def value(self, key: str, day: date) -> Computed | None:
        """The figure of a day; None when the registry cannot say it for that day."""
        name, _, part = key.partition(".")
        amount = self._amount(name, day)
        if amount is None:
            return None
        if part == "projects":
            partly = name == "calls" and amount.projects < _stated_calls(day)
            return Computed(Decimal(amount.projects), partly, self._url(name, day))
        if amount.capital_vnd is None:
            return None
        partly = amount.without_capital > 0 or name == "calls"
        return Computed(Decimal(amount.capital_vnd), partly, self._url(name, day))

    def _amount(self, name: str, day: date) -> Amount | None:
        if name == "calls":
            return _calls(day) if day <= self.on else None
        if name in _FLOWS:
            flows = self.flows.get(day)
            return getattr(flows, name).year if flows else None
        if day not in self.stock:
            return None
        if name in _ORIGINS:
            # A report has a row for each origin it met; of the other there was none.
            return self.stock[day].get(name, queries.NOTHING)
        return self.stock[day].get(name)

    def _url(self, name: str, day: date) -> str:
        if name == "calls":
            return f"{reverse('projects:calls')}?ngay={day:%d/%m/%Y}"
        if name in _FLOWS:
            return ""
        if day != self.on:
            return reverse("reporting:reports")
        bucket = next((CENSUS_OF[b] for b in CENSUS_OF if b == name.upper()), FOLLOWED)
        return f"{reverse('projects:list')}?tinh_trang={bucket}" if name not in _ORIGINS else ""


Stock = Mapping[str, Amount]
"""Amounts by the key of their figure, those of an origin by its name."""


def _today(on: date) -> Stock:
    rows, outside = queries.census()
    cuts = queries.cuts(names=NamesOnDay(on))
    return (
        {row.bucket.lower(): row.amount for row in (*rows, *outside)}
        | {"census": queries.total(row.amount for row in (*rows, *outside))}
        | {
            name: part.amount
            for name, label in _ORIGINS.items()
            for cut in cuts
            for part in cut.rows
            if cut.key == "origin" and part.label == label
        }
    )


def _reported(days: Iterable[date]) -> dict[date, Stock]:
    """The stock of those days on which a report was frozen, as its latest version has it."""
    runs = ReportRun.objects.filter(
        template=ReportRun.Template.MONTHLY_NON_BUDGET,
        cut_off__in=list(days),
        paper__isnull=False,
    ).order_by("cut_off", "number")
    return {run.cut_off: _amounts(Document.from_json(run.snapshot)) for run in runs}


def _amounts(report: Document) -> Stock:
    """The amounts a frozen report holds; figures of an origin are known by their label."""
    by_key = {figure.key: figure for figure in report.figures}
    found = {}
    for key, figure in by_key.items():
        name, _, part = key.rpartition(".")
        capital = by_key.get(f"{name}.capital")
        if part != "projects" or capital is None:
            continue
        amount = Amount(
            projects=int(figure.value or 0),
            capital_vnd=None if capital.value is None else int(capital.value),
            without_capital=int(capital.partly),
        )
        found[name] = amount
        for origin, label in _ORIGINS.items():
            if name.startswith("origin.") and figure.label.endswith(f": {label}"):
                found[origin] = amount
    return found


def _calls(day: date) -> Amount:
    """The calls our own bodies adopted: the registry may hold lists of other provinces too."""
    adopted = call_lists.in_force(day)
    found = call_lists.totals(adopted.filter(decision__issuer_name__iendswith=_province()))
    return Amount(
        projects=found.calls,
        capital_vnd=found.capital_vnd,
        without_capital=found.without_capital,
    )


def _stated_calls(day: date) -> int:
    """The most calls a decision of ours prints: fewer lines on record are a list known in part."""
    ours_ = CallDecision.objects.filter(
        adopted_at__isnull=False, issued_date__lte=day, issuer_name__iendswith=_province()
    )
    return max((n for n in ours_.values_list("stated_count", flat=True) if n), default=0)


def _province() -> str:
    return str(settings.PROVINCE_NAME)
