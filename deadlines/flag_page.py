"""What the page of one flag shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from accounts.models import User
from accounts.permissions import Permission
from deadlines import arithmetic, escalation, statement_list, wording
from deadlines.forms.flags import CHOICES, DecisionForm
from deadlines.models import Flag, FlagEvent, FlagStatement, Obligation, ObligationChange
from deadlines.queries import answerable_by
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Fact, Subject, describe, flag_links, owner_of
from deadlines.rules.ladder import OVERDUE_DAYS
from deadlines.rules.severity import flag_mark
from deadlines.sentence import sentence
from deadlines.whose_days import whose_days
from vn.dates import day_text, months_and_days
from vn.numbers import group


def read(flag_id: int, user: User) -> Flag | None:
    """The flag with its obligation and rule, if this person may know of it."""
    visible = Flag.objects.visible_to(user)
    related = ("obligation__rule_version", "obligation__bearer_agency", "officer")
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
    said = list(flag.statements.all())
    if form is None and takes_decision(flag, user):
        form = DecisionForm(initial={"state": Flag.State.CONFIRMED, "version": flag.version})
    return {
        "flag": flag,
        "duty": duty,
        "version": version,
        "live": live,
        "current": (duty.due_date, duty.fingerprint) == (flag.due_date, flag.fingerprint),
        "subject": subject,
        "bearer": _bearer(duty, subject),
        "crumbs": _crumbs(subject),
        "title": _title(flag),
        "mark": flag_mark(kind=flag.kind, level=duty.level, advisory=flag.advisory),
        "late": _late(flag, on) if live else "",
        "applies_by": wording.label(wording.APPLIES_BY, version.applies_by) if version else "",
        "ahead": list(_ahead(duty, user, on)) if live else [],
        "story": _story(flag, said),
        "rungs": _rungs(duty, on) if live else [],
        **_reckoned(duty, on),
        **statement_list.context(flag, said, user, on),
        **_answers(flag, user),
        **escalation.context(flag, user, on),
        "form": form,
        "words": [form["reason"], form["document_number"]] if form else [],
        "choices": CHOICES,
        "decide_url": reverse("deadlines:decide", args=[flag.pk]),
        "links": flag_links(flag, user),
    }


def _reckoned(duty: Obligation, on: date) -> dict[str, Any]:
    """The arithmetic and what it rests on, each line with the address of its fact."""
    facts = _facts(duty)
    places = {fact.document: fact.url for fact in facts if fact.document}
    days = whose_days(duty, on)
    for row in days.get("rows", ()):
        row["url"] = places.get(row["document"], "")
    return {
        "sentence": sentence(vars(duty), on),
        "lines": [
            replace(line, url=_place(line.basis, places))
            for line in arithmetic.lines(vars(duty), on)
        ],
        "days": days,
        "facts": facts,
    }


def _place(basis: str, places: dict[str, str]) -> str:
    """Where the document stands on which a line rests; of several the first."""
    return next((url for document, url in places.items() if document in basis), "")


def _answers(flag: Flag, user: User) -> dict[str, str]:
    """Where this person speaks as the one who owes it, or records what came on paper."""
    owner = owner_of(flag.obligation.subject_kind)
    answers = owner.answers if owner else None
    if answers is None or flag.state not in LIVE_STATES:
        return {}
    found = {}
    if user.can(Permission.DECIDE_FLAG):
        found["paper_url"] = answers.paper_url(flag.pk)
    if user.can(Permission.ANSWER_FLAG) and answerable_by(user).filter(pk=flag.pk).exists():
        found["answer_url"] = answers.own_url(flag.pk)
    return found


def _bearer(duty: Obligation, subject: Subject | None) -> str:
    agency = duty.bearer_agency
    if agency is not None:
        return InCharge.of([agency]).name(agency)
    return (subject.investor if subject else "") or gettext("Investor")


def _title(flag: Flag) -> str:
    duty = flag.obligation
    version = duty.rule_version
    said = version.title if version else wording.label(wording.SHORT, flag.kind)
    heading = wording.heading(said, confirmed=flag.state == Flag.State.CONFIRMED)
    return wording.of_cycle(heading, duty.kind, duty.cycle)


FOLLOWING = {"I1": ("L2", "I3")}
"""Rules whose clock begins where that of another one ended."""


def _ahead(duty: Obligation, user: User, on: date) -> Iterator[dict[str, str]]:
    """What comes if nothing is done: the next level, and clocks that began where this one ended."""
    rungs = zip(duty.ladder_dates, duty.ladder_levels, duty.ladder_audiences, strict=True)
    for day, level, audience in rungs:
        if day > on:
            told = wording.label(wording.AUDIENCE, audience)
            yield {
                "day": day_text(day),
                "words": wording.level(level, _grades(duty)),
                "note": gettext("told to: %(audience)s") % {"audience": told},
            }
            break
    for later in _following(duty, user):
        if later.due_date is not None:
            yield {
                "day": day_text(later.due_date),
                "words": wording.duty(later.kind),
                "note": wording.distance(later.due_date, on),
            }


def _grades(duty: Obligation) -> Sequence[int]:
    """Days late at which each grade begins, by the rule it was computed under."""
    version = duty.rule_version
    found: Sequence[int] = (version.parameters if version else {}).get("overdue_days", OVERDUE_DAYS)
    return found


def _following(duty: Obligation, user: User) -> Iterable[Obligation]:
    kinds = FOLLOWING.get(duty.kind, ())
    if not kinds or duty.due_date is None or duty.project_id is None:
        return ()
    visible = Obligation.objects.visible_to(user).filter(
        project_id=duty.project_id, kind__in=kinds, base_date=duty.due_date, clock="running"
    )
    return visible.order_by("due_date", "pk")


def _crumbs(subject: Any) -> list[tuple[str, str]]:
    crumbs = [(gettext("Flags"), reverse("deadlines:flags"))]
    if subject is not None:
        crumbs.append((f"{subject.project_code} {subject.project_name}", subject.project_url))
    return crumbs


def _late(flag: Flag, on: date) -> str:
    """How late, and in days too once it is said in months."""
    late = wording.flagged_for(flag.due_date, on, is_condition=bool(flag.fingerprint))
    months, _days = months_and_days(flag.due_date, on)
    if not months:
        return late
    return gettext("%(late)s (%(n)s days)") % {"late": late, "n": group((on - flag.due_date).days)}


def _facts(duty: Obligation) -> list[Fact]:
    owner = owner_of(duty.subject_kind)
    return list(owner.facts(duty.subject_kind, duty.subject_id, duty.kind)) if owner else []


def _story(flag: Flag, said: list[FlagStatement]) -> list[dict[str, Any]]:
    """What happened to the flag and to its day, newest first."""
    told = [_event(event) for event in flag.events.all()]
    told += [_explanation(row) for row in said if row.promised_date]
    if not flag.fingerprint:  # of a condition the flag's own events tell all there is
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
    said = words[event.new_state]
    if event.old_state == event.new_state and event.note in wording.REGRADED:
        said = str(wording.REGRADED[event.note])
    elif event.old_state == event.new_state and event.by_id:
        said = gettext("Official letter made")
    elif event.new_state == Flag.State.OPEN and event.old_state:
        said = gettext("Flag reopened")
    return {
        "at": _moment(event.on, event.recorded_at),
        "by": event.by_name or gettext("The portal"),
        "words": said,
        "note": "" if event.note in wording.REGRADED else _note(event),
    }


def _explanation(row: FlagStatement) -> dict[str, Any]:
    """Another opinion is an event of its own, because it changes the state."""
    day = day_text(row.promised_date) if row.promised_date else ""
    return {
        "at": _moment(row.on, row.recorded_at),
        "by": row.by_name,
        "words": gettext("Explained, promised for %(day)s") % {"day": day},
        "note": row.text,
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
        "note": wording.cause(change.cause),
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
                "words": wording.level(level, _grades(duty)),
                "audience": wording.label(wording.AUDIENCE, audience),
                "note": "" if day <= on else wording.left(day, on),
            }
        )
    return drawn
