"""The one writer of audit rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.digests import without_personal
from accounts.actions.pouring import pour
from accounts.models import AuditEvent, User

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Entry:
    """What an action tells of itself. `old` and `new` hold JSON-able values by field name.

    Personal ones are given as they are: only their digests are written.
    """

    verb: str
    subject_kind: str
    subject_id: int
    summary: str
    project_id: int | None = None
    old: dict[str, Any] = field(default_factory=dict)
    new: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(*, by: User | None, entry: Entry) -> AuditEvent:
    """Append one audit row; call it inside the action's transaction.

    `by` None is the portal itself (sweep, import on first start).
    """
    event = _event(by, entry)
    event.save(force_insert=True)
    return event


def record_many(*, by: User | None, entries: Iterable[Entry]) -> None:
    """Append many rows of one act in their order; call it inside the action's transaction."""
    pour([_event(by, entry) for entry in entries])


def _event(by: User | None, entry: Entry) -> AuditEvent:
    return AuditEvent(
        by_id=by.pk if by else None,
        by_name=signature(by) if by else "",
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        project_id=entry.project_id,
        summary=entry.summary,
        old=without_personal(entry.old, entry.subject_kind),
        new=without_personal(entry.new, entry.subject_kind),
        reason=entry.reason,
    )


def in_words(text: Promise | str, **words: object) -> str:
    """A sentence for the history, which is kept in one language whatever the writer reads."""
    with translation.override("vi"):
        return str(text) % {name: str(word) for name, word in words.items()}


def signature(person: User) -> str:
    """How the history names who acted; a deputy with those he or she stands in for that day.

    It says so of every act of such a day: it is a fact about the person, whichever right was used.
    """
    if not person.acting_for:
        return str(person)
    absent = ", ".join(map(str, person.acting_for))
    said = in_words(_("%(person)s (standing in for %(absent)s)"), person=person, absent=absent)
    return said[:_LONGEST_NAME]
