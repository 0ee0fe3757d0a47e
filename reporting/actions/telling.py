"""Who is told of a report: whoever acts on it next, and of an issued one everybody who reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions import audit
from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from desk.actions.notifying import Message, tell
from reporting.models import Paper

_WORDS: dict[str, tuple[str, Promise]] = {
    Paper.Life.SUBMITTED: ("request", _("Waiting for your approval: %(report)s")),
    Paper.Life.DRAFT: ("returned", _("Returned to you: %(report)s")),
    Paper.Life.APPROVED: ("request", _("Approved, waiting for its number: %(report)s")),
    Paper.Life.ISSUED: ("report_issued", _("Issued: %(report)s")),
}
"""By the step a report came to: the kind of notice, and its words."""


def tell_of(paper: Paper, *, by: User, at: datetime) -> None:
    """Tell people of the step a report came to, each once; never the one who took it."""
    kind, title = _WORDS[paper.life]
    message = Message(
        kind=kind,
        key=f"report:{paper.run_id}:{paper.life}:{paper.version}",
        title=audit.in_words(title, report=paper),
        body=_body(paper),
        path=reverse("reporting:report", args=[paper.run_id]),
    )
    tell(user_ids=set(_people(paper)) - {by.pk}, message=message, at=at)


def _body(paper: Paper) -> str:
    if paper.life == Paper.Life.ISSUED:
        return paper.official_number
    return paper.returned_note if paper.life == Paper.Life.DRAFT else ""


def _people(paper: Paper) -> Iterable[int]:
    if paper.life == Paper.Life.SUBMITTED:
        return _holding(Permission.APPROVE_REPORT)
    if paper.life == Paper.Life.ISSUED:
        return _holding(Permission.VIEW_REPORTS)
    prepared = (paper.submitted_by_id, paper.run.requested_by_id)
    return [pk for pk in prepared if pk is not None]


def _holding(right: Permission) -> Iterable[int]:
    roles = [role for role, held in ROLE_PERMISSIONS.items() if right in held]
    return User.objects.filter(is_active=True, role__in=roles).values_list("pk", flat=True)
