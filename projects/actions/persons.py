"""Who speaks for an investor: entered, corrected, ended, and shown to whom (R-9.2).

The history keeps that such facts changed and digests of them, never the facts themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    remember,
    store,
    unchanged,
)
from projects.actions.refusals import AlreadyRecorded, Refusal
from projects.models import ContactPerson, Project
from vn.dates import day_text
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A contact person; `everywhere` speaks for the investor in all its projects."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    everywhere: bool = False


class NoInvestor(Refusal):
    """A contact person speaks for somebody."""

    text = _("This project has no investor on record. Enter the investor first.")


@transaction.atomic
def add(*, by: User | None, project_id: int, facts: PersonFacts) -> Outcome[ContactPerson]:
    """Enter a contact person of the project's investor.

    Raises `NoInvestor`, `AlreadyRecorded` and `Invalid`.
    """
    project = lock_project(project_id)
    if project.investor_id is None:
        raise NoInvestor
    row = ContactPerson(investor_id=project.investor_id, recorded_by_id=by.pk if by else None)
    found = _assign(row, facts, project)
    store(row)
    remember(_deed("contact_person_added", row, project, _("Contact person added"), found), by=by)
    return Outcome(row=row, changed=tuple(found.new), moved=0)


@transaction.atomic
def change(
    *, by: User | None, project_id: int, seen: Seen, facts: PersonFacts
) -> Outcome[ContactPerson]:
    """Correct a contact person. Raises `Stale` and as `add`."""
    project = lock_project(project_id)
    row = lock_seen(ContactPerson.objects.all(), seen)
    found = _assign(row, facts, project)
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    summary = _("Contact person corrected: %(fields)s")
    deed = _deed("contact_person_changed", row, project, summary, found, why=seen.why)
    remember(deed, by=by)
    return Outcome(row=row, changed=tuple(found.new), moved=0)


@transaction.atomic
def end(
    *, by: User | None, project_id: int, seen: Seen, until: date | None
) -> Outcome[ContactPerson]:
    """Record the last day somebody speaks for the investor; None opens it again. Raises `Stale`."""
    project = lock_project(project_id)
    row = lock_seen(ContactPerson.objects.all(), seen)
    found = assign(row, {"until_date": until})
    if not found:
        return unchanged(row)
    row.version += 1
    store(row)
    ended, opened = _("Contact person until %(until)s"), _("Contact person again")
    deed = _deed("contact_person_ended", row, project, ended if until else opened, found)
    remember(deed, by=by)
    return Outcome(row=row, changed=tuple(found.new), moved=0)


@transaction.atomic
def show(*, by: User, at: datetime, project: Project, row: ContactPerson) -> ContactPerson:
    """Hand out telephone number and e-mail address, and write down to whom and when."""
    deed = _deed("contact_person_shown", row, project, _("Contact details shown"), Change())
    remember(deed, by=by)
    return row


def _assign(row: ContactPerson, facts: PersonFacts, project: Project) -> Change:
    values = {name: tidy(getattr(facts, name)) for name in ("name", "position", "phone", "email")}
    found = assign(row, values | {"project": None if facts.everywhere else project})
    same = ContactPerson.objects.filter(
        investor_id=row.investor_id, project=row.project, name=row.name, until_date=None
    )
    if row.until_date is None and same.exclude(pk=row.pk).exists():
        raise AlreadyRecorded(field="name", what=row.name)
    return found


def _deed(
    verb: str,
    row: ContactPerson,
    project: Project,
    summary: Promise,
    found: Change,
    *,
    why: str = "",
) -> Deed:
    until = day_text(row.until_date) if row.until_date else ""
    return Deed(
        verb=verb,
        row=row,
        project=project,
        summary=summary,
        words={"until": until},
        change=found,
        reason=why,
    )
