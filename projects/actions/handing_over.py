"""Hand projects from one officer to another, each with its own line of history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from accounts.refusals import Refusal
from deadlines.actions.assigning import follow_projects
from projects.models import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Which projects of one officer go to another; `to` None leaves them without an officer."""

    from_id: int
    to: User | None
    project_ids: Collection[int]
    reason: str


class NobodyChosen(Refusal):
    """Handing over nothing is a slip of the mouse."""

    field = "projects"
    text = _("Tick at least one project.")


class NotAnOfficer(Refusal):
    """Who takes projects over edits them."""

    field = "to"
    text = _(
        "%(person)s cannot be in charge of projects: choose an active account that edits them."
    )


class NoLongerTheirs(Refusal):
    """A colleague changed the officer of a ticked project meanwhile."""

    field = "projects"
    text = _("Some of these projects have another officer by now. Look at the list again.")


def may_take(person: User) -> bool:
    """Whether this person can be the officer in charge of a project."""
    return person.is_active and Permission.EDIT_PROJECT in ROLE_PERMISSIONS[person.role]


@transaction.atomic
def hand_over(*, by: User, on: date, at: datetime, wanted: HandOver) -> list[Project]:
    """Change the officer of these projects; deadlines do not depend on who follows them.

    Returns the projects. Raises `NobodyChosen`, `NotAnOfficer` and `NoLongerTheirs`.
    """
    if not wanted.project_ids:
        raise NobodyChosen
    heir = wanted.to
    if heir is not None:
        heir = User.objects.select_for_update(no_key=True).get(pk=heir.pk)
        if not may_take(heir) or heir.pk == wanted.from_id:
            raise NotAnOfficer(person=heir)
    rows = Project.objects.select_for_update(of=("self",), no_key=True).select_related("officer")
    found = list(rows.filter(pk__in=wanted.project_ids, officer_id=wanted.from_id).order_by("pk"))
    if len(found) != len(set(wanted.project_ids)):
        raise NoLongerTheirs
    Project.objects.filter(pk__in=[project.pk for project in found]).update(
        officer=heir, version=F("version") + 1, updated_at=at
    )
    ids = [project.pk for project in found]
    follow_projects(by=by, at=at, from_id=wanted.from_id, to=heir, project_ids=ids)
    for project in found:
        _tell(by=by, project=project, heir=heir, reason=wanted.reason)
    return found


def pass_on(*, by: User, on: date, at: datetime, from_id: int, to: User | None, reason: str) -> int:
    """Hand all projects of a person who leaves to one colleague, or leave them without an officer."""
    theirs = Project.objects.filter(officer_id=from_id).values_list("pk", flat=True)
    wanted = HandOver(from_id=from_id, to=to, project_ids=list(theirs), reason=reason)
    return len(hand_over(by=by, on=on, at=at, wanted=wanted))


def _tell(*, by: User, project: Project, heir: User | None, reason: str) -> None:
    text = (
        _("Handed over from %(old)s to %(new)s")
        if heir
        else _("%(old)s is no longer in charge; nobody is yet")
    )
    record(
        by=by,
        entry=Entry(
            verb="project_handed_over",
            subject_kind="project",
            subject_id=project.pk,
            project_id=project.pk,
            summary=in_words(text, old=project.officer, new=heir),
            old={"officer": str(project.officer) if project.officer else None},
            new={"officer": str(heir) if heir else None},
            reason=reason,
        ),
    )
