"""A person's drafts: kept while typing, listed, thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in
from desk.actions import drafts
from desk.drafts import kept, read_key
from desk.models import USE, Draft
from desk.querysets import KEPT


@csrf_exempt
@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Say whether the draft was kept, to a script or by going back to the form.

    The middleware has kept it, because the form carried its signed key and came from a page of
    ours. That holds without a CSRF token: it changes when the person signs in again elsewhere,
    and then typing must go on being kept.
    """
    draft = kept(request)
    by_script = request.headers.get("X-Requested-With") == "fetch"
    if draft is None and by_script:
        return JsonResponse({}, status=422)
    if draft is None:
        return render(request, "desk/not_kept.html", status=422)
    time = date_format(timezone.localtime(draft.saved_at), "H:i")
    words = gettext("Draft saved at %(time)s")
    if not request.user.is_authenticated:
        words = gettext(
            "Draft saved at %(time)s. You are signed out: saving will ask you to sign in, and "
            "keep the text."
        )
    text = words % {"time": time}
    if by_script:
        return JsonResponse({"text": text})
    messages.success(request, text)
    return redirect(draft.address)


@require_POST
@login_required
def discard_draft(request: HttpRequest) -> HttpResponse:
    """Throw a draft away and go where the page says, else to the list of drafts."""
    key = read_key(request.POST.get(USE, ""))
    form = request.POST.get("form") or (key.form if key else "")
    if drafts.discard(user_id=signed_in(request).pk, form=form):
        messages.info(request, gettext("The draft is thrown away."))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(wanted if safe else reverse("desk:drafts"))


@require_safe
@login_required
def my_drafts(request: HttpRequest) -> HttpResponse:
    """What the person has typed and not saved."""
    rows = Draft.objects.drafts_of(signed_in(request))
    return render(request, "desk/drafts.html", {"drafts": rows, "days": KEPT.days})
