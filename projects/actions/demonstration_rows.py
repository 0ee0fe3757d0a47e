"""From the generator's frozen rows to rows of the database, a table at a time."""

from __future__ import annotations

from datetime import date, datetime, time

from accounts.actions.demonstration import Places
from accounts.models import User
from projects.actions.demonstration_acts import Pairs, write_acts
from projects.actions.indexing import index_investor, order_of
from projects.demo.province import USD_RATE
from projects.demo.shapes import Demonstration, InstrumentRow, ProjectRow
from projects.models import Investor, Project, Sector
from vn.documents import normalise_number
from vn.text import search_text, sort_key

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
    write_acts(pairs=pairs, agencies=places.agencies)
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
        capital_rate_vnd=None if row.capital_usd is None else USD_RATE,
        capital_rate_date=None if row.capital_usd is None else row.acts.instruments[0].issued,
        land_area_m2=row.land_area_m2,
        physical_state=row.acts.physical,
        operating_state=row.acts.operating,
        legal_state=row.acts.legal,
        state_as_of=row.state_as_of,
        state_note=row.acts.note,
        adjustment_pending_since=row.acts.adjustment_pending_since,
        deposit_duty=row.acts.security.duty,
        deposit_base_vnd=row.acts.security.base_vnd,
        deposit_due_date=row.acts.security.due,
        term_years=row.acts.term.years,
        term_start_event=row.acts.term.event,
        term_start_date=row.acts.term.start,
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


def _write_units(pairs: Pairs, places: Places) -> None:
    through = Project.units.through
    through.objects.bulk_create(
        through(project_id=project.pk, administrativeunit_id=places.units[code].pk)
        for project, row in pairs
        for code in row.units
    )
