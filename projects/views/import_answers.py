"""Answers to what a workbook leaves open: rows, investors, numbers that can be read two ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import import_answering as answering
from projects.actions import import_batches as acts
from projects.actions.acts import Seen
from projects.actions.refusals import Refusal
from projects.importing.corrections import Corrections, from_json
from projects.importing.layout import Style
from projects.models import ImportBatch
from projects.views import import_page
from projects.views.import_preview import VIEW

OUTCOMES = ("create", "update", "skip")
_NEW = "moi"
_DIGITS = 18


@require_POST
@requires(Permission.IMPORT_PROJECTS)
def import_answer_all(request: HttpRequest, import_id: int) -> HttpResponse:
    """Save the answers on the page, one for all rows that wait, or who an investor is."""
    batch = import_page.found(import_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is not None:
        try:
            act(request, batch)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect(back_to(import_id, request.POST))


@require_POST
@requires(Permission.IMPORT_PROJECTS)
def import_numbers(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say how doubtful numbers are to be read, and have the workbook read again."""
    batch = import_page.found(import_id)
    before = from_json(batch.options.get("corrections", {}))
    said = _numbers_said(batch, before, request.POST)
    if said == before:
        messages.info(request, gettext("Choose a reading for at least one number."))
        return redirect(back_to(import_id, request.POST))
    return read_again(request, batch, said)


def read_again(request: HttpRequest, batch: ImportBatch, said: Corrections) -> HttpResponse:
    """Keep the corrections and let the worker read the workbook with them."""
    try:
        job = acts.read_again(
            by=signed_in(request),
            at=timezone.now(),
            batch_id=batch.pk,
            corrections=said.as_json(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        enqueue(job.pk)
    return redirect("projects:import", batch.pk)


def back_to(import_id: int, sent: QueryDict) -> str:
    """The preview where one was: the view and the page of it."""
    kept = {name: sent[name] for name in (VIEW, "trang") if sent.get(name)}
    address = reverse("projects:import_preview", args=[import_id])
    return f"{address}?{urlencode(kept)}" if kept else address


class Answerer(TypedDict):
    """Who answers, on which day, at which instant."""

    by: User
    on: date
    at: datetime


def hand(request: HttpRequest) -> Answerer:
    """The keywords of the actions that answer."""
    return {"by": signed_in(request), "on": timezone.localdate(), "at": timezone.now()}


def chosen(text: str) -> answering.Answer | None:
    """The answer a radio button stands for: "create", "skip" or "update:12"."""
    outcome, colon, number = text.partition(":")
    project_id = read_number(number)
    if outcome not in OUTCOMES or (outcome == "update") != (project_id is not None):
        return None
    return None if colon and project_id is None else answering.Answer(outcome, project_id)


def read_number(text: str) -> int | None:
    """A key or a version as our pages post it; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _rows(request: HttpRequest, batch: ImportBatch) -> None:
    """Each row that was answered on the page; one that moved meanwhile is told, the others stand."""
    given = list(_answers(request.POST))
    answered = answering.answer_rows(batch_id=batch.pk, answers=given, **hand(request))
    for refusal in answered.refused:
        messages.error(request, str(refusal))
    if answered.saved:
        told = gettext("Rows answered: %(count)s.")
        messages.success(request, told % {"count": answered.saved})
    elif not given:
        messages.info(request, gettext("Choose an answer for at least one row."))


def _answers(sent: QueryDict) -> Iterator[tuple[Seen, answering.Answer]]:
    for name in sent:
        pk = read_number(name[1:]) if name.startswith("r") else None
        if pk is None:
            continue
        version, said = read_number(sent.get(f"v{name[1:]}", "")), chosen(str(sent[name]))
        if said is not None and version is not None:
            yield Seen(pk, version), said


def _all(request: HttpRequest, batch: ImportBatch) -> None:
    """One answer for every row that waits."""
    outcome = request.POST.get("outcome", "")
    if outcome not in OUTCOMES:
        raise Http404
    count = answering.answer_open(batch=_seen(request, batch), outcome=outcome, **hand(request))
    messages.success(request, gettext("Rows answered: %(count)s.") % {"count": count})


def _investor(request: HttpRequest, batch: ImportBatch) -> None:
    """Who one investor is, for all rows that name it."""
    said = request.POST.get("investor", "")
    if not said:
        messages.info(request, gettext("Choose who the investor is."))
        return
    investor_id = read_number(said)
    if said != _NEW and investor_id is None:
        raise Http404
    count = answering.answer_investor(
        batch=_seen(request, batch),
        name=request.POST.get("name", "").replace("\0", ""),
        investor_id=investor_id,
        **hand(request),
    )
    messages.success(request, gettext("Rows looked at again: %(count)s.") % {"count": count})


_ACTS: dict[str, Callable[[HttpRequest, ImportBatch], None]] = {
    "rows": _rows,
    "all": _all,
    "investor": _investor,
}


def _seen(request: HttpRequest, batch: ImportBatch) -> Seen:
    version = read_number(request.POST.get("version", ""))
    return Seen(batch.pk, -1 if version is None else version)


def _numbers_said(batch: ImportBatch, before: Corrections, sent: QueryDict) -> Corrections:
    """The readings chosen: for single cells (n0, n1 ...) or for a whole column of a sheet."""
    said, doubts = before, batch.found.get("doubts", [])
    for place, doubt in enumerate(doubts):
        choice = sent.get(f"n{place}", "")
        if choice not in (Style.COMMA.value, Style.POINT.value):
            continue
        where = f"{doubt['sheet']}!{doubt['address']}"
        said = replace(said, cell_styles={**said.cell_styles, where: Style(choice)})
    return said
