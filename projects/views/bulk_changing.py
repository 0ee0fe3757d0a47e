"""Changing one fact of many projects: choose, see what becomes of each, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.addresses import CURSOR, SIZE
from projects import providing
from projects.actions.acts import Outcome
from projects.actions.bulk_changes import MOST_AT_ONCE, ChangedMeanwhile, change_many
from projects.forms.bulk import BulkForm, versions
from projects.lists.bulk_states import with_places
from projects.lists.question import ListQuestion
from projects.models import BulkChange, Project
from projects.views.answering import Act, Hand, Page, answer
from projects.views.deciding_many import ALL, TICKED, numbers
from projects.views.editing import pages

WHAT = "doi"
"""The parameter that says which fact is changed."""
FACTS = {
    "can-bo": BulkChange.Field.OFFICER,
    "co-quan": BulkChange.Field.AGENCY,
    "linh-vuc": BulkChange.Field.SECTOR,
    "dia-ban": BulkChange.Field.PLACE,
    "khu-cum": BulkChange.Field.ZONE,
}


@pages
@requires(Permission.CHANGE_MANY)
def bulk_change(request: HttpRequest) -> HttpResponse:
    """The ticked projects, or all that a list finds: one fact becomes one value."""
    ids = _wanted(request)
    what = request.GET.get(WHAT, "")
    field = FACTS.get(what, BulkChange.Field.OFFICER)
    too_many = len(ids) > MOST_AT_ONCE
    projects, withheld = ([], []) if too_many else _projects(request, ids)
    act = Act(
        form=partial(BulkForm, field=field, projects=projects, query=_query(request)),
        save=lambda form, hand: _change(request, form, hand),
        said=_("Changed in every project of the list. It can be undone on this page."),
        button=_("Change all of them"),
        review=_("See what it changes"),
        goes_to=lambda change: reverse("projects:bulk_done", args=[change.pk]),
    )
    more = {
        "tabs": _tabs(request, field),
        "withheld": withheld,
        "too_many": len(ids) if too_many else 0,
        "most": MOST_AT_ONCE,
        "back_url": f"{reverse('projects:list')}?{_query(request)}",
    }
    page = Page(
        heading=_("Change many projects"),
        acts=[act] if projects else [],
        project=None,
        lede=_("One fact gets one value in all of them, for one reason; all are saved, or none."),
        template="projects/bulk_change.html",
        more=more,
        clocks=False,
    )
    return answer(request, page)


def _change(request: HttpRequest, form: BulkForm, hand: Hand) -> Outcome[BulkChange]:
    """Only what the person follows can be changed, whatever the post says."""
    user = signed_in(request)
    ordered = form.ordered()
    if providing.followed(user).filter(pk__in=ordered.versions).count() != len(ordered.versions):
        raise ChangedMeanwhile(projects="—")
    done = change_many(by=user, on=hand["on"], at=hand["at"], ordered=ordered)
    return Outcome(row=done.change, changed=(done.change.field,), moved=done.moved)


def _wanted(request: HttpRequest) -> list[int]:
    """The projects meant: those of the page that was sent, else ticked ones, else all found."""
    if request.method == "POST":
        return list(versions(request.POST.get("chosen", "")) or {})
    if ALL not in request.GET:
        return numbers(request.GET.getlist(TICKED))
    found = question(request).found.order_by("pk")
    return list(found.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])


def question(request: HttpRequest) -> ListQuestion:
    """The list whose address the page carries along."""
    return ListQuestion(signed_in(request), request.GET, on=timezone.localdate())


def _projects(request: HttpRequest, ids: Sequence[int]) -> tuple[list[Project], list[Project]]:
    """Those the person may change, in the order of the list's names; those seen but not followed."""
    user = signed_in(request)
    seen = providing.visible(user).filter(pk__in=ids).select_related("investor")
    followed = set(providing.followed(user).filter(pk__in=ids).values_list("pk", flat=True))
    rows = list(with_places(seen.order_by("sort_key", "pk")))
    mine = [project for project in rows if project.pk in followed]
    return mine, [project for project in rows if project.pk not in followed]


def _query(request: HttpRequest) -> str:
    """The list the projects come from, as its address says it."""
    query = request.GET.copy()
    for name in (TICKED, ALL, WHAT, CURSOR, SIZE):
        query.pop(name, None)
    return query.urlencode()


def _tabs(request: HttpRequest, field: str) -> list[dict[str, Any]]:
    """The facts that can be changed; a class of handling is decided on its own page."""
    tabs = [
        {"label": fact.label, "url": _at(request.GET, key), "current": fact == field}
        for key, fact in FACTS.items()
    ]
    if signed_in(request).can(Permission.CLASSIFY_PROJECT):
        address = f"{reverse('projects:handling_many')}?{request.GET.urlencode()}"
        tabs.append({"label": gettext("Class of handling"), "url": address, "current": False})
    return tabs


def _at(asked: QueryDict, key: str) -> str:
    query = asked.copy()
    query[WHAT] = key
    return f"?{query.urlencode()}"
