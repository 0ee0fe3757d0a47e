"""The list of calls for investment on any day, what each decision changed, and its totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from projects.models import Call, CallDecision, CallEntry
from projects.rules.indicators import COUNT, VND
from projects.rules.published import Check, Reading, against_registry, read
from vn.errors import Unreadable

Kind = CallEntry.Change
STANDING = (Kind.ADD, Kind.CHANGE)
FACTS = (
    *("name", "objective", "sector_id", "sector_text", "location_text", "area_m2", "area_text"),
    *("capital_vnd", "capital_usd", "capital_text", "form_text", "contact_text", "note"),
)
"""What a line says of its call, in the order in which a change is told."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many calls, and the đồng of those that state any; dollars are never converted."""

    calls: int
    capital_vnd: int | None
    without_capital: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one decision says of a call, beside what was said before."""

    entry: CallEntry
    before: CallEntry | None
    changed: tuple[str, ...]


def latest(on: date, *, before: CallDecision | None = None) -> QuerySet[CallEntry]:
    """The last adopted word on each call up to a day; `before`: as if that one were not adopted."""
    rows = CallEntry.objects.filter(
        decision__adopted_at__isnull=False, decision__issued_date__lte=on
    )
    if before is not None:
        rows = rows.exclude(decision=before)
    order = ("call_id", "-decision__issued_date", "-decision_id")
    found: QuerySet[CallEntry] = rows.order_by(*order).distinct("call_id")
    return found


def in_force(on: date, *, before: CallDecision | None = None) -> QuerySet[CallEntry]:
    """The list of a day: the last word on each call that is neither dropped nor a project."""
    said = latest(on, before=before).values("pk")
    return CallEntry.objects.filter(pk__in=said, change__in=STANDING)


def totals(found: QuerySet[CallEntry]) -> Totals:
    """Count and capital of lines."""
    row: dict[str, Any] = found.order_by().aggregate(
        calls=Count("pk"),
        capital=Sum("capital_vnd"),
        unknown=Count("pk", filter=Q(capital_vnd__isnull=True)),
    )
    return Totals(row["calls"], row["capital"], row["unknown"])


def story(call: Call) -> list[Step]:
    """What adopted decisions said of a call, the first first."""
    rows = (
        call.entries.filter(decision__adopted_at__isnull=False)
        .select_related("decision", "project", "sector")
        .order_by("decision__issued_date", "decision_id")
    )
    steps: list[Step] = []
    for entry in rows:
        before = steps[-1].entry if steps else None
        steps.append(Step(entry, before, differing(before, entry)))
    return steps


def differing(before: CallEntry | None, entry: CallEntry) -> tuple[str, ...]:
    """The facts a changing line states otherwise than the line before."""
    if before is None or entry.change != Kind.CHANGE:
        return ()
    return tuple(name for name in FACTS if getattr(before, name) != getattr(entry, name))


def steps_of(decision: CallDecision) -> list[Step]:
    """The lines of a decision, each beside the list it found, in the order they were entered."""
    rows = list(decision.entries.select_related("call", "project", "sector").order_by("pk"))
    before = {entry.call_id: entry for entry in _found_by(decision)}
    return [
        Step(entry, before.get(entry.call_id), differing(before.get(entry.call_id), entry))
        for entry in rows
    ]


def _found_by(decision: CallDecision) -> QuerySet[CallEntry]:
    """The list as a decision found it: all of today's for a draft without a day."""
    day = decision.issued_date or date.max
    rows = in_force(day, before=decision)
    if decision.adopted_at is not None:
        # Of decisions of one day the later row follows.
        same_day = Q(decision__issued_date=day, decision_id__gt=decision.pk)
        said = latest(day, before=decision).exclude(same_day).values("pk")
        rows = CallEntry.objects.filter(pk__in=said, change__in=STANDING)
    return rows.select_related("sector", "call")


def open_to(decision: CallDecision) -> QuerySet[CallEntry]:
    """Lines of the list before of which the draft says nothing yet."""
    spoken = decision.entries.values("call_id")
    return _found_by(decision).exclude(call_id__in=spoken).order_by("call__sort_key", "pk")


def after(decision: CallDecision) -> Totals:
    """The list of the same issuer once the decision holds: what its printed totals are about."""
    standing = _found_by(decision).filter(decision__issuer_name=decision.issuer_name)
    kept = standing.exclude(call_id__in=decision.entries.values("call_id"))
    own = decision.entries.filter(change__in=STANDING)
    return _both(totals(kept), totals(own))


def _both(*parts: Totals) -> Totals:
    known = [part.capital_vnd for part in parts if part.capital_vnd is not None]
    return Totals(
        calls=sum(part.calls for part in parts),
        capital_vnd=sum(known) if known else None,
        without_capital=sum(part.without_capital for part in parts),
    )


def held_against(decision: CallDecision, found: Totals) -> dict[str, Check]:
    """The totals the decision prints against the rows: `count` and `capital`, where it prints any.

    Fewer rows than stated are a list known in part, not a contradiction of the capital.
    """
    checks: dict[str, Check] = {}
    count, capital = _read(str(decision.stated_count or ""), COUNT), _stated_capital(decision)
    missing = found.without_capital > 0
    if count is not None:
        fewer = found.calls < count.value
        missing = missing or fewer
        checks["count"] = against_registry(count, Decimal(found.calls), known_in_part=fewer)
    if capital is not None and found.capital_vnd is not None:
        known = Decimal(found.capital_vnd)
        checks["capital"] = against_registry(capital, known, known_in_part=missing)
    return checks


def _stated_capital(decision: CallDecision) -> Reading | None:
    return _read(decision.stated_capital_text, VND)


def _read(text: str, measure: str) -> Reading | None:
    try:
        return read(text, measure)
    except Unreadable:
        return None


def became(project_ids: Iterable[int]) -> QuerySet[CallEntry]:
    """The calls that became these projects."""
    ids: Sequence[int] = list(project_ids)
    return (
        CallEntry.objects.filter(
            project_id__in=ids, change=Kind.BECAME, decision__adopted_at__isnull=False
        )
        .select_related("decision", "call")
        .order_by("decision__issued_date", "pk")
    )
