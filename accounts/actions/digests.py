"""Personal facts in the history: that they changed and whether they are the same, never what."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from django.conf import settings

PERSONAL = frozenset({"email", "phone", "personal_id", "password"})
"""Model fields of which the history keeps a digest; a new personal field is declared here."""

PERSONAL_OF: Mapping[str, frozenset[str]] = {"contact_person": frozenset({"name"})}
"""Fields that are personal in the rows of one subject kind only."""


def personal_fields(subject_kind: str) -> frozenset[str]:
    """The fields of which the history of such a row keeps a digest."""
    return PERSONAL | PERSONAL_OF.get(subject_kind, frozenset())


def digest(value: object) -> str:
    """What the history keeps of a personal value; nothing for an empty one.

    Keyed, because phone numbers and e-mail addresses are few enough to try them all. The key is
    HISTORY_KEY, which outlives a change of SECRET_KEY; without it, SECRET_KEY.
    """
    if value in (None, ""):
        return ""
    key = settings.HISTORY_KEY or settings.SECRET_KEY
    return hmac.new(key.encode(), b"history\x00" + str(value).encode(), hashlib.sha256).hexdigest()


def without_personal(values: Mapping[str, Any], subject_kind: str) -> dict[str, Any]:
    """The values by field name, personal ones as their digests."""
    personal = personal_fields(subject_kind)
    return {name: digest(value) if name in personal else value for name, value in values.items()}
