"""The refusals that every action of the registry shares; the others stand beside their action."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vn.dates import day_text


class Refusal(Exception):
    """An act that may not be done, in words for the person who tried it.

    `text` says what to do next, with %(names)s filled from the keywords of the constructor;
    `field` names the input it concerns, or is empty when it concerns them all; `status` is the
    answer's status.
    """

    text: str | Promise = ""
    field: str = ""
    status: int = 422

    def __init__(self, *, field: str = "", **words: Any) -> None:
        super().__init__(words)
        self.words = words
        self.field = field or self.field

    def __str__(self) -> str:
        return str(self.text) % self.words


class Stale(Refusal):
    """The row is no longer as the person saw it."""

    text = _("Somebody else saved this after you opened it. Compare both versions, then save.")


class Invalid(Refusal):
    """A value the row may not hold; the words are those of the constraint."""

    def __init__(self, error: ValidationError) -> None:
        by_field = getattr(error, "error_dict", {})
        first = next((name for name in by_field if name != "__all__"), "")
        super().__init__(field=first)
        self.messages = list(error.messages)

    def __str__(self) -> str:
        return " ".join(self.messages)


class InTheFuture(Refusal):
    """A fact cannot happen after the day it is recorded."""

    text = _("%(day)s has not come yet. Record what has happened, with its own day.")


class NotOfThisProject(Refusal):
    """A tranche, milestone or document of another project."""

    text = _("This belongs to another project. Choose one from the list.")


class AlreadyRecorded(Refusal):
    """The same thing is on record: a second click, or a colleague was faster."""

    text = _("%(what)s is already on record in this project. Open it there to correct it.")


def not_after(day: date | None, *, on: date, field: str) -> None:
    """Raise `InTheFuture` when the day lies after `on`; an unknown day passes."""
    if day is not None and day > on:
        raise InTheFuture(field=field, day=day_text(day))
