"""One row of a workbook beside one project: what it would make of it; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import AdministrativeUnit
from projects.actions.acts import Change, assign
from projects.actions.import_acts import Acts
from projects.actions.import_investors import said
from projects.actions.import_world import World
from projects.actions.importing_places import top
from projects.importing.messages import Message, Severity
from projects.importing.reading import ParsedRow
from projects.models import Investor, Project
from vn.dates import day_text
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

_STATED = {
    # field of the project: where a document says the same, and the column of the workbook.
    "registered_capital_vnd": ("capital_vnd", "capital"),
    "registered_capital_usd": ("capital_usd", "capital_usd"),
    "land_area_m2": ("land_area_m2", "area"),
    "name": ("project_name", "name"),
    "investor": ("investor_name", "investor"),
    "location_text": ("location_text", "location"),
}

_CAPITAL = {"registered_capital_vnd", "registered_capital_usd"}


@dataclass(slots=True)
class Plan:
    """What a row would do to a project in memory. `told` is what it says and is not taken."""

    row: ParsedRow
    project: Project
    is_new: bool
    own: Change = field(default_factory=Change)
    change: Change = field(default_factory=Change)
    places: list[AdministrativeUnit] = field(default_factory=list)
    acts: Acts | None = None
    told: list[Message] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """create, update or same."""
        if self.is_new:
            return "create"
        return "update" if self.change else "same"


def plan_row(row: ParsedRow, known: Project | None, world: World) -> Plan:
    """The row brought into a new project, or into the known one read by `World.read`."""
    project = known or Project(agency=world.agency, officer=world.officer, origin="imported")
    plan = Plan(row, project, known is None)
    investor, completed = world.investors.find(row)
    plan.own = assign(project, dict(_values(plan, world, investor)))
    plan.acts = Acts.of(project)
    plan.change = plan.own | _place(plan, world) | plan.acts.plan(row)
    if not plan.is_new:
        plan.change |= completed
    return plan


def _place(plan: Plan, world: World) -> Change:
    """Into the places its text names, else into its province, unless it is placed there already."""
    row, project = plan.row, plan.project
    placed = [] if plan.is_new else list(project.units.all())
    province = world.provinces.get(bare(row.text("province")))
    if province is None and row.text("province"):
        plan.told.append(told(row, "province", "unknown_place"))
        return Change()
    if placed and (province is None or province.pk in {top(unit).pk for unit in placed}):
        return Change()
    units = world.units_of(row)
    if not units and row.text("location") and row.text("province") == "":
        plan.told.append(told(row, "location", "place_not_found"))
    plan.places = units or ([province] if province else [])
    if not plan.places:
        return Change()
    before = {"units": [str(unit) for unit in placed]} if placed else {}
    return Change(before, {"units": [str(unit) for unit in plan.places]})


def _values(plan: Plan, world: World, investor: Investor | None) -> Iterator[tuple[str, Any]]:
    """The columns a row speaks of; an empty cell is silent, an older source gives way."""
    row, project = plan.row, plan.project
    later = {} if plan.is_new else _stated_later(project, world.day_of(row))
    found = {**_said(plan, world, investor), **_states(plan, world)}
    for name, value in found.items():
        if name in later and getattr(project, name) != value:
            key = _STATED[name][1]
            plan.told.append(told(row, key, "known_later", later[name]))
        elif name != "capital_hedge" or not _CAPITAL & later.keys():
            yield name, value


def _said(plan: Plan, world: World, investor: Investor | None) -> dict[str, Any]:
    row, project = plan.row, plan.project
    values: dict[str, Any] = {
        "name": row.text("name"),
        "legacy_code": "" if row.text("id") == project.code else row.text("id"),
        "investor": investor,
        "sector": world.sectors.get(fold(row.text("sector"))),
        "location_text": row.text("location"),
        "zone": row.text("zone"),
        "registered_capital_vnd": row.whole("capital"),
        "registered_capital_usd": row.decimal("capital_usd"),
        "land_area_m2": row.decimal("area"),
        "source_url": row.text("source") or project.source_url or world.source,
        "source_date_text": row.text("source_date") or world.source_date_text,
        "as_published": {**project.as_published, **_as_published(plan, world)},
    }
    said_of = {name: value for name, value in values.items() if value not in (None, "")}
    if _CAPITAL & said_of.keys():
        said_of["capital_hedge"] = row.hedge("capital") or row.hedge("capital_usd")
    return said_of


def _as_published(plan: Plan, world: World) -> dict[str, str]:
    """Texts under the headers they had: what has no place of its own, and what was not read."""
    row = plan.row
    kept = {row.titles[key]: row.text(key) for key in _KEPT_AS_TEXT if row.text(key)}
    for key in ("capital", "capital_usd", "area"):
        if row.hedge(key):
            kept[row.titles[key]] = row.written[key]
    if said(row.text("investor")).former:
        kept[row.titles["investor"]] = row.text("investor")
    if row.text("sector") and fold(row.text("sector")) not in world.sectors:
        kept[row.titles["sector"]] = row.text("sector")
        plan.told.append(told(row, "sector", "unknown_sector"))
    return kept | {row.titles[key]: text for key, text in row.unread.items()}


def _states(plan: Plan, world: World) -> dict[str, Any]:
    """The three states and their day, unless the registry already knows something later."""
    row = plan.row
    status = row.text("status")
    as_of = world.day_of(row)
    if not status:
        return {}
    if _knows_later(plan, as_of):
        return _older_state(plan, status)
    legal, physical, operating = _STATES[status]
    values: dict[str, Any] = {
        "legal_state": legal,
        "physical_state": physical,
        "operating_state": operating,
    }
    if row.text("status_text"):
        values["state_note"] = row.text("status_text")
    return values | ({"state_as_of": as_of} if as_of else {})


def _older_state(plan: Plan, status: str) -> dict[str, Any]:
    project = plan.project
    on_record = (project.legal_state, project.physical_state, project.operating_state)
    if on_record != _STATES[status]:
        day = day_text(project.state_as_of) if project.state_as_of else ""
        plan.told.append(told(plan.row, "status", "known_later", day))
    return {}


def _knows_later(plan: Plan, as_of: date | None) -> bool:
    project = plan.project
    if plan.is_new:
        return False
    if project.terminations.all():
        return True
    known = project.state_as_of
    return known is not None and (as_of is None or as_of < known)


def _stated_later(project: Project, as_of: date | None) -> dict[str, str]:
    """What documents issued after the day of the source say of the project, by field."""
    later: dict[str, str] = {}
    for document in project.instruments.all():
        if as_of is None or document.issued_date is None or document.issued_date <= as_of:
            continue
        for name, (stated, _key) in _STATED.items():
            if getattr(document, stated) not in (None, ""):
                later[name] = str(document)
    return later


def told(row: ParsedRow, key: str, code: str, text: str = "") -> Message:
    """A message about one cell of a row."""
    address = getattr(row, "addresses", {}).get(key) or str(row.number)
    words = text or row.written.get(key, "") or row.text(key)
    return Message(Severity.WARNING, row.sheet, address, code, words, row.titles.get(key, ""))
