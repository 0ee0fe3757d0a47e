"""A list of projects as a question: what an address asks, and what this person gets for it.

The page, a workbook, a copy, a change of many, the map and a saved view all ask through this one
object, so they answer about the same projects in the same order with the same columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from desk import paging
from desk.addresses import CURSOR, ORDER, SIZE
from projects import providing
from projects.filters.registry import FUNDING, OFFERED, ProjectFilter, of_funding, options
from projects.lists import columns as list_columns
from projects.lists import groups as list_groups
from projects.lists import orders as list_orders
from projects.lists.columns import COLUMNS_PARAMETER, Column
from projects.lists.values import values_of
from projects.querysets import listing
from projects.rules.status import NOT_FOLLOWED

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from accounts.models import User
    from projects.querysets.projects import ProjectQuerySet

GROUP, WITHIN, COMPARED = "nhom", "trong", "so_voi"
LOOKS = (ORDER, SIZE, COLUMNS_PARAMETER, GROUP, COMPARED)
"""Parameters that say how the list is shown; all others but the page say what is in it."""

_PIECE = 500


class ListQuestion:
    """The question in an address, asked by a person on a day."""

    def __init__(self, user: User, query: QueryDict, *, on: date, draws_form: bool = True) -> None:
        """`draws_form` False: nobody sees what the boxes offer, unless one of them is in use."""
        self.draws_form = draws_form
        self.user, self.query, self.on = user, query, on
        self.order = list_orders.read_order(query.get(ORDER, ""), user)
        self.columns: list[Column] = list_columns.chosen(query.get(COLUMNS_PARAMETER, ""), user)
        self.grouping = list_groups.chosen(query.get(GROUP, ""), user)
        self.group_name = ""
        """Of which group alone the list is; empty for all of it. Ask after `found`."""

    @cached_property
    def visible(self) -> ProjectQuerySet:
        """All projects this person may know of, of the capital the address asks for."""
        return of_funding(providing.visible(self.user), self.query.get(FUNDING, ""))

    @cached_property
    def conditions(self) -> ProjectFilter:
        """The conditions as a form; what cannot be read is left out and said beside its box."""
        offered = self.draws_form or any(self.query.get(name) for name in OFFERED)
        choices = options() if offered else {}
        return ProjectFilter(self.query, self.visible, user=self.user, choices=choices, on=self.on)

    @cached_property
    def found(self) -> QuerySet[Any]:
        """The projects that meet the conditions, without an order."""
        found = self.conditions.found()
        value = self.query.get(WITHIN, "")
        if self.grouping is None or not value:
            return found
        found, self.group_name = list_groups.within(found, self.grouping, value, self.user)
        return found

    @cached_property
    def totals(self) -> listing.Totals:
        """How many are found, and what they add up to."""
        found = self.found
        return listing.totals(found) if self.is_narrowed else self.census[0]

    @cached_property
    def census(self) -> tuple[listing.Totals, dict[str, int]]:
        """The same of all projects this person may know of, and how many are followed, and mine."""
        return listing.totals_and(
            self.visible,
            followed=Count("bucket", filter=~Q(bucket__in=NOT_FOLLOWED)),
            mine=Count("bucket", filter=Q(officer__in=self.user.persons)),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether any condition is in force; ask after `found`."""
        return bool(self.group_name) or any(True for _ in self.conditions.active())

    def page(self) -> paging.Page:
        """The page of the list that the address asks for."""
        return paging.page(
            list_orders.segments(self.found, self.order, self.user),
            cursor=paging.read_cursor(self.query.get(CURSOR, "")),
            size=paging.read_size(self.query.get(SIZE, "")),
        )

    def rows(self, ids: Sequence[int]) -> list[dict[str, Any]]:
        """What the columns read of these projects, in this order."""
        return values_of(ids, self.columns, self.user, on=self.on)

    def pieces(self, size: int = _PIECE) -> Iterator[list[dict[str, Any]]]:
        """All rows of the list in its order, piece by piece, for what does not stop at a page."""
        segments = list_orders.segments(self.found, self.order, self.user)
        cursor = None
        while True:
            page = paging.following(segments, cursor=cursor, size=size)
            if page.rows:
                yield self.rows(page.ids)
            cursor = paging.read_cursor(page.older)
            if cursor is None:
                return

    @property
    def laid_out(self) -> list[Column]:
        """The columns with one value a cell, as a workbook has them."""
        return list_columns.laid_out(self.columns, self.user)
