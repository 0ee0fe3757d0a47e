"""The calendar of a person's deadlines: its page, and its secret address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import client_address, requires, signed_in
from accounts.actions.attempts import count_attempt, forgive_attempt
from accounts.models import Attempt
from accounts.permissions import Permission
from deadlines import feed
from desk.actions.feeds import note_read, open_feed, revoke_feed
from desk.models import CalendarFeed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VIEW_WORK)
def calendar(request: HttpRequest) -> HttpResponse:
    """Show whether there is an address; a post makes a new one, which is shown this once."""
    user = signed_in(request)
    address = ""
    if request.method == "POST":
        secret = open_feed(by=user, at=timezone.now())
        address = settings.PORTAL_URL + reverse("deadlines:feed", args=[secret])
    found = CalendarFeed.objects.filter(user=user, revoked_at=None).first()
    crumbs = [(gettext("Work today"), reverse("deadlines:work"))]
    context = {"feed": found, "address": address, "crumbs": crumbs}
    return render(request, "deadlines/calendar.html", context)


@require_POST
@requires(Permission.VIEW_WORK)
def revoke(request: HttpRequest) -> HttpResponse:
    """End the address: whoever reads it gets nothing any more."""
    if revoke_feed(by=signed_in(request), at=timezone.now()):
        messages.success(request, gettext("The calendar address has ended."))
    return redirect("deadlines:calendar")


@never_cache
@require_safe
def read_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address, without signing in.

    404 for an unknown or ended address and for an owner who left; 429 past the limit of
    `count_attempt`, which a right address does not use up.
    """
    attempt = {
        "what": Attempt.What.CALENDAR,
        "visitor": client_address(request),
        "at": timezone.now(),
    }
    if not count_attempt(**attempt):  # type: ignore[arg-type]
        return HttpResponse(status=429)
    on = timezone.localdate()
    found = feed.owner_of(secret, on)
    if found is None:
        raise Http404
    forgive_attempt(**attempt)  # type: ignore[arg-type]
    note_read(feed=found, at=timezone.now())
    with translation.override("vi"):
        text = feed.calendar_of(found.user, on)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="han.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
