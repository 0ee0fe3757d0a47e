"""Photographs that come in pieces, so that a broken line loses nothing (`documents/pieces.py`).

POST announces a file; HEAD tells where it stops; PATCH adds the next piece there (409 with the right
place for any other); POST to the upload ends it and puts it with the draft; DELETE gives it up.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.actions.filing_sheets import MOST_PHOTOGRAPHS, TooManyPhotographs, photographs
from projects.actions.refusals import Refusal
from projects.documents import pieces
from projects.documents.pieces import Arriving, TooManyUploads, WrongOffset
from projects.documents.storing import taken_in
from projects.forms.filing_sheets import place_of
from projects.models import DocumentFile, FilingSheet
from projects.views.own_report_screens import draft_of, put, with_typed
from vn.dates import Precision, parse_partial
from vn.errors import Unreadable

OFFSET = "Upload-Offset"
_NEVER_ACCEPTED = 422
MOST_AN_HOUR = 60
"""Photographs of one person; nobody takes more of one site."""


@require_POST
@requires(Permission.FILE_REPORT)
def announce(request: HttpRequest, code: str, report: str, cycle: str) -> HttpResponse:
    """Begin an upload: its name and size come, its address goes back."""
    user, sheet = signed_in(request), _draft(request, code, report, cycle)
    try:
        if photographs(sheet).count() >= MOST_PHOTOGRAPHS:
            raise TooManyPhotographs(most=MOST_PHOTOGRAPHS)
        _refuse_flood(user.pk)
        row = pieces.begin(
            user_id=user.pk,
            about=sheet.pk,
            name=request.POST.get("name", ""),
            size=_whole(request.POST.get("size", "")),
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _refused(refusal)
    where = reverse("projects:own_report_upload", args=[code, report, cycle, row.id])
    return JsonResponse({"url": where, "offset": 0}, status=201)


@require_http_methods(["HEAD", "PATCH", "POST", "DELETE"])
@requires(Permission.FILE_REPORT)
def upload(request: HttpRequest, code: str, report: str, cycle: str, upload: str) -> HttpResponse:
    """One upload of one's own; another person's does not exist."""
    sheet = _draft(request, code, report, cycle)
    user_id = signed_in(request).pk
    row = pieces.found(user_id=user_id, about=sheet.pk, upload=upload, at=timezone.now())
    if row is None:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse(headers={OFFSET: str(row.offset)})
    if request.method == "DELETE":
        pieces.drop(row)
        return HttpResponse(status=204)
    try:
        return _add(request, row) if request.method == "PATCH" else _end(request, sheet, row)
    except Refusal as refusal:
        return _refused(refusal)


def _add(request: HttpRequest, row: Arriving) -> HttpResponse:
    if _whole(request.headers.get("Content-Length", "")) > pieces.MOST_PIECE:
        return HttpResponse(status=413)
    offset = _whole(request.headers.get(OFFSET, ""))
    end = pieces.add(row, offset=offset, data=request.body)
    return HttpResponse(status=204, headers={OFFSET: str(end)})


def _end(request: HttpRequest, sheet: FilingSheet, row: Arriving) -> HttpResponse:
    user, at = signed_in(request), timezone.now()
    try:
        place = place_of(request.POST.get("place", "")[:60])
    except forms.ValidationError:
        place = None
    try:
        with pieces.whole(row) as content, taken_in(content, at=at) as file:
            told = with_typed(file, _day(request.POST.get("taken", "")[:40]), place)
            put(sheet, told, {"by": user, "on": timezone.localdate(), "at": at}, file)
    except Refusal as refusal:
        # Sent again it would be refused again; a full disk or a missing piece is another matter.
        if refusal.status == _NEVER_ACCEPTED:
            pieces.drop(row)
        raise
    return JsonResponse({"name": row.name})


def _draft(request: HttpRequest, code: str, report: str, cycle: str) -> FilingSheet:
    _project, sheet = draft_of(request, code, report, cycle)
    if sheet is None:
        raise Http404
    return sheet


def _refuse_flood(user_id: int) -> None:
    since = timezone.now() - timedelta(hours=1)
    sent = DocumentFile.objects.filter(uploaded_by_id=user_id, uploaded_at__gt=since).count()
    if sent >= MOST_AN_HOUR:
        raise TooManyUploads(most=MOST_AN_HOUR)


def _refused(refusal: Refusal) -> HttpResponse:
    answer = JsonResponse({"error": str(refusal)}, status=refusal.status)
    if isinstance(refusal, WrongOffset):
        answer[OFFSET] = str(refusal.offset)
    return answer


def _day(text: str) -> date | None:
    """A day a person typed; anything else is as if nothing was."""
    try:
        found: Any = parse_partial(text)
    except Unreadable:
        return None
    today = timezone.localdate()
    is_day = found.precision is Precision.DAY and found.first <= today
    return found.first if is_day else None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else -1
