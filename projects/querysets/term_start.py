"""The day of the event a term is counted from, where the record holds it (R-1.9)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Min

_INSTRUMENTS = {
    "approval": ("policy_approval",),
    "certificate": ("registration_certificate",),
    "land_allocation": ("land_allocation", "land_lease"),
}


def first_day(project: Any, event: str) -> date | None:
    """The first such day known to the day; None where there is none, or for another event."""
    found: list[date | None] = []
    if event in _INSTRUMENTS:
        known = project.instruments.filter(kind__in=_INSTRUMENTS[event], issued_precision="day")
        found.append(known.aggregate(first=Min("issued_date"))["first"])
    if event == "land_allocation":
        found.append(project.tranches.aggregate(first=Min("decision_date"))["first"])
    if event == "land_handover":
        known = project.tranches.filter(handover_precision="day")
        found.append(known.aggregate(first=Min("handover_date"))["first"])
    return min((day for day in found if day is not None), default=None)
