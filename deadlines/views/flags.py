"""Flags, one flag and what an officer says of it, and deadlines that cannot be computed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from deadlines import flag_list, flag_page, unknown_list, wording
from deadlines.actions.flags import Decision, NeedsReason, Refusal, Stale, decide
from deadlines.filters import FlagFilter, options
from deadlines.forms.flags import DecisionForm
from deadlines.models import Flag, Obligation
from deadlines.querysets import HINT_KINDS, QUESTION_KINDS
from desk import paging
from desk.addresses import CURSOR, ORDER, Address
from desk.drafts import Drafts, as_post
from desk.saved_views import strip


@require_safe
@requires(Permission.VIEW_FLAGS)
def flags(request: HttpRequest) -> HttpResponse:
    """Flags, the gravest first, narrowed by what the address says."""
    user, on, address = signed_in(request), timezone.localdate(), Address(request)
    visible = Flag.objects.visible_to(user)
    if request.GET.get("quy_tac") not in (*QUESTION_KINDS, *HINT_KINDS):
        visible = visible.warnings()
    ranked = flag_list.ranked(visible)
    conditions = FlagFilter(request.GET, ranked, user=user, choices=options(), on=on)
    found = conditions.found()
    order = request.GET.get(ORDER, "")
    page = paging.page(
        flag_list.segments(found, order),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    total = found.count()
    context = flag_list.frame(conditions, address, order) | {
        "views": flag_list.views(visible, address),
        "saved": strip(user, "deadlines:flags", request.GET, conditions.form),
        "total": total,
        "rows": flag_list.rows(page, on),
        "pager": flag_list.pages(address, page, total),
        "size": paging.read_size(address.size),
    }
    return render(request, "deadlines/flags.html", context)


@require_safe
@requires(Permission.VIEW_FLAGS)
def flag(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Why one flag stands, how it was reckoned, and what to do next."""
    user = signed_in(request)
    found = flag_page.read(flag_id, user)
    if found is None:
        raise Http404
    drafts = Drafts(request, user)
    fills = drafts.used if flag_page.takes_decision(found, user) else None
    form = DecisionForm.of(as_post(fills)) if fills else None
    return _draw_flag(request, found, form, drafts)


def _draw_flag(
    request: HttpRequest, flag: Flag, form: DecisionForm | None, drafts: Drafts, status: int = 200
) -> HttpResponse:
    context = flag_page.context(flag, signed_in(request), timezone.localdate(), form)
    slip = drafts.slip(context["title"], used=drafts.used, sent=request.method == "POST")
    context |= {"drafts": drafts, "slip": slip}
    return render(request, "deadlines/flag.html", context, status=status)


@require_POST
@requires(Permission.DECIDE_FLAG)
def decide_flag(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Confirm, dismiss or record another opinion; what was typed survives a refusal."""
    user = signed_in(request)
    found = flag_page.read(flag_id, user)
    if found is None:
        raise Http404
    drafts = Drafts(request, user, path=reverse("deadlines:flag", args=[flag_id]))
    form, status = DecisionForm(request.POST), 422
    if form.is_valid():
        decision = Decision(flag_id=flag_id, **form.cleaned_data)
        try:
            decide(decision=decision, by=user, on=timezone.localdate(), at=timezone.now())
        except NeedsReason as refusal:
            form.say_what_is_needed(str(refusal.text))
        except Stale as refusal:
            found.refresh_from_db()
            form, status = DecisionForm.again(request.POST, version=found.version), 409
            form.add_error(None, str(refusal.text))
        except Refusal as refusal:
            closed = {"reason": refusal.text, "back_url": drafts.path, "typed": form.typed()}
            return render(request, "409.html", closed, status=409)
        else:
            messages.success(request, gettext("The decision is saved."))
            return redirect("deadlines:flag", flag_id)
    return _draw_flag(request, found, form, drafts, status)


@require_safe
@requires(Permission.VIEW_FLAGS)
def unknown(request: HttpRequest) -> HttpResponse:
    """Deadlines that cannot be computed, by the missing fact, with the place to enter it."""
    user, address = signed_in(request), Address(request)
    duties = Obligation.objects.visible_to(user)
    context: dict[str, Any] = {"summary": unknown_list.summary(duties)}
    missing = request.GET.get("thieu", "")
    if missing not in wording.MISSING:
        context["groups"] = unknown_list.groups(duties, user)
        return render(request, "deadlines/unknown.html", context)
    page = paging.page(
        unknown_list.segments(duties, missing),
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    context |= unknown_list.one_group(duties, missing, page, user, address)
    return render(request, "deadlines/unknown.html", context)
