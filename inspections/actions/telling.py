"""The history of a case: it names no project, so that no project's history has it (R-4.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from projects.actions.acts import Change
from projects.wording import named
from vn.text import tidy


@dataclass(frozen=True, slots=True)
class Told:
    """What was done to which case; `summary` takes its %(names)s from `words`, and %(fields)s."""

    verb: str
    case_id: int
    summary: str | Promise
    change: Change = field(default_factory=Change)
    words: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def tell(told: Told, *, by: User | None) -> None:
    """Write one line; call it inside the action's transaction."""
    words = {"fields": named(told.change.new)} | told.words
    entry = Entry(
        verb=told.verb,
        subject_kind="case",
        subject_id=told.case_id,
        summary=in_words(told.summary, **words),
        old=told.change.old,
        new=told.change.new,
        reason=tidy(told.reason),
    )
    record(by=by, entry=entry)
