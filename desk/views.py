"""A person's drafts, what the person was told, and the views of lists he or she saved."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import signed_in
from accounts.models import User
from desk import notice_list, paging
from desk.actions import drafts, finding, notifying
from desk.actions.finding import ViewFacts
from desk.addresses import CURSOR, Address
from desk.drafts import kept, read_key
from desk.forms import ChoicesForm, SavedViewForm, SaveViewForm
from desk.models import USE, Draft, Notification, SavedView
from desk.notice_list import UNREAD
from desk.querysets import KEPT
from desk.saved_views import ListPage, list_page, written

PAGE, QUERY = "trang", "loc"
_LONGEST = SavedView._meta.get_field("query").max_length or 0


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


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def view_save(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is shown: under a new name, or in the place of a view of one's own."""
    user, given = signed_in(request), request.POST or request.GET
    page, query = _list(given.get(PAGE, ""), user), written(given.get(QUERY, "").replace("\0", ""))
    own = SavedView.objects.filter(user=user, page=page.view_name)
    form = SaveViewForm(request.POST or None, own=own)
    if len(query) > _LONGEST:
        form = SaveViewForm(request.POST or {}, own=own)
        form.add_error(None, gettext("There are too many conditions to save. Take some away."))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            view = _save(user, page, query, form.cleaned_data)
        except finding.Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal.text))
            status = refusal.status
        else:
            return _done(request, view, gettext("The view “%(name)s” is saved."))
    url = _url(page.view_name, query)
    context = {"form": form, "page": page, "query": query, "list_url": url}
    context["crumbs"] = [(page.title, url)]
    status = status if status != 200 or not form.errors else 422
    return render(request, "desk/view_save.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def view_change(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename a view of one's own, share it or no longer."""
    user, view = signed_in(request), _own(request, view_id)
    known = {"name": view.name, "shared": view.shared, "seen": view.version}
    form = SavedViewForm(request.POST or None, initial=known)
    status = 200
    if request.method == "POST" and form.is_valid():
        facts = ViewFacts(form.cleaned_data["name"], view.query, form.cleaned_data["shared"])
        seen = form.cleaned_data["seen"] or 0
        try:
            view = finding.change_view(
                by=user, view_id=view.pk, seen=seen, facts=facts, at=timezone.now()
            )
        except finding.Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal.text))
            status = refusal.status
        else:
            return _done(request, view, gettext("The view “%(name)s” is changed."))
    status = status if status != 200 or not form.errors else 422
    context = {"form": form, "view": view, "list_url": _url(view.page, view.query)}
    return render(request, "desk/view_change.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def view_delete(request: HttpRequest, view_id: int) -> HttpResponse:
    """Ask once more, then throw a view of one's own away."""
    view = _own(request, view_id)
    if request.method == "POST":
        finding.delete_view(by=signed_in(request), view_id=view.pk)
        words = gettext("The view “%(name)s” is deleted. The projects are untouched.")
        messages.success(request, words % {"name": view.name})
        return HttpResponseRedirect(reverse(view.page))
    context = {"view": view, "list_url": _url(view.page, view.query)}
    return render(request, "desk/view_delete.html", context)


def _save(user: User, page: ListPage, query: str, data: dict[str, Any]) -> SavedView:
    old: SavedView | None = data.get("replaces")
    at = timezone.now()
    if old is None:
        facts = ViewFacts(data["name"], query, data["shared"])
        return finding.save_view(by=user, page=page.view_name, facts=facts, at=at)
    facts = ViewFacts(old.name, query, old.shared)
    return finding.change_view(by=user, view_id=old.pk, seen=old.version, facts=facts, at=at)


def _list(view_name: str, user: User) -> ListPage:
    try:
        return list_page(view_name, user)
    except LookupError as error:
        raise Http404 from error


def _own(request: HttpRequest, view_id: int) -> SavedView:
    view: SavedView = get_object_or_404(SavedView, pk=view_id, user=signed_in(request))
    _list(view.page, signed_in(request))
    return view


def _url(view_name: str, query: str) -> str:
    return f"{reverse(view_name)}?{query}" if query else reverse(view_name)


def _done(request: HttpRequest, view: SavedView, words: str) -> HttpResponse:
    messages.success(request, words % {"name": view.name})
    return HttpResponseRedirect(_url(view.page, view.query))
