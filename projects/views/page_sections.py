"""Sections of the project page: what one is, and how one person sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from accounts.permissions import Permission
from projects.views.sight import Sight

Names = Mapping[str, Any]


def _nothing(_names: Names) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it shows, when it is shown, and how much of it needs an act.

    `template` is that of the registry by the key, unless another room contributes the section.
    """

    key: str
    title: Promise
    context: Callable[[Sight], dict[str, Any]]
    anchor: str = ""
    rows: tuple[str, ...] = ()
    adds: Mapping[str, Promise] = field(default_factory=dict)
    needs: Permission | None = None
    waiting: Callable[[Names], int] = _nothing
    edits_here: bool = False
    template: str = ""

    def has_rows(self, names: Names) -> bool:
        """Whether there is something to show; a section without `rows` always has."""
        always = not self.rows and not self.adds
        return always or any(_holds(names.get(name)) for name in self.rows)


@dataclass(frozen=True, slots=True)
class Group:
    """Sections below one heading; `alarms` when what waits in it is late."""

    key: str
    title: Promise
    sections: Sequence[Section]
    alarms: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A section in its place; `ways`: (words, address) of what may be added to one without rows."""

    section: Section
    template: str = ""
    ways: Sequence[tuple[Promise, str]] = ()

    @property
    def key(self) -> str:
        """Which section it is."""
        return self.section.key


@dataclass(frozen=True, slots=True)
class Drawn:
    """A group as one person sees it: sections with rows, `bare` ones to add to, `absent` ones."""

    key: str
    title: Promise
    full: Sequence[Place]
    bare: Sequence[Place]
    absent: Sequence[Place]
    waiting: int
    alarms: bool

    @property
    def shown(self) -> Sequence[Place]:
        """Sections with something to read or to add."""
        return [*self.full, *self.bare]

    @property
    def places(self) -> Sequence[Place]:
        """Every place of the group, an absent section's too."""
        return [*self.shown, *self.absent]


def drawn(groups: Sequence[Group], sight: Sight) -> tuple[list[Drawn], dict[str, Any]]:
    """The groups as one person sees them, and the names their templates read."""
    names: dict[str, Any] = {}
    found = [_draw(group, sight, names) for group in groups]
    return [group for group in found if group.shown], names


def place_of(groups: Sequence[Drawn], key: str) -> Place | None:
    """The place of the section with this key, if the person is shown it."""
    found = (each for group in groups for each in group.shown if each.key == key)
    return next(found, None)


def _draw(group: Group, sight: Sight, names: dict[str, Any]) -> Drawn:
    full: list[Place] = []
    bare: list[Place] = []
    absent: list[Place] = []
    waiting = 0
    for section in group.sections:
        if section.needs is not None and not sight.user.can(section.needs):
            continue
        found = section.context(sight)
        if twice := names.keys() & found.keys():
            raise TypeError(f"{section.key} names what another section names: {sorted(twice)}")
        names |= found
        waiting += section.waiting(found)
        if section.has_rows(found):
            template = section.template or f"projects/sections/{section.key}.html"
            full.append(Place(section, template))
        elif ways := [(w, sight.links[n]) for n, w in section.adds.items() if n in sight.links]:
            bare.append(Place(section, "projects/_section_bare.html", ways))
        else:
            absent.append(Place(section))
    return Drawn(group.key, group.title, full, bare, absent, waiting, group.alarms)


def _holds(value: Any) -> bool:
    """Whether there is anything in it; of several lists, in any of them."""
    return any(map(_holds, value.values())) if isinstance(value, Mapping) else bool(value)
