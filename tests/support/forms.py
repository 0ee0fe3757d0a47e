"""Fill in a page the way a person does: what is there stays, what is typed replaces it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from desk.models import USE
from projects.forms.base import HIDDEN


def boxes(page: Any, act: str = "") -> dict[str, Any]:
    """What a person sends back who opens a page and changes nothing in the form of `act`."""
    card = next(card for card in page.context["cards"] if card.act.key == act)
    sent = {name: text for name, text in card.form.texts(card.form.initial).items() if text}
    hidden = {name: card.form.initial[name] for name in HIDDEN}
    carried = {name: value for name, value in hidden.items() if value is not None}
    return sent | carried | {"act": act, USE: card.slip.key}


def errors(page: Any) -> dict[str, list[str]]:
    """The errors of the form that was sent."""
    found: dict[str, list[str]] = page.context["posted"].form.errors
    return found


def said(page: Any) -> str:
    """The messages on a page."""
    return " ".join(str(message) for message in page.context["messages"])


def address(name: str, row: Any) -> str:
    """The page of that name about a project, or about a row of one."""
    project = getattr(row, "project", row)
    keys = [project.code] if row is project else [project.code, row.pk]
    return reverse(f"projects:{name}", args=keys)


def send(desk: Client, where: str, act: str = "", **typed: object) -> Any:
    """Open the page, type, press the button."""
    page = desk.get(where)
    assert page.status_code == 200
    return desk.post(where, boxes(page, act) | typed, follow=True)
