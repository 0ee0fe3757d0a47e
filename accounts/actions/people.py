"""Correct accounts (R-9.12: one account, one person)."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import reference
from accounts.models import User
from accounts.permissions import Role
from accounts.refusals import Refusal


class OwnRights(Refusal):
    """Nobody takes away the own rights: so there is always somebody who keeps the system."""

    text = _("You cannot change your own role or close your own account. Ask another person.")


@transaction.atomic
def keep_account(*, account: User, by: User) -> tuple[str, ...]:
    """Write a validated account.

    Returns the names of the fields that changed. Raises OwnRights. An earlier e-mail address stops
    leading to the account.
    """
    if account.pk == by.pk and account.role != by.role:
        raise OwnRights
    account.is_staff = account.role == Role.ADMINISTRATOR
    changed = reference.keep(row=account, by=by)
    EmailAddress.objects.filter(user=account).exclude(email__iexact=account.email).delete()
    return changed
