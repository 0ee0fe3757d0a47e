"""What the page of one document shows, formatted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from desk.models import Job
from projects import extensions
from projects.actions.documents import LOOK_AFTER
from projects.documents.examined import PDF
from projects.documents.storing import pages_drawn
from projects.models import Document, DocumentFile
from projects.views.crumbs import crumb_of
from vn.dates import Precision, day_text, partial_text

INFECTED = DocumentFile.Scan.INFECTED
_SCAN_MARKS = {"not_scanned": "warn", "clean": "ok", "infected": "bad"}


def context(document: Document, user: User) -> dict[str, Any]:
    """Everything the template prints."""
    files = list(document.files.select_related("uploaded_by").order_by("-number"))
    latest = files[0]
    drawn = 0 if latest.scan == INFECTED else pages_drawn(latest.path)
    return {
        "document": document,
        "crumbs": crumbs(document, user),
        "facts": [*facts(document), *_told(latest)],
        "latest": latest,
        "infected": latest.scan == INFECTED,
        "pages": range(1, drawn + 1),
        "more_pages": max((latest.pages or drawn) - drawn, 0) if drawn else 0,
        "being_drawn": not drawn and _is_waiting(latest),
        "files": [file_row(kept) for kept in files],
        "links": _links(document, user),
        "read_url": _reading(document, latest, user),
        "withdrawn": _withdrawn(document),
    }


def crumbs(document: Document, user: User) -> Sequence[tuple[str, str]]:
    """The way down to the document: through its project, or the page of what it is about."""
    project = document.project
    if project is None:
        key = (document.owner_kind, document.owner_id)
        return [(extensions.describe([key]).get(key, "—"), extensions.place_of(*key))]
    words = f"{project.code} {project.name}"
    if not user.can(Permission.VIEW_REGISTRY):
        return [(words, reverse("projects:own", args=[project.code]))]
    back = reverse("projects:detail", args=[project.code])
    return [
        crumb_of(project),
        (words, f"{back}#tai-lieu"),
    ]


def facts(document: Document) -> list[tuple[str, str]]:
    """What the document is and what it is about."""
    key = (document.owner_kind, document.owner_id)
    about = extensions.describe([key]).get(key, "—")
    return [
        (gettext("Kind"), document.get_kind_display()),
        (gettext("Number and symbol"), document.number or "—"),
        (gettext("Day of issue"), issued(document) or "—"),
        (gettext("Issued by"), document.issuer_name or "—"),
        (gettext("It is about"), about),
        (gettext("Who may see it"), document.get_audience_display()),
    ]


def issued(document: Document) -> str:
    """The day of issue as exactly as it is known; empty when it is not."""
    day = document.issued_date
    return partial_text(day, Precision(document.issued_precision)) if day else ""


def file_row(kept: DocumentFile) -> dict[str, Any]:
    """One version in a list; without an address when it is not handed out."""
    infected = kept.scan == INFECTED
    return {
        "number": kept.number,
        "name": kept.original_name,
        "size": kept.size_bytes,
        "pages": kept.pages,
        "at": kept.uploaded_at,
        "by": kept.uploaded_by,
        "scan": kept.get_scan_display(),
        "scan_css": _SCAN_MARKS[kept.scan],
        "unscanned": kept.scan == DocumentFile.Scan.NOT_SCANNED,
        "infected": infected,
        "url": ""
        if infected
        else reverse("projects:document_file", args=[kept.document_id, kept.number]),
    }


def _told(kept: DocumentFile) -> list[tuple[str, str]]:
    """What a photograph tells of itself."""
    told = []
    if kept.taken_at is not None:
        taken = localtime(kept.taken_at)
        told.append((gettext("Taken"), f"{day_text(taken.date())}, {taken:%H:%M}"))
    if kept.latitude is not None and kept.longitude is not None:
        told.append((gettext("Place taken"), f"{kept.latitude:.5f}; {kept.longitude:.5f}"))
    return told


def _is_waiting(kept: DocumentFile) -> bool:
    waiting = Job.objects.filter(
        handler=LOOK_AFTER,
        subject_id=kept.pk,
        state__in=(Job.State.QUEUED, Job.State.RUNNING),
    )
    return waiting.exists()


def _links(document: Document, user: User) -> Mapping[str, str]:
    """Where this person may change what, by name of the act."""
    needed = (Permission.KEEP_DOCUMENTS, extensions.kept_by(document.owner_kind))
    if document.withdrawn_at is not None or not all(user.can(each) for each in needed):
        return {}
    names = ("document_edit", "document_version", "document_withdraw")
    return {name: reverse(f"projects:{name}", args=[document.pk]) for name in names}


def can_be_read(file: DocumentFile) -> bool:
    """Whether its text may be read: a PDF that holds no virus."""
    return file.media_type == PDF and file.scan != INFECTED


def _reading(document: Document, latest: DocumentFile, user: User) -> str:
    """Where its text is read and taken; empty where there is none, or for others."""
    takes = user.can(Permission.EDIT_PROJECT) and document.project_id is not None
    if not can_be_read(latest) or not takes or document.withdrawn_at is not None:
        return ""
    return reverse("projects:document_read", args=[document.pk])


def _withdrawn(document: Document) -> dict[str, str]:
    """Who withdrew it when and why; empty while it holds."""
    if document.withdrawn_at is None:
        return {}
    person = User.objects.filter(pk__in=[document.withdrawn_by_id]).first()
    day = day_text(localtime(document.withdrawn_at).date())
    words = {"day": day, "person": str(person or "—")}
    return {
        "title": gettext("Withdrawn on %(day)s by %(person)s.") % words,
        "text": document.withdrawn_reason,
    }
