"""Open, correct and close accounts (R-9.12: one account, one person)."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import reference
from accounts.models import User
from accounts.permissions import Role


class OwnRights(Exception):
    """Nobody takes away the own rights: so there is always somebody who keeps the system."""

    text = _("You cannot change your own role or close your own account. Ask another person.")


@transaction.atomic
def keep_account(*, account: User, by: User, password: str = "") -> tuple[str, ...]:
    """Write a validated account; with `password` set it replaces the one there was.

    Returns the names of the fields that changed. Raises OwnRights. An earlier e-mail address stops
    leading to the account.
    """
    if account.pk == by.pk and (account.role != by.role or not account.is_active):
        raise OwnRights
    if password:
        account.set_password(password)
    account.is_staff = account.role == Role.ADMINISTRATOR
    changed = reference.keep(row=account, by=by)
    EmailAddress.objects.filter(user=account).exclude(email__iexact=account.email).delete()
    return changed
