"""The whole registry by what a row of a list could know a project by (rules/matching.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from django.apps import apps

from accounts.models import AdministrativeUnit, AdministrativeUnitSuccession
from projects.rules.matching import Described, Index, investor_key, name_key
from vn.documents import bare_number
from vn.places import bare

_COLUMNS = ("pk", "code", "legacy_code", "certificate_code", "name", "investor_id")


class Places:
    """Where a project lies, for comparing: names of provinces and numbers of communes.

    Each with what it became or came from, so that an old and a new name of one place meet.
    """

    def __init__(self, units: Mapping[int, AdministrativeUnit]) -> None:
        lineage = AdministrativeUnitSuccession.objects.effective().lineage()
        self._units = units
        self.related = cache(lambda pk: lineage.related([pk]))
        self.provinces_of = cache(self._provinces_of)

    def communes(self, unit_ids: Iterable[int]) -> frozenset[int]:
        """The communes among these places."""
        mine = [pk for pk in unit_ids if self._units[pk].level == AdministrativeUnit.Level.COMMUNE]
        return frozenset().union(*map(self.related, mine))

    def provinces(self, unit_ids: Iterable[int]) -> frozenset[str]:
        """The provinces of these places, folded."""
        return frozenset().union(*map(self.provinces_of, unit_ids))

    def _provinces_of(self, pk: int) -> frozenset[str]:
        unit = self._units[pk]
        while unit.parent_id is not None:
            unit = self._units[unit.parent_id]
        return frozenset(bare(self._units[key].name) for key in self.related(unit.pk))


def document_key(number: str, day: date | None) -> str:
    """A decision by its number and day; the number alone comes again every year."""
    return f"{bare_number(number)} {day.isoformat()}" if number and day else ""


def load_index(places: Places, investors: Mapping[int, frozenset[str]]) -> Index:
    """All projects, in three queries; `investors` are the folded names of each record."""
    through = apps.get_model("projects", "Project").units.through
    units: dict[int, list[int]] = defaultdict(list)
    for pk, unit in through.objects.values_list("project_id", "administrativeunit_id"):
        units[pk].append(unit)
    certificates, documents = _numbers()
    return Index(
        {
            pk: Described(
                name=name_key(name),
                number=legacy,
                investors=investors.get(investor, frozenset()),
                codes=frozenset({code, legacy} - {""}),
                certificates=frozenset({*certificates[pk], bare_number(certificate)} - {""}),
                documents=frozenset(documents[pk]),
                provinces=places.provinces(units[pk]),
                communes=places.communes(units[pk]),
            )
            for pk, code, legacy, certificate, name, investor in _projects()
        }
    )


def investor_names() -> dict[int, frozenset[str]]:
    """Every name by which each record of an investor is known, those of merged records included."""
    investor = apps.get_model("projects", "Investor").objects
    others = apps.get_model("projects", "InvestorName").objects
    found: dict[int, set[str]] = defaultdict(set)
    into = {}
    for pk, name, merged in investor.values_list("pk", "name", "merged_into_id"):
        found[pk].add(investor_key(name))
        into[pk] = merged
    for pk, name in others.values_list("investor_id", "name"):
        found[pk].add(investor_key(name))
    for pk in into:
        for end in _ends(pk, into):
            found[end] |= found[pk]
    return {pk: frozenset(names) for pk, names in found.items()}


def _ends(pk: int, into: Mapping[int, int | None]) -> Iterator[int]:
    above = into[pk]
    while above is not None:
        yield above
        above = into[above]


def _projects() -> Iterable[tuple[int, str, str, str, str, int]]:
    rows = apps.get_model("projects", "Project").objects.non_budget().order_by("pk")
    found: Iterable[tuple[int, str, str, str, str, int]] = rows.values_list(*_COLUMNS)
    return found


def _numbers() -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    instrument = apps.get_model("projects", "Instrument")
    certificates: dict[int, set[str]] = defaultdict(set)
    documents: dict[int, set[str]] = defaultdict(set)
    rows = instrument.objects.order_by().exclude(number_key="")
    for pk, kind, key, day in rows.values_list("project_id", "kind", "number_key", "issued_date"):
        if kind == instrument.Kind.REGISTRATION_CERTIFICATE:
            certificates[pk].add(bare_number(key))
        elif day is not None:
            documents[pk].add(document_key(key, day))
    return certificates, documents
