"""What a person is told of one box while typing: what cannot stay, and what is worth a look.

A form may have methods `look_<box>`, which ask the registry and are read only here: they take the
value and yield looks. Nothing of it stops an act; refusals are the action's, tried and undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.urls import reverse
from django.utils.translation import gettext

from projects.actions.refusals import Refusal
from projects.forms.base import ActForm, Subject
from projects.models import Instrument, Project
from vn.documents import normalise_number
from vn.text import fold

_ALIKE = 0.9
"""Of a word similarity between 0 and 1: "Nhà máy may Bắc Á" finds "Nhà máy may Bắc Á 2"."""
_SHORTEST = 6
_MOST = 3


@dataclass(frozen=True, slots=True)
class Look:
    """One message at a box; `url` leads to what it is about. `bad`: it will be refused."""

    text: str
    url: str = ""
    link: str = ""
    bad: bool = False


def looks(form: ActForm, name: str, attempt: Callable[[], object] | None) -> list[Look]:
    """All messages about one box of a form that was sent to be looked at.

    A box left empty is nothing to say. `attempt` does the act in a transaction that is undone;
    it is tried only on a form without errors.
    """
    data = form.errors.as_data().get(name, [])
    errors = [
        Look(str(text), bad=True)
        for error in data
        if error.code != "required"
        for text in error.messages
    ]
    if data or not form.cleaned_data.get(name):
        return errors
    noted = [Look(text) for text in form.noted.get(name, ())]
    ask: Callable[[Any], Iterable[Look]] | None = getattr(form, f"look_{name}", None)
    found = list(ask(form.cleaned_data[name])) if ask else []
    return noted + found + ([] if form.errors or attempt is None else _refused(attempt, name))


def _refused(attempt: Callable[[], object], name: str) -> list[Look]:
    try:
        attempt()
    except Refusal as refusal:
        return [Look(str(refusal), bad=True)] if refusal.field == name else []
    return []


def named_alike(subject: Subject, name: str) -> Iterator[Look]:
    """Projects with nearly this name among those the person may see."""
    text = fold(name)
    if len(text) < _SHORTEST:
        return
    near = TrigramWordSimilarity(text, "search_text")
    rows = Project.objects.visible_to(subject.user).filter(search_text__trigram_word_similar=text)
    if subject.row is not None:
        rows = rows.exclude(pk=subject.row.pk)
    for row in rows.annotate(near=near).filter(near__gte=_ALIKE).order_by("-near", "pk")[:_MOST]:
        words = gettext("A project on record is called much the same: %(name)s.")
        yield Look(words % {"name": row.name}, _page(row), row.code)


def numbered_alike(subject: Subject, number: str) -> Iterator[Look]:
    """Documents with this number among the projects the person may see."""
    seen = Project.objects.visible_to(subject.user)
    rows = Instrument.objects.filter(number_key=normalise_number(number), project__in=seen)
    if subject.row is not None:
        rows = rows.exclude(pk=subject.row.pk)
    for row in rows.select_related("project").order_by("pk")[:_MOST]:
        words = gettext("%(kind)s %(number)s is on record already.")
        said = {"kind": row.get_kind_display(), "number": row.number}
        yield Look(words % said, f"{_page(row.project)}#vb-{row.pk}", row.project.code)


def _page(project: Project) -> str:
    return reverse("projects:detail", args=[project.code])
