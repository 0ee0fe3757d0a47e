"""A person's drafts: kept while typing, listed, thrown away; and what the person was told."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from desk import notice_list, paging
from desk.actions import drafts, notifying
from desk.addresses import CURSOR, Address
from desk.drafts import kept, read_key
from desk.forms import ChoicesForm
from desk.models import USE, Draft, Notification
from desk.notice_list import UNREAD
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


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, the latest first."""
    user, address = signed_in(request), Address(request)
    rows = Notification.objects.filter(user=user)
    unread = rows.filter(read_at=None).count()
    if address.conditions.get(UNREAD):
        rows = rows.filter(read_at=None)
    page = paging.page(
        (paging.Segment(rows, (paging.Key("pk", descending=True),)),),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    context = notice_list.context(page, address, unread=unread)
    return render(request, "desk/notices.html", context)


@require_safe
@login_required
def open_notice(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Mark one as read and go where it leads.

    It is a link and not a button, so that it opens in a new window too; reading is all it does.
    """
    user = signed_in(request)
    found = get_object_or_404(Notification, pk=notification_id, user=user)
    notifying.mark_read(user_id=user.pk, notification_id=found.pk, at=timezone.now())
    safe = url_has_allowed_host_and_scheme(found.path, allowed_hosts=None)
    return HttpResponseRedirect(found.path if safe else reverse("desk:notices"))


@require_POST
@login_required
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    notifying.mark_read(user_id=signed_in(request).pk, at=timezone.now())
    return redirect("desk:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_settings(request: HttpRequest) -> HttpResponse:
    """How the person wants to be mailed of each kind of thing."""
    user = signed_in(request)
    form = ChoicesForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        notifying.choose(by=user, mail=form.cleaned_data)
        messages.success(request, gettext("Your choice is saved."))
        return redirect("desk:notice_settings")
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "crumbs": [(gettext("Notices"), reverse("desk:notices"))],
        "hour": settings.MAIL_DAILY_HOUR,
        "threshold": settings.MAIL_DIGEST_ABOVE,
    }
    return render(request, "desk/notice_settings.html", context, status=status)
