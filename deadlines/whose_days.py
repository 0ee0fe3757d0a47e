"""Whose days were used: the bearer's, the State's, and those nobody is charged with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from charts import DaysRow, Due, Frame, Span, Tone
from charts import whose_days as drawn_days
from deadlines import wording
from deadlines.models import Obligation
from vn.dates import day_text
from vn.numbers import group

WIDE, NARROW = 700, 350
STATE_REASONS = frozenset({"late_handover", "state_delay", "planning_change"})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Days not counted, as a step of the arithmetic tells them."""

    span: Span
    reasons: str
    reference: str
    derived: bool

    @property
    def is_states(self) -> bool:
        """Whether every reason lies with the State."""
        return STATE_REASONS.issuperset(self.reasons.split(", "))


def whose_days(duty: Obligation, on: date, *, begun: date | None = None) -> dict[str, Any]:
    """Chart and table from the base day to `on` (or the day it was met).

    {} without a pause, unless `begun` is given: the day the clock began, for a reader who is
    always told both clocks. A milestone's base is its planned day, so its clock begins earlier.
    """
    parts = list(_parts(duty, on))
    if duty.base_date is None or not (parts or begun):
        return {}
    end = min(duty.met_date or on, on) + _ONE_DAY
    start = min((begun or duty.base_date, *(part.span.start for part in parts)))
    if end <= start:
        return {}
    period = Span(start, end)
    own = list(_between(period, [part.span for part in parts]))
    state = [part for part in parts if part.is_states]
    nobody = [part for part in parts if not part.is_states]
    bearer = _bearer(duty)
    rows = [(bearer, own, Tone.ACT)]
    if state or begun:
        rows += [(gettext("The State"), [part.span for part in state], Tone.MUTE)]
    rows += [(gettext("Not counted"), [p.span for p in nobody], Tone.EXCLUDED)] if nobody else []
    return {
        "from": day_text(start),
        "to": day_text(end - _ONE_DAY),
        "total": _days(period.days),
        "own": _days(_length(own)),
        "states": _days(_length([part.span for part in state])),
        "wide": _chart(f"ngay-rong-{duty.pk}", WIDE, rows, period, duty),
        "narrow": _chart(f"ngay-hep-{duty.pk}", NARROW, rows, period, duty),
        "rows": [_own_row(duty, own, period) | {"side": bearer}, *(_row(part) for part in parts)],
    }


def _bearer(duty: Obligation) -> str:
    agency = duty.bearer_agency
    return InCharge.of([agency]).name(agency) if agency else gettext("Investor")


def _parts(duty: Obligation, on: date) -> Iterator[Part]:
    for step in duty.steps:
        if step["kind"] not in ("excluded", "stopped"):
            continue
        said = step["params"]
        start = date.fromisoformat(said["start"])
        last = date.fromisoformat(said["end"]) if said.get("end") else on
        last = min(last, duty.met_date or on, on)
        if last >= start:
            yield Part(
                span=Span(start, last + _ONE_DAY),
                reasons=said["reasons"],
                reference=said["references"],
                derived=bool(said["derived"]),
            )


def _between(period: Span, taken: list[Span]) -> Iterator[Span]:
    """What is left of the period between the days taken out of it."""
    start = period.start
    for span in sorted(taken, key=lambda s: s.start):
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < period.end:
        yield Span(start, period.end)


def _chart(uid: str, width: int, rows: list[Any], period: Span, duty: Obligation) -> SafeString:
    frame = Frame(
        uid=uid,
        title=gettext("Whose days were used"),
        desc=", ".join(f"{label}: {_days(_length(spans))}" for label, spans, _tone in rows),
        width=width,
    )
    drawn = drawn_days(
        frame,
        [DaysRow(label, _days(_length(spans)), spans, tone) for label, spans, tone in rows],
        period=period,
        due=_due(duty, period),
        day_word=gettext("days"),
    )
    # charts escapes every text it draws.
    return mark_safe(drawn)  # noqa: S308


def _due(duty: Obligation, period: Span) -> Due | None:
    """The line of the due day, where it lies inside the period."""
    day = duty.due_date
    if duty.clock == "stopped" or day is None or not period.start <= day < period.end:
        return None
    return Due(day, gettext("due %(day)s") % {"day": day_text(day)})


def _length(spans: list[Span]) -> int:
    return sum(span.days for span in spans)


def _days(count: int) -> str:
    return gettext("%(n)s days") % {"n": group(count)}


def _own_row(duty: Obligation, own: list[Span], period: Span) -> dict[str, Any]:
    """The bearer's days, of which those after the due day are late."""
    last = period.end - _ONE_DAY
    over = (last - duty.due_date).days if duty.due_date and duty.clock != "stopped" else 0
    return {
        "days": group(_length(own)),
        "span": f"{day_text(period.start)} – {day_text(last)}",
        "cause": gettext("within the term: %(n)s days") % {"n": group(_length(own) - max(over, 0))},
        "late": gettext("%(n)s days late") % {"n": group(over)} if over > 0 else "",
        "document": "",
        "source": "",
    }


def _row(part: Part) -> dict[str, Any]:
    return {
        "side": gettext("The State") if part.is_states else gettext("Not counted"),
        "days": group(part.span.days),
        "span": f"{day_text(part.span.start)} – {day_text(part.span.end - _ONE_DAY)}",
        "cause": wording.codes(wording.REASONS, part.reasons),
        "late": "",
        "document": part.reference,
        "source": "derived" if part.derived else "decided",
    }
