"""The letters, offered where a flag is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from accounts.permissions import Permission
from reporting.letters.from_flag import kinds_for
from reporting.models import OutgoingLetter

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.models import Flag


def link_of_flag(flag: Flag, user: User) -> tuple[str, str] | None:
    """The letters, on the page of a flag: where one may be written, or was."""
    if flag.project_id is None or not user.can(Permission.WRITE_LETTER):
        return None
    if not kinds_for(flag, user) and not OutgoingLetter.objects.filter(flag=flag).exists():
        return None
    return gettext("Official letters"), reverse("reporting:flag_letters", args=[flag.pk])
