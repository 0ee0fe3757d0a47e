"""What a night tells people: new flags, flags that came up, and once a week what is due soon.

Everything is told under a key of its night or week, so telling again tells nobody twice, and the
nights of the last week that were not told yet are made up. What is confidential is told by its own
room, to those alone who may know of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import in_words
from accounts.models import AgencySuccession, Deputyship, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from deadlines import wording
from deadlines.escalation import ladder, people
from deadlines.models import Flag, FlagEvent, Obligation, SweepRun
from deadlines.querysets import OVERDUE_LEVEL, FlagQuerySet, ObligationQuerySet, in_charge
from deadlines.registry import confidential_kinds, describe
from desk.actions.notifying import Message, tell
from vn.dates import day_text

MADE_UP = timedelta(days=7)
SOON = timedelta(days=30)
LISTED = 10
"""Flags named in one message; the rest is a number and a link."""

_WORKERS = [role for role, held in ROLE_PERMISSIONS.items() if Permission.VIEW_WORK in held]

FlagRow = Mapping[str, Any]


def tell_all(*, on: date, at: datetime) -> int:
    """Tell of every night swept in the last week, and of the week; how many were told anew."""
    nights = SweepRun.objects.filter(on__gt=on - MADE_UP, on__lte=on).order_by("on")
    told = 0
    for night in nights.values_list("on", flat=True):
        told += tell_new_flags(night=night, at=at) + tell_risen(night=night, at=at)
    return told + tell_due_soon(on=on, at=at)


def tell_new_flags(*, night: date, at: datetime) -> int:
    """Tell each officer once of the undecided flags that this night opened in his or her charge."""
    opened = _opened_on(night).annotate(handler=in_charge("officer_id")).exclude(handler=None)
    by_officer: dict[int, list[FlagRow]] = defaultdict(list)
    for row in opened.values(*_OF_FLAG, "handler"):
        by_officer[row["handler"]].append(row)
    named = _named(row for rows in by_officer.values() for row in rows[:LISTED])
    told = 0
    for officer_id, rows in by_officer.items():
        message = Message(
            kind="new_flags",
            key=f"new_flags:{night.isoformat()}",
            title=in_words(_("%(n)s new flags on %(day)s"), n=len(rows), day=day_text(night)),
            body=_listed(rows, named),
            path=reverse("deadlines:work"),
        )
        told += tell(user_ids=[officer_id], message=message, at=at)
    return told


def tell_risen(*, night: date, at: datetime) -> int:
    """Tell the people of each step once of the flags that came up to them this night.

    Who stands in for an absent person on that night is told as well.
    """
    told = 0
    for step in ladder():
        rows = list(
            _opened_on(night - timedelta(step.after_days)).filter(advisory=False).values(*_OF_FLAG)
        )
        about = describe((row["subject_kind"], row["subject_id"]) for row in rows)
        agencies = {key: subject.agency_id for key, subject in about.items()}
        holders = people([step], agencies.values())
        by_person: dict[int, list[FlagRow]] = defaultdict(list)
        for row in rows:
            agency_id = agencies.get((row["subject_kind"], row["subject_id"]))
            for person in holders.of(step.role, agency_id):
                by_person[person.pk].append(row)
        back = day_text(night + timedelta(step.answer_days))
        text = _("%(n)s flags came up to you; give them back by %(day)s")
        for person_id, theirs in by_person.items():
            message = Message(
                kind="escalated",
                key=f"escalated:{night.isoformat()}:{step.after_days}:{person_id}",
                title=in_words(text, n=len(theirs), day=back),
                body=_listed(theirs, _named(theirs[:LISTED])),
                path=f"{reverse('deadlines:work')}?nhom=chuyen-len",
            )
            told += tell(user_ids=_with_deputies(person_id, night), message=message, at=at)
    return told


def tell_due_soon(*, on: date, at: datetime) -> int:
    """Tell once in a calendar week how many duties fall due within the next 30 days."""
    until = on + SOON
    week = "{}-W{:02d}".format(*on.isocalendar())
    soon = Obligation.objects.filter(
        clock="running",
        level__lt=OVERDUE_LEVEL,
        next_change_on__lte=until + timedelta(1),
        due_date__lte=until,
    ).exclude(kind__in=confidential_kinds())
    soon = soon.annotate(handler=in_charge())
    told = 0
    for user_id, count in _shares(soon.annotate(handler=in_charge())).items():
        message = Message(
            kind="due_soon",
            key=f"due_soon:{week}",
            title=in_words(_("%(n)s duties are due by %(day)s"), n=count, day=day_text(until)),
            path=f"{reverse('deadlines:work')}?nhom=sap-den-han",
        )
        told += tell(user_ids=[user_id], message=message, at=at)
    return told


_OF_FLAG = ("pk", "kind", "due_date", "subject_kind", "subject_id")


def _opened_on(night: date) -> FlagQuerySet:
    """Flags still undecided whose last opening was that day, the longest late first.

    Confidential ones are told by their room, to those who know of them.
    """
    opening = FlagEvent.objects.filter(flag=OuterRef("pk"), new_state=Flag.State.OPEN)
    last = Subquery(opening.order_by("-on", "-pk").values("on")[:1])
    candidates = FlagEvent.objects.filter(on=night, new_state=Flag.State.OPEN).values("flag")
    found: FlagQuerySet = (
        Flag.objects.filter(pk__in=candidates, state=Flag.State.OPEN)
        .exclude(kind__in=confidential_kinds())
        .alias(opened=last)
        .filter(opened=night)
        .annotate(
            subject_kind=F("obligation__subject_kind"), subject_id=F("obligation__subject_id")
        )
        .order_by("due_date", "pk")
    )
    return found


def _named(rows: Iterable[FlagRow]) -> dict[tuple[str, int], str]:
    """The project behind each row: "DA-2026-0001 Nhà máy"."""
    found = describe((row["subject_kind"], row["subject_id"]) for row in rows)
    return {key: f"{each.project_code} {each.project_name}" for key, each in found.items()}


def _listed(rows: list[FlagRow], named: Mapping[tuple[str, int], str]) -> str:
    lines = []
    for row in rows[:LISTED]:
        project = named.get((row["subject_kind"], row["subject_id"]), "")
        rule = wording.label(wording.SHORT, row["kind"])
        lines.append(f"- {project}: {rule} ({day_text(row['due_date'])})")
    if len(rows) > LISTED:
        lines.append(in_words(_("and %(n)s more"), n=len(rows) - LISTED))
    return "\n".join(lines)


def _with_deputies(person_id: int, on: date) -> list[int]:
    running = Deputyship.objects.filter(absent_id=person_id, from_date__lte=on, to_date__gte=on)
    return [person_id, *running.values_list("deputy_id", flat=True)]


def _shares(soon: ObligationQuerySet) -> Counter[int]:
    """How many of these duties each person follows, by the rule of the day's list: the officer of
    the project, and the people of the agency that owes it unless the officer is one of them."""
    groups = list(
        soon.order_by().values_list("handler", "bearer_agency").annotate(count=Count("pk"))
    )
    lineage = AgencySuccession.objects.effective().lineage()
    bearers = {bearer for _handler_id, bearer, _count in groups if bearer}
    heirs = {bearer: lineage.heirs(bearer) for bearer in bearers}
    of_agency: dict[int, set[int]] = defaultdict(set)
    staff = User.objects.filter(is_active=True, role__in=_WORKERS)
    for pk, agency_id in staff.values_list("pk", "agency_id"):
        of_agency[agency_id].add(pk)
    shares = Counter[int]()
    for handler, bearer, count in groups:
        colleagues = set().union(*(of_agency[heir] for heir in heirs.get(bearer, ())))
        told = {handler} if handler in colleagues or not bearer else colleagues | {handler}
        shares.update({person: count for person in told if person})
    return shares
