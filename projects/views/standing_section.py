"""Suspension and termination on the project page: what happened in its order, and what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext

from deadlines import wording
from deadlines.actions import law
from projects.models import ClosureStep, Suspension, Termination
from projects.rules import order_of_acts
from projects.rules.closing import OF_THE_INVESTOR
from projects.rules.facts import SuspensionFacts
from projects.rules.stage import is_settled
from projects.rules.standing import NOTICE_WITHIN, days_suspended
from projects.views.sight import Sight
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import group


def section(sight: Sight) -> dict[str, Any]:
    """Acts by which the project stood still or ended, and what has to follow."""
    record, on = sight.record, sight.on
    ends = [_end(row, sight) for row in record.terminations]
    told = [
        SuspensionFacts(id=s.pk, start=s.start_date, resumed_on=s.resumed_date)
        for s in record.suspensions
    ]
    late = sum(step["late"] for end in ends for step in end["steps"])
    return {
        "suspensions": _suspensions(record.suspensions, on),
        "suspended_days": group(days_suspended(told, on)) if len(told) > 1 else "",
        "terminations": ends,
        "closing_late": late,
        "liquidated": any(end["liquidated"] for end in ends),
    }


def _suspensions(rows: list[Suspension], on: date) -> list[dict[str, Any]]:
    own = [row for row in rows if row.decided_by == "investor" and row.document_date]
    calendar = law.calendar() if own else None
    drawn = []
    for row in rows:
        waited = 0
        if calendar is not None and row in own and row.document_date:
            waited = calendar.working_days_between(row.start_date, row.document_date)
        days = days_suspended(
            [SuspensionFacts(id=row.pk, start=row.start_date, resumed_on=row.resumed_date)], on
        )
        drawn.append(
            {
                "pk": row.pk,
                "start": day_text(row.start_date),
                "resumed": day_text(row.resumed_date) if row.resumed_date else "",
                "until": day_text(row.ordered_until) if row.ordered_until else "",
                "days": group(days),
                "by": row.get_decided_by_display(),
                "document": row.document_number,
                "document_day": day_text(row.document_date) if row.document_date else "",
                "late_notice": group(waited) if waited > NOTICE_WITHIN else "",
            }
        )
    return drawn


def _end(row: Termination, sight: Sight) -> dict[str, Any]:
    steps = list(row.steps.all())
    settled = row.whole and is_settled((step.kind, step.done_date) for step in steps)
    return {
        "pk": row.pk,
        "whole": row.whole,
        "day": day_text(row.date),
        "kind": row.get_kind_display(),
        "ground": row.get_ground_display(),
        "scope": row.scope_text,
        "phase": row.phase,
        "acts": _acts(row, sight),
        "ended": _ended(row),
        "note": row.note,
        "steps": [_step(step, sight) for step in steps],
        "open": sum(1 for step in steps if step.done_date is None),
        "liquidated": settled,
    }


def _acts(row: Termination, sight: Sight) -> list[dict[str, Any]]:
    """The acts in the order they must have; what is not on record says so."""
    wanted = order_of_acts.missing(
        order_of_acts.Acts(
            ground=row.ground,
            day=row.date,
            minutes=row.minutes_date,
            recovery=row.recovery.issued_date if row.recovery else None,
        )
    )
    acts = []
    if row.minutes_number or wanted == order_of_acts.MINUTES:
        acts.append(_act(gettext("Minutes of the violation"), row.minutes_number, row.minutes_date))
    if row.recovery or wanted == order_of_acts.RECOVERY:
        found = row.recovery
        said = (found.number, found.issued_date) if found else ("", None)
        acts.append(_act(gettext("Land recovery decision"), *said))
    acts.append(_act(gettext("Decision"), row.number, row.date) | {"by": row.authority})
    certified = any(a.kind == "registration_certificate" for a in sight.record.instruments)
    if row.revocation_number or (row.whole and certified):
        said = (row.revocation_number, row.revocation_date)
        acts.append(_act(gettext("Revocation of the certificate"), *said) | {"later": True})
    return acts


def _act(words: str, number: str, day: date | None) -> dict[str, Any]:
    return {"words": words, "number": number, "day": day_text(day) if day else "", "later": False}


def _ended(row: Termination) -> str:
    """Capital and area that ended with it."""
    capital = area = ""
    if row.capital_vnd is not None:
        amount = ty_text(row.capital_vnd, 3, trim=True)
        capital = gettext("%(amount)s billion VND") % {"amount": amount}
    if row.land_area_m2 is not None:
        area = f"{ha_text(row.land_area_m2, 4, trim=True)} ha"
    return " · ".join(filter(None, (capital, area)))


def _step(row: ClosureStep, sight: Sight) -> dict[str, Any]:
    agency = row.agency
    who = sight.record.in_charge.name(agency) if agency else ""
    if row.kind in OF_THE_INVESTOR:
        who = " · ".join(filter(None, (gettext("Investor"), who)))
    late = row.done_date is None and row.due_date is not None and row.due_date < sight.on
    left = ""
    if row.due_date and row.done_date is None:
        left = wording.distance(row.due_date, sight.on)
    return {
        "pk": row.pk,
        "words": row.what or row.get_kind_display(),
        "kind": row.get_kind_display() if row.what else "",
        "who": who or gettext("Investor"),
        "due": day_text(row.due_date) if row.due_date else "",
        "left": left,
        "late": late,
        "done": day_text(row.done_date) if row.done_date else "",
        "document": row.document_number,
        "note": row.note,
    }
