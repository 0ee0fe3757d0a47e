"""One row of a workbook into one project and the acts it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from accounts.models import AdministrativeUnit, Agency, User
from projects.actions.acts import Change, assign
from projects.actions.importing_acts import write_acts
from projects.actions.importing_places import Gazetteer, top
from projects.actions.indexing import index, order_of
from projects.actions.investors import InvestorFacts, find_or_create
from projects.actions.projects import next_code
from projects.importing.reading import ParsedRow
from projects.models import Investor, Project, Sector
from vn.dates import Precision, parse_partial
from vn.errors import Unreadable
from vn.places import bare
from vn.text import fold

_STATES: dict[str, tuple[str, str, str]] = {
    # status: legal, physical, operating. What the word does not say stays unknown: a press note
    # that something operates does not prove that all of it was built.
    "operating": ("valid", "unknown", "operating"),
    "under_construction": ("valid", "under_construction", "not_operating"),
    "not_started": ("valid", "not_started", "not_operating"),
    "suspended": ("suspended", "unknown", "unknown"),
    "terminated": ("terminated", "unknown", "unknown"),
    "unknown": ("valid", "unknown", "unknown"),
}
_KEPT_AS_TEXT = (
    "province",
    "implemented",
    "capital_text",
    "area_text",
    "delay_reason",
    "handling",
    "note",
)
"""Columns for which the registry has no place of its own; their text is shown as published."""


@dataclass(frozen=True)
class Registry:
    """What an import knows of the registry before it writes. Mappings have folded keys."""

    agency: Agency
    provinces: dict[str, AdministrativeUnit]
    sectors: dict[str, Sector]
    projects: list[Project]
    gazetteer: Gazetteer
    file_name: str
    prefix: str
    by: User | None
    on: date

    @cached_property
    def by_legacy_code(self) -> dict[str, Project]:
        """Known projects by the number that their workbook gives them."""
        return {p.legacy_code: p for p in self.projects if p.legacy_code}

    @cached_property
    def by_identity(self) -> dict[tuple[str, str, str], Project]:
        """Known projects by name, investor and province; an investor by each of its names."""
        found: dict[tuple[str, str, str], Project] = {}
        for project in self.projects:
            for key in _identities(project):
                found.setdefault(key, project)
        return found

    def find(self, row: ParsedRow) -> Project | None:
        """The project a row speaks of, if it is known."""
        number = row.text("id")
        if number in self.by_legacy_code:
            return self.by_legacy_code[number]
        alike = self.by_identity.get(row.identity)
        if alike is not None and number and alike.legacy_code:
            return None
        return alike


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a row: "created", "updated" or "unchanged"."""

    project: Project
    outcome: str
    change: Change = field(default_factory=Change)


def write_row(row: ParsedRow, registry: Registry) -> Written:
    """Create the row's project, or bring the known one in line with it."""
    known = registry.find(row)
    project = known or Project(
        code=next_code(registry.prefix), agency=registry.agency, origin=Project.Origin.IMPORTED
    )
    change = assign(project, _values(row, project, registry))
    if change:
        project.version += 0 if known is None else 1
        project.sort_key = order_of(project, project.name)
        project.save()
    change |= _place(row, project, registry)
    change |= write_acts(row=row, project=project, agency=registry.agency, by=registry.by)
    if not change:
        return Written(project, "unchanged")
    index(project)
    return Written(project, "created" if known is None else "updated", change)


def _place(row: ParsedRow, project: Project, registry: Registry) -> Change:
    """Into the places its text names, else into its province, unless it is in that province."""
    province = registry.provinces.get(bare(row.text("province")))
    if province is None or province.pk in {top(unit).pk for unit in project.units.all()}:
        return Change()
    day = _source_day(row, registry.on)
    units = registry.gazetteer.units_of(province, row.text("location"), day) or [province]
    project.units.add(*units)
    return Change({}, {"units": [str(unit) for unit in units]})


def _values(row: ParsedRow, project: Project, registry: Registry) -> dict[str, Any]:
    """The columns a row speaks of; an empty cell is silent."""
    said: dict[str, Any] = {
        "name": row.text("name"),
        "legacy_code": row.text("id"),
        "investor": _investor(row, registry.by),
        "sector": registry.sectors.get(fold(row.text("sector"))),
        "location_text": row.text("location"),
        "zone": row.text("zone"),
        "registered_capital_vnd": row.whole("capital"),
        "registered_capital_usd": row.decimal("capital_usd"),
        "land_area_m2": row.decimal("area"),
        "source_url": row.text("source") or _own_source(project, registry.file_name),
        "source_date_text": row.text("source_date"),
        "as_published": {**project.as_published, **_as_published(row)},
    }
    values = {name: value for name, value in said.items() if value not in (None, "")}
    if {"registered_capital_vnd", "registered_capital_usd"} & values.keys():
        values["capital_hedge"] = row.hedge("capital") or row.hedge("capital_usd")
    return values | _states(row, project, registry.on)


def _own_source(project: Project, file_name: str) -> str:
    """A workbook that names no source is one itself."""
    return project.source_url or file_name


def _investor(row: ParsedRow, by: User | None) -> Investor | None:
    name = row.text("investor")
    if not name:
        return None
    facts = InvestorFacts(
        name=name,
        kind=row.text("investor_kind") or Investor.Kind.UNKNOWN,
        kind_basis=row.text("kind_basis"),
        country=row.text("country"),
    )
    return find_or_create(by=by, facts=facts)


def _as_published(row: ParsedRow) -> dict[str, str]:
    """Texts under the headers they had: what has no place of its own, and what was not read."""
    kept = {row.titles[key]: row.text(key) for key in _KEPT_AS_TEXT if row.text(key)}
    hedged = {
        row.titles[key]: row.written[key]
        for key in ("capital", "capital_usd", "area")
        if row.hedge(key)
    }
    return kept | hedged | {row.titles[key]: text for key, text in row.unread.items()}


def _states(row: ParsedRow, project: Project, on: date) -> dict[str, Any]:
    """The three states and their day, unless the registry already knows something later."""
    status = row.text("status")
    as_of = _source_day(row, on)
    if not status or _knows_later(project, as_of):
        return {}
    legal, physical, operating = _STATES[status]
    values: dict[str, Any] = {
        "legal_state": legal,
        "physical_state": physical,
        "operating_state": operating,
    }
    if row.text("status_text"):
        values["state_note"] = row.text("status_text")
    return values | ({"state_as_of": as_of} if as_of else {})


def _source_day(row: ParsedRow, on: date) -> date | None:
    """The day of the source, if it is one day; a month or a year is kept as text only."""
    try:
        found = parse_partial(row.text("source_date"))
    except Unreadable:
        return None
    return found.first if found.precision is Precision.DAY and found.first <= on else None


def _knows_later(project: Project, as_of: date | None) -> bool:
    if project._state.adding:
        return False
    if project.terminations.exists():
        return True
    known = project.state_as_of
    return known is not None and (as_of is None or as_of < known)


def _identities(project: Project) -> Iterator[tuple[str, str, str]]:
    tops = [top(unit) for unit in project.units.all()]
    place = tops[0].name if tops else ""
    investor = project.investor
    names = [investor.name if investor else ""]
    if investor is not None:
        names += [row.name for row in investor.names.all()]
        names += [row.name for row in investor.merged_from.all()]
    yield from ((fold(project.name), fold(name), bare(place)) for name in names)
