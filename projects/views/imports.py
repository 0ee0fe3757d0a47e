"""Workbooks that come in: the list with the upload, where one stands, giving one up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import import_batches as acts
from projects.actions.refusals import Refusal
from projects.documents.storing import discard, keep_unexamined
from projects.forms.imports import UploadForm
from projects.importing import template as templates
from projects.models import ImportBatch
from projects.views import import_page
from projects.views.editing import pages

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = ImportBatch.State


@pages
@requires(Permission.IMPORT_PROJECTS)
def import_list(request: HttpRequest) -> HttpResponse:
    """Past imports, and the box for another workbook."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _take_in(request, form)
        except Refusal as refusal:
            form.refuse(refusal.field, str(refusal))
    context = import_page.list_context(request.GET) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "projects/imports.html", context, status=status)


@require_safe
@requires(Permission.IMPORT_PROJECTS)
def import_template(request: HttpRequest) -> HttpResponse:
    """An empty workbook with the columns that are known without being asked about."""
    response = HttpResponse(templates.workbook(), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="mau-nhap-du-an.xlsx"'
    return response


@require_safe
@requires(Permission.IMPORT_PROJECTS)
def import_state(request: HttpRequest, import_id: int) -> HttpResponse:
    """Where a workbook stands: being worked on, failed, given up, written, undone."""
    batch = get_object_or_404(ImportBatch, pk=import_id)
    if batch.state == State.READ:
        step = "import_preview" if "corrections" in batch.options else "import_columns"
        return _move_on(request, reverse(f"projects:{step}", args=[import_id]))
    context = import_page.state_context(batch)
    if not context["waiting"] and "HX-Request" in request.headers:
        return _move_on(request, request.path)
    return render(request, "projects/import_state.html", context)


@require_POST
@requires(Permission.IMPORT_PROJECTS)
def import_give_up(request: HttpRequest, import_id: int) -> HttpResponse:
    """Leave a workbook that is not written."""
    get_object_or_404(ImportBatch, pk=import_id)
    try:
        acts.give_up(by=signed_in(request), batch_id=import_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:import", import_id)
    messages.success(request, gettext("The workbook was given up. Nothing of it was written."))
    return redirect("projects:imports")


def _move_on(request: HttpRequest, url: str) -> HttpResponse:
    """To another page, whole, also from the part of a page that renews itself."""
    if "HX-Request" not in request.headers:
        return redirect(url)
    return HttpResponse(status=204, headers={"HX-Redirect": url})


def _take_in(request: HttpRequest, form: UploadForm) -> HttpResponse:
    """Store the file and leave its job. Raises `Refusal`."""
    now, said = timezone.now(), form.cleaned_data
    path, sha256 = keep_unexamined(said["file"], at=now)
    sent = acts.SentWorkbook(
        file_name=str(said["file"].name),
        path=path,
        sha256=sha256,
        source=said["source"],
        as_of_date=said["as_of_date"],
    )
    try:
        taken = acts.take_in(by=signed_in(request), on=timezone.localdate(), at=now, sent=sent)
    except Refusal:
        discard(path)
        raise
    if taken.job is None:
        discard(path)
        messages.info(
            request, gettext("This very file is already on its way in: it is shown here.")
        )
    else:
        enqueue(taken.job.pk)
    return redirect("projects:import", taken.batch.pk)
