"""The identity of elsewhere with which a person signs in: linked, unlinked."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from accounts.refusals import Refusal


class LinkedToAnother(Refusal):
    """One identity leads to one account."""

    text = _("This identity already belongs to another account. Unlink it there first.")


class HasAnIdentity(Refusal):
    """One account has one identity, so that nobody adds a second way in unseen."""

    text = _("Another identity is linked to this account. Unlink it first.")


@transaction.atomic
def link(*, by: User, provider: str, subject: str) -> None:
    """Let an identity lead to this person's account; `subject` as `accounts.oidc.subject_of` gives it.

    Linking the same once more changes nothing. Raises `LinkedToAnother`, `HasAnIdentity`.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    owner = SocialAccount.objects.filter(provider=provider, uid=subject).first()
    if owner is not None:
        if owner.user_id != by.pk:
            raise LinkedToAnother
        return
    if SocialAccount.objects.filter(user=by).exists():
        raise HasAnIdentity
    SocialAccount.objects.create(user=by, provider=provider, uid=subject, extra_data={})
    _tell(by, "identity_linked", _("%(person)s linked an identity to sign in with"))


@transaction.atomic
def unlink(*, by: User) -> bool:
    """No identity leads to this person's account any more; whether one did."""
    removed, _by_model = SocialAccount.objects.filter(user=by).delete()
    if removed:
        _tell(by, "identity_unlinked", _("%(person)s unlinked the identity to sign in with"))
    return bool(removed)


def _tell(by: User, verb: str, text: Promise | str) -> None:
    entry = Entry(
        verb=verb, subject_kind="user", subject_id=by.pk, summary=in_words(text, person=by)
    )
    record(by=by, entry=entry)
