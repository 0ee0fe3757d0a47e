"""Which project on record a row of a list speaks of: found for certain, proposed, or none.

Certain is: one number (code, earlier code, certificate, decision with its day) and beside it the
name or the investor; or the name, the investor and nothing against it in the place. Whatever is
less is a proposal for a person: two parks of one name are two projects until somebody says
otherwise.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from vn.text import fold

_SHORT_FORMS = {
    "ctcp": "cong ty co phan",
    "cty": "cong ty",
    "cp": "co phan",
    "tnhh": "trach nhiem huu han",
    "mtv": "mot thanh vien",
    "1tv": "mot thanh vien",
    "1 thanh vien": "mot thanh vien",
    "dntn": "doanh nghiep tu nhan",
    "htx": "hop tac xa",
}
_WORD = re.compile(r"[a-z0-9&]+")


@lru_cache(maxsize=100_000)
def name_key(text: str) -> str:
    """The words of a name without marks: how two spellings of one name meet."""
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=100_000)
def investor_key(text: str) -> str:
    """As `name_key`, forms of companies written out: "CTCP Gỗ" is "Công ty cổ phần Gỗ"."""
    words = name_key(text)
    return " ".join(_SHORT_FORMS.get(word, word) for word in words.split())


class Why(StrEnum):
    """What a row has in common with a project, the strongest sign first."""

    CODE = "code"
    CERTIFICATE = "certificate"
    DOCUMENT = "document"
    IDENTITY = "identity"
    SAME_NAME = "same_name"
    OTHER_PLACE = "other_place"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Described:
    """A project by what it is known by; everything folded.

    `number` is the one its list gave it, `codes` all it bears. `provinces` and `communes` come with
    all that these became or came from; empty where nothing is known. `documents` are decisions as
    "number day".
    """

    name: str
    number: str = ""
    investors: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    communes: frozenset[int] = frozenset()

    def same_investor(self, other: "Described") -> bool:
        """Whether both name one investor, or both none."""
        if not self.investors or not other.investors:
            return self.investors == other.investors
        return bool(self.investors & other.investors)

    def elsewhere(self, other: "Described") -> bool:
        """Whether both say where they lie, and these places have nothing in common."""
        return _apart(self.provinces, other.provinces) or _apart(self.communes, other.communes)


def _apart(these: frozenset[str] | frozenset[int], those: frozenset[str] | frozenset[int]) -> bool:
    return bool(these) and bool(those) and not these & those


@dataclass(frozen=True, slots=True)
class Match:
    """`project` when it is certain; `proposed` are those a person should look at, with the sign."""

    project: int | None = None
    why: Why | None = None
    proposed: tuple[tuple[int, Why], ...] = ()


@dataclass(slots=True)
class Index:
    """Projects on record by each sign."""

    projects: Mapping[int, Described]
    _by: dict[tuple[Why, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for pk, known in self.projects.items():
            for key in _keys(known):
                self._by[key].append(pk)

    def find(self, row: Described, number: str = "") -> Match:
        """The project a row speaks of. `number` is that which the list gives the row itself."""
        numbered = self._those(Why.CODE, {number} - {""})
        if len(numbered) == 1 and self._bears(numbered[0], row):
            return Match(numbered[0], Why.CODE)
        for why, values in ((Why.CERTIFICATE, row.certificates), (Why.DOCUMENT, row.documents)):
            sure = [pk for pk in self._those(why, values) if self._agrees(pk, row)]
            if len(sure) == 1:
                return Match(sure[0], why)
        named = self._those(Why.SAME_NAME, {row.name})
        same = [pk for pk in named if self.projects[pk].same_investor(row)]
        here = [pk for pk in same if not self.projects[pk].elsewhere(row)]
        if len(here) == 1 and not self._numbered_otherwise(here[0], number):
            return Match(here[0], Why.IDENTITY)
        return Match(proposed=tuple(self._proposed(row, numbered, named, number).items()))

    def _proposed(
        self, row: Described, numbered: list[int], named: list[int], number: str
    ) -> dict[int, Why]:
        found = dict.fromkeys(numbered, Why.CODE)
        for why, values in ((Why.CERTIFICATE, row.certificates), (Why.DOCUMENT, row.documents)):
            for pk in self._those(why, values):
                # One decision may name many projects: the number alone says little.
                if why is Why.CERTIFICATE or self.projects[pk].same_investor(row):
                    found.setdefault(pk, why)
        for pk in named:
            known = self.projects[pk]
            if self._numbered_otherwise(pk, number):
                continue
            if known.same_investor(row):
                why = Why.OTHER_PLACE if known.elsewhere(row) else Why.IDENTITY
                found.setdefault(pk, why)
            elif not known.elsewhere(row):
                found.setdefault(pk, Why.SAME_NAME)
        return found

    def _those(self, why: Why, values: Iterable[str]) -> list[int]:
        return sorted({pk for value in values for pk in self._by.get((why, value), ())})

    def _bears(self, pk: int, row: Described) -> bool:
        """Whether the project with the row's number also has its name, or its investor.

        Lists number their rows from 1: a number alone could mean any project.
        """
        known = self.projects[pk]
        return known.name == row.name or bool(known.investors & row.investors)

    def _agrees(self, pk: int, row: Described) -> bool:
        known = self.projects[pk]
        return known.name == row.name and (
            known.same_investor(row) or not known.investors or not row.investors
        )

    def _numbered_otherwise(self, pk: int, number: str) -> bool:
        known = self.projects[pk]
        return bool(number) and bool(known.number) and number not in known.codes


def _keys(known: Described) -> Iterable[tuple[Why, str]]:
    yield (Why.SAME_NAME, known.name)
    yield from ((Why.CODE, code) for code in known.codes)
    yield from ((Why.CERTIFICATE, number) for number in known.certificates)
    yield from ((Why.DOCUMENT, document) for document in known.documents)
