"""The investors that rows of a workbook name: found on record, proposed, or new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from projects.actions.acts import Change, assign, told_as
from projects.importing.reading import ParsedRow
from projects.models import Investor
from projects.querysets.import_index import investor_names
from projects.rules.likeness import Named, nearest
from projects.rules.matching import investor_key
from vn.text import fold, search_text, sort_key, tidy

_RENAMED = re.compile(r"^(?P<old>.+?)[\s,;(-]+nay(?: đổi tên)? là:?\s+(?P<now>[^()]+?)\)?$", re.I)
_LIKEST = 3


@dataclass(frozen=True, slots=True)
class Said:
    """Who a cell names. "Công ty A (nay là Công ty B)" names one enterprise twice: B, once A."""

    name: str
    former: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """All names, as they are compared."""
        return frozenset(investor_key(name) for name in (self.name, self.former) if name)


def said(text: str) -> Said:
    """The names a cell holds."""
    found = _RENAMED.match(tidy(text))
    return Said(found["now"].strip(), found["old"].strip()) if found else Said(tidy(text))


@dataclass(slots=True)
class Investors:
    """All records, and the ones that rows add; `answers` are a person's, by the name as compared.

    An answer is the number of a record, or None for a new one.
    """

    records: dict[int, Investor]
    names: Mapping[int, frozenset[str]]
    answers: Mapping[str, int | None] = field(default_factory=dict)
    completed: dict[int, Change] = field(default_factory=dict)
    added: dict[str, Investor] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for pk, names in self.names.items():
            if self.records[pk].merged_into_id is None:
                for name in names:
                    self._by_name[name].add(pk)

    def known(self, who: Said) -> list[Investor]:
        """The records that bear the name: one is certain, two are a question."""
        answered = self.answers.get(investor_key(who.name), 0)
        if answered is None:
            return []
        if answered:
            return [self.records[answered].kept]
        own = [
            pk
            for pk in self._having(who.keys)
            if investor_key(self.records[pk].name) == investor_key(who.name)
        ]
        return [self.records[pk] for pk in own or self._having(who.keys)]

    def is_answered(self, who: Said) -> bool:
        """Whether a person said who this is."""
        return investor_key(who.name) in self.answers

    def find(self, row: ParsedRow) -> tuple[Investor | None, Change]:
        """The investor of a row, on record or new in this batch; None when the row names none.

        A record found takes what was not known of it yet, which is the change; nothing on record
        is overwritten. Of two records of one name it is the earlier one.
        """
        who = said(row.text("investor"))
        if not who.name:
            return None, Change()
        known = self.known(who)
        values = {
            "kind": row.text("investor_kind") or Investor.Kind.UNKNOWN,
            "kind_basis": tidy(row.text("kind_basis")),
            "country": tidy(row.text("country")),
        }
        if not known:
            return self._new(who, values), Change()
        found = known[0]
        change = assign(found, _only_unknown(found, values))
        if change:
            self.completed[found.pk] = self.completed.get(found.pk, Change()) | change
        return found, told_as(change, kind="investor_kind")

    def names_of(self, investor: Investor | None) -> frozenset[str]:
        """The names of a record, folded; of a new one its own."""
        if investor is None:
            return frozenset()
        return self.names.get(investor.pk) or frozenset({investor_key(investor.name)})

    def nearest(self, texts: Iterable[str]) -> dict[str, list[tuple[Investor, str]]]:
        """For each cell that names nobody on record, those it may mean, with the likeness."""
        asked = {text: said(text) for text in set(texts)}
        new = [text for text, who in asked.items() if not self.known(who) and text]
        new = [text for text in new if not self.is_answered(asked[text])]
        wanted = [Named(place, (fold(asked[text].name),)) for place, text in enumerate(new)]
        kept = [row for row in self.records.values() if row.merged_into_id is None]
        pairs = nearest(wanted, [Named(row.pk, (fold(row.name),)) for row in kept])
        return {
            new[place]: [
                (self.records[pair.other], f"{pair.share:.2f}") for pair in found[:_LIKEST]
            ]
            for place, found in pairs.items()
        }

    def _having(self, keys: Iterable[str]) -> list[int]:
        return sorted({pk for key in keys for pk in self._by_name.get(key, ())})

    def _new(self, who: Said, values: dict[str, str]) -> Investor:
        key = investor_key(who.name)
        if key not in self.added:
            row = Investor(name=who.name, **values)
            row.search_text = search_text(who.name, "", who.former)
            row.sort_key = sort_key(who.name)[: Investor._meta.get_field("sort_key").max_length]
            self.added[key] = row
            if who.former and investor_key(who.former) != key:
                self.former[key] = who.former
        return self.added[key]


def load_investors(answers: Mapping[str, int | None]) -> Investors:
    """All records, in three queries."""
    return Investors(dict(Investor.objects.in_bulk()), investor_names(), answers)


def _only_unknown(row: Investor, values: dict[str, str]) -> dict[str, str]:
    unknown = ("", Investor.Kind.UNKNOWN)
    return {
        name: value
        for name, value in values.items()
        if getattr(row, name) in unknown and value not in unknown
    }
