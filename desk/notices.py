"""The kinds of things a person is told, in one table: words, and how they are mailed by default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from desk.models import NotificationChoice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from accounts.models import User

_AT_ONCE = NotificationChoice.Mail.AT_ONCE
_DAILY = NotificationChoice.Mail.DAILY


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind: its name for the settings, when it is told, and its mail where nobody chose.

    It is offered in the settings to holders of one of the `rights`; without any, to everybody.
    """

    label: _StrPromise
    when: _StrPromise
    mail: NotificationChoice.Mail
    rights: tuple[Permission, ...] = ()


NOTICES: dict[str, Notice] = {
    "new_flags": Notice(
        _("New flags"),
        _("The nightly check opened flags on what is in your charge."),
        _DAILY,
        (Permission.DECIDE_FLAG,),
    ),
    "statement": Notice(
        _("Explanations and other opinions"),
        _("A bearer explained or contested a flag in your charge."),
        _AT_ONCE,
        (Permission.DECIDE_FLAG,),
    ),
    "request": Notice(
        _("Requests waiting for you"), _("Somebody asked for an extension or a decision."), _AT_ONCE
    ),
    "order": Notice(
        _("Work given to you"),
        _("A flag, a task or a directive was given to you."),
        _AT_ONCE,
        (Permission.VIEW_WORK,),
    ),
    "result": Notice(
        _("Results handed in"),
        _("A result waits for your acceptance."),
        _AT_ONCE,
        (Permission.MANAGE_ASSIGNMENTS,),
    ),
    "returned": Notice(
        _("Returned to you"), _("What you handed in or asked for came back."), _AT_ONCE
    ),
    "filing": Notice(
        _("Periodic reports of investors"),
        _("A report was sent, accepted or returned."),
        _AT_ONCE,
        (Permission.FILE_REPORT, Permission.EDIT_PROJECT),
    ),
    "case_clocks": Notice(
        _("Deadlines of cases"),
        _("A deadline of a case you are on, or of a conclusion you act on, comes near or passed."),
        _DAILY,
        (Permission.VIEW_CASES, Permission.ANSWER_RECOMMENDATION),
    ),
    "escalated": Notice(
        _("Flags that came up to you"),
        _("Nobody decided on a flag in its time."),
        _AT_ONCE,
        (Permission.VIEW_WORK,),
    ),
    "due_soon": Notice(
        _("Due soon"),
        _("Once a week: what falls due within the next 30 days."),
        _DAILY,
        (Permission.VIEW_WORK,),
    ),
    "law_changed": Notice(
        _("Changes of rules"),
        _("A rule was proposed, applied or refused."),
        _DAILY,
        (Permission.MANAGE_RULES, Permission.APPLY_RULES),
    ),
    "report_issued": Notice(
        _("Issued reports"),
        _("A report was issued, or a correction of one."),
        _AT_ONCE,
        (Permission.VIEW_REPORTS,),
    ),
}
"""By the code that is kept with each notification."""


def offered(user: User) -> dict[str, Notice]:
    """The kinds this person may be told of."""
    return {
        code: notice
        for code, notice in NOTICES.items()
        if not notice.rights or any(user.can(right) for right in notice.rights)
    }
