"""Two people saved the same thing: what each wrote, and the choice between them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import QueryDict

from projects.forms.base import HIDDEN, WHY, ActForm, plain_texts
from projects.wording import FIELDS

PICK = "chon-"
PREVIEW, CONFIRM = "preview", "confirm"
THEIRS = "theirs"
_NOT_TYPED = ("csrfmiddlewaretoken", PREVIEW, CONFIRM, *HIDDEN)


@dataclass(frozen=True, slots=True)
class Difference:
    """One box in which the typed text is not what is on record now."""

    name: str
    label: str
    before: str
    mine: str
    theirs: str
    mine_edited: bool
    theirs_edited: bool


def differences(form: ActForm, current: ActForm) -> list[Difference]:
    """The boxes that differ between a valid form and a fresh one of the row as it is now."""
    base, theirs = form.base(), current.texts(current.recorded())
    found = []
    for name, now in theirs.items():
        mine, before = form.typed(name), base.get(name, "")
        if mine != now and name != WHY:
            found.append(
                Difference(
                    name=name,
                    label=str(form.fields[name].label),
                    before=form.shown(name, before),
                    mine=form.shown(name, mine),
                    theirs=form.shown(name, now),
                    mine_edited=mine != before,
                    theirs_edited=now != before,
                )
            )
    return found


def without_box(form: ActForm) -> list[tuple[str, str]]:
    """What was typed into boxes that the form had when it was opened and no longer has."""
    lost = [name for name in form.base() if name not in form.fields and form.data.get(name)]
    return [(str(FIELDS.get(name, name)), str(form.data[name])) for name in lost]


def carried(data: QueryDict) -> Iterator[tuple[str, str]]:
    """Everything a person last wanted to save, to be sent again with the choice."""
    for name in data:
        if name not in _NOT_TYPED and not name.startswith(PICK):
            for text in data.getlist(name):
                yield name, str(text)


def with_value(data: Mapping[str, Any], name: str, text: str) -> QueryDict:
    """The post with another value of one hidden box; nothing that was typed changes."""
    fresh = cast("QueryDict", data).copy()
    fresh[name] = text
    return fresh


def brought_up_to_date(data: QueryDict, current: ActForm) -> QueryDict:
    """The post as if the form had been opened only now; nothing that was typed changes."""
    fresh = data.copy()
    for name in HIDDEN:
        fresh[name] = str(current.initial[name])
    return fresh


def resolved(data: QueryDict) -> QueryDict:
    """The post with the other person's text wherever it was chosen."""
    picked = [name for name in data if name.startswith(PICK) and data[name] == THEIRS]
    if not picked:
        return data
    try:
        theirs = plain_texts(json.loads(data.get("before") or "{}"))
    except ValueError:
        return data
    merged = data.copy()
    for pick in picked:
        name = pick.removeprefix(PICK)
        text = theirs.get(name, "")
        merged.setlist(name, text if isinstance(text, list) else [text])
    return merged
