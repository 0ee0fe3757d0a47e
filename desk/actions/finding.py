"""What a person keeps at hand: things pinned, things looked at, and views of lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from desk.models import Pin, SavedView, Visit

VISITS_KEPT = 20
MOST_PINS = 50
MOST_VIEWS = 100

_SUBJECT = "saved_view"


class Refusal(Exception):
    """Nothing was written; `text` says why and what to do, `field` names the box it is about."""

    text = _("This cannot be saved.")
    field = ""
    status = 422


class TooManyPins(Refusal):
    """More pins than a page shows."""

    text = _("You have 50 pinned things. Unpin one you no longer need, then pin this.")


class TooManyViews(Refusal):
    """More views than a person can tell apart."""

    text = _("You have 100 saved views. Delete one you no longer need, then save this.")


class NameTaken(Refusal):
    """The person has a view of this name on this list."""

    text = _("You already have a view of this name. Give another name, or update that view.")
    field = "name"


class Changed(Refusal):
    """Somebody changed the view since the form was opened: the person in another window."""

    text = _("This view was changed in another window. Open it again, then repeat the change.")
    status = 409


@dataclass(frozen=True, slots=True)
class ViewFacts:
    """What a view is: its name, its address (the query alone), whether others are offered it."""

    name: str
    query: str
    shared: bool


def visited(*, by: User, kind: str, subject_id: int, at: datetime) -> None:
    """Note that a person opened a thing. One query, three for a thing not opened lately.

    The latest `VISITS_KEPT` are kept.
    """
    own = Visit.objects.filter(user=by)
    if own.filter(kind=kind, subject_id=subject_id).update(at=at):
        return
    with transaction.atomic():
        # Two windows that open it at once leave one row.
        Visit.objects.bulk_create(
            [Visit(user=by, kind=kind, subject_id=subject_id, at=at)],
            update_conflicts=True,
            unique_fields=["user", "kind", "subject_id"],
            update_fields=["at"],
        )
        latest = own.order_by("-at", "-pk")
        Visit.objects.filter(pk__in=latest.values("pk")[VISITS_KEPT:]).delete()


@transaction.atomic
def pin(*, by: User, kind: str, subject_id: int, at: datetime) -> None:
    """Keep a thing at hand; pinning it twice changes nothing. Raises `TooManyPins`."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = Pin.objects.filter(user=by)
    if own.exclude(kind=kind, subject_id=subject_id).count() >= MOST_PINS:
        raise TooManyPins
    Pin.objects.bulk_create(
        [Pin(user=by, kind=kind, subject_id=subject_id, at=at)], ignore_conflicts=True
    )


def unpin(*, by: User, kind: str, subject_id: int) -> None:
    """Keep it no longer; what is not pinned stays so."""
    Pin.objects.filter(user=by, kind=kind, subject_id=subject_id).delete()


@transaction.atomic
def save_view(*, by: User, page: str, facts: ViewFacts, at: datetime) -> SavedView:
    """Keep the address of a list under a name. Raises `NameTaken`, `TooManyViews`."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = SavedView.objects.filter(user=by, page=page)
    if own.count() >= MOST_VIEWS:
        raise TooManyViews
    if own.filter(name=facts.name).exists():
        raise NameTaken
    view = SavedView.objects.create(
        user=by, page=page, name=facts.name, query=facts.query, shared=facts.shared, saved_at=at
    )
    if view.shared:
        _tell(by, view, "saved_view_shared", _("Shared the view %(name)s"), new=_told(view))
    return view


@transaction.atomic
def change_view(*, by: User, view_id: int, seen: int, facts: ViewFacts, at: datetime) -> SavedView:
    """Give a view of one's own another name or address, share it or no longer.

    `seen` is the version the person looked at. Raises `Changed`, `NameTaken`, and
    `SavedView.DoesNotExist` for a view of somebody else.
    """
    view = SavedView.objects.select_for_update().get(pk=view_id, user=by)
    if view.version != seen:
        raise Changed
    own = SavedView.objects.filter(user=by, page=view.page)
    if own.exclude(pk=view.pk).filter(name=facts.name).exists():
        raise NameTaken
    before, was_shared = _told(view), view.shared
    view.name, view.query, view.shared = facts.name, facts.query, facts.shared
    if _told(view) == before:
        return view
    view.version, view.saved_at = view.version + 1, at
    view.save()
    if was_shared or view.shared:
        words = _("Changed the shared view %(name)s")
        _tell(by, view, "saved_view_changed", words, old=before, new=_told(view))
    return view


@transaction.atomic
def delete_view(*, by: User, view_id: int) -> SavedView:
    """Throw a view of one's own away. Raises `SavedView.DoesNotExist` for one of somebody else."""
    view = SavedView.objects.select_for_update().get(pk=view_id, user=by)
    if view.shared:
        words = _("Deleted the shared view %(name)s")
        _tell(by, view, "saved_view_deleted", words, old=_told(view))
    # Deleting takes the key off the row that was read.
    SavedView.objects.filter(pk=view.pk).delete()
    return view


def _told(view: SavedView) -> dict[str, object]:
    return {"name": view.name, "query": view.query, "shared": view.shared}


def _tell(
    by: User, view: SavedView, verb: str, words: Promise | str, **change: dict[str, object]
) -> None:
    entry = Entry(
        verb=verb,
        subject_kind=_SUBJECT,
        subject_id=view.pk,
        summary=in_words(words, name=view.name),
        old=change.get("old", {}),
        new=change.get("new", {}),
    )
    record(by=by, entry=entry)
