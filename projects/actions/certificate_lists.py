"""Keep an outside list of certificates, and what a person says of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import Outcome, store
from projects.actions.refusals import Refusal, not_after
from projects.importing.certificates import ListedLine
from projects.models import CertificateEntry, CertificateList, Project
from vn.documents import bare_number
from vn.text import tidy


class NoteWhy(Refusal):
    """A line is set aside for a reason."""

    field = "note"
    text = _("Say why this certificate is none of the province's.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """Whose list it is and how far it goes."""

    name: str
    source: str
    as_of_date: date
    file_name: str = ""


@transaction.atomic
def add_list(
    *, by: User | None, on: date, at: datetime, facts: ListFacts, lines: Sequence[ListedLine]
) -> Outcome[CertificateList]:
    """Keep the list with its lines as they were written. Raises `InTheFuture` and `Invalid`."""
    not_after(facts.as_of_date, on=on, field="as_of_date")
    row = CertificateList(
        name=tidy(facts.name),
        source=tidy(facts.source),
        as_of_date=facts.as_of_date,
        file_name=facts.file_name[:200],
        recorded_by_id=by.pk if by else None,
    )
    store(row)
    CertificateEntry.objects.bulk_create(_entry(row, line) for line in lines)
    _tell(by, row, "certificate_list_added", _("List “%(name)s” of %(n)s certificates"), len(lines))
    return Outcome(row=row, changed=("name",), moved=0)


def _entry(row: CertificateList, line: ListedLine) -> CertificateEntry:
    return CertificateEntry(
        of_list=row,
        line=line.line,
        number=line.number,
        number_key=bare_number(line.number),
        issued_text=line.issued_text,
        issued_date=line.issued,
        project_name=line.project,
        investor_name=line.investor,
        capital_text=line.capital_text,
    )


@transaction.atomic
def say_of_line(
    *, by: User | None, on: date, at: datetime, entry_id: int, project: Project | None, note: str
) -> Outcome[CertificateEntry]:
    """Link a line to a project, or set it aside with a note when there is none.

    Raises `NoteWhy`.
    """
    row: CertificateEntry = (
        CertificateEntry.objects.select_for_update(of=("self",))
        .select_related("of_list")
        .get(pk=entry_id)
    )
    if project is None and not note.strip():
        raise NoteWhy
    row.project, row.note = project, tidy(note)
    store(row)
    verb = "certificate_linked" if project else "certificate_set_aside"
    summary = (
        _("Line %(n)s of “%(name)s” decided")
        if project
        else _("Line %(n)s of “%(name)s” is none of the province's")
    )
    new = {"project": project.code if project else None, "note": row.note}
    _tell(by, row.of_list, verb, summary, row.line, new)
    return Outcome(row=row, changed=("project",), moved=0)


@transaction.atomic
def remove_list(*, by: User, list_id: int) -> None:
    """Take a list away that was read wrongly; the history keeps that it was there."""
    row = CertificateList.objects.select_for_update().get(pk=list_id)
    count = row.entries.count()
    _tell(by, row, "certificate_list_removed", _("List “%(name)s” of %(n)s removed"), count)
    row.delete()


def _tell(
    by: User | None,
    row: CertificateList,
    verb: str,
    summary: Promise,
    n: int,
    new: dict[str, Any] | None = None,
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind="certificate_list",
        subject_id=row.pk,
        summary=in_words(summary, name=row.name, n=n),
        new=new or {"source": row.source, "as_of_date": row.as_of_date.isoformat()},
    )
    record(by=by, entry=entry)
