"""Questions about records: flags of the rules that look after the data, as a person answers them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import arithmetic, wording
from deadlines.models import Flag
from deadlines.querysets import LIVE_STATES, QUESTION_KINDS, in_charge
from deadlines.registry import describe
from desk.addresses import CURSOR, Address
from desk.paging import Key, Page, Segment
from vn.dates import day_text
from vn.numbers import group

MINE, ALL, KEPT = "toi", "tat-ca", "giu-nguyen"
"""Values of the parameter `xem`."""

VIEWS = ((MINE, _("For me")), (ALL, _("All")), (KEPT, _("Left as they are")))
_PLACE = {
    "operating_not_started": "state",
    "operating_unfinished": "state",
    "operated_unbuilt": "state",
    "terminated_undecided": "detail",
    "suspended_in_force": "detail",
    "capital_parts": "detail",
}


def asked(user: User) -> QuerySet[Flag]:
    """All questions this person may know of, answered or not."""
    rows: QuerySet[Flag] = Flag.objects.openly_visible_to(user).filter(kind__in=QUESTION_KINDS)
    return rows


def of_view(rows: QuerySet[Flag], view: str, user: User) -> QuerySet[Flag]:
    """The questions of one view."""
    if view == KEPT:
        return rows.filter(state=Flag.State.DISMISSED)
    live = rows.filter(state__in=LIVE_STATES)
    if view == ALL:
        return live
    people = [person.pk for person in user.persons]
    return live.annotate(charge=in_charge("officer_id")).filter(charge__in=people)


def segments(rows: QuerySet[Flag]) -> tuple[Segment, ...]:
    """The oldest first."""
    return (Segment(rows, (Key("due_date", date.fromisoformat), Key("pk"))),)


def views(rows: QuerySet[Flag], address: Address, current: str, user: User) -> list[dict[str, Any]]:
    """The three views with their counts."""
    return [
        {
            "label": label,
            "url": address.but(xem=code),
            "count": group(of_view(rows, code, user).count()),
            "current": code == current,
        }
        for code, label in VIEWS
    ]


def rows(ids: Sequence[int], user: User, on: date) -> list[dict[str, Any]]:
    """Questions of a page, in the order of `ids`, ready to print: two queries and one a subject."""
    found = {flag.pk: flag for flag in Flag.objects.filter(pk__in=ids).select_related("obligation")}
    flags = [found[pk] for pk in ids if pk in found]
    subjects = describe((f.obligation.subject_kind, f.obligation.subject_id) for f in flags)
    return [_row(flag, subjects, user, on) for flag in flags]


def _row(flag: Flag, subjects: Any, user: User, on: date) -> dict[str, Any]:
    duty = flag.obligation
    about = subjects.get((duty.subject_kind, duty.subject_id))
    code = about.project_code if about else ""
    live = flag.state in LIVE_STATES
    return {
        "flag_url": reverse("deadlines:flag", args=[flag.pk]),
        "kind": flag.kind,
        "title": wording.label(wording.SHORT, flag.kind),
        "words": words(flag, on),
        "subject": about,
        "since": day_text(flag.due_date),
        "reason": flag.reason,
        "document": flag.document_number,
        "decided_at": flag.decided_at,
        **(ways(flag, code, user) if live and code else {}),
    }


def ways(flag: Flag, code: str, user: User) -> dict[str, str]:
    """Where this person answers: where the fact is corrected, confirmed, or left as it is."""
    ways = {}
    if user.can(Permission.EDIT_PROJECT):
        ways["fix_url"] = fix_url(flag, code)
        if flag.kind == "Q1":
            ways["confirm_url"] = reverse("projects:record_confirm", args=[code])
    if flag.kind != "Q1" and user.can(Permission.DECIDE_FLAG):
        ways["keep_url"] = reverse("projects:question_keep", args=[flag.pk])
    return ways


def fix_url(flag: Flag, code: str) -> str:
    """The page on which the doubtful fact is corrected."""
    duty = flag.obligation
    if duty.subject_kind == "tranche":
        return reverse("projects:tranche_edit", args=[code, duty.subject_id])
    place = _PLACE.get(duty.cycle, "detail") if flag.kind == "Q3" else "detail"
    return reverse(f"projects:{place}", args=[code])


def words(flag: Flag, on: date) -> str:
    """The question itself."""
    duty = flag.obligation
    if flag.kind == "Q1":
        since = duty.base_date or flag.due_date
        said = gettext("Nobody has updated it since %(day)s (%(span)s): do the figures still hold?")
        return said % {"day": day_text(since), "span": wording.span(since, on)}
    told = [line.words for line in arithmetic.lines(vars(duty), on) if line.sign == "≠"]
    return "; ".join(told) or str(wording.label(wording.DUTY, flag.kind))


def pages(address: Address, page: Page, total: int) -> dict[str, str]:
    """The links to the pages beside this one."""
    summary = gettext("%(shown)s of %(total)s questions")
    return {
        "summary": summary % {"shown": group(len(page.rows)), "total": group(total)},
        "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
    }
