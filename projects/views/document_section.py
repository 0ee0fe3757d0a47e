"""Documents on the project page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from projects import document_owners
from projects.models import Document
from projects.querysets.record import Record
from projects.views.document_page import file_row, issued
from projects.views.sight import Sight


def section(sight: Sight) -> dict[str, Any]:
    """Documents on file."""
    return {"documents": rows(sight.record)}


def rows(record: Record) -> list[dict[str, Any]]:
    """Each document with its newest version."""
    things = _things(record)
    return [_row(document, things) for document in record.documents]


def about(user: User, kind: str, subject_id: int) -> list[dict[str, Any]]:
    """The documents about something without a project, for those who may see them; two questions."""
    if not user.can(Permission.VIEW_DOCUMENTS):
        return []
    seen = Document.objects.visible_to(user).filter(owner_kind=kind, owner_id=subject_id)
    found = sorted(seen.prefetch_related("files"), key=lambda row: row.withdrawn_at is not None)
    return [_row(document, {}) for document in found]


def _row(document: Any, things: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    versions = list(document.files.all())
    about = things.get((document.owner_kind, document.owner_id), "")
    return {
        "url": reverse("projects:document", args=[document.pk]),
        "title": document.title,
        "kind": document.get_kind_display(),
        "number": document.number,
        "issued": issued(document),
        "issuer": document.issuer_name,
        "about": "" if document.owner_kind == "project" else about,
        "for_investor": document.audience == Document.Audience.INVESTOR,
        "withdrawn": document.withdrawn_at is not None,
        "file": file_row(versions[0]),
        "earlier": len(versions) - 1,
    }


def _things(record: Record) -> dict[tuple[str, int], str]:
    """Words for everything of this project that is at hand anyway."""
    lists = {
        "instrument": record.instruments,
        "schedule_item": record.items,
        "tranche": record.tranches,
        "extension": [t.extension for t in record.tranches if hasattr(t, "extension")],
        "excluded_period": record.periods,
        "suspension": record.suspensions,
        "termination": record.terminations,
    }
    return {
        (kind, row.pk): document_owners.words(kind, row)
        for kind, found in lists.items()
        for row in found
    }
