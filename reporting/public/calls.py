"""Calls for investment as everybody reads them: the list in force today, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.models import CallEntry
from projects.published.calls import in_force
from reporting.public.caching import remembered
from vn.text import fold


@dataclass(frozen=True, slots=True)
class PublicCall:
    """One call: capital in whole đồng, area in square metres; texts as the decision prints them."""

    call_id: int
    code: str
    name: str
    objective: str
    sector: str
    location: str
    area_m2: Decimal | None
    area_text: str
    capital_vnd: int | None
    capital_usd: Decimal | None
    capital_text: str
    form: str
    contact: str
    note: str
    decision: str
    decision_date: date | None
    issuer: str
    invented: bool
    searched: str


def calls(on: date) -> tuple[PublicCall, ...]:
    """All calls in force on a day, by name."""
    return remembered(f"calls {on}", lambda: _read(on))


def one(code: str, on: date) -> PublicCall | None:
    """The call with this code, or None if it is not in force."""
    return next((row for row in calls(on) if row.code == code), None)


def find(words: str, sector: str, on: date) -> list[PublicCall]:
    """Calls with these words, of this sector."""
    wanted = fold(words).split()
    return [
        row
        for row in calls(on)
        if all(word in row.searched for word in wanted) and (not sector or sector == row.sector)
    ]


def sectors(on: date) -> list[str]:
    """The sectors of the calls in force."""
    return sorted({row.sector for row in calls(on) if row.sector}, key=fold)


def largest(most: int, on: date) -> list[PublicCall]:
    """Those with the most capital."""
    return sorted(calls(on), key=lambda row: -(row.capital_vnd or 0))[:most]


def _read(on: date) -> tuple[PublicCall, ...]:
    rows = in_force(on).select_related("call", "decision", "sector")
    return tuple(_call(row) for row in rows.order_by("call__sort_key", "pk"))


def _call(row: CallEntry) -> PublicCall:
    sector = row.sector.name if row.sector else row.sector_text
    return PublicCall(
        call_id=row.call_id,
        code=row.call.code,
        name=row.name,
        objective=row.objective,
        sector=sector,
        location=row.location_text,
        area_m2=row.area_m2,
        area_text=row.area_text,
        capital_vnd=row.capital_vnd,
        capital_usd=row.capital_usd,
        capital_text=row.capital_text,
        form=row.form_text,
        contact=row.contact_text,
        note=row.note,
        decision=row.decision.number or row.decision.title,
        decision_date=row.decision.issued_date,
        issuer=row.decision.issuer_name,
        invented=row.decision.is_demonstration,
        searched=fold(" ".join((row.call.code, row.name, row.location_text, sector))),
    )
