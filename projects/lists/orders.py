"""The orders of a list of projects: by each column that can be ordered, both ways, in pages.

Unknown values come last either way. `sap=von` begins with what a person looks for first (the
largest sum, the first name, the earliest day), `sap=-von` turns it around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from desk.paging import Key, Segment
from projects import providing
from projects.lists.columns import BY_KEY, offered
from projects.querysets import listing

if TYPE_CHECKING:
    from accounts.models import User


def read_order(text: str, user: User) -> str:
    """The order an address asks for, if there is such a one and this person may see the column."""
    if text in listing.ORDERS:
        return listing.read_order(text, user)
    column = BY_KEY.get(text.removeprefix("-"))
    if column is None or column.order is None or column not in offered(user):
        return listing.default_order(user)
    return text


def segments(projects: QuerySet[Any], order: str, user: User) -> tuple[Segment, ...]:
    """The list laid out in an order that `read_order` gave; `list_values` reads what it shows."""
    column = BY_KEY[order.removeprefix("-")] if order not in listing.ORDERS else None
    if column is None or (wanted := column.order) is None:
        found = listing.segments(projects, order, user)
        return tuple(Segment(each.rows, each.keys) for each in found)
    down = wanted.largest_first != order.startswith("-")
    key = Key("ordered_by", wanted.read, descending=down)
    by = providing.told_to(user, wanted.by) if column.needs else wanted.by
    keyed = projects.annotate(ordered_by=by)
    empty = Q(ordered_by=None) | Q(ordered_by="") if wanted.read is str else Q(ordered_by=None)
    return (
        Segment(keyed.exclude(empty), (key, Key("pk"))),
        Segment(keyed.filter(empty), (Key("sort_key", str), Key("pk"))),
    )
