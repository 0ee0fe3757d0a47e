"""What rooms above may add to the registry of projects; filled in `AppConfig.ready()`.

Three things so far: who owns documents (a document knows its subject only as (kind, id)), what the
search box finds, and panels on the page of a public project. A search source answers one kind of
thing through `visible_to`, in one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from accounts.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User
    from projects.search.box import Asked, Found, Hit
    from projects.views.sight import Sight


@dataclass(frozen=True, slots=True)
class DocumentOwner:
    """A kind of thing that documents are about.

    `project_id` gives the project behind a subject (None for one without; LookupError when there
    is no such subject), `describe` its words, and `visible_to` the condition under which a person
    may know of a document about this kind. Who may change one has `kept_by` too. Subjects without a
    project have a page of their own, which `place` gives.
    """

    kind: str
    project_id: Callable[[int], int | None]
    describe: Callable[[Sequence[int]], Mapping[int, str]]
    visible_to: Callable[[User], Q]
    kept_by: Permission = Permission.KEEP_DOCUMENTS
    place: Callable[[int], str] | None = None


_OWNERS: dict[str, DocumentOwner] = {}


def document_owner(owner: DocumentOwner) -> None:
    """Register a kind of subject. Raises ValueError when the kind already has an owner."""
    if owner.kind in _OWNERS:
        raise ValueError(f"document owner registered twice: {owner.kind}")
    _OWNERS[owner.kind] = owner


def project_of(kind: str, subject_id: int) -> int | None:
    """The project behind a subject. Raises LookupError for an unknown kind or subject."""
    return _OWNERS[kind].project_id(subject_id)


def kept_by(kind: str) -> Permission:
    """What a person needs to change documents about this kind."""
    return _OWNERS[kind].kept_by


def place_of(kind: str, subject_id: int) -> str:
    """The page of a subject without a project; empty where it has none."""
    place = _OWNERS[kind].place
    return place(subject_id) if place else ""


def describe(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Words for subjects given as (kind, id): one question for each kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, subject_id in keys:
        by_kind.setdefault(kind, set()).add(subject_id)
    return {
        (kind, subject_id): words
        for kind, ids in by_kind.items()
        if kind in _OWNERS
        for subject_id, words in _OWNERS[kind].describe(sorted(ids)).items()
    }


def documents_visible_to(user: User) -> Q:
    """The condition on documents; kinds that are seen alike are asked about together."""
    alike: dict[Callable[[User], Q], list[str]] = {}
    for owner in _OWNERS.values():
        alike.setdefault(owner.visible_to, []).append(owner.kind)
    found = Q(pk__in=[])
    for condition, kinds in alike.items():
        found |= Q(owner_kind__in=kinds) & condition(user)
    return found


@dataclass(frozen=True, slots=True)
class SearchSource:
    """A kind of thing that the search box finds.

    `find` answers a question with what this person may know of, in one query. `describe` gives the
    same for ids, for things pinned and looked at; None for kinds that nobody pins.
    """

    kind: str
    label: Promise
    icon: str
    find: Callable[[Asked], Found]
    describe: Callable[[User, Sequence[int]], Mapping[int, Hit]] | None = None


_SOURCES: dict[str, SearchSource] = {}


def search_source(source: SearchSource) -> None:
    """Register a kind; results come in the order of registering. Raises ValueError when it is twice."""
    if source.kind in _SOURCES:
        raise ValueError(f"search source registered twice: {source.kind}")
    _SOURCES[source.kind] = source


def search_sources() -> Sequence[SearchSource]:
    """All kinds the search box finds, in their order."""
    return tuple(_SOURCES.values())


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page of a public project, or `of_all` of every project, from a room above.

    `section` gives the names its template reads, in as few queries as it can, whatever the project
    holds; names must differ from those of other sections, so begin them with the room's own word.
    `group` is the key of a group of `projects.views.public_groups`, `anchor` the id of the section
    in the template. With `rows` the panel is left out when none of these names holds anything.
    """

    key: str
    title: Promise
    section: Callable[[Sight], dict[str, Any]]
    template: str
    anchor: str
    needs: Permission
    group: str = "tai-chinh"
    rows: tuple[str, ...] = ()
    of_all: bool = False


_PANELS: dict[str, Panel] = {}


def panel(added: Panel) -> None:
    """Register a panel; they stand in the order of registering. Raises ValueError when it is twice."""
    if added.key in _PANELS:
        raise ValueError(f"panel registered twice: {added.key}")
    _PANELS[added.key] = added


def panels(group: str, *, public: bool) -> Sequence[Panel]:
    """The panels in a group of the page of a public project, or of any other, in their order."""
    return [each for each in _PANELS.values() if each.group == group and (public or each.of_all)]
