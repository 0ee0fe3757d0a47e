"""Places and what became of them, from a workbook: read it, see every row, then write it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from accounts.place_checking import Line, checked
from accounts.place_table import LINK, UNIT, Row, template
from accounts.workbooks import SentList, carried_on
from projects.actions.reference import import_places
from projects.forms.places import PlaceListForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_SYSTEM)
def place_list(request: HttpRequest) -> HttpResponse:
    """Take a workbook and show what it would do; nothing is written yet."""
    form = PlaceListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, form.cleaned_data["list"])
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "projects/places.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.MANAGE_SYSTEM)
def place_template(request: HttpRequest) -> HttpResponse:
    """What is on record as a workbook, to correct and to add to."""
    response = HttpResponse(template(), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="dia-ban.xlsx"'
    return response


@require_POST
@requires(Permission.MANAGE_SYSTEM)
def write_places(request: HttpRequest) -> HttpResponse:
    """Write every row of the list shown, or none."""
    kept = carried_on(request.POST.get("rows", ""), Row)
    if kept is None:
        messages.error(request, gettext("The list is no longer there. Send the workbook again."))
        return redirect("projects:places")
    lines = checked(kept.rows)
    if any(line.errors for line in lines):
        return _preview(request, kept)
    rows = [line.write for line in lines if line.write is not None]
    try:
        import_places(rows=rows, source=kept.source, by=signed_in(request))
    except IntegrityError:
        # Somebody wrote one of the rows between the check and the write: show the list anew.
        return _preview(request, kept)
    messages.success(request, gettext("Rows written: %(count)s.") % {"count": len(rows)})
    return redirect("admin:accounts_administrativeunit_changelist")


def _preview(request: HttpRequest, kept: SentList[Row]) -> HttpResponse:
    """Each row with what it does or what is wrong with it; a list without errors is confirmed."""
    lines = checked(kept.rows)
    wrong = sum(bool(line.errors) for line in lines)
    writes = sum(line.write is not None for line in lines)
    # What is wrong comes first; the rest stands as in the workbook.
    ordered = sorted(lines, key=lambda ln: (not ln.errors, ln.row.kind == LINK, ln.row.number))
    shown = [_told(line) for line in ordered if line.errors or line.write is not None]
    context: dict[str, Any] = {
        "lines": shown,
        "same": len(lines) - len(shown),
        "wrong": wrong,
        "writes": writes,
        "source": kept.source,
        "rows": kept.carried() if writes and not wrong else "",
        "crumbs": [
            *_crumbs(),
            (gettext("Read places from a workbook"), reverse("projects:places")),
        ],
    }
    return render(request, "projects/places_preview.html", context, status=422 if wrong else 200)


def _told(line: Line) -> dict[str, Any]:
    row = line.row
    does = gettext("new") if line.is_new else line.changed
    if row.kind == UNIT:
        name, about = row.text("name"), f"{row.text('level')} · {row.text('code')}"
    else:
        name, about = f"{row.text('old')} → {row.text('new')}", row.text("legal_reference")
    return {
        "sheet": row.sheet,
        "number": row.number,
        "name": name,
        "about": about,
        "does": "" if line.errors else does,
        "errors": line.errors,
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(gettext("System administration"), reverse("admin:index"))]
