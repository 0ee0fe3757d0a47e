"""Time not counted on the project page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from projects.models import ExcludedPeriod
from projects.querysets.record import Record, derived_periods
from projects.views.sight import Sight
from vn.dates import day_text


def section(sight: Sight) -> dict[str, Any]:
    """Days taken out of the clocks."""
    return {"periods": periods(sight.record, sight.on)}


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
