"""The bytes of documents: private, only through a permission, never shown as a page of ours."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.documents.examined import MOST_PAGES_DRAWN
from projects.documents.storing import page_path
from projects.models import Document, DocumentFile

# Whatever the bytes are, a browser runs nothing in them and keeps no copy.
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """One version of a document, to save. A file with a virus is not handed out (404)."""
    document = get_object_or_404(Document.objects.visible_to(signed_in(request)), pk=pk)
    kept = get_object_or_404(document.files.exclude(scan=DocumentFile.Scan.INFECTED), number=number)
    return _answer(kept.path, kept.media_type, name=kept.original_name)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def page(request: HttpRequest, pk: int, page: int) -> HttpResponseBase:
    """A drawn page of the newest version, to look at; 404 until it is drawn."""
    document = get_object_or_404(Document.objects.visible_to(signed_in(request)), pk=pk)
    kept = document.files.order_by("-number").first()
    drawn = 1 <= page <= MOST_PAGES_DRAWN
    if kept is None or kept.scan == DocumentFile.Scan.INFECTED or not drawn:
        raise Http404
    return _answer(page_path(kept.path, page), "image/webp")


def _answer(path: str, media_type: str, *, name: str = "") -> HttpResponseBase:
    """The stored bytes; with a name as something to save."""
    try:
        content = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=bool(name),
        filename=name,
        content_type=media_type,
        headers=_HEADERS,
    )
