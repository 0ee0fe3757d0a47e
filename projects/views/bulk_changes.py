"""Changes of many projects that were made: the list of them, one of them, undoing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from projects import providing
from projects.actions.bulk_changes import undo
from projects.actions.refusals import Refusal
from projects.forms.bulk import UndoForm
from projects.lists.bulk_states import Names, state_of, with_places
from projects.models import BulkChange, BulkChangeRow, Project
from projects.views.editing import pages

MOST_SHOWN = 200
"""Changes the page lists, the latest first."""


@require_safe
@requires(Permission.CHANGE_MANY)
def bulk_changes(request: HttpRequest) -> HttpResponse:
    """The latest changes, with who made and who undid them."""
    changes = list(BulkChange.objects.annotate(size=Count("rows"))[:MOST_SHOWN])
    people = User.objects.in_bulk(
        {pk for change in changes for pk in (change.by_id, change.undone_by_id) if pk}
    )
    rows = [(change, people.get(change.by_id)) for change in changes]
    context = {"rows": rows, "crumbs": _crumbs()[:1]}
    return render(request, "projects/bulk_changes.html", context)


@pages
@requires(Permission.CHANGE_MANY)
def bulk_done(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: every project with what it had, what it got and what it has now; undoing it."""
    change = get_object_or_404(BulkChange, pk=pk)
    form, status = UndoForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            return _undone(request, change, form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
            change.refresh_from_db()
    elif form.is_bound:
        status = 422
    context = _context(request, change, form)
    return render(request, "projects/bulk_done.html", context, status=status)


def _undone(request: HttpRequest, change: BulkChange, reason: str) -> HttpResponse:
    user = signed_in(request)
    done = undo(
        by=user, on=timezone.localdate(), at=timezone.now(), change_id=change.pk, reason=reason
    )
    said = gettext("%(n)s projects have again what they had before.") % {"n": done.changed}
    messages.success(request, said)
    if done.left_alone:
        left = gettext("Changed since and left as they are: %(projects)s.")
        messages.warning(request, left % {"projects": ", ".join(done.left_alone)})
    return redirect(reverse("projects:bulk_done", args=[change.pk]))


def _context(request: HttpRequest, change: BulkChange, form: UndoForm) -> dict[str, Any]:
    lines = _lines(request, change)
    people = User.objects.in_bulk([pk for pk in (change.by_id, change.undone_by_id) if pk])
    return {
        "change": change,
        "by": people.get(change.by_id),
        "undone_by": people.get(change.undone_by_id or 0),
        "lines": lines,
        "kept": sum(line["kept"] for line in lines),
        "form": form,
        "list_url": f"{reverse('projects:list')}?{change.query}",
        "crumbs": _crumbs(),
    }


def _lines(request: HttpRequest, change: BulkChange) -> list[dict[str, Any]]:
    """The projects of the change that the person may see, with their three values in words."""
    rows = {row.project_id: row for row in BulkChangeRow.objects.filter(change=change)}
    seen = providing.visible(signed_in(request)).filter(pk__in=rows).order_by("sort_key", "pk")
    projects: list[Project] = list(with_places(seen))
    now = {project.pk: state_of(project, change.field) for project in projects}
    names = Names([change.value, *now.values(), *(row.old for row in rows.values())])
    return [
        {
            "project": project,
            "old": names.of(rows[project.pk].old),
            "now": names.of(now[project.pk]),
            "kept": now[project.pk] == rows[project.pk].new,
        }
        for project in projects
    ]


def _crumbs() -> list[tuple[str, str]]:
    return [
        (gettext("Project registry"), reverse("projects:list")),
        (gettext("Changes of many projects"), reverse("projects:bulk_changes")),
    ]
