"""Land, documents and time not counted on the project page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import ExcludedPeriod, Instrument, LandTranche
from projects.querysets.record import Record, derived_periods
from projects.wording import partial
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import ratio_percent


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


def instruments(record: Record) -> list[dict[str, Any]]:
    """Decisions and certificates, oldest first."""
    return [_instrument(row) for row in record.instruments]


def _instrument(row: Instrument) -> dict[str, Any]:
    kind = row.get_kind_display()
    if row.sequence:
        kind = gettext("%(kind)s no. %(n)s") % {"kind": kind, "n": row.sequence}
    return {
        "pk": row.pk,
        "kind": kind,
        "number": row.number or gettext("number not known"),
        "issued": partial(row.issued_date, row.issued_precision),
        "authority": row.issuer_name or row.get_authority_display(),
        "capital": ty_text(row.capital_vnd, unknown=""),
        "note": row.note,
    }


def periods(record: Record, on: date) -> list[dict[str, Any]]:
    """Time not counted: decided periods, then those read off the facts."""
    return [_period(period) for period in record.periods] + _derived(record, on)


def _period(period: ExcludedPeriod) -> dict[str, Any]:
    return {
        "pk": period.pk,
        "reason": period.get_reason_display(),
        "scope": str(period.tranche or period.schedule_item or period.get_scope_display()),
        "start": day_text(period.start_date),
        "end": _day(period.end_date) or gettext("still running"),
        "document": period.document_number,
        "derived": False,
        "standing": period.standing,
        "standing_words": PERIOD_STANDING[period.standing],
        "claimed": _day(period.claimed_date),
        "expected": _day(period.expected_end_date) if period.end_date is None else "",
        "reviewed": _day(period.reviewed_date),
        "note": period.review_note,
        "act": _period_act(period),
    }


PERIOD_STANDING: dict[str, Any] = {
    ExcludedPeriod.Standing.CLAIMED: _("asked for, not decided"),
    ExcludedPeriod.Standing.DECIDED: _("decided"),
    ExcludedPeriod.Standing.REFUSED: _("refused"),
}


def _period_act(period: ExcludedPeriod) -> str:
    """The page that what is missing is entered on: the decision, the next look, the last day."""
    if period.standing != ExcludedPeriod.Standing.DECIDED:
        return "projects:period_decide"
    return "projects:period_edit" if period.end_date else "projects:period_review"


def _derived(record: Record, on: date) -> list[dict[str, Any]]:
    return [
        {
            "pk": "",
            "reason": wording.label(wording.REASONS, part.reason),
            "scope": "",
            "start": day_text(part.start),
            "end": day_text(part.end) if part.end else gettext("still running"),
            "document": part.reference,
            "derived": True,
        }
        for part in derived_periods(record, on)
    ]


def _day(value: date | None) -> str:
    return day_text(value) if value else ""
