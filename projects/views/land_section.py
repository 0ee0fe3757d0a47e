"""Land on the project page."""

from __future__ import annotations

from datetime import date
from typing import Any

from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import LandTranche
from projects.querysets.record import Record
from projects.views.sight import Sight
from projects.wording import partial
from vn.areas import ha_text
from vn.dates import day_text
from vn.numbers import ratio_percent


def section(sight: Sight) -> dict[str, Any]:
    """Tranches of land, and how much of it was handed over."""
    return {
        "tranches": tranches(sight.record, sight.on),
        "handed": handed_over(sight.record),
    }


def tranches(record: Record, on: date) -> list[dict[str, Any]]:
    """Each tranche with its areas, its days and the clocks that run on it."""
    return [_tranche(record, tranche, on) for tranche in record.tranches]


def _tranche(record: Record, tranche: LandTranche, on: date) -> dict[str, Any]:
    extension = getattr(tranche, "extension", None)
    duties = [
        record.duty("L6", "tranche", tranche.pk),
        record.duty("L1", "tranche", tranche.pk),
        record.duty("L2", "tranche", tranche.pk),
        record.duty("L3", "extension", extension.pk) if extension else None,
    ]
    return {
        "pk": tranche.pk,
        "label": tranche.label,
        "phase": tranche.phase,
        "decision": tranche.decision_number,
        "decided_on": _day(tranche.decision_date),
        "decided": ha_text(tranche.decided_area_m2),
        "handed": ha_text(tranche.handed_area_m2),
        "partial": _is_partial(tranche),
        "handover": partial(tranche.handover_date, tranche.handover_precision),
        "planned": _day(tranche.planned_handover_date),
        "minutes": tranche.minutes_number,
        "in_use": _day(tranche.in_use_date),
        "evidence": tranche.in_use_evidence,
        "agency": record.in_charge.name(tranche.agency),
        "extension": extension,
        "clocks": [_clock(duty, on) for duty in duties if duty and duty.clock != "void"],
    }


def _is_partial(tranche: LandTranche) -> bool:
    """Less was handed over than decided (L7)."""
    decided, handed = tranche.decided_area_m2, tranche.handed_area_m2
    return decided is not None and handed is not None and handed < decided


def _clock(duty: Obligation, on: date) -> dict[str, str]:
    return {
        "mark": duty_mark(
            clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory
        ),
        "duty": wording.duty(duty.kind),
        "words": wording.standing(vars(duty), on),
        "anchor": f"#hv-{duty.pk}",
    }


def handed_over(record: Record) -> dict[str, Any]:
    """How much of the decided land was handed over: words and a ratio for the bar."""
    decided = [t.decided_area_m2 for t in record.tranches if t.decided_area_m2 is not None]
    if not decided:
        return {}
    handed = sum(
        t.decided_area_m2 if t.handed_area_m2 is None else t.handed_area_m2
        for t in record.tranches
        if t.handover_date is not None and t.decided_area_m2 is not None
    )
    ratio = ratio_percent(handed, sum(decided), 1)
    return {
        "handed": ha_text(handed),
        "decided": ha_text(sum(decided)),
        "ratio": ratio,
        "bar": None if ratio is None else min(float(ratio), 100.0),
    }


def _day(value: date | None) -> str:
    return day_text(value) if value else ""
