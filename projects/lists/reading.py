"""What the columns of a list make of the row that was read: one typed value each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext

from projects.filters.registry import BUCKETS
from projects.gate_wording import STEP
from projects.models import Investor, Project
from projects.rules.stage import Stage
from vn.areas import SQUARE_METRES_PER_HECTARE
from vn.dates import PartialDate, Precision

Row = Mapping[str, Any]
PLACES_SHOWN = 2


def partial(name: str, precision: str) -> Callable[[Row], Any]:
    """A day as exactly as it is known: a `date`, a `PartialDate` of a month or more, or None."""

    def value(row: Row) -> Any:
        day = row[name]
        if day is None or row[precision] == Precision.DAY:
            return day
        return PartialDate(day, Precision(row[precision]))

    return value


def reached(day: Callable[[Row], Any], undated: str) -> Callable[[Row], Any]:
    """The day of a milestone, or words where it was reached on a day nobody recorded."""
    return lambda row: gettext("reached, day not known") if row[undated] else day(row)


def hectares(name: str) -> Callable[[Row], Decimal | None]:
    """Square metres in hectares, exact."""
    return lambda row: None if row[name] is None else row[name] / SQUARE_METRES_PER_HECTARE


def labels(
    name: str, choices: type[TextChoices], *, unknown: str = "unknown"
) -> Callable[[Row], Any]:
    """The words of a state; None where it is not known."""

    def value(row: Row) -> str | None:
        code = row[name]
        return None if code in (None, unknown) else str(choices(code).label)

    return value


investor_kind = labels("c_loai_ndt", Investor.Kind)
zone = labels("c_khu", Project.Zone)
legal = labels("c_legal", Project.LegalState)
physical = labels("c_phys", Project.PhysicalState)
operating = labels("c_oper", Project.OperatingState)
origin = labels("c_origin", Project.Origin)


def status(row: Row) -> str:
    """The row of the census."""
    return str(BUCKETS[row["c_bucket"]])


def stage(row: Row) -> str | None:
    """The furthest stage that an act proves."""
    code = row["c_stage"]
    return None if code in (None, Stage.UNKNOWN) else str(STEP[Stage(code)])


def places(row: Row) -> str | None:
    """All places of a project, or where its source says it lies."""
    return ", ".join(row["c_places"] or ()) or row["c_where"] or None


def few_places(row: Row) -> str:
    """The first places, and how many more."""
    names = row["c_places"] or []
    if len(names) <= PLACES_SHOWN:
        return places(row) or ""
    return ", ".join(names[:PLACES_SHOWN]) + f" +{len(names) - PLACES_SHOWN}"


def flags(row: Row) -> str | None:
    """All live flags in words, the gravest first."""
    return "; ".join(words for _mark, words, _advisory in row["flags"]) or None
