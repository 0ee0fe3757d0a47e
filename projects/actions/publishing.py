"""Showing a project to everybody, one act for each, and taking it back for a reason (R-9.20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from desk.publicity import changed
from projects.actions.acts import Change, Outcome, Seen, assign, lock_seen, store, unchanged
from projects.actions.refusals import Refusal
from projects.models import Project, Publication
from vn.secrecy import marked
from vn.text import tidy

NO_PROJECT_YET = (Project.LegalState.PROPOSED, Project.LegalState.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is written for everybody beside the facts on record."""

    objective: str = ""
    objective_en: str = ""
    name_en: str = ""


class BearsASecretMark(Refusal):
    """State secrets are never published (Law on the Protection of State Secrets 2018)."""

    text = _("%(code)s bears the mark of a state secret and cannot be published.")


class NoProjectYet(Refusal):
    """A proposal is the business of who decides on it."""

    text = _("%(code)s is a proposal, or was refused: only approved projects are published.")


class NothingTicked(Refusal):
    """Nobody was chosen."""

    text = _("Tick at least one project that is not published yet.")


class NoReason(Refusal):
    """What was public disappears for a reason."""

    field = "reason"
    text = _("Say why the project is no longer published.")


@transaction.atomic
def publish(
    *, by: User | None, on: date, at: datetime, project: Project, shown: Shown
) -> Outcome[Publication]:
    """Show a project from today on. Raises `BearsASecretMark`, `NoProjectYet` and `Invalid`."""
    _check(project, shown)
    row = Publication(project=project, from_date=on, recorded_by_id=by.pk if by else None)
    change = assign(row, _tidied(shown))
    store(row)
    _tell("project_published", row, _("Published: %(code)s"), by=by, change=change)
    return Outcome(row=row, changed=("objective",), moved=0)


@transaction.atomic
def publish_many(*, by: User | None, on: date, at: datetime, projects: Iterable[Project]) -> int:
    """Show several with the objective on record, all or none; returns how many. Raises as `publish`."""
    count = 0
    for project in projects:
        publish(by=by, on=on, at=at, project=project, shown=Shown(objective=project.objective))
        count += 1
    if not count:
        raise NothingTicked
    return count


@transaction.atomic
def change(
    *, by: User | None, on: date, at: datetime, seen: Seen, shown: Shown
) -> Outcome[Publication]:
    """Write other words for everybody. Raises `Stale`, `BearsASecretMark` and `Invalid`."""
    row = lock_seen(Publication.objects.select_related("project"), seen)
    _check(row.project, shown)
    found = assign(row, _tidied(shown))
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Published words changed: %(code)s")
    _tell("publication_changed", row, summary, by=by, change=found)
    return Outcome(row=row, changed=tuple(found.new), moved=0)


@transaction.atomic
def withdraw(
    *, by: User | None, on: date, at: datetime, seen: Seen, reason: str
) -> Outcome[Publication]:
    """Show it no longer, from now on. Raises `Stale` and `NoReason`."""
    row = lock_seen(Publication.objects.select_related("project"), seen)
    if not tidy(reason):
        raise NoReason
    row.until_date, row.withdrawn_reason = max(on, row.from_date), tidy(reason)
    row.version += 1
    store(row)
    told = Change({"until_date": None}, {"until_date": row.until_date.isoformat()})
    summary = _("No longer published: %(code)s")
    _tell("publication_withdrawn", row, summary, by=by, change=told, reason=tidy(reason))
    return Outcome(row=row, changed=("until_date",), moved=0)


def _check(project: Project, shown: Shown) -> None:
    if project.legal_state in NO_PROJECT_YET:
        raise NoProjectYet(code=project.code)
    texts = (project.name, project.objective, *asdict(shown).values())
    if any(map(marked, texts)):
        raise BearsASecretMark(code=project.code)


def _tidied(shown: Shown) -> dict[str, str]:
    return {
        "objective": shown.objective.strip(),
        "objective_en": shown.objective_en.strip(),
        "name_en": tidy(shown.name_en),
    }


def _tell(
    verb: str,
    row: Publication,
    summary: Promise,
    *,
    by: User | None,
    change: Change,
    reason: str = "",
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="publication",
        subject_id=row.pk,
        project_id=row.project_id,
        summary=in_words(summary, code=row.project.code),
        old=change.old,
        new=change.new,
        reason=reason,
    )
    record(by=by, entry=entry)
    changed()
