"""Who computes obligations about what, and who may see them; filled in `AppConfig.ready()`.

The rooms above register here, so that deadlines knows its subjects only as (kind, id).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from deadlines.models import Flag
    from deadlines.rules.computed import Computed
    from deadlines.rules.law import LawBook
    from vn.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Setting:
    """What every computation is told: the law in force, the calendar and the day."""

    law: LawBook
    calendar: WorkCalendar
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a screen says of the thing a deadline is about.

    `url` leads to the place that shows it; `remedies` says, by the code of a missing fact, where
    it is entered. `handler` names who follows it, and `agency_id` is the agency on record.
    """

    words: str
    url: str
    project_code: str
    project_name: str
    project_url: str
    investor: str = ""
    handler: str = ""
    agency_id: int | None = None
    remedies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a deadline rests on: an empty value is one that is not on record."""

    label: str
    value: str
    document: str = ""
    url: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which projects, or subjects of their own, a list is narrowed to; empty conditions do not."""

    text: str = ""
    agency_id: int | None = None
    officer_ids: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.agency_id or self.officer_ids)


def _no_words(kind: str, ids: Sequence[int]) -> Mapping[int, Subject]:
    return {}


def _no_facts(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    return ()


def _no_projects(wanted: Wanted) -> Any:
    return ()


@dataclass(frozen=True, slots=True)
class Answers:
    """How those who owe something of a room answer its flags.

    `own_url` and `paper_url` lead, by flag id, to where a bearer speaks and where an officer
    records a paper; `files` gives the (words, address) of what a person may see of the files
    of statements, by the id of the statement.
    """

    own_url: Callable[[int], str]
    paper_url: Callable[[int], str]
    files: Callable[[User, Sequence[int]], Mapping[int, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Owner:
    """A room that owns subject kinds.

    `compute` turns ids into obligations, `ids` lists all of them, and `visible_to` gives a
    subquery of those a person may know of (None: all). The ids are of projects, or with
    `by_subject` of the subjects themselves: plans, agencies and orders have duties too, with or
    without a project.
    For screens `describe` turns a kind and ids into words, `facts` lists what a deadline about
    one of them rests on under a rule, and `find` gives a subquery of ids, as `visible_to` does. `answers`
    tells how flags are explained and contested; without it they are not. `in_charge` gives a subquery of the
    officer of the project that the column of that name holds.

    `confidential` names the rules of a room whose deadlines nobody knows of but whom `visible_to`
    lets: owing them is not enough, and the room itself tells its people of them.
    """

    subject_kinds: tuple[str, ...]
    compute: Callable[[Sequence[int], Setting], Iterable[Computed]]
    ids: Callable[[], Sequence[int]]
    visible_to: Callable[[User], Any]
    describe: Callable[[str, Sequence[int]], Mapping[int, Subject]] = _no_words
    facts: Callable[[str, int, str], Sequence[Fact]] = _no_facts
    find: Callable[[Wanted], Any] = _no_projects
    by_subject: bool = False
    answers: Answers | None = None
    in_charge: Callable[[str], Any] | None = None
    confidential: tuple[str, ...] = ()


FlagLink = Callable[["Flag", "User"], tuple[str, str] | None]
"""What a room above offers to do about a flag, for one person: words and an address, or nothing."""

_FLAG_LINKS: list[FlagLink] = []


def flag_link(link: FlagLink) -> None:
    """Add an act to the pages of flags. Raises ValueError when it is added twice."""
    if link in _FLAG_LINKS:
        raise ValueError("flag link registered twice")
    _FLAG_LINKS.append(link)


def flag_links(flag: Flag, user: User) -> list[tuple[str, str]]:
    """What this person may do about a flag in the rooms above."""
    return [found for link in _FLAG_LINKS if (found := link(flag, user)) is not None]


def unless_all(rows: QuerySet[Any]) -> QuerySet[Any] | None:
    """A subquery of these rows for `visible_to`; None when nothing narrows them."""
    return rows.values("pk") if rows.query.has_filters() else None


_OWNERS: list[Owner] = []


def register(owner: Owner) -> None:
    """Add a room's subject kinds. Raises ValueError when a kind already has an owner."""
    taken = {kind for known in _OWNERS for kind in known.subject_kinds}
    if taken & set(owner.subject_kinds):
        raise ValueError(f"subject kinds registered twice: {taken & set(owner.subject_kinds)}")
    _OWNERS.append(owner)


def owners() -> tuple[Owner, ...]:
    """All registered rooms."""
    return tuple(_OWNERS)


def confidential_kinds() -> tuple[str, ...]:
    """The rules of deadlines that only their rooms tell of."""
    return tuple(sorted({kind for owner in _OWNERS for kind in owner.confidential}))


def owner_of(subject_kind: str) -> Owner | None:
    """The room that owns a kind of subject."""
    return next((owner for owner in _OWNERS if subject_kind in owner.subject_kinds), None)


Sums = Callable[[], Sequence[str]]
"""Names every stored sum of a room that is not what its rows add up to, with both figures."""

_SUMS: list[Sums] = []


def compare_sums(sums: Sums) -> None:
    """Let the nightly comparison ask for the sums of a room too. Raises ValueError when it does."""
    if sums in _SUMS:
        raise ValueError("sums registered twice")
    _SUMS.append(sums)


def differing_sums() -> set[str]:
    """What the rooms name. What is written while they look seems to differ: it is asked twice."""
    found = {name for sums in _SUMS for name in sums()}
    return found & {name for sums in _SUMS for name in sums()} if found else found


def describe(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Subject]:
    """Words for subjects given as (kind, id): one question to a room for each kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, subject_id in keys:
        by_kind.setdefault(kind, set()).add(subject_id)
    found: dict[tuple[str, int], Subject] = {}
    for kind, ids in by_kind.items():
        owner = owner_of(kind)
        if owner is not None:
            words = owner.describe(kind, sorted(ids))
            found |= {(kind, subject_id): subject for subject_id, subject in words.items()}
    return found
