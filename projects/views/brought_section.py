"""Capital brought in against its schedule on the project page (I8)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from charts import BarRow, Frame, Reference, Tone, bar_chart
from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import Contribution, ScheduleItem
from projects.querysets.record import Record
from projects.views.amounts import dollars
from projects.views.schedule_section import NARROW, WIDE
from projects.views.sight import Sight
from projects.wording import partial
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import percent_text, ratio_percent


def section(sight: Sight) -> dict[str, Any]:
    """What was brought in."""
    return {"capital_brought": _brought(sight.record, sight.on)}


def _brought(record: Record, on: date) -> dict[str, Any]:
    """What was brought in, each amount and against each milestone of capital."""
    items = [item for item in record.items if item.amount_vnd]
    if not items and not record.contributions:
        return {}
    rows = [_milestone(item, record.of_milestone(item), on) for item in items]
    return {
        "milestones": rows,
        "charts": _charts(rows),
        "contributions": [_contribution(row) for row in reversed(record.contributions)],
        "sum": _ty(sum(row.amount_vnd for row in record.contributions)),
    }


def _milestone(item: ScheduleItem, duty: Obligation | None, on: date) -> dict[str, Any]:
    """A milestone with the sums of its obligation: all due by it, all in by then or by today."""
    due = duty.amount_due_vnd if duty else None
    met = duty.amount_met_vnd if duty else None
    mark = standing = ""
    if duty is not None:
        mark = duty_mark(clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory)
        standing = wording.standing(vars(duty), on)
    return {
        "pk": item.pk,
        "name": item.name,
        "planned": partial(item.planned_date, item.planned_precision) or "—",
        "part": ty_text(item.amount_vnd, 3, trim=True),
        "due": ty_text(due, 3, trim=True),
        "brought": ty_text(met, 3, trim=True),
        "off": _off(due, met),
        "share": ratio_percent(met, due, 1),
        "mark": mark,
        "words": standing,
    }


def _off(due: int | None, met: int | None) -> str:
    """How far what was brought in is from what was due by then."""
    if due is None or met is None:
        return ""
    if due == met:
        return gettext("as scheduled")
    words = gettext("%(amount)s short") if met < due else gettext("%(amount)s more")
    return words % {"amount": _ty(abs(due - met))}


def _charts(rows: list[dict[str, Any]]) -> dict[str, SafeString]:
    """Brought in as a share of what was due by each milestone, for a desk and a telephone."""
    known = [row for row in rows if row["share"] is not None]
    if not known:
        return {}
    bars = [
        BarRow(
            label=row["name"],
            value=row["share"],
            text=percent_text(row["share"], 1),
            tone=_tone(row),
        )
        for row in known
    ]
    return {
        "wide": _chart("gop-von-rong", bars, WIDE),
        "narrow": _chart("gop-von-hep", bars, NARROW),
    }


def _tone(row: dict[str, Any]) -> Tone:
    if row["share"] >= 100:
        return Tone.OK
    return {"crit": Tone.BAD, "warn": Tone.WARN}.get(row["mark"], Tone.ACT)


def _chart(uid: str, bars: list[BarRow], width: int) -> SafeString:
    frame = Frame(
        uid=uid,
        title=gettext("Capital brought in against the schedule"),
        desc=gettext("The table below holds the same data."),
        width=width,
    )
    reference = Reference(100, gettext("what the schedule asks"))
    # charts escapes every text it draws.
    return mark_safe(bar_chart(frame, bars, reference=reference))  # noqa: S308


def _contribution(row: Contribution) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "day": day_text(row.date),
        "amount": ty_text(row.amount_vnd, 3, trim=True),
        "dollars": dollars(row.amount_usd, row.rate_vnd, row.rate_date),
        "evidence": row.evidence,
    }


def _ty(vnd: int) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(vnd, 3, trim=True)}
