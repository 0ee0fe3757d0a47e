"""Whose days were used: the bearer's, the State's, and those nobody is charged with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from charts import DaysRow, Due, Frame, Span, Tone, Writing
from charts import whose_days as drawn_days
from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.two_clocks import Pause, Share, Side, Stretch, in_order, shares
from vn.dates import day_text
from vn.numbers import group

WIDE, NARROW = 700, 350
_ONE_DAY = timedelta(days=1)
_TONES = {Side.BEARER: Tone.ACT, Side.STATE: Tone.MUTE, Side.NOBODY: Tone.EXCLUDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A period and what took days out of it; `uid` tells charts of one page apart.

    `due` is the last day on time, None where the period has none. With `both` the State is told
    even where it used no day. `wide` is the width of the chart for a desk, in pixels.
    """

    uid: str
    bearer: str
    period: Stretch
    pauses: Sequence[Pause]
    due: date | None = None
    both: bool = True
    wide: int = WIDE


def whose_days(
    duty: Obligation,
    on: date,
    *,
    begun: date | None = None,
    causes: Sequence[Pause] = (),
    wide: int = WIDE,
) -> dict[str, Any]:
    """Chart and table from the base day to `on` (or the day it was met).

    {} without a pause, unless `begun` is given: the day the clock began, for a reader who is
    always told both clocks. A milestone's base is its planned day, so its clock begins earlier.
    `causes` are the recorded facts that explain the days not counted, one by one.
    """
    pauses = list(_pauses(duty, on, causes))
    if duty.base_date is None or not (pauses or begun):
        return {}
    end = min(duty.met_date or on, on)
    start = min((begun or duty.base_date, *(pause.start for pause in pauses)))
    if end < start:
        return {}
    agency = duty.bearer_agency
    clock = Clock(
        uid=str(duty.pk),
        bearer=InCharge.of([agency]).name(agency) if agency else gettext("Investor"),
        period=Stretch(start, end),
        pauses=pauses,
        due=None if duty.clock == "stopped" else duty.due_date,
        both=begun is not None,
        wide=wide,
    )
    return told(clock)


def told(clock: Clock) -> dict[str, Any]:
    """Chart and table of one clock; the days of its rows add up to those of its period."""
    found = shares(clock.period, clock.pauses)
    by_side = {side: [s for s in found if s.side is side] for side in Side}
    drawn = [side for side in Side if by_side[side] or (clock.both and side is Side.STATE)]
    rows = [
        DaysRow(_name(side, clock), _days(_total(by_side[side])), _spans(by_side[side]), tone)
        for side, tone in ((side, _TONES[side]) for side in drawn)
    ]
    return {
        "from": day_text(clock.period.start),
        "to": day_text(clock.period.end),
        "total": _days(clock.period.days),
        "sum": group(sum(share.days for share in found)),
        "own": _days(_total(by_side[Side.BEARER])),
        "states": _days(_total(by_side[Side.STATE])),
        "nobodys": _days(_total(by_side[Side.NOBODY])) if by_side[Side.NOBODY] else "",
        "wide": _chart(f"ngay-rong-{clock.uid}", clock.wide, rows, clock),
        "narrow": _chart(f"ngay-hep-{clock.uid}", NARROW, rows, clock),
        "rows": [_row(share, clock) for share in found],
    }


def _pauses(duty: Obligation, on: date, causes: Sequence[Pause]) -> Iterator[Pause]:
    """The days that the arithmetic left out, each for the recorded causes it names."""
    for step in duty.steps:
        if step["kind"] not in ("excluded", "stopped"):
            continue
        said = step["params"]
        whole = Pause(
            start=date.fromisoformat(said["start"]),
            end=date.fromisoformat(said["end"]) if said.get("end") else None,
            reasons=said["reasons"],
            reference=said["references"],
            derived=bool(said["derived"]),
        )
        last = min(whole.end or on, duty.met_date or on, on)
        if last >= whole.start:
            yield from _within(whole, last, causes)
            yield replace(whole, end=last)


def _within(whole: Pause, last: date, causes: Iterable[Pause]) -> Iterator[Pause]:
    reasons, references = whole.reasons.split(", "), whole.reference.split("; ")
    for cause in in_order(causes):
        named = cause.reasons in reasons and (not cause.reference or cause.reference in references)
        start, end = max(cause.start, whole.start), min(cause.end or last, last)
        if named and start <= end:
            yield replace(cause, start=start, end=end)


def _name(side: Side, clock: Clock) -> str:
    if side is Side.BEARER:
        return clock.bearer
    return gettext("The State") if side is Side.STATE else gettext("Not counted")


def _spans(found: Iterable[Share]) -> list[Span]:
    stretches = [stretch for share in found for stretch in share.stretches]
    ordered = sorted(stretches, key=lambda stretch: stretch.start)
    return [Span(each.start, each.end + _ONE_DAY) for each in ordered]


def _total(found: Iterable[Share]) -> int:
    return sum(share.days for share in found)


def _chart(uid: str, width: int, rows: list[DaysRow], clock: Clock) -> SafeString:
    frame = Frame(
        uid=uid,
        title=gettext("Whose days were used"),
        desc=", ".join(f"{row.label}: {row.total}" for row in rows),
        width=width,
    )
    period = Span(clock.period.start, clock.period.end + _ONE_DAY)
    writing = Writing(gettext("days"), group, day_text)
    drawn = drawn_days(frame, rows, period=period, due=_due(clock), writing=writing)
    # charts escapes every text it draws.
    return mark_safe(drawn)  # noqa: S308


def _due(clock: Clock) -> Due | None:
    """The line of the due day, where it lies inside the period."""
    day = clock.due
    if day is None or not clock.period.start <= day <= clock.period.end:
        return None
    return Due(day, gettext("due %(day)s") % {"day": day_text(day)})


def _days(count: int) -> str:
    return gettext("%(n)s days") % {"n": group(count)}


def _row(share: Share, clock: Clock) -> dict[str, Any]:
    pause = share.pause
    stretches = share.stretches or (clock.period,)
    first, last = stretches[0], stretches[-1]
    row = {
        "side": _name(share.side, clock),
        "days": group(share.days),
        "span": f"{day_text(first.start)} – {day_text(last.end)}",
        "late": "",
        "document": "",
        "source": "",
        "url": "",
    }
    if pause is None:
        return row | {"span": _whole(clock.period)} | _own(share, clock)
    return row | {
        "cause": wording.codes(wording.REASONS, pause.reasons),
        "about": pause.about,
        "document": pause.reference,
        "source": "derived" if pause.derived else "decided",
        "url": pause.url,
    }


def _whole(period: Stretch) -> str:
    return f"{day_text(period.start)} – {day_text(period.end)}"


def _own(share: Share, clock: Clock) -> dict[str, str]:
    """The bearer's days, of which those after the due day are late."""
    if clock.due is None:
        return {"cause": gettext("all other days")}
    over = sum(
        (stretch.end - max(stretch.start, clock.due + _ONE_DAY)).days + 1
        for stretch in share.stretches
        if stretch.end > clock.due
    )
    return {
        "cause": gettext("within the term: %(n)s days") % {"n": group(share.days - over)},
        "late": gettext("%(n)s days late") % {"n": group(over)} if over else "",
    }
