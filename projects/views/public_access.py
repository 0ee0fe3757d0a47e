"""Who may change what of a public project (law.md D10; the rights of `accounts.permissions`)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.access import signed_in
from accounts.models import User
from accounts.permissions import Permission
from projects.models import PublicProject
from projects.querysets.public import own_agencies
from projects.views.answering import visible_project


def may_keep(user: User, public: PublicProject | None) -> bool:
    """Whether a person keeps the public facts of all projects, or owns this one."""
    if user.can(Permission.KEEP_PUBLIC_PROJECTS):
        return True
    owned = public is not None and public.owner_id in own_agencies(user)
    return owned and user.can(Permission.ENTER_PAYMENTS)


def public_of(request: HttpRequest, code: str) -> PublicProject:
    """The public side of a project the person may know of. Raises Http404 where there is none."""
    project = visible_project(request, code)
    row = PublicProject.objects.select_related("owner").filter(project=project).first()
    if row is None:
        raise Http404
    row.project = project
    return row


def kept_by(request: HttpRequest, code: str) -> PublicProject:
    """The same for who keeps it or owns it. Raises PermissionDenied for who only sees it."""
    row = public_of(request, code)
    if not may_keep(signed_in(request), row):
        raise PermissionDenied
    return row
