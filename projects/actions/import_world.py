"""The registry as an import sees it: read once, then asked in memory for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.actions.places import find_or_create_agencies, find_or_create_provinces
from accounts.demo import AgencyFact
from accounts.models import AdministrativeUnit, Agency, User
from projects.actions.import_investors import Investors, load_investors, said
from projects.actions.importing_places import Gazetteer, gazetteer
from projects.importing.documents import named_documents
from projects.importing.reading import ParsedRow
from projects.models import ImportBatch, Project, Sector
from projects.querysets.import_index import Places, document_key, load_index
from projects.rules.matching import Described, Index, Match, name_key
from vn.dates import Precision, day_text, parse_partial
from vn.documents import bare_number
from vn.errors import Unreadable
from vn.places import bare
from vn.text import fold, sort_key

UNKNOWN_AGENCY = AgencyFact(
    code="chua-xac-dinh",
    name="Cơ quan đăng ký đầu tư (chưa xác định)",
    short_name="CQ ĐKĐT (chưa xác định)",
    kind=Agency.Kind.DEPARTMENT,
)
"""Who follows a project when its source does not say."""

_KNOWN = (
    Project.objects.non_budget()
    .select_related("investor", "agency", "sector")
    .prefetch_related(
        "units__parent__parent", "instruments", "tranches", "schedule_items", "terminations"
    )
)
_PROVINCE = AdministrativeUnit.Level.PROVINCE


@dataclass(slots=True)
class World:
    """What an import knows of the registry. Mappings have folded keys."""

    agency: Agency
    officer: User | None
    provinces: Mapping[str, AdministrativeUnit]
    sectors: Mapping[str, Sector]
    gazetteer: Gazetteer
    places: Places
    investors: Investors
    index: Index
    source: str
    as_of: date | None
    on: date
    _units: dict[tuple[str, str, date], list[AdministrativeUnit]] = field(default_factory=dict)
    _days: dict[str, date | None] = field(default_factory=dict)

    @property
    def source_date_text(self) -> str:
        """The day of the whole workbook, as its rows would write it."""
        return day_text(self.as_of) if self.as_of else ""

    def day_of(self, row: ParsedRow) -> date | None:
        """The day of the row's source, if it is one day; a month or a year is kept as text only."""
        text = row.text("source_date")
        if text not in self._days:
            self._days[text] = self._day(text) if text else self.as_of
        return self._days[text]

    def _day(self, text: str) -> date | None:
        try:
            found = parse_partial(text)
        except Unreadable:
            return None
        is_day = found.precision is Precision.DAY and found.first <= self.on
        return found.first if is_day else None

    def units_of(self, row: ParsedRow) -> list[AdministrativeUnit]:
        """The places below its province that a row's text names; what is in doubt is left out."""
        key = (bare(row.text("province")), row.text("location"), self.day_of(row) or self.on)
        if key not in self._units:
            province = self.provinces.get(key[0])
            self._units[key] = self.gazetteer.units_of(province, key[1], key[2]) if key[1] else []
        return self._units[key]

    def match(self, row: ParsedRow) -> Match:
        """The project a row speaks of (rules/matching.py)."""
        return self.index.find(self.describe(row), row.text("id"))

    def describe(self, row: ParsedRow) -> Described:
        """A row by what it could be known by."""
        named = named_documents(row.text("approval_number"), row.day("approval_date"))
        days = [
            document_key(document.number, document.issued.first)
            for document in named
            if document.issued is not None and document.issued.precision is Precision.DAY
        ]
        province = self.provinces.get(bare(row.text("province")))
        units = [unit.pk for unit in self.units_of(row)]
        return Described(
            name=name_key(row.text("name")),
            investors=self._names(row),
            certificates=frozenset({bare_number(row.text("irc_code"))} - {""}),
            documents=frozenset(days) - {""},
            provinces=self.places.provinces([province.pk] if province else units),
            communes=self.places.communes(units),
        )

    def read(self, ids: Iterable[int]) -> dict[int, Project]:
        """These projects with all that a row may touch, in a constant number of queries."""
        return {project.pk: project for project in _KNOWN.filter(pk__in=list(ids))}

    def labels(self, ids: Iterable[int]) -> dict[int, str]:
        """Code and name of these projects, with the investor."""
        rows = Project.objects.filter(pk__in=list(ids)).order_by()
        told = rows.values_list("pk", "code", "name", "investor__name")
        return {
            pk: " · ".join(filter(None, (f"{code} {name}", who))) for pk, code, name, who in told
        }

    def _names(self, row: ParsedRow) -> frozenset[str]:
        who = said(row.text("investor"))
        if not who.name:
            return frozenset()
        known = self.investors.known(who)
        return who.keys.union(*(self.investors.names_of(record) for record in known[:1]))


def load_world(batch: ImportBatch, *, by: User | None, on: date) -> World:
    """Read the registry for the rows of a batch."""
    places = gazetteer()
    investors = load_investors(batch.options.get("investors", {}))
    comparing = Places(places.units)
    return World(
        agency=_agency(batch.options, by),
        officer=_officer(batch.options),
        provinces={bare(u.name): u for u in places.units.values() if u.level == _PROVINCE},
        sectors={fold(sector.name): sector for sector in Sector.objects.all()},
        gazetteer=places,
        places=comparing,
        investors=investors,
        index=load_index(comparing, investors.names),
        source=batch.source or batch.file_name,
        as_of=batch.as_of_date,
        on=on,
    )


def add_references(rows: Iterable[ParsedRow]) -> None:
    """Enter the provinces and sectors that rows name and the registry lacks, and who follows them:
    a registry that begins with a published list has no others."""
    known = list(rows)
    find_or_create_agencies(facts=[UNKNOWN_AGENCY], units={})
    find_or_create_provinces(names=sorted({row.text("province") for row in known} - {""}))
    found = {fold(sector.name) for sector in Sector.objects.all()}
    for name in sorted({row.text("sector") for row in known} - {""}, key=sort_key):
        if fold(name) not in found:
            found.add(fold(name))
            title = name[0].upper() + name[1:]
            code = f"N{len(found):03d}"
            Sector.objects.create(code=code, name=title, sort_key=sort_key(name))


def _agency(options: Mapping[str, Any], by: User | None) -> Agency:
    """The body chosen for the batch, else that of the person, else nobody known."""
    chosen = options.get("agency") or (by.agency_id if by else None)
    if chosen:
        return Agency.objects.get(pk=chosen)
    return find_or_create_agencies(facts=[UNKNOWN_AGENCY], units={})[UNKNOWN_AGENCY.code]


def _officer(options: Mapping[str, Any]) -> User | None:
    chosen = options.get("officer")
    return User.objects.get(pk=chosen) if chosen else None
