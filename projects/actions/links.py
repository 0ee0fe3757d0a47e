"""That two projects belong together, told in the history of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_seen,
    remember,
    store,
)
from projects.actions.refusals import NotOfThisProject, Refusal
from projects.models import Project, ProjectLink
from vn.text import tidy

REVERSED = {
    ProjectLink.Kind.PHASE_OF: _("Earlier phase of"),
    ProjectLink.Kind.REPLACES: _("Replaced by"),
    ProjectLink.Kind.SPLIT_FROM: _("Split into"),
    ProjectLink.Kind.SHARES_SITE: _("Shares its site with"),
    ProjectLink.Kind.SUPPLIES: _("Has its infrastructure from"),
}
"""How the other project reads a link."""

_LINKED, _PARTED = _("%(words)s %(other)s"), _("No longer: %(words)s %(other)s")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """How a project belongs to another one."""

    other: Project
    kind: str
    note: str = ""


class ReasonMissing(Refusal):
    """What is taken out leaves a reason behind."""

    field = "reason"
    text = _("Give the reason.")


class ReverseRecorded(Refusal):
    """The other project says it already."""

    field = "other"
    text = _("The other project already has this link. Open it there to remove it.")


@transaction.atomic
def link(
    *, by: User | None, at: datetime, project_id: int, facts: LinkFacts
) -> Outcome[ProjectLink]:
    """Record that a project belongs to another. Raises `ReverseRecorded` and `Invalid`."""
    project = _held(project_id, facts.other.pk)
    reverse = ProjectLink.objects.filter(project=facts.other, other=project, kind=facts.kind)
    if reverse.exists():
        raise ReverseRecorded
    row = ProjectLink(project=project, recorded_by_id=by.pk if by else None)
    values = {"other": facts.other, "kind": facts.kind, "note": tidy(facts.note)}
    found = assign(row, values)
    store(row)
    _tell("project_linked", row, _LINKED, found, by=by)
    _touch(row, at)
    return Outcome(row=row, changed=tuple(found.new), moved=0)


@transaction.atomic
def unlink(
    *, by: User | None, at: datetime, seen: Seen, project_id: int, reason: str
) -> Outcome[Project]:
    """Take a link out, from either of the two projects.

    Raises `Stale`, `NotOfThisProject` and `ReasonMissing`.
    """
    row = lock_seen(ProjectLink.objects.select_related("project", "other"), seen)
    if project_id not in (row.project_id, row.other_id):
        raise NotOfThisProject
    if not reason.strip():
        raise ReasonMissing
    _tell("project_unlinked", row, _PARTED, Change(), by=by, why=reason)
    _touch(row, at)
    ProjectLink.objects.filter(pk=row.pk).delete()
    project = row.project if row.project_id == project_id else row.other
    return Outcome(row=project, changed=("kind",), moved=0)


def _held(*project_ids: int) -> Project:
    """Both projects wait, in the order of their keys; the first of those named."""
    rows = Project.objects.select_for_update(no_key=True).filter(pk__in=project_ids)
    held: dict[int, Project] = {row.pk: row for row in rows.order_by("pk")}
    return held[project_ids[0]]


def _tell(
    verb: str, row: ProjectLink, summary: Promise, found: Change, *, by: User | None, why: str = ""
) -> None:
    """One line in the history of each of the two."""
    with translation.override(HISTORY_LANGUAGE):
        kind = ProjectLink.Kind(row.kind)
        here, there = str(kind.label), str(REVERSED[kind])
    deed = Deed(
        verb=verb,
        row=row,
        project=row.project,
        summary=summary,
        words={"words": here, "other": row.other},
        change=found,
        reason=why,
    )
    remember(deed, by=by)
    words: dict[str, object] = {"words": there, "other": row.project}
    # What changed stands with the project that has the link.
    remember(replace(deed, project=row.other, words=words, change=Change()), by=by)


def _touch(row: ProjectLink, at: datetime) -> None:
    Project.objects.filter(pk__in=(row.project_id, row.other_id)).update(updated_at=at)
