"""Which months are closed, which one is to be entered, and what a closing kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import ExtractYear


def closings() -> QuerySet[Any]:
    """All closings, the latest month and number first."""
    found: QuerySet[Any] = apps.get_model("disbursement", "MonthClosing").objects.all()
    return found


def standing(month: date) -> Any | None:
    """The closing that keeps a month closed now, or None: the month may be entered."""
    return closings().filter(month=month, reopened_at=None).first()


def current_month(on: date) -> date:
    """The month to enter on a day: the last one that has ended."""
    return (on.replace(day=1) - timedelta(days=1)).replace(day=1)


def last_with_figures(on: date) -> date | None:
    """The latest month, not after the current one, of which anything was entered."""
    payments = apps.get_model("disbursement", "MonthlyPayment").objects
    found: date | None = payments.filter(month__lte=current_month(on)).aggregate(last=Max("month"))[
        "last"
    ]
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """What one closing adds up to, in whole đồng, over `lines` lines of the plan of its year."""

    lines: int
    allocated_vnd: int
    disbursed_vnd: int
    month_vnd: int
    estimate_vnd: int


def totals() -> dict[int, Kept]:
    """What each closing adds up to, by its key, in one query."""
    figures = apps.get_model("disbursement", "ClosedFigure").objects
    of_its_year = figures.filter(line__plan__first_year=ExtractYear("closing__month"))
    sums = of_its_year.values_list("closing_id").annotate(
        Count("pk"),
        Sum("allocated_vnd"),
        Sum("disbursed_vnd"),
        Sum("advance_vnd"),
        Sum("volume_vnd"),
        Sum("estimate_vnd"),
    )
    return {
        pk: Kept(count, allocated, disbursed, (advance or 0) + (volume or 0), estimate or 0)
        for pk, count, allocated, disbursed, advance, volume, estimate in sums.order_by()
    }


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line that two closings of a month keep differently, in whole đồng; None: not in that one."""

    line_id: int
    code: str
    name: str
    source: str
    before_vnd: int | None
    after_vnd: int | None

    @property
    def difference_vnd(self) -> int:
        """What was corrected of the line, to the end of the month."""
        return (self.after_vnd or 0) - (self.before_vnd or 0)


def corrected(earlier: Any, later: Any) -> list[Corrected]:
    """Lines whose figures differ between two closings of one month, by code, in one query."""
    figures = apps.get_model("disbursement", "ClosedFigure").objects
    told = figures.filter(closing__in=[earlier.pk, later.pk]).values_list(
        "line_id",
        "closing_id",
        "line__project__code",
        "line__project__name",
        "line__source__short_name",
        "disbursed_vnd",
        "advance_vnd",
        "volume_vnd",
        "recovery_vnd",
        "estimate_vnd",
        "allocated_vnd",
    )
    found: dict[int, dict[int, tuple[Any, ...]]] = {}
    for line, closing, *rest in told.order_by("line__project__code", "line_id"):
        found.setdefault(line, {})[closing] = tuple(rest)
    return [
        _corrected(line, pair.get(earlier.pk), pair.get(later.pk))
        for line, pair in found.items()
        if (pair.get(earlier.pk) or ())[3:] != (pair.get(later.pk) or ())[3:]
    ]


def _corrected(line: int, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None) -> Corrected:
    code, name, source = (new or old or ("", "", ""))[:3]
    return Corrected(
        line_id=line,
        code=code,
        name=name,
        source=source,
        before_vnd=old[3] if old else None,
        after_vnd=new[3] if new else None,
    )
