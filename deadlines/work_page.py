"""The page of the day's work: the reader's own list, or the agency's people side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from deadlines import work_rows
from deadlines.actions import law
from deadlines.escalation import ladder
from deadlines.models import SweepRun
from deadlines.work import SOON, Desk, Group, Work
from desk import paging
from desk.addresses import CURSOR
from vn.dates import day_text
from vn.numbers import group as grouped

VIEW, PERSON, GROUP = "xem", "can_bo", "nhom"
AGENCY, NOBODY = "co-quan", "chua-giao"

GROUPS: dict[str, Promise] = {
    Group.RISEN: _("Came up to me"),
    Group.NEW: _("New since the last working day"),
    Group.LATE: _("Overdue or found, undecided"),
    Group.SOON: _("Due within 30 days"),
    Group.RETURNED: _("Returned or answered"),
    Group.WAITING: _("Waiting for others"),
}
_OWED: dict[str, Promise] = {
    Group.NEW: _("Overdue since the last working day"),
    Group.LATE: _("Overdue"),
}
"""The same for a person who owes the duty and does not decide on flags."""

_HANDLE = [role for role, held in ROLE_PERMISSIONS.items() if Permission.DECIDE_FLAG in held]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `person` is a key, NOBODY, or empty for one's own list."""

    agency: bool = False
    person: str = ""
    group: str = ""
    cursor: str = ""

    @classmethod
    def of(cls, conditions: Any, user: User) -> Asked:
        """Read the address; what this person may not ask is left out."""
        group = conditions.get(GROUP, "")
        group = group if group in GROUPS else ""
        cursor = conditions.get(CURSOR, "")
        if not user.can(Permission.ASSIGN_WORK):
            return cls(group=group, cursor=cursor)
        person = conditions.get(PERSON, "")
        person = person if person == NOBODY or person.isdecimal() else ""
        agency = conditions.get(VIEW) == AGENCY
        return cls(agency=agency, person=person[:18], group=group, cursor=cursor)

    def address(self, **changes: str) -> str:
        """The page with these parameters instead."""
        kept = {VIEW: AGENCY if self.agency else "", PERSON: self.person, GROUP: self.group}
        query = {name: value for name, value in (kept | changes).items() if value}
        path = reverse("deadlines:work")
        return f"{path}?{urlencode(query)}" if query else path


def desk_of(user: User, on: date) -> Desk:
    """The reader's desk on a day, with the working calendar and the ladder in force."""
    since = law.calendar().add_working_days(on, -1)
    return Desk(user=user, on=on, since=since, ladder=ladder())


def wanted(desk: Desk, asked: Asked) -> Work:
    """The rows the address asks for, before one group is chosen."""
    if not (asked.agency or asked.person):
        return desk.mine()
    work = desk.of_agency()
    if asked.person:
        return work.filter(handler=None if asked.person == NOBODY else int(asked.person))
    return work


def context(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Everything the page prints."""
    shown = _people(desk, asked) if asked.agency and not asked.person else _list(desk, asked)
    swept = SweepRun.objects.order_by("-on").values_list("on", flat=True).first()
    return shown | {
        "asked": asked,
        "today": desk.on,
        "since": desk.since,
        "as_of": day_text(swept) if swept else "",
        "tabs": _tabs(desk, asked),
        "may_assign": desk.user.can(Permission.ASSIGN_WORK),
    }


def _tabs(desk: Desk, asked: Asked) -> list[tuple[str, str, bool]]:
    """(words, address, whether it is the present one)."""
    if not desk.user.can(Permission.ASSIGN_WORK):
        return []
    path = reverse("deadlines:work")
    own = not (asked.agency or asked.person)
    return [
        (gettext("Mine"), path, own),
        (gettext("My agency"), f"{path}?{VIEW}={AGENCY}", not own),
    ]


def _list(desk: Desk, asked: Asked) -> dict[str, Any]:
    work = wanted(desk, asked)
    counts = work.counts()
    pager: dict[str, str] = {}
    if asked.group:
        page, found = work_rows.one_page(work, asked.group, asked.cursor)
        pager = _pages(asked, page, counts[asked.group])
    else:
        found = work_rows.first_of_each(work)
    drawn = work_rows.drawn(found, desk)
    return {
        "total": counts.total(),
        "groups": [
            _group(code, words, counts[code], drawn.get(code, []), asked)
            for code, words in _words(desk, asked).items()
            if drawn.get(code)
        ],
        "counters": [
            (words, counts[code], asked.address(**{GROUP: code}), code == asked.group)
            for code, words in _words(desk, asked).items()
            if counts[code] or code != Group.RISEN
        ],
        "all_url": asked.address(**{GROUP: ""}),
        "pager": pager,
        "person": _named(asked.person),
        "crumbs": [(gettext("Work today"), asked.address(**{PERSON: "", GROUP: ""}))],
        "days": SOON.days,
    }


def _words(desk: Desk, asked: Asked) -> dict[str, Promise]:
    return GROUPS if desk.user.can(Permission.DECIDE_FLAG) else GROUPS | _OWED


def _group(
    code: str, words: Promise, count: int, rows: list[work_rows.Row], asked: Asked
) -> dict[str, Any]:
    return {
        "code": code,
        "words": words,
        "count": count,
        "rows": rows if asked.group else rows[: work_rows.PREVIEW],
        "alarming": code in (Group.RISEN, Group.LATE),
        "idle": code == Group.WAITING,
        "more_url": asked.address(**{GROUP: code})
        if count > work_rows.PREVIEW and not asked.group
        else "",
    }


def _pages(asked: Asked, page: paging.Page, total: int) -> dict[str, str]:
    words = {"shown": grouped(len(page.rows)), "total": grouped(total)}
    return {
        "summary": gettext("%(shown)s of %(total)s") % words,
        "newer_url": asked.address(**{CURSOR: page.newer}) if page.newer else "",
        "older_url": asked.address(**{CURSOR: page.older}) if page.older else "",
    }


def _named(person: str) -> str:
    """The name above somebody else's list; empty above one's own."""
    if person == NOBODY:
        return gettext("Nobody in charge")
    if not person:
        return ""
    found = User.objects.filter(pk=int(person)).first()
    return str(found) if found else gettext("Nobody in charge")


def _people(desk: Desk, asked: Asked) -> dict[str, Any]:
    """Every colleague with his or her counts: what nobody has first, then who has most."""
    table = desk.of_agency().by_person()
    idle = Q(agency_id__in=desk.agencies, is_active=True, role__in=_HANDLE)
    people = User.objects.filter(Q(pk__in=[pk for pk in table if pk]) | idle)
    codes = [code for code in GROUPS if code != Group.RISEN]
    lines = [_line(asked, None, table.get(None, Counter()), codes)]
    lines += [_line(asked, each, table.get(each.pk, Counter()), codes) for each in people]
    lines.sort(key=lambda line: (line["rank"], -line["total"], line["name"]))
    sums = sum(table.values(), Counter[str]())
    return {
        "people": lines,
        "columns": [GROUPS[code] for code in codes],
        "sums": [(GROUPS[code], sums[code]) for code in codes],
        "total": sums.total(),
    }


def _line(asked: Asked, person: User | None, counts: Counter[str], codes: list[str]) -> Any:
    """One row of the table; someone whose account is closed still has work that needs a taker."""
    key = str(person.pk) if person else NOBODY
    closed = person is not None and not person.is_active
    return {
        "rank": 0 if person is None else 1 if closed else 2,
        "name": str(person) if person else gettext("Nobody in charge"),
        "closed": closed,
        "position": person.position if person else "",
        "url": asked.address(**{PERSON: key}),
        "cells": [
            (GROUPS[code], counts[code], asked.address(**{PERSON: key, GROUP: code}))
            for code in codes
        ],
        "total": counts.total(),
    }
