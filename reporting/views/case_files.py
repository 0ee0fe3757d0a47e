"""The file of a case as a PDF."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from inspections.actions.printing import tell_of_file
from inspections.case_access import visible_case
from inspections.people import is_on
from reporting import case_file


@require_GET
@requires(Permission.VIEW_CASES)
def case_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """What this reader may know of the case, in official typography."""
    # WeasyPrint takes a second to import: only who prints pays for it, once a process.
    from reporting.pdf import written  # noqa: PLC0415 -- heavy, see above

    case, user = visible_case(request, code), signed_in(request)
    html = case_file.page(case, user, timezone.localdate())
    content = written(html, sha256(html.encode()).hexdigest())
    if is_on(case, user):
        tell_of_file(by=user, case=case)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ho-so-{case.code}.pdf"'
    # It may hold what is not published: nothing on the way keeps a copy.
    response["Cache-Control"] = "private, no-store"
    return response
