"""What was said of a flag, as its page and the bearer's page tell it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from deadlines.models import Flag, FlagStatement
from deadlines.querysets import LIVE_STATES
from deadlines.registry import Owner, owner_of
from deadlines.rules.statements import Standing, standing
from vn.dates import day_text

EXPLANATION = FlagStatement.Kind.EXPLANATION


def context(flag: Flag, said: list[FlagStatement], user: User, on: date) -> dict[str, Any]:
    """The statements, the newest first, with their files; and how the flag stands with its bearer."""
    owner = owner_of(flag.obligation.subject_kind)
    stands = standing_of(flag, said, on)
    return {
        "statements": _rows(said, user, owner, stands),
        "stands": stands,
        "promise": promise(stands) if flag.state in LIVE_STATES else {},
    }


def standing_of(flag: Flag, said: list[FlagStatement], on: date) -> Standing:
    """Whether an explanation is asked for, was given, and whether its day has passed."""
    promises = [(row.pk, row.promised_date) for row in said if row.kind == EXPLANATION]
    return standing(flag.kind, promises, on)


def promise(stands: Standing) -> dict[str, str]:
    """The mark and words of a live flag's explanation; {} where none is asked for."""
    if stands.promised is not None:
        words = gettext("promised for %(day)s") % {"day": day_text(stands.promised)}
        if stands.broken:
            return {"mark": "warn", "words": f"{words}: {gettext('the promised day has passed')}"}
        return {"mark": "info", "words": words}
    if stands.asked:
        return {"mark": "info", "words": gettext("not explained yet")}
    return {}


def _rows(
    said: list[FlagStatement], user: User, owner: Owner | None, stands: Standing
) -> list[dict[str, Any]]:
    answers = owner.answers if owner else None
    files = answers.files(user, [row.pk for row in said]) if answers and said else {}
    latest = next((row.pk for row in said if row.kind == EXPLANATION), None)
    return [
        {
            "pk": row.pk,
            "kind": row.get_kind_display(),
            "is_contest": row.kind == FlagStatement.Kind.CONTEST,
            "text": row.text,
            "by": row.by_name,
            "by_id": row.by_id,
            "on": day_text(row.on),
            "at": timezone.localtime(row.recorded_at),
            "document": row.document_number,
            "promised": day_text(row.promised_date) if row.promised_date else "",
            "broken": stands.broken and row.pk == latest,
            "files": files.get(row.pk, ()),
        }
        for row in said
    ]
