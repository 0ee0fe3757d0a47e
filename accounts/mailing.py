"""Invitations by e-mail, when the person has an address."""

from __future__ import annotations

import structlog
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.actions.inviting import Issued
from accounts.codes import written

log = structlog.get_logger(__name__)


def activation_link(request: HttpRequest, issued: Issued) -> str:
    """The full address that fills in the activation page."""
    path = reverse("accounts:activate_code", args=[written(issued.code)])
    language = issued.invitation.user.language
    if language != settings.LANGUAGE_CODE and not path.startswith(f"/{language}/"):
        path = f"/{language}{path}"
    query = urlencode({"ten": issued.invitation.user.username})
    return request.build_absolute_uri(f"{path}?{query}")


def send_invitation(request: HttpRequest, issued: Issued) -> bool | None:
    """Send the link; None when there is no address, False when the mail server did not take it."""
    account = issued.invitation.user
    if not account.email:
        return None
    words = {
        "account": account,
        "link": activation_link(request, issued),
        "code": written(issued.code),
        "expires_at": issued.invitation.expires_at,
    }
    try:
        get_adapter().send_mail("account/email/invitation", account.email, words)
    except OSError as error:
        log.warning("invitation_not_sent", account=account.pk, error=str(error))
        return False
    return True
