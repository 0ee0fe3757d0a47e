"""Views of a list that people saved: which lists have them, whose are offered, which is open now.

A view is the address of a list under a name. It is read by the list like any address, through the
reader's own rights, so it shows nobody more than he or she may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q
from django.urls import reverse

from accounts.permissions import Permission
from desk.addresses import CURSOR, ORDER, SIZE
from desk.models import SavedView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import QueryDict
    from django.utils.functional import Promise

    from accounts.models import User

LOOKS = (ORDER, SIZE)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list that can be saved as a view: the name of its view, its words, who may open it."""

    view_name: str
    title: Promise
    needs: Permission


_PAGES: dict[str, ListPage] = {}


def can_be_saved(page: ListPage) -> None:
    """Register a list; called in `AppConfig.ready()`. Raises ValueError when it is twice."""
    if page.view_name in _PAGES:
        raise ValueError(f"list registered twice: {page.view_name}")
    _PAGES[page.view_name] = page


def list_page(view_name: str, user: User) -> ListPage:
    """The list of this name. Raises LookupError when there is none, or not for this person."""
    page = _PAGES[view_name]
    if not user.can(page.needs):
        raise LookupError(view_name)
    return page


def written(query: str | Iterable[tuple[str, str]]) -> str:
    """An address as it is kept: without empty parameters and without the page of the list."""
    pairs = parse_qsl(query) if isinstance(query, str) else query
    return urlencode([(name, value) for name, value in pairs if value and name != CURSOR])


def offered(user: User, view_name: str) -> QuerySet[SavedView]:
    """The person's own views of a list and those that others share."""
    rows = SavedView.objects.filter(page=view_name).filter(Q(user=user) | Q(shared=True))
    return rows.select_related("user")


@dataclass(frozen=True, slots=True)
class Tab:
    """One saved view above a list. `by`: who shares it, empty for one's own."""

    pk: int
    label: str
    url: str
    by: str
    shared: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """What `desk/_saved_views.html` prints above a list."""

    tabs: Sequence[Tab]
    opened: Tab | None
    lost: Sequence[str]
    save_url: str
    may_save: bool
    query: str

    @property
    def own(self) -> Sequence[Tab]:
        """The reader's views."""
        return [tab for tab in self.tabs if not tab.by]


def strip(
    user: User, view_name: str, query: QueryDict, form: Form, looks: Iterable[str] = LOOKS
) -> Strip:
    """The saved views above a list, in one query; own ones first, each kind by name.

    `form` has read the conditions of `query`; `looks` are the parameters that say how the list is
    shown. Conditions that are there no longer are told when the address is that of a saved view.
    """
    here = written(query.urlencode())
    told = frozenset(parse_qsl(here))
    rows = sorted(offered(user, view_name), key=lambda row: (row.user_id != user.pk, row.name))
    path = reverse(view_name)
    tabs = [_tab(row, user, path, told) for row in rows]
    opened = next((tab for tab in tabs if tab.current), None)
    return Strip(
        tabs=tabs,
        opened=opened,
        lost=_lost(query, form, looks) if opened else [],
        save_url=f"{reverse('desk:view_save')}?{urlencode({'trang': view_name, 'loc': here})}",
        may_save=bool(here) and opened is None,
        query=here,
    )


def _lost(query: QueryDict, form: Form, looks: Iterable[str]) -> list[str]:
    known = {*form.fields, *looks, CURSOR}
    gone = [name for name, value in query.items() if value and name not in known]
    return gone + [str(form.fields[name].label) for name in form.errors if name in form.fields]


def _tab(row: SavedView, user: User, path: str, here: Collection[tuple[str, str]]) -> Tab:
    return Tab(
        pk=row.pk,
        label=row.name,
        url=f"{path}?{row.query}" if row.query else path,
        by="" if row.user_id == user.pk else str(row.user),
        shared=row.shared,
        current=frozenset(parse_qsl(row.query)) == here,
    )
