"""The milestones of the project page: a chart, and the same facts as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from charts import Frame, Milestone, MilestoneState, milestones
from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import ScheduleItem
from projects.querysets.record import Record
from projects.views.sight import Sight
from projects.wording import partial
from vn.dates import Precision, last_day

WIDE, NARROW = 1060, 350


@dataclass(frozen=True, slots=True)
class Row:
    """One milestone as the table prints it."""

    pk: int
    phase: int
    name: str
    planned: str
    baseline: str
    actual: str
    evidence: str
    mark: str
    words: str
    basis: str
    basis_anchor: str


def section(sight: Sight) -> dict[str, Any]:
    """The milestones, drawn and listed."""
    record, on = sight.record, sight.on
    return {
        "milestones": rows(record, on),
        "charts": charts(record, on),
        "reached": sum(1 for item in record.items if item.actual_date or item.achieved_undated),
    }


def rows(record: Record, on: date) -> list[Row]:
    """The milestones in order, each with how far it is from its day."""
    return [_row(item, record.of_milestone(item), on) for item in record.items]


def charts(record: Record, on: date) -> dict[str, SafeString]:
    """The chart for a desk and for a telephone; empty without any day to draw."""
    drawn = [_milestone(item, record.of_milestone(item), on) for item in record.items]
    if not any(item.planned or item.actual for item in drawn):
        return {}
    return {
        "wide": _chart("moc-rong", drawn, WIDE, on),
        "narrow": _chart("moc-hep", drawn, NARROW, on),
    }


def _chart(uid: str, drawn: list[Milestone], width: int, on: date) -> SafeString:
    frame = Frame(
        uid=uid,
        title=gettext("Milestones: planned and actual days"),
        desc=gettext("The table below holds the same data."),
        width=width,
    )
    # charts escapes every text it draws.
    return mark_safe(milestones(frame, drawn, on=on))  # noqa: S308


def _row(item: ScheduleItem, duty: Obligation | None, on: date) -> Row:
    mark, words = _variance(item, duty, on)
    moved = (item.baseline_date, item.baseline_precision) != (
        item.planned_date,
        item.planned_precision,
    )
    document = item.instrument
    return Row(
        pk=item.pk,
        phase=item.phase,
        name=item.name,
        planned=_day(item.planned_date, item.planned_precision),
        baseline=_day(item.baseline_date, item.baseline_precision) if moved else "",
        actual=_actual(item),
        evidence=item.evidence,
        mark=mark,
        words=words,
        basis=str(document) if document else "",
        basis_anchor=f"#vb-{document.pk}" if document else "",
    )


def _actual(item: ScheduleItem) -> str:
    if item.achieved_undated:
        return gettext("reached, day not known")
    return _day(item.actual_date, item.actual_precision)


def _day(first: date | None, precision: str) -> str:
    return partial(first, precision) or "—"


def _end(first: date | None, precision: str) -> date | None:
    return last_day(first, Precision(precision)) if first else None


def _variance(item: ScheduleItem, duty: Obligation | None, on: date) -> tuple[str, str]:
    """The mark and words of a milestone against its day after the days not counted."""
    if duty is None:
        return "", ""
    standing = vars(duty)
    if duty.clock != "met" or duty.due_date is None or duty.met_date is None:
        mark = duty_mark(clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory)
        return mark, wording.standing(standing, on)
    if duty.met_date <= duty.due_date:
        return "ok", gettext("on time")
    return "warn", gettext("%(span)s late, done") % {
        "span": wording.span(duty.due_date, duty.met_date)
    }


def _milestone(item: ScheduleItem, duty: Obligation | None, on: date) -> Milestone:
    planned = _end(item.planned_date, item.planned_precision)
    actual = _end(item.actual_date, item.actual_precision)
    state, note = MilestoneState.PENDING, ""
    if planned is None and actual is None:
        note = gettext("no data")
    elif duty is not None and duty.due_date is not None:
        state, note = _state(duty, on)
    return Milestone(item.name, planned, actual, state, note)


def _state(duty: Any, on: date) -> tuple[MilestoneState, str]:
    reached = duty.met_date
    if reached is not None:
        days = (reached - duty.due_date).days
        if days <= 0:
            return MilestoneState.ON_TIME, ""
        return MilestoneState.LATE, f"+{days}"
    if wording.is_overdue(duty.clock, duty.level):
        days = (on - duty.due_date).days
        return MilestoneState.OVERDUE, gettext("+%(n)s days") % {"n": days}
    return MilestoneState.PENDING, ""
