"""The law in force: shipped defaults into the table, the table into a book the rules read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from deadlines.models import Holiday, RuleVersion
from deadlines.rules.clock import Boundary
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from deadlines.rules.rule_version import AppliesBy, Lane, RuleVersionDef
from vn.calendar import WorkCalendar, vietnam_days

_ENUMS = {"applies_by": AppliesBy, "boundary": Boundary, "lane": Lane}
_COPIED = (
    "lane",
    "title",
    "summary",
    "article",
    "consequence",
    "next_step",
    "effective_from",
    "effective_to",
    "applies_by",
    "boundary",
    "parameters",
    "confidence",
    "advisory",
)


@transaction.atomic
def load_defaults() -> int:
    """Write the shipped versions; one that an administrator confirmed is never overwritten.

    Returns how many rows were written.
    """
    confirmed = set(
        RuleVersion.objects.filter(confirmed_at__isnull=False).values_list("kind", "number")
    )
    rows = [
        RuleVersion(
            kind=shipped.kind,
            number=shipped.number,
            **{name: _stored(getattr(shipped, name)) for name in _COPIED},
        )
        for shipped in SHIPPED_VERSIONS
        if (shipped.kind, shipped.number) not in confirmed
    ]
    RuleVersion.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "number"],
        update_fields=list(_COPIED),
    )
    return len(rows)


@transaction.atomic
def load_holidays(years: Iterable[int]) -> int:
    """Add the public holidays of the years; days an administrator already has are kept."""
    rows = [
        Holiday(date=day, name=name)
        for year in years
        for day, name in sorted(vietnam_days(year).items())
    ]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def book() -> LawBook:
    """All versions in the table, as the pure rules read them."""
    return LawBook([_read(row) for row in RuleVersion.objects.all()])


def calendar() -> WorkCalendar:
    """Days off and swapped working days as an administrator keeps them."""
    off: set[date] = set()
    swaps: set[date] = set()
    for day, is_swap in Holiday.objects.values_list("date", "is_working_swap"):
        (swaps if is_swap else off).add(day)
    return WorkCalendar(days_off=frozenset(off), working_swaps=frozenset(swaps))


def _read(row: RuleVersion) -> RuleVersionDef:
    values = {name: getattr(row, name) for name in ("kind", "number", *_COPIED)}
    values |= {name: enum(values[name]) for name, enum in _ENUMS.items()}
    return RuleVersionDef(**values)


def _stored(value: object) -> object:
    """An enum as the text its column holds."""
    return getattr(value, "value", value)
