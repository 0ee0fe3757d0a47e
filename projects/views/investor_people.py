"""The people who act for an investor, as the department and their representative keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires, signed_in
from accounts.actions.inviting import Issued
from accounts.codes import written
from accounts.mailing import send_invitation
from accounts.permissions import Permission
from projects.actions import investor_people
from projects.actions.acts import Outcome
from projects.forms.investor_people import EndForm, NameForm, RoleForm
from projects.members import role_in
from projects.models import Investor, InvestorMember
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Whose people, who keeps them, and under which addresses."""

    investor: Investor
    of_staff: bool

    def url(self, name: str, *args: Any) -> str:
        prefix = "investor_" if self.of_staff else "own_"
        return reverse(f"projects:{prefix}{name}", args=args)

    @property
    def page(self) -> str:
        return self.url("people", self.investor.pk)


def _keeper(request: HttpRequest, pk: int) -> _Keeper:
    """The department keeps all; a representative those of the own investor. 404 or 403 else."""
    user = signed_in(request)
    if user.can(Permission.KEEP_INVESTOR_ACCOUNTS):
        rows = Investor.objects.visible_to(user).kept()
        return _Keeper(get_object_or_404(rows, pk=pk), of_staff=True)
    investor = get_object_or_404(Investor, pk=pk, members__user=user)
    if role_in(user, investor.pk) != InvestorMember.Role.REPRESENTATIVE:
        raise PermissionDenied
    return _Keeper(investor, of_staff=False)


@require_safe
@requires(Permission.VIEW_OWN_PROJECTS)
def own_people_choice(request: HttpRequest) -> HttpResponse:
    """The investors whose people this person names; a single one opens at once."""
    rows = InvestorMember.objects.filter(
        user=signed_in(request), role=InvestorMember.Role.REPRESENTATIVE
    ).select_related("investor")
    if len(rows) == 1:
        return redirect("projects:own_people", rows[0].investor_id)
    return render(request, "projects/own_people_choice.html", {"rows": rows})


@pages
@requires(Permission.VIEW_OWN_PROJECTS)
def own_people(request: HttpRequest, own_investor: int) -> HttpResponse:
    """A representative's page of the people of an investor."""
    return _people(request, _keeper(request, own_investor))


@pages
@requires(Permission.KEEP_INVESTOR_ACCOUNTS)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The department's page of the people of an investor."""
    return _people(request, _keeper(request, pk))


def _people(request: HttpRequest, keeper: _Keeper) -> HttpResponse:
    def save(form: NameForm, hand: Hand) -> Outcome[InvestorMember]:
        by = signed_in(request)
        named = investor_people.name(
            by=by, on=hand["on"], at=hand["at"], investor=keeper.investor, person=form.person()
        )
        tell_code(request, named.issued)
        return Outcome(row=named.member, changed=("role",), moved=0)

    said, button = _("This person now acts for the investor."), _("Name this person")
    act = Act(NameForm, save, said, button, key="moi", title=_("Name a person"))
    more = {"rows": list(_rows(keeper)), "crumbs": [(keeper.investor.name, _back(keeper))]}
    page = Page(
        _("People who act for the investor"),
        [act],
        None,
        keeper.investor.name,
        "projects/investor_people.html",
        more,
        keeper.page,
        clocks=False,
    )
    return answer(request, page)


def _back(keeper: _Keeper) -> str:
    if keeper.of_staff:
        return reverse("projects:investor", args=[keeper.investor.pk])
    return reverse("projects:own_list")


def _rows(keeper: _Keeper) -> list[dict[str, Any]]:
    members = keeper.investor.members.select_related("user").order_by("user__display_name", "pk")
    return [
        {
            "name": str(row.user),
            "position": row.user.position,
            "email": row.user.email,
            "role": row.get_role_display(),
            "since": row.since_date,
            "last": row.user.last_login,
            "role_url": keeper.url("person_role", keeper.investor.pk, row.pk),
            "end_url": keeper.url("person_end", keeper.investor.pk, row.pk),
        }
        for row in members
    ]


def tell_code(request: HttpRequest, issued: Issued | None) -> None:
    """Send the code that opens an account; where no mail went out, show it this once."""
    if issued is None:
        return
    if send_invitation(request, issued):
        words = gettext("The code was sent to %(email)s.")
        messages.info(request, words % {"email": issued.invitation.user.email})
        return
    words = gettext(
        "The e-mail could not be sent. Give this person the user name %(name)s and the code "
        "%(code)s; it is shown only now."
    )
    told = {"name": issued.invitation.user.username, "code": written(issued.code)}
    messages.warning(request, words % told)


@pages
@requires(Permission.VIEW_OWN_PROJECTS)
def own_person_role(request: HttpRequest, own_investor: int, member_id: int) -> HttpResponse:
    """A representative gives another role."""
    return _role(request, _keeper(request, own_investor), member_id)


@pages
@requires(Permission.KEEP_INVESTOR_ACCOUNTS)
def person_role(request: HttpRequest, pk: int, member_id: int) -> HttpResponse:
    """The department gives another role."""
    return _role(request, _keeper(request, pk), member_id)


def _role(request: HttpRequest, keeper: _Keeper, member_id: int) -> HttpResponse:
    member = get_object_or_404(keeper.investor.members.select_related("user"), pk=member_id)

    def save(form: RoleForm, hand: Hand) -> Outcome[InvestorMember]:
        row = investor_people.give_role(
            by=signed_in(request), member_id=member.pk, role=form.cleaned_data["role"]
        )
        return Outcome(row=row, changed=("role",), moved=0)

    act = Act(RoleForm, save, _("Role changed."), _("Change the role"))
    return _member_page(request, keeper, member, act, _("Change the role"))


@pages
@requires(Permission.VIEW_OWN_PROJECTS)
def own_person_end(request: HttpRequest, own_investor: int, member_id: int) -> HttpResponse:
    """A representative says that a person left."""
    return _end(request, _keeper(request, own_investor), member_id)


@pages
@requires(Permission.KEEP_INVESTOR_ACCOUNTS)
def person_end(request: HttpRequest, pk: int, member_id: int) -> HttpResponse:
    """The department says that a person left."""
    return _end(request, _keeper(request, pk), member_id)


def _end(request: HttpRequest, keeper: _Keeper, member_id: int) -> HttpResponse:
    member = get_object_or_404(keeper.investor.members.select_related("user"), pk=member_id)

    def save(form: EndForm, hand: Hand) -> Outcome[InvestorMember]:
        investor_people.end(
            by=signed_in(request),
            on=hand["on"],
            at=hand["at"],
            member_id=member.pk,
            reason=form.cleaned_data["reason"],
            of_staff=keeper.of_staff,
        )
        return Outcome(row=member, changed=("role",), moved=0)

    act = Act(EndForm, save, _("This person no longer acts for the investor."), _("Cut off now"))
    return _member_page(request, keeper, member, act, _("This person left"))


def _member_page(
    request: HttpRequest, keeper: _Keeper, member: InvestorMember, act: Act, heading: Promise
) -> HttpResponse:
    facts = [(gettext("Person"), str(member.user)), (gettext("May"), member.get_role_display())]
    crumbs = [(gettext("People who act for the investor"), keeper.page)]
    more = {"facts": facts, "crumbs": crumbs}
    lede = keeper.investor.name
    return answer(
        request, Page(heading, [act], None, lede, more=more, back_url=keeper.page, clocks=False)
    )
