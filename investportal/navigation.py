"""The main menu as one person sees it: the lines open to them, and how much waits behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.urls import reverse
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Scope
from investportal.menu import MENU
from investportal.menu_shape import Entry


class _Counted(Subquery):
    """How many rows a query finds, as one column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"), output_field=IntegerField())


@dataclass(frozen=True)
class Link:
    """A line of the menu as drawn for one person on one page."""

    url: str
    label: Promise
    icon: str
    current: bool
    count: int | None
    alarming: bool


BESIDE = ("projects:search",)
"""Pages of no line, though their names begin as those of one."""


def _owner(view_name: str) -> Entry | None:
    """The line a page belongs to: the one that names it most closely."""
    if view_name in BESIDE:
        return None
    named = [
        (len(name), entry)
        for group in MENU
        for entry in group.entries
        for name in (entry.view_name, *entry.owns)
        if view_name == name or (name in entry.owns and view_name.startswith(name))
    ]
    return max(named, key=lambda found: found[0])[1] if named else None


def _counts(entries: Iterable[Entry], user: User) -> dict[str, int]:
    """How much waits behind each of these lines, by view name, in one query."""
    asked = {
        entry.view_name.replace(":", "_"): _Counted(entry.count(user))
        for entry in entries
        if entry.count
    }
    if not asked:
        return {}
    found: Any = User.objects.filter(pk=user.pk).values(**asked).get()
    return dict(found)


def _link(entry: Entry, counts: Mapping[str, int], *, current: bool) -> Link:
    return Link(
        url=reverse(entry.view_name) + entry.query,
        label=entry.label,
        icon=entry.icon,
        current=current,
        count=counts.get(entry.view_name.replace(":", "_")),
        alarming=entry.alarming,
    )


def _open_to(user: User, entries: Iterable[Entry]) -> list[Entry]:
    """The lines this person is shown."""
    whole = user.scope == Scope.PROVINCE
    return [e for e in entries if user.can(e.permission) and (whole or not e.province_wide)]


def menu_for(user: User, view_name: str) -> list[tuple[Promise | str, list[Link]]]:
    """The menu of one person: groups with at least one page he or she may open."""
    owner = _owner(view_name)
    shown = [(group.label, _open_to(user, group.entries)) for group in MENU]
    counts = _counts((entry for _label, entries in shown for entry in entries), user)
    return [
        (label, [_link(entry, counts, current=entry is owner) for entry in entries])
        for label, entries in shown
        if entries
    ]
