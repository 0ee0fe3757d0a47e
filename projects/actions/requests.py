"""More time asked for a milestone or for the use of land, decided by a body other than the asker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, User
from accounts.models.reach import reach_of
from accounts.permissions import ROLE_PERMISSIONS, Permission
from desk.actions.notifying import Message, tell
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    settle,
    store,
)
from projects.actions.refusals import NotOfThisProject, Refusal, not_after
from projects.models import (
    Extension,
    ExtensionRequest,
    Investor,
    InvestorMember,
    LandTranche,
    Project,
    ScheduleItem,
)
from vn.dates import day_text
from vn.text import tidy

SECTION = "#gia-han"
"""The part of the pages of a project that lists its requests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """More time for `about`, until `asked_date`; filed by the investor or by one agency."""

    about: ScheduleItem | LandTranche
    filed_date: date
    asked_date: date
    reason: str
    document_number: str = ""
    agency: Agency | None = None
    investor: Investor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was decided on a request, by whom, in which document."""

    granted: bool
    decided_date: date
    agency: Agency
    number: str
    words: str = ""


class StillUndecided(Refusal):
    """One request at a time."""

    field = "about"
    status = 409
    text = _(
        "The request of %(day)s about %(what)s is still undecided. Wait for its answer, then ask "
        "again."
    )


class NothingToExtend(Refusal):
    """What is done needs no more time."""

    field = "about"
    text = _("%(what)s is done already, so there is no day to move.")


class ExtendedBefore(Refusal):
    """The law allows one extension of land use."""

    field = "about"
    text = _("%(what)s was extended once, and the law allows no second time.")


class NoLaterDay(Refusal):
    """More time ends later."""

    field = "asked_date"
    text = _("The plan in force ends on %(day)s. Ask for a later day.")


class DecidedBefore(Refusal):
    """A request is decided once."""

    status = 409
    text = _("This request was decided on %(day)s by %(number)s. Open the project to read it.")


class OwnRequest(Refusal):
    """Nobody decides on what his own body asked for."""

    field = "agency"
    text = _(
        "%(agency)s asked for this itself, so it cannot decide. Pass the file to the body above "
        "it, and have an officer of another agency record the answer."
    )


@transaction.atomic
def ask(
    *, by: User, on: date, at: datetime, project_id: int, asked: Asked
) -> Outcome[ExtensionRequest]:
    """Record a request. Filed on or before the due day it keeps the clock still until decided.

    Raises `NotOfThisProject`, `NothingToExtend`, `ExtendedBefore`, `NoLaterDay`,
    `StillUndecided`, `InTheFuture` and `Invalid`.
    """
    project = lock_project(project_id)
    not_after(asked.filed_date, on=on, field="filed_date")
    _check(asked, project)
    is_item = isinstance(asked.about, ScheduleItem)
    row = ExtensionRequest(project=project, recorded_by_id=by.pk)
    found = assign(
        row,
        {
            "schedule_item": asked.about if is_item else None,
            "tranche": None if is_item else asked.about,
            "filed_date": asked.filed_date,
            "asked_date": asked.asked_date,
            "reason": asked.reason.strip(),
            "document_number": tidy(asked.document_number),
            "asking_agency": asked.agency,
            "asking_investor": asked.investor,
        },
    )
    store(row)
    deed = Deed(
        verb="extension_requested",
        row=row,
        project=project,
        summary=_("More time asked for %(what)s until %(day)s"),
        words={"what": asked.about, "day": day_text(asked.asked_date)},
        change=found,
    )
    outcome = settle(deed, by=by, on=on, at=at)
    _tell(row, [project.officer_id], "request", _asked_words(row), by=by, at=at)
    return outcome


@transaction.atomic
def decide(
    *, by: User, on: date, at: datetime, seen: Seen, answer: Answer
) -> Outcome[ExtensionRequest]:
    """Record the answer to a request; granted, the new day is entered by its document.

    Raises `Stale`, `DecidedBefore`, `OwnRequest`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(ExtensionRequest.objects.select_related("project", "asking_agency"), seen)
    if row.decided_date is not None:
        raise DecidedBefore(day=day_text(row.decided_date), number=row.decision_number)
    _refuse_own(row, answer, by)
    not_after(answer.decided_date, on=on, field="decided_date")
    found = assign(
        row,
        {
            "decided_date": answer.decided_date,
            "granted": answer.granted,
            "deciding_agency": answer.agency,
            "decision_number": tidy(answer.number),
            "answer": answer.words.strip(),
        },
    )
    row.version += 1
    store(row)
    granted = _("More time for %(what)s granted by %(number)s")
    refused = _("More time for %(what)s refused by %(number)s")
    deed = Deed(
        verb="extension_request_decided",
        row=row,
        project=row.project,
        summary=granted if answer.granted else refused,
        words={"what": about(row), "number": row.decision_number},
        change=found,
    )
    outcome = settle(deed, by=by, on=on, at=at)
    _tell(row, _askers(row), "returned", _decided_words(row), by=by, at=at)
    return outcome


def about(row: ExtensionRequest) -> ScheduleItem | LandTranche:
    """The milestone or tranche a request is about."""
    found = row.schedule_item or row.tranche
    if found is None:
        raise TypeError(f"request {row.pk} is about nothing")
    return found


def _check(asked: Asked, project: Project) -> None:
    thing = asked.about
    if thing.project_id != project.pk:
        raise NotOfThisProject(field="about")
    if isinstance(thing, ScheduleItem):
        if thing.actual_date is not None or thing.achieved_undated:
            raise NothingToExtend(what=thing.name)
        if thing.planned_date is not None and asked.asked_date <= thing.planned_date:
            raise NoLaterDay(day=day_text(thing.planned_date))
        earlier = ExtensionRequest.objects.filter(schedule_item=thing)
    else:
        if thing.in_use_date is not None:
            raise NothingToExtend(what=thing.label)
        if Extension.objects.filter(tranche=thing).exists():
            raise ExtendedBefore(what=thing.label)
        earlier = ExtensionRequest.objects.filter(tranche=thing)
    waiting = earlier.filter(decided_date__isnull=True).first()
    if waiting is not None:
        raise StillUndecided(day=day_text(waiting.filed_date), what=thing)


def _refuse_own(row: ExtensionRequest, answer: Answer, by: User) -> None:
    """The asker, or who took it over, neither decides nor writes the decision down."""
    asker = row.asking_agency
    if asker is None:
        return
    writers = (person.reach for person in by.persons)
    if any(
        asker.pk in reach.agencies | reach.divided for reach in (reach_of(answer.agency), *writers)
    ):
        raise OwnRequest(agency=asker.short_name)


def _askers(row: ExtensionRequest) -> Iterable[int]:
    """The people of the one who asked."""
    if row.asking_agency_id is None:
        members = InvestorMember.objects.filter(investor=row.asking_investor)
        return members.values_list("user_id", flat=True)
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.VIEW_REGISTRY in held]
    people = User.objects.filter(agency_id=row.asking_agency_id, role__in=roles)
    return people.values_list("pk", flat=True)


def _tell(
    row: ExtensionRequest,
    people: Iterable[int | None],
    kind: str,
    words: tuple[str, str],
    *,
    by: User,
    at: datetime,
) -> None:
    told = {pk for pk in people if pk is not None and pk != by.pk}
    is_investors = kind == "returned" and row.asking_investor_id is not None
    page = "projects:own" if is_investors else "projects:detail"
    message = Message(
        kind=kind,
        key=f"extension_request:{row.pk}:{row.version}",
        title=words[0],
        body=words[1],
        path=reverse(page, args=[row.project.code]) + SECTION,
    )
    tell(user_ids=told, message=message, at=at)


def _asked_words(row: ExtensionRequest) -> tuple[str, str]:
    with translation.override(HISTORY_LANGUAGE):
        title = gettext("More time asked for %(what)s until %(day)s") % {
            "what": about(row),
            "day": day_text(row.asked_date),
        }
    return f"{title}, {row.project.code}", row.reason


def _decided_words(row: ExtensionRequest) -> tuple[str, str]:
    with translation.override(HISTORY_LANGUAGE):
        granted = gettext("More time for %(what)s granted by %(number)s")
        refused = gettext("More time for %(what)s refused by %(number)s")
        title = (granted if row.granted else refused) % {
            "what": about(row),
            "number": row.decision_number,
        }
    return f"{title}, {row.project.code}", row.answer
