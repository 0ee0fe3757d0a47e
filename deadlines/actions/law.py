"""The law in force: shipped defaults into the table, the table into a book the rules read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from deadlines.models import Holiday, RuleProposal, RuleVersion
from deadlines.rules.clock import Boundary
from deadlines.rules.law import SHIPPED_VERSIONS, LawBook
from deadlines.rules.rule_version import AppliesBy, Lane, RuleVersionDef
from vn.calendar import WorkCalendar, vietnam_days

_ENUMS = {"applies_by": AppliesBy, "boundary": Boundary, "lane": Lane}
RECKONED = (
    "lane",
    "effective_from",
    "effective_to",
    "applies_by",
    "boundary",
    "parameters",
    "advisory",
)
"""Columns that deadlines are computed from. The others are read from the version itself, so a
change of them shows at once and moves nothing."""

TEXTS = ("title", "summary", "article", "consequence", "next_step", "confidence")
COLUMNS = (*TEXTS, *RECKONED)
"""What a version says; the rest of its row tells who confirmed it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The versions that were written, and whether deadlines are computed differently by them."""

    versions: tuple[str, ...]
    reckons: bool


@transaction.atomic
def load_defaults() -> Loaded:
    """Write the shipped versions that are new or differ from the table.

    A rule is the province's own once one of its versions was confirmed or changed on the screens:
    no release touches any version of it, because a shipped text could overlap what the province
    put in force. Called again it writes nothing.
    """
    stored = {(row.kind, row.number): row for row in RuleVersion.objects.all()}
    own = own_kinds()
    rows, reckons = [], False
    for shipped in SHIPPED_VERSIONS:
        values = {name: _stored(getattr(shipped, name)) for name in COLUMNS}
        differing = _differing(stored.get((shipped.kind, shipped.number)), values)
        if shipped.kind not in own and differing:
            rows.append(RuleVersion(kind=shipped.kind, number=shipped.number, **values))
            reckons |= not differing.isdisjoint(RECKONED)
    RuleVersion.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "number"],
        update_fields=list(COLUMNS),
    )
    return Loaded(tuple(map(str, rows)), reckons)


def own_kinds() -> frozenset[str]:
    """The rules that are the province's own: confirmed or changed on the screens."""
    confirmed = RuleVersion.objects.filter(confirmed_at__isnull=False)
    applied = RuleProposal.objects.filter(state=RuleProposal.State.APPLIED)
    kinds = [*confirmed.values_list("kind", flat=True), *applied.values_list("kind", flat=True)]
    return frozenset(kinds)


def _differing(row: RuleVersion | None, values: dict[str, Any]) -> set[str]:
    return {name for name, value in values.items() if row is None or getattr(row, name) != value}


@transaction.atomic
def load_holidays(years: Iterable[int]) -> tuple[Holiday, ...]:
    """Add the public holidays of years of which the calendar holds none yet.

    Once a year is there it is a person's: a day taken out of it must not come back.
    """
    kept = {day.year for day in Holiday.objects.values_list("date", flat=True)}
    rows = [
        Holiday(date=day, name=name)
        for year in years
        if year not in kept
        for day, name in sorted(vietnam_days(year).items())
    ]
    return tuple(Holiday.objects.bulk_create(rows, ignore_conflicts=True))


def book(changed: Iterable[RuleVersion] = ()) -> LawBook:
    """All versions in the table, as the pure rules read them.

    `changed` are versions as they would stand, in place of those stored or beside them. Raises
    ValueError when two versions of a rule overlap.
    """
    rows = {(row.kind, row.number): row for row in RuleVersion.objects.all()}
    rows |= {(row.kind, row.number): row for row in changed}
    return LawBook([read(row) for row in rows.values()])


def calendar(*, without: Iterable[date] = (), besides: Iterable[Holiday] = ()) -> WorkCalendar:
    """Days off and swapped working days as an administrator keeps them.

    `without` and `besides` give the calendar as it would be with days taken out and put in.
    """
    days = dict(Holiday.objects.values_list("date", "is_working_swap"))
    for day in without:
        days.pop(day, None)
    days |= {each.date: each.is_working_swap for each in besides}
    return WorkCalendar(
        days_off=frozenset(day for day, is_swap in days.items() if not is_swap),
        working_swaps=frozenset(day for day, is_swap in days.items() if is_swap),
    )


def hold() -> None:
    """Until the end of the transaction nobody else changes the law or the calendar."""
    list(RuleVersion.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def stamp() -> str:
    """16 hex digits over everything deadlines are computed from besides facts: law and calendar."""
    law = RuleVersion.objects.order_by("kind", "number").values_list("kind", "number", *RECKONED)
    days = Holiday.objects.order_by("date").values_list("date", "is_working_swap")
    text = json.dumps([list(law), list(days)], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read(row: RuleVersion) -> RuleVersionDef:
    """A version as the pure rules read it. Raises ValueError for one that contradicts itself."""
    values = {name: getattr(row, name) for name in ("kind", "number", *COLUMNS)}
    values |= {name: enum(values[name]) for name, enum in _ENUMS.items()}
    return RuleVersionDef(**values)


def _stored(value: object) -> object:
    """An enum as the text its column holds."""
    return getattr(value, "value", value)
