"""The people who act for an investor: named, given another role, and gone at once (R-9.12)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import inviting, leaving
from accounts.actions.audit import Entry, in_words, record
from accounts.actions.leaving import Leaving
from accounts.models import User
from accounts.permissions import Role
from projects.actions.refusals import Refusal
from projects.models import Investor, InvestorMember
from vn.text import fold, tidy

_REPRESENTATIVE = InvestorMember.Role.REPRESENTATIVE
_NAME_LETTERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is named; no identity number is asked for, so people from abroad are named alike."""

    name: str
    email: str
    role: str
    position: str = ""
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Named:
    """The membership; with the one-time code when an account was opened for it."""

    member: InvestorMember
    issued: inviting.Issued | None


class OfAnAgency(Refusal):
    """An account acts either for the State or for investors."""

    field = "email"
    text = _("This e-mail address cannot be used here. Give another address of this person.")


class NamedBefore(Refusal):
    """A second click, or a colleague was faster."""

    field = "email"
    status = 409
    text = _("%(person)s already acts for this investor. Change the role instead.")


class LastRepresentative(Refusal):
    """Somebody must be able to name the people."""

    status = 409
    text = _("This is the last representative. Name another representative first.")


@transaction.atomic
def name(*, by: User, on: date, at: datetime, investor: Investor, person: Person) -> Named:
    """Let a person act for an investor; an account is opened if the e-mail address has none.

    Raises `OfAnAgency`, `NamedBefore`.
    """
    Investor.objects.select_for_update(no_key=True).get(pk=investor.pk)
    account = User.objects.filter(email__iexact=person.email).order_by("pk").first()
    issued = None
    if account is None:
        issued = inviting.invite(account=_account(person), by=by, at=at)
        account = issued.invitation.user
    elif account.role != Role.INVESTOR or not account.is_active:
        raise OfAnAgency
    if InvestorMember.objects.filter(investor=investor, user=account).exists():
        raise NamedBefore(person=account)
    member = InvestorMember.objects.create(
        investor=investor, user=account, role=person.role, since_date=on, named_by_id=by.pk
    )
    _tell(by, member, "member_named", _("%(person)s acts for %(investor)s: %(role)s"))
    return Named(member, issued)


@transaction.atomic
def give_role(*, by: User, member_id: int, role: str) -> InvestorMember:
    """Change how far a person acts for an investor. Raises `LastRepresentative`."""
    member = _held(member_id)
    if member.role == role:
        return member
    if member.role == _REPRESENTATIVE:
        _refuse_last(member)
    member.role = role
    member.save(update_fields=["role"])
    _tell(by, member, "member_role", _("%(person)s acts for %(investor)s: %(role)s"))
    return member


@transaction.atomic
def end(*, by: User, on: date, at: datetime, member_id: int, reason: str, of_staff: bool) -> None:
    """A person no longer acts for an investor: the next request of an open session sees nothing.

    Who acts for nobody any more loses the account too. The department may end the last
    representative; an investor may not. Raises `LastRepresentative`.
    """
    member = _held(member_id)
    if member.role == _REPRESENTATIVE and not of_staff:
        _refuse_last(member)
    text = _("%(person)s no longer acts for %(investor)s")
    _tell(by, member, "member_ended", text, reason=tidy(reason))
    account = member.user
    member.delete()
    left = InvestorMember.objects.filter(user=account).exists()
    if not left and account.is_active and account.pk != by.pk:
        gone = Leaving(account_id=account.pk, reason=tidy(reason), leave_to_nobody=True)
        leaving.close_account(by=by, on=on, at=at, leaving=gone)


def _held(member_id: int) -> InvestorMember:
    """The membership; those of one investor are changed one after the other."""
    found = InvestorMember.objects.select_related("investor", "user").get(pk=member_id)
    Investor.objects.select_for_update(no_key=True).get(pk=found.investor_id)
    return InvestorMember.objects.select_related("investor", "user").get(pk=member_id)


def _refuse_last(member: InvestorMember) -> None:
    others = InvestorMember.objects.filter(
        investor=member.investor, role=_REPRESENTATIVE, user__is_active=True
    )
    if not others.exclude(pk=member.pk).exists():
        raise LastRepresentative


def _account(person: Person) -> User:
    return User(
        username=_free_name(person.email),
        display_name=tidy(person.name),
        position=tidy(person.position),
        email=person.email,
        language=person.language,
        role=Role.INVESTOR,
    )


def _free_name(email: str) -> str:
    """A name to sign in with, from the address; the address itself works as well."""
    letters = "".join(
        each for each in fold(email.split("@", maxsplit=1)[0]) if each.isalnum() or each == "."
    )
    base = letters[:_NAME_LETTERS] or "nhadautu"
    found = base
    while User.objects.filter(username__iexact=found).exists():
        found = f"{base}.{secrets.randbelow(9000) + 1000}"
    return found


def _tell(by: User, member: InvestorMember, verb: str, text: object, reason: str = "") -> None:
    words = {
        "person": member.user,
        "investor": member.investor,
        "role": InvestorMember.Role(member.role).label,
    }
    record(
        by=by,
        entry=Entry(
            verb=verb,
            subject_kind="investor",
            subject_id=member.investor_id,
            summary=in_words(text, **words),  # type: ignore[arg-type]
            reason=reason,
        ),
    )
