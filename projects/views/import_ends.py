"""Step 4: confirm what will happen, stop it, and take a written workbook back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import import_batches as acts
from projects.actions.import_undoing import what_changed_since
from projects.actions.refusals import Refusal
from projects.forms.imports import UndoForm
from projects.importing import counts as import_counts
from projects.models import ImportBatch, Project
from projects.views import import_page
from projects.views.editing import pages

State = ImportBatch.State
_MOST_CHANGED = 100


@pages
@requires(Permission.IMPORT_PROJECTS)
def import_confirm(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say in one sentence what will be written, and let the worker write it."""
    batch = import_page.found(import_id)
    moved_on = import_page.elsewhere(batch, State.READ)
    if moved_on is not None:
        return moved_on
    if request.method == "POST":
        try:
            job = acts.ask_to_write(by=signed_in(request), at=timezone.now(), batch_id=batch.pk)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("projects:import_preview", batch.pk)
        enqueue(job.pk)
        return redirect("projects:import", batch.pk)
    counts = import_counts.counted(batch.pk)
    context = import_page.frame(batch, "import_confirm") | {
        "counts": counts,
        "writes": counts["moi"] + counts["doi"],
    }
    return render(request, "projects/import_confirm.html", context)


@require_POST
@requires(Permission.IMPORT_PROJECTS)
def import_cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    """Ask the worker to stop writing."""
    batch = import_page.found(import_id)
    try:
        acts.ask_to_cancel(by=signed_in(request), batch_id=batch.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, gettext("The writing stops at the next pause; nothing will stand."))
    return redirect("projects:import", batch.pk)


@pages
@requires(Permission.IMPORT_PROJECTS)
def import_undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show what an undo would leave alone, ask why, and let the worker take the batch back."""
    batch = import_page.found(import_id)
    moved_on = import_page.elsewhere(batch, State.DONE)
    if moved_on is not None:
        return moved_on
    changed = what_changed_since(batch)
    form = UndoForm(request.POST or None, changed=bool(changed))
    if request.method == "POST" and form.is_valid():
        return _undo(request, batch, form)
    ids = {each.project_id for each in changed[:_MOST_CHANGED] if each.project_id}
    codes = dict(Project.objects.filter(pk__in=ids).values_list("pk", "code"))
    context = import_page.frame(batch, "import_confirm") | {
        "form": form,
        "changed": [(e.label, codes.get(e.project_id or 0, "")) for e in changed[:_MOST_CHANGED]],
        "changed_all": len(changed),
        "total": batch.created + batch.updated,
    }
    status = 422 if form.errors else 200
    return render(request, "projects/import_undo.html", context, status=status)


def _undo(request: HttpRequest, batch: ImportBatch, form: UndoForm) -> HttpResponse:
    try:
        job = acts.ask_to_undo(
            by=signed_in(request),
            at=timezone.now(),
            batch_id=batch.pk,
            reason=form.cleaned_data["reason"],
            rest=form.cleaned_data.get("rest", False),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        enqueue(job.pk)
    return redirect("projects:import", batch.pk)
