"""Documents on file: added, given a newer file, corrected, withdrawn; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, record
from accounts.models import User
from desk.actions import jobs
from desk.models import Job
from projects import extensions
from projects.actions.acts import (
    HISTORY_LANGUAGE,
    Change,
    Outcome,
    Seen,
    assign,
    lock_project,
    lock_seen,
    partial,
    store,
    unchanged,
)
from projects.actions.refusals import NotOfThisProject, Refusal, not_after
from projects.documents.storing import Stored
from projects.models import Document, DocumentFile
from projects.wording import named
from vn.dates import PartialDate
from vn.documents import normalise_number
from vn.text import tidy

LOOK_AFTER = "projects.look_after_file"
"""Name of the job that scans one file and draws its pages."""

MOST_NOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a document is and what it is about: `owner` is (kind, id) of `projects.extensions`."""

    kind: str
    title: str
    owner: tuple[str, int]
    number: str = ""
    issued: PartialDate | None = None
    issuer_name: str = ""
    audience: str = Document.Audience.STAFF


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of an upload; `job` is to be sent to the worker, None when nothing was filed."""

    outcome: Outcome[Document]
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class _Deed:
    verb: str
    summary: Promise
    change: Change = field(default_factory=Change)
    words: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


class FiledBefore(Refusal):
    """The same file about the same thing: a second click, or a colleague was faster."""

    field = "file"
    text = _("This file is already on file as “%(title)s”. Open that document instead.")


class Withdrawn(Refusal):
    """A withdrawn document stays as it was."""

    text = _("This document was withdrawn. Add it again if it holds after all.")


class NoReason(Refusal):
    """Whoever withdraws a document says why."""

    field = "reason"
    text = _("Say why the document is withdrawn.")


@transaction.atomic
def add(
    *,
    by: User | None,
    on: date,
    at: datetime,
    project_id: int | None,
    facts: DocumentFacts,
    file: Stored,
) -> Filed:
    """Put a document on file with its first version; `project_id` is None for what has no project.

    Raises `FiledBefore`, `NotOfThisProject`, `InTheFuture` and `Invalid`.
    """
    project = None if project_id is None else lock_project(project_id)
    _check(facts, project_id=project_id, on=on)
    _refuse_twin(facts, file)
    row = Document(project=project, recorded_by_id=by.pk if by else None)
    found = assign(row, _values(facts))
    _tell_owner(found, None, facts.owner)
    store(row)
    kept = _keep(row, file, number=1, by=by, at=at)
    found.new["original_name"] = kept.original_name
    summary = _("Document added: “%(title)s”, file %(file)s")
    _remember(row, _Deed("document_added", summary, found, {"file": kept.original_name}), by=by)
    return Filed(Outcome(row, tuple(found.new), 0), _ask(kept, by=by, at=at))


@transaction.atomic
def add_version(*, by: User | None, at: datetime, document_id: int, file: Stored) -> Filed:
    """Put a newer file of a document on file; the same bytes again change nothing.

    Raises `Withdrawn`.
    """
    row = _held(document_id)
    latest = row.files.order_by("-number").first()
    if latest is not None and latest.sha256 == file.sha256:
        return Filed(unchanged(row))
    last = row.files.aggregate(last=Max("number"))["last"] or 0
    kept = _keep(row, file, number=last + 1, by=by, at=at)
    before = latest.original_name if latest else ""
    found = Change({"original_name": before}, {"original_name": kept.original_name})
    summary = _("“%(title)s”: version %(number)s, file %(file)s")
    words = {"number": str(kept.number), "file": kept.original_name}
    _remember(row, _Deed("document_version_added", summary, found, words), by=by)
    return Filed(Outcome(row, tuple(found.new), 0), _ask(kept, by=by, at=at))


@transaction.atomic
def correct(*, by: User | None, on: date, seen: Seen, facts: DocumentFacts) -> Outcome[Document]:
    """Correct what is said of a document.

    Raises `Stale`, `Withdrawn`, `NotOfThisProject`, `InTheFuture` and `Invalid`.
    """
    row = lock_seen(Document.objects.select_related("project"), seen)
    if row.withdrawn_at is not None:
        raise Withdrawn
    _check(facts, project_id=row.project_id, on=on)
    before = (row.owner_kind, row.owner_id)
    found = assign(row, _values(facts))
    if not found:
        return unchanged(row)
    _tell_owner(found, before, facts.owner)
    row.version += 1
    store(row)
    _remember(
        row, _Deed("document_corrected", _("“%(title)s” corrected: %(fields)s"), found), by=by
    )
    return Outcome(row, tuple(found.new), 0)


@transaction.atomic
def withdraw(*, by: User, at: datetime, document_id: int, reason: str) -> Outcome[Document]:
    """Take a document out of the lists; its files stay for those who read the history.

    Raises `Withdrawn` and `NoReason`.
    """
    row = _held(document_id)
    words = tidy(reason)
    if not words:
        raise NoReason
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_reason = at, by.pk, words
    row.version += 1
    store(row)
    deed = _Deed("document_withdrawn", _("“%(title)s” withdrawn"), reason=words)
    _remember(row, deed, by=by)
    return Outcome(row, ("withdrawn_at",), 0)


@transaction.atomic
def record_scan(*, file_id: int, virus: str, at: datetime) -> None:
    """Keep the scanner's verdict; a file with a virus is handed out no more."""
    kept = DocumentFile.objects.select_related("document").get(pk=file_id)
    scan = DocumentFile.Scan.INFECTED if virus else DocumentFile.Scan.CLEAN
    DocumentFile.objects.filter(pk=file_id).update(
        scan=scan, scan_note=virus[:MOST_NOTE], scanned_at=at
    )
    if virus and kept.scan != scan:
        summary = _("“%(title)s”: virus found in %(file)s, the file is locked")
        deed = _Deed("document_infected", summary, words={"file": kept.original_name}, reason=virus)
        _remember(kept.document, deed, by=None)


def ask_again(*, at: datetime) -> list[Job]:
    """Leave jobs for the files that are not scanned yet; the caller is the nightly task."""
    waiting = DocumentFile.objects.filter(scan=DocumentFile.Scan.NOT_SCANNED)
    return [_ask(kept, by=None, at=at) for kept in waiting.order_by("pk")]


def _ask(kept: DocumentFile, *, by: User | None, at: datetime) -> Job:
    return jobs.ask(handler=LOOK_AFTER, subject_id=kept.pk, at=at, by_id=by.pk if by else None)


def _held(document_id: int) -> Document:
    """The document, held until the end of the transaction. Raises `Withdrawn`."""
    row: Document = Document.objects.select_for_update(no_key=True).get(pk=document_id)
    if row.withdrawn_at is not None:
        raise Withdrawn
    return row


def _values(facts: DocumentFacts) -> dict[str, Any]:
    kind, subject_id = facts.owner
    return {
        "kind": facts.kind,
        "title": tidy(facts.title),
        "number": tidy(facts.number),
        "number_key": normalise_number(facts.number),
        **partial("issued", facts.issued),
        "issuer_name": tidy(facts.issuer_name),
        "audience": facts.audience,
        "owner_kind": kind,
        "owner_id": subject_id,
    }


def _check(facts: DocumentFacts, *, project_id: int | None, on: date) -> None:
    not_after(facts.issued.first if facts.issued else None, on=on, field="issued")
    try:
        found = extensions.project_of(*facts.owner)
    except LookupError as error:
        raise NotOfThisProject(field="owner") from error
    if found != project_id:
        raise NotOfThisProject(field="owner")


def _tell_owner(found: Change, before: tuple[str, int] | None, now: tuple[str, int]) -> None:
    """Keep in the history, in words, what the document is about."""
    if before == now:
        return
    with translation.override(HISTORY_LANGUAGE):
        words = extensions.describe([now, *([before] if before else [])])
    found.old["owner"] = words.get(before) if before else None
    found.new["owner"] = words[now]


def _refuse_twin(facts: DocumentFacts, file: Stored) -> None:
    kind, subject_id = facts.owner
    about = Document.objects.in_force().filter(owner_kind=kind, owner_id=subject_id)
    twin = about.filter(files__sha256=file.sha256).first()
    if twin is not None:
        raise FiledBefore(title=twin.title)


def _keep(
    row: Document, file: Stored, *, number: int, by: User | None, at: datetime
) -> DocumentFile:
    return DocumentFile.objects.create(
        document=row, number=number, uploaded_at=at, uploaded_by=by, **asdict(file)
    )


def _remember(row: Document, deed: _Deed, *, by: User | None) -> None:
    with translation.override(HISTORY_LANGUAGE):
        words = {"title": row.title, "fields": named(deed.change.new), **deed.words}
        summary = str(deed.summary) % words
    record(
        by=by,
        entry=Entry(
            verb=deed.verb,
            subject_kind="document",
            subject_id=row.pk,
            project_id=row.project_id,
            summary=summary,
            old=deed.change.old,
            new=deed.change.new,
            reason=deed.reason,
        ),
    )
