"""Keep what a person has typed, until it is saved, thrown away or forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from desk.models import Draft

LARGEST = 200_000
"""Bytes one draft may take: some hundred times the longest form."""

MOST = 100
"""Drafts one person may have; beyond them the oldest make room."""


class TooLarge(Exception):
    """More was typed than a draft holds."""

    text = _("This is too long for a draft. Save the form, or shorten it.")


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Which opened form: whose, on which page, which of the forms opened there, and its name."""

    user_id: int
    path: str
    form: str
    title: str


@transaction.atomic
def keep(*, key: DraftKey, typed: Mapping[str, Sequence[str]], at: datetime) -> Draft:
    """Write down what stands in a form now, over what stood in it before.

    `typed` holds values by the name of the box; its reader takes out passwords and files.
    Raises `TooLarge`.
    """
    kept = {name: list(values) for name, values in typed.items()}
    if len(json.dumps(kept, ensure_ascii=False).encode()) > LARGEST:
        raise TooLarge
    draft, is_new = Draft.objects.update_or_create(
        user_id=key.user_id,
        path=key.path,
        form=key.form,
        defaults={"typed": kept, "title": key.title, "saved_at": at},
    )
    if is_new:
        own = Draft.objects.filter(user_id=key.user_id).order_by("-saved_at", "-pk")
        Draft.objects.filter(pk__in=own.values("pk")[MOST:]).delete()
    return draft


def discard(*, user_id: int, form: str) -> bool:
    """Throw a draft away: its form was saved, or its person no longer wants it.

    False when there is none (any more).
    """
    rows, _by_model = Draft.objects.filter(user_id=user_id, form=form).delete()
    return bool(rows)


def discard_old(*, at: datetime) -> int:
    """Throw away drafts nobody came back to. Returns their number."""
    rows, _by_model = Draft.objects.given_up(at=at).delete()
    return int(rows)
