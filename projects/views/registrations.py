"""A visitor asks for an account of an investor; the department looks at it and decides."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.access import client_address, requires, signed_in
from accounts.actions.attempts import count_attempt
from accounts.models import Attempt
from accounts.permissions import Permission
from projects.actions import registrations
from projects.actions.acts import Outcome
from projects.forms.investor_people import ApproveForm, RefuseForm, RegistrationForm
from projects.models import Investor, InvestorRegistration
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages
from projects.views.investor_people import tell_code
from vn.documents import bare_number
from vn.text import fold


@never_cache
@sensitive_post_parameters()
@pages
def register(request: HttpRequest) -> HttpResponse:
    """Ask for an account. Nothing is looked up, so the answer tells nothing (R-9.20).

    422 for a box that cannot be read, 429 past the limit of `count_attempt`.
    """
    form = RegistrationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "projects/register.html", {"form": form})
    if not form.is_valid():
        return render(request, "projects/register.html", {"form": form}, status=422)
    visitor, at = client_address(request), timezone.now()
    if not count_attempt(what=Attempt.What.REGISTER, visitor=visitor, at=at):
        return render(request, "projects/look_up_429.html", status=429)
    language = "en" if get_language() == "en" else "vi"
    registrations.register(at=at, typed=form.cleaned_data | {"language": language})
    return redirect("projects:registered")


@require_safe
def registered(request: HttpRequest) -> HttpResponse:
    """What happens next, the same for everybody."""
    return render(request, "projects/registered.html")


@require_safe
@requires(Permission.KEEP_INVESTOR_ACCOUNTS)
def registration_list(request: HttpRequest) -> HttpResponse:
    """Requests for accounts, those that wait first."""
    rows = InvestorRegistration.objects.select_related("investor", "decided_by")
    waiting = rows.filter(state=InvestorRegistration.State.WAITING).order_by("submitted_at")
    decided = rows.exclude(state=InvestorRegistration.State.WAITING)[:100]
    context = {"waiting": waiting, "decided": decided}
    return render(request, "projects/registrations.html", context)


@pages
@requires(Permission.KEEP_INVESTOR_ACCOUNTS)
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """One request beside what the registry finds for it; approve or refuse."""
    row = get_object_or_404(InvestorRegistration, pk=pk)
    found = found_for(row)
    back = reverse("projects:registrations")
    waits = row.state == InvestorRegistration.State.WAITING
    page = Page(
        _("Request for an account"),
        [_approve(request, row, found), _refuse(request, row)] if waits else [],
        None,
        row.organisation,
        "projects/registration.html",
        {
            "facts": _facts(row),
            "row": row,
            "found": found,
            "crumbs": [(gettext("Requests for accounts"), back)],
        },
        back,
        clocks=False,
    )
    if request.method == "POST" and not waits:
        reason = registrations.DecidedBefore(state=row.get_state_display())
        return render(request, "409.html", {"reason": reason, "back_url": back}, status=409)
    return answer(request, page)


def found_for(row: InvestorRegistration) -> QuerySet[Investor]:
    """Investors whom tax code, number of the certificate or name may mean."""
    number = bare_number(row.certificate_number)
    meant = Q(name__iexact=row.organisation) | Q(search_text__contains=fold(row.organisation))
    if row.tax_code:
        meant |= Q(tax_code=row.tax_code)
    if number:
        meant |= Q(projects__instruments__number_key__icontains=number)
    kept = Investor.objects.kept()
    return kept.filter(pk__in=kept.filter(meant).values("pk"))


def _approve(request: HttpRequest, row: InvestorRegistration, found: Any) -> Act:
    def save(form: ApproveForm, hand: Hand) -> Outcome[Any]:
        named = registrations.approve(
            by=signed_in(request),
            on=hand["on"],
            at=hand["at"],
            seen=form.seen,
            approval=form.approval(),
        )
        tell_code(request, named.issued)
        return Outcome(row=named.member, changed=("state",), moved=0)

    form = type("ApproveForm", (ApproveForm,), {"found": found})
    said, button = _("The account is open."), _("Approve and open the account")
    return Act(form, save, said, button, row=row, key="duyet", title=_("Approve"))


def _refuse(request: HttpRequest, row: InvestorRegistration) -> Act:
    def save(form: RefuseForm, hand: Hand) -> Outcome[Any]:
        refused = registrations.refuse(
            by=signed_in(request), at=hand["at"], seen=form.seen, reason=form.cleaned_data["words"]
        )
        with translation.override(refused.language):
            words = {"row": refused}
            get_adapter().send_mail("account/email/registration_refused", refused.email, words)
        return Outcome(row=refused, changed=("state",), moved=0)

    said, button = _("The request is refused; the person is told why."), _("Refuse")
    return Act(RefuseForm, save, said, button, row=row, key="tu-choi", title=_("Refuse"))


def _facts(row: InvestorRegistration) -> list[tuple[str, str]]:
    return [
        (gettext("Name of the investor"), row.organisation),
        (gettext("Tax code"), row.tax_code or "—"),
        (gettext("Certificate"), row.certificate_number),
        (gettext("Person"), ", ".join(filter(None, (row.full_name, row.position)))),
        (gettext("E-mail"), row.email),
        (gettext("Telephone"), row.phone or "—"),
        (gettext("Anything else we should know"), row.words or "—"),
        (gettext("State"), row.get_state_display()),
        (gettext("Reason"), row.refusal or "—"),
    ]
