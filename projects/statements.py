"""What the room of deadlines is told of answers to flags about projects (`registry.Answers`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.permissions import Permission
from deadlines.registry import Answers
from projects.actions.statements import OWNER
from projects.models import Document

if TYPE_CHECKING:
    from accounts.models import User


def files(user: User, ids: Sequence[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """(words, address) of the files of these statements that the person may see."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if not ids or not user.can(Permission.VIEW_DOCUMENTS):
        return found
    rows = Document.objects.visible_to(user).filter(owner_kind=OWNER, owner_id__in=ids)
    for row in rows.order_by("pk").prefetch_related("files"):
        names = [file.original_name for file in row.files.all()]
        address = reverse("projects:document", args=[row.pk])
        found[row.owner_id].append((names[0] if names else row.title, address))
    return found


def _own_url(flag_id: int) -> str:
    return reverse("projects:answer_flag", args=[flag_id])


def _paper_url(flag_id: int) -> str:
    return reverse("projects:paper_flag", args=[flag_id])


ANSWERS = Answers(own_url=_own_url, paper_url=_paper_url, files=files)
