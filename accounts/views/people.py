"""The people of the portal: the list, one person, inviting and correcting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import people_list, person_page
from accounts.access import requires, signed_in
from accounts.actions import inviting, people
from accounts.forms.people import PersonForm
from accounts.mailing import send_invitation
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refusal
from accounts.wording import named

PAGE, SIZE = "trang", 50
pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.MANAGE_SYSTEM)
def list_people(request: HttpRequest) -> HttpResponse:
    """Everybody who has or had an account, narrowed by what the address says."""
    everybody = people_list.people(User.objects.all(), at=timezone.now())
    conditions = people_list.PeopleFilter(request.GET)
    found = conditions.narrowed(everybody)
    page = Paginator(found, SIZE).get_page(request.GET.get(PAGE))
    kept = {name: str(text) for name, text in request.GET.items() if text and name != PAGE}

    def address(**changes: str) -> str:
        query = {name: text for name, text in (kept | changes).items() if text}
        return f"{request.path}?{urlencode(query)}" if query else request.path

    context = {
        "views": people_list.views(everybody, kept),
        "fields": list(conditions),
        "chips": [(words, address(**{name: ""})) for name, words in conditions.active()],
        "rows": page.object_list,
        "total": len(found),
        "page": page,
        "newer_url": address(**{PAGE: str(page.number - 1)}) if page.has_previous() else "",
        "older_url": address(**{PAGE: str(page.number + 1)}) if page.has_next() else "",
    }
    return render(request, "accounts/people.html", context)


@require_safe
@requires(Permission.MANAGE_SYSTEM)
def show_person(request: HttpRequest, user_id: int) -> HttpResponse:
    """One person: facts, way in, what is in his or her charge, absences, history."""
    account = get_object_or_404(User.objects.select_related("agency"), pk=user_id)
    shown = person_page.context(
        account, signed_in(request), on=timezone.localdate(), at=timezone.now()
    )
    return render(request, "accounts/person.html", shown)


@never_cache
@pages
@requires(Permission.MANAGE_SYSTEM)
def invite(request: HttpRequest) -> HttpResponse:
    """Open an account for one person; the code is shown on the answer and nowhere else."""
    form = PersonForm(request.POST or None, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        issued = inviting.invite(account=form.instance, by=signed_in(request), at=timezone.now())
        return _told(request, issued)
    return _form(request, form, gettext("Invite a person"), gettext("Invite person"))


@never_cache
@require_POST
@requires(Permission.MANAGE_SYSTEM)
def invite_again(request: HttpRequest, user_id: int) -> HttpResponse:
    """A new code for a person; the old one, the password and the sessions end."""
    get_object_or_404(User, pk=user_id)
    try:
        issued = inviting.invite_again(account_id=user_id, by=signed_in(request), at=timezone.now())
    except Refusal as refusal:
        back = reverse("accounts:person", args=[user_id])
        return render(request, "409.html", {"reason": refusal, "back_url": back}, status=409)
    return _told(request, issued)


@pages
@requires(Permission.MANAGE_SYSTEM)
def correct(request: HttpRequest, user_id: int) -> HttpResponse:
    """Correct a name, a role, an agency; nobody changes the own role."""
    account = get_object_or_404(User, pk=user_id)
    by = signed_in(request)
    form = PersonForm(
        request.POST or None, instance=account, on=timezone.localdate(), own=account.pk == by.pk
    )
    if request.method == "POST" and form.is_valid():
        changed = people.keep_account(account=form.instance, by=by)
        if changed:
            said = gettext("Saved: %(fields)s.") % {"fields": named(changed)}
            messages.success(request, said)
        else:
            messages.info(request, gettext("Nothing was different, so nothing was saved."))
        return redirect("accounts:person", user_id)
    return _form(request, form, gettext("Correct the account"), gettext("Save account"), account)


def _form(
    request: HttpRequest, form: PersonForm, title: str, button: str, account: User | None = None
) -> HttpResponse:
    crumbs = [(gettext("People"), reverse("accounts:people"))]
    if account is not None:
        # The form has written what was typed over the row: ask for the name on record.
        stored = User.objects.get(pk=account.pk)
        crumbs.append((str(stored), reverse("accounts:person", args=[account.pk])))
    context: dict[str, Any] = {"form": form, "title": title, "button": button, "crumbs": crumbs}
    context["back_url"] = crumbs[-1][1]
    return render(request, "accounts/person_form.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, issued: inviting.Issued) -> HttpResponse:
    """The page that shows a code, this once, after trying to send it by e-mail."""
    sent = send_invitation(request, issued)
    return render(request, "accounts/invited.html", person_page.code_page(request, issued, sent))
