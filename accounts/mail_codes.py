"""A code of six digits that proves that an e-mail address reaches the person, before it counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

VALID_FOR = timedelta(minutes=10)
TRIES = 5
_KEPT_AS = "mail_code"


def send(request: HttpRequest, person: User, *, at: datetime) -> None:
    """Send a new code to the person's address; an earlier one ends."""
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[_KEPT_AS] = {
        "digest": _digest(person, code),
        "until": (at + VALID_FOR).timestamp(),
        "left": TRIES,
    }
    adapter.send_mail("account/email/address_code", person.email, {"code": code, "account": person})


def waits(request: HttpRequest, *, at: datetime) -> bool:
    """Whether a code was sent that still works."""
    kept = request.session.get(_KEPT_AS) or {"left": 0}
    return bool(kept["left"] > 0) and at.timestamp() <= kept["until"]


def is_right(request: HttpRequest, person: User, typed: str, *, at: datetime) -> bool:
    """Whether this is the code that was sent to this address; a right one is spent, a wrong counted."""
    kept = request.session.get(_KEPT_AS)
    if kept is None or not waits(request, at=at):
        return False
    digits = "".join(letter for letter in typed if letter.isdigit())
    if constant_time_compare(_digest(person, digits), kept["digest"]):
        del request.session[_KEPT_AS]
        return True
    request.session[_KEPT_AS] = kept | {"left": kept["left"] - 1}
    return False


def _digest(person: User, code: str) -> str:
    text = f"{person.pk}:{person.email.lower()}:{code}"
    return salted_hmac("mail-code", text, algorithm="sha256").hexdigest()
