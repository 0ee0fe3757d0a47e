"""Files of a request."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from projects.actions import documents
from projects.actions.documents import DocumentFacts, Filed
from projects.documents.storing import Stored
from projects.models import Document, SupportRequest
from projects.rules.support import SUBJECT


@transaction.atomic
def attach(*, by: User, on: date, at: datetime, row: SupportRequest, file: Stored) -> Filed:
    """Put a file with a request; its investor sees it. Raises what `documents.add` raises."""
    is_picture = file.media_type.startswith("image/")
    facts = DocumentFacts(
        kind=Document.Kind.PHOTOGRAPH if is_picture else Document.Kind.OTHER,
        title=f"{row.code} {row.title}"[:300],
        owner=(SUBJECT, row.pk),
        audience=Document.Audience.INVESTOR,
    )
    return documents.add(by=by, on=on, at=at, project_id=row.project_id, facts=facts, file=file)
