"""Finding projects and investors by what was typed: names, numbers, codes, places old and new.

The search box and the lists ask through these functions, so they find the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession
from accounts.rules.succession import Lineage
from projects import providing
from projects.models import Project
from projects.querysets.searching import meeting
from vn.places import bare, spelt_out
from vn.searching import code_of, plain

if TYPE_CHECKING:
    from accounts.models import User

_PROVINCE = AdministrativeUnit.Level.PROVINCE


@dataclass(frozen=True, slots=True)
class Unit:
    """A place by the names it may be typed with; `above` is the name of what holds it."""

    pk: int
    name: str
    level: str
    parent: int | None
    above: str
    has_projects: bool

    @property
    def names(self) -> tuple[str, str]:
        """With its kind, and without."""
        return spelt_out(self.name), bare(self.name)


@dataclass
class Places:
    """The places on record, read once for a question: three hundred rows and who became whom."""

    text: str
    _units: dict[int, Unit] = field(init=False)

    def __post_init__(self) -> None:
        through = Project.units.through.objects.filter(administrativeunit_id=OuterRef("pk"))
        rows = AdministrativeUnit.objects.annotate(used=Exists(through)).order_by("sort_key", "pk")
        columns = ("pk", "name", "level", "parent_id", "parent__name", "used")
        self._units = {
            pk: Unit(pk, name, level, parent, above or "", used)
            for pk, name, level, parent, above, used in rows.values_list(*columns)
        }

    @cached_property
    def lineage(self) -> Lineage:
        """Who became whom."""
        return AdministrativeUnitSuccession.objects.effective().lineage()

    @cached_property
    def parts(self) -> list[tuple[str, frozenset[int]]]:
        """What was typed, cut where it names places: (text, the places it names)."""
        typed = spelt_out(plain(self.text))
        found: list[tuple[str, frozenset[int]]] = []
        end = 0
        for start, stop, named in _apart(self._hits(typed)):
            found += [(typed[end:start], frozenset()), (typed[start:stop], named)]
            end = stop
        return [part for part in (*found, (typed[end:], frozenset())) if part[0].strip()]

    def meant(self, named: frozenset[int]) -> frozenset[int]:
        """These places, those below them, and what all of them became or came from."""
        below = {unit.pk for unit in self._units.values() if unit.parent in named}
        return self.lineage.related(named | below)

    def called(self, limit: int) -> tuple[list[Unit], int]:
        """Places whose name holds all words typed and that a filter would find projects in."""
        words = spelt_out(plain(self.text)).split()
        alike = [u for u in self._units.values() if words and _begins(u.names[0].split(), words)]
        used = frozenset(pk for pk, unit in self._units.items() if unit.has_projects)
        wanted = self.lineage.related(used) if alike else used
        offered = [unit for unit in alike if unit.pk in wanted]
        return offered[:limit], len(offered)

    def _hits(self, typed: str) -> list[tuple[int, int, frozenset[int]]]:
        by_name: dict[str, set[int]] = {}
        provinces = {u.names[1] for u in self._units.values() if u.level == _PROVINCE}
        for unit in self._units.values():
            full, short = unit.names
            if unit.level != _PROVINCE:
                by_name.setdefault(full, set()).add(unit.pk)
                # A name of one syllable, or the province's own, is a word like any other.
                if " " in short and short not in provinces:
                    by_name.setdefault(short, set()).add(unit.pk)
        return [
            (hit.start(), hit.end(), frozenset(pks))
            for name, pks in by_name.items()
            if name in typed
            for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", typed)
        ]


def _apart(
    hits: Sequence[tuple[int, int, frozenset[int]]],
) -> list[tuple[int, int, frozenset[int]]]:
    """Hits that do not touch each other, the longest first taken, in their order."""
    kept: list[tuple[int, int, frozenset[int]]] = []
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if all(hit[1] <= start or end <= hit[0] for start, end, _ in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit[:2])


def _begins(name: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


def projects(rows: QuerySet[Any], text: str, places: Places | None = None) -> QuerySet[Any]:
    """Projects that hold every word, or lie where a word says, whatever the place is called now.

    "Cao Lộc" finds what lies in the communes that district became, and the name of a commune what
    was entered under the districts it came from. Nothing typed narrows nothing.
    """
    whole = meeting(text)
    if whole is None:
        return rows
    placed = places or Places(text)
    if not any(named for _part, named in placed.parts):
        return rows.filter(whole)
    found = rows
    for part, named in placed.parts:
        asked = meeting(part)
        if asked is not None:
            found = found.filter(_lying(asked, placed.meant(named)) if named else asked)
    return found


def _lying(asked: Q, units: frozenset[int]) -> Q:
    """Rows that meet the words or lie in the places, each found by its own index."""
    through = Project.units.through.objects.filter(administrativeunit_id__in=units)
    by_words = Project.objects.filter(asked).order_by().values("pk")
    return Q(pk__in=by_words.union(through.values("project_id"), all=True))


def investors(rows: QuerySet[Any], text: str, user: User) -> QuerySet[Any]:
    """Investors by any name, by tax code, or by the certificate of a project the person follows."""
    asked = meeting(text)
    if asked is None:
        return rows
    if code := code_of(text):
        certified = providing.followed(user).filter(certificate_code=code).order_by()
        asked |= Q(pk__in=certified.values("investor_id"))
    return rows.filter(asked)
