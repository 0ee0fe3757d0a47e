"""Who is told of a step of a request: the other side, each person in his or her own language."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from desk.actions.notifying import Message, tell
from projects.models import InvestorMember, SupportRequest, SupportStep

_TO_INVESTOR: dict[str, Promise] = {
    "handed": _("Your request %(code)s is now with %(holder)s"),
    "outside": _("Your request %(code)s was sent to %(body)s"),
    "followed_up": _("We asked about your request %(code)s again"),
    "back": _("Your request %(code)s came back to %(holder)s"),
    "question": _("A question on your request %(code)s"),
    "answered": _("Your request %(code)s is answered"),
}
_TO_HOLDER: dict[str, Promise] = {
    "filed": _("New request %(code)s: %(title)s"),
    "handed": _("Request %(code)s was handed to you: %(title)s"),
    "reply": _("The investor replied on request %(code)s"),
    "reopened": _("Request %(code)s was opened again"),
    "withdrawn": _("Request %(code)s was withdrawn"),
}


def tell_of(step: SupportStep, *, row: SupportRequest, by: User, at: datetime) -> None:
    """Tell the investor's people, the holder's, or the officer to whom it was given."""
    key = f"support:{row.pk}:{step.pk}"
    words = {
        "code": row.code,
        "title": row.title,
        "holder": row.holder.short_name,
        "body": step.body_name,
    }
    if step.kind in _TO_INVESTOR:
        members = InvestorMember.objects.filter(investor=row.investor)
        people = set(members.values_list("user_id", flat=True))
        page = ("returned", "projects:own_support")
        _tell(people, page, key, (_TO_INVESTOR[step.kind], words), step, by=by, at=at)
    if step.kind in _TO_HOLDER:
        page = ("request", "projects:support")
        _tell(_holders(row), page, key, (_TO_HOLDER[step.kind], words), step, by=by, at=at)
    if step.kind == "officer" and step.officer_id is not None:
        said = (_TO_HOLDER["handed"], words)
        _tell({step.officer_id}, ("order", "projects:support"), key, said, step, by=by, at=at)


def _holders(row: SupportRequest) -> set[int]:
    """The officer; without one all who may answer in the agency that holds it."""
    if row.officer_id is not None:
        return {row.officer_id}
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.ANSWER_SUPPORT in held]
    people = User.objects.filter(agency_id=row.holder_id, role__in=roles)
    return set(people.values_list("pk", flat=True))


def _tell(
    people: set[int],
    page: tuple[str, str],
    key: str,
    said: tuple[Promise, dict[str, str]],
    step: SupportStep,
    *,
    by: User,
    at: datetime,
) -> None:
    kind, view_name = page
    asked = User.objects.filter(pk__in=people - {by.pk}).values_list("pk", "language")
    by_language: dict[str, set[int]] = {}
    for pk, language in asked:
        by_language.setdefault(language or settings.LANGUAGE_CODE, set()).add(pk)
    for language, pks in by_language.items():
        with translation.override(language):
            title = str(said[0]) % said[1]
        message = Message(
            kind=kind,
            key=key,
            title=title,
            body=step.words,
            path=reverse(view_name, args=[said[1]["code"]]),
        )
        tell(user_ids=pks, message=message, at=at)
