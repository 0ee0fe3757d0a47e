"""Give flags to an officer, or back to the officers of their projects: one act, told and written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from accounts.refusals import Refusal
from deadlines.actions.refreshing import hold_open
from deadlines.models import Flag
from deadlines.querysets import LIVE_STATES
from desk.actions.notifying import Message, tell
from vn.dates import day_text

MOST = 2000
"""Flags given in one act; more are more than anybody looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """Which flags go to whom; `to` None gives them back to the officers of their projects.

    `handle_by` is the day asked for between the two people. It is no legal day: nothing counts
    how late it is, and what the law counts goes on beside it.
    """

    flag_ids: Collection[int]
    to: User | None
    handle_by: date | None = None
    note: str = ""


class NothingChosen(Refusal):
    """Giving nothing is a slip of the mouse."""

    text = _("Tick at least one flag.")


class TooMany(Refusal):
    """A list nobody can have looked at."""

    text = _("At most %(most)s flags at once. Narrow the list first.")


class NotAnOfficer(Refusal):
    """Who is given a flag decides on it."""

    field = "to"
    text = _("%(person)s cannot be given flags: choose an active account that decides on them.")


class DayIsPast(Refusal):
    """Nobody can do it by then."""

    field = "handle_by"
    text = _("The day %(day)s is over. Give today or a later day.")


class NotLive(Refusal):
    """Some were closed while the person was choosing."""

    text = _("Some of these flags were closed meanwhile. Look at the list again.")


def may_take(person: User) -> bool:
    """Whether flags can be given to this person."""
    return person.is_active and Permission.DECIDE_FLAG in ROLE_PERMISSIONS[person.role]


@transaction.atomic
def give(*, by: User, on: date, at: datetime, giving: Giving) -> int:
    """Give live flags to an officer, each with its line of history; the officer is told once.

    Returns how many. Raises `NothingChosen`, `TooMany`, `NotAnOfficer`, `DayIsPast` and
    `NotLive`; then nothing was given.
    """
    _check(giving, on)
    hold_open()
    flags = _held(Flag.objects.filter(pk__in=giving.flag_ids))
    if len(flags) != len(set(giving.flag_ids)):
        raise NotLive
    handle_by = giving.handle_by if giving.to else None
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        officer=giving.to, handle_by=handle_by
    )
    _say(by=by, at=at, flags=flags, giving=giving)
    return len(flags)


@transaction.atomic
def pass_on(*, by: User, on: date, at: datetime, from_id: int, to: User | None, reason: str) -> int:
    """Hand the live flags given to a person who leaves to one colleague, or to nobody."""
    theirs = Flag.objects.filter(officer_id=from_id)
    return _pass(by=by, at=at, theirs=theirs, to=to, note=reason)


@transaction.atomic
def follow_projects(
    *, by: User, at: datetime, from_id: int, to: User | None, project_ids: Collection[int]
) -> int:
    """Let live flags given to an officer go along with that officer's projects."""
    theirs = Flag.objects.filter(officer_id=from_id, project_id__in=project_ids)
    return _pass(by=by, at=at, theirs=theirs, to=to)


def _pass(
    *, by: User, at: datetime, theirs: QuerySet[Flag], to: User | None, note: str = ""
) -> int:
    """The day asked for stays; without an officer there is none."""
    if to is not None and not may_take(to):
        raise NotAnOfficer(person=to)
    hold_open()
    flags = _held(theirs)
    if not flags:
        return 0
    fields = {"officer": to} if to else {"officer": None, "handle_by": None}
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(**fields)
    _say(by=by, at=at, flags=flags, giving=Giving(flag_ids=(), to=to, note=note))
    return len(flags)


def _held(rows: QuerySet[Flag]) -> list[Flag]:
    """The live ones, held until the end of the transaction."""
    live = rows.filter(state__in=LIVE_STATES).select_related("officer").order_by("pk")
    return list(live.select_for_update(of=("self",), no_key=True))


def _say(*, by: User, at: datetime, flags: list[Flag], giving: Giving) -> None:
    """A line of history for each flag; the officer is told once."""
    for flag in flags:
        _write(by=by, flag=flag, giving=giving)
    if giving.to is not None and giving.to.pk != by.pk:
        _tell(by=by, at=at, flags=flags, giving=giving)


def _check(giving: Giving, on: date) -> None:
    if not giving.flag_ids:
        raise NothingChosen
    if len(giving.flag_ids) > MOST:
        raise TooMany(most=MOST)
    if giving.to is not None and not may_take(giving.to):
        raise NotAnOfficer(person=giving.to)
    if giving.to is not None and giving.handle_by and giving.handle_by < on:
        raise DayIsPast(day=day_text(giving.handle_by))


def _write(*, by: User, flag: Flag, giving: Giving) -> None:
    text = _("Flag given to %(new)s") if giving.to else _("Flag back with the project's officer")
    day = giving.handle_by.isoformat() if giving.to and giving.handle_by else None
    record(
        by=by,
        entry=Entry(
            verb="flag_given",
            subject_kind="flag",
            subject_id=flag.pk,
            project_id=flag.project_id,
            summary=in_words(text, new=giving.to),
            old={"officer": str(flag.officer) if flag.officer else None},
            new={"officer": str(giving.to) if giving.to else None, "handle_by": day},
            reason=giving.note,
        ),
    )


def _tell(*, by: User, at: datetime, flags: list[Flag], giving: Giving) -> None:
    if len(flags) == 1:
        title = in_words(_("%(by)s gave you a flag"), by=by)
        path = reverse("deadlines:flag", args=[flags[0].pk])
    else:
        title = in_words(_("%(by)s gave you %(n)s flags"), by=by, n=len(flags))
        path = reverse("deadlines:work")
    lines = [giving.note]
    if giving.handle_by:
        words = _("To be handled by %(day)s.")
        lines.insert(0, in_words(words, day=day_text(giving.handle_by)))
    key = f"given:{flags[0].pk}:{len(flags)}:{at.isoformat()}"
    message = Message(
        kind="order", key=key, title=title, body="\n".join(filter(None, lines)), path=path
    )
    tell(user_ids=[giving.to.pk] if giving.to else [], message=message, at=at)
