"""The dated facts of a project in words: what happened when, and when the registry learnt it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.forms.history import KnownForm
from projects.models import (
    ClosureStep,
    Contact,
    Deposit,
    DepositOutcome,
    ExcludedPeriod,
    Filing,
    Instrument,
    Project,
    Termination,
)
from projects.querysets.history import first_event, kept_rows
from projects.rules.known import DatedFact, facts
from projects.wording import cycle_text, partial
from vn.dates import day_text
from vn.numbers import group

HAPPENED = {
    ("instrument", "issued_date"): _("Document issued"),
    ("tranche", "decision_date"): _("Land decided"),
    ("tranche", "planned_handover_date"): _("Planned handover of land"),
    ("tranche", "handover_date"): _("Land handed over in the field"),
    ("tranche", "in_use_date"): _("Land in use"),
    ("extension", "decision_date"): _("Land use extended"),
    ("schedule_item", "planned_date"): _("Milestone planned"),
    ("schedule_item", "actual_date"): _("Milestone reached"),
    ("excluded_period", "start_date"): _("Time not counted begins"),
    ("excluded_period", "end_date"): _("Time not counted ends"),
    ("suspension", "start_date"): _("Operation suspended"),
    ("suspension", "ordered_until"): _("Suspension ordered until"),
    ("suspension", "resumed_date"): _("Operation resumed"),
    ("excluded_period", "claimed_date"): _("Days asked not to be counted"),
    ("excluded_period", "expected_end_date"): _("Time not counted expected to end"),
    ("excluded_period", "reviewed_date"): _("Time not counted looked at"),
    ("termination", "date"): _("Terminated"),
    ("termination", "minutes_date"): _("Minutes of the violation"),
    ("termination", "revocation_date"): _("Certificate revoked"),
    ("closure_step", "due_date"): _("To be done after the termination"),
    ("closure_step", "done_date"): _("Done after the termination"),
    ("deposit", "paid_date"): _("Deposit paid or guarantee issued"),
    ("deposit", "valid_until"): _("Guarantee valid until"),
    ("deposit_outcome", "date"): _("Deposit released or forfeited"),
    ("clearance_count", "as_of_date"): _("Clearance counted"),
    ("clearance_count", "agreement_deadline"): _("Last day to agree with land users"),
    ("contribution", "date"): _("Capital contributed"),
    ("filing", "submitted_date"): _("Report handed in"),
    ("filing", "accepted_date"): _("Report accepted"),
    ("filing", "returned_date"): _("Report returned"),
    ("contact", "date"): _("Contact with the investor"),
    ("site_loss", "lost_date"): _("Site lost"),
    ("site_loss", "relocation_filed_date"): _("Relocation filed"),
}
"""What happened, by kind of row and its dated fact."""


def context(project: Project, data: QueryDict, on: date) -> dict[str, Any]:
    """The dated facts as they are known now, or as they were known at the end of a day."""
    form = KnownForm(data, on=on)
    day = form.cleaned_data["biet_den"] if form.is_valid() else None
    rows = kept_rows(project)
    now = facts(rows)
    known = facts(rows, _end_of(day)) if day else now
    today = {fact.key: fact for fact in now}
    drawn = [_row(fact, today.get(fact.key), _subject(fact, known)) for fact in known]
    began = first_event(project)
    return {
        "known_form": KnownForm({"biet_den": day_text(day)}, on=on) if day else form,
        "known_on": day_text(day) if day else "",
        "facts": drawn,
        "later": len(today.keys() - {fact.key for fact in known}),
        "moved": sum(1 for row in drawn if row["now"]),
        "untold": sum(1 for fact in known if not fact.is_told),
        "began": day_text(_day(began)) if began else "",
    }


def _end_of(day: date) -> datetime:
    """The first instant after the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _row(fact: DatedFact, today: DatedFact | None, subject: str) -> dict[str, Any]:
    later = fact.days_later(_day(fact.known_at))
    return {
        "day": _text(fact),
        "what": HAPPENED[fact.kind, fact.name],
        "subject": subject,
        "known_at": fact.known_at,
        "by": fact.known_by or gettext("The portal"),
        "is_told": fact.is_told,
        "late": "" if later is None else _late(later),
        "now": _now(fact, today),
    }


def _now(fact: DatedFact, today: DatedFact | None) -> str:
    """What is on record today, when it is not what was known then."""
    if today is None:
        return gettext("no day on record now")
    if today.day == fact.day:
        return ""
    return gettext("now on record: %(day)s") % {"day": _text(today)}


def _text(fact: DatedFact) -> str:
    return partial(fact.day.first, fact.day.precision)


def _late(days: int) -> str:
    if days == 0:
        return gettext("the same day")
    if days < 0:
        return gettext("%(days)s days before") % {"days": group(-days)}
    return gettext("%(days)s days later") % {"days": group(days)}


def _subject(fact: DatedFact, known: list[DatedFact]) -> str:
    """Which thing it is about, in the words on record at that time."""
    values = fact.values
    if fact.kind == "extension":
        tranches = (each for each in known if each.kind == "tranche")
        label = next((t.values["label"] for t in tranches if t.pk == values["tranche_id"]), "")
        return _joined(label, values["decision_number"])
    if fact.kind in _NAMED_BY:
        return str(values[_NAMED_BY[fact.kind]])
    if fact.kind == "filing":
        return _joined(_chosen(fact.kind, values), cycle_text(values["cycle"]))
    if fact.kind == "termination":
        return _joined(_chosen(fact.kind, values), values[fact.name.replace("date", "number")])
    if fact.kind == "tranche":
        number = values["decision_number"] if fact.name == "decision_date" else ""
        return _joined(values["label"], number)
    return _joined(
        _chosen(fact.kind, values), values.get("document_number") or values.get("number")
    )


_NAMED_BY = {"schedule_item": "name", "contribution": "evidence", "clearance_count": "source"}


def _chosen(kind: str, values: Mapping[str, Any]) -> str:
    """The words of the choice that says what kind of row it is."""
    name, choices = _CHOICES.get(kind, ("", ()))
    return str(dict(choices)[values[name]]) if name else ""


_CHOICES: Mapping[str, tuple[str, Any]] = {
    "instrument": ("kind", Instrument.Kind.choices),
    "excluded_period": ("reason", ExcludedPeriod.Reason.choices),
    "termination": ("ground", Termination.Ground.choices),
    "deposit": ("kind", Deposit.Kind.choices),
    "deposit_outcome": ("kind", DepositOutcome.Kind.choices),
    "filing": ("kind", Filing.Kind.choices),
    "contact": ("channel", Contact.Channel.choices),
    "closure_step": ("kind", ClosureStep.Kind.choices),
}


def _joined(*words: str | None) -> str:
    return " · ".join(word for word in words if word)
