"""The second step of signing in that a person chose (R-9.13)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User


@transaction.atomic
def code_by_email(*, by: User, on: bool) -> bool:
    """Ask for a code by e-mail at each sign-in, or no longer; whether that changed anything."""
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if person.code_by_email == on:
        return False
    person.code_by_email = on
    person.save(update_fields=["code_by_email"])
    text = (
        _("%(person)s gets a code by e-mail at each sign-in")
        if on
        else _("%(person)s gets no code by e-mail any more")
    )
    entry = Entry(
        verb="second_step_changed",
        subject_kind="user",
        subject_id=by.pk,
        summary=in_words(text, person=person),
    )
    record(by=person, entry=entry)
    return True
