"""Deadlines and flags on the project page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import arithmetic, wording
from deadlines.models import Flag, Obligation
from deadlines.orders.words import SHORT_TEXT
from deadlines.querysets import LIVE_STATES
from deadlines.rules.severity import duty_mark, flag_mark, flag_rank
from projects.querysets.record import Record
from projects.views.sight import Sight
from projects.wording import cycle_text
from vn.dates import day_text

_ORDER = ("found", "running", "stopped", "unknown", "not_started", "met", "void")
_CLOSED = ("met", "void")

_WORDS = {
    "duties_open": _("Open deadlines"),
    "duties_closed": _("Deadlines done or no longer applying"),
}


def section(sight: Sight) -> dict[str, Any]:
    """The obligations, and how many of them cannot be computed."""
    found = duties(sight.record, sight.on)
    unknown = sum(1 for duty in found["open"] if duty["mark"] == "unk")
    return {"duties": found, "unknown": unknown, "duty_words": _WORDS}


def flag_section(sight: Sight) -> dict[str, Any]:
    """The flags of the project."""
    return {"flags": flags(sight.record, sight.on)}


def duties(record: Record, on: date) -> dict[str, list[dict[str, Any]]]:
    """Obligations still open, the most urgent first, and those done or no longer applying."""
    subjects = _subjects(record)
    ordered = sorted(record.duties, key=_urgency)
    drawn = [(duty.clock in _CLOSED, _duty(record, duty, subjects, on)) for duty in ordered]
    return {
        "open": [row for closed, row in drawn if not closed],
        "closed": [row for closed, row in drawn if closed],
    }


def _urgency(duty: Obligation) -> tuple[int, int, date]:
    flagged = duty.clock == "found" or wording.is_overdue(duty.clock, duty.level)
    rank = flag_rank(kind=duty.kind, level=duty.level, advisory=duty.advisory) if flagged else 0
    return _ORDER.index(duty.clock), -rank, duty.due_date or date.max


def _subjects(record: Record) -> Mapping[tuple[str, int], tuple[str, str]]:
    """(words, anchor) of everything on this project that a deadline can be about."""
    found = {("tranche", t.pk): (t.label, f"#dot-{t.pk}") for t in record.tranches}
    found |= {("schedule_item", i.pk): (i.name, f"#moc-{i.pk}") for i in record.items}
    found |= {("suspension", s.pk): (str(s), f"#ngung-{s.pk}") for s in record.suspensions}
    found |= {("extension_request", r.pk): (str(r), f"#gh-{r.pk}") for r in record.requests}
    found |= {("handling", d.pk): (d.next_step, f"#xl-{d.pk}") for d in record.handling}
    found |= {
        ("order", d.pk): (d.assignment.text[:SHORT_TEXT], f"#cd-{d.pk}") for d in record.directives
    }
    found |= {("excluded_period", p.pk): (str(p), f"#tg-{p.pk}") for p in record.periods}
    found |= {("deposit", d.pk): (str(d), f"#kq-{d.pk}") for d in record.deposits}
    found |= {("site_loss", s.pk): (str(s), f"#mdd-{s.pk}") for s in record.site_losses}
    found |= {
        ("filing", f.pk): (f"{f.get_kind_display()}, {cycle_text(f.cycle)}", f"#bc-{f.pk}")
        for f in record.filings
    }
    for tranche in record.tranches:
        extension = getattr(tranche, "extension", None)
        if extension is not None:
            found["extension", extension.pk] = (tranche.label, f"#dot-{tranche.pk}")
    return {key: (subject.words, "") for key, subject in record.told_of.items()} | found


def _duty(
    record: Record,
    duty: Obligation,
    subjects: Mapping[tuple[str, int], tuple[str, str]],
    on: date,
) -> dict[str, Any]:
    version = duty.rule_version
    words, anchor = subjects.get((duty.subject_kind, duty.subject_id), ("", ""))
    agency = duty.bearer_agency
    return {
        "pk": duty.pk,
        "duty": wording.of_cycle(
            wording.duty(duty.kind, words if duty.subject_kind == "schedule_item" else None),
            duty.kind,
            duty.cycle,
        ),
        "subject": "" if duty.kind == "I1" else words,
        "anchor": anchor,
        "bearer": record.in_charge.name(agency) if agency else gettext("Investor"),
        "due": day_text(duty.due_date) if duty.due_date and duty.clock != "found" else "—",
        "first_due": _first_due(duty),
        "mark": duty_mark(
            clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory
        ),
        "words": wording.standing(vars(duty), on),
        "advisory": duty.advisory,
        "version": version,
        "lines": arithmetic.lines(vars(duty), on),
    }


def _first_due(duty: Obligation) -> str:
    """The first day this deadline ever had, when it has moved since."""
    first = duty.first_due_date
    return day_text(first) if first and duty.due_date and first != duty.due_date else ""


def flags(record: Record, on: date) -> dict[str, list[dict[str, Any]]]:
    """Live flags, gravest first, and closed ones, latest first."""
    subjects = _subjects(record)
    live = sorted(record.live_flags, key=lambda f: (-_rank(f), f.due_date))
    closed = [flag for flag in record.flags if flag.state not in LIVE_STATES]
    return {
        "live": [_flag(flag, subjects, on) for flag in live],
        "closed": [_flag(flag, subjects, on) for flag in closed],
    }


def _rank(flag: Flag) -> int:
    return flag_rank(kind=flag.kind, level=flag.obligation.level, advisory=flag.advisory)


def _flag(
    flag: Flag, subjects: Mapping[tuple[str, int], tuple[str, str]], on: date
) -> dict[str, Any]:
    duty = flag.obligation
    live = flag.state in LIVE_STATES
    words, _anchor = subjects.get((duty.subject_kind, duty.subject_id), ("", ""))
    mark = flag_mark(kind=flag.kind, level=duty.level, advisory=flag.advisory) if live else "ok"
    return {
        "url": reverse("deadlines:flag", args=[flag.pk]),
        "mark": mark,
        "title": wording.label(wording.SHORT, flag.kind),
        "subject": words,
        "late": wording.flag_age(flag.kind, flag.due_date, on) if live else "",
        "due": "" if flag.fingerprint else day_text(flag.due_date),
        "state": flag.get_state_display(),
        "opened": day_text(flag.opened_on),
        "closed": day_text(flag.closed_on) if flag.closed_on else "",
        "advisory": flag.advisory,
        "reason": flag.reason,
        "document": flag.document_number,
    }
