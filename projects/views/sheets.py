"""The one-page sheet of a project as a PDF."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from projects.models import Project
from projects.querysets.own import own_record
from projects.querysets.record import Record, record
from projects.sheet import Reader, sheet_of

PUBLIC = "cong-bo"
"""Value of the parameter `ban` for the sheet that may go out of the house."""


@require_safe
@requires(Permission.VIEW_REGISTRY)
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet for staff; with ?ban=cong-bo the one that may go to anybody."""
    user = signed_in(request)
    found = record(Project.objects.visible_to(user).non_budget(), code, user)
    reader = Reader.PUBLIC if request.GET.get("ban") == PUBLIC else Reader.STAFF
    return _drawn(request, found, reader)


@require_safe
@requires(Permission.VIEW_OWN_PROJECTS)
def own_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of one's own project, with what is asked of its investor."""
    user = signed_in(request)
    found = own_record(Project.objects.visible_to(user), code, user)
    return _drawn(request, found, Reader.INVESTOR)


def _drawn(request: HttpRequest, found: Record | None, reader: Reader) -> HttpResponse:
    if found is None:
        raise Http404
    # WeasyPrint takes a second to import: only who asks for a sheet pays for it, once a process.
    from projects.sheet_pdf import render  # noqa: PLC0415 -- heavy, see above

    qr_url = look_up_url(found.project.code)
    with translation.override("vi"):
        told = sheet_of(found, found.reader, reader, on=timezone.localdate(), qr_url=qr_url)
        content = render(told, province=settings.PROVINCE_NAME)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"phieu-{found.project.code}.pdf".replace('"', "")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def look_up_url(code: str) -> str:
    """The public look-up with the code filled in; the number of the certificate is typed there."""
    page = reverse("projects:look_up")
    return f"{settings.PORTAL_URL.rstrip('/')}{page}?{urlencode({'ma': code})}"
