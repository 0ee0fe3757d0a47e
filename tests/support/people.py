"""What tests of people share: clients that are signed in, and how a person activates."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User

PASSWORD = "mot mat khau du dai 2026"
CODE = re.compile(r"\b(?:[2-9A-HJKMNP-Z]{4}-){4}[2-9A-HJKMNP-Z]{4}\b")


def signed_in(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def is_in(client: Client) -> bool:
    """Whether a page that asks for a person opens."""
    return client.get(reverse("projects:list")).status_code == 200


def code_on(page: Any) -> str:
    """The activation code that a page shows."""
    found = CODE.search(page.content.decode())
    assert found is not None, "no code on the page"
    return found.group()


def activate(client: Client, username: str, code: str, password: str = PASSWORD) -> Any:
    """Fill in the activation page."""
    typed = {"username": username, "code": code}
    typed |= {"password": password, "password_again": password}
    return client.post(reverse("accounts:activate"), typed)
