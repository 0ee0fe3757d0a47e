"""Close accounts: by hand, with everything that hangs on the person, or after a long silence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.actions import deputising, inviting
from accounts.actions.audit import Entry, in_words, record
from accounts.actions.people import OwnRights
from accounts.belongings import handed_over
from accounts.models import Deputyship, User
from accounts.permissions import Role
from accounts.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who leaves and why; what is in that person's charge goes to `heir`, or explicitly to nobody."""

    account_id: int
    reason: str
    heir: User | None = None
    leave_to_nobody: bool = False


class AlreadyClosed(Refusal):
    """A second click, or a colleague was faster."""

    text = _("This account is already closed.")


class LastAdministrator(Refusal):
    """Somebody must be able to open accounts."""

    text = _("This is the last administrator. Invite another one first.")


class NeedsAChoice(Refusal):
    """Nothing is reassigned, and nothing is left behind, in silence."""

    field = "choice"
    text = _("Say who takes over what is in this person's charge, or that nobody does yet.")


@transaction.atomic
def close_account(*, by: User, on: date, at: datetime, leaving: Leaving) -> User:
    """Close an account: sessions and invitations end at once, absences and stand-ins end.

    What the person has is handed over as chosen, each with its own line of history. Raises
    `OwnRights`, `AlreadyClosed`, `LastAdministrator`, `NeedsAChoice`, and what the hand-over
    refuses.
    """
    if leaving.account_id == by.pk:
        raise OwnRights
    # All administrators first, so that two of them cannot close each other at once.
    everyone = User.objects.select_for_update(no_key=True).order_by("pk")
    keepers = list(everyone.filter(role=Role.ADMINISTRATOR, is_active=True))
    account = everyone.get(pk=leaving.account_id)
    if not account.is_active:
        raise AlreadyClosed
    if keepers == [account]:
        raise LastAdministrator
    _hand_over(by=by, on=on, at=at, leaving=leaving)
    for row in Deputyship.objects.filter(to_date__gte=on):
        if account.pk in (row.absent_id, row.deputy_id):
            deputising.end(by=by, on=on, deputyship_id=row.pk)
    inviting.withdraw(user_ids=[account.pk], at=at)
    _close(account)
    _tell(by=by, account=account, text=_("Account %(person)s closed"), reason=leaving.reason)
    return account


@transaction.atomic
def close_idle(*, at: datetime, after: timedelta, spared: Collection[str]) -> list[User]:
    """Close accounts in use that nobody signed in to for so long (R-9.12: 45 days).

    Projects and stand-ins stay as they are, for somebody to decide. Accounts `spared` by user
    name stay open, and so does the administrator who signed in last.
    """
    last = Coalesce("last_login", "date_joined")
    in_use = User.objects.filter(is_active=True).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    keeper = in_use.filter(role=Role.ADMINISTRATOR).order_by(last.desc()).first()
    idle = (
        in_use.alias(last=last)
        .filter(last__lt=at - after)
        .exclude(username__in=spared)
        .exclude(pk=keeper.pk if keeper else 0)
        .select_for_update(no_key=True, skip_locked=True)
    )
    closed: list[User] = list(idle)
    for account in closed:
        _close(account)
        text = _("Account %(person)s closed after %(days)s days without signing in")
        _tell(by=None, account=account, text=text, days=after.days)
    return closed


def _hand_over(*, by: User, on: date, at: datetime, leaving: Leaving) -> None:
    for kind in handed_over():
        if not kind.count([leaving.account_id]).get(leaving.account_id):
            continue
        if leaving.heir is None and not leaving.leave_to_nobody:
            raise NeedsAChoice
        if kind.pass_on is not None:
            kind.pass_on(
                by=by,
                on=on,
                at=at,
                from_id=leaving.account_id,
                to=leaving.heir,
                reason=leaving.reason,
            )


def _close(account: User) -> None:
    """Without a password no session is valid either, also after the account opens again."""
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])


def _tell(
    *, by: User | None, account: User, text: object, reason: str = "", days: int | None = None
) -> None:
    record(
        by=by,
        entry=Entry(
            verb="user_closed",
            subject_kind="user",
            subject_id=account.pk,
            summary=in_words(text, person=account, days=days),  # type: ignore[arg-type]
            old={"is_active": True},
            new={"is_active": False},
            reason=reason,
        ),
    )
