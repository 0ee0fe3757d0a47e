"""One request as its pages show it: who has it, by what limit, its story, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import User
from accounts.permissions import Permission
from deadlines import sentence, wording
from deadlines.models import Obligation
from projects.members import may_file
from projects.models import SupportRequest
from projects.rules.support import LAWSUIT, SUBJECT
from projects.rules.support_acts import possible
from projects.support import story
from projects.views import document_section
from vn.dates import day_text

ACT_WORDS: dict[str, Promise] = {
    "hand": _("Hand to another agency"),
    "officer": _("Name an officer"),
    "limit": _("Set the day for the answer"),
    "outside": _("Send outside the province"),
    "follow_up": _("Record that it was asked again"),
    "back": _("Record that it came back"),
    "question": _("Ask the investor"),
    "note": _("Internal note"),
    "answer": _("Answer the investor"),
    "reply": _("Reply"),
    "rate": _("Say whether it helped"),
    "reopen": _("Not solved: open again"),
    "withdraw": _("Withdraw the request"),
}
_DIRECTING = ("hand", "limit", "officer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands at the top of the page."""

    row: SupportRequest
    state: str
    mark: str
    holder: str
    since: date
    officer: str = ""
    limit: str = ""
    limit_words: str = ""
    limit_mark: str = "info"
    sum_words: str = ""
    article: str = ""
    verdict: str = ""
    verdict_mark: str = ""
    holdings: list[story.Holding] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    acts: list[tuple[str, str, str]] = field(default_factory=list)


def told(row: SupportRequest, user: User, on: date) -> Told:
    """The page of a request for this person; eight questions, whatever its story."""
    own = user.can(Permission.FILE_REQUEST)
    duties = {
        (duty.kind, duty.cycle): duty
        for duty in Obligation.objects.filter(
            subject_kind=SUBJECT, subject_id=row.pk
        ).select_related("rule_version")
    }
    duty = duties.get(("SA", str(row.round)))
    verdict, verdict_mark = _verdict(row, duty)
    is_outside = row.state == SupportRequest.State.OUTSIDE
    steps = story.steps_of(row)
    return Told(
        row=row,
        state=str(row.get_state_display()),
        mark=state_mark(row),
        holder=row.outside_body if is_outside else InCharge.of([row.holder]).name(row.holder),
        since=row.outside_since if is_outside and row.outside_since else row.held_since,
        officer=row.officer.display_name if row.officer and not is_outside else "",
        **_limit(row, duty, _asking_again(duties), on),
        verdict=verdict,
        verdict_mark=verdict_mark,
        holdings=story.holdings(steps),
        steps=story.told(steps, row, own=own),
        documents=document_section.about(user, SUBJECT, row.pk),
        acts=acts(row, user),
    )


def state_mark(row: SupportRequest) -> str:
    """The mark of a state."""
    if row.state == SupportRequest.State.ANSWERED:
        return "ok"
    if row.state == SupportRequest.State.ASKED:
        return "warn"
    return "hold" if row.state == SupportRequest.State.OUTSIDE else "info"


def _asking_again(duties: dict[tuple[str, str], Obligation]) -> Obligation | None:
    running = (d for (kind, _cycle), d in duties.items() if kind == "SF" and d.clock == "running")
    return next(running, None)


def _limit(
    row: SupportRequest, duty: Obligation | None, again: Obligation | None, on: date
) -> dict[str, str]:
    """The limit in words, where there is one; what stands in its place, where there is none."""
    if row.state == SupportRequest.State.OUTSIDE and again is not None and again.due_date:
        words = gettext("%(agency)s asks again every %(n)s days, next by %(day)s")
        said = {
            "agency": row.holder.short_name,
            "n": row.follow_up_days,
            "day": day_text(again.due_date),
        }
        mark = "warn" if again.due_date < on else "hold"
        return {"limit_words": words % said, "limit_mark": mark, "article": _article(again)}
    if row.kind == LAWSUIT:
        return {"limit_words": gettext("The court decides; no limit of an agency runs.")}
    if duty is None or duty.due_date is None or not row.state_is_open:
        return {}
    late = duty.clock == "running" and duty.due_date < on
    return {
        "limit": day_text(duty.due_date),
        "limit_words": wording.standing(vars(duty), on),
        "limit_mark": "warn" if late else "hold" if duty.clock == "stopped" else "info",
        "sum_words": sentence.sentence(vars(duty), on),
        "article": row.limit_basis or _article(duty),
    }


def _article(duty: Obligation) -> str:
    return duty.rule_version.article if duty.rule_version else ""


def _verdict(row: SupportRequest, duty: Obligation | None) -> tuple[str, str]:
    """Whether the answer came in time."""
    if row.answered_date is None or duty is None or duty.due_date is None:
        return "", ""
    if row.answered_date <= duty.due_date:
        words = gettext("answered in time: by %(due)s") % {"due": day_text(duty.due_date)}
        return words, "ok"
    days = (row.answered_date - duty.due_date).days
    words = gettext("answered %(n)s days late: due %(due)s")
    return words % {"n": days, "due": day_text(duty.due_date)}, "warn"


def acts(row: SupportRequest, user: User) -> list[tuple[str, str, str]]:
    """(name, words, address) of what this person can do now."""
    if user.can(Permission.FILE_REQUEST):
        if not may_file(user, row.investor_id):
            return []
        view_name, names = "projects:own_support_act", possible(row.state, by_investor=True)
    else:
        view_name, names = "projects:support_act", _of_staff(row, user)
    return [
        (name, str(ACT_WORDS[name]), reverse(view_name, args=[row.code, name])) for name in names
    ]


def may(row: SupportRequest, user: User, name: str) -> bool:
    """Whether this person does such acts on this request, whatever its state allows now."""
    agencies = {pk for person in user.persons for pk in person.reach.agencies}
    if row.holder_id in agencies:
        return user.can(Permission.ANSWER_SUPPORT)
    return user.can(Permission.DIRECT_SUPPORT) and name in (*_DIRECTING, "note")


def facts(row: SupportRequest) -> list[tuple[str, str]]:
    """What stands beside the form of a step."""
    found = [
        (gettext("Investor"), row.investor.name),
        (gettext("Asked on"), day_text(row.filed_date)),
        (gettext("What the investor asks"), row.words),
    ]
    if row.project is not None:
        found.insert(1, (gettext("Project"), f"{row.project.code} {row.project.name}"))
    return found


def _of_staff(row: SupportRequest, user: User) -> list[str]:
    """The holder does all; the department directs what others hold; readers do nothing."""
    return [name for name in possible(row.state, by_investor=False) if may(row, user, name)]
