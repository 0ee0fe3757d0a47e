"""The timeline of a case: what was done with its day, how its clock stood, and what is to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from inspections.clocks import Clock
from inspections.models import Case, CaseStep, Conclusion
from vn.dates import day_text

CLOCK_OF = {
    "announced": "K1",
    "reported": "K3",
    "ordered": "K4",
    "drafted": "K5",
    "answered": "K6",
    "signed": "K7",
    "published": "K8",
    "subject": "K9",
    "manager": "K10",
}
"""The clock each step stops; K2 and K11 are stopped by the end on site or the minutes."""

_ON_SITE = ("K2", "K11")


@dataclass(slots=True)
class Event:
    """A line of the timeline; `css` is done, late, pause, now, over or plan."""

    title: str
    day: str
    css: str
    icon: str
    on: date
    text: list[str] = field(default_factory=list)
    clock: Clock | None = None
    withdraw_url: str = ""
    url: str = ""


def events(
    case: Case, conclusions: Sequence[Conclusion], clocks: Sequence[Clock], *, writes: bool
) -> Iterator[Event]:
    by_step = {(clock.rule, clock.ordinal): clock for clock in clocks}
    if case.decision_date:
        yield _decided(case)
    names = {row.pk: row for row in conclusions}
    for step in case.steps.filter(withdrawn_at=None).order_by("on_date", "pk"):
        of = names.get(step.conclusion_id) if step.conclusion_id else None
        yield _step(case, step, of, by_step, writes=writes)
    for row in conclusions:
        yield from _signed(row, by_step)
    for pause in case.pauses.all():
        until = day_text(pause.to_date) if pause.to_date else gettext("still resting")
        text = gettext("%(number)s: %(reason)s") % {
            "number": pause.document_number,
            "reason": pause.reason,
        }
        days = f"{day_text(pause.from_date)} – {until}"
        url = reverse("inspections:case_pause_edit", args=[case.code, pause.pk]) if writes else ""
        title = gettext("Paused at the request of the subject")
        yield Event(title, days, "pause", "player-pause", pause.from_date, [text], url=url)
    for more in case.extensions.all():
        words = {
            "n": more.days,
            "number": more.document_number,
            "ground": more.get_ground_display(),
        }
        title = gettext("%(n)s more days on site") % words
        text = gettext("%(number)s · %(ground)s") % words
        yield Event(
            title, day_text(more.document_date), "done", "check", more.document_date, [text]
        )
    for each in case.transfers.all():
        title = gettext("Handed over to %(who)s") % {"who": each.to_name}
        text = " · ".join(filter(None, (each.document_number, each.reason)))
        yield Event(title, day_text(each.on_date), "done", "arrows-exchange", each.on_date, [text])


def _decided(case: Case) -> Event:
    day = case.decision_date or date.min
    text = [case.decision_number, case.issuer]
    if case.period_from and case.period_to:
        span = {"from": day_text(case.period_from), "to": day_text(case.period_to)}
        text.append(gettext("period %(from)s – %(to)s") % span)
    if case.decided_days:
        text.append(gettext("time limit %(n)s days") % {"n": case.decided_days})
    return Event(gettext("Decision"), day_text(day), "done", "check", day, [joined(text)])


def _step(
    case: Case,
    step: CaseStep,
    of: Conclusion | None,
    by_step: dict[tuple[str, int | None], Clock],
    *,
    writes: bool,
) -> Event:
    clock = _clock_of(step.kind, step.on_date, of, by_step)
    text = [joined([step.document_number, step.who]), step.note]
    title = step.get_kind_display()
    if of is not None:
        title = f"{named(of)}: {title.lower()}"
    url = reverse("inspections:step_withdraw", args=[case.code, step.pk]) if writes else ""
    late = clock is not None and clock.late
    css, icon = ("late", "alert-triangle") if late else ("done", "check")
    day = day_text(step.on_date)
    return Event(title, day, css, icon, step.on_date, [t for t in text if t], clock, url)


def _signed(row: Conclusion, by_step: dict[tuple[str, int | None], Clock]) -> Iterator[Event]:
    for name, day, title in (
        ("signed", row.signed_date, gettext("signed")),
        ("published", row.published_date, gettext("published")),
    ):
        if day is None:
            continue
        clock = by_step.get((CLOCK_OF[name], row.ordinal))
        late = clock is not None and clock.late
        text = joined([row.number, row.signer] if name == "signed" else [row.published_place])
        css, icon = ("late", "alert-triangle") if late else ("done", "check")
        yield Event(f"{named(row)}: {title}", day_text(day), css, icon, day, [text], clock)


def _clock_of(
    kind: str, day: date, of: Conclusion | None, by_step: dict[tuple[str, int | None], Clock]
) -> Clock | None:
    if kind in ("ended", "minutes"):
        found = (by_step.get((rule, None)) for rule in _ON_SITE)
        return next((clock for clock in found if clock is not None), None)
    rule = CLOCK_OF.get(kind, "")
    own = by_step.get((rule, of.ordinal if of else None))
    whole = by_step.get((rule, None))
    # The order to draft is due once: a further conclusion is ordered when it is needed.
    return own or (whole if whole is not None and whole.met in (None, day) else None)


def coming(clock: Clock, *, first: bool) -> Event:
    title = clock.duty
    if clock.ordinal:
        title = gettext("Conclusion %(n)s: %(duty)s") % {"n": clock.ordinal, "duty": clock.duty}
    late = clock.late
    css, icon = ("over", "alert-triangle") if late else ("now" if first else "plan", "clock")
    day = gettext("due %(day)s") % {"day": day_text(clock.due)} if clock.due else clock.state
    return Event(title, day, css, icon, clock.due or date.max, [], clock)


def named(row: Conclusion) -> str:
    name = gettext("Conclusion %(n)s") % {"n": row.ordinal}
    return f"{name} ({row.topic})" if row.topic else name


def joined(texts: Sequence[str]) -> str:
    return " · ".join(text for text in texts if text)
