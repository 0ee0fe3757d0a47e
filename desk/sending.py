"""Send the mails that are due, over one connection; the rows say what became of each."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime

import structlog
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from desk.actions import mailing
from desk.models import Mailing

MOST = 200
"""Mails one worker sends in one turn."""

# The server answered about this very mail; for the next one it is still there.
_REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    UnicodeError,
)

Clock = Callable[[], datetime]
"""Sending takes its time, so each mail is told the hour anew."""

log = structlog.get_logger(__name__)


def send_due(now: Clock) -> int:
    """Send what is due; how many went out. With the mail server away everything waits."""
    if not mailing.any_due(at=now()):
        return 0
    connection = get_connection()
    try:
        connection.open()
        return sum(_send(each, connection, now) for each in _claimed(now))
    except OSError as error:
        put_off = mailing.put_off(error=_said(error), at=now())
        log.warning("mail_server_away", error=_said(error), waiting=put_off)
        return 0
    finally:
        connection.close()


def _claimed(now: Clock) -> Iterator[Mailing]:
    for _turn in range(MOST):
        found = mailing.claim(at=now())
        if found is None:
            return
        yield found


def _send(each: Mailing, connection: BaseEmailBackend, now: Clock) -> bool:
    message = EmailMessage(
        subject=each.subject,
        body=each.body,
        to=[each.address],
        headers={"Message-ID": each.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        message.send()
    except _REFUSED as error:
        mailing.not_sent(mailing=each, error=_said(error), at=now())
        log.warning("mail_refused", mailing=each.pk, error=_said(error))
        return False
    except OSError as error:
        mailing.not_sent(mailing=each, error=_said(error), at=now())
        raise
    mailing.sent(mailing=each, at=now())
    return True


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
