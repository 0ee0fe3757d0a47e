"""One row of a workbook: every cell, corrections of it, and what becomes of the row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from accounts.access import requires
from accounts.permissions import Permission
from projects.actions import import_answering as answering
from projects.actions.acts import Seen
from projects.actions.refusals import Refusal
from projects.importing.corrections import from_json
from projects.models import ImportBatch, ImportRow
from projects.views import import_page
from projects.views.editing import pages
from projects.views.import_answers import back_to, chosen, hand, read_again, read_number
from projects.views.import_cells import Screen, ShownRow

_LONGEST = 1000


@pages
@requires(Permission.IMPORT_PROJECTS)
def import_row(request: HttpRequest, import_id: int, row_id: int) -> HttpResponse:
    """Decide a row, or correct its cells and have the workbook read again."""
    batch = import_page.found(import_id)
    row = get_object_or_404(ImportRow, pk=row_id, batch=batch)
    is_open = batch.state == ImportBatch.State.READ
    shown = Screen(batch).show([row])[0]
    if request.method == "POST" and is_open:
        if request.POST.get("act") == "cells":
            return _correct(request, batch, shown)
        return _decide(request, batch, row)
    context: dict[str, Any] = import_page.frame(batch, "import_preview") | {
        "shown": shown,
        "open": is_open,
        "correctable": any(cell.tone for cell in shown.cells),
        "here": gettext("Row %(number)s") % {"number": row.number},
    }
    return render(request, "projects/import_row.html", context)


def _decide(request: HttpRequest, batch: ImportBatch, row: ImportRow) -> HttpResponse:
    said = chosen(request.POST.get("answer", ""))
    version = read_number(request.POST.get("version", ""))
    if said is None or version is None:
        messages.error(request, gettext("Choose what becomes of the row."))
        return redirect("projects:import_row", batch.pk, row.pk)
    try:
        answering.answer(seen=Seen(row.pk, version), answer=said, **hand(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:import_row", batch.pk, row.pk)
    messages.success(request, gettext("Row %(number)s is answered.") % {"number": row.number})
    return redirect(back_to(batch.pk, request.POST))


def _correct(request: HttpRequest, batch: ImportBatch, shown: ShownRow) -> HttpResponse:
    """What the cells should have said; only those that differ from what was written."""
    before = from_json(batch.options.get("corrections", {}))
    texts = dict(before.texts)
    for cell in shown.cells:
        typed = request.POST.get(f"o-{cell.address}")
        if not cell.address or typed is None:
            continue
        text = typed.replace("\0", "").strip()
        if text != cell.written:
            texts[f"{shown.row.sheet}!{cell.address}"] = text[:_LONGEST]
    if texts == before.texts:
        messages.info(request, gettext("Nothing was different, so nothing was saved."))
        return redirect("projects:import_row", batch.pk, shown.row.pk)
    return read_again(request, batch, replace(before, texts=texts))
