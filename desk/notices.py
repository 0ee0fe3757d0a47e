"""The kinds of things a person is told, in one table: words, and how they are mailed by default."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.models import NotificationChoice

_AT_ONCE = NotificationChoice.Mail.AT_ONCE
_DAILY = NotificationChoice.Mail.DAILY
_NEVER = NotificationChoice.Mail.NEVER


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind: its name for the settings, when it is told, and its mail where nobody chose."""

    label: Promise
    when: Promise
    mail: NotificationChoice.Mail


NOTICES: dict[str, Notice] = {
    "new_flags": Notice(
        _("New flags"), _("The nightly check opened flags on what is in your charge."), _DAILY
    ),
    "statement": Notice(
        _("Explanations and other opinions"),
        _("A bearer explained or contested a flag in your charge."),
        _AT_ONCE,
    ),
    "request": Notice(
        _("Requests waiting for you"), _("Somebody asked for an extension or a decision."), _AT_ONCE
    ),
    "order": Notice(
        _("Work given to you"), _("A flag, a task or a directive was given to you."), _AT_ONCE
    ),
    "result": Notice(_("Results handed in"), _("A result waits for your acceptance."), _AT_ONCE),
    "returned": Notice(
        _("Returned to you"), _("What you handed in or asked for came back."), _AT_ONCE
    ),
    "escalated": Notice(
        _("Flags that came up to you"), _("Nobody decided on a flag in its time."), _AT_ONCE
    ),
    "due_soon": Notice(_("Due soon"), _("What falls due within the next 30 days."), _DAILY),
    "law_changed": Notice(
        _("Changes of rules"), _("A rule was proposed, applied or refused."), _DAILY
    ),
    "report_ready": Notice(_("Reports that are ready"), _("A report was made or failed."), _NEVER),
}
"""By the code that is kept with each notification."""
