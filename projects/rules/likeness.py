"""Which records of investors may be one enterprise: the same tax code, the same or a similar name.

A proposal for a person to look at, never a finding. Names are compared by their runs of three
letters, as trigram indexes do, after words that tell nobody apart are taken out: forms of
companies, and whatever else stands in three names of ten. Names that are only similar are no sign
where both tax codes are known and differ: an enterprise has one (R-8.4).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

SIMILAR_FROM = Decimal("0.6")
"""Share of the runs of letters that two names have in common from which they are proposed."""

_RATIO = SIMILAR_FROM.as_integer_ratio()

COMMON_SHARE, COMMON_LEAST = Decimal("0.3"), 8
"""A word in that share of the names, and in at least so many, tells nobody apart."""

_FORMS = frozenset(
    [
        "cong",
        "ty",
        "tnhh",
        "cp",
        "co",
        "phan",
        "trach",
        "nhiem",
        "huu",
        "han",
        "mtv",
        "mot",
        "thanh",
        "vien",
        "tap",
        "doan",
        "tong",
        "doanh",
        "nghiep",
        "tu",
        "nhan",
        "hop",
        "tac",
        "xa",
        "htx",
        "dau",
        "thuong",
        "mai",
        "dich",
        "vu",
        "san",
        "xuat",
        "xay",
        "dung",
        "phat",
        "trien",
        "va",
        "joint",
        "stock",
        "company",
        "co.,",
        "ltd",
        "limited",
        "corporation",
        "group",
        "investment",
    ]
)
_PADDED = 2
_ENTERPRISE = 10
"""Digits of a tax code that name the enterprise; a branch adds three."""


class Why(StrEnum):
    """What two records have in common, the strongest sign first."""

    TAX_CODE = "tax_code"
    NAME = "name"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Named:
    """A record: its folded names, its own first, and its tax code."""

    id: int
    names: tuple[str, ...]
    tax_code: str = ""

    @property
    def enterprise(self) -> str:
        """The part of the tax code that branches share."""
        return self.tax_code[:_ENTERPRISE]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, the one entered first first; `share` is 1 for the same name or tax code."""

    one: int
    other: int
    why: Why
    share: Decimal = Decimal(1)


def pairs(records: Iterable[Named], apart: Set[tuple[int, int]] = frozenset()) -> list[Pair]:
    """The pairs worth a look, the surest first; `apart` are pairs known to be two, in order."""
    known = sorted(records, key=lambda record: record.id)
    found: dict[tuple[int, int], Pair] = {}
    for pair in (*_same(known), *_similar(known)):
        key = (pair.one, pair.other)
        if key not in apart:
            found.setdefault(key, pair)
    order = list(Why)
    return sorted(found.values(), key=lambda p: (order.index(p.why), -p.share, p.one, p.other))


def nearest(new: Iterable[Named], known: Iterable[Named]) -> dict[int, list[Pair]]:
    """For each new name those on record that look like it, the likest first.

    The ids of the new ones are their own: they may be those of records. Each pair names the record
    as `other`. New names are not compared with each other.
    """
    asked = list(new)
    mine = [Named(-place - 1, record.names) for place, record in enumerate(asked)]
    said = _telling_words([*known, *mine])
    near = _by_word({key: words for key, words in said.items() if key[0] >= 0})
    runs = {key: _runs(words) for key, words in said.items()}
    found: dict[int, list[Pair]] = {}
    for record, own in zip(mine, asked, strict=True):
        best: dict[int, Decimal] = {}
        for key in ((record.id, place) for place in range(len(record.names))):
            if key not in said:
                continue
            others = {other for word in said[key] for other in near.get(word, ())}
            for other, share in _likest(runs, key, others):
                best[other] = max(best.get(other, Decimal(0)), share)
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        if ranked:
            found[own.id] = [Pair(own.id, pk, Why.SIMILAR, share) for pk, share in ranked]
    return found


def _by_word(
    said: dict[tuple[int, int], frozenset[str]],
) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, words in said.items():
        for word in words:
            found[word].append(key)
    return found


def _likest(
    runs: dict[tuple[int, int], frozenset[str]],
    key: tuple[int, int],
    others: Iterable[tuple[int, int]],
) -> Iterator[tuple[int, Decimal]]:
    """The records among the others whose name is like this one, with the share in common."""
    for other in others:
        if _may_be_alike(runs[key], runs[other]):
            yield other[0], _share(runs[key], runs[other])


def _same(known: list[Named]) -> Iterator[Pair]:
    by_code: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for record in known:
        if record.tax_code:
            by_code[record.enterprise].append(record.id)
        for name in set(record.names):
            by_name[name].append(record.id)
    for why, groups in ((Why.TAX_CODE, by_code), (Why.NAME, by_name)):
        for ids in groups.values():
            yield from (Pair(one, other, why) for one, other in combinations(ids, 2))


def _similar(known: list[Named]) -> Iterator[Pair]:
    """Only names that share a word that tells something are compared."""
    said = _telling_words(known)
    runs = {key: _runs(words) for key, words in said.items()}
    near: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for key, words in said.items():
        for word in words:
            near[word].add(key)
    best: dict[tuple[int, int], Decimal] = {}
    for keys in near.values():
        for first, second in combinations(sorted(keys), 2):
            if first[0] == second[0] or not _may_be_alike(runs[first], runs[second]):
                continue
            pair = (first[0], second[0])
            best[pair] = max(best.get(pair, Decimal(0)), _share(runs[first], runs[second]))
    codes = {record.id: record.enterprise for record in known}
    for (one, other), share in best.items():
        differ = codes[one] and codes[other] and codes[one] != codes[other]
        if share >= SIMILAR_FROM and not differ:
            yield Pair(one, other, Why.SIMILAR, share)


def _telling_words(known: list[Named]) -> dict[tuple[int, int], frozenset[str]]:
    """The words of each name, by record and place, without those that many records share."""
    spelt = {
        (record.id, place): frozenset(name.split())
        for record in known
        for place, name in enumerate(record.names)
    }
    by_record: dict[int, set[str]] = defaultdict(set)
    for (record_id, _place), words in spelt.items():
        by_record[record_id] |= words
    spread = Counter(word for words in by_record.values() for word in words)
    most = max(COMMON_SHARE * len(known), Decimal(COMMON_LEAST))
    common = _FORMS | {word for word, count in spread.items() if count > most}
    return {key: words - common for key, words in spelt.items() if words - common}


def _runs(words: Iterable[str]) -> frozenset[str]:
    """Runs of three letters of each word, its beginning and end padded."""
    padded = (" " * _PADDED + word + " " for word in words)
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def _may_be_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether they reach `SIMILAR_FROM`: asked of every pair, so in whole numbers."""
    above, below = _RATIO
    less, more = sorted((len(first), len(second)))
    if less * below < more * above:
        return False
    common = len(first & second)
    return common * below >= (less + more - common) * above


def _share(first: frozenset[str], second: frozenset[str]) -> Decimal:
    together = len(first | second)
    return Decimal(len(first & second)) / together if together else Decimal(0)
