"""From the generator's frozen rows to rows of the database, a table at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from accounts.actions.demonstration import Places
from accounts.models import User
from projects.actions.acts import partial
from projects.actions.indexing import index_investor, order_of
from projects.demo.shapes import (
    Acts,
    Demonstration,
    InstrumentRow,
    ItemRow,
    PeriodRow,
    ProjectRow,
    TrancheRow,
)
from projects.models import (
    ExcludedPeriod,
    Extension,
    Instrument,
    Investor,
    LandTranche,
    Project,
    ScheduleItem,
    ScheduleRevision,
    Sector,
    Suspension,
    Termination,
)
from vn.dates import PartialDate
from vn.documents import normalise_number
from vn.text import search_text, sort_key

_CENT = Decimal("0.01")
_MORNING = time(9)


def write_projects(
    *, demo: Demonstration, places: Places, prefix: str, officer: User | None, at: datetime
) -> list[Project]:
    """Write sectors, investors and projects with all their acts, in the order given."""
    sectors = Sector.objects.bulk_create(
        Sector(code=code, name=name, sort_key=sort_key(name)) for code, name in demo.sectors
    )
    investors = _write_investors(demo)
    by_code = {sector.code: sector for sector in sectors}
    projects = [
        _project(row, f"{prefix}-{number:04d}", investors[row.investor], by_code[row.sector])
        for number, row in enumerate(demo.projects, start=1)
    ]
    for project, row in zip(projects, demo.projects, strict=True):
        project.agency = places.agencies[row.agency]
        project.officer = officer if row.watched else None
        project.search_text = _search_text(project, row, places)
    Project.objects.bulk_create(projects)
    _date_rows(projects, at)
    pairs = list(zip(projects, demo.projects, strict=True))
    _write_units(pairs, places)
    _write_acts(pairs, places)
    return projects


def _write_investors(demo: Demonstration) -> list[Investor]:
    investors = [
        Investor(name=row.name, kind=row.kind, country=row.country, tax_code=row.tax_code)
        for row in demo.investors
    ]
    for investor in investors:
        index_investor(investor)
    return Investor.objects.bulk_create(investors)


def _project(row: ProjectRow, code: str, investor: Investor, sector: Sector) -> Project:
    project = Project(
        code=code,
        name=row.name,
        investor=investor,
        sector=sector,
        location_text=row.location_text,
        zone=row.zone,
        registered_capital_vnd=row.capital_vnd,
        registered_capital_usd=row.capital_usd,
        land_area_m2=row.land_area_m2,
        physical_state=row.acts.physical,
        operating_state=row.acts.operating,
        legal_state=row.acts.legal,
        state_as_of=row.state_as_of,
        state_note=row.acts.note,
        adjustment_pending_since=row.acts.adjustment_pending_since,
        origin=Project.Origin.DEMONSTRATION,
    )
    project.sort_key = order_of(project, project.name)
    return project


def _search_text(project: Project, row: ProjectRow, places: Places) -> str:
    """The same words as `indexing.index` finds, without asking the database for each project."""
    investor = project.investor
    return search_text(
        project.code,
        project.name,
        investor.name if investor else None,
        investor.tax_code if investor else None,
        project.location_text,
        *sorted((places.units[code].name for code in row.units), key=sort_key),
        *(normalise_number(i.number) for i in sorted(row.acts.instruments, key=_issued)),
    )


def _issued(row: InstrumentRow) -> date:
    return row.issued


def _date_rows(projects: list[Project], at: datetime) -> None:
    """A row was last touched on the morning its state was recorded, not when it was invented."""
    for project in projects:
        if project.state_as_of is not None:
            project.updated_at = datetime.combine(project.state_as_of, _MORNING, at.tzinfo)
    Project.objects.bulk_update(projects, ["updated_at"])


Pairs = list[tuple[Project, ProjectRow]]


def _write_units(pairs: Pairs, places: Places) -> None:
    through = Project.units.through
    through.objects.bulk_create(
        through(project_id=project.pk, administrativeunit_id=places.units[code].pk)
        for project, row in pairs
        for code in row.units
    )


def _write_acts(pairs: Pairs, places: Places) -> None:
    """Documents first, then what rests on them, then what rests on that."""
    instruments = [[_instrument(p, i) for i in row.acts.instruments] for p, row in pairs]
    Instrument.objects.bulk_create(_flat(instruments))
    for (_, row), acts in zip(pairs, instruments, strict=True):
        for act, told in zip(acts, row.acts.instruments, strict=True):
            act.adjusts = acts[told.adjusts] if told.adjusts is not None else None
    Instrument.objects.bulk_update([i for i in _flat(instruments) if i.adjusts], ["adjusts"])
    items = [
        [_item(project, item, acts) for item in row.acts.items]
        for (project, row), acts in zip(pairs, instruments, strict=True)
    ]
    ScheduleItem.objects.bulk_create(_flat(items))
    tranches = [[_tranche(p, t, places) for t in row.acts.tranches] for p, row in pairs]
    LandTranche.objects.bulk_create(_flat(tranches))
    for (project, row), acts, its, lands in zip(pairs, instruments, items, tranches, strict=True):
        _write_rest(project, row.acts, (acts, its, lands))


def _flat(rows: list[list[Any]]) -> Iterable[Any]:
    return [row for part in rows for row in part]


def _write_rest(
    project: Project,
    acts: Acts,
    written: tuple[list[Instrument], list[ScheduleItem], list[LandTranche]],
) -> None:
    """What few projects have: revisions, extensions, pauses, suspensions, the end."""
    instruments, items, tranches = written
    ScheduleRevision.objects.bulk_create(
        ScheduleRevision(
            item=item,
            instrument=instruments[revision.instrument],
            **_partial("old", revision.old),
            **_partial("new", revision.new),
        )
        for item, row in zip(items, acts.items, strict=True)
        for revision in row.revisions
    )
    Extension.objects.bulk_create(
        _extension(tranche, row)
        for tranche, row in zip(tranches, acts.tranches, strict=True)
        if row.extension
    )
    ExcludedPeriod.objects.bulk_create(
        _period(project, row, items, tranches) for row in acts.periods
    )
    Suspension.objects.bulk_create(
        Suspension(
            project=project,
            decided_by=row.decided_by,
            start_date=row.start,
            ordered_until=row.ordered_until,
            resumed_date=row.resumed,
            document_number=row.document_number,
            document_date=row.document_date,
        )
        for row in acts.suspensions
    )
    if acts.termination:
        _terminate(project, acts)
