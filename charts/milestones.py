"""Milestones of a schedule: planned day, actual day, and how far an open one has run past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from charts.palette import Tone
from charts.svg import Frame, Ink, document, element, label, num, wrap
from charts.timeline import Axis, DayScale, day_line, day_text, grid

_PITCH = 30.0
_LABEL_SHARE = 0.36
_TOP = 34.0


class MilestoneState(StrEnum):
    """What the rules say about a milestone; a chart never works it out from the dates."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One line. `planned` and `actual` are days (the last day of a partial date).

    `note` is drawn beside the last mark ("+62 ngày"); a milestone without any day shows only its
    note ("chưa có số liệu").
    """

    label: str
    planned: date | None
    actual: date | None = None
    state: MilestoneState = MilestoneState.PENDING
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    scale: DayScale
    pitch: float
    height: float
    on: date

    def y(self, index: int) -> float:
        """The height at which the marks of a row stand."""
        return _TOP + (index + 1) * self.pitch - _PITCH / 2


def _plan(frame: Frame, items: Sequence[Milestone], on: date) -> _Plan:
    days = [day for item in items for day in (item.planned, item.actual) if day] + [on]
    labels = max((frame.measure(item.label, bold=True) for item in items), default=0.0)
    notes = max((frame.measure(item.note, bold=True) for item in items), default=0.0)
    left = 8.0 if frame.narrow else min(labels, frame.width * _LABEL_SHARE) + 20
    right = max(frame.width - notes - 18, left + 60)
    pitch = _PITCH + (frame.font_size * 1.2 if frame.narrow else 0.0)
    wrapped = not frame.narrow and labels > left - 20
    if wrapped:
        pitch = max(pitch, frame.font_size * 2.6 + 8)
    scale = DayScale(date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1), left, right)
    return _Plan(scale, pitch, _TOP + len(items) * pitch + 10, on)


def _label(frame: Frame, plan: _Plan, item: Milestone, y: float) -> str:
    overdue = item.state is MilestoneState.OVERDUE
    palette = frame.palette
    fill = palette.fill(Tone.BAD) if overdue else palette.ink
    ink = Ink("c-badt" if overdue else "c-ink", fill, bold=overdue)
    if frame.narrow:
        text = wrap(frame, item.label, frame.width * 0.95, 1)[0]
        # The lines of the axis pass here; a plate keeps them out of the letters.
        plate = element(
            "rect",
            class_="c-plate",
            y=y - 13 - frame.font_size,
            width=frame.measure(text, bold=overdue),
            height=frame.font_size * 1.3,
            fill=palette.surface,
        )
        return plate + label(0, y - 13, text, ink)
    line = frame.font_size * 1.3
    lines = wrap(frame, item.label, plan.scale.left - 20)
    first = y + frame.font_size * 0.35 - (len(lines) - 1) * line / 2
    return "".join(label(0, first + step * line, text, ink) for step, text in enumerate(lines))


def _delay(frame: Frame, item: Milestone, places: tuple[float, float], y: float) -> str:
    start, end = places
    overdue = item.state is MilestoneState.OVERDUE
    if end - start <= 3 or item.state not in (MilestoneState.LATE, MilestoneState.OVERDUE):
        return ""
    return element(
        "line",
        class_="c-badl" if overdue else "c-latel",
        x1=start,
        x2=end,
        y1=y,
        y2=y,
        stroke=frame.palette.fill(Tone.BAD if overdue else Tone.WARN),
        stroke_width=4,
        stroke_dasharray="5 3" if overdue else None,
    )


def _diamond(frame: Frame, x: float, y: float) -> str:
    return element(
        "path",
        class_="c-planm",
        d=f"M{num(x)} {num(y - 7)}L{num(x + 7)} {num(y)}L{num(x)} {num(y + 7)}L{num(x - 7)} {num(y)}Z",
        fill=frame.palette.surface,
        stroke=frame.palette.plan,
        stroke_width=2,
    )


def _triangle(frame: Frame, x: float, y: float) -> str:
    return element(
        "path",
        class_="f-bad",
        d=f"M{num(x - 7)} {num(y + 6)}L{num(x + 7)} {num(y + 6)}L{num(x)} {num(y - 7)}Z",
        fill=frame.palette.fill(Tone.BAD),
    )


def _marks(frame: Frame, plan: _Plan, item: Milestone, y: float) -> tuple[str, float]:
    """The marks of a row, and the place where the last of them stands."""
    overdue = item.state is MilestoneState.OVERDUE
    planned = plan.scale.x(item.planned) if item.planned else None
    actual = plan.scale.x(item.actual) if item.actual else None
    end = plan.scale.x(plan.on) if overdue else actual
    parts = []
    if planned is not None and end is not None:
        parts.append(_delay(frame, item, (planned, end), y))
    if planned is not None:
        parts.append(_diamond(frame, planned, y))
    if actual is not None:
        fill = frame.palette.fill(Tone.ACT)
        parts.append(element("circle", class_="c-actdot", cx=actual, cy=y, r=5, fill=fill))
    if overdue and end is not None:
        parts.append(_triangle(frame, end, y))
    places = [place for place in (planned, end) if place is not None]
    return "".join(parts), max(places) + 12 if places else plan.scale.left


def _row(frame: Frame, plan: _Plan, item: Milestone, y: float) -> str:
    marks, after = _marks(frame, plan, item, y)
    overdue = item.state is MilestoneState.OVERDUE
    fill = frame.palette.fill(Tone.BAD) if overdue else frame.palette.ink2
    ink = Ink("c-badt" if overdue else "c-ink2", fill, bold=overdue)
    note = label(after, y + frame.font_size * 0.35, item.note, ink) if item.note else ""
    return _label(frame, plan, item, y) + marks + note


def milestones(frame: Frame, items: Sequence[Milestone], *, on: date) -> str:
    """A line a milestone: ◇ planned, ● actual, ▲ overdue up to `on`, whose day is a dashed line.

    Marks differ in shape, so no colour is needed to read them; the caller gives the same data in
    a table and the key of the marks in words.
    """
    plan = _plan(frame, items, on)
    axis = Axis(text_y=14, top=22, bottom=plan.height - 6)
    text, x = day_text(on), plan.scale.x(on)
    half = frame.measure(text, bold=True) / 2
    at = min(max(x, half), frame.width - half)
    body = [grid(frame, plan.scale, axis, (at - half, at + half)), day_line(frame, x, axis)]
    ink = Ink("c-ink", frame.palette.ink, bold=True, anchor="middle")
    body.append(label(at, axis.text_y, text, ink))
    body += [_row(frame, plan, item, plan.y(index)) for index, item in enumerate(items)]
    return document(frame, plan.height, body)
