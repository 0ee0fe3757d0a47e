"""Who may know of which report: whoever works on reports of all, others of issued ones."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from reporting.models import Paper

_WORKING = (Permission.PREPARE_REPORT, Permission.APPROVE_REPORT, Permission.ISSUE_REPORT)


def works_on_reports(user: User) -> bool:
    """Whether drafts are this person's business."""
    return any(user.can(each) for each in _WORKING)


def visible_papers(user: User) -> QuerySet[Paper]:
    """The papers this person may know of; none without the right to read reports."""
    if not user.can(Permission.VIEW_REPORTS):
        return Paper.objects.none()
    if works_on_reports(user):
        return Paper.objects.all()
    return Paper.objects.filter(life=Paper.Life.ISSUED)
