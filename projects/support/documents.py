"""Files that came with requests: their people's and the agencies', nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from accounts.permissions import Permission
from projects.extensions import DocumentOwner
from projects.models import SupportRequest
from projects.rules.support import SUBJECT

if TYPE_CHECKING:
    from accounts.models import User


def owner() -> DocumentOwner:
    """What `projects.apps` registers with `projects.extensions`."""
    return DocumentOwner(
        SUBJECT, _project_id, _describe, _visible_to, Permission.ANSWER_SUPPORT, _place
    )


def _project_id(pk: int) -> int | None:
    row = SupportRequest.objects.filter(pk=pk).values_list("project_id").first()
    if row is None:
        raise LookupError(pk)
    found: int | None = row[0]
    return found


def _describe(ids: Sequence[int]) -> Mapping[int, str]:
    rows = SupportRequest.objects.filter(pk__in=ids).values_list("pk", "code")
    return {pk: gettext("Request %(code)s") % {"code": code} for pk, code in rows}


def _visible_to(user: User) -> Q:
    return Q(owner_id__in=SupportRequest.objects.visible_to(user).values("pk"))


def _place(pk: int) -> str:
    code = SupportRequest.objects.filter(pk=pk).values_list("code", flat=True).first()
    return reverse("projects:support", args=[code]) if code else ""
