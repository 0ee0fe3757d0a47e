"""What of a case leaves the portal on paper."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.actions.telling import Told, tell
from inspections.models import Case


@transaction.atomic
def tell_of_file(*, by: User, case: Case) -> None:
    """Write into the history of a case who printed its whole file, with what is not published."""
    words = {"who": by}
    tell(Told("printed", case.pk, _("File of the case printed by %(who)s"), words=words), by=by)
