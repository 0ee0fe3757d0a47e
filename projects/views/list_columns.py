"""Choosing the columns of the list and their order: a form of its own, answered by an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from desk.addresses import CURSOR
from projects.lists.columns import COLUMNS_PARAMETER, Column, chosen, offered

CHOSEN, PLACE, DONE = "chon", "vi-tri", "xong"
"""The boxes ticked, the number beside each, and the button that was pressed."""


@require_safe
@requires(Permission.VIEW_REGISTRY)
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Every column with a box and its place; the button leads back to the list shown so."""
    user, asked = signed_in(request), request.GET
    kept = [
        (name, str(value))
        for name, value in asked.items()
        if name not in (CHOSEN, DONE, COLUMNS_PARAMETER, CURSOR) and not name.startswith(PLACE)
    ]
    if DONE in asked:
        query = QueryDict(mutable=True)
        for name, value in kept:
            query[name] = value
        if keys := wanted(asked, user):
            query[COLUMNS_PARAMETER] = ",".join(keys)
        return redirect(f"{reverse('projects:list')}?{query.urlencode(safe=',')}")
    shown = chosen(asked.get(COLUMNS_PARAMETER, ""), user)
    context = {
        "groups": _groups(offered(user), shown),
        "kept": kept,
        "back": f"{reverse('projects:list')}?{asked.urlencode()}",
        "usual_url": f"{reverse('projects:list')}?{urlencode(kept)}",
        "crumbs": [(gettext("Project registry"), reverse("projects:list"))],
    }
    return render(request, "projects/list_columns.html", context)


def wanted(asked: QueryDict, user: User) -> list[str]:
    """The keys that were ticked, by their numbers; none where they are those shown anyway."""
    ticked = asked.getlist(CHOSEN)
    columns = [column for column in offered(user) if column.key in ticked]
    columns.sort(key=lambda column: _number(asked.get(f"{PLACE}-{column.key}", "")))
    keys = [column.key for column in columns]
    usual = [column.key for column in chosen("", user)]
    return [] if keys == usual else keys


def _number(text: str) -> int:
    """A place as typed; what has none, or no number, stands at the end."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1000


def _groups(
    columns: list[Column], shown: list[Column]
) -> list[tuple[str, list[tuple[Column, int | None]]]]:
    """The columns by what they are about, each with its place among those shown."""
    places = {column.key: place for place, column in enumerate(shown, start=1)}
    found: dict[str, list[tuple[Column, int | None]]] = {}
    for column in columns:
        found.setdefault(str(column.group), []).append((column, places.get(column.key)))
    return list(found.items())
