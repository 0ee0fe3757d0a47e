"""What the page of one flag shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines import arithmetic, wording
from deadlines.forms.flags import CHOICES, DecisionForm
from deadlines.models import Flag, FlagEvent, Obligation, ObligationChange
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Fact, describe, owner_of
from deadlines.rules.severity import flag_mark
from deadlines.whose_days import whose_days
from vn.dates import day_text
from vn.numbers import group


def read(flag_id: int, user: User) -> Flag | None:
    """The flag with its obligation and rule, if this person may know of it."""
    visible = Flag.objects.visible_to(user)
    related = ("obligation__rule_version", "obligation__bearer_agency")
    found: Flag | None = visible.select_related(*related).filter(pk=flag_id).first()
    return found


def takes_decision(flag: Flag, user: User) -> bool:
    """Whether this person may decide on the flag as it is now."""
    return flag.state in LIVE_STATES and user.can(Permission.DECIDE_FLAG)


def context(flag: Flag, user: User, on: date, form: DecisionForm | None = None) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    duty, version = flag.obligation, flag.obligation.rule_version
    live = flag.state in LIVE_STATES
    key = (duty.subject_kind, duty.subject_id)
    subject = describe([key]).get(key)
    current = duty.due_date == flag.due_date
    if form is None and takes_decision(flag, user):
        form = DecisionForm(initial={"state": Flag.State.CONFIRMED, "version": flag.version})
    return {
        "flag": flag,
        "duty": duty,
        "version": version,
        "live": live,
        "current": current,
        "subject": subject,
        "crumbs": _crumbs(subject),
        "title": wording.heading(
            version.title if version else wording.label(wording.SHORT, flag.kind),
            confirmed=flag.state == Flag.State.CONFIRMED,
        ),
        "mark": flag_mark(kind=flag.kind, level=duty.level, advisory=flag.advisory),
        "late": _late(flag, on) if live else "",
        "applies_by": wording.label(wording.APPLIES_BY, version.applies_by) if version else "",
        "lines": arithmetic.lines(vars(duty), on),
        "days": whose_days(duty, on),
        "facts": _facts(duty),
        "story": _story(flag),
        "rungs": _rungs(duty, on) if live else [],
        "form": form,
        "words": [form["reason"], form["document_number"]] if form else [],
        "choices": CHOICES,
        "decide_url": reverse("deadlines:decide", args=[flag.pk]),
    }


def _crumbs(subject: Any) -> list[tuple[str, str]]:
    crumbs = [(gettext("Flags"), reverse("deadlines:flags"))]
    if subject is not None:
        crumbs.append((f"{subject.project_code} {subject.project_name}", subject.project_url))
    return crumbs


def _late(flag: Flag, on: date) -> str:
    days = (on - flag.due_date).days
    return gettext("%(late)s (%(n)s days)") % {
        "late": wording.late(flag.due_date, on),
        "n": group(days),
    }


def _facts(duty: Obligation) -> list[Fact]:
    owner = owner_of(duty.subject_kind)
    return list(owner.facts(duty.subject_kind, duty.subject_id)) if owner else []


def _story(flag: Flag) -> list[dict[str, Any]]:
    """What happened to the flag and to its day, newest first."""
    told = [_event(event) for event in flag.events.all()]
    told += [_change(change) for change in flag.obligation.changes.all()]
    return sorted(told, key=lambda row: row["at"], reverse=True)


def _event(event: FlagEvent) -> dict[str, Any]:
    words = {
        "open": gettext("Flag opened"),
        "confirmed": gettext("Flag confirmed"),
        "contested": gettext("Another opinion recorded"),
        "dismissed": gettext("Flag dismissed"),
        "resolved": gettext("Flag closed: the duty was fulfilled"),
        "moved": gettext("Flag closed: the deadline moved"),
    }
    reopened = event.new_state == Flag.State.OPEN and event.old_state
    return {
        "at": _moment(event.on, event.recorded_at),
        "by": event.by_name or gettext("The portal"),
        "words": gettext("Flag reopened") if reopened else words[event.new_state],
        "note": _note(event),
    }


def _note(event: FlagEvent) -> str:
    """A person's own words, or the code with which the portal closed the flag."""
    return event.note if event.by_id else wording.label(wording.VOID, event.note)


def _change(change: ObligationChange) -> dict[str, Any]:
    if change.old_due_date and change.new_due_date and change.old_due_date != change.new_due_date:
        words = gettext("Deadline moved from %(old)s to %(new)s") % {
            "old": day_text(change.old_due_date),
            "new": day_text(change.new_due_date),
        }
    else:
        words = gettext("Clock: %(old)s, then %(new)s") % {
            "old": wording.lower(wording.label(wording.CLOCK, change.old_clock)),
            "new": wording.lower(wording.label(wording.CLOCK, change.new_clock)),
        }
    return {
        "at": _moment(change.on, change.recorded_at),
        "by": gettext("The portal"),
        "words": words,
        "note": "",
    }


def _moment(on: date, recorded_at: datetime) -> datetime:
    """The day it is true of; the hour only when it was recorded on that very day."""
    recorded = timezone.localtime(recorded_at)
    if recorded.date() == on:
        return recorded
    return datetime(on.year, on.month, on.day, tzinfo=recorded.tzinfo)


def _rungs(duty: Obligation, on: date) -> list[dict[str, Any]]:
    """The levels of the ladder with their days: past, where it stands, still to come."""
    rungs = list(zip(duty.ladder_dates, duty.ladder_levels, duty.ladder_audiences, strict=True))
    reached = [day for day, _level, _audience in rungs if day <= on]
    drawn = []
    for day, level, audience in rungs:
        here = bool(reached) and day == reached[-1]
        drawn.append(
            {
                "day": day_text(day),
                "css": "here" if here else "past" if day <= on else "fut",
                "mark": "bang" if here else "warn" if level > 2 else "info",
                "words": wording.label(wording.LEVEL, level),
                "audience": wording.label(wording.AUDIENCE, audience),
                "note": "" if day <= on else wording.left(day, on),
            }
        )
    return drawn
