"""Both clocks of a project: days used by its investor and by the State, each with its cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.two_clocks import Pause, Side, Stretch, in_order, shares
from deadlines.whose_days import WIDE, Clock, told, whose_days
from projects.actions import requests
from projects.models import ExcludedPeriod, ExtensionRequest, Instrument, ScheduleItem
from projects.querysets.record import Acts, Record, derived_periods
from projects.views.request_section import is_entered
from projects.views.sight import Sight
from vn.dates import Precision, last_day

_FIRST_ACTS = (
    Instrument.Kind.POLICY_APPROVAL,
    Instrument.Kind.INVESTOR_APPROVAL,
    Instrument.Kind.REGISTRATION_CERTIFICATE,
)
_LIVE = ("running", "stopped")
_ONE_DAY = timedelta(days=1)
_CHART = 1060
"""Pixels of a chart that takes the whole width of the project page."""


def section(sight: Sight) -> dict[str, Any]:
    """Both clocks of the project, drawn for its page."""
    record, on = sight.record, sight.on
    return {"clocks": clocks(record, on, _coming(record, on), wide=_CHART)}


def _coming(record: Record, on: date) -> ScheduleItem | None:
    """The first milestone still to be reached, by its last possible day."""
    ahead = [
        (last_day(item.planned_date, Precision(item.planned_precision)), item.pk, item)
        for item in record.items
        if item.planned_date and not item.actual_date and not item.achieved_undated
    ]
    return min((each for each in ahead if each[0] >= on), default=(None, 0, None))[2]


def clocks(
    record: Record, on: date, coming: ScheduleItem | None, *, wide: int = WIDE
) -> dict[str, Any]:
    """The project as a whole, and each clock of its investor that runs or stands still.

    Milestones after the next one share its clock, so they are left out until they are next.
    `wide` is the width of the charts for a desk, in pixels.
    """
    found = list(causes(record, on))
    return {
        "whole": _whole(record, on, found, wide),
        "each": [
            clock
            for duty in record.duties
            if _is_told(record, duty, on, coming) and (clock := _one(record, duty, on, found, wide))
        ],
    }


def causes(record: Acts, on: date) -> Iterator[Pause]:
    """What takes days from the investor's clocks: decided, read off the land, waited for."""
    for row in record.periods:
        if row.standing == ExcludedPeriod.Standing.DECIDED and row.start_date <= on:
            yield Pause(
                start=row.start_date,
                end=row.end_date,
                reasons=row.reason,
                reference=row.document_number,
                about=str(row.tranche or row.schedule_item or ""),
                url=f"#tg-{row.pk}",
            )
    tranches = {row.decision_number: row for row in record.tranches}
    for part in derived_periods(record, on):
        tranche = tranches.get(part.reference)
        yield Pause(
            start=part.start,
            end=part.end,
            reasons=part.reason,
            reference=part.reference,
            derived=True,
            about=tranche.label if tranche else "",
            url=f"#dot-{tranche.pk}" if tranche else "",
        )
    yield from (pause for row in record.requests if (pause := _waited(row)))


def _waited(row: ExtensionRequest) -> Pause | None:
    """The wait for an answer; refused, the days stay with the one who asked."""
    if row.granted is False:
        return None
    reason, end = "request_pending", None
    if row.granted and row.decided_date is not None:
        reason = "request_granted"
        end = row.decided_date - _ONE_DAY if is_entered(row) else None
    if end is not None and end < row.filed_date:
        return None
    return Pause(
        start=row.filed_date,
        end=end,
        reasons=reason,
        reference=row.decision_number or row.document_number,
        derived=True,
        about=str(requests.about(row)),
        url=f"#gh-{row.pk}",
    )


def sides(record: Acts, on: date) -> dict[Side, int]:
    """Days of the project as a whole by whose they are; nothing where no act has a day."""
    period = _span(record, on)
    if period is None:
        return {}
    found = dict.fromkeys(Side, 0)
    for share in shares(period, in_order(causes(record, on))):
        found[share.side] += share.days
    return found


def _whole(record: Record, on: date, found: Sequence[Pause], wide: int) -> dict[str, Any]:
    period = _span(record, on)
    if period is None:
        return {}
    project = record.project
    bearer = gettext("Investor") if project.investor else record.in_charge.name(project.agency)
    clock = Clock(uid="du-an", bearer=bearer, period=period, pauses=in_order(found), wide=wide)
    return told(clock)


def _span(record: Acts, on: date) -> Stretch | None:
    """From the first approval until today, or until the project ended or was finished."""
    start, end = _first_day(record), min(on, _last_day(record) or on)
    return None if start is None or end < start else Stretch(start, end)


def _first_day(record: Acts) -> date | None:
    known = [row for row in record.instruments if row.issued_date is not None]
    first = [row for row in known if row.kind in _FIRST_ACTS] or known
    days = [last_day(row.issued_date, Precision(row.issued_precision)) for row in first]
    return min(days, default=None)


def _last_day(record: Acts) -> date | None:
    ended: list[date] = [row.date for row in record.terminations if row.whole]
    if ended:
        return max(ended)
    reached: list[date] = [row.actual_date for row in record.items if row.actual_date is not None]
    return max(reached) if reached and len(reached) == len(record.items) else None


def _is_told(record: Record, duty: Obligation, on: date, coming: ScheduleItem | None) -> bool:
    """A live clock of the investor; of milestones those that are late, stopped, or next."""
    if duty.clock not in _LIVE or duty.bearer_agency_id is not None or not _counts(duty):
        return False
    is_late = duty.due_date is not None and duty.due_date < on
    is_next = coming is not None and duty.subject_id == coming.pk
    return duty.kind != "I1" or duty.clock == "stopped" or is_late or is_next


def _one(
    record: Record, duty: Obligation, on: date, found: Sequence[Pause], wide: int
) -> dict[str, Any]:
    days = whose_days(duty, on, begun=_begun(record, duty), causes=found, wide=wide)
    if not days:
        return {}
    name = _names(record).get((duty.subject_kind, duty.subject_id), "")
    is_item = duty.subject_kind == "schedule_item"
    return {
        "pk": duty.pk,
        "what": wording.duty(duty.kind, name if is_item else None),
        "about": "" if duty.kind == "I1" else name,
        "words": wording.standing(vars(duty), on),
        "days": days,
    }


def _counts(duty: Obligation) -> bool:
    """Whether days may be left out of this clock: one that nothing stops has no two sides."""
    parameters = duty.rule_version.parameters if duty.rule_version else {}
    paused = any(step["kind"] in ("excluded", "stopped") for step in duty.steps)
    return paused or bool(parameters.get("excluding_reasons"))


def _names(record: Record) -> Mapping[tuple[str, int], str]:
    found = {("tranche", row.pk): row.label for row in record.tranches}
    found |= {("schedule_item", row.pk): row.name for row in record.items}
    found |= {("suspension", row.pk): row.document_number for row in record.suspensions}
    for row in record.tranches:
        if hasattr(row, "extension"):
            found["extension", row.extension.pk] = row.label
    return found


def _begun(record: Record, duty: Obligation) -> date | None:
    """A milestone's clock runs from the act that set its day, that of land from its handover."""
    if duty.subject_kind == "tranche":
        tranche = next((row for row in record.tranches if row.pk == duty.subject_id), None)
        if tranche is None or tranche.handover_date is None:
            return duty.base_date
        return last_day(tranche.handover_date, Precision(tranche.handover_precision))
    if duty.subject_kind != "schedule_item":
        return duty.base_date
    item = next((row for row in record.items if row.pk == duty.subject_id), None)
    document = item.instrument if item else None
    if document is None or document.issued_date is None:
        return duty.base_date
    return last_day(document.issued_date, Precision(document.issued_precision))
