"""Open an account for a person, who then chooses the password alone (R-9.12, R-9.13)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import reference
from accounts.actions.audit import Entry, in_words, record
from accounts.codes import code_of, digest_of, read
from accounts.models import Invitation, InvitationBatch, User
from accounts.permissions import Role
from accounts.refusals import Refusal

VALID_FOR = timedelta(days=14)
_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation with its code, which is told once and stored nowhere."""

    invitation: Invitation
    code: str


class NotThisCode(Refusal):
    """One answer for a wrong, used, withdrawn and expired code, and for an unknown name."""

    text = _(
        "The user name or the code is not right, or the code was used or has expired. Check both; "
        "a new code comes from the person who keeps the accounts."
    )


class OwnAccount(Refusal):
    """Who keeps the accounts would lock himself or herself out."""

    text = _("Change your own password on its page instead.")


@transaction.atomic
def invite(*, account: User, by: User, at: datetime) -> Issued:
    """Write a new validated account, which nobody can use yet, and its invitation."""
    account.set_unusable_password()
    account.is_staff = account.role == Role.ADMINISTRATOR
    reference.keep(row=account, by=by)
    (issued,) = issue(accounts=[account], by=by, at=at)
    return issued


@transaction.atomic
def invite_again(*, account_id: int, by: User, at: datetime) -> Issued:
    """Give the person a new code; what led into the account before no longer does.

    The old code is withdrawn, the old password, a linked identity and all sessions end, a closed
    account opens.
    Raises `OwnAccount`.
    """
    if account_id == by.pk:
        raise OwnAccount
    account = User.objects.select_for_update(no_key=True).get(pk=account_id)
    was_closed = not account.is_active
    account.is_active = True
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    SocialAccount.objects.filter(user=account).delete()
    (issued,) = issue(accounts=[account], by=by, at=at)
    text = (
        _("Account %(person)s is open again, with a new invitation")
        if was_closed
        else _("%(person)s invited again; the old password and sessions ended")
    )
    _tell(by=by, account=account, verb="user_invited_again", text=text)
    return issued


def issue(
    *, accounts: Sequence[User], by: User, at: datetime, batch: InvitationBatch | None = None
) -> list[Issued]:
    """New invitations for accounts that are held by the caller's transaction; open ones end."""
    withdraw(user_ids=[account.pk for account in accounts], at=at)
    issued = []
    for account in accounts:
        nonce = secrets.token_hex(_NONCE_BYTES)
        code = code_of(account.pk, nonce)
        invitation = Invitation(
            user=account,
            batch=batch,
            nonce=nonce,
            digest=digest_of(code),
            created_at=at,
            created_by_id=by.pk,
            expires_at=at + VALID_FOR,
        )
        issued.append(Issued(invitation, code))
    Invitation.objects.bulk_create(each.invitation for each in issued)
    return issued


def withdraw(*, user_ids: Sequence[int], at: datetime) -> int:
    """End the open invitations of these people; returns how many there were."""
    still_open = Invitation.objects.filter(
        user_id__in=user_ids, used_at__isnull=True, withdrawn_at__isnull=True
    )
    return still_open.update(withdrawn_at=at)


def invited(*, username: str, code: str, at: datetime) -> Invitation:
    """The open invitation that this name and code belong to. Raises `NotThisCode`."""
    found = (
        Invitation.objects.select_related("user")
        .select_for_update()
        .filter(
            digest=digest_of(read(code)),
            user__username__iexact=username,
            user__is_active=True,
            used_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=at,
        )
        .first()
    )
    # A person who set a password by e-mail meanwhile has no use for the slip, nor has its finder.
    if found is None or found.user.has_usable_password():
        raise NotThisCode
    return found


@transaction.atomic
def activate(*, username: str, code: str, password: str, at: datetime) -> User:
    """Use an invitation: the password is set and the code is spent.

    Raises `NotThisCode`, and ValidationError when the password is too weak for this person.
    """
    invitation = invited(username=username, code=code, at=at)
    account = invitation.user
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    EmailAddress.objects.filter(user=account).exclude(email__iexact=account.email).delete()
    text = _("%(person)s activated the account and chose a password")
    _tell(by=account, account=account, verb="user_activated", text=text)
    return account


def _tell(*, by: User | None, account: User, verb: str, text: object) -> None:
    record(
        by=by,
        entry=Entry(
            verb=verb,
            subject_kind="user",
            subject_id=account.pk,
            summary=in_words(text, person=account),  # type: ignore[arg-type]
        ),
    )
